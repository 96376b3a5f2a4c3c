"""The part of the vocabulary that the kit has: all that texts in the Latin script are made of."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import regex
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from training.base.weights import BLOCK, Weights

_WORTH_KEEPING = regex.compile(r"[\p{Latin}\p{Common}\p{Inherited}\p{Unknown}]+|\N{LOWER ONE EIGHTH BLOCK}?\p{Greek}")
"""Latin letters and what belongs to no script (digits, signs, emoji), and Greek letters one by one, for formulas."""
_MARKS = ("bos", "pad", "eos", "unk")
"""What no text holds, in the order of the model's own ids, which begin with them."""
_LOWER = 16
"""Numbers of a block in the lower halves of its bytes."""


def kept_pieces(weights: Weights) -> list[int]:
    """The ids of the pieces that are kept, in order, the four special ones first."""
    special = [weights.special[mark] for mark in _MARKS]
    if special != list(range(len(_MARKS))):
        raise ValueError(f"the special pieces have the ids {special}, expected the first four")
    return special + [number for number, (piece, _) in enumerate(weights.pieces) if number > special[-1] and _WORTH_KEEPING.fullmatch(piece)]


def tokenizer_of(weights: Weights, kept: Sequence[int]) -> Tokenizer:
    """Cuts texts into these pieces as XLM-RoBERTa does; a piece's id is its place among them.

    A text without other pieces is cut as with all of them. The special pieces have names with a space, which no text has by then:
    none can be written in a text.
    """
    pieces = [(f" {mark}", 0.0) for mark in _MARKS] + [weights.pieces[number] for number in kept[len(_MARKS) :]]
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=_MARKS.index("unk")))
    # The model's own table of characters is Unicode's NFKC with control characters and kinds of space removed or made spaces.
    tokenizer.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC(), normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    start, end = (f" {mark}" for mark in ("bos", "eos"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single=["<s>", "$A", "</s>"],
        pair=["<s>", "$A", "</s>", "</s>", "$B", "</s>"],
        special_tokens=[
            {"id": "<s>", "ids": [_MARKS.index("bos")], "tokens": [start]},
            {"id": "</s>", "ids": [_MARKS.index("eos")], "tokens": [end]},
        ],
    )
    return tokenizer


def tokenizer_file(tokenizer: Tokenizer) -> bytes:
    """The tokenizer as JSON without white space."""
    return json.dumps(json.loads(tokenizer.to_str()), ensure_ascii=False, separators=(",", ":")).encode()


def token_table(weights: Weights, kept: Sequence[int]) -> npt.NDArray[np.void]:
    """The vectors of these pieces, `(pieces, blocks)`, each block as the model has it: nothing is lost, in half the room of one byte a number."""
    matrix = weights.matrices["emb.word"]
    numbers = matrix.numbers[list(kept)]
    table = np.empty(numbers.shape[:2], dtype=[("scale", "<f2"), ("pairs", "u1", BLOCK // 2)])
    table["scale"] = matrix.scales[list(kept)]
    table["pairs"] = numbers[..., :_LOWER] | numbers[..., _LOWER:] << 4
    return table


def unlike(weights: Weights, tokenizer: Tokenizer) -> dict[str, tuple[str, str]]:
    """The single characters that are read as something else than the model's own table has it: what is read, and what the table has."""
    everything = map(chr, chain(range(1, 0xD800), range(0xE000, 0x110000)))
    read = {character: tokenizer.normalizer.normalize_str(character) for character in everything}
    return {character: (found, own) for character, found in read.items() if found != (own := weights.normal.get(character, character))}
