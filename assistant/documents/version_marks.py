"""Marks of a version in names, questions and first lines: numbers ("v2.1"), dates ("12 mars 2020"), stages ("draft") and copies ("(1)")."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_MONTHS = (
    "janvier|january|janv|jan", "fevrier|february|fevr|fev|feb", "mars|march|mar", "avril|april|avr|apr", "mai|may", "juin|june|jun", "juillet|july|juil|jul",
    "aout|august|aug", "septembre|september|sept|sep", "octobre|october|oct", "novembre|november|nov", "decembre|december|dec",
)  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = tuple(
    re.compile(rf"(?<![\d.,]){pattern}(?![\d]|[.,]\d)")
    for pattern in (
        rf"{_YEAR}[-./ ]?(?P<number>0[1-9]|1[0-2])[-./ ]?(?P<day>0[1-9]|[12]\d|3[01])",
        rf"(?P<day>0?[1-9]|[12]\d|3[01])[-./ ](?P<number>0?[1-9]|1[0-2])[-./ ]{_YEAR}",
        rf"(?:(?P<day>0?[1-9]|[12]\d|3[01])(?:er|st|nd|rd|th)?(?: of)? )?\b{_MONTH} {_YEAR}",
        rf"\b{_MONTH} (?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,? {_YEAR}",
        rf"{_YEAR}[-./ ](?P<number>0[1-9]|1[0-2])",
        _YEAR,
    )
)
_NUMBER = re.compile(
    r"\b(?:v|vers?|version|rev|revision|edition) ?[.:n°]{0,2} ?(?P<after>\d{1,3}(?:\.\d{1,3})*)\b"
    r"|\b(?P<before>\d{1,2}) ?(?:e|eme|ere|er|st|nd|rd|th) (?:version|revision|edition)\b"
)
_EARLY = re.compile(r"\b(?:draft|brouillon|ebauche|provisoire|preliminary|preliminaire|old|ancien(?:ne)?|archives?|archived|obsolete|previous|perimee?)\b")
_LATE = re.compile(r"\b(?:finale?|definiti(?:f|ve)|corrigee?|corrected|revisee?|revised|updated|maj|mise? a jour|new|nouveau|nouvelle|latest|current)\b")
_COPY = re.compile(r"\((?:\d{1,2}|copy|copie)\)|\b(?:copy|copie)(?: of| de)?\b")
_LONE = re.compile(r"\b(?:v|vers?|versions?|rev|revisions?|editions?|of|from|dated|the|in|for|du|de|des|d|le|la|les|l|en|au|pour)\b")
"""What is left of a mark when its number or date is taken off, and the small words that hold it in a sentence."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a name says of a version, None where it does not; `rest` is the name without it.

    `date` is as much of `YYYY-MM-DD` as is said; `number` has no trailing zeros, so that 2 is 2.0; `early` says that another came later ("draft", "old").
    """

    rest: str
    number: tuple[int, ...] | None = None
    date: str | None = None
    early: bool = False


def read_marks(name: str) -> Marks:
    """The marks of a title, of a file name without its suffix, or of a line. Of several dates or numbers the last counts.

    >>> read_marks("Guide_tarifaire-v2.0 (1)")
    Marks(rest='guide tarifaire', number=(2,), date=None, early=False)
    >>> read_marks("Guide tarifaire, version du 12 mars 2020")
    Marks(rest='guide tarifaire', number=None, date='2020-03-12', early=False)
    """
    text = _COPY.sub(" ", _spaced(name))
    dates = dates_in(name)
    for pattern in _DATES:
        text = pattern.sub(" ", text)
    numbers = list(_NUMBER.finditer(text))
    text = _NUMBER.sub(" ", text)
    early = _EARLY.search(text) is not None
    text = _LONE.sub(" ", _LATE.sub(" ", _EARLY.sub(" ", text)))
    rest = " ".join(re.findall(r"\w+", text))
    return Marks(rest, _parts(numbers[-1]) if numbers else None, dates[-1] if dates else None, early)


def dates_in(text: str) -> list[str]:
    """The dates of a text, in order, each as much of `YYYY-MM-DD` as is said: "mars 2020" is "2020-03"."""
    text = _spaced(text)
    found: list[tuple[int, str]] = []
    for pattern in _DATES:
        for match in pattern.finditer(text):
            found.append((match.start(), _iso(match.groupdict())))
        text = pattern.sub(lambda match: "#" * len(match.group()), text)
    return [date for _, date in sorted(found)]


def numbers_in(text: str) -> list[tuple[int, ...]]:
    """The version numbers of a text, in order: "v2", "version 2.1", "2e édition"; a year is none."""
    return [_parts(match) for match in _NUMBER.finditer(_spaced(text))]


def number_text(number: tuple[int, ...] | None) -> str | None:
    """A version number as it is written."""
    return ".".join(map(str, number)) if number else None


def _spaced(name: str) -> str:
    """Folded, with what joins the words of a file name as spaces; a point between digits stays."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    folded = "".join(character for character in folded if not unicodedata.combining(character))
    return re.sub(r"_|(?<!\d)\.|\.(?!\d)|(?<=[^\W\d])-|-(?=[^\W\d])", " ", folded)


def _iso(parts: dict[str, str | None]) -> str:
    month, number, day = parts.get("month"), parts.get("number"), parts.get("day")
    if month:
        number = str(next(place for place, names in enumerate(_MONTHS, 1) if month in names.split("|")))
    return "-".join(part.zfill(2) for part in (parts["year"], number, day) if part)


def _parts(match: re.Match[str]) -> tuple[int, ...]:
    parts = [int(part) for part in (match["after"] or match["before"]).split(".")]
    while len(parts) > 1 and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
