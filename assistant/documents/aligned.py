"""Tables whose columns are told by white space alone, as `pdftotext -layout` and typists make them, with words in their cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from assistant.documents.cells import APART, YEAR, trailing_cells
from assistant.documents.lines import BULLETS, PHYSICAL
from assistant.types import Cell, Span, Unit

_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-zivx]{1,4})[.)]\s")
"""The number of an item; a capital with a point may be an initial."""
_RULE = re.compile(r"[-–—=_ ]{3,}")
_LEAST_LINES = 3
"""So many lines that stand below each other make a table."""
_GAP = 3
"""In one line at least, two cells are so many spaces apart; two may stand between sentences."""
_LONGEST_LABEL = 60
_LONGEST_NUMBER = 4
"""What stands before a label and is no longer (characters) is its number."""
_LOWER_CASE = 0.4
"""Where more labels begin in lower case, it is running text in two columns."""
_FIGURES = 0.5
"""A line without figures names the columns where one of them has figures in so many of its cells; of two columns, in all."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A table: the lines that name its columns, and its rows, which have nothing above them yet."""

    start: int
    end: int
    header: tuple[Span, ...]
    rows: tuple[Unit, ...]

    def units(self, lead: tuple[Span, ...]) -> list[Unit]:
        """Its lines and rows; `lead` introduces it. Without a lead or names of columns its rows are lines: nothing tells them from those of another table."""
        header = (*lead, *self.header)
        names = [Unit("line", span.start, span.end) for span in self.header]
        return names + [replace(row, header=header) if row.cells and header else Unit("line", row.start, row.end) for row in self.rows]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line with its pieces; `left` is where it begins in the text, `gap` counts the blank lines above, a page break as many."""

    left: int
    pieces: tuple[Span, ...]
    gap: int
    is_item: bool
    is_rule: bool
    is_page_number: bool

    def interval(self, piece: Span) -> tuple[int, int]:
        return piece.start - self.left, piece.end - self.left


@dataclass
class _Columns:
    """The columns so far, each from where its cells start to where they end, left to right."""

    intervals: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, line: _Line) -> bool:
        """Widens the columns by the pieces of a line, if each has a column of its own and no two columns run into each other; whether it did."""
        widened = list(self.intervals)
        fresh: list[tuple[int, int]] = []
        taken: set[int] = set()
        for start, end in map(line.interval, line.pieces):
            touched = [place for place, (left, right) in enumerate(self.intervals) if start < right and left < end]
            if len(touched) > 1 or taken & set(touched):
                return False
            for place in touched:
                left, right = self.intervals[place]
                widened[place] = (min(left, start), max(right, end))
                taken.add(place)
            fresh += [] if touched else [(start, end)]
        widened = sorted(widened + fresh)
        if any(right > left for (_, right), (left, _) in pairwise(widened)):
            return False
        self.intervals = widened
        return True

    def of(self, line: _Line, piece: Span) -> int:
        """The column of a piece of a line that was taken."""
        start, end = line.interval(piece)
        return next(place for place, (left, right) in enumerate(self.intervals) if start < right and left < end)

    def first_of(self, line: _Line) -> int:
        """The column of a line's first piece."""
        return self.of(line, line.pieces[0])


def aligned_tables(text: str) -> list[Aligned]:
    """The tables of a text, in their order. One whose rows all end in figures is left to be read by its figures."""
    lines = list(_lines(text))
    found: list[Aligned] = []
    position = 0
    while position < len(lines):
        end, columns = _extent(lines, position)
        if end - position < _LEAST_LINES:
            position += 1
            continue
        table = _table(text, [line for line in lines[position:end] if not line.is_rule], columns)
        if table is not None:
            found.append(table)
        position = end
    return found


def _lines(text: str) -> Iterator[_Line]:
    before = 0
    for match in PHYSICAL.finditer(text):
        pieces = tuple(Span(*piece.span()) for piece in APART.finditer(text, *match.span()))
        if not pieces:
            continue
        above, content = text[before : match.start()], match.group().strip()
        gap = above.count("\n") - 1 + 2 * above.count("\f")
        is_rule = _RULE.fullmatch(content) is not None
        is_item = not is_rule and (content[0] in BULLETS or _NUMBERED.match(content) is not None)
        yield _Line(match.start(), pieces, gap, is_item, is_rule, content.isdigit())
        before = match.end()


def _extent(lines: Sequence[_Line], position: int) -> tuple[int, _Columns]:
    """Where the lines end that stand in the columns of those at a position, right below each other but for what may name them; and the columns."""
    columns = _Columns()
    if len(lines[position].pieces) < 2 or lines[position].is_item or not columns.takes(lines[position]):
        return position, columns
    end = position + 1
    while end < len(lines) and not lines[end].is_item:
        line = lines[end]
        if line.gap > (1 if end == position + 1 and len(line.pieces) > 1 else 0):
            break
        stands_first = len(line.pieces) == 1 and line.interval(line.pieces[0])[0] <= columns.intervals[0][0]
        if not line.is_rule and ((stands_first and not _heads(lines, end)) or not columns.takes(line)):
            break
        end += 1
    while lines[end - 1].is_rule or lines[end - 1].is_page_number:
        end -= 1
    return end, columns


def _heads(lines: Sequence[_Line], place: int) -> bool:
    """Whether a piece that stands alone may be the label of the rows below it."""
    piece = lines[place].pieces[0]
    return piece.end - piece.start <= _LONGEST_LABEL and place + 1 < len(lines) and lines[place + 1].gap <= 0 and len(lines[place + 1].pieces) > 1


def _table(text: str, lines: Sequence[_Line], columns: _Columns) -> Aligned | None:
    several = [line for line in lines if len(line.pieces) > 1]
    wide = any(after.start - before.end >= _GAP for line in several for before, after in pairwise(line.pieces))
    if len(several) < _LEAST_LINES or not wide:
        return None
    n_names = _names(text, lines, columns)
    body = lines[n_names:]
    labels = [line.pieces[0] for line in body if columns.first_of(line) == 0]
    if not labels or sum(text[label.start].islower() for label in labels) > _LOWER_CASE * len(labels):
        return None
    if all(_ends_in_figures(text, line) for line in body[0 if n_names else 1 :] if len(line.pieces) > 1):
        return None
    names: list[tuple[Span, ...]] = [
        tuple(piece for line in lines[:n_names] for piece in line.pieces if columns.of(line, piece) == place) for place in range(len(columns.intervals))
    ]
    header = tuple(Span(line.pieces[0].start, line.pieces[-1].end) for line in lines[:n_names])
    labelling = next((place for place, name in enumerate(names[1:], 1) if name), 1)
    return Aligned(lines[0].pieces[0].start, lines[-1].pieces[-1].end, header, tuple(_rows(body, columns, names, labelling)))


def _names(text: str, lines: Sequence[_Line], columns: _Columns) -> int:
    """How many of the first lines name the columns: those with nothing in the first, after one without figures above a column of figures, if there is one."""
    count = 0
    first = {columns.of(lines[0], piece): piece.of(text) for piece in lines[0].pieces}
    if 0 in first and not any(map(_has_figure, first.values())):
        least = _FIGURES if len(columns.intervals) > 2 else 1.0
        for column in first:
            below = [_has_figure(piece.of(text)) for line in lines[1:] for piece in line.pieces if columns.of(line, piece) == column]
            count = 1 if below and sum(below) >= least * len(below) else count
    while count < len(lines) - 1 and (count or 0 not in first) and columns.first_of(lines[count]) > 0:
        count += 1
    return count


def _has_figure(content: str) -> bool:
    return any(character.isdigit() for character in YEAR.sub("", content))


def _ends_in_figures(text: str, line: _Line) -> bool:
    """Whether a line is a label, perhaps with a number before it, and figures."""
    first = line.pieces[0]
    label = 2 if len(line.pieces) > 2 and first.end - first.start <= _LONGEST_NUMBER else 1
    return len(trailing_cells(text, first.start, line.pieces[-1].end)) >= len(line.pieces) - label


def _rows(lines: Sequence[_Line], columns: _Columns, names: Sequence[tuple[Span, ...]], labelling: int) -> Iterator[Unit]:
    """The rows, whose labels are in the first columns, so many; a line with nothing there is the rest of the row above."""
    path: tuple[Span, ...] = ()
    row: Unit | None = None
    for line in lines:
        placed = [(columns.of(line, piece), piece) for piece in line.pieces]
        label = [piece for column, piece in placed if column < labelling]
        cells = tuple(Cell(piece.start, piece.end, names[column]) for column, piece in placed if column >= labelling)
        if row is not None and not label:
            row = _with_rest(row, cells)
            continue
        if row is not None:
            yield row
        named = Span(label[0].start, label[-1].end) if label else line.pieces[0]
        row = Unit("row", line.pieces[0].start, line.pieces[-1].end, (), named, cells, path)
        if not cells:
            path = (named,)
    if row is not None:
        yield row


def _with_rest(row: Unit, rest: Sequence[Cell]) -> Unit:
    """A row with the line below it: what stands alone there, below the row's last cell, goes on with it."""
    cells = row.cells
    if cells and len(rest) == 1 and rest[0].column == cells[-1].column:
        cells, rest = cells[:-1], (replace(cells[-1], end=rest[0].end),)
    return replace(row, end=rest[-1].end, cells=(*cells, *rest))
