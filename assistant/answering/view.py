"""How the reader is shown a chunk: a row with its columns, a list with what introduces it, slide fragments in one line, and the headings above all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from assistant.types import Chunk, Span, Unit, UnitKind

_SPACE = re.compile(r"\s")
_BETWEEN: dict[UnitKind, str] = {"heading": " | ", "sentence": " ", "item": " ", "row": " | ", "line": " · "}


@dataclass(frozen=True, slots=True)
class View:
    """The text that the reader is given, and where in it the units are. Every copied character knows its place in the document.

    Attributes:
        text: One line.
        units: Where each of the chunk's units lies in the text, in order.
        shown: Which units those are.
        copies: Where in the text a span of the document was copied to; white space became a space, so the lengths are the same.
    """

    text: str
    units: tuple[Span, ...]
    shown: tuple[Unit, ...]
    copies: tuple[tuple[int, Span], ...]

    def place(self, span: Span) -> Span | None:
        """Where the view shows a span of the document, None where it does not show both its ends; of several copies the first."""
        first = last = None
        for at, copied in self.copies:
            if first is None and copied.start <= span.start < copied.end:
                first = at + span.start - copied.start
            if first is not None and copied.start < span.end <= copied.end:
                last = at + span.end - copied.start
                break
        return Span(first, last) if first is not None and last is not None and first < last else None

    def origin(self, span: Span) -> Span | None:
        """What a span of the view was copied from: the span of the document from its first copied character to its last, None where there is none."""
        found = [
            Span(copied.start + max(span.start - at, 0), min(copied.start + span.end - at, copied.end))
            for at, copied in self.copies
            if at < span.end and span.start < at + copied.end - copied.start
        ]
        return Span(min(part.start for part in found), max(part.end for part in found)) if found else None


def views(chunk: Chunk, document_text: str, fits: Callable[[str], bool]) -> Iterator[View]:
    """The chunk in as few views as fit, each with what stands above it; a single unit is shown whole even if it does not fit."""
    yield from _views(chunk, chunk.units, document_text, fits)


def _views(chunk: Chunk, units: Sequence[Unit], text: str, fits: Callable[[str], bool]) -> Iterator[View]:
    view = _Writer(text).show(chunk.context, units)
    if len(units) == 1 or fits(view.text):
        yield view
        return
    middle = len(units) // 2
    yield from _views(chunk, units[:middle], text, fits)
    yield from _views(chunk, units[middle:], text, fits)


@dataclass
class _Writer:
    document_text: str
    parts: list[str] = field(default_factory=list)
    length: int = 0
    units: list[Span] = field(default_factory=list)
    copies: list[tuple[int, Span]] = field(default_factory=list)
    leads: set[Span] = field(default_factory=set)

    def show(self, context: str, units: Sequence[Unit]) -> View:
        own = {unit.span for unit in units}
        if context:
            self._add(f"{context} | ")
        before: UnitKind | None = None
        for unit in units:
            if before is not None:
                self._add(_BETWEEN[unit.kind] if before == unit.kind else " | ")
            for lead in unit.header:
                if lead not in own and lead not in self.leads:
                    self.leads.add(lead)
                    self._copy(lead)
                    self._add(" | ")
            start = self.length
            self._unit(unit)
            self.units.append(Span(start, self.length))
            before = unit.kind
        return View("".join(self.parts), tuple(self.units), tuple(units), tuple(self.copies))

    def _unit(self, unit: Unit) -> None:
        if unit.kind == "item":
            self._add("• ")
        if unit.label is None or not unit.cells:
            self._copy(unit.span)
            return
        self._copy(unit.label)
        for place, cell in enumerate(unit.cells):
            self._add(" : " if place == 0 else " ; ")
            if cell.column:
                self._add(" ".join(self._said(span) for span in cell.column) + " = ")
            self._copy(cell.span)

    def _copy(self, span: Span) -> None:
        if span.start < span.end:
            self.copies.append((self.length, span))
            self._add(self._said(span))

    def _said(self, span: Span) -> str:
        return _SPACE.sub(" ", span.of(self.document_text))

    def _add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)
