"""Examples -> batches of numbers, those of about the same length together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from torch import Tensor

from assistant.answering.figures import as_written
from assistant.models.kit.tokens import Pair
from assistant.models.reader import QUESTION_TOKENS, WINDOW
from assistant.types import Span
from training.base.start import Base
from training.examples.example import Example
from training.reader.model import Targets

UNITS = 40
"""Later units of a passage are not scored."""
_POOL = 64
"""Batches whose groups are sorted by length together: more are padded less, fewer are mixed better."""
_MULTIPLE = 16


@dataclass(frozen=True, slots=True)
class Features:
    """An example in tokens.

    Attributes:
        example: What it was made from.
        pair: Its question and passage.
        unit_of_token: The number of the unit, from 1 on, that each token of the passage is in, 0 where it is in none.
        answers: The first and the last token of each answer, counted from the first of the window.
        units: The places of the units that hold the answer.
    """

    example: Example
    pair: Pair
    unit_of_token: tuple[int, ...]
    answers: tuple[tuple[int, int], ...]
    units: tuple[int, ...]

    def text(self, start: int, end: int) -> Span:
        """The span of the passage from one token of the window to another."""
        return Span(self.pair.spans[start - self.pair.first].start, self.pair.spans[end - self.pair.first].end)


def features(example: Example, base: Base) -> Features:
    """Tokens of an example; what exceeds the window is cut from the end, with the answers in it."""
    asked = as_written(example.question, example.passage)
    pair = base.tokens.pair(asked, example.passage, question_tokens=QUESTION_TOKENS, window=WINDOW)
    unit_of_token = [0] * len(pair.spans)
    for number, unit in enumerate(example.units[:UNITS], 1):
        for token in pair.overlapping(unit):
            unit_of_token[token] = number
    answers = [
        (pair.first + inside[0], pair.first + inside[-1])
        for answer in example.answers
        if (inside := pair.overlapping(answer)) and pair.spans[inside[-1]].end >= answer.end and unit_of_token[inside[0]] and unit_of_token[inside[-1]]
    ]
    shown = set(unit_of_token)
    units = sorted(place for place in example.answer_units if place + 1 in shown) if answers else []
    return Features(example, pair, tuple(unit_of_token), tuple(answers), tuple(units))


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
    longest = max(len(row.pair.ids) for row in rows)
    shape = (len(rows), min(WINDOW, -(-longest // _MULTIPLE) * _MULTIPLE))
    ids = np.zeros(shape, dtype=np.int64)  # whatever a row is filled up with, it is masked
    mask, types, unit_of_token = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    start, end, units = np.zeros(shape, dtype=np.float32), np.zeros(shape, dtype=np.float32), np.zeros((len(rows), UNITS), dtype=np.float32)
    for place, row in enumerate(rows):
        pair, length = row.pair, len(row.pair.ids)
        passage = slice(pair.first, pair.first + len(pair.spans))
        ids[place, :length] = pair.ids
        mask[place, :length] = 1
        types[place, pair.first : length] = 1
        unit_of_token[place, passage] = row.unit_of_token
        for first, last in row.answers:
            start[place, first] = end[place, last] = 1
        for unit in row.units:
            units[place, unit] = 1 / len(row.units)
    answerable = torch.tensor([float(bool(row.answers)) for row in rows])
    names: dict[object, int] = {}
    groups = torch.tensor([names.setdefault(row.example.group or place, len(names)) for place, row in enumerate(rows)])
    targets = Targets(torch.from_numpy(start), torch.from_numpy(end), torch.from_numpy(units), answerable, groups)
    words = torch.from_numpy(base.tokens.vectors(ids.ravel().tolist()).reshape(*shape, -1))
    return Batch(tuple(rows), words, torch.from_numpy(mask), torch.from_numpy(types), torch.from_numpy(unit_of_token), targets)


def bucketed(rows: Sequence[Features], size: int, random: Random) -> list[list[Features]]:
    """Batches in random order, each of groups whose longest examples are of about the same length; every row is in one, and a group is not parted."""
    together: dict[object, list[Features]] = defaultdict(list)
    for place, row in enumerate(rows):
        together[row.example.group or place].append(row)
    shuffled = random.sample(list(together.values()), len(together))
    batches: list[list[Features]] = []
    for at in range(0, len(shuffled), size * _POOL):
        pool = sorted(shuffled[at : at + size * _POOL], key=lambda group: max(len(row.pair.ids) for row in group))
        filled: list[Features] = []
        for group in pool:
            if filled and len(filled) + len(group) > size:
                batches.append(filled)
                filled = []
            filled = filled + group
        batches.append(filled)
    random.shuffle(batches)
    return batches
