"""Records -> figures: every metric over all cases and over each group of them, with intervals; what is undefined is excluded and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial

import numpy as np

from evals.metrics.abstention import abstention_f1, abstention_precision, abstention_recall
from evals.metrics.calibration import area_under_risk_coverage, expected_calibration_error, reliability, risk_coverage
from evals.scoring import CAUSES, Cause, Record
from evals.statistics import Interval, bootstrap_interval, proportion_interval

Records = Sequence[Record]
_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric over records: the mean of a score of each, or a figure of all of them together.

    Attributes:
        name: What JSON calls it.
        label: What people read.
        stage: Which stage of the assistant a drop points at; None where it says nothing about one.
        defined: Whether it is defined for a record.
        score: The score of a record for which it is defined; None where it is not a mean.
        pooled: Its value over records for which it is defined; None where it is a mean. It raises `ValueError` where it is undefined for them.
        better: 1 where more is better, -1 where less is, 0 where neither is.
        proportion: Whether each score is 0 or 1, so that the mean is the share of the records for which something holds.
    """

    name: str
    label: str
    stage: Cause | None
    defined: Callable[[Record], bool]
    score: Callable[[Record], float] | None = None
    pooled: Callable[[Records], float] | None = None
    better: int = 1
    proportion: bool = False


def _ran(record: Record) -> bool:
    return record.status != "failed"


def _answered(record: Record) -> bool:
    return record.status == "answered" and record.confidence is not None


def _mean_of(name: str, label: str, stage: Cause | None, better: int = 1) -> Metric:
    """The mean of a score of the cases that have it."""
    return Metric(name, label, stage, lambda record: name in record.scores, lambda record: record.scores[name], better=better)


def _share_of(
    name: str, label: str, stage: Cause | None, defined: Callable[[Record], bool], holds: Callable[[Record], bool] = lambda record: record.right
) -> Metric:
    return Metric(name, label, stage, defined, lambda record: float(holds(record)), proportion=True, better=-1 if name == "failed" else 1)


def _abstention(function: Callable[[Sequence[bool], Sequence[bool]], float], records: Records) -> float:
    return function([record.status == "abstained" for record in records], [not record.answerable for record in records])


def _calibration(function: Callable[[Sequence[float], Sequence[bool]], float], records: Records) -> float:
    return function([record.confidence or 0.0 for record in records], [record.right for record in records])


METRICS: tuple[Metric, ...] = (
    _share_of("right", "Right", None, _ran),
    _share_of("answerable_right", "Right, answerable", None, lambda r: _ran(r) and r.answerable),
    _share_of("unanswerable_right", "Right, unanswerable", "abstention", lambda r: _ran(r) and not r.answerable),
    _share_of("failed", "Failed runs", "failed", lambda record: True, lambda record: not _ran(record)),
    _mean_of("facts_in_1", "All facts in the first passage", "retrieval"),
    _mean_of("facts_in_5", "All facts in the first five", "retrieval"),
    _mean_of("recall_at_1", "Recall@1", "retrieval"),
    _mean_of("recall_at_5", "Recall@5", "retrieval"),
    _mean_of("mrr", "MRR", "retrieval"),
    _mean_of("ndcg_at_5", "nDCG@5", "retrieval"),
    _mean_of("fact_recall", "Fact recall", None),
    _mean_of("exact_match", "Exact match (SQuAD)", "reading"),
    _mean_of("token_f1", "Token F1 (SQuAD)", "reading"),
    _mean_of("citation_precision", "Citation precision", "citation"),
    _mean_of("citation_recall", "Citation recall", "citation"),
    _mean_of("citation_exactness", "Citation exactness", "citation"),
    Metric("abstention_precision", "Abstention precision", "abstention", _ran, pooled=partial(_abstention, abstention_precision)),
    Metric("abstention_recall", "Abstention recall", "abstention", _ran, pooled=partial(_abstention, abstention_recall)),
    Metric("abstention_f1", "Abstention F1", "abstention", _ran, pooled=partial(_abstention, abstention_f1)),
    Metric("ece", "Calibration error (ECE)", None, _answered, pooled=partial(_calibration, expected_calibration_error), better=-1),
    Metric("aurc", "Area under risk-coverage", None, _answered, pooled=partial(_calibration, area_under_risk_coverage), better=-1),
    _mean_of("words", "Words in an answer", "wording", better=0),
)
BY_NAME = {metric.name: metric for metric in METRICS}


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric's value over some cases: None where it is undefined. `n` cases have it, `excluded` do not; `low` and `high` are its 95 % interval."""

    value: float | None
    n: int
    excluded: int
    low: float | None = None
    high: float | None = None


def figure(metric: Metric, records: Records, *, interval: bool = True) -> Figure:
    """A metric over records. Wilson's interval for a proportion, the bootstrap's for anything else."""
    defined = [record for record in records if metric.defined(record)]
    value = _value(metric, defined)
    if value is None:
        return Figure(None, 0, len(records))
    low, high = (_interval(metric, defined) if interval else None) or (None, None)
    return Figure(rounded(value), len(defined), len(records) - len(defined), rounded(low), rounded(high))


def _value(metric: Metric, defined: Records) -> float | None:
    if metric.score is not None:
        return float(np.mean([metric.score(record) for record in defined])) if defined else None
    assert metric.pooled is not None
    try:
        return metric.pooled(defined)
    except ValueError:  # so says a metric that is undefined
        return None


def _interval(metric: Metric, defined: Records) -> Interval | None:
    if metric.score is None:
        return bootstrap_interval(len(defined), lambda index: _value(metric, [defined[i] for i in index]))
    scores = np.array([metric.score(record) for record in defined])
    return (
        proportion_interval(int(scores.sum()), len(scores)) if metric.proportion else bootstrap_interval(len(scores), lambda index: float(scores[index].mean()))
    )


def paired_interval(metric: Metric, base: Records, new: Records) -> Interval | None:
    """The 95 % bootstrap interval of how much a metric changed from one run to the other, the cases being the same, in the same order.

    For a mean, over the cases for which it is defined in both.
    """
    both = [(a, b) for a, b in zip(base, new, strict=True) if metric.defined(a) and metric.defined(b)]
    if metric.score is not None:
        differences = np.array([metric.score(b) - metric.score(a) for a, b in both])
        return bootstrap_interval(len(both), lambda index: float(differences[index].mean()))

    def difference(index: np.ndarray) -> float | None:
        before, after = _value(metric, [both[i][0] for i in index]), _value(metric, [both[i][1] for i in index])
        return None if before is None or after is None else after - before

    return bootstrap_interval(len(both), difference)


def groups(records: Records) -> dict[str, list[Record]]:
    """The records by language, kind and document of the gold evidence; a case with evidence in two documents is in both groups."""
    labels: tuple[tuple[str, Callable[[Record], Sequence[str]]], ...] = (
        ("language", lambda record: [record.language]),
        ("kind", lambda record: [record.kind]),
        ("document", lambda record: record.files),
    )
    found: dict[str, list[Record]] = {}
    for label, values in labels:
        for value in sorted({value for record in records for value in values(record)}):
            found[f"{label} {value}"] = [record for record in records if value in values(record)]
    return found


@dataclass(frozen=True, slots=True)
class Parity:
    """A metric in French minus the same in English, with its 95 % interval; zero is parity."""

    fr: float
    en: float
    difference: float
    low: float | None
    high: float | None


def parity(metric: Metric, records: Records) -> Parity | None:
    """How far French is from English; None where either is undefined."""
    both = [record for record in records if record.language in ("fr", "en") and metric.defined(record)]

    def by_language(rows: Records) -> tuple[float, float] | None:
        fr, en = (_value(metric, [row for row in rows if row.language == language]) for language in ("fr", "en"))
        return None if fr is None or en is None else (fr, en)

    def difference(index: np.ndarray) -> float | None:
        values = by_language([both[i] for i in index])
        return values and values[0] - values[1]

    values = by_language(both)
    if values is None:
        return None
    low, high = bootstrap_interval(len(both), difference) or (None, None)
    return Parity(round(values[0], _DIGITS), round(values[1], _DIGITS), round(values[0] - values[1], _DIGITS), rounded(low), rounded(high))


def summarise(records: Records) -> dict[str, object]:
    """Every figure of a run as plain JSON, the same for the same records."""
    answered = [record for record in records if _answered(record)]
    confidence, right = [record.confidence or 0.0 for record in answered], [record.right for record in answered]
    causes = Counter(record.cause for record in records)
    return {
        "cases": len(records),
        "failed": sum(not _ran(record) for record in records),
        "figures": {metric.name: asdict(figure(metric, records)) for metric in METRICS},
        "parity": {name: asdict(found) for name in ("right", "abstention_f1") if (found := parity(BY_NAME[name], records)) is not None},
        "causes": {cause: causes[cause] for cause in CAUSES},
        "groups": {
            name: {metric.name: asdict(figure(metric, members, interval=metric.proportion)) for metric in METRICS} for name, members in groups(records).items()
        },
        "reliability": [{key: round(value, _DIGITS) for key, value in asdict(part).items()} for part in reliability(confidence, right)],
        "risk_coverage": [[round(coverage, _DIGITS), round(risk, _DIGITS)] for coverage, risk in risk_coverage(confidence, right, len(records))],
    }


def rounded(value: float | None) -> float | None:
    """A figure as it is written; None stays None."""
    return None if value is None else round(value, _DIGITS)
