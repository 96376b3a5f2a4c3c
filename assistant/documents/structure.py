"""Logical lines -> blocks: headings, paragraphs, lists, tables and runs of short lines, as plain text shows them.

Plain text names no structure, so each is told by its shape: a heading is a short line without an end mark above something longer; a table is a run
of lines that end in figures; slide text is a run of short lines. Titles of one look (capitals, blank lines around) are of one level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.documents.aligned import Aligned, aligned_tables
from assistant.documents.bullets import list_end, list_units, mark
from assistant.documents.cells import YEAR
from assistant.documents.leads import lead_in
from assistant.documents.lines import Line, logical_lines, repeats
from assistant.documents.running import without_running
from assistant.documents.sentences import paragraph_sentences
from assistant.documents.stacked import stacked_table
from assistant.documents.tables import read_rows
from assistant.documents.titles import LABEL, counting_words
from assistant.types import Block, BlockKind, Span, Unit

_Look = tuple[bool | str, ...]
_VALUE = re.compile(r"https?://|www\.|\S@\S|[€$£%]|^\d[\d\s.,]*\n|^\d{1,2}(?::| ?h ?)\d\d\b")
"""An address, an amount, a figure with what it is of below it, or what is on at a time: no heading."""
_NAMED_VALUE = re.compile(r"\s[:=]\s|:\s|\S {3,}\S*\d")
"""A name and its value: no heading, but of a list right below."""
_ANSWERED = re.compile(r"\S\s?[?!]\s(?![(»”])")
"""A question with what answers it: no heading."""
_ENUMERATION = re.compile(r",\s.*,\s")
"""Words between commas: no heading, but what stands below one."""
_NAME = re.compile(r"[^\W\d_²³]{3}|^\D{0,3}(?:19|20)\d\d")
"""What a heading has at least: a word, or a year."""
_PERIOD = re.compile(r"(?:19|20)\d\d\s?[-–]\s?(?:…|\.\.\.)")
"""A period that goes on: "2014-…"."""
_ENDED = (". ", "? ", "! ")
"""What a line has that is more than one sentence."""
_HEADING_WIDTH = 100
"""A longer line (characters) is no heading."""
_SLIDE_GAP = 2
"""More blank lines than this begin something new: a slide, a page."""
_MAX_HEADER_LINES = 5
_MAX_DEPTH = 4


def parse_structure(text: str, language: str) -> tuple[Block, ...]:
    """The blocks of a plain text in reading order; every non-blank character but bullets and numbers belongs to one unit."""
    tables = {table.start: table for table in aligned_tables(text)}
    lines, apart = without_running(text, logical_lines(text, [Span(table.start, table.end) for table in tables.values()]))
    builder = _Builder(text, language, tables, counting_words(text[line.start : line.end] for line in lines if line.kind == "text"))
    position = 0
    while position < len(lines):
        position = builder.take(lines, position)
    running = [Block("running", (Unit("line", line.marker, line.end),)) for line in apart]
    return tuple(sorted([*builder.blocks, *running], key=lambda block: block.start))


@dataclass
class _Builder:
    """Takes logical lines from the front and appends the blocks that they form."""

    text: str
    language: str
    tables: Mapping[int, Aligned]
    counted: frozenset[str]
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[_Look, Span]] = field(default_factory=list)

    def take(self, lines: Sequence[Line], position: int) -> int:
        """Takes one block, or one run of short lines, that starts at `position`; returns where the next starts."""
        if lines[position].kind == "grid":
            units = self.tables[lines[position].start].units(lead_in(self.text, self.blocks))
            self._add("table" if any(unit.kind == "row" for unit in units) else "lines", units)
            return position + 1
        table = self._table_end(lines, position)
        if table is not None:
            return self._take_table(lines, position, *table)
        stacked = stacked_table(self.text, lines, position)
        if stacked is not None:
            self._add("table", list(stacked.units))
            return stacked.end
        if lines[position].kind in ("bullet", "number"):
            return self._take_list(lines, position)
        if self._is_short(lines[position]) or self._asks(lines[position]):
            return self._take_short_lines(lines, position)
        self._add("paragraph", self._sentences(lines[position]))
        return position + 1

    # -- tables ---------------------------------------------------------------------------------------------------------------------

    def _table_end(self, lines: Sequence[Line], position: int) -> tuple[int, int] | None:
        """The first row and the end of the table whose caption, header or first row is at `position`, if one is."""
        first = position
        while first < len(lines) and first - position <= _MAX_HEADER_LINES and lines[first].kind == "text" and self._is_short(lines[first]):
            first += 1
            if first < len(lines) and lines[first].gap > 1:
                break
        if first >= len(lines) or lines[first].kind != "row":
            return None
        if self._names_columns(lines[first]) and first + 1 < len(lines) and lines[first + 1].kind == "row" and lines[first + 1].gap <= 1:
            first += 1
        end = first + 1
        rows = 1
        while end < len(lines) and lines[end].gap <= 1:
            if lines[end].kind == "row":
                rows += 1
                end += 1
            elif lines[end].kind == "text" and end + 1 < len(lines) and lines[end + 1].kind == "row" and lines[end + 1].gap <= 1:
                end += 1
            else:
                break
        return (first, end) if rows > 1 else None

    def _begins_table(self, lines: Sequence[Line], position: int) -> bool:
        return self._table_end(lines, position) is not None or stacked_table(self.text, lines, position) is not None

    def _names_columns(self, row: Line) -> bool:
        """Whether a row gives the years that its columns are of ("Item 2021 2022")."""
        return len(row.cells) > 1 and all(YEAR.fullmatch(self.text, *cell) for cell in row.cells)

    def _take_table(self, lines: Sequence[Line], position: int, first: int, end: int) -> int:
        header = [Span(line.start, line.end) for line in lines[position:first]]
        if len(header) > 1:
            self._push_heading(lines[position], ("caption",))
        units = [Unit("heading" if index == 0 and len(header) > 1 else "line", span.start, span.end) for index, span in enumerate(header)]
        kinds = [self._row_kind(lines, place, first) for place in range(first, end)]
        spans = [Span(line.start, line.end) for line in lines[first:end]]
        rows = [(Span(line.start, line.end), [Span(*cell) for cell in line.cells]) for line, kind in zip(lines[first:end], kinds, strict=True) if kind == "row"]
        read = iter(read_rows(self.text, header, rows))
        for span, kind in zip(spans, kinds, strict=True):
            label, cells = next(read) if kind == "row" else (None, ())
            units.append(Unit(kind, span.start, span.end, tuple(header), label, cells))
        self._add("table", units)
        return end

    def _row_kind(self, lines: Sequence[Line], place: int, first: int) -> Literal["row", "line"]:
        """A line of a table that says again what the one before it ends with, as at a page break, is no row of its own."""
        if lines[place].kind != "row" or (place > first and repeats(self.text, lines[place - 1], lines[place])):
            return "line"
        return "row"

    # -- lists ----------------------------------------------------------------------------------------------------------------------

    def _take_list(self, lines: Sequence[Line], position: int) -> int:
        end = list_end(self.text, lines, position)
        lead = lead_in(self.text, self.blocks)
        if (end == position + 1 and end < len(lines) and self._names(lines[position], lines[end])) or (not lead and self._entitles(lines[position:end])):
            self._add_heading(lines[position], lines[position + 1])
            return position + 1
        self._add("list", list_units(self.text, lines, position, end, lead))
        return end

    def _entitles(self, items: Sequence[Line]) -> bool:
        """Whether the first item is the numbered title of a list: one in capitals above items of another mark, or one whose items all have bullets."""
        if items[0].kind != "number" or len(items) < 2 or not self._may_head(items[0], of_list=True):
            return False
        return all(item.kind == "bullet" for item in items[1:]) or (self._capitals(items[0]) and mark(self.text, items[1]) != mark(self.text, items[0]))

    def _names(self, item: Line, below: Line) -> bool:
        """Whether a lone bullet or number is the heading of the line below it, or of the sections that it is the number of ("2. Visits", "2.1 Hours")."""
        if not self._may_head(item) or below.gap > 1:
            return False
        if item.kind == "number" and item.gap > _SLIDE_GAP:
            return True
        if item.kind == "number":
            number = self.text[item.marker : item.start].strip(" .)")
            if self._capitals(item) or (number.isdigit() and self.text.startswith(f"{number}.", below.start)):
                return True
        return below.kind == "grid" or (below.kind == "text" and not self._may_head(below))

    # -- headings and short lines ---------------------------------------------------------------------------------------------------

    def _told(self, line: Line) -> str:
        """What a line says, without the label that counts it."""
        label = LABEL.match(self.text, line.start, line.end)
        return self.text[label.end() if label and label["word"] in self.counted else line.start : line.end]

    def _is_short(self, line: Line) -> bool:
        content = self._told(line)
        ends = content[-1] in ".!?…;:" and len(content) > 3 and not _PERIOD.fullmatch(content)
        return len(content) <= _HEADING_WIDTH and not ends and ". " not in content

    def _may_head(self, line: Line, *, of_list: bool = False) -> bool:
        content = self._told(line)
        asks = self._asks(line)
        says = (_VALUE, _ANSWERED) if of_list or asks else (_VALUE, _ANSWERED, _NAMED_VALUE)
        is_content = self._enumerates(line) or any(said.search(content) for said in says)
        return line.kind not in ("row", "grid") and (asks or self._is_short(line)) and not is_content and _NAME.search(content) is not None

    def _asks(self, line: Line) -> bool:
        """Whether a line is a short question, which what is below it answers."""
        content = self.text[line.start : line.end]
        return content.endswith("?") and len(content) <= _HEADING_WIDTH and not any(mark in content for mark in _ENDED)

    def _enumerates(self, line: Line) -> bool:
        return line.kind == "text" and _ENUMERATION.search(self.text, line.start, line.end) is not None

    def _take_short_lines(self, lines: Sequence[Line], position: int) -> int:
        """Takes a run of short lines: slide text, with a title above it, or the headings of what follows."""
        end = position + 1
        while end < len(lines) and lines[end].kind == "text" and self._is_short(lines[end]) and lines[end].gap <= 2 and not self._begins_table(lines, end):
            end += 1
        run = lines[position:end]
        if run[0].gap > _SLIDE_GAP:
            self.headings.clear()
        below = [*lines[position + 1 : end], lines[end] if end < len(lines) else lines[-1]]
        n_titles = self._count_titles(run, lines[end]) if end < len(lines) and lines[end].gap <= 3 else 0
        pending: list[Unit] = []
        for index, line in enumerate(run):
            opens_slide = index == 0 and len(run) > 1 and line.gap > 1
            names = index + 1 < len(run) and self._enumerates(run[index + 1])
            if index >= len(run) - n_titles or (self._may_head(line) and (self._capitals(line) or opens_slide or names)):
                self._flush(pending)
                self._add_heading(line, below[index])
            else:
                pending.append(Unit("line", line.start, line.end))
        self._flush(pending)
        return end

    def _count_titles(self, run: Sequence[Line], below: Line) -> int:
        """How many lines at the end of a run are headings of what follows: at most two, one where they close a run of slide text.

        None where the last is one more line of a run, right below the others and apart from what follows, unless a text begins with it, or stands right below
        what announces it.
        """
        is_title = not self.blocks and not any(line.gap for line in run[1:])
        joins = len(run) > 2 and not is_title and run[-1].gap == 0 < below.gap and not self._capitals(run[-1])
        above = self.blocks[-1].units[-1] if self.blocks else None
        is_announced = len(run) == 1 and run[0].gap == 0 and above is not None and self.text.endswith(":", above.start, above.end)
        if joins or is_announced or not self._may_head(run[-1], of_list=below.kind in ("bullet", "number")):
            return 0
        if len(run) == 1 or not self._may_head(run[-2]) or (len(run) > 3 and not self._capitals(run[-1])):
            return 1
        return 2

    def _flush(self, pending: list[Unit]) -> None:
        if pending:
            self._add("lines", pending)
            pending.clear()

    def _capitals(self, line: Line) -> bool:
        letters = [character for character in self.text[line.start : line.end] if character.isalpha()]
        return len(letters) > 2 and all(character.isupper() for character in letters)

    def _add_heading(self, line: Line, below: Line) -> None:
        content = self.text[line.start : line.end]
        if self._capitals(line) or line.kind == "bullet" or not any(character.isalpha() for character in content):
            look: _Look = (self._capitals(line), line.kind == "bullet")
        else:
            look = ("title", line.gap > 1, below.gap > 1)
        self._push_heading(line, look)
        self.blocks.append(Block("heading", (Unit("heading", line.start, line.end),), self._path()[:-1]))

    def _push_heading(self, line: Line, look: _Look) -> None:
        """Puts a heading below those of another look, in the place of one of the same look; a wide gap begins something new."""
        if line.gap > _SLIDE_GAP:
            self.headings.clear()
        for level, (other, _) in enumerate(self.headings):
            if other == look:
                del self.headings[level:]
                break
        del self.headings[_MAX_DEPTH - 1 :]
        self.headings.append((look, Span(line.start, line.end)))

    # -- blocks ---------------------------------------------------------------------------------------------------------------------

    def _path(self) -> tuple[Span, ...]:
        return tuple(span for _, span in self.headings)

    def _sentences(self, line: Line) -> list[Unit]:
        pieces = paragraph_sentences(self.text[line.start : line.end], self.language)
        return [Unit("sentence", line.start + piece.start, line.start + piece.end) for piece in pieces]

    def _add(self, kind: BlockKind, units: list[Unit]) -> None:
        self.blocks.append(Block(kind, tuple(units), self._path()))
