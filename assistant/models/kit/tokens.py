"""Text -> tokens -> their vectors, which all models of the kit share."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from assistant.models.kit.files import KIT, checked
from assistant.types import Span

TOKENIZER, TABLE = "tokenizer.json", "tokens.npy"


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage in tokens, with the marks around them.

    Attributes:
        ids: Of the tokens.
        first: The place of the passage's first token.
        spans: Where in the passage each of its tokens is; none has white space at its start.
    """

    ids: tuple[int, ...]
    first: int
    spans: tuple[Span, ...]

    def overlapping(self, span: Span) -> range:
        """Which of the passage's tokens lie in a span of it, if only in part."""
        first = bisect_right(self.spans, span.start, key=lambda token: token.end)
        last = bisect_left(self.spans, span.end, key=lambda token: token.start)
        return range(first, max(first, last))


class Tokens:
    """The vocabulary: the pieces of words that models read, with a vector for each.

    The table is mapped, not loaded: of its 25 megabytes a process holds the pages that it reads, and all processes hold the same ones. A row has blocks of 32
    numbers: a scale, and two numbers a byte from which 8 is taken off, numbers 0 to 15 in the lower halves, 16 to 31 in the upper.
    """

    def __init__(self, kit: Path = KIT) -> None:
        """Opens both files, which takes a quarter of a second.

        Raises:
            ModelError: One of them is damaged.
        """
        self._tokenizer = Tokenizer.from_file(str(checked(TOKENIZER, kit)))
        self._table = np.load(checked(TABLE, kit), mmap_mode="r")
        self.width = 2 * self._table.dtype["pairs"].itemsize * self._table.shape[1]

    def ids(self, text: str) -> list[int]:
        """The tokens of a text, with those that mark its start and its end."""
        return list(self._tokenizer.encode(text).ids)

    def count(self, text: str) -> int:
        """How many tokens a text has, without the marks."""
        return len(self._tokenizer.encode(text, add_special_tokens=False).ids)

    def pair(self, question: str, passage: str, *, question_tokens: int, window: int) -> Pair:
        """A question, of which so many tokens are kept, and a passage, of which as many as fit into the window with it."""
        before, after = (self._tokenizer.encode(text, add_special_tokens=False) for text in (question, passage))
        start, end = self.ids("")
        asked = before.ids[:question_tokens]
        room = window - len(asked) - 4
        ids = (start, *asked, end, end, *after.ids[:room], end)
        return Pair(ids, len(asked) + 3, tuple(_without_space(passage, *offsets) for offsets in after.offsets[:room]))

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Their vectors, `(len(ids), width)`."""
        blocks = self._table[np.asarray(ids, dtype=np.intp)]
        pairs = blocks["pairs"]
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
        scaled: npt.NDArray[np.float32] = numbers * blocks["scale"].astype(np.float32)[..., None]
        return scaled.reshape(len(ids), self.width)


@cache
def shared_tokens(kit: Path = KIT) -> Tokens:
    """The vocabulary that all models of a kit share."""
    return Tokens(kit)


def _without_space(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    return Span(start, end)
