"""Markdown -> blocks, with a CommonMark parser's line numbers turned into offsets."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.documents.keys import with_keys
from assistant.documents.leads import lead_in
from assistant.documents.sentences import paragraph_sentences, strip
from assistant.documents.tables import read_grid
from assistant.types import Block, BlockKind, Span, Unit

_BREAK = re.compile(r"\r\n|\n|\r")
_MARKER = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_EMPTY_ITEM = re.compile(r"(?:[ \t>]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$))+")
_HEADING_MARKS = re.compile(r"[ \t>]*(?:#{1,6}[ \t]+)?")
_QUOTE_MARKS = re.compile(r"^[ \t]*>[ \t>]*", re.MULTILINE)
_RULE = re.compile(r"[\s|:\-=>]*")
_FRONT_MATTER = re.compile(
    r"[ \ufeff]?---[ \t]*(?:\r\n|\n|\r)(?=[\w.-]+[ \t]*:)(?:(?!(?:---|\.\.\.)[ \t]*(?:[\r\n]|$))[^\r\n]+(?:\r\n|\n|\r))+(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)"
)
"""Names and values before the text, between two rules."""

_HIDES = re.compile(
    r"`[^`\r\n]*`|(?P<comment><!--)"
    r"|<(?P<tag>[a-z][a-z0-9]*)\b[^<>]*(?:\shidden\b(?!=)|\baria-hidden\s*=\s*[\"']?true|\bdisplay\s*:\s*none|\bvisibility\s*:\s*hidden)[^<>]*>",
    re.IGNORECASE,
)
"""What begins an HTML comment or a hidden element, but inside code."""


def parse_markdown(text: str, language: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in reading order; every letter and digit but list numbers, check marks and what HTML hides belongs to one unit.

    Markup inside a line stays in the text, which is the file's, unchanged. What a reader of the page would not see (link definitions, metadata) is kept
    as lines, but for HTML comments and hidden elements, which belong to no unit: nothing is answered from them.
    """
    return tuple(_Builder(text, language).build())


@dataclass
class _Builder:
    """Takes the parser's tokens in order.

    Attributes:
        taken: Where the text that has become units ends.
        items: The units of the list that is open.
        leads: For each open list, the outermost first, what introduces it.
        rows: The units of the table that is open.
        columns: Its column headers, None while they are awaited.
        openings: The first lines of the list items that hold nothing yet.
        quotes: How many block quotes are open.
        hidden: What HTML does not show, in order.
    """

    text: str
    language: str
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, Span]] = field(default_factory=list)
    taken: int = 0
    items: list[Unit] = field(default_factory=list)
    leads: list[tuple[Span, ...]] = field(default_factory=list)
    rows: list[Unit] = field(default_factory=list)
    columns: tuple[Span, ...] | None = None
    openings: list[int] = field(default_factory=list)
    quotes: int = 0
    hidden: list[Span] = field(default_factory=list)

    def build(self) -> list[Block]:
        self.hidden = _hidden(self.text)
        front_matter = _FRONT_MATTER.match(self.text)
        base = front_matter.end() if front_matter else 0
        self._take_rest(base)
        # Like the parser, count \r\n and \r as one line break each, but in the file's own offsets.
        starts = [base, *(match.end() for match in _BREAK.finditer(self.text, base)), len(self.text)]
        for token in MarkdownIt("commonmark").enable("table").parse(self.text[base:]):
            if token.map is None:
                self._close(token)
            else:
                first, last = (starts[min(line, len(starts) - 1)] for line in token.map)
                if not self._open(token, first):
                    self._leaf(token, first, last)
        self._take_rest(len(self.text))
        return self.blocks

    # -- containers -----------------------------------------------------------------------------------------------------------------

    def _open(self, token: Token, start: int) -> bool:
        """Whether the token opens a list, an item, a quote or a table; takes note of it."""
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self._take_rest(start)
            self.leads.append(self._lead_in())
        elif token.type == "list_item_open":
            self.openings.append(start)
        elif token.type == "blockquote_open":
            self.quotes += 1
        elif token.type == "table_open":
            self._take_rest(start)
        elif token.type == "thead_open":
            self.columns = None
        elif token.type == "tbody_open":
            self.columns = self.columns or ()
        else:
            return False
        return True

    def _close(self, token: Token) -> None:
        if token.type in ("bullet_list_close", "ordered_list_close"):
            self.leads.pop()
            if not self.leads:
                self._add("list", self.items)
                self.items = []
        elif token.type == "blockquote_close":
            self.quotes -= 1
        elif token.type == "table_close":
            rows, self.rows = self.rows, []
            if rows:
                read = read_grid(self.text, rows[0].span, [row.span for row in rows[1:]])
                rows[1:] = with_keys(self.text, [replace(row, label=label, cells=cells) for row, (label, cells) in zip(rows[1:], read, strict=True)])
            self._put("table", rows)

    def _lead_in(self) -> tuple[Span, ...]:
        """What introduces a list: the lines above it, or for a list in another, what introduces that one and the item that it is in."""
        if not self.leads:
            return lead_in(self.text, self.blocks)
        around = next((unit for unit in reversed(self.items) if unit.kind == "item"), None)
        return (*self.leads[-1], around.span) if around is not None else self.leads[-1]

    # -- leaves ---------------------------------------------------------------------------------------------------------------------

    def _leaf(self, token: Token, start: int, end: int) -> None:
        """Takes the lines of a heading, a paragraph, a table row, code or HTML."""
        if token.type not in ("heading_open", "paragraph_open", "tr_open", "fence", "code_block", "html_block"):
            return
        self._take_rest(start)
        start = max(start, self.taken)
        self.taken = max(end, start)
        if token.type == "tr_open":
            self._row(start, end)
        elif token.type in ("fence", "code_block", "html_block"):
            self._lines(start, end, is_code=token.type != "html_block")
        elif self.leads:
            self._item(self._after_markers(start, end), end)
        elif token.type == "heading_open":
            self._heading(token, start, end)
        else:
            self._paragraph(start, end)
        self.openings.clear()

    def _after_markers(self, start: int, end: int) -> int:
        """Where the text after the list markers of its line starts."""
        position = start
        for opening in self.openings:
            marker = _MARKER.match(self.text, position, end) if opening == start else None
            position = marker.end() if marker else position
        return position

    def _item(self, start: int, end: int) -> None:
        marks = _HEADING_MARKS.match(self.text, start, end)
        for seen in self._seen(marks.end() if marks else start, end):
            span = strip(self.text, seen.start, seen.end)
            if span:
                self.items.append(Unit("item", span.start, span.end, self.leads[-1]))

    def _heading(self, token: Token, start: int, end: int) -> None:
        level = int(token.tag[1])
        content = self.text[start:end].rstrip()
        bare = content.rstrip(token.markup[0])
        if not token.markup.startswith("#") or bare.endswith((" ", "\t")):  # the last line underlines it, or more of its marks close it
            end = start + len(bare)
        marks = _HEADING_MARKS.match(self.text, start, end)
        span = strip(self.text, marks.end() if marks else start, end)
        if span is None:
            return
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self._add("heading", [Unit("heading", span.start, span.end)])
        self.headings.append((level, span))

    def _paragraph(self, start: int, end: int) -> None:
        content = self.text[start:end]
        if self.quotes:
            content = _QUOTE_MARKS.sub(lambda marks: " " * len(marks.group()), content)
        sentences = [
            Unit("sentence", seen.start + piece.start, seen.start + piece.end)
            for seen in self._seen(start, end)
            for piece in paragraph_sentences(content[seen.start - start : seen.end - start], self.language)
        ]
        self._add("paragraph", sentences)

    def _row(self, start: int, end: int) -> None:
        span = strip(self.text, start, end)
        if span is None or _RULE.fullmatch(span.of(self.text)):
            return
        if self.columns is None:
            self.columns = (span,)
            self.rows.append(Unit("line", span.start, span.end))
        else:
            self.rows.append(Unit("row", span.start, span.end, self.columns))

    def _lines(self, start: int, end: int, *, but: re.Pattern[str] | None = None, is_code: bool = False) -> None:
        """Takes lines as they stand, but those without a letter or a digit and those that match `but`."""
        header = self._lead_in() if self.leads else ()
        units = []
        for seen in [Span(start, end)] if is_code else self._seen(start, end):
            for match in re.finditer(r"[^\r\n]+", seen.of(self.text)):
                span = strip(self.text, seen.start + match.start(), seen.start + match.end())
                if span is None or (but and but.fullmatch(span.of(self.text))):
                    continue
                if any(character.isalnum() for character in span.of(self.text)):
                    units.append(Unit("line", span.start, span.end, header))
        self._put("lines", units)

    def _seen(self, start: int, end: int) -> list[Span]:
        """The parts of a stretch that HTML does not hide."""
        seen = [Span(start, end)]
        for place in range(bisect_right(self.hidden, start, key=lambda hidden: hidden.end), len(self.hidden)):
            hidden, last = self.hidden[place], seen[-1]
            if hidden.start >= end:
                break
            seen[-1:] = [Span(last.start, max(last.start, hidden.start)), Span(min(last.end, hidden.end), last.end)]
        return [span for span in seen if span.start < span.end]

    def _take_rest(self, end: int) -> None:
        """Takes what lies before `end` and has no token of its own: link definitions, metadata, what is nested too deep for the parser."""
        start, self.taken = self.taken, max(self.taken, end)
        self._lines(start, end, but=_EMPTY_ITEM)

    # -- blocks ---------------------------------------------------------------------------------------------------------------------

    def _put(self, kind: BlockKind, units: list[Unit]) -> None:
        """Adds units to the list that is open, or as a block."""
        if self.leads:
            self.items += units
        else:
            self._add(kind, units)

    def _add(self, kind: BlockKind, units: list[Unit]) -> None:
        if units:
            self.blocks.append(Block(kind, tuple(units), tuple(span for _, span in self.headings)))


def _hidden(text: str) -> list[Span]:
    """The HTML comments and hidden elements of a text, up to the first closing tag; what is not closed hides nothing."""
    hidden: list[Span] = []
    unclosed: set[str] = set()
    for match in _HIDES.finditer(text):
        closing = "-->" if match["comment"] else rf"</{match['tag'].lower()}\s*>" if match["tag"] else ""
        if not closing or closing in unclosed or (hidden and match.start() < hidden[-1].end):
            continue
        closed = re.compile(closing, re.IGNORECASE).search(text, match.end())
        if closed:
            hidden.append(Span(match.start(), closed.end()))
        else:
            unclosed.add(closing)
    return hidden
