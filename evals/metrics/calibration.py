"""Whether confidence means what it says, and what abstaining below a confidence would buy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers of one range of confidence: how many, their mean confidence, the share that is right."""

    count: int
    confidence: float
    accuracy: float


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> list[Bin]:
    """The non-empty ones of equally wide bins of confidence, `(lower, upper]`, the first with 0.

    >>> reliability([0.05, 0.95, 0.95], [False, True, False])
    [Bin(count=1, confidence=0.05, accuracy=0.0), Bin(count=2, confidence=0.95, accuracy=0.5)]
    """
    members: dict[int, list[tuple[float, bool]]] = {}
    for value, is_right in zip(confidence, right, strict=True):
        index = next(i for i in range(bins) if value <= (i + 1) / bins or i == bins - 1)
        members.setdefault(index, []).append((value, is_right))
    return [Bin(len(rows), sum(value for value, _ in rows) / len(rows), sum(good for _, good in rows) / len(rows)) for _, rows in sorted(members.items())]


def expected_calibration_error(confidence: Sequence[float], right: Sequence[bool], bins: int = 10) -> float:
    """`Σ |bin| / n · |accuracy - mean confidence|` over equally wide bins (Naeini et al. 2015; Guo et al. 2017, arXiv:1706.04599).

    >>> round(expected_calibration_error([0.05, 0.95, 0.95], [False, True, False]), 4)  # 1/3 · 0.05 + 2/3 · 0.45
    0.3167

    Raises:
        ValueError: There is no answer.
    """
    if not confidence:
        raise ValueError("the calibration error is undefined without an answer")
    return sum(part.count * abs(part.accuracy - part.confidence) for part in reliability(confidence, right, bins)) / len(confidence)


def risk_coverage(confidence: Sequence[float], right: Sequence[bool], total: int) -> list[tuple[float, float]]:
    """The risk-coverage curve (El-Yaniv and Wiener 2010): for each confidence, the share of all `total` questions answered with at least that, and the share
    of those answers that is wrong. Answers of the same confidence are one point, since no threshold can tell them apart.

    >>> risk_coverage([0.9, 0.9, 0.5], [True, False, True], total=4)
    [(0.5, 0.5), (0.75, 0.3333333333333333)]
    """  # noqa: D205 - the first sentence is long
    return [(answered / total, wrong / answered) for answered, wrong in _steps(confidence, right)]


def area_under_risk_coverage(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """AURC: the mean of the risk over the answers in order of confidence, `1/n · Σ_i wrong(i) / i` (Geifman et al. 2019, arXiv:1805.08206); lower is better.

    Answers of the same confidence count as their mean over all orders in which they could stand, so that the order of the suite does not matter.

    >>> round(area_under_risk_coverage([0.9, 0.8, 0.7], [True, False, True]), 4)  # (0 + 1/2 + 1/3) / 3
    0.2778

    Raises:
        ValueError: There is no answer.
    """
    if not confidence:
        raise ValueError("the area under the risk-coverage curve is undefined without an answer")
    area, answered, wrong = 0.0, 0, 0.0
    for upto, errors in _steps(confidence, right):
        rate = (errors - wrong) / (upto - answered)
        area += sum((wrong + rate * (i - answered)) / i for i in range(answered + 1, upto + 1))
        answered, wrong = upto, errors
    return area / len(confidence)


def _steps(confidence: Sequence[float], right: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """After each group of answers of the same confidence, from the highest: how many are answered, and how many of those are wrong."""
    pairs = sorted(zip(confidence, right, strict=True), key=lambda pair: -pair[0])
    answered = wrong = 0
    for _, group in groupby(pairs, key=lambda pair: pair[0]):
        members = [is_right for _, is_right in group]
        answered, wrong = answered + len(members), wrong + len(members) - sum(members)
        yield answered, wrong
