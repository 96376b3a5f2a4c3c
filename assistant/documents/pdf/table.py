"""What ruled tables and those without lines have in common: columns, by the white between words, and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.elements import Merged
from assistant.documents.pdf.lines import WIDE, TextLine, around
from assistant.documents.pdf.page import Box, Word

NEAR = 3.0
"""Lines nearer to each other than this (points) are one, or meet."""
LONG = 5
"""So many words beside each other are running text, as cells rarely are."""
_GUTTER = 0.35
"""Columns are at least this part of a line's height apart."""
_CROSSED = 0.12
"""So many of a table's lines may have words where most leave a gap between two columns."""
_FIGURE = re.compile(r"[-+−–<>≤≥~(\[]*[€$£]?\d[\d.,’'–—\s-]*[%€$£]?[)\]*†‡§a-d]*|[-–—.…*x✓]+|n\.?/?a\.?|n\.d\.|ref\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d(?:[-/–]\d{2,4})?")

Cell = str | Merged
Extent = tuple[float, float]
"""From where to where something stands, from the left, in points."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table on a page: what its cells say, row by row, how many rows are header, and the words that it is made of."""

    box: Box
    rows: tuple[tuple[Cell, ...], ...]
    headers: int
    words: tuple[Word, ...]


def is_upright(rule: Box) -> bool:
    """Whether a line is vertical."""
    return rule.height > rule.right - rule.left


def merged(rules: Sequence[Box]) -> list[Box]:
    """The lines, those that lie on each other or follow each other as one."""
    merged: list[Box] = []
    for upright in (True, False):
        own = [rule for rule in rules if is_upright(rule) == upright]
        tracks: list[tuple[float, list[Box]]] = []
        for rule in sorted(own, key=lambda rule: rule.left if upright else rule.top):
            place = rule.left if upright else rule.top
            if tracks and place - tracks[-1][0] <= NEAR:
                tracks[-1][1].append(rule)
            else:
                tracks.append((place, [rule]))
        for _, track in tracks:
            kept: list[Box] = []
            for rule in sorted(track, key=lambda rule: rule.top if upright else rule.left):
                if kept and (rule.top <= kept[-1].bottom + NEAR if upright else rule.left <= kept[-1].right + NEAR):
                    kept[-1] = around((kept[-1], rule))
                else:
                    kept.append(rule)
            merged += kept
    return merged


def is_figure(text: str) -> bool:
    """Whether a cell says a number, or the sign that there is none."""
    return _FIGURE.fullmatch(text) is not None


def has_figures(cells: Sequence[str]) -> bool:
    """Whether the cells beside a label are mostly figures, and not the years that name columns."""
    filled = [cell for cell in cells if cell]
    figures = [cell for cell in filled if is_figure(cell) and cell.strip("()0")]  # "(000)" says what a column counts in
    return bool(figures) and 2 * len(figures) >= len(filled) and not all(_YEAR.fullmatch(cell) for cell in figures)


def distinct(values: Iterable[float], near: float = NEAR) -> list[float]:
    """The values in their order, none of which is nearly the same as the one before."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > near:
            found.append(value)
    return found


def divide(rows: Sequence[Sequence[Word]], left: float, right: float) -> list[float]:
    """Where columns part between two edges: in the middle of each strip that nearly no row has a word in and some row has words on both sides of."""
    sizes = sorted(word.size for row in rows for word in row)
    if not sizes:
        return []
    least, most = _GUTTER * sizes[len(sizes) // 2], int(_CROSSED * len(rows))
    parts: list[float] = []
    crossed, begin = 0, left
    for place, change in sorted(change for row in rows for word in row for change in ((word.box.left, 1), (word.box.right, -1))):
        if crossed <= most < crossed + change and place - begin >= least and _parted(rows, begin, place):
            parts.append((begin + place) / 2)
        if change < 0 and crossed == most + 1:
            begin = place
        crossed += change
    return [part for part in parts if left < part < right]


def _parted(rows: Sequence[Sequence[Word]], begin: float, end: float) -> bool:
    return any(row[0].box.right <= end and row[-1].box.left >= begin for row in rows)


def extents(rows: Sequence[Sequence[Word]], parts: Sequence[float]) -> list[Extent]:
    """From where to where the words of each column stand, given where the columns part."""
    held: list[list[Word]] = [[] for _ in range(len(parts) + 1)]
    for row in rows:
        for word in row:
            held[sum(part < word.box.centre for part in parts)].append(word)
    edges = [min((word.box.left for row in rows for word in row), default=0.0), *parts, max((word.box.right for row in rows for word in row), default=0.0)]
    return [
        (min(word.box.left for word in own), max(word.box.right for word in own)) if own else (edges[place], edges[place + 1]) for place, own in enumerate(held)
    ]


def column_of(columns: Sequence[Extent], box: Box) -> int:
    """In which column a word is: the one that most of it is in, or the nearest."""
    return max(range(len(columns)), key=lambda place: min(box.right, columns[place][1]) - max(box.left, columns[place][0]))


def in_columns(line: TextLine, columns: Sequence[Extent]) -> list[list[Word]]:
    """The words of a line in each column."""
    cells: list[list[Word]] = [[] for _ in columns]
    for word in line.words:
        cells[column_of(columns, word.box)].append(word)
    return cells


def header_rows(lines: Sequence[TextLine], columns: Sequence[Extent], level: Sequence[Box]) -> list[tuple[Cell, ...]]:
    """The rows that name the columns: names that stand over several columns, then what stands above each, its lines together."""
    rows: list[list[Cell]] = []
    names: list[list[str]] = [[] for _ in columns]
    for line in lines:
        pieces = _header_pieces(line, columns)
        spans = [_span(piece, columns, level, pieces) for piece in pieces]
        row: list[Cell] = ["" for _ in columns]
        for piece, (first, last) in zip(pieces, spans, strict=True):
            if last == first:
                names[first].append(piece.text)
            else:
                row[first : last + 1] = [piece.text, *[Merged.LEFT] * (last - first)]
        if any(row):
            above = [" ".join(name) if row[place] else "" for place, name in enumerate(names)]
            if any(above):
                rows.append([*above])
                names = [[] if row[place] else name for place, name in enumerate(names)]
            rows.append(row)
    if any(names):
        rows.append([" ".join(name) for name in names])
    _raise_names(rows)
    return [tuple(row) for row in rows]


def _raise_names(rows: list[list[Cell]]) -> None:
    """A name that has nothing above it reaches up to the first row of the header."""
    for place in range(len(rows[0]) if rows else 0):
        filled = [row for row in rows if row[place] != ""]
        if len(rows) > 1 and len(filled) == 1 and isinstance(filled[0][place], str) and filled[0] is not rows[0]:
            rows[0][place], filled[0][place] = filled[0][place], ""
            for row in rows[1:]:
                row[place] = Merged.ABOVE


def _header_pieces(line: TextLine, columns: Sequence[Extent]) -> list[TextLine]:
    """The names in a header line: words that no gap parts, a narrower one where another column begins."""
    pieces: list[list[Word]] = []
    for word in line.words:
        if pieces and _goes_on(pieces[-1][-1], word, columns):
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return [TextLine(tuple(piece)) for piece in pieces]


def _goes_on(last: Word, word: Word, columns: Sequence[Extent]) -> bool:
    gap = (word.box.left - last.box.right) / min(word.size, last.size)
    return gap < (WIDE if column_of(columns, last.box) == column_of(columns, word.box) else 0.4)


def _span(piece: TextLine, columns: Sequence[Extent], level: Sequence[Box], pieces: Sequence[TextLine]) -> tuple[int, int]:
    """The first and the last column that a name stands over: those of the line right below it that is its alone, or those of whose middle it is above."""
    box = piece.box
    reach = box
    for rule in level:
        over = [other for other in pieces if other.box.left < rule.right - NEAR and rule.left + NEAR < other.box.right]
        if is_below(rule, piece) and rule.left <= box.left + NEAR and box.right <= rule.right + NEAR and over == [piece]:
            reach = rule
            break
    covered = [place for place, (left, right) in enumerate(columns) if reach.left <= (left + right) / 2 <= reach.right]
    if len(covered) > 1:
        return covered[0], covered[-1]
    place = column_of(columns, box)
    return place, place


def is_below(rule: Box, line: TextLine) -> bool:
    """Whether a horizontal line is right below a line of text."""
    return -0.4 * line.size <= rule.top - line.box.bottom <= 0.7 * line.size
