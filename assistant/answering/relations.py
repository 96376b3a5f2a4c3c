"""Equations and comparisons in what an answer says, recomputed from the figures in its quotes.

A relation is figures, added or subtracted, on both sides of `=`, `>` or `<`, as in "10 + 20,5 = 30,5" and "30 > 20". It is the only thing that may say a figure
which no quote holds: the result of an equation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from assistant.answering.figures import notation
from assistant.answering.marks import plain
from assistant.errors import CitationError

_FIGURE = r"[-−–]?\d+(?:[ '’.,]\d+)*"
_TERM = rf"(?:{_FIGURE}|\({_FIGURE}\))"
_SUM = rf"{_TERM}(?: [+−] {_TERM})*"
_RELATION = re.compile(rf"(?<![\w.,]){_SUM}(?: [=<>] {_SUM})+(?![\w])")
_SIGN = re.compile(r" ([=<>]) ")
_OPERATOR = re.compile(r" ([+−]) ")


def without_results(said: str, quotes: Sequence[str]) -> str:
    """What a claim says but for the results of its equations, each of which was found to be right.

    Args:
        said: The claim, without its markers.
        quotes: What the claim cites.

    Raises:
        CitationError: A relation does not hold, an operand is not a figure of the quotes, or there is a sign of a relation that is none and in no quote.
    """
    cited = [plain(quote) for quote in quotes]
    parts: list[str] = []
    end = 0
    claim = said.replace("**", "")
    for match in _RELATION.finditer(claim):
        proven = match.group() if any(match.group() in quote for quote in cited) else _operands(match.group(), cited)
        parts += [claim[end : match.start()], proven]
        end = match.end()
        _check_signs(parts[-2], cited)
    _check_signs(claim[end:], cited)
    return "".join([*parts, claim[end:]])


def _operands(relation: str, quotes: Sequence[str]) -> str:
    """A relation that holds, without its results."""
    sides = _SIGN.split(relation)
    terms = [_OPERATOR.split(side) for side in sides[::2]]
    figures = [[term.strip("()") for term in side[::2]] for side in terms]
    written = notation([figure for side in figures for figure in side])
    if written is None:
        raise CitationError(f"the figures of {relation!r} are not written alike")
    values = [
        sum((written.value(figure) * (-1 if operator == "−" else 1) for operator, figure in zip(["+", *side[1::2]], found, strict=True)), Decimal(0))
        for side, found in zip(terms, figures, strict=True)
    ]
    for sign, (left, right) in zip(sides[1::2], pairwise(values), strict=True):
        if not {"=": left == right, ">": left > right, "<": left < right}[sign]:
            raise CitationError(f"{relation!r} is not right")
    is_result = [False, *(sign == "=" and len(left) > 1 and len(right) == 1 for sign, (left, right) in zip(sides[1::2], pairwise(figures), strict=True))]
    operands = [figure for found, result in zip(figures, is_result, strict=True) if not result for figure in found]
    unproven = [figure for figure in operands if not any(_holds(quote, figure) for quote in quotes)]
    if unproven:
        raise CitationError(f"{relation!r} has the operands {unproven[:3]}, which its quotes do not")
    return " ".join(operands)


def _holds(quote: str, figure: str) -> bool:
    """Whether a quote has a figure, and not as a part of a longer one."""
    return re.search(rf"(?<![\w.,'’−–-]){re.escape(figure)}(?!\d|[.,'’]\d)", quote) is not None


def _check_signs(rest: str, quotes: Sequence[str]) -> None:
    wrong = [sign for sign in "=<>" if sign in rest and not any(sign in quote for quote in quotes)]
    if wrong:
        raise CitationError(f"{rest.strip()!r} has a {wrong[0]!r} that neither relates figures nor stands in a quote")
