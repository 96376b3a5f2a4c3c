"""The network in the kit beside the one that was trained."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
import torch

from assistant.models.kit.files import CARD
from assistant.models.reader import BundledReader
from tests.training.support import base, example
from training.base.network import mean_of
from training.kit import copy_kit, kit_to_write, write_files
from training.reader.batches import batch, features
from training.reader.kit import Said, read, reader_weights, temperature_of, write_reader
from training.reader.model import ReaderModel
from training.reader.training import scores_of

SEAT = example("Where is Zorvel?", ("Zorvel builds ferries.", "Its seat is in Brelle, by the sea."), "Brelle")
ABSENT = example("Who leads the port?", ("Le port de Brelle compte 40 quais.",), None)


@pytest.fixture(scope="module")
def model() -> ReaderModel:
    torch.manual_seed(0)
    made = ReaderModel.from_base(base().config, base().body, 2).eval()
    with torch.no_grad():  # untrained heads say nearly nothing, and nearly nothing is nearly the same
        for name, value in made.named_parameters():
            if name in ("span.weight", "unit_score.weight", "answerable.3.weight"):
                value.mul_(20)
            if name.endswith("token_type_embeddings.weight"):
                value[1] += 0.5
    return made


@pytest.fixture(scope="module")
def reader(model: ReaderModel, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BundledReader]:
    kit = tmp_path_factory.mktemp("kit")
    copy_kit(kit)
    write_reader(model, kit)
    yield BundledReader(kit)


def test_the_graph_gives_the_scores_of_the_network_it_was_made_of(model: ReaderModel, reader: BundledReader) -> None:
    for asked in (SEAT, ABSENT):
        row = features(asked, base())
        with torch.inference_mode():
            wanted = scores_of(model, batch([row], base()), bf16=False)
        (found,) = reader.read([(asked.question, asked.passage, asked.units)])
        inside = slice(row.pair.first, row.pair.first + len(row.pair.spans))
        units = torch.log_softmax(wanted.units[0, : len(asked.units)], -1)
        assert found.answerable == pytest.approx(wanted.answerable.item(), abs=0.15)
        assert found.units == pytest.approx(units.tolist(), abs=0.15)
        assert found.start == pytest.approx(torch.log_softmax(wanted.start[0], -1)[inside].numpy(), abs=0.3)
        assert found.end == pytest.approx(torch.log_softmax(wanted.end[0], -1)[inside].numpy(), abs=0.3)


def test_a_kit_says_what_its_files_are(model: ReaderModel, tmp_path: Path) -> None:
    copy_kit(tmp_path)
    write_reader(model, tmp_path)
    first = (tmp_path / CARD).read_bytes(), (tmp_path / "reader.onnx").read_bytes()
    write_reader(model, tmp_path)
    assert first == ((tmp_path / CARD).read_bytes(), (tmp_path / "reader.onnx").read_bytes())


def test_the_weights_come_back_out_of_the_kit(model: ReaderModel, tmp_path: Path) -> None:
    copy_kit(tmp_path)
    write_reader(model, tmp_path)
    again = deepcopy(model)
    again.load_state_dict(reader_weights(tmp_path))
    for name, value in model.state_dict().items():
        half_a_step = value.abs().amax(dim=-1, keepdim=True) / 126 if value.dim() == 2 else torch.tensor(0.0)
        assert ((again.state_dict()[name] - value).abs() <= half_a_step + 1e-4).all(), name


def test_a_mean_keeps_a_share_of_the_earlier_weights() -> None:
    mean = mean_of({"a": torch.tensor([1.0, 3.0])}, {"a": torch.tensor([5.0, 3.0])}, kept=0.25)
    assert mean["a"].tolist() == [2.0, 3.0]


def test_what_it_says_has_a_span_and_a_unit(reader: BundledReader) -> None:
    for said in read(reader, [SEAT, ABSENT]):
        assert said.span.of(said.example.passage).strip()
        assert 0 <= said.unit < len(said.example.units)


def test_too_sure_a_reader_is_cooled_down() -> None:
    rows = [Said(SEAT, SEAT.answers[0], 1, 8.0)] * 3 + [Said(ABSENT, ABSENT.units[0], 0, 8.0)]
    assert rows[0].confidence(temperature_of(rows)) == pytest.approx(0.75, abs=0.01)  # three of four are answerable


def test_a_training_leaves_what_another_put_into_the_kit(tmp_path: Path) -> None:
    kit = kit_to_write(None, tmp_path)
    write_files(kit, {"encoder.onnx": b"tuned"})
    assert kit_to_write(tmp_path / "kit", tmp_path / "elsewhere") == kit
    assert (kit / "encoder.onnx").read_bytes() == b"tuned"
    assert (kit_to_write(tmp_path / "new", tmp_path) / "encoder.onnx").read_bytes() != b"tuned"
