"""Bullets and numbers in plain text -> the items of a list, with those nested in each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.leads import Nesting
from assistant.documents.lines import Line
from assistant.documents.running import PAGE
from assistant.types import Span, Unit

_PAGE_NUMBER = re.compile(rf"{PAGE}?[-–—|]?\s*\d{{1,4}}\s*(?:(?:/|of|sur|de)\s*\d{{1,4}}\s*)?[-–—|]?", re.IGNORECASE)
_INDENT = 2
"""An item that stands at least so many columns further right is in the list of the one above."""
_DIGITS = "1"
_BESIDE_NUMBER = " \u00a0\t(.)–—:-"
_ENDED = ".;!?…"
_PARAGRAPH = 100
"""A line that is longer (characters) below a number and a few words is a paragraph, and they are its title."""
_MOST_BLANK = 3
"""More blank lines than this end a list."""


def list_end(text: str, lines: Sequence[Line], first: int) -> int:
    """Where the list ends whose first item is at `first`.

    What is further below than the items are below each other is the title of what comes next, if it has another mark than all of them, or its number does not
    count on, or does where only the items are sentences.
    """
    end, widest, last = first + 1, -1, _number(text, lines[first])
    marks = {mark(text, lines[first])}
    while end < len(lines) and (_is_item(lines[end]) or _is_rest(text, lines, end) or _is_page_number(text, lines, end)):
        line, number = lines[end], _number(text, lines[end])
        if line.gap > widest >= 0 and _is_item(line):
            counts_on = number is None or number == 1 or (last is not None and number == last + 1 and not _entitles(text, lines[end - 1], line))
            is_other = mark(text, line) not in marks and line.kind == "number" and not text.endswith(":", lines[end - 1].start, lines[end - 1].end)
            if not counts_on or is_other:
                break
        widest, last = max(widest, line.gap), number if number is not None else last
        marks.add(mark(text, line))
        end += 1
    return end


def _entitles(text: str, above: Line, line: Line) -> bool:
    """Whether a line has no end mark where the item above it has one."""
    return text[above.end - 1] in _ENDED and text[line.end - 1] not in _ENDED


def list_units(text: str, lines: Sequence[Line], first: int, end: int, lead: tuple[Span, ...]) -> list[Unit]:
    """The items from `first` to `end`, introduced by `lead`, and the page numbers between them as lines."""
    numbers = {place for place in range(first + 1, end) if _is_page_number(text, lines, place)}
    marked = [line for place, line in enumerate(lines[first:end], first) if line.kind != "text" and place not in numbers]
    depths = iter(_depths(text, marked))
    nesting = Nesting(lead)
    units: list[Unit] = []
    for place, line in enumerate(lines[first:end], first):
        if place in numbers:
            units.append(Unit("line", line.start, line.end, (*units[-1].header, units[-1].span)))
        elif line.kind != "text":
            units.append(nesting.item(Span(line.start, line.end), next(depths)))
        else:
            units[-1] = replace(units[-1], end=line.end)
    return units


def _is_item(line: Line) -> bool:
    return line.kind in ("bullet", "number") and line.gap <= _MOST_BLANK


def _number(text: str, line: Line) -> int | None:
    return int(text[line.marker : line.start].strip(_BESIDE_NUMBER)) if mark(text, line) == _DIGITS else None


def _is_rest(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the rest of the item above: it stands right below it, and apart from the item that follows."""
    line, above, below = lines[place], lines[place - 1], lines[place + 1] if place + 1 < len(lines) else None
    if line.kind != "text" or line.gap > 0 or text.endswith(":", line.start, line.end) or below is None or _is_paragraph(text, above, line):
        return False
    return _is_item(below) and below.gap == 1 and mark(text, below) == mark(text, above)


def _is_paragraph(text: str, above: Line, line: Line) -> bool:
    """Whether a line is a paragraph with a number and a title above it, which ends as no sentence does."""
    return above.kind == "number" and line.end - line.start > _PARAGRAPH and above.end - above.start < _PARAGRAPH and text[above.end - 1] not in f",:{_ENDED}"


def _is_page_number(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the number of a page that a list goes on after."""
    if place + 1 >= len(lines) or not _PAGE_NUMBER.fullmatch(text, lines[place].marker, lines[place].end):
        return False
    above, below = lines[place - 1], lines[place + 1]
    return _is_item(below) and mark(text, below) == mark(text, above) and "\f" in text[above.end : below.marker]


def _depths(text: str, items: Sequence[Line]) -> list[int]:
    """How deep each item is nested: in the one before it where it stands further right, or has another mark and that one ends with a colon."""
    levels: list[Line] = []
    depths: list[int] = []
    for place, item in enumerate(items):
        level = next((level for level, line in enumerate(levels) if _is_beside(text, item, line)), None)
        if level is not None:
            del levels[level + 1 :]
        elif not levels or _is_within(text, item, items[place - 1]):
            levels.append(item)
        depths.append(len(levels) - 1)
    return depths


def _is_beside(text: str, item: Line, other: Line) -> bool:
    return abs(item.indents[0] - other.indents[0]) < _INDENT and mark(text, item) == mark(text, other)


def _is_within(text: str, item: Line, above: Line) -> bool:
    other_mark = mark(text, item) != mark(text, above)
    return item.indents[0] - above.indents[0] >= _INDENT or (other_mark and text.endswith(":", above.start, above.end))


def mark(text: str, line: Line) -> str:
    """What an item is marked with: its bullet, or "1" for a number and "a" for a letter; what has no mark has that of no item."""
    if line.kind != "number":
        return text[line.marker] if line.kind == "bullet" else ""
    return _DIGITS if text[line.marker : line.start].strip(_BESIDE_NUMBER).isdigit() else "a"
