from __future__ import annotations

from pathlib import Path

import pytest
import torch

from tests.training.support import example, tiny_base
from training.examples.example import Example
from training.loop import Plan, Training
from training.reader.model import ReaderModel
from training.reader.training import Rows, reader_training

PLAN = Plan(layers=1, epochs=2, steps=8, rate=3e-3, size=4, bf16=False)


def examples_of(epoch: int) -> list[Example]:
    towns = ("Brelle", "Vornix", "Tamsk", "Oulde", "Pirna", "Quist", "Rulo", "Sembe")
    return [
        example(f"Where is the ferry {epoch}?", (f"Tunnel {town} is long.", f"The ferry is in {town}."), town if epoch or place else None)
        for place, town in enumerate(towns)
    ] * 2


def weights(training: Training[ReaderModel, Rows]) -> dict[str, torch.Tensor]:
    return training.model.state_dict()


def test_an_interrupted_run_ends_with_the_same_weights(tmp_path: Path) -> None:
    whole = reader_training(tiny_base(), PLAN, tmp_path / "whole.pt", examples_of)
    assert whole.run()
    stops = 0
    while not reader_training(tiny_base(), PLAN, tmp_path / "parts.pt", examples_of).run(seconds=0):
        torch.rand(7)  # what else draws from the generator in between does not matter
        stops += 1
    parts = reader_training(tiny_base(), PLAN, tmp_path / "parts.pt", examples_of)
    assert stops == 7
    assert parts.is_done and parts.total == whole.total == 8
    assert parts.losses == whole.losses
    assert all(torch.equal(value, weights(parts)[name]) for name, value in weights(whole).items())


def test_a_checkpoint_of_another_plan_is_refused(tmp_path: Path) -> None:
    reader_training(tiny_base(), PLAN, tmp_path / "a.pt", examples_of).save()
    with pytest.raises(ValueError, match="another folder"):
        reader_training(tiny_base(), Plan(layers=2), tmp_path / "a.pt", examples_of)


def test_it_learns(tmp_path: Path) -> None:
    plan = Plan(layers=2, epochs=15, steps=60, rate=1e-2, size=4, bf16=False)
    training = reader_training(tiny_base(), plan, tmp_path / "checkpoint.pt", lambda epoch: examples_of(1))
    training.run()
    assert sum(training.losses[-4:]) < 0.6 * sum(training.losses[:4])


def test_frozen_layers_stay_as_they_are_and_the_others_learn(tmp_path: Path) -> None:
    plan = Plan(layers=2, epochs=1, steps=2, rate=1e-2, size=4, bf16=False, frozen=1)
    training = reader_training(tiny_base(), plan, tmp_path / "checkpoint.pt", examples_of)
    before = {name: value.clone() for name, value in weights(training).items()}
    training.run()
    learned = {name for name, value in weights(training).items() if not torch.equal(value, before[name])}
    assert not any(name.startswith(("body.embeddings.", "body.encoder.layer.0.")) for name in learned)
    assert any(name.startswith("body.encoder.layer.1.") for name in learned)
