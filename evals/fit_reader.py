"""Fits the reader's weights to public question sets: `python -m evals.fit_reader FOLDER...`.

Each folder holds `docs.jsonl` (doc_id, title, text) and `questions.jsonl` (question, source_doc_id, gold_doc_ids, answers, answer_starts, unanswerable),
the form in which PIAF 1.1 and SQuAD 2.0 are read here. The documents are indexed as the assistant indexes any folder, each question is put to its retriever,
and the weights maximise the likelihood of a unit that holds the answer, or of "none of them". For a third of the answerable questions the document with the
answer is hidden, so that they become unanswerable ones. Every fourth title is never fitted to, and gives the figures printed at the end.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.progress import track
from scipy.optimize import minimize

from assistant.answering.candidates import candidates
from assistant.answering.features import UNIT_FEATURES, WordWeights, unit_features
from assistant.answering.reader import LinearReader, Reader
from assistant.answering.selection import select
from assistant.indexing import build_index
from assistant.models import BUNDLED, load_embedder
from assistant.retrieval import PASSAGES, Retriever
from assistant.store import Store
from assistant.types import Intake, Passage

_OUTPUT = Path(__file__).parent.parent / "assistant" / "answering" / "reader_weights.json"
_PENALTY = 1e-3
_PASSAGES_A_TITLE = 12
_UNANSWERABLE = 0.25
"""The share of unanswerable questions that the reader is to expect; half of SQuAD's are, far more than people ask."""
_FIXED = {"missing_number": -3.0, "missing_name": -1.5, "missing_address": -3.0, "whole_list": 1.0}
"""Weights that are set, not fitted. Too few public questions name a year or a name that the passage lacks, and nobody must get another year's figure;
none asks whom to write to; and encyclopaedia prose has no lists."""
_AT_LEAST = {"covered": 2.0, "covered_with_title": 0.0, "covered_with_passage": 0.0, "covered_with_previous": 0.0, "right_shape": 0.0}
"""Each of the first three counts what the one before counts and more. In an encyclopaedia the title names the subject of every sentence; in a table or on
a slide the words beside the figure do, so a word in the unit must be worth more than one in the title."""


@dataclass(frozen=True, slots=True)
class Example:
    """One question: its candidates' features and which of them hold the answer (`gold`: chunk id and place; empty for an unanswerable question).

    `held_out` questions are kept for the figures.
    """

    source: str
    question: str
    passages: tuple[Passage, ...]
    words: WordWeights
    features: np.ndarray
    right: np.ndarray
    gold: frozenset[tuple[str, int]]
    held_out: bool


def main() -> None:
    """Fits, prints the figures of the held-out titles and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--documents", type=int, default=200, help="documents taken from each folder")
    parser.add_argument("--questions", type=int, default=1500, help="questions taken from each folder, at most")
    parser.add_argument("--output", type=Path, default=_OUTPUT)
    parser.add_argument("--work", type=Path, help="folder that keeps the indexes for the next run")
    options = parser.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        examples = [example for folder in options.folders for example in _examples(folder, work / folder.name, options.documents, options.questions)]
    fitted = _fit([example for example in examples if not example.held_out])
    options.output.write_text(json.dumps(fitted), encoding="utf-8")
    reader = LinearReader(options.output)
    figures = {folder.name: _figures([e for e in examples if e.held_out and e.source == folder.name], reader) for folder in options.folders}
    console.print_json(json.dumps(figures))
    options.output.write_text(json.dumps(fitted | {"fitted_to": [folder.name for folder in options.folders], "held_out": figures}, indent=1) + "\n")
    console.print(f"wrote {options.output}")


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def _fraction(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return zlib.crc32(text.encode()) / 2**32


def _examples(folder: Path, work: Path, n_documents: int, n_questions: int) -> Iterator[Example]:
    by_title: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(folder / "docs.jsonl"):
        by_title.setdefault(row["title"], []).append(row)
    order = sorted(by_title, key=_fraction)
    held_out = frozenset(order[::4])
    documents = [row for title in order for row in by_title[title][:_PASSAGES_A_TITLE]][:n_documents]
    titles = {row["doc_id"]: row["title"] for row in documents}
    questions = [row for row in _rows(folder / "questions.jsonl") if row["source_doc_id"] in titles]
    questions.sort(key=lambda row: _fraction(row["id"]))
    corpus = work / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for row in documents:
        (corpus / f"{row['doc_id']}.txt").write_text(row["text"], encoding="utf-8", newline="")
    manifest = "".join(json.dumps({"file": f"{row['doc_id']}.txt", "title": row["title"]}) + "\n" for row in documents)
    (corpus / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    embedder = load_embedder(BUNDLED)
    store = Store(str(work / "index"))
    build_index(corpus, store, embedder, intake=Intake(100))
    retriever = Retriever(store.snapshot(), embedder)
    for row in track(questions[:n_questions], f"{folder.name}: questions"):
        example = _example(folder.name, row, retriever, held_out=titles[row["source_doc_id"]] in held_out)
        if example is not None:
            yield example
    store.close()


def _example(source: str, row: dict[str, Any], retriever: Retriever, *, held_out: bool) -> Example | None:
    """None where a question that has an answer has none among the passages: what cannot be chosen teaches nothing."""
    files = {f"{doc_id}.txt" for doc_id in row["gold_doc_ids"]}
    answerable = not row["unanswerable"] and _fraction(row["id"] + "hide") > 1 / 3
    passages: Sequence[Passage] = retriever.search(row["question"], PASSAGES if answerable or row["unanswerable"] else 3 * PASSAGES)
    if not answerable and not row["unanswerable"]:
        passages = [passage for passage in passages if passage.document.file not in files][:PASSAGES]
    found = candidates(row["question"], passages)
    starts = row["answer_starts"] if answerable else []
    right = np.array([c.passage.document.file in files and any(c.unit.start <= start < c.unit.end for start in starts) for c in found], dtype=float)
    if not found or (answerable and not right.any()):
        return None
    features = unit_features(row["question"], found, retriever.lexical)
    gold = frozenset((c.passage.chunk.id, c.index) for c, holds in zip(found, right, strict=True) if holds)
    return Example(source, row["question"], tuple(passages), retriever.lexical, features, right, gold, held_out)


def _fit(examples: Sequence[Example]) -> dict[str, Any]:
    """The weight of each feature and the score of "none of them", by maximum likelihood with an L2 penalty."""
    stacked = np.concatenate([example.features for example in examples])
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-6
    owner = np.repeat(np.arange(len(examples)), [len(example.features) for example in examples])
    first = np.flatnonzero(np.r_[True, np.diff(owner) > 0])
    units = (stacked - mean) / scale
    right = np.concatenate([example.right for example in examples])
    none = np.array([0.0 if example.gold else 1.0 for example in examples])
    importance = np.where(none == 1, _UNANSWERABLE / none.mean(), (1 - _UNANSWERABLE) / (1 - none.mean())) / len(examples)
    fixed = [UNIT_FEATURES.index(name) for name in _FIXED]
    start = np.zeros(len(UNIT_FEATURES) + 1)
    start[fixed] = [weight * scale[position] for position, weight in zip(fixed, _FIXED.values(), strict=True)]

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        weights, absent = parameters[:-1], parameters[-1]
        scores = units @ weights
        top = np.maximum(np.maximum.reduceat(scores, first), absent)
        odds, none_odds = np.exp(scores - top[owner]), np.exp(absent - top)
        total = np.bincount(owner, odds) + none_odds
        good = np.bincount(owner, odds * right) + none_odds * none
        unit_error = (odds / total[owner] - odds * right / good[owner]) * importance[owner]
        none_error = (none_odds / total - none_odds * none / good) * importance
        penalised = np.r_[weights, 0.0]
        gradient = np.r_[units.T @ unit_error, none_error.sum()] + 2 * _PENALTY * penalised
        gradient[fixed] = 0.0
        return float(importance @ (np.log(total) - np.log(good)) + _PENALTY * penalised @ penalised), gradient

    bounds = [(_AT_LEAST[name] * scale[position] if name in _AT_LEAST else None, None) for position, name in enumerate(UNIT_FEATURES)]
    best = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    weights = best[:-1] / scale
    return {
        "weights": {name: round(float(weight), 5) for name, weight in zip(UNIT_FEATURES, weights, strict=True)},
        "none": round(float(best[-1] + mean @ weights), 5),
    }


def _figures(examples: Sequence[Example], reader: Reader) -> dict[str, float]:
    """Of held-out questions: how often the right unit is first where there is one, and what is abstained from."""
    right_first, abstained_right, abstained, absent = [], [], [], []
    for example in examples:
        reading = reader.read(example.question, example.passages, example.words)
        best = reading.evidence[0]
        right = (best.passage.chunk.id, best.index) in example.gold
        abstained.append(isinstance(select(example.question, reading, example.words), str))
        absent.append(not example.gold)
        if example.gold:
            right_first.append(right)
        if abstained[-1]:
            abstained_right.append(right)
    both = sum(a and b for a, b in zip(abstained, absent, strict=True))
    return {
        "questions": len(examples),
        "answerable": len(right_first),
        "right_unit_first": round(float(np.mean(right_first)), 3),
        "abstained": len(abstained_right),
        "abstained_though_right": sum(abstained_right),
        "abstention_f1": round(2 * both / max(1, sum(abstained) + sum(absent)), 3),
    }


if __name__ == "__main__":
    main()
