"""Lines of a page -> flows of text, in reading order: a page in columns is read one column after the other.

A column is told by running text that begins at one place in many lines with white before it, and ends where a line reaches over it (a recursive X-Y cut,
Nagy and Seth 1984, with text in the place of white alone, so that tables stay whole).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from assistant.documents.pdf.lines import TextLine, said, text_lines
from assistant.documents.pdf.page import Word
from assistant.documents.pdf.table import has_figures

_RUNNING = 4
"""So many words beside each other are running text."""
_FEWEST = 5
"""Columns have at least so many lines."""
_NEAR = 3.0


def flows(words: Iterable[Word]) -> list[list[TextLine]]:
    """The lines of each column, or of each stretch that is not in columns, in reading order; each word is in one."""
    lines = text_lines(words)
    for gutter in _gutters(lines):
        zone = _zone(lines, gutter)
        if zone is None:
            continue
        first, end = zone
        inside = [word for line in lines[first:end] for word in line.words]
        left = flows(word for word in inside if word.box.left < gutter - _NEAR)
        right = flows(word for word in inside if word.box.left >= gutter - _NEAR)
        above = flows(word for line in lines[:first] for word in line.words)
        below = flows(word for line in lines[end:] for word in line.words)
        return [*above, *left, *right, *below]
    return [lines] if lines else []


def _gutters(lines: Sequence[TextLine]) -> list[float]:
    """Where columns may begin: places at which text starts after a gap in several lines, running text on one side of it; the most frequent first."""
    starts: Counter[int] = Counter()
    for line in lines:
        for before, piece in pairwise(line.pieces()):
            starts[round(piece.box.left / _NEAR)] += max(len(before.words), len(piece.words)) >= _RUNNING
    likely = [(starts[place] + starts[place - 1] + starts[place + 1], place) for place in starts]
    return [place * _NEAR for count, place in sorted(likely, key=lambda found: (-found[0], found[1])) if count >= _FEWEST][:4]


def _zone(lines: Sequence[TextLine], gutter: float) -> tuple[int, int] | None:
    """The first line and the end of the longest stretch in which no word lies over the gutter and running text stands beside running text or a table."""
    best: tuple[int, int] | None = None
    first = 0
    for place in range(len(lines) + 1):
        if place < len(lines) and not _is_crossed(lines[place], gutter):
            continue
        if place - first >= _FEWEST and _is_in_columns(lines[first:place], gutter) and (best is None or place - first > best[1] - best[0]):
            best = (first, place)
        first = place + 1
    return best


def _is_crossed(line: TextLine, gutter: float) -> bool:
    """Whether a line has no white before the gutter, though it has words on both sides of it or on it."""
    before = max((word.box.right for word in line.words if word.box.left < gutter - _NEAR), default=None)
    after = min((word.box.left for word in line.words if word.box.left >= gutter - _NEAR), default=None)
    if before is None:
        return False
    return before > gutter - 1 or (after is not None and after - before < 0.6 * line.size)


def _is_in_columns(lines: Sequence[TextLine], gutter: float) -> bool:
    left = [[word for word in line.words if word.box.left < gutter - _NEAR] for line in lines]
    right = [[word for word in line.words if word.box.left >= gutter - _NEAR] for line in lines]
    both = [(own, other) for own, other in zip(left, right, strict=True) if own and other]
    if len(both) < 3 or sum(map(bool, right)) < _FEWEST or sum(map(bool, left)) < _FEWEST:
        return False
    if median(len(other) for other in right if other) >= _RUNNING:
        beside = [own for own, _ in both if len(own) >= _RUNNING or len(TextLine(tuple(own)).pieces()) > 1]
        return 2 * len(beside) >= len(both)
    return _fills_its_column([own for own in left if own]) and not any(has_figures([said(other)]) for _, other in both)


def _fills_its_column(rows: Sequence[Sequence[Word]]) -> bool:
    """Whether lines are running text that is broken at one width, beside which short lines are a column of their own and no cells."""
    edge, start = max(row[-1].box.right for row in rows), min(row[0].box.left for row in rows)
    full = [row for row in rows if row[-1].box.right > edge - 0.12 * (edge - start)]
    return median(len(row) for row in rows) >= _RUNNING and 10 * len(full) > 7 * len(rows)
