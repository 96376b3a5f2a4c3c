"""Whether what is cited proves what is said: ALCE's two questions (Gao et al. 2023, arXiv:2305.14627) answered by spans, without a judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CitedSpan:
    """What matters of one citation.

    `exact`: the quote is the document's text at the offsets. `gold`: the span overlaps gold evidence. `needed`: it does not, but the claim says words that
    only this quote holds, and another citation of the claim overlaps gold evidence (a table's header beside its row).
    """

    exact: bool
    gold: bool
    needed: bool = False


def citation_precision(cited: Sequence[CitedSpan], unresolved: int = 0) -> float:
    """The share of citations that support the answer; a marker without a citation counts as one that does not.

    ALCE calls a citation irrelevant if it does not support the statement and leaving it out changes nothing; `needed` is that second half.

    >>> citation_precision([CitedSpan(True, True), CitedSpan(True, False, needed=True), CitedSpan(True, False)], unresolved=1)
    0.5

    Raises:
        ValueError: Nothing is cited.
    """
    if not cited and not unresolved:
        raise ValueError("citation precision is undefined without a citation")
    return sum(span.gold or span.needed for span in cited) / (len(cited) + unresolved)


def citation_recall(stated: Sequence[bool]) -> float:
    """The share of the facts stated in an answer that a cited span of gold evidence holds, too; `stated` has a value for each stated fact.

    >>> citation_recall([True, True, False])
    0.6666666666666666

    Raises:
        ValueError: No expected fact is stated.
    """
    if not stated:
        raise ValueError("citation recall is undefined where no expected fact is stated")
    return sum(stated) / len(stated)


def citation_exactness(cited: Sequence[CitedSpan], unresolved: int = 0) -> float:
    """The share of citations whose quote is the document's text at the offsets given; a marker without a citation is not.

    >>> citation_exactness([CitedSpan(True, False), CitedSpan(False, True)])
    0.5

    Raises:
        ValueError: Nothing is cited.
    """
    if not cited and not unresolved:
        raise ValueError("citation exactness is undefined without a citation")
    return sum(span.exact for span in cited) / (len(cited) + unresolved)
