"""Text -> tokens -> their vectors, which all models of the kit share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from assistant.models.kit.files import KIT, checked

TOKENIZER, TABLE = "tokenizer.json", "tokens.npy"


class Tokens:
    """The vocabulary: the pieces of words that models read, with a vector for each.

    The table is mapped, not loaded: of its 25 megabytes a process holds the pages that it reads, and all processes hold the same ones. A row has blocks of 32
    numbers: a scale, and two numbers a byte from which 8 is taken off, numbers 0 to 15 in the lower halves, 16 to 31 in the upper.
    """

    def __init__(self, kit: Path = KIT) -> None:
        """Opens both files, which takes a quarter of a second.

        Raises:
            EmbedderError: One of them is damaged.
        """
        self._tokenizer = Tokenizer.from_file(str(checked(TOKENIZER, kit)))
        self._table = np.load(checked(TABLE, kit), mmap_mode="r")
        self.width = 2 * self._table.dtype["pairs"].itemsize * self._table.shape[1]

    def ids(self, text: str) -> list[int]:
        """The tokens of a text, with those that mark its start and its end."""
        return list(self._tokenizer.encode(text).ids)

    def vectors(self, ids: Sequence[int]) -> npt.NDArray[np.float32]:
        """Their vectors, `(len(ids), width)`."""
        blocks = self._table[np.asarray(ids, dtype=np.intp)]
        pairs = blocks["pairs"]
        numbers = np.concatenate([pairs & 15, pairs >> 4], axis=-1).astype(np.float32) - 8
        scaled: npt.NDArray[np.float32] = numbers * blocks["scale"].astype(np.float32)[..., None]
        return scaled.reshape(len(ids), self.width)
