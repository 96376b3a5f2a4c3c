"""Figures as cells write them: what they are worth, and how to write another one like them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.lexical import words

_GROUPS = r"[1-9]\d{0,2}(?P<group>[ '’.,])\d{3}(?:(?P=group)\d{3})*"
_SHAPE = re.compile(rf"(?P<sign>[-−–]?)(?P<whole>{_GROUPS}|\d+)(?:(?P<mark>[.,])(?P<fraction>\d+))?")
_FIGURE = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d(?![.,]?\d))(?:[1-9]\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?![.,]?\d)|\d+(?:[.,]\d+)*)")
"""One in a sentence that is no year."""


@dataclass(frozen=True, slots=True)
class Notation:
    """The decimal mark and the mark between groups of three digits, None where no figure shows one."""

    mark: str | None
    group: str | None

    def value(self, figure: str) -> Decimal:
        """What a figure in this notation is worth."""
        sign, digits = ("-", figure[1:]) if figure[0] in "-−–" else ("", figure)
        if self.group:
            digits = digits.replace(self.group, "")
        if self.mark:
            digits = digits.replace(self.mark, ".")
        return Decimal(sign + digits)

    def written(self, value: Decimal, decimals: int) -> str:
        """A value as a figure in this notation."""
        whole, _, fraction = f"{abs(value):,.{decimals}f}".partition(".")
        figure = whole.replace(",", self.group or "") + (f"{self.mark or '.'}{fraction}" if fraction else "")
        return f"−{figure}" if value < 0 else figure


def notation(figures: Sequence[str]) -> Notation | None:
    """The one notation that figures share; None where one of them is no figure, or they contradict each other.

    One mark before three digits ("1,250") may be either: it is the decimal mark where another figure shows that it is, otherwise it parts groups.

    >>> notation(["1 250,5", "3,125"])
    Notation(mark=',', group=' ')
    >>> notation(["1,250", "7"]), notation(["1,250", "3.5"]), notation(["1.5", "3,5"])
    (Notation(mark=None, group=','), Notation(mark='.', group=','), None)
    """
    marks: set[str] = set()
    groups: set[str] = set()
    either: set[str] = set()
    for figure in figures:
        shape = _SHAPE.fullmatch(figure)
        if shape is None:
            return None
        if shape["mark"]:
            marks.add(shape["mark"])
        if shape["group"]:
            unsure = shape["group"] in ".," and not shape["mark"] and figure.count(shape["group"]) == 1
            (either if unsure else groups).add(shape["group"])
    groups |= either - marks
    if len(marks) > 1 or len(groups) > 1 or marks & groups:
        return None
    return Notation(next(iter(marks), None), next(iter(groups), None))


def decimals(value: Decimal) -> int:
    """How many decimals a value shows."""
    return max(0, -int(value.as_tuple().exponent))


def as_written(question: str, text: str) -> str:
    """The question with its figures written as the text writes them, where it has the same ones: a reader compares signs, not values.

    >>> as_written("Which site treated 2,304 tonnes?", "Le site d'Orrby : 2 304 tonnes.")
    'Which site treated 2 304 tonnes?'
    """
    if not (asked := _FIGURE.findall(question)):
        return question
    there: dict[str, list[str]] = {}
    for figure in _FIGURE.findall(text):
        there.setdefault(words(figure)[0], []).append(figure)
    other = {figure: there[value][0] for figure in asked if (value := words(figure)[0]) in there and figure not in there[value]}
    return _FIGURE.sub(lambda match: other.get(match.group(), match.group()), question)
