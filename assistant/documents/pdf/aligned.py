"""Tables without vertical lines: runs of lines whose words leave the same columns free.

The survey by Nurminen (Algorithmic extraction of data in tables in PDF documents, 2013) describes such means; the conditions and thresholds are our own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.pdf.lines import TextLine, around, said
from assistant.documents.pdf.page import Box, Word
from assistant.documents.pdf.table import (
    LONG,
    NEAR,
    Cell,
    Extent,
    PageTable,
    column_of,
    divide,
    extents,
    has_figures,
    header_rows,
    in_columns,
    is_below,
    is_figure,
)

_MOST_HEADER_LINES = 8
_MOST_LABELS = 5
"""So many lines with nothing but a label may follow each other in a table."""
_MOST_TRIES = 3
"""A run of lines that is no table is tried again without its first line so often."""
_BULLET = re.compile(r"[^\w\s]|o|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]|\d+(?:\.\d+)*\.?|\[\d+\]")


def aligned_tables(lines: Sequence[TextLine], level: Sequence[Box]) -> list[PageTable]:
    """The tables among lines of text, given the horizontal lines between them."""
    found: list[PageTable] = []
    first = tries = 0
    while first < len(lines):
        end = _run_end(lines, first)
        table = _table(lines, first, end, level, found[-1].box.bottom if found else 0.0) if end is not None else None
        if table is not None:
            found.append(table)
        tries = tries + 1 if end is not None and table is None else 0
        if end is not None and (table is not None or tries > _MOST_TRIES):
            first, tries = end, 0
        else:
            first += 1
    return found


def _run_end(lines: Sequence[TextLine], first: int) -> int | None:
    """Where the run of lines of cells that starts at `first` ends; None where none starts."""
    if not _is_tabular(lines[first]):
        return None
    end, last, tabular = first + 1, first, 1
    while end < len(lines) and end - last <= _MOST_LABELS and lines[end].box.top - lines[end - 1].box.bottom <= 2.5 * lines[end].size:
        if _is_tabular(lines[end]):
            last = end
            tabular += 1
        elif len(lines[end].words) > 2 * LONG or lines[end].box.left > lines[first].box.right:
            break
        end += 1
    return last + 1 if tabular > 1 else None


def _is_tabular(line: TextLine) -> bool:
    """Whether a line looks like cells beside each other: more than one piece, neither columns of running text nor a number before a text."""
    pieces = line.pieces()
    long = [piece for piece in pieces if len(piece.words) >= LONG]
    if len(pieces) > 2:
        return len(long) < 2
    return len(pieces) == 2 and len(long) < 2 and len(line.words) <= 3 * LONG and not _BULLET.fullmatch(pieces[0].text)


def _table(lines: Sequence[TextLine], first: int, end: int, level: Sequence[Box], above: float) -> PageTable | None:
    """The table that a run of lines forms, with its header, or None where it forms none."""
    run = [line for line in lines[first:end] if len(line.pieces()) > 1]
    body = [line for line in run if has_figures([piece.text for piece in line.pieces()[1:]])]
    basis = [line.words for line in (body if len(body) > 1 else run)]
    left, right = min(row[0].box.left for row in basis), max(row[-1].box.right for row in basis)
    parts = divide(basis, left, right)
    if not parts:
        return None
    columns = extents(basis, parts)
    start = next((place for place in range(first, end) if body and lines[place] is body[0]), first + 1)
    while start - 1 > first and _is_label(lines[start - 1], columns):
        start -= 1
    header = _header(lines, start, columns, level, above)
    rows = _rows(lines[start:end], columns)
    filled = [row for row in rows if sum(map(bool, row)) > 1]
    others = [cell for row in filled for cell in row[1:] if cell]
    mostly_figures = 4 * sum(map(is_figure, others)) >= len(others)
    is_ruled = bool(header) and any(is_below(rule, header[-1]) and rule.right - rule.left > 0.8 * (right - left) for rule in level)
    if len(filled) < (1 if is_ruled else 3) or 2 * len(filled) < len(rows) or _is_prose(filled) or not (mostly_figures or is_ruled):
        return None
    words = tuple(word for line in lines[start - len(header) : end] for word in line.words)
    head = header_rows(header, columns, level)
    return PageTable(around(word.box for word in words), (*head, *(tuple(row) for row in rows)), len(head), words)


def _is_label(line: TextLine, columns: Sequence[Extent]) -> bool:
    """Whether a line has words in the first column only, as the name of the rows below it."""
    return not any(in_columns(line, columns)[1:]) and len(line.words) <= 2 * LONG


def _header(lines: Sequence[TextLine], start: int, columns: Sequence[Extent], level: Sequence[Box], above: float) -> list[TextLine]:
    """The lines right above the first row that name its columns: up to a caption, a horizontal line over all columns, or a gap."""
    left, right = columns[0][0], columns[-1][1]
    header: list[TextLine] = []
    while start > len(header) and len(header) < _MOST_HEADER_LINES:
        line, below = lines[start - len(header) - 1], lines[start - len(header)]
        is_closed = any(line.box.middle < rule.top < below.box.middle and rule.right - rule.left > 0.8 * (right - left) for rule in level)
        if line.box.top < above or below.box.top - line.box.bottom > 1.2 * line.size or (is_closed and header):
            break
        if (
            len(line.words) > 4 * LONG
            or _is_wide(line, columns, level)
            or not (left - 2 * line.size < line.box.left and line.box.right < right + 4 * line.size)
        ):
            break
        header.insert(0, line)
    while header and _is_above_all(header, columns, level):
        header.pop(0)
    return header


def _is_wide(line: TextLine, columns: Sequence[Extent], level: Sequence[Box]) -> bool:
    """Whether a piece of a line reaches over nearly all columns, as a caption does."""
    for piece in line.pieces():
        reached = sum(piece.box.left < (left + right) / 2 < piece.box.right for left, right in columns)
        if reached > 1 and reached >= 0.7 * len(columns) and not any(is_below(rule, piece) for rule in level):
            return True
    return False


def _is_above_all(header: Sequence[TextLine], columns: Sequence[Extent], level: Sequence[Box]) -> bool:
    """Whether the first line of a header is of the caption: a lone piece that starts where the labels do, or in brackets, and names no group of columns."""
    line = header[0]
    if line.text[0].islower() and len(header) > 1 and len(line.pieces()) == 1 and column_of(columns, line.box) == 0:
        return True  # the end of a caption
    if len(line.pieces()) > 1 or any(is_below(rule, line) and rule.right - rule.left < 0.95 * (columns[-1][1] - columns[0][0]) for rule in level):
        return False
    names_labels = column_of(columns, line.box) == 0 and len(header) > 1 and all(column_of(columns, other.words[0].box) > 0 for other in header[1:])
    return not names_labels and (len(header) == 1 or line.box.left <= columns[0][0] + NEAR or line.text[0] in "([")


def _rows(lines: Sequence[TextLine], columns: Sequence[Extent]) -> list[list[str]]:
    """The rows; a label that goes on, and a line without a label and figures, belong to the row above."""
    rows: list[list[str]] = []
    labels: list[Sequence[Word]] = []
    widest = max((cell[-1].box.right for line in lines if (cell := in_columns(line, columns)[0])), default=0.0)
    for line in lines:
        words = in_columns(line, columns)
        cells = [said(cell) for cell in words]
        if rows and _goes_on(rows[-1], cells, labels[-1], words[0], widest):
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
            labels.append(words[0])
    return rows


def _goes_on(above: Sequence[str], cells: Sequence[str], label: Sequence[Word], words: Sequence[Word], widest: float) -> bool:
    """Whether a line is the rest of the row above: a label of which the first word had no room there, or words without label and figure."""
    if not cells[0]:
        return bool(above[0]) and not any(is_figure(cell) for cell in cells if cell)
    if any(cells[1:]) or not above[0] or not any(above[1:]):
        return False
    had_room = label[-1].box.right + 0.2 * words[0].size + (words[0].box.right - words[0].box.left) <= widest
    return cells[0][0].islower() or (not had_room and words[0].box.left >= label[0].box.left - NEAR)


def _is_prose(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether what stands beside each other is running text in columns."""
    cells = [cell for row in rows for cell in row if isinstance(cell, str) and cell]
    return sum(len(cell.split()) for cell in cells) > LONG * len(cells)
