from __future__ import annotations

import math

import pytest
import torch

from tests.training.support import example, tiny_base
from training.reader.batches import UNITS, batch, features
from training.reader.model import ReaderModel, Scores, Targets, loss_of
from training.reader.training import scores_of

SHORT = example("Where is Zorvel?", ("Zorvel builds ferries.", "Its seat is in Brelle."), "Brelle")
LONG = example("Where is Zorvel?", ("Zorvel builds ferries and tunnels. " * 9, "Its seat is in Brelle."), "Brelle")


def model(layers: int = 2) -> ReaderModel:
    torch.manual_seed(0)
    return ReaderModel.from_base(tiny_base().config, tiny_base().body, layers).eval()


def test_scores_are_for_the_tokens_and_units_of_the_passage_alone() -> None:
    row = features(SHORT, tiny_base())
    scores = scores_of(model(), batch([row], tiny_base()), bf16=False)
    assert scores.start.shape == scores.end.shape
    assert scores.units.shape == (1, UNITS)
    possible = scores.start[0] > -1e8
    assert possible.nonzero().flatten().tolist() == list(range(row.pair.first, row.pair.first + len(row.pair.spans)))
    assert (scores.units[0] > -1e8).tolist() == [True, True] + [False] * (UNITS - 2)


def test_what_fills_a_row_up_changes_nothing() -> None:
    alone = scores_of(model(), batch([features(SHORT, tiny_base())], tiny_base()), bf16=False)
    beside = scores_of(model(), batch([features(SHORT, tiny_base()), features(LONG, tiny_base())], tiny_base()), bf16=False)
    width = alone.start.shape[1]
    assert beside.start.shape[1] > width
    assert torch.allclose(alone.start[0], beside.start[0, :width], atol=1e-5)
    assert torch.allclose(alone.units[0], beside.units[0], atol=1e-5)
    assert torch.allclose(alone.answerable[0], beside.answerable[0], atol=1e-5)


def test_fewer_layers_are_the_last_of_equal_runs() -> None:
    taken = model(layers=1).state_dict()["body.encoder.layer.0.attention.self.query.weight"]
    assert torch.equal(taken, torch.from_numpy(tiny_base().body["encoder.layer.1.attention.self.query.weight"]))
    with pytest.raises(ValueError, match="3 layers"):
        ReaderModel.from_base(tiny_base().config, tiny_base().body, 3)


def test_the_loss_by_hand() -> None:
    even = torch.zeros(2, 4)
    scores = Scores(even, even, torch.zeros(2, 2), torch.zeros(2))
    one, none = torch.tensor([[1.0, 0, 0, 0], [0, 0, 0, 0]]), torch.tensor([[1.0, 0], [0, 0]])
    # ln 2 for the answerability of both; for the one with an answer (ln 4 + ln 4) / 2 + ln 2 / 2
    loss = loss_of(scores, Targets(one, one, none, torch.tensor([1.0, 0.0]), torch.arange(2)))
    assert loss.item() == pytest.approx(0.6931 + 1.3863 + 0.3466, abs=1e-3)
    two = torch.tensor([[1.0, 0, 0, 1], [0, 0, 0, 0]])  # either start will do: ln 2
    assert loss_of(scores, Targets(two, two, none, torch.tensor([1.0, 0.0]), torch.arange(2))).item() == pytest.approx(0.6931 + 0.6931 + 0.3466, abs=1e-3)
    assert loss_of(scores, Targets(even, even, torch.zeros(2, 2), torch.zeros(2), torch.arange(2))).item() == pytest.approx(0.6931, abs=1e-3)


def test_passages_of_one_question_share_what_is_certain() -> None:
    """A question to two passages, of which the first answers, one to a passage alone that does not, and one to two that do not."""
    logits = torch.tensor([1.0, 2.0, -1.0, 0.5, 0.0])
    nowhere = torch.zeros(5, 4)
    scores = Scores(nowhere, nowhere, torch.zeros(5, 2), logits)
    groups = torch.tensor([0, 0, 1, 2, 2])
    absent = loss_of(scores, Targets(nowhere, nowhere, torch.zeros(5, 2), torch.zeros(5), groups)).item()
    e = [math.exp(value) for value in logits.tolist()]
    assert absent == pytest.approx((math.log(1 + e[0] + e[1]) + math.log(1 + e[2]) + math.log(1 + e[3] + e[4])) / 3, abs=1e-4)
    start = nowhere.clone()
    start[0, 0] = 1
    right = loss_of(scores, Targets(start, start, start[:, :2], start[:, 0], groups)).item()
    assert right == pytest.approx(absent - logits[0].item() / 3 + math.log(4) + math.log(2) / 2, abs=1e-4)
