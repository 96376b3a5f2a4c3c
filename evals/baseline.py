"""The committed baseline: each suite's records as they were accepted, and by how much each figure may fall."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from evals.cases import SuiteError
from evals.comparison import Breach, Comparison, breaches, compare
from evals.figures import BY_NAME
from evals.runs import Run, record_from

BASELINE = Path(__file__).with_name("baseline.json")
TOLERANCES = {
    "right": 0.03,
    "answerable_right": 0.04,
    "failed": 0.0,
    "facts_in_1": 0.03,
    "facts_in_5": 0.03,
    "mrr": 0.02,
    "ndcg_at_5": 0.02,
    "fact_recall": 0.03,
    "citation_precision": 0.04,
    "citation_recall": 0.03,
    "citation_exactness": 0.0,
    "abstention_f1": 0.05,
    "ece": 0.05,
}
"""How far each figure may fall (rise, for failed runs and the calibration error), unless the baseline declares otherwise. Another processor's arithmetic may
turn a near tie round; it may not shift a quote or make a run fail."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A suite as it was accepted. A suite that is not `gated` is for reports only: the gate never runs it."""

    run: Run
    gated: bool


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is accepted, by the suite's name."""

    path: Path
    tolerances: Mapping[str, float]
    suites: Mapping[str, Accepted]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a run may pass: what changed, and what fell by more than is allowed."""

    comparison: Comparison
    breaches: tuple[Breach, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing fell too far."""
        return not self.breaches


def judge(base: Run, new: Run, tolerances: Mapping[str, float] = TOLERANCES) -> Verdict:
    """Holds a run against another.

    Raises:
        SuiteError: They have no case in common.
    """
    comparison = compare(base, new)
    if len(comparison.only_base) == len(base.records):
        raise SuiteError(f"{new.source} and {base.source} have no case in common; compare runs of one suite")
    return Verdict(comparison, tuple(breaches(comparison, tolerances)))


def read_baseline(path: Path) -> Baseline:
    """Reads a baseline.

    Raises:
        SuiteError: The file is none, or declares a tolerance for what is no metric.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        suites = {
            name: Accepted(Run(str(path), name, suite["sha256"], tuple(map(record_from, suite["cases"])), {}), suite["gated"])
            for name, suite in content["suites"].items()
        }
        tolerances = {str(name): float(allowed) for name, allowed in content["tolerances"].items()}
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError) as exc:
        raise SuiteError(f"{path}: is no baseline ({exc}); `python -m evals gate --update` writes one") from exc
    unknown = sorted(set(tolerances) - set(BY_NAME))
    if unknown:
        raise SuiteError(f"{path}: tolerances for {', '.join(unknown)}, which are no metrics; there are {', '.join(BY_NAME)}")
    return Baseline(path, tolerances, suites)


def write_baseline(baseline: Baseline) -> None:
    """Writes a baseline, a case a line, so that a diff shows which cases changed."""
    suites = []
    for name, accepted in baseline.suites.items():
        cases = ",\n".join(json.dumps(asdict(record), ensure_ascii=False) for record in accepted.run.records)
        head = f'"sha256": {json.dumps(accepted.run.suite_sha256)}, "gated": {json.dumps(accepted.gated)}'
        suites.append(f'{json.dumps(name)}: {{{head}, "cases": [\n{cases}\n]}}')
    content = f'{{"tolerances": {json.dumps(dict(baseline.tolerances), indent=1)},\n"suites": {{\n{", ".join(suites)}\n}}}}\n'
    baseline.path.write_text(content, encoding="utf-8")
