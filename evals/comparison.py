"""Two runs of one suite: what got better, what got worse, and which stage of the assistant each change points at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from evals.figures import METRICS, Metric, Records, figure, paired_interval, rounded
from evals.runs import Run
from evals.scoring import Cause, Record
from evals.statistics import mcnemar

Direction = Literal["better", "worse", "other"]
_RETRIEVAL = ("facts_in_5", "recall_at_5", "mrr", "facts_in_1", "recall_at_1")
_CITATION = ("citation_exactness", "citation_recall", "citation_precision")
_QUALITY = ("fact_recall", *_CITATION, *_RETRIEVAL)
"""What is compared of two replies with the same verdict, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Change:
    """A case that came out differently. `flipped` is whether it changed between right and wrong; `cause` is where the difference first shows."""

    id: str
    direction: Direction
    flipped: bool
    cause: Cause
    base: Record
    new: Record


@dataclass(frozen=True, slots=True)
class Delta:
    """A metric in both runs over the cases of both. `low` and `high` are the 95 % interval of the paired difference, `p` is McNemar's for right and wrong."""

    metric: Metric
    base: float | None
    new: float | None
    difference: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None

    def fell_by(self) -> float:
        """How much worse the new run is, in the metric's own unit; negative where it is better, 0 where either is undefined or neither is better."""
        return round(-self.metric.better * (self.difference or 0.0), 6)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two runs. `only_base` and `only_new` are the cases that one of them lacks; nothing is compared of those."""

    base: Run
    new: Run
    deltas: tuple[Delta, ...]
    changes: tuple[Change, ...]
    only_base: tuple[str, ...]
    only_new: tuple[str, ...]

    def by_direction(self, direction: Direction) -> list[Change]:
        """The changes of one direction: verdicts first, then those with the largest effect, then by id."""
        return sorted((change for change in self.changes if change.direction == direction), key=lambda change: (not change.flipped, _size(change), change.id))

    def causes(self, direction: Direction) -> dict[Cause, int]:
        """How many changes point at each stage, the most frequent first; those of the verdict only, where there are any."""
        changes = self.by_direction(direction)
        flipped = [change for change in changes if change.flipped]
        return dict(Counter(change.cause for change in flipped or changes).most_common())


@dataclass(frozen=True, slots=True)
class Breach:
    """A metric that fell by more than is allowed."""

    delta: Delta
    allowed: float


def compare(base: Run, new: Run) -> Comparison:
    """Compares two runs case by case."""
    before, after = ({record.id: record for record in run.records} for run in (base, new))
    shared = [name for name in before if name in after]
    changes = [change for name in shared if (change := _change(before[name], after[name])) is not None]
    return Comparison(
        base,
        new,
        tuple(_delta(metric, [before[name] for name in shared], [after[name] for name in shared]) for metric in METRICS),
        tuple(changes),
        tuple(name for name in before if name not in after),
        tuple(name for name in after if name not in before),
    )


def breaches(comparison: Comparison, tolerances: Mapping[str, float]) -> list[Breach]:
    """The metrics that fell by more than their tolerance, in the metric's own unit; a metric without one may fall as it likes."""
    found = [Breach(delta, tolerances[delta.metric.name]) for delta in comparison.deltas if delta.metric.name in tolerances]
    return [breach for breach in found if breach.delta.fell_by() > breach.allowed + 1e-9]


def _delta(metric: Metric, base: Records, new: Records) -> Delta:
    before, after = (figure(metric, records, interval=False).value for records in (base, new))
    if before is None or after is None:
        return Delta(metric, before, after, None)
    low, high = paired_interval(metric, base, new) or (None, None)
    p = mcnemar(sum(a.right < b.right for a, b in zip(base, new, strict=True)), sum(a.right > b.right for a, b in zip(base, new, strict=True)))
    return Delta(metric, before, after, rounded(after - before), rounded(low), rounded(high), p if metric.name == "right" else None)


def _change(base: Record, new: Record) -> Change | None:
    if base == new:
        return None
    direction = _direction(base, new)
    good, bad = (new, base) if direction == "better" else (base, new)
    return Change(base.id, direction, base.right != new.right, _cause(good, bad), base, new)


def _direction(base: Record, new: Record) -> Direction:
    pairs = [(base.status != "failed", new.status != "failed"), (base.right, new.right)]
    pairs += [(base.scores[name], new.scores[name]) for name in _QUALITY if name in base.scores and name in new.scores]  # type: ignore[misc]
    first = next((pair for pair in pairs if pair[0] != pair[1]), None)
    return "other" if first is None else "better" if first[1] > first[0] else "worse"


def _cause(good: Record, bad: Record) -> Cause:
    """Where the worse of two replies first falls behind the other: at the earliest stage that differs, since the later ones only follow it."""
    if bad.status == "failed":
        return "failed"
    if _fell(good, bad, _RETRIEVAL):
        return "retrieval"
    if good.right and bad.cause is not None:
        return bad.cause
    if good.status != bad.status:
        return "abstention"
    if _fell(good, bad, _CITATION) and not _fell(good, bad, ("fact_recall",)):
        return "citation"
    return "reading" if good.cited != bad.cited else "wording"


def _fell(good: Record, bad: Record, names: Sequence[str]) -> bool:
    """Whether one of the scores is lower in the worse reply, or gone."""
    return any(bad.scores.get(name, 0.0) < good.scores[name] for name in names if name in good.scores)


def _size(change: Change) -> float:
    """How much a change weighs, the heaviest smallest: the sum of the differences of its scores."""
    names = [name for name in _QUALITY if name in change.base.scores and name in change.new.scores]
    return -round(sum(abs(change.new.scores[name] - change.base.scores[name]) for name in names), 4)
