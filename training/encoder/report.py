"""How often a search finds what answers a question that the encoder did not learn from, with 95 % intervals."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from assistant.models.embedder import Embedder
from assistant.retrieval import PASSAGES, Retriever
from assistant.types import Passage
from training.corpora import Asked, Corpus, chosen, indexed
from training.figures import Figures, share

_WITHIN = (1, 5, PASSAGES)


def found_within(corpora: Iterable[Corpus], embedder: Embedder, most: int) -> Figures:
    """For each source the share of questions that have a passage with the answer among so many; of each source of a corpus so many questions at most."""
    ranks: dict[str, list[float]] = defaultdict(list)
    for corpus in corpora:
        for asked, rank in _ranks(corpus, embedder, most):
            ranks[asked.source].append(rank)
    return {
        source: {"questions": len(found), **{f"within_{limit}": share([rank <= limit for rank in found]) for limit in _WITHIN}}
        for source, found in sorted(ranks.items())
    }


def _ranks(corpus: Corpus, embedder: Embedder, most: int) -> Iterator[tuple[Asked, float]]:
    with tempfile.TemporaryDirectory() as work:
        store = indexed(corpus, Path(work), embedder)
        retriever = Retriever(store.snapshot(), embedder)
        for source in sorted({asked.source for asked in corpus.questions}):
            answerable = [asked for asked in chosen(corpus, "held_out", len(corpus.questions), source) if asked.answers]
            yield from ((asked, rank_of(asked, retriever.search(asked.question))) for asked in answerable[:most])
        store.close()


def rank_of(asked: Asked, passages: Sequence[Passage]) -> float:
    """The rank of the first passage that has something of the answer; infinite where none has."""
    holding = (
        passage.rank
        for passage in passages
        if passage.document.file == asked.file and any(passage.chunk.start < span.end and span.start < passage.chunk.end for span in asked.answers)
    )
    return min(holding, default=float("inf"))
