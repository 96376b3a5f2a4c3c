"""Question -> passages: by the vectors of chunks, by those of what they hold, and by words, fused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever

from assistant.lexical import LexicalIndex, words
from assistant.models.embedder import Embedder
from assistant.store import Snapshot
from assistant.types import Chunk, DocumentInfo, Passage

PASSAGES = 10
"""How many passages an answer is read from at most."""
_DEPTH = 50
"""How many of each side take part in the fusion."""
_UNITS = 4
"""How many units are looked up for each chunk."""
_RRF = 60
_DEBIAS = 0.5
Preferred = Callable[[DocumentInfo], Sequence[str]]
"""Gives the ids of the documents from which to answer rather than from one, such as its newer versions."""


class Retriever:
    """Finds passages in one snapshot of the index."""

    def __init__(self, snapshot: Snapshot, embedder: Embedder) -> None:
        """Builds the lexical side from what the snapshot holds."""
        self.snapshot = snapshot
        self.embedder = embedder
        chunks = list(snapshot.chunks())
        self._chunks = {chunk.id: chunk for chunk in chunks}
        self._units = {
            document_id: tuple(unit for chunk in group for unit in chunk.units) for document_id, group in groupby(chunks, lambda chunk: chunk.document_id)
        }
        self._words: dict[str, frozenset[str]] = {}
        self._languages = sorted({info.language for info in snapshot.documents.values()})
        self.lexical = LexicalIndex(
            [chunk.id for chunk in chunks],
            [f"{chunk.context} {chunk.text}" for chunk in chunks],
            [snapshot.documents[chunk.document_id].language for chunk in chunks],
        )

    def search(self, question: str, k: int = PASSAGES, preferred: Preferred | None = None) -> tuple[Passage, ...]:
        """The `k` passages that answer best, best first; the same for the same question on the same snapshot.

        After them come those that say the same in the documents that are `preferred`: of each the chunk that has most words of the passage.

        Reciprocal rank fusion (Cormack et al. 2009) of the ranks by the chunk's cosine, by that of the nearest sentence, row or item in it (after Chen et al.
        2023, arXiv:2312.06648) and by BM25, ties by id. A multilingual embedder puts texts of the question's language nearer than others;
        half of what each language's centre contributes is taken off the cosine for the ranking (after Yang et al. 2021, arXiv:2109.04727).
        """
        if not question.strip() or k <= 0:
            return ()
        vector = np.asarray(self.embedder.embed_query(question), dtype=np.float32)
        depth = max(_DEPTH, 2 * k)
        fused: dict[str, float] = {}
        for ranked in (self._by_chunk(vector, depth), self._by_unit(vector, depth), [chunk_id for chunk_id, _ in self.lexical.nearest(question, depth)]):
            for rank, chunk_id in enumerate(ranked, 1):
                fused[chunk_id] = fused.get(chunk_id, 0.0) + 1.0 / (_RRF + rank)
        best = sorted(fused, key=lambda chunk_id: (-fused[chunk_id], chunk_id))[:k]
        return self._passages(vector, [*best, *(self._beside(best, preferred) if preferred else ())])

    def _beside(self, chunk_ids: Sequence[str], preferred: Preferred) -> list[str]:
        """The chunks, but for those that are there, that say the same as others in the documents from which to answer rather than from theirs."""
        added: dict[str, None] = {}
        for chunk in [self._chunks[chunk_id] for chunk_id in chunk_ids]:
            own = self._words_of(chunk)
            for document_id in preferred(self.snapshot.documents[chunk.document_id]):
                chunks = [other for other in self._chunks.values() if other.document_id == document_id]
                added[max(chunks, key=lambda other: len(own & self._words_of(other))).id] = None
        return [chunk_id for chunk_id in added if chunk_id not in chunk_ids]

    def _words_of(self, chunk: Chunk) -> frozenset[str]:
        if chunk.id not in self._words:
            self._words[chunk.id] = frozenset(words(chunk.text))
        return self._words[chunk.id]

    def _by_chunk(self, vector: np.ndarray, depth: int) -> list[str]:
        """Chunk ids by cosine."""
        found = {language: self.snapshot.nearest_chunks(vector.tolist(), depth, language=language) for language in self._languages}
        return self._levelled(vector, found, depth)

    def _by_unit(self, vector: np.ndarray, depth: int) -> list[str]:
        """Chunk ids by the cosine of the nearest unit in each."""
        found = {}
        for language in self._languages:
            units = self.snapshot.nearest_units(vector.tolist(), _UNITS * depth, language=language)
            found[language] = list({chunk_id: cosine for chunk_id, _, cosine in reversed(units)}.items())  # of several in a chunk the nearest
        return self._levelled(vector, found, depth)

    def _levelled(self, vector: np.ndarray, found: Mapping[str, Sequence[tuple[str, float]]], depth: int) -> list[str]:
        """Chunk ids by cosine, with the languages put on one level; ties by id."""
        levels = {language: _DEBIAS * float(self.snapshot.centre(language) @ vector) for language in found}
        centred = [(cosine - levels[language], chunk_id) for language, nearest in found.items() for chunk_id, cosine in nearest]
        return [chunk_id for _, chunk_id in sorted(centred, key=lambda pair: (-pair[0], pair[1]))[:depth]]

    def _passages(self, vector: np.ndarray, chunk_ids: Sequence[str]) -> tuple[Passage, ...]:
        chunk_vectors, unit_vectors = self.snapshot.chunk_vectors(chunk_ids), self.snapshot.unit_vectors(chunk_ids)
        passages = []
        for rank, chunk_id in enumerate(chunk_ids, 1):
            chunk = self._chunks[chunk_id]
            passages.append(
                Passage(
                    chunk=chunk,
                    document=self.snapshot.documents[chunk.document_id],
                    similarity=float(chunk_vectors[chunk_id] @ vector),
                    rank=rank,
                    document_text=self.snapshot.text(chunk.document_id),
                    document_units=self._units[chunk.document_id],
                    unit_similarities=tuple((unit_vectors[chunk_id] @ vector).tolist()),
                )
            )
        return tuple(passages)


class PassageRetriever(BaseRetriever):
    """A search as LangChain knows them: `page_content` is the exact passage, the metadata are those of the command line's JSON and the title, section and hash.

    `PassageRetriever(search=assistant.search)` follows the index when it is replaced.
    """

    search: Callable[[str, int], tuple[Passage, ...]]
    k: int = PASSAGES

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[LangChainDocument]:
        return [LangChainDocument(page_content=passage.chunk.text, metadata=_metadata(passage)) for passage in self.search(query, self.k)]


def _metadata(passage: Passage) -> dict[str, object]:
    return passage.as_dict() | {"title": passage.document.title, "section": passage.chunk.section, "sha256": passage.document.sha256}
