"""Document -> chunks that follow its structure.

A chunk is a run of neighbouring units under common headings. It never cuts a unit, stays within the embedder's window, and is embedded with
the title and the headings above it, without which slide text and table rows mean little (Anthropic's "contextual retrieval", 2024, does the same
with generated text).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.models.embedder import Embedder
from assistant.types import Block, Chunk, Document, Span, Unit

CHUNKER = "13"
"""Version of the parser and the chunker together: raise it when either changes what is stored."""
TARGET_TOKENS = 220
_CONTEXT_TOKENS = 96
"""At most so much of the window, and no more than a third of it, goes to the context; longer headings are cut at a word."""
_WORD = re.compile(r"\S+")


def chunk_document(document: Document, embedder: Embedder) -> tuple[Chunk, ...]:
    """The chunks of a document, in order; every unit is in exactly one, but for running lines, which are in none.

    Only a unit longer than the window is cut: at white space, and a word longer than the window anywhere.
    """
    chunker = _Chunker(document, embedder)
    return tuple(chunker.chunk(run) for run in chunker.runs())


def chunk_embedding_text(chunk: Chunk) -> str:
    """What the embedder is given for a chunk: its context, then its text."""
    return f"{chunk.context}\n{_one_line(chunk.text)}"


def unit_embedding_text(chunk: Chunk, unit: Unit, document_text: str) -> str:
    """What the embedder is given for one unit of a chunk: the headings, the lines that give it its meaning, and the unit."""
    section = chunk.section_at(unit.start)
    header = " ".join(span.of(document_text) for span in (*unit.header, *unit.path))
    parts = [part for part in (section, header, unit.span.of(document_text)) if part]
    return _one_line(": ".join(dict.fromkeys(parts)))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A unit with the block that it comes from, its length in tokens, and that of the marks between the unit before and it."""

    unit: Unit
    headings: tuple[Span, ...]
    tokens: int
    marks: int


def _tokens(pieces: Sequence[_Piece]) -> int:
    return sum(piece.tokens for piece in pieces) + sum(piece.marks for piece in pieces[1:])


def _longest(tokens: Callable[[int], int], limit: int, upper: int) -> int:
    """The largest n up to `upper` for which `tokens(n)`, which grows with n, is within `limit`; it is asked for no n much larger than that."""
    low, high = 0, 1
    while high < upper and tokens(high) <= limit:
        low, high = high, 2 * high
    candidates = range(low + 1, min(high, upper) + 1)
    return low + bisect_right(candidates, limit, key=tokens)


class _Chunker:
    def __init__(self, document: Document, embedder: Embedder) -> None:
        self.document = document
        self.embedder = embedder
        self.context_limit = min(_CONTEXT_TOKENS, embedder.max_tokens // 3)
        self.window = embedder.max_tokens - self.context_limit
        self.limit = min(TARGET_TOKENS, self.window)
        self.overhead = embedder.count_tokens("")

    def runs(self) -> Iterator[list[_Piece]]:
        """The pieces of each chunk: whole blocks as long as they fit, the units of a longer block otherwise. A list may fill the whole window."""
        run: list[_Piece] = []
        for group in self._groups():
            whole = _tokens(group) <= (self.window if group[0].unit.kind == "item" else self.limit)
            for part in [group] if whole else [[piece] for piece in group]:
                if run and self._breaks(run, part):
                    carried = self._carried(run, part)
                    if len(carried) < len(run):
                        yield run[: len(run) - len(carried)]
                    run = carried
                run.extend(part)
        if run:
            yield run

    def _groups(self) -> Iterator[list[_Piece]]:
        """The pieces of each block."""
        end = 0
        for block in self.document.blocks:
            if block.kind == "running":
                continue
            yield list(self._pieces(block, end))
            end = block.end

    def _breaks(self, run: Sequence[_Piece], part: Sequence[_Piece]) -> bool:
        """Whether a chunk ends before `part`."""
        if not self._fits(run, part):
            return True
        if part[0].unit.kind != "heading" or run[-1].unit.kind == "heading":
            return False
        # A new section joins the chunk only if it lies under a heading that the whole chunk lies under, or if the chunk is a mere fragment.
        common = run[0].headings[:1]
        return not (common and part[0].headings[:1] == common) and _tokens(run) > self.limit // 5

    def _fits(self, run: Sequence[_Piece], part: Sequence[_Piece]) -> bool:
        return _tokens([*run, *part]) <= self.limit

    def _carried(self, run: Sequence[_Piece], part: Sequence[_Piece]) -> list[_Piece]:
        """The end of a run that belongs to what follows: its headings, and the line that introduces it; as much as there is room for."""
        position = len(run)
        while position > 0 and self._belongs(run[position - 1].unit, part[0].unit) and _tokens([*run[position - 1 :], *part]) <= self.window:
            position -= 1
        return list(run[position:])

    @staticmethod
    def _belongs(unit: Unit, following: Unit) -> bool:
        return unit.kind == "heading" or unit.span in following.header

    def _pieces(self, block: Block, end: int) -> Iterator[_Piece]:
        """The pieces of a block; `end` is that of the block before."""
        text = self.document.text
        for unit in block.units:
            for part in self._fit(unit):
                tokens, marks = self.embedder.count_tokens(part.span.of(text)), text[end : part.start].strip()
                # What the embedder adds to every text is counted for every unit but added once, which leaves room for a bullet or a number.
                between = max(0, self.embedder.count_tokens(marks) - 2 * self.overhead) if marks else 0
                yield _Piece(self._with_heading(block, part), self._path(block, part), tokens, between)
                end = part.end

    @staticmethod
    def _with_heading(block: Block, unit: Unit) -> Unit:
        """A fragment (an item, a line) that nothing outside its block introduces is introduced by its heading."""
        introduced = bool(unit.header) and unit.header[0].start < block.start
        if unit.kind in ("item", "line") and not introduced and block.headings and block.headings[-1].end <= unit.start:
            return replace(unit, header=(*block.headings[-1:], *unit.header))
        return unit

    @staticmethod
    def _path(block: Block, unit: Unit) -> tuple[Span, ...]:
        return (*block.headings, unit.span) if block.kind == "heading" else block.headings

    def _fit(self, unit: Unit) -> Iterator[Unit]:
        """The unit, or where it exceeds the window its parts, cut at white space, or inside a word that exceeds the window itself."""
        text = self.document.text
        if self.embedder.count_tokens(unit.span.of(text)) <= self.limit:
            yield unit
            return
        words = [part for match in _WORD.finditer(text, unit.start, unit.end) for part in self._parts(*match.span())]
        ends = [end for _, end in words]
        first = 0
        while first < len(words):
            after = self._reach(words[first][0], ends, first)
            yield replace(unit, start=words[first][0], end=ends[after - 1], label=None, cells=())
            first = after

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """A word, or where it exceeds the window its parts."""
        while 4 * (end - start) > self.limit:  # no tokenizer makes more than four tokens of a character
            stop = start + self._reach(start, range(start + 1, end + 1), 0)
            yield start, stop
            start = stop
        if start < end:
            yield start, end

    def _reach(self, start: int, ends: Sequence[int], first: int) -> int:
        """The index after the last of `ends`, from that at `first` on, up to which the text from `start` fits the window; `first + 1` at least."""
        text = self.document.text
        return first + max(1, _longest(lambda n: self.embedder.count_tokens(text[start : ends[first + n - 1]]), self.limit, len(ends) - first))

    def chunk(self, run: Sequence[_Piece]) -> Chunk:
        """The chunk that a run of pieces makes."""
        info, text = self.document.info, self.document.text
        start, end = run[0].unit.start, run[-1].unit.end
        common = run[0].headings
        for piece in run[1:]:
            common = tuple(a for a, b in zip(common, piece.headings, strict=False) if a == b)
        above = [span.of(text) for span in common if span.end <= start]
        section = run[0].headings[-1].of(text) if run[0].headings else None
        return Chunk(
            document_id=info.id,
            start=start,
            end=end,
            text=text[start:end],
            context=self._clip(" > ".join(dict.fromkeys([info.title, *(_one_line(heading) for heading in above)]))),
            section=self._clip(section) if section else None,
            page=info.page_at(start),
            units=tuple(piece.unit for piece in run),
        )

    def _clip(self, context: str) -> str:
        words = context.split()
        n_words = _longest(lambda n: self.embedder.count_tokens(" ".join(words[:n])), self.context_limit, len(words))
        if n_words or not words:
            return " ".join(words[:n_words])
        return words[0][: _longest(lambda n: self.embedder.count_tokens(words[0][:n]), self.context_limit, len(words[0]))]


def _one_line(text: str) -> str:
    return " ".join(text.split())
