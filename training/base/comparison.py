"""The kit's encoder beside the package's engine and beside the same weights in single precision: how alike the vectors are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer
from transformers import BertModel

from assistant.documents.corpus import load, scan
from assistant.models.bundled import BundledEmbedder
from assistant.types import Intake
from evals.cases import open_suite
from training.base.network import text_vector
from training.base.package import Engine
from training.base.weights import Floats

CORPUS = Path(__file__).parents[1] / "corpus"
_FEWEST = 60
"""Characters of a unit that is taken for a passage."""


@dataclass(frozen=True, slots=True)
class Texts:
    """What is embedded."""

    questions: tuple[str, ...]
    passages: tuple[str, ...]


def sample_texts(corpus: Path) -> Texts:
    """The questions of the bundled suite `dev`, and the longer sentences, items and rows of the documents in a folder."""
    intake = Intake()
    documents = [load(source) for source in scan(corpus, intake=intake)[0]]
    units = [unit.span.of(document.text) for document in documents for block in document.blocks for unit in block.units]
    return Texts(tuple(case.question for case in open_suite("dev").cases), tuple(dict.fromkeys(unit for unit in units if len(unit) >= _FEWEST)))


@dataclass(frozen=True, slots=True)
class Vectors:
    """Vectors of questions and of passages, `(texts, width)` each."""

    questions: Floats
    passages: Floats


def vectors(texts: Texts, query: Callable[[str], Sequence[float] | Floats], passage: Callable[[str], Sequence[float] | Floats]) -> Vectors:
    """The vectors of all texts, each made on its own."""
    return Vectors(np.array([query(text) for text in texts.questions], np.float32), np.array([passage(text) for text in texts.passages], np.float32))


def packaged(texts: Texts) -> Vectors:
    """By the package's engine."""
    engine = Engine()
    return vectors(texts, engine.query, engine.passage)


def single_precision(texts: Texts, model: BertModel, tokenizer: Tokenizer) -> Vectors:
    """By PyTorch."""
    return vectors(texts, *(lambda text, prefix=prefix: text_vector(model, tokenizer.encode(prefix + text).ids) for prefix in ("query: ", "passage: ")))


def bundled(texts: Texts, kit: Path) -> Vectors:
    """By the kit."""
    embedder = BundledEmbedder(kit)
    return vectors(texts, embedder.embed_query, lambda text: embedder.embed_documents([text])[0])


def agreement(ones: Vectors, others: Vectors) -> dict[str, float]:
    """The mean and the least cosine of the vectors of one text, and the share of questions that have the same nearest passage."""
    cosines = np.concatenate([(ones.questions * others.questions).sum(axis=1), (ones.passages * others.passages).sum(axis=1)])
    nearest = [(made.questions @ made.passages.T).argmax(axis=1) for made in (ones, others)]
    figures = {"cosine_mean": cosines.mean(), "cosine_least": cosines.min(), "same_nearest": (nearest[0] == nearest[1]).mean()}
    return {name: round(float(value), 4) for name, value in figures.items()}
