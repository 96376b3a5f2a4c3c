"""Whether a text states a fact: numbers are compared as numbers, dates as dates, everything else as folded words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Literal

from assistant.lexical import fold, words
from evals.cases import Fact

_SPACES = " \u00a0\u202f\u2009"
_NUMERAL = re.compile(rf"(?<![\w.,'’])(?:(?<![^\s(])[-−])?\d+(?:[.,'’]\d+)*(?:[{_SPACES}]\d{{3}}(?!\d))*(?:[.,]\d+)?")
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[.,'’ ])\d{3})(?:(?P=mark)\d{3})*")
_GROUPS = 6
"""A number has so many groups of digits at most; more in a row are several numbers."""
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")

_MAGNITUDES = {
    "thousand": (3, r"thousands?|milliers?|mille|k"),
    "million": (6, r"millions?|mio|mn|(?-i:M)(?=\s?[€$£])"),
    "billion": (9, r"billions?|milliards?|bn|mrd|mds?"),
}
_UNITS = {"%": r"%|pour[ -]?cents?|per ?cent|percent", "EUR": r"€|euros?|eur|EUR|Euros?", "USD": r"\$|dollars?|USD", "GBP": r"£|pounds?|GBP"}
_MAGNITUDE = "|".join(rf"(?P<{name}>{shape})" for name, (_, shape) in _MAGNITUDES.items())
_UNIT = "|".join(f"(?:{shape})" for shape in _UNITS.values())
_AFTER = re.compile(rf"[{_SPACES}]?(?:(?:{_MAGNITUDE})(?!\w))?\.?\s?(?:d['’e]\s?|of )?(?P<unit>{_UNIT})?(?!\w)", re.IGNORECASE)
_BEFORE = re.compile(rf"(?P<unit>{_UNIT})[{_SPACES}]?$", re.IGNORECASE)

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january janvier jan janv", "february fevrier feb fevr fev", "march mars mar", "april avril apr avr", "may mai", "june juin jun",
            "july juillet jul juil", "august aout aug", "september septembre sept sep", "october octobre oct", "november novembre nov",
            "december decembre dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DATES = tuple(
    re.compile(rf"(?<![\w/.-]){shape}(?![\w/-])")
    for shape in (
        r"(?P<year>\d{4})-(?P<number>\d{1,2})(?:-(?P<day>\d{1,2}))?",
        r"(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>\d{4})",
        r"(?P<number>\d{1,2})/(?P<year>\d{4})",
        rf"(?:(?P<day>\d{{1,2}})(?:er|st|nd|rd|th)?(?: of)? )?{_MONTH} (?P<year>\d{{4}})",
        rf"{_MONTH} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
        r"(?P<year>(?:1[5-9]|20)\d\d)",
    )
)


def holds(text: str, fact: Fact) -> bool:
    """Whether a text states one of a fact's alternatives.

    A number matches the same number in French or English notation, whatever its magnitude is written as; a unit or magnitude that the text states must be the
    expected one, but one that it does not state is not held against it, since a table states it once, far above the row. A date matches a date that is the
    same as far as the expected one goes ("May 2015" is stated by "31 mai 2015", not the reverse). Everything else, and an alternative that is no number or
    no date, must stand in the text as whole words after Unicode, case, accent and space folding.

    >>> holds("II.2 La croissance : **208.42** millions €", Fact(any=("208,42 millions €",), kind="number"))
    True
    >>> holds("208,42 milliards €", Fact(any=("208,42 millions €",), kind="number"))
    False
    >>> holds("in 1208,42 days", Fact(any=("208,42",), kind="number"))
    False
    >>> holds("adopté fin mai 2015", Fact(any=("May 2015",), kind="date"))
    True
    >>> holds("L'ÉTÉ  à Liège", Fact(any=("été à liege",), kind="text"))
    True
    """
    if fact.kind == "number":
        return any(_states_number(text, alternative) for alternative in fact.any)
    if fact.kind == "date":
        return any(_states_date(text, alternative) for alternative in fact.any)
    return any(_states_words(text, alternative) for alternative in fact.any)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written: what it may mean in either notation, times ten to the `exponent`; `unit` and `exponent` are None where none is stated beside it."""

    written: frozenset[Decimal]
    exponent: int | None
    unit: str | None

    @property
    def values(self) -> frozenset[Decimal]:
        """What the number may mean, with its magnitude."""
        return frozenset(value.scaleb(self.exponent or 0) for value in self.written)

    def same(self, other: Quantity) -> bool:
        """Whether the two can be the same quantity, as far as both say."""
        if self.unit and other.unit and self.unit != other.unit:
            return False
        if self.exponent is not None and other.exponent is not None:
            return any(a == b for a, b in product(self.values, other.values))
        return any(a == b for a, b in product(self.written | self.values, other.written | other.values))


def quantities(text: str) -> Iterator[Quantity]:
    """The numbers of a text, in order. Where digits apart by a space may be one number or several ("41 235"), both are given.

    >>> [sorted(map(str, q.written)) + [q.exponent, q.unit] for q in quantities("1.6 billion €, 58 %")]
    [['1.6', 9, 'EUR'], ['58', 0, '%']]
    """
    for match in _NUMERAL.finditer(text):
        after = _AFTER.match(text, match.end())
        before = _BEFORE.search(text, max(0, match.start() - 10), match.start())
        unit = _unit((after and after["unit"]) or (before and before["unit"]))
        exponent = next((power for name, (power, _) in _MAGNITUDES.items() if after and after[name]), 0 if unit else None)
        pieces = re.split(f"[{_SPACES}]", match.group())
        for first in range(len(pieces)):
            for last in range(min(first + _GROUPS, len(pieces)), first, -1):
                written = readings(" ".join(pieces[first:last]))
                if written:
                    yield Quantity(written, *((exponent, unit) if last == len(pieces) else (None, None)))


def readings(numeral: str) -> frozenset[Decimal]:
    """The values that a numeral may have, as French, English and Swiss authors write; none where it is not one number.

    >>> sorted(map(str, readings("16.844")))
    ['16.844', '16844']
    >>> [sorted(map(str, readings(numeral))) for numeral in ("1 234,5", "1,234.5", "3.585.000", "41 41")]
    [['1234.5'], ['1234.5'], ['3585000'], []]
    """
    text = re.sub(f"[{_SPACES}]", " ", numeral.strip())
    sign = -1 if text[:1] in ("-", "−") else 1
    text = text.lstrip("-−")
    found = set()
    if _PLAIN.fullmatch(text):
        found.add(Decimal(text.replace(",", ".")))
    for mark in (".", ",", None):  # the decimal mark
        whole, _, fraction = text.rpartition(mark) if mark and mark in text else (text, "", "")
        grouped = _GROUPED.fullmatch(whole)
        if grouped and grouped["mark"] != mark and not whole.startswith("0") and (not fraction or fraction.isdigit()):
            found.add(Decimal(re.sub(r"\D", "", whole) + (f".{fraction}" if fraction else "")))
    return frozenset(sign * value for value in found)


def _unit(text: str | None) -> str | None:
    return next((name for name, shape in _UNITS.items() if text and re.fullmatch(shape, text, re.IGNORECASE)), None)


def fact_kind(alternative: str) -> Literal["number", "date", "text"]:
    """What an alternative is, if it is nothing more: a number with its unit, a date, or else text.

    >>> fact_kind("58 %"), fact_kind("mai 2015"), fact_kind("13 fois"), fact_kind("2015")
    ('number', 'date', 'text', 'date')
    """
    if _date(alternative) is not None:
        return "date"
    return "number" if _number(alternative) is not None else "text"


def _number(alternative: str) -> Quantity | None:
    """The number that an alternative is; None where it is none, or more than one ("13 fois")."""
    match = _NUMERAL.search(alternative)
    if match is None:
        return None
    after = _AFTER.match(alternative, match.end())
    rest = alternative[: match.start()] + alternative[after.end() if after else match.end() :]
    return None if words(_BEFORE.sub("", rest)) else next(quantities(alternative), None)


def _states_number(text: str, alternative: str) -> bool:
    expected = _number(alternative)
    return _states_words(text, alternative) if expected is None else any(expected.same(found) for found in quantities(text))


def dates(text: str) -> Iterator[tuple[int, int | None, int | None]]:
    """The dates of a text as (year, month, day), as precise as they are written; day before month where both are numbers.

    >>> list(dates("du 5 décembre 2014 à May 2015, puis 2020"))
    [(2014, 12, 5), (2015, 5, None), (2020, None, None)]
    """
    folded = " ".join(fold(text).split())
    taken: list[tuple[int, int]] = []
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            groups = match.groupdict()
            month = _MONTHS[groups["month"]] if groups.get("month") else int(groups["number"]) if groups.get("number") else None
            day = int(groups["day"]) if groups.get("day") else None
            if (month is None or 1 <= month <= 12) and (day is None or 1 <= day <= 31):
                taken.append(match.span())
                found.append((match.start(), (int(groups["year"]), month, day)))
    return (date for _, date in sorted(found))


def _date(alternative: str) -> tuple[int, int | None, int | None] | None:
    """The date that an alternative is; None where it is none, or more than one ("end of 2020")."""
    folded = " ".join(fold(alternative).split())
    return next(dates(folded), None) if any(pattern.fullmatch(folded) for pattern in _DATES) else None


def _states_date(text: str, alternative: str) -> bool:
    expected = _date(alternative)
    if expected is None:
        return _states_words(text, alternative)
    return any(all(wanted in (None, part) for wanted, part in zip(expected, found, strict=True)) for found in dates(text))


def _states_words(text: str, alternative: str) -> bool:
    wanted = " ".join(_values(alternative))
    return bool(wanted) and f" {wanted} " in f" {' '.join(_values(text))} "


def _values(text: str) -> list[str]:
    """Words and numbers; a number without the zeros that mean nothing ("325,00" is 325)."""
    return [word.rstrip("0").rstrip(".") if word[0].isdigit() and "." in word else word for word in words(text)]
