"""Examples -> batches of numbers, those of about the same length together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from assistant.types import Span
from training.examples.example import Example
from training.reader_base import Base
from training.reader_model import Targets

WINDOW = 288
"""Tokens of question and passage together, with the marks around them."""
QUESTION_TOKENS = 48
UNITS = 40
"""Later units of a passage are not scored."""
_POOL = 64
"""Batches whose examples are sorted by length together: more are padded less, fewer are mixed better."""
_MULTIPLE = 16


@dataclass(frozen=True, slots=True)
class Features:
    """An example in tokens: `<s> question </s></s> passage </s>`.

    Attributes:
        example: What it was made from.
        ids: Of the tokens.
        first: The place of the passage's first token.
        offsets: Where in the passage each of its tokens is.
        unit_of_token: The number of the unit, from 1 on, that each token of the passage is in, 0 where it is in none.
        answers: The first and the last token of each answer, counted from the first of the window.
        units: The places of the units that hold the answer.
    """

    example: Example
    ids: tuple[int, ...]
    first: int
    offsets: tuple[Span, ...]
    unit_of_token: tuple[int, ...]
    answers: tuple[tuple[int, int], ...]
    units: tuple[int, ...]

    def text(self, start: int, end: int) -> Span:
        """The span of the passage from one token of the window to another."""
        return Span(self.offsets[start - self.first].start, self.offsets[end - self.first].end)


def features(example: Example, base: Base) -> Features:
    """Tokens of an example; what exceeds the window is cut from the end, with the answers in it."""
    question = base.tokenizer.pieces(example.question)[0][:QUESTION_TOKENS]
    ids, offsets = base.tokenizer.pieces(example.passage)
    room = WINDOW - len(question) - 4
    ids, offsets = ids[:room], offsets[:room]
    first = len(question) + 3
    unit_of_token = [0] * len(ids)
    at = 0
    for number, unit in enumerate(example.units[:UNITS], 1):
        while at < len(offsets) and offsets[at].end <= unit.start:
            at += 1
        token = at
        while token < len(offsets) and offsets[token].start < unit.end:
            unit_of_token[token] = number
            token += 1
    answers = [
        (first + inside[0], first + inside[-1])
        for answer in example.answers
        if (inside := [token for token, span in enumerate(offsets) if span.start < answer.end and answer.start < span.end])
        and offsets[inside[-1]].end >= answer.end
        and unit_of_token[inside[0]]
        and unit_of_token[inside[-1]]
    ]
    shown = set(unit_of_token)
    units = sorted(place for place in example.answer_units if place + 1 in shown) if answers else []
    tokens = (base.bos, *question, base.eos, base.eos, *ids, base.eos)
    return Features(example, tokens, first, tuple(offsets), tuple(unit_of_token), tuple(answers), tuple(units))


@dataclass(frozen=True, slots=True)
class Batch:
    """The numbers of several examples, filled up to one length."""

    features: tuple[Features, ...]
    words: Tensor
    mask: Tensor
    types: Tensor
    unit_of_token: Tensor
    targets: Targets


def batch(rows: Sequence[Features], base: Base) -> Batch:
    """A batch of examples."""
    longest = max(len(row.ids) for row in rows)
    shape = (len(rows), min(WINDOW, -(-longest // _MULTIPLE) * _MULTIPLE))
    ids = np.full(shape, base.pad)
    mask, types, unit_of_token = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    start, end, units = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32), np.zeros((len(rows), UNITS), dtype=np.float32)
    for place, row in enumerate(rows):
        passage = slice(row.first, row.first + len(row.offsets))
        ids[place, : len(row.ids)] = row.ids
        mask[place, : len(row.ids)] = 1
        types[place, row.first : len(row.ids)] = 1
        unit_of_token[place, passage] = row.unit_of_token
        for first, last in row.answers:
            start[place, first] = end[place, last] = 1
        for unit in row.units:
            units[place, unit] = 1 / len(row.units)
    answerable = torch.tensor([float(bool(row.answers)) for row in rows])
    targets = Targets(torch.from_numpy(start), torch.from_numpy(end), torch.from_numpy(units), answerable)
    words = torch.from_numpy(base.words[ids])
    return Batch(tuple(rows), words, torch.from_numpy(mask), torch.from_numpy(types), torch.from_numpy(unit_of_token), targets)


def bucketed(rows: Sequence[Features], size: int, random: Random) -> list[list[Features]]:
    """Batches in random order, each of examples of about the same length; every row is in one."""
    shuffled = random.sample(list(rows), len(rows))
    batches = []
    for at in range(0, len(shuffled), size * _POOL):
        pool = sorted(shuffled[at : at + size * _POOL], key=lambda row: len(row.ids))
        batches += [pool[first : first + size] for first in range(0, len(pool), size)]
    random.shuffle(batches)
    return batches


def in_order(rows: Sequence[Features], size: int) -> Iterator[list[Features]]:
    """Batches by length, for reading only."""
    ordered = sorted(rows, key=lambda row: len(row.ids))
    for at in range(0, len(ordered), size):
        yield ordered[at : at + size]
