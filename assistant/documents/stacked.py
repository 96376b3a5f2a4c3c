"""Tables whose cells stand one below the other, as text taken from a PDF has them: a label, then its figures, a line each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.cells import YEAR, is_cell
from assistant.documents.lines import Line
from assistant.types import Cell, Span, Unit

_WORD = re.compile(r"[^\W\d_]{2}")
_LEAST_CELLS, _MOST_CELLS, _LEAST_ROWS = 2, 20, 2
_MOST_BESIDE = 2
"""So many lines at most stand above a table besides the names of its columns: a caption and what its labels are called."""
_WIDTH = 100
"""No label or name of a column is longer (characters)."""


@dataclass(frozen=True, slots=True)
class Stacked:
    """A table that was found.

    Attributes:
        units: The lines above the rows, and the rows with their cells, in order.
        end: The place of the first line after it.
    """

    units: tuple[Unit, ...]
    end: int


def stacked_table(text: str, lines: Sequence[Line], position: int) -> Stacked | None:
    """The table that begins at a line, with what names its columns; None where none does. Two rows at least have as many figures, two at least, each."""
    first = position
    last = min(len(lines), position + _MOST_CELLS + _MOST_BESIDE + 1)
    while first < last and _is_label(text, lines, first, position) and not _cells(text, lines, first):
        first += 1
    cells = _cells(text, lines, first) if first < len(lines) and _is_label(text, lines, first, position) else ()
    width = len(cells)
    if not _LEAST_CELLS <= width <= _MOST_CELLS or first - position > width + _MOST_BESIDE:
        return None
    starts = [first]
    while (after := starts[-1] + width + 1) < len(lines) and _is_label(text, lines, after, position) and len(_cells(text, lines, after)) == width:
        starts.append(after)
    names = [_span(line) for line in lines[first - width : first]] if first - position >= width else []
    if all(YEAR.fullmatch(text, line.start, line.end) for line in cells):  # the first row names the columns
        names, first = [_span(line) for line in cells], first + width + 1
        del starts[0]
    if len(starts) < _LEAST_ROWS:
        return None
    header = tuple(_span(line) for line in lines[position:first])
    rows = [_row(lines[start], _cells(text, lines, start), names, header) for start in starts]
    return Stacked((*(Unit("line", span.start, span.end) for span in header), *rows), starts[-1] + width + 1)


def _row(label: Line, cells: Sequence[Line], names: Sequence[Span], header: tuple[Span, ...]) -> Unit:
    found = tuple(Cell(cell.start, cell.end, (names[place],) if names else ()) for place, cell in enumerate(cells))
    return Unit("row", label.start, cells[-1].end, header, _span(label), found)


def _cells(text: str, lines: Sequence[Line], place: int) -> Sequence[Line]:
    """The figures right below a line, one a line."""
    end, last = place + 1, min(len(lines), place + _MOST_CELLS + 2)
    while end < last and lines[end].kind == "text" and lines[end].gap <= 1 and is_cell(text, lines[end].start, lines[end].end):
        end += 1
    return lines[place + 1 : end]


def _is_label(text: str, lines: Sequence[Line], place: int, first: int) -> bool:
    """Whether a line may be a label or name a column: short, in words or a year, and near the line above."""
    line = lines[place]
    is_near = place == first or line.gap <= 1
    is_short = line.kind == "text" and line.end - line.start <= _WIDTH
    return is_near and is_short and not is_cell(text, line.start, line.end) and _WORD.search(text, line.start, line.end) is not None


def _span(line: Line) -> Span:
    return Span(line.start, line.end)
