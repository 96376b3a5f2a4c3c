from __future__ import annotations

import math
from pathlib import Path
from random import Random

import numpy as np
import onnx
import pytest
import torch
from onnx import numpy_helper

from assistant.documents.structure import parse_structure
from assistant.models import BUNDLED, load_embedder
from assistant.types import Document, DocumentInfo, Span
from tests.training.support import tiny_base
from training.encoder.examples import Choice, choices, folder_of
from training.encoder.model import EncoderModel, any_of, loss_of, write_encoder
from training.kit import copy_kit
from training.loop import Plan, Training

TEXT = "Harbour\n\nThe crane lifts forty tonnes. It is painted red.\n\nMarket\n\n- eels\n- figs\n- soap\n\nOpening hours\n\nThe gate opens at six.\n"
CHOICE = Choice(
    ("How heavy?", "When?"), ("The crane lifts forty tonnes.", "The gate opens at six."), ("forty tonnes", "red", "at six"), ((0,), (1,)), ((0,), (2,))
)


def test_any_right_place_counts() -> None:
    scores = torch.log(torch.tensor([[1.0, 2.0, 1.0], [3.0, 1.0, 4.0]]))
    assert any_of(scores, [(0, 1), (2,)]).item() == pytest.approx(-(math.log(3 / 4) + math.log(4 / 8)) / 2)


def test_each_question_is_asked_once_among_what_it_seeks_and_others() -> None:
    document = Document(DocumentInfo("1", "a.txt", "Port", "en", "1"), TEXT, parse_structure(TEXT, "en"))
    spans = [Span(TEXT.index(text), TEXT.index(text) + len(text)) for text in ("forty tonnes", "- eels\n- figs\n- soap", "at six")]
    folder = folder_of({"a.txt": document}, [(f"question {place}", "a.txt", span) for place, span in enumerate(spans)], load_embedder(BUNDLED))
    asked = choices(folder, 2, 1, Random(3))
    assert sorted(question for choice in asked for question in choice.questions) == ["question 0", "question 1", "question 2"]
    for choice in asked:
        for question, chunks, units in zip(choice.questions, choice.right_chunks, choice.right_units, strict=True):
            said = {"question 0": "forty tonnes", "question 1": "figs", "question 2": "at six"}[question]
            assert all(said in choice.chunks[place] for place in chunks)
            assert any(said in choice.units[place] for place in units)
            assert len(units) == (3 if said == "figs" else 1)


def test_it_learns_to_find_and_leaves_the_frozen_layers(tmp_path: Path) -> None:
    torch.manual_seed(0)
    model = EncoderModel(tiny_base(), frozen=1)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    training = Training(model, Plan(epochs=30, steps=30, rate=1e-2), tmp_path / "checkpoint.pt", lambda epoch: [CHOICE], loss_of)
    training.run()
    assert training.losses[-1] < 0.7 * training.losses[0]
    learned = {name for name, value in model.state_dict().items() if not torch.equal(value, before[name])}
    assert learned
    assert all(name.startswith("body.encoder.layer.1.") for name in learned)


def test_the_kit_gets_the_weights_as_they_are_now(tmp_path: Path) -> None:
    model = EncoderModel(tiny_base(), frozen=0)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1.0)
    copy_kit(tmp_path)
    write_encoder(model, tmp_path)
    constants = {constant.name: numpy_helper.to_array(constant) for constant in onnx.load(tmp_path / "encoder.onnx").graph.initializer}
    assert np.allclose(constants["emb.ln.w"], tiny_base().body["embeddings.LayerNorm.weight"] + 1.0, atol=1e-6)
