"""Markdown -> blocks, with a CommonMark parser's line numbers turned into offsets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.documents.sentences import split_sentences, strip
from assistant.types import Block, BlockKind, Span, Unit

_MARKER = re.compile(r"[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_HEADING_MARKS = re.compile(r"[ \t>]*#{1,6}[ \t]+")
_RULE = re.compile(r"[\s|:\-=]*")


def parse_markdown(text: str, language: str) -> tuple[Block, ...]:
    """The blocks of a Markdown text in reading order. Markup inside a line stays in the text, which is the file's, unchanged."""
    return tuple(_Builder(text, language).build())


@dataclass
class _Builder:
    text: str
    language: str
    blocks: list[Block] = field(default_factory=list)
    headings: list[tuple[int, Span]] = field(default_factory=list)
    items: list[Unit] = field(default_factory=list)

    def build(self) -> list[Block]:
        # Like the parser, count \r\n and \r as one line break each, but in the file's own offsets.
        starts = [0] + [match.end() for match in re.finditer(r"\r\n|\n|\r", self.text)] + [len(self.text)]
        tokens = MarkdownIt("commonmark").enable("table").parse(self.text)
        depth = 0
        table: list[Unit] | None = None
        for position, token in enumerate(tokens):
            depth += {"bullet_list_open": 1, "ordered_list_open": 1, "bullet_list_close": -1, "ordered_list_close": -1}.get(token.type, 0)
            if depth == 0 and self.items:
                self._add("list", self.items)
                self.items = []
            if token.type == "table_close" and table:
                self._add("table", table)
                table = None
            if token.map is None:
                continue
            start, end = starts[token.map[0]], starts[min(token.map[1], len(starts) - 1)]
            if token.type == "table_open":
                table = []
            elif token.type == "tr_open" and table is not None:
                self._row(table, start, end)
            elif token.type == "heading_open":
                self._heading(token, start, end)
            elif token.type == "paragraph_open":
                self._paragraph(start, end, in_list=depth > 0, opens_item=tokens[position - 1].type == "list_item_open")
            elif token.type in ("fence", "code_block", "html_block"):
                self._lines(start, end)
        return self.blocks

    def _heading(self, token: Token, start: int, end: int) -> None:
        level = int(token.tag[1])
        marks = _HEADING_MARKS.match(self.text, start)
        span = strip(self.text, marks.end() if marks else start, self._first_line_end(start, end))
        if span is None:
            return
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.blocks.append(Block("heading", (Unit("heading", span.start, span.end),), self._path()))
        self.headings.append((level, span))

    def _paragraph(self, start: int, end: int, *, in_list: bool, opens_item: bool) -> None:
        if in_list:
            marker = _MARKER.match(self.text, start) if opens_item else None
            span = strip(self.text, marker.end() if marker else start, end)
            if span:
                self.items.append(Unit("item", span.start, span.end, self.items[0].header if self.items else self._lead_in()))
            return
        pieces = split_sentences(self.text[start:end], self.language)
        if pieces:
            self._add("paragraph", [Unit("sentence", start + piece.start, start + piece.end) for piece in pieces])

    def _row(self, table: list[Unit], start: int, end: int) -> None:
        span = strip(self.text, start, self._first_line_end(start, end))
        if span is None or _RULE.fullmatch(span.of(self.text)):
            return
        if table:
            table.append(Unit("row", span.start, span.end, (table[0].span,)))
        else:
            table.append(Unit("line", span.start, span.end))

    def _lines(self, start: int, end: int) -> None:
        units = []
        for match in re.finditer(r"[^\r\n]+", self.text[start:end]):
            span = strip(self.text, start + match.start(), start + match.end())
            if span:
                units.append(Unit("line", span.start, span.end))
        if units:
            self._add("lines", units)

    def _first_line_end(self, start: int, end: int) -> int:
        stop = re.compile(r"[\r\n]").search(self.text, start, end)
        return stop.start() if stop else end

    def _lead_in(self) -> tuple[Span, ...]:
        if self.blocks and self.blocks[-1].kind == "paragraph" and self.blocks[-1].units[-1].span.of(self.text).endswith(":"):
            return (self.blocks[-1].units[-1].span,)
        return ()

    def _path(self) -> tuple[Span, ...]:
        return tuple(span for _, span in self.headings)

    def _add(self, kind: BlockKind, units: list[Unit]) -> None:
        self.blocks.append(Block(kind, tuple(units), self._path()))
