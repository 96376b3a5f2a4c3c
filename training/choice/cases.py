"""Questions to whole corpora, and what the assistant makes of each before it chooses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from rich.progress import track

from assistant.answering.candidates import candidates
from assistant.answering.features import read, told
from assistant.answering.locating import SpanReader, locate
from assistant.models import BUNDLED, load_embedder
from assistant.retrieval import PASSAGES, Retriever
from training.corpora import Asked, Corpus, chosen, fraction, indexed
from training.examples.example import Part

_HIDDEN = 1 / 3
"""The share of answerable questions whose document is hidden."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question: its candidates' features and which of them hold the answer; none does for an unanswerable question."""

    source: str
    part: Part
    features: np.ndarray
    right: np.ndarray


def cases_of(corpus: Corpus, work: Path, reader: SpanReader, most: int) -> Iterator[Case]:
    """The questions of a corpus, of each part of each set in it so many at most.

    One whose answer is not among what was found teaches nothing and is left out.
    """
    embedder = load_embedder(BUNDLED)
    store = indexed(corpus, work, embedder)
    retriever = Retriever(store.snapshot(), embedder)
    for source, part in sorted({(asked.source, asked.part) for asked in corpus.questions}):
        for asked in track(chosen(corpus, part, most, source), f"{source}, {part}"):
            case = _case(asked, retriever, reader)
            if case is not None:
                yield case
    store.close()


def _case(asked: Asked, retriever: Retriever, reader: SpanReader) -> Case | None:
    hidden = bool(asked.answers) and fraction(f"{asked.question}/hide") < _HIDDEN
    passages = retriever.search(asked.question, 3 * PASSAGES if hidden else PASSAGES)
    if hidden:
        others = [passage for passage in passages if passage.document.file != asked.file]
        passages = tuple(replace(passage, rank=rank) for rank, passage in enumerate(others[:PASSAGES], 1))  # no gap tells that one is hidden
    found = candidates(asked.question, passages)
    answers = () if hidden else asked.answers
    right = np.array(
        [
            one.passage.document.file == asked.file
            and any(span.start < unit.end and unit.start < span.end for span in answers for unit in (one.passage.chunk.units[place] for place in one.places))
            for one in found
        ],
        dtype=float,
    )
    if not found or (answers and not right.any()):
        return None
    known = np.hstack([read(locate(asked.question, found, reader)), told(asked.question, found, retriever.lexical)])
    return Case(asked.source, asked.part, known, right)
