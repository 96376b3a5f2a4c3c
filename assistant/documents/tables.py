"""Header lines and rows of figures -> which column each cell belongs to, as far as the text proves it.

Text of slides and PDFs keeps the order of a table's cells but neither their places nor the empty ones. A column is told, in this order: by the cell's place
where the lines are aligned; by counting, where a row is as long as the table is wide; and for shorter rows by the sums that the table itself states, a row's
total, the total of a column, a numbered heading over its parts ("II" over "II.1" and "II.2"). What none of these settles is left open: a cell without a column
is better than one with the wrong one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise

from assistant.documents.cells import LEADERS
from assistant.documents.sums import Row, near, solve
from assistant.types import Cell, Span

MEASURE = re.compile(
    r"(?:en |in )?(?:milliers|millions?|milliards?|thousands?|billions?|mio|mds?|[kM])\.?\s?(?:d[e’']\s?|of )?(?:€|euros?|eur\b|\$|dollars?|£|CHF)"
    r"|€|%|\beuros?\b|\beur\b",
    re.IGNORECASE,
)
"""A unit of measure, as a header states it."""
_WORD = re.compile(r"\S+")
_WIDE = re.compile(r"\S+(?:[ \u00a0]\S+)*")
"""Words apart by single spaces."""
_NUMBER = re.compile(r"(?:19|20)\d\d(?:[-/]\d{2,4})?|[TQS][1-4]|\d+")
TOTAL = re.compile(r"(?:sub-?|sous-?)?tota(?:l|ux|ls|le|les)\b|ensemble\b|sum\b|somme\b", re.IGNORECASE)
_NUMBERING = re.compile(r"(?:(?P<word>[^\W\d]+)\s+)?(?P<number>(?:[IVXLC]+|\d+|[A-Z])(?:\.\d+)*)(?=[\s.):]|$)")
_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?")
_REACH = 500
"""Rows above a total that are looked at."""
_BAR = re.compile(r"(?<!\\)\|")


def read_rows(text: str, header: Sequence[Span], rows: Sequence[tuple[Span, Sequence[Span]]]) -> list[tuple[Span | None, tuple[Cell, ...]]]:
    """The label and the cells of each row of one table.

    Args:
        text: The document's text.
        header: The table's caption and header lines, in their order; the first of several is the caption.
        rows: The rows, each with the figures at its end.

    Returns:
        A label and cells for each row, in its order.
    """
    split = [_split(text, span, cells) for span, cells in rows]
    width = _width(text, header, split)
    names = _column_names(text, header, width)
    has_total = bool(names) and any(TOTAL.match(name.of(text)) for name in names[-1])
    for place, row in enumerate(split):
        _fit(text, split, place, width, has_total)
        if len(row.cells) == width:
            row.columns = list(range(width))
    if not _align(text, header, [span for span, _ in rows], split, names, width):
        solve(split, width, has_total)
    return [(row.label, tuple(_cell(row, place, names) for place in range(len(row.cells)))) for row in split]


def _cell(row: Row, place: int, names: Sequence[tuple[Span, ...]]) -> Cell:
    span = row.cells[place]
    column = names[row.columns[place]] if row.columns is not None and names else ()
    return Cell(span.start, span.end, column)


def read_grid(text: str, header: Span, rows: Sequence[Span]) -> list[tuple[Span | None, tuple[Cell, ...]]]:
    """The label and the cells of rows whose cells lie between bars, under a header row of the same form; the first cell is the label."""
    names = _between_bars(text, header)
    found: list[tuple[Span | None, tuple[Cell, ...]]] = []
    for row in rows:
        pieces = _between_bars(text, row)
        cells = [Cell(piece.start, piece.end, (names[place],) if place < len(names) and names[place].of(text) else ()) for place, piece in enumerate(pieces)]
        label = pieces[0] if pieces and pieces[0].start < pieces[0].end else None
        found.append((label, tuple(cell for cell in cells[1:] if cell.start < cell.end)))
    return found


def _between_bars(text: str, span: Span) -> list[Span]:
    """What lies between the bars of a line, without the white space around it; a piece may be empty."""
    content = span.of(text)
    bars = [match.start() for match in _BAR.finditer(content)]
    edges = [-1, *bars, len(content)]
    pieces = [Span(span.start + left + 1, span.start + right) for left, right in pairwise(edges)]
    if content.startswith("|"):
        pieces = pieces[1:]
    if len(bars) > 1 and bars[-1] == len(content) - 1:
        pieces = pieces[:-1]
    return [_stripped(text, piece) for piece in pieces]


def _stripped(text: str, span: Span) -> Span:
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, max(start, span.start + len(content.rstrip())))


# -- rows ---------------------------------------------------------------------------------------------------------------------------


def _split(text: str, span: Span, cells: Sequence[Span]) -> Row:
    if not cells:
        return Row(None, [])
    led = LEADERS.search(text, span.start, cells[0].start)
    label = _stripped(text, Span(span.start, led.start() if led else cells[0].start))
    return Row(label, list(cells), number=numbering(label.of(text))[1], is_total=begins_total(label.of(text)))


def numbering(label: str) -> tuple[str, str]:
    """The word before a label's number and the number, both empty where it has none.

    >>> numbering("Measure 2.1 - Bridges"), numbering("II. Ferries"), numbering("Lights")
    (('Measure', '2.1'), ('', 'II'), ('', ''))
    """
    match = _NUMBERING.match(label)
    return (match["word"] or "", match["number"]) if match else ("", "")


def begins_total(label: str) -> bool:
    """Whether a label begins with a word for a total."""
    return TOTAL.match(label) is not None


def _width(text: str, header: Sequence[Span], rows: Sequence[Row]) -> int:
    """How many columns of figures the table has: the most cells of a row for which the header has as many names, or else the most that two rows have.

    A row in which a group of digits can be the rest of the figure before it tells nothing, unless every row is so.
    """
    sure = [len(row.cells) for row in rows if not any(_continues(text, a, b) for a, b in pairwise(row.cells))]
    lengths = Counter(sure or [len(row.cells) for row in rows])
    for width in sorted(lengths, reverse=True):
        if width > 1 and _names_of(text, header, width):
            return width
    return max((width for width, count in lengths.items() if count > 1), default=max(lengths, default=0))


def _continues(text: str, first: Span, second: Span) -> bool:
    """Whether two cells can be one figure with a space between its groups of digits ("2 401,98")."""
    return second.start == first.end + 1 and re.fullmatch(r"\d{1,3}", first.of(text)) is not None and _GROUP.fullmatch(second.of(text)) is not None


def _fit(text: str, rows: Sequence[Row], place: int, width: int, has_total: bool) -> None:
    """Brings a row of more cells than the table has columns to its width: groups of digits are joined, or the first figures belong to the label.

    Where both can be, the sum of the row decides, then that a total is no less than any of its parts.
    """
    row = rows[place]
    row.values = [value(cell.of(text)) for cell in row.cells]
    if len(row.cells) <= width or width == 0:
        return
    choices = [cells for cells in (_joined(text, row.cells, width), row.cells[-width:]) if len(cells) == width]
    values = [[value(cell.of(text)) for cell in cells] for cells in choices]
    best = 0
    if len(choices) > 1:
        adds_up = [has_total and near(found[-1], found[:-1]) for found in values]
        largest = max((other.values[0] for other in rows[max(0, place - _REACH) : place] if len(other.values) == width), default=Decimal(0))
        too_small = [row.is_total and found[0] < largest for found in values]
        best = min(range(len(choices)), key=lambda choice: (not adds_up[choice], too_small[choice], choice))
    if choices[best][0].start != row.cells[0].start and row.label is not None:
        row.label = _stripped(text, Span(row.label.start, choices[best][0].start))
    row.cells, row.values = choices[best], values[best]


def _joined(text: str, cells: Sequence[Span], width: int) -> list[Span]:
    """The cells with groups of digits joined from the left, as many as are too many."""
    joined = list(cells)
    place = 0
    while len(joined) > width and place + 1 < len(joined):
        if _continues(text, joined[place], joined[place + 1]):
            joined[place : place + 2] = [Span(joined[place].start, joined[place + 1].end)]
        else:
            place += 1
    return joined


def value(cell: str) -> Decimal:
    """The value of a cell, for sums; a sign for "none" is 0. A point or comma with other than three digits after it is the decimal mark."""
    digits = re.sub(r"[^\d.,]", "", cell)
    for mark in (",", "."):
        whole, _, fraction = digits.rpartition(mark)
        if whole and (len(fraction) != 3 or "," in whole or "." in whole):
            digits = f"{re.sub('[.,]', '', whole)}.{fraction}"
            break
    else:
        digits = re.sub("[.,]", "", digits)
    try:
        return Decimal(digits) * (-1 if cell[0] in "-−–" else 1)
    except InvalidOperation:
        return Decimal(0)


# -- column headers -----------------------------------------------------------------------------------------------------------------


def _column_names(text: str, header: Sequence[Span], width: int) -> list[tuple[Span, ...]]:
    """The header cells of each column; an empty list where they cannot be told apart.

    They are in the last header lines, as few as have a name for each column. Where a line has more names than there are columns, the first are surely of the
    first column and the last of the last; one in between may be of either neighbour and is left out.
    """
    if width < 2:
        return []
    exact = _names_of(text, header, width)
    if exact:
        return [(name,) for name in exact]
    names, led = _names(text, header[-1:])
    spare = len(names) - width
    if spare < 1 or not led:
        return []
    columns: list[list[Span]] = [[] for _ in range(width)]
    for place, name in enumerate(names):
        earliest, latest = max(0, place - spare), min(place, width - 1)
        if earliest == latest:
            columns[earliest].append(name)
    return [tuple(column) for column in columns]


def _names_of(text: str, header: Sequence[Span], width: int) -> list[Span]:
    """The names of exactly so many columns in the last header lines, the caption aside; none where there are not as many."""
    for first in range(len(header) - 1, 0 if len(header) > 1 else -1, -1):
        names, led = _names(text, header[first:])
        if len({" ".join(name.of(text).split()) for name in names}) < len(names):
            continue  # a header of two levels, of which the text does not tell what belongs to what
        if len(names) == width:
            return names
        if len(names) == width + 1 and not led and not _NUMBER.fullmatch(names[0].of(text)):
            return names[1:]  # the first names the labels
    return []


def _names(text: str, lines: Sequence[Span]) -> tuple[list[Span], bool]:
    """The names in header lines, and whether a unit of measure leads them, in the place of the labels' own name."""
    names: list[Span] = []
    led = False
    for line in lines:
        measure = MEASURE.search(line.of(text))
        parts = [line]
        if measure and (measure.start() == 0 or measure.end() == line.end - line.start):
            led = led or not names
            parts = [Span(line.start + measure.end(), line.end)] if measure.start() == 0 else [Span(line.start, line.start + measure.start())]
        for part in parts:
            names += _segments(text, part)
    return names, led


def _segments(text: str, line: Span) -> Iterator[Span]:
    """The names in one header line: apart by wide gaps where there are any, else each begins with a number, a capital or a word for a total."""
    wide = [Span(*match.span()) for match in _WIDE.finditer(text, line.start, line.end)] if "\n" not in line.of(text) else []
    if len(wide) > 1:
        yield from wide
        return
    words = [Span(*match.span()) for match in _WORD.finditer(text, line.start, line.end)]
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or _begins(words[place].of(text), words[place - 1].of(text)):
            yield Span(words[start].start, words[place - 1].end)
            start = place


def _begins(word: str, before: str) -> bool:
    return word[0].isupper() or _NUMBER.fullmatch(word) is not None or _NUMBER.fullmatch(before) is not None or TOTAL.fullmatch(word) is not None


# -- places -------------------------------------------------------------------------------------------------------------------------


def _align(text: str, header: Sequence[Span], rows: Sequence[Span], split: Sequence[Row], names: Sequence[tuple[Span, ...]], width: int) -> bool:
    """Tells the columns of short rows by where their cells stand, if the lines are aligned under a header line; whether they are."""
    short = [(span, row) for span, row in zip(rows, split, strict=True) if row.cells and row.columns is None]
    lines = [line for line in header if names and all(any(line.start <= name.start < line.end for name in column) for column in names)]
    if not short or not lines or not all(len(column) == 1 for column in names) or any("\n" in span.of(text) for span in rows):
        return False
    places = [(_place(text, column[0])) for column in names]
    if not any(text[column[0].start - 2 : column[0].start].isspace() for column in names[1:]):
        return False
    for _, row in short:
        found = [min(range(width), key=lambda column: _distance(_place(text, cell), places[column])) for cell in row.cells]
        if found == sorted(set(found)):
            row.columns = found
    return True


def _place(text: str, span: Span) -> tuple[int, int]:
    """Where a span lies in its line, in characters."""
    line = text.rfind("\n", 0, span.start) + 1
    return span.start - line, span.end - line


def _distance(cell: tuple[int, int], name: tuple[int, int]) -> tuple[int, int]:
    """How far a cell stands from a column's name: the gap between them, then that between their right edges, at which figures are aligned."""
    return max(0, cell[0] - name[1], name[0] - cell[1]), abs(cell[1] - name[1])
