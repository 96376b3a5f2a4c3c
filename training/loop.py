"""The training loop: it stops in time, and goes on as if it had not stopped."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from torch import Tensor, nn
from torch.nn.utils import clip_grad_norm_

Model = TypeVar("Model", bound=nn.Module)
Batch = TypeVar("Batch")


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        layers: Of the network.
        epochs: Passes; each has examples of its own.
        steps: Batches at most, over which the learning rate falls.
        rate: The highest learning rate.
        size: Examples of a batch.
        warm_up: The share of the steps in which the rate rises.
        seed: Of everything that is drawn.
        bf16: Whether to multiply in 16 bits.
        start: The sha256 of the weights that it starts from; empty for the base's.
        frozen: How many of the lowest layers do not learn.
    """

    layers: int = 12
    epochs: int = 2
    steps: int = 0
    rate: float = 1.5e-4
    size: int = 16
    warm_up: float = 0.06
    seed: int = 0
    bf16: bool = True
    start: str = ""
    frozen: int = 0


class Training(Generic[Model, Batch]):
    """A model on its way.

    Attributes:
        model: As it is now.
        epoch: The epoch that it is in.
        step: How many batches of that epoch it has seen.
        total: How many batches it has seen in all.
    """

    def __init__(
        self, model: Model, plan: Plan, checkpoint: Path, batches_of: Callable[[int], Sequence[Batch]], loss_of: Callable[[Model, Batch], Tensor]
    ) -> None:
        """Begins anew with the model as it is, or goes on from the checkpoint where there is one.

        `batches_of` gives the batches of an epoch, the same each time; `loss_of` a scalar. The generator is seeded by whoever makes the model.

        Raises:
            ValueError: The checkpoint is of another plan.
        """
        self.model, self.plan, self.checkpoint, self._batches_of, self._loss_of = model, plan, checkpoint, batches_of, loss_of
        self._optimizer = torch.optim.AdamW(_groups(self.model), lr=plan.rate)
        self.epoch = self.step = self.total = 0
        self.losses: list[float] = []
        if checkpoint.exists():
            self._resume(torch.load(checkpoint, weights_only=True))

    @property
    def is_done(self) -> bool:
        """Whether all epochs are through, or as many batches as the plan has."""
        return self.epoch >= self.plan.epochs or self.total >= self.plan.steps

    def run(self, *, seconds: float = math.inf, every: float = 240.0, report: Callable[[str], None] = lambda line: None) -> bool:
        """Trains until it is done or the time is up, with a checkpoint `every` so many seconds and at the end; returns whether it is done."""
        begun = saved = time.monotonic()
        self.model.train()
        while not self.is_done:
            batches = self._batches_of(self.epoch)
            for given in batches[self.step :]:
                self._learn(given)
                self.step += 1
                now = time.monotonic()
                if now - saved > every:
                    saved = now
                    self.save()
                    recent = self.losses[-200:]
                    report(f"epoch {self.epoch} batch {self.step} of {len(batches)}, loss {sum(recent) / len(recent):.3f}, {now - begun:.0f} s")
                if self.is_done or now - begun > seconds:
                    self.save()
                    return self.is_done
            self.epoch, self.step = self.epoch + 1, 0
            self.save()
        return True

    def save(self) -> None:
        """Writes the checkpoint, whole or not at all."""
        state = {
            "plan": asdict(self.plan), "epoch": self.epoch, "step": self.step, "total": self.total, "losses": self.losses, "random": torch.get_rng_state(),
            "model": self.model.state_dict(), "optimizer": self._optimizer.state_dict(),
        }  # fmt: skip
        self.checkpoint.parent.mkdir(parents=True, exist_ok=True)
        unfinished = self.checkpoint.with_suffix(".unfinished")
        torch.save(state, unfinished)
        unfinished.replace(self.checkpoint)

    def _resume(self, state: dict[str, Any]) -> None:
        if state["plan"] != asdict(self.plan):
            raise ValueError(f"{self.checkpoint} was trained by {state['plan']}, not {asdict(self.plan)}; give the same options or another folder")
        self.model.load_state_dict(state["model"])
        self._optimizer.load_state_dict(state["optimizer"])
        self.epoch, self.step, self.total, self.losses = state["epoch"], state["step"], state["total"], state["losses"]
        torch.set_rng_state(state["random"])

    def _learn(self, given: Batch) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = self.plan.rate * rate_at(self.total, self.plan)
        loss = self._loss_of(self.model, given)
        self._optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        clip_grad_norm_(self.model.parameters(), 1.0)
        self._optimizer.step()
        self.total += 1
        self.losses.append(loss.item())


def rate_at(step: int, plan: Plan) -> float:
    """The learning rate as a share of the highest: up in a straight line, then down.

    >>> [rate_at(step, Plan(steps=10, warm_up=0.2)) for step in (0, 1, 2, 6, 10)]
    [0.5, 1.0, 1.0, 0.5, 0.0]
    """
    rising = max(1, round(plan.warm_up * plan.steps))
    return min(1.0, (step + 1) / rising) if step < rising else max(0.0, (plan.steps - step) / max(1, plan.steps - rising))


def _groups(model: nn.Module) -> list[dict[str, Any]]:
    """Matrices, which are kept small, and the other parameters, which are not."""
    matrices: list[Tensor] = [parameter for parameter in model.parameters() if parameter.dim() > 1]
    others: list[Tensor] = [parameter for parameter in model.parameters() if parameter.dim() <= 1]
    return [{"params": matrices, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
