"""The cells at the end of a line of plain text: figures, times of day, signs that there is none."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = r"\d{1,2}(?::[0-5]\d|h(?:[0-5]\d)?)"
_CELL = re.compile(rf"[-+−–]?[€$£]?\d+(?:[.,’'\u00a0\u202f]\d+)*\s?(?:%|€|\$|£)?|{_TIME}(?:[-–]{_TIME})?|[-–—]|n/?a|n\.d\.")
"""A table cell of figures or of a time of day, or the sign that there is none."""
_SPACED_CELL = re.compile(r"[-+−–]?[€$£]?\d{1,3}(?: \d{3})+(?:[.,]\d+)?\s?(?:%|€|\$|£)?")
_WORD = re.compile(r"\d+(?:[\u00a0\u202f]\d{3})+\S*|\S+")
LEADERS = re.compile(r"\s*(?:\.\s?|…\s?|·\s?|_){5,}\s*")
"""What leads the eye from a label to its figure, or from a title to its page."""
_AMOUNT = re.compile(r"[-+−–]?[€$£]?\d\S*(?: \d{3})*(?:[ \u00a0]\S+){0,3}")
"""A figure with the words for what it counts, which only leaders set apart from the label."""
APART = re.compile(r"\S+(?:[ \u00a0\u202f]\S+)*")
"""What stands between wide gaps."""
MAX_ROW = 400
"""A longer line (characters) is no table row."""
_DATED = re.compile(rf"{YEAR.pattern}|{_TIME}")
"""What a sentence may end with as well as a row."""


def trailing_cells(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The numeric cells at the end of a line that starts with a label; none where the line is not a table row."""
    led = LEADERS.search(text, start, end) if end - start < MAX_ROW else None
    if led and start < led.start() and _AMOUNT.fullmatch(text, led.end(), end):
        return ((led.end(), end),)
    words = _pieces(text, start, end) if end - start < MAX_ROW else []
    cells: list[tuple[int, int]] = []
    for begin, stop in reversed(words):
        word = text[begin:stop]
        if cells and word in "%€$£":
            break
        if not (_CELL.fullmatch(word) or _SPACED_CELL.fullmatch(word)):
            break
        cells.insert(0, (begin, stop))
    if not cells or len(cells) == len(words):
        return ()
    if len(cells) == 1 and _DATED.fullmatch(text[cells[0][0] : cells[0][1]]):
        return ()
    if not any(character.isdigit() for begin, stop in cells for character in text[begin:stop]):
        return ()
    return tuple(cells)


def is_cell(text: str, start: int, end: int) -> bool:
    """Whether a piece of a text is nothing but a figure, or the sign that there is none."""
    return any(cell.fullmatch(text, start, end) for cell in (_CELL, _SPACED_CELL))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What may be cells: the pieces between wide gaps if the last of them is a figure, as in aligned text; the words otherwise."""
    apart = [match.span() for match in APART.finditer(text, start, end)]
    last = text[slice(*apart[-1])] if len(apart) > 1 else ""
    if _CELL.fullmatch(last) or _SPACED_CELL.fullmatch(last):
        return apart
    return [match.span() for match in _WORD.finditer(text, start, end)]
