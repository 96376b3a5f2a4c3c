"""Structure that a format states itself -> a text with exact offsets, and the blocks in it.

Office files and web pages have no text of their own that offsets could count in. Their elements are laid out one below the other, tables with bars between the
cells, and that text is the document's: what `assistant text` prints and every quote is cut from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assistant.documents.elements import Element, Grid, Heading, Item, Merged, PageStart, Paragraph, Running
from assistant.documents.keys import with_keys
from assistant.documents.leads import Nesting, lead_in
from assistant.documents.sentences import paragraph_sentences
from assistant.documents.tables import TOTAL
from assistant.types import Block, Cell, Page, Span, Unit

PAGE_BREAK = "\n\f"
_SPACE = re.compile(r"[ \t\r\n\f\v\x00-\x1f]+")
_BULLET = "• "
_BAR = " | "
_Row = tuple[Span | Merged | None, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """An element and where it lies: its own span, or for a table those of its caption and of its cells."""

    element: Element
    span: Span | None = None
    rows: tuple[_Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """A text made from elements, its pages, and what is known of its structure."""

    text: str
    pages: tuple[Page, ...]
    placed: tuple[_Placed, ...] = field(repr=False)

    def blocks(self, language: str) -> tuple[Block, ...]:
        """The blocks in their order; every character but bullets, bars and white space is in one unit."""
        builder = _Builder(self.text, language)
        for placed in self.placed:
            builder.take(placed)
        builder.close_list()
        return tuple(builder.built)


def lay_out(elements: Iterable[Element]) -> Outline:
    """Lays elements out one below the other; those without a letter or digit are left out."""
    writer = _Writer()
    for element in elements:
        writer.write(element)
    return writer.outline()


class _Writer:
    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.placed: list[_Placed] = []
        self.page_starts: list[int] = []
        self.labels: list[str] = []

    def write(self, element: Element) -> None:
        if isinstance(element, PageStart):
            if self.page_starts:
                self._put(PAGE_BREAK)
            self.page_starts.append(self.length)
            self.labels.append(element.label)
        elif isinstance(element, Grid):
            self._write_grid(element)
        else:
            content = _clean(element.text)
            if isinstance(element, Paragraph) and element.is_rest and content and self._go_on(content):
                return
            if any(character.isalnum() for character in content):
                is_item = isinstance(element, Item)
                follows_item = bool(self.placed) and isinstance(self.placed[-1].element, Item)
                self._separate("\n" if is_item and follows_item else "\n\n")
                if isinstance(element, Item):
                    self._put("  " * element.depth + _BULLET)
                self.placed.append(_Placed(element, self._put(content)))

    def _go_on(self, content: str) -> bool:
        """Lets the last paragraph or item go on with `content`; whether there is one right before."""
        last = self.placed[-1] if self.placed else None
        if last is None or last.span is None or not isinstance(last.element, Paragraph | Item):
            return False
        self._separate("\n")
        self.placed[-1] = replace(last, span=Span(last.span.start, self._put(content).end))
        return True

    def _write_grid(self, grid: Grid) -> None:
        rows = [tuple(_clean(cell) if isinstance(cell, str) else cell for cell in row) for row in grid.rows]
        if not any(isinstance(cell, str) and any(c.isalnum() for c in cell) for row in rows for cell in row):
            self.write(Paragraph(grid.caption))
            return
        self._separate("\n\n")
        caption = _clean(grid.caption)
        span = self._put(caption) if caption else None
        placed: list[_Row] = []
        for row in rows:
            if span or placed:
                self._put("\n")
            spans: list[Span | Merged | None] = []
            written = False
            for cell in row:
                if not isinstance(cell, str):
                    spans.append(cell)
                    continue
                if written:
                    self._put(_BAR)
                spans.append(self._put(cell) if cell.strip() else None)
                written = True
            placed.append(tuple(spans))
        self.placed.append(_Placed(grid, span, tuple(placed)))

    def outline(self) -> Outline:
        text = "".join(self.parts)
        ends = [*self.page_starts[1:], len(text)]
        pages = tuple(Page(number, *page) for number, page in enumerate(zip(self.page_starts, ends, self.labels, strict=False), 1))
        return Outline(text, pages, tuple(self.placed))

    def _separate(self, gap: str) -> None:
        if self.length and not self.parts[-1].endswith("\f"):
            self._put(gap)

    def _put(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start, self.length)


class _Builder:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.language = language
        self.built: list[Block] = []
        self.headings: list[tuple[int, Span]] = []
        self.items: list[Unit] = []
        self.table: tuple[tuple[Span, ...], list[tuple[Span, ...]]] = ((), [])
        self.nesting: Nesting | None = None

    def take(self, placed: _Placed) -> None:
        element, span = placed.element, placed.span
        if not isinstance(element, Item):
            self.close_list()
        if isinstance(element, Grid):
            self._take_grid(element, placed)
        elif span is None:
            return
        elif isinstance(element, Heading):
            while self.headings and self.headings[-1][0] >= element.level:
                self.headings.pop()
            self._add("heading", [Unit("heading", span.start, span.end)])
            self.headings.append((element.level, span))
        elif isinstance(element, Running):
            self._add("running", [Unit("line", span.start, span.end)])
        elif isinstance(element, Item):
            if self.nesting is None:
                self.nesting = Nesting(lead_in(self.text, self.built))
            self.items.append(self.nesting.item(span, element.depth))
        else:
            pieces = paragraph_sentences(span.of(self.text), self.language)
            self._add("paragraph", [Unit("sentence", span.start + piece.start, span.start + piece.end) for piece in pieces])

    def close_list(self) -> None:
        if self.items:
            self._add("list", self.items)
            self.items = []
            self.nesting = None

    def _take_grid(self, grid: Grid, placed: _Placed) -> None:
        caption = [placed.span] if placed.span else []
        lines = [line for row in placed.rows[: grid.headers] if (line := _line(row)) is not None]
        units = [Unit("line", span.start, span.end) for span in (*caption, *lines)]
        if grid.goes_on and not units:
            header, names = self.table
        else:
            header, names = (*caption, *lines), _column_names(placed.rows[: grid.headers])
            self.table = (header, names)
        label: Span | None = None
        rows: list[Unit] = []
        for row in placed.rows[grid.headers :]:
            span = _line(row)
            if span is None:
                continue
            label = row[0] if isinstance(row[0], Span) else label if row[0] is Merged.ABOVE else None
            rows.append(self._row(row, span, header, names, label))
        units += self._with_paths(with_keys(self.text, rows))
        self._add("table", units)

    def _with_paths(self, rows: Sequence[Unit]) -> Iterator[Unit]:
        """The rows with the labels that stand alone above them; a table's only total is of all of it, and under none."""
        totals = [row for row in rows if row.label is not None and row.cells and TOTAL.match(row.label.of(self.text))]
        path: tuple[Span, ...] = ()
        for row, above in zip(rows, [None, *rows], strict=False):
            yield row if len(totals) == 1 and row is totals[0] else replace(row, path=path)
            if not row.cells and row.label is not None:
                path = (*(path if above is not None and not above.cells else ()), row.label)

    @staticmethod
    def _row(row: _Row, span: Span, header: tuple[Span, ...], names: Sequence[tuple[Span, ...]], label: Span | None) -> Unit:
        """A row with its cells under their columns. A label from a row above belongs to its header; without one the first cell is the label."""
        own = [(place, cell) for place, cell in enumerate(row) if isinstance(cell, Span) and cell != label]
        if label is None:
            label, own = own[0][1], own[1:]
        elif label.start < span.start:
            header = (*header, label)
        found = tuple(Cell(cell.start, cell.end, names[place] if place < len(names) else ()) for place, cell in own)
        return Unit("row", span.start, span.end, header, label, found)

    def _add(self, kind: str, units: list[Unit]) -> None:
        if units:
            self.built.append(Block(kind, tuple(units), tuple(span for _, span in self.headings)))  # type: ignore[arg-type]


def _column_names(rows: Sequence[_Row]) -> list[tuple[Span, ...]]:
    """For each column the header cells above it, the outermost first; a cell that reaches over several columns is above each of them."""
    width = max((len(row) for row in rows), default=0)
    names: list[list[Span]] = [[] for _ in range(width)]
    for row in rows:
        current: Span | None = None
        for place, cell in enumerate(row):
            current = cell if isinstance(cell, Span) else current if cell is Merged.LEFT else None
            if current is not None:
                names[place].append(current)
    return [tuple(name) for name in names]


def _line(row: _Row) -> Span | None:
    """From the first cell of a row to its last; None where it has none."""
    own = [cell for cell in row if isinstance(cell, Span)]
    return Span(own[0].start, own[-1].end) if own else None


def _clean(text: str) -> str:
    """A text on one line, without what cannot be written out; no-break spaces stay, since they hold figures together."""
    return _SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8").replace("\ufeff", "")).strip(" ")
