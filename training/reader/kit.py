"""The trained reader in the kit, and what it says of examples there: what is measured is what is shipped."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from scipy.optimize import minimize_scalar
from torch import Tensor

from assistant.answering.figures import as_written
from assistant.models.reader import BundledReader
from assistant.types import Span
from training.base.network import trained_transformer, transformers_names
from training.examples.example import Example
from training.graph import transformer_of
from training.kit import write_files
from training.reader.graph import reader_graph
from training.reader.model import ReaderModel


def write_reader(model: ReaderModel, kit: Path) -> None:
    """Writes the network into a kit."""
    arrays = {name: value.detach().float().numpy() for name, value in model.state_dict().items()}
    body = {name.removeprefix("body."): value for name, value in arrays.items() if name.startswith("body.")}
    graph = reader_graph(trained_transformer(body, model.body.config), arrays)
    write_files(kit, {"reader.onnx": graph.SerializeToString(deterministic=True)})


def reader_weights(kit: Path) -> dict[str, Tensor]:
    """The weights of the reader in a kit by their names in `ReaderModel`, to learn on from: the way back of `write_reader`, but for what rounding took."""
    graph = onnx.load(kit / "reader.onnx")
    body = {f"body.{name}": value for name, value in transformers_names(transformer_of(graph)).items()}
    heads = {
        constant.name: numpy_helper.to_array(constant)
        for constant in graph.graph.initializer
        if constant.name.rpartition(".")[0] in ("span", "unit.0", "unit_score", "answerable.0", "answerable.3")
    }
    heads = {name: value.T if name.endswith(".weight") else value for name, value in heads.items()}
    return {name: torch.from_numpy(np.array(value)) for name, value in (body | heads).items()}


@dataclass(frozen=True, slots=True)
class Said:
    """What the reader says.

    Attributes:
        example: What it was asked.
        span: The best span of the passage, whether or not it is thought to answer.
        unit: The place of the best unit.
        answerable: The logit that there is an answer.
    """

    example: Example
    span: Span
    unit: int
    answerable: float

    def confidence(self, temperature: float) -> float:
        """The probability that the passage answers, in [0, 1]."""
        return float(1 / (1 + np.exp(-self.answerable / temperature)))


def read(reader: BundledReader, examples: Iterable[Example]) -> list[Said]:
    """What the reader says of each example."""
    said = []
    for example in examples:
        (scores,) = reader.read([(as_written(example.question, example.passage), example.passage, example.units)])
        span, _ = scores.best_span(0, len(example.units) - 1)
        said.append(Said(example, span or Span(0, 0), int(np.argmax(scores.units)), scores.answerable))
    return said


def temperature_of(said: Iterable[Said]) -> float:
    """By what the answerability logits are divided, so that their probabilities are likeliest (temperature scaling, Guo et al. 2017, arXiv:1706.04599)."""
    pairs = [(one.answerable, bool(one.example.answers)) for one in said]
    logits = np.array([logit for logit, _ in pairs])
    signs = np.array([1.0 if right else -1.0 for _, right in pairs])
    return float(minimize_scalar(lambda t: np.logaddexp(0, -signs * logits / t).mean(), bounds=(0.05, 20.0), method="bounded").x)
