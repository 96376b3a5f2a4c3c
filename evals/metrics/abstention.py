"""Abstaining as the detection of questions that the documents do not answer."""

from __future__ import annotations

from collections.abc import Sequence


def abstention_precision(abstained: Sequence[bool], unanswerable: Sequence[bool]) -> float:
    """The share of the abstentions that were called for.

    >>> abstention_precision([True, True, False], [True, False, True])
    0.5

    Raises:
        ValueError: Nothing was abstained from.
    """
    if not any(abstained):
        raise ValueError("abstention precision is undefined without an abstention")
    return _both(abstained, unanswerable) / sum(abstained)


def abstention_recall(abstained: Sequence[bool], unanswerable: Sequence[bool]) -> float:
    """The share of the unanswerable questions that were abstained from.

    >>> abstention_recall([True, True, False, False], [True, False, True, True])
    0.3333333333333333

    Raises:
        ValueError: Every question is answerable.
    """
    if not any(unanswerable):
        raise ValueError("abstention recall is undefined without an unanswerable question")
    return _both(abstained, unanswerable) / sum(unanswerable)


def abstention_f1(abstained: Sequence[bool], unanswerable: Sequence[bool]) -> float:
    """`2 · both / (abstained + unanswerable)`, the harmonic mean of the two above.

    >>> abstention_f1([True, True, False], [True, False, True])
    0.5

    Raises:
        ValueError: Nothing was abstained from and every question is answerable.
    """
    if not any(abstained) and not any(unanswerable):
        raise ValueError("abstention F1 is undefined without an abstention and an unanswerable question")
    return 2 * _both(abstained, unanswerable) / (sum(abstained) + sum(unanswerable))


def _both(abstained: Sequence[bool], unanswerable: Sequence[bool]) -> int:
    return sum(a and u for a, u in zip(abstained, unanswerable, strict=True))
