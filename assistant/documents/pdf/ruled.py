"""Tables whose cells lie between horizontal and vertical lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.documents.elements import Merged
from assistant.documents.pdf.lines import TextLine, around, said, text_lines
from assistant.documents.pdf.page import Box, Word
from assistant.documents.pdf.table import LONG, NEAR, Cell, Extent, PageTable, distinct, divide, has_figures, header_rows, in_columns, is_upright


def ruled_tables(words: Sequence[Word], rules: Sequence[Box]) -> list[PageTable]:
    """The tables of a page whose columns are parted by vertical lines that meet horizontal ones."""
    found: list[PageTable] = []
    for group in _meeting(rules):
        upright = [rule for rule in group if is_upright(rule)]
        level = [rule for rule in group if not is_upright(rule)]
        edges = distinct(rule.left for rule in upright)
        inner = [rule for rule in upright if edges[0] + NEAR < rule.left < edges[-1] - NEAR]
        if not inner or not level:
            continue
        frame = around(inner)
        left, right = min(min(edges), *(rule.left for rule in level)), max(max(edges), *(rule.right for rule in level))
        box = Box(left, frame.top, right, frame.bottom)
        table = _table([word for word in words if _holds(box, word)], upright, level, box)
        if table is not None:
            found.append(table)
    return [table for table in found if not any(other is not table and _within(table.box, other.box) for other in found)]


# -- lines --------------------------------------------------------------------------------------------------------------------------


def _meeting(rules: Sequence[Box]) -> list[list[Box]]:
    """Groups of lines that meet, one by one or through others (union-find over a sweep from the top)."""
    group_of = list(range(len(rules)))

    def root(place: int) -> int:
        while group_of[place] != place:
            group_of[place] = group_of[group_of[place]]
            place = group_of[place]
        return place

    active: list[int] = []
    for place in sorted(range(len(rules)), key=lambda place: rules[place].top):
        rule = rules[place]
        active = [other for other in active if rules[other].bottom >= rule.top - NEAR]
        for other in active:
            if rules[other].left <= rule.right + NEAR and rule.left <= rules[other].right + NEAR:
                group_of[root(place)] = root(other)
        active.append(place)
    groups: dict[int, list[Box]] = {}
    for place, rule in enumerate(rules):
        groups.setdefault(root(place), []).append(rule)
    return [group for group in groups.values() if len(group) > 3 and any(map(is_upright, group))]


def _holds(box: Box, word: Word) -> bool:
    return box.left - 1 <= word.box.centre <= box.right + 1 and box.top - 1 <= word.box.middle <= box.bottom + 1


def _within(inner: Box, outer: Box) -> bool:
    return outer.left - 1 <= inner.left and inner.right <= outer.right + 1 and outer.top - 1 <= inner.top and inner.bottom <= outer.bottom + 1


# -- cells --------------------------------------------------------------------------------------------------------------------------


def _table(words: Sequence[Word], upright: Sequence[Box], level: Sequence[Box], box: Box) -> PageTable | None:
    """The table between the lines, or None where they hold no two columns and rows of words."""
    if not words:
        return None
    ruled = [edge for edge in distinct(rule.left for rule in upright) if box.left + NEAR < edge < box.right - NEAR]
    lines = text_lines(words)
    parts = sorted([*ruled, *_unruled(lines, ruled, box)])
    edges = [edge for edge in distinct(rule.top for rule in level) if box.top + NEAR < edge < box.bottom - NEAR]
    grid = _Grid(parts, edges, box, upright, level, frozenset(ruled))
    bands: list[list[TextLine]] = [[] for _ in grid.ys[1:]]
    for line in lines:
        bands[sum(edge < line.box.middle for edge in edges)].append(line)
    rows: list[list[Cell]] = []
    origins: list[list[TextLine]] = []
    headers = 0
    columns = list(pairwise(grid.xs))
    first_body = next((place for place, band in enumerate(bands) if any(has_figures(_texts(line, columns)[1:]) for line in band)), 1)
    for place, band in enumerate(bands):
        if not band:
            continue
        if place >= first_body and _is_several_rows(band, columns):
            made = _several_rows(band, columns)
        elif place < first_body and not grid.is_ruled(place):
            made = [list(row) for row in header_rows(band, columns, level)]
        else:
            made = [grid.row(place, [word for line in band for word in line.words], rows[-1] if rows else [])]
        rows += made
        origins += [band] * len(made)
        headers = len(rows) if place < first_body else headers
    first, end = _without_notes(rows)
    return _trimmed(box, rows[first:end], headers - first, [line for band in dict.fromkeys(map(tuple, origins[first:end])) for line in band])


def _with_lower_header(rows: Sequence[Sequence[Cell]], headers: int) -> int:
    """How many rows are header: below a name over several columns are the names of those, and the names of the labels may reach down to them."""
    while 0 < headers < len(rows) - 1 and (Merged.LEFT in rows[headers - 1] or rows[headers][0] is Merged.ABOVE):
        headers += 1
    return headers


def _without_notes(rows: Sequence[Sequence[Cell]]) -> tuple[int, int]:
    """The first row and the end of the rows without what stands in one cell above or below all columns: a title, a note."""
    first, end = 0, len(rows)
    while first < end and len(_strings(rows[first])) < 2:
        first += 1
    while first < end and len(_strings(rows[end - 1])) < 2 and (Merged.LEFT in rows[end - 1] or len(" ".join(_strings(rows[end - 1])).split()) > LONG):
        end -= 1
    return first, end


def _strings(row: Sequence[Cell]) -> list[str]:
    return [cell for cell in row if isinstance(cell, str) and cell]


def _trimmed(box: Box, rows: Sequence[Sequence[Cell]], headers: int, lines: Sequence[TextLine]) -> PageTable | None:
    """The table without columns that hold nothing; None where it has fewer than two rows or columns."""
    used = [place for place in range(len(rows[0]) if rows else 0) if any(isinstance(row[place], str) and row[place] for row in rows)]
    if len(used) < 2 or sum(len(_strings(row)) > 1 for row in rows) < 2:
        return None
    kept = [tuple(row[place] for place in used) for row in rows]
    words = tuple(word for line in lines for word in line.words)
    inside = around(word.box for word in words)
    return PageTable(
        Box(box.left, inside.top, box.right, inside.bottom),
        tuple(kept),
        _with_lower_header(kept, min(max(headers, 0), len(kept) - 1)),
        words,
    )


def _unruled(lines: Sequence[TextLine], ruled: Sequence[float], box: Box) -> list[float]:
    """Where columns part that no line parts: where most lines between two vertical ones have a wide gap at the same place."""
    found: list[float] = []
    for left, right in pairwise([box.left - NEAR, *ruled, box.right + NEAR]):
        rows = [[word for word in line.words if left <= word.box.centre <= right] for line in lines]
        rows = [row for row in rows if row]
        several = [row for row in rows if len(TextLine(tuple(row)).pieces()) > 1]
        if len(several) > 2 and 3 * len(several) > 2 * len(rows):
            found += divide(several, left, right)
    return found


def _texts(line: TextLine, columns: Sequence[Extent]) -> list[str]:
    return [said(cell) for cell in in_columns(line, columns)]


def _is_several_rows(band: Sequence[TextLine], columns: Sequence[Extent]) -> bool:
    """Whether the lines of text between two horizontal lines are rows of their own: most have figures beside a label."""
    return len(band) > 1 and 2 * sum(has_figures(_texts(line, columns)[1:]) for line in band) > len(band)


def _several_rows(band: Sequence[TextLine], columns: Sequence[Extent]) -> list[list[Cell]]:
    rows: list[list[str]] = []
    for line in band:
        cells = _texts(line, columns)
        if rows and not any(cells[1:]) and cells[0][:1].islower():
            rows[-1][0] = f"{rows[-1][0]} {cells[0]}"
        else:
            rows.append(cells)
    return [list(row) for row in rows]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The lines of a table, and which of its cells reach over from a neighbour because the line between them is missing.

    `parts` are the places between columns, those in `ruled` with lines; `edges` are those between bands.
    """

    parts: Sequence[float]
    edges: Sequence[float]
    box: Box
    upright: Sequence[Box]
    level: Sequence[Box]
    ruled: frozenset[float]

    @property
    def xs(self) -> list[float]:
        """Where columns begin and end."""
        return [self.box.left, *self.parts, self.box.right]

    @property
    def ys(self) -> list[float]:
        """Where bands begin and end."""
        return [self.box.top, *self.edges, self.box.bottom]

    def is_ruled(self, band: int) -> bool:
        """Whether vertical lines part the columns of a band, at least some of them."""
        return any(self._is_parted(part, band) for part in self.ruled)

    def row(self, band: int, words: Sequence[Word], above: list[Cell]) -> list[Cell]:
        """The cells of a band, each with all of its words."""
        is_ruled = self.is_ruled(band)
        owner = [0]
        for place, part in enumerate(self.parts, 1):
            crossed = any(word.box.left < part - 1 and part + 1 < word.box.right for word in words)
            owner.append(place if (self._is_parted(part, band) if is_ruled and part in self.ruled else not crossed) else owner[-1])
        held: dict[int, list[Word]] = {}
        for word in words:
            held.setdefault(owner[sum(part < word.box.centre for part in self.parts)], []).append(word)
        row: list[Cell] = [" ".join(line.text for line in text_lines(held.get(place, ()))) if own == place else Merged.LEFT for place, own in enumerate(owner)]
        for place, cell in enumerate(row):
            if above and isinstance(cell, str) and not self._is_closed(band, place):
                upper = above[place]
                if cell and isinstance(upper, str):
                    above[place] = f"{upper} {cell}".strip()
                if not cell or isinstance(upper, str):
                    row[place] = Merged.ABOVE
        return row

    def _is_parted(self, part: float, band: int) -> bool:
        """Whether a vertical line lies between two columns of a band."""
        middle = (self.ys[band] + self.ys[band + 1]) / 2
        return any(abs(rule.left - part) <= NEAR and rule.top <= middle <= rule.bottom for rule in self.upright)

    def _is_closed(self, band: int, place: int) -> bool:
        """Whether a horizontal line lies above a cell."""
        middle = (self.xs[place] + self.xs[place + 1]) / 2
        return any(abs(rule.top - self.ys[band]) <= NEAR and rule.left <= middle <= rule.right for rule in self.level)
