"""The reader in training: examples -> batches -> losses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from training.base.network import freeze
from training.base.start import Base
from training.examples.example import Example
from training.loop import Plan, Training
from training.reader.batches import Batch, Features, batch, bucketed, features
from training.reader.model import ReaderModel, Scores, loss_of

Rows = list[Features]


def reader_training(
    base: Base, plan: Plan, checkpoint: Path, examples_of: Callable[[int], Sequence[Example]], start: Mapping[str, Tensor] | None = None
) -> Training[ReaderModel, Rows]:
    """A reader on its way.

    `examples_of` gives the examples of an epoch, the same each time; `start` has the weights to begin anew with, the base's and untrained heads without.

    Raises:
        ValueError: The checkpoint is of another plan.
    """
    torch.manual_seed(plan.seed)
    model = ReaderModel.from_base(base.config, base.body, plan.layers)
    if start is not None:
        model.load_state_dict(start)
    freeze(model.body, plan.frozen)

    def batches_of(epoch: int) -> list[Rows]:
        rows = [features(example, base) for example in examples_of(epoch)]
        rows = [row for row in rows if row.answers or not row.example.answers]  # an answer that does not fit the window teaches nothing
        return bucketed(rows, plan.size, Random(f"{plan.seed}/{epoch}"))

    def loss(model: ReaderModel, rows: Rows) -> Tensor:
        given = batch(rows, base)
        return loss_of(scores_of(model, given, bf16=plan.bf16), given.targets)

    return Training(model, plan, checkpoint, batches_of, loss)


def scores_of(model: ReaderModel, given: Batch, *, bf16: bool) -> Scores:
    """One pass."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
        scores: Scores = model(given.words, given.mask, given.types, given.unit_of_token, given.targets.units.shape[1])
    return scores
