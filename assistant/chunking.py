"""Document -> chunks that follow its structure.

A chunk is a run of neighbouring units under common headings. It never cuts a unit, stays within the embedder's window, and is embedded with
the title and the headings above it, without which slide text and table rows mean little (Anthropic's "contextual retrieval", 2024, does the same with generated text).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.models.embedder import Embedder
from assistant.types import Block, Chunk, Document, Span, Unit

CHUNKER = "1"
"""Version of the parser and the chunker together: raise it when either changes what is stored."""
TARGET_TOKENS = 220
_CONTEXT_TOKENS = 96
"""At most so much of the window goes to the context; longer headings are cut at a word."""


def chunk_document(document: Document, embedder: Embedder) -> tuple[Chunk, ...]:
    """The chunks of a document, in order; every unit is in exactly one, but for units longer than the window, which are cut at white space."""
    chunker = _Chunker(document, embedder)
    return tuple(chunker.chunk(run) for run in chunker.runs())


def chunk_embedding_text(chunk: Chunk) -> str:
    """What the embedder is given for a chunk: its context, then its text."""
    return f"{chunk.context}\n{_one_line(chunk.text)}"


def unit_embedding_text(chunk: Chunk, unit: Unit, document_text: str) -> str:
    """What the embedder is given for one unit of a chunk: the headings, the lines that give it its meaning, and the unit."""
    section = chunk.section if unit.kind != "heading" else None
    header = " ".join(span.of(document_text) for span in unit.header)
    parts = [part for part in (section, header, unit.span.of(document_text)) if part]
    return _one_line(": ".join(dict.fromkeys(parts)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A unit with the block that it comes from and its length in tokens."""

    unit: Unit
    headings: tuple[Span, ...]
    tokens: int


def _tokens(pieces: Sequence[_Piece]) -> int:
    return sum(piece.tokens for piece in pieces)


class _Chunker:
    def __init__(self, document: Document, embedder: Embedder) -> None:
        self.document = document
        self.embedder = embedder
        self.limit = min(TARGET_TOKENS, embedder.max_tokens - _CONTEXT_TOKENS)

    def runs(self) -> Iterator[list[_Piece]]:
        """The pieces of each chunk: whole blocks as long as they fit, the units of a longer block otherwise."""
        run: list[_Piece] = []
        for group in self._groups():
            for part in [group] if _tokens(group) <= self.limit else [[piece] for piece in group]:
                if run and self._breaks(run, part):
                    carried = self._carried(run, part[0])
                    if len(carried) < len(run):
                        yield run[: len(run) - len(carried)]
                        run = carried
                run.extend(part)
        if run:
            yield run

    def _groups(self) -> Iterator[list[_Piece]]:
        """The pieces of each block."""
        for block in self.document.blocks:
            yield list(self._pieces(block))

    def _breaks(self, run: Sequence[_Piece], part: Sequence[_Piece]) -> bool:
        """Whether a chunk ends before `part`."""
        if _tokens(run) + _tokens(part) > self.limit:
            return True
        if part[0].unit.kind != "heading" or run[-1].unit.kind == "heading":
            return False
        # A new section joins the chunk only if it lies under a heading that the whole chunk lies under, or if the chunk is a mere fragment.
        common = run[0].headings[:1]
        return not (common and part[0].headings[:1] == common) and _tokens(run) > self.limit // 5

    @staticmethod
    def _carried(run: Sequence[_Piece], following: _Piece) -> list[_Piece]:
        """The end of a run that belongs to what follows: its headings, and the line that introduces it."""
        position = len(run)
        while position > 0 and (run[position - 1].unit.span in following.unit.header or run[position - 1].unit.kind == "heading"):
            position -= 1
        return list(run[position:])

    def _pieces(self, block: Block) -> Iterator[_Piece]:
        for unit in block.units:
            for part in self._fit(unit):
                yield _Piece(self._with_heading(block, part), self._path(block, part), self.embedder.count_tokens(part.span.of(self.document.text)))

    @staticmethod
    def _with_heading(block: Block, unit: Unit) -> Unit:
        """A fragment (an item, a line) that nothing introduces is introduced by its heading."""
        if unit.kind in ("item", "line") and not unit.header and block.headings and block.headings[-1].end <= unit.start:
            return replace(unit, header=block.headings[-1:])
        return unit

    @staticmethod
    def _path(block: Block, unit: Unit) -> tuple[Span, ...]:
        return (*block.headings, unit.span) if block.kind == "heading" else block.headings

    def _fit(self, unit: Unit) -> Iterator[Unit]:
        """The unit, or where it exceeds the window its parts, cut at white space."""
        limit = self.limit
        if self.embedder.count_tokens(unit.span.of(self.document.text)) <= limit:
            yield unit
            return
        words = [match.span() for match in re.finditer(r"\S+", self.document.text[unit.start : unit.end])]
        start = words[0][0]
        for (_, end), (following, after) in pairwise(words):
            if self.embedder.count_tokens(self.document.text[unit.start + start : unit.start + after]) > limit:
                yield replace(unit, start=unit.start + start, end=unit.start + end)
                start = following
        yield replace(unit, start=unit.start + start, end=unit.start + words[-1][1])

    def chunk(self, run: Sequence[_Piece]) -> Chunk:
        """The chunk that a run of pieces makes."""
        info, text = self.document.info, self.document.text
        start, end = run[0].unit.start, run[-1].unit.end
        common = run[0].headings
        for piece in run[1:]:
            common = tuple(a for a, b in zip(common, piece.headings, strict=False) if a == b)
        above = [span.of(text) for span in common if span.end <= start]
        section = next((piece.headings[-1].of(text) for piece in run if piece.headings and piece.unit.kind != "heading"), None)
        return Chunk(
            document_id=info.id,
            start=start,
            end=end,
            text=text[start:end],
            context=self._clip(" > ".join(dict.fromkeys([info.title, *(_one_line(heading) for heading in above)]))),
            section=_one_line(section) if section else None,
            page=info.page_at(start),
            units=tuple(piece.unit for piece in run),
        )

    def _clip(self, context: str) -> str:
        words = context.split()
        while len(words) > 1 and self.embedder.count_tokens(" ".join(words)) > _CONTEXT_TOKENS:
            words.pop()
        return " ".join(words)


def _one_line(text: str) -> str:
    return " ".join(text.split())
