"""The base model's tokenizer, and a network small enough to train in a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np
import torch
from transformers import BertConfig, BertModel

from assistant.models.kit.tokens import Tokens
from assistant.types import Span, UnitKind
from training.base.start import Base, load_base
from training.examples.example import Example
from training.examples.reading import Reading

WIDTH = 16


class NarrowTokens(Tokens):
    """The real vocabulary, of whose vectors a few numbers are taken."""

    def vectors(self, ids: Sequence[int]) -> np.ndarray:
        return super().vectors(ids)[:, :WIDTH] * 10


@cache
def base() -> Base:
    return load_base()


@cache
def reading() -> Reading:
    return Reading()


@cache
def tiny_base() -> Base:
    """Two narrow layers of random weights under the real tokenizer."""
    config = BertConfig(
        vocab_size=1,
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=512,
        type_vocab_size=2,
        pad_token_id=0,
    )
    torch.manual_seed(1)
    body = {name: value.numpy() for name, value in BertModel(config, add_pooling_layer=False).state_dict().items() if "word_embeddings" not in name}
    return replace(base(), config=config, body=body, tokens=NarrowTokens())


def example(question: str, sentences: tuple[str, ...], answer: str | None, kind: str = "facts.seat") -> Example:
    """A question to sentences with one space between them."""
    passage = " ".join(sentences)
    starts = [passage.index(sentence) for sentence in sentences]
    units = tuple(Span(start, start + len(sentence)) for start, sentence in zip(starts, sentences, strict=True))
    answers = () if answer is None else (Span(passage.index(answer), passage.index(answer) + len(answer)),)
    kinds: tuple[UnitKind, ...] = tuple("sentence" for _ in units)
    return Example(question, passage, units, kinds, answers, "en", kind)
