"""A small sketch of a text, from which it can be told how much of one text stands in another."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_WORD = re.compile(r"\w+(?:[.,]\d+)*")
_SHINGLE = 4
"""Words a shingle. Of a document and its copy with two lines in five changed about half the shingles are the same, of two documents on one subject a few in a
hundred; with fewer words the second figure rises, with more the first falls."""
_KEPT = 256
"""Shingles a sketch, at most: the containment of two sketches is that of the texts give or take 0.03."""
_ENOUGH = 16
"""Sampled shingles without which a containment is chance."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """The hashes of a text's shingles that are divisible by `2 ** level`, all of them where the text is short."""

    level: int
    hashes: frozenset[int]


def sketches(text: str) -> tuple[Sketch, Sketch]:
    """The sketch of a text, and that of its shingles with a figure in them. Case, punctuation, line ends and the look of letters make no difference."""
    found = list(_shingles(text))
    return _sketch(shingle for shingle in found), _sketch(shingle for shingle in found if any(character.isdigit() for character in shingle))


def containment(one: Sketch, other: Sketch) -> float:
    """How much of the smaller text stands in the larger, in [0, 1] (Broder 1997, "On the resemblance and containment of documents", section 4).

    0 where either has no shingle, or so few of them were sampled that nothing can be told.
    """
    level = max(one.level, other.level)
    first, second = ({value for value in sketch.hashes if value % 2**level == 0} for sketch in (one, other))
    smaller = min(len(first), len(second))
    if smaller == 0 or (level > 0 and smaller < _ENOUGH):
        return 0.0
    return len(first & second) / smaller


def _shingles(text: str) -> Iterator[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
    for start in range(len(words) - _SHINGLE + 1):
        yield " ".join(words[start : start + _SHINGLE])


def _sketch(shingles: Iterable[str]) -> Sketch:
    hashes = {int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=6).digest()) for shingle in set(shingles)}
    level = 0
    while len(hashes) > _KEPT:
        level += 1
        hashes = {value for value in hashes if value % 2**level == 0}
    return Sketch(level, frozenset(hashes))
