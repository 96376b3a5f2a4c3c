"""Scores -> what the reader says of an example, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from scipy.optimize import minimize_scalar

from assistant.types import Span
from training.reader_base import Base
from training.reader_batches import Features, batch, in_order
from training.reader_model import ReaderModel
from training.reader_training import scores_of

ANSWER_TOKENS = 160
"""No answer is longer; a long list has so many."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader says.

    Attributes:
        features: The example that it was put.
        span: The best span of the passage, whether or not it is thought to answer.
        unit: The place of the best unit.
        answerable: The logit that there is an answer.
    """

    features: Features
    span: Span
    unit: int
    answerable: float

    def confidence(self, temperature: float) -> float:
        """The probability that the passage answers, in [0, 1]."""
        return float(1 / (1 + np.exp(-self.answerable / temperature)))


def read(model: ReaderModel, rows: Sequence[Features], base: Base, *, size: int = 16, bf16: bool = True) -> list[Said]:
    """What the model says of each example, by length."""
    model.eval()
    said = []
    with torch.inference_mode():
        for part in in_order(rows, size):
            scores = scores_of(model, batch(part, base), bf16=bf16)
            for place, row in enumerate(part):
                start, end = scores.start[place].numpy(), scores.end[place].numpy()
                first, last = best_span(start, end, row.first, len(row.offsets))
                said.append(Said(row, row.text(first, last), int(scores.units[place].argmax()), float(scores.answerable[place])))
    return said


def best_span(start: np.ndarray, end: np.ndarray, first: int, count: int) -> tuple[int, int]:
    """The first and the last token of the span with the highest sum of logits, among the `count` tokens from `first` on."""
    sums = start[first : first + count, None] + end[None, first : first + count]
    allowed = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(np.ones_like(sums, dtype=bool), ANSWER_TOKENS)
    best = int(np.where(allowed, sums, -np.inf).argmax())
    return first + best // count, first + best % count


def temperature_of(said: Iterable[Said]) -> float:
    """By what the answerability logits are divided, so that their probabilities are likeliest (temperature scaling, Guo et al. 2017, arXiv:1706.04599)."""
    pairs = [(one.answerable, bool(one.features.example.answers)) for one in said]
    logits = np.array([logit for logit, _ in pairs])
    signs = np.array([1.0 if right else -1.0 for _, right in pairs])
    return float(minimize_scalar(lambda t: np.logaddexp(0, -signs * logits / t).mean(), bounds=(0.05, 20.0), method="bounded").x)
