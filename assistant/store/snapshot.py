"""Reading one generation of the index."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from assistant.documents.versions import with_versions
from assistant.errors import StoreError
from assistant.store.chroma import Client, explained, open_collection
from assistant.store.records import chunk_from, document_from, edition_from
from assistant.types import Chunk, DocumentInfo

Kind = Literal["chunks", "units", "documents"]
KINDS: tuple[Kind, ...] = ("chunks", "units", "documents")
PAGE = 1000
"""Records a read."""
_SLACK = 16  # asked for beyond k, so that ties at the border are settled by id


@dataclass(frozen=True, slots=True)
class IndexInfo:
    """What a generation was built with."""

    embedder: str
    dimension: int
    chunker: str
    generation: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a collection; `metadata` holds no None."""

    id: str
    text: str
    metadata: dict[str, Any]


class Snapshot:
    """One generation, read-only and safe for many threads. It is closed when nobody refers to it any more, at the latest."""

    def __init__(self, location: str, generation: str, client: Client, release: Callable[[], None]) -> None:
        """Reads what is known of the documents; `release` is called once, when the snapshot is closed."""
        self._location = location
        self._texts: dict[str, str] = {}
        self._chunks: dict[str, Chunk] = {}
        self._centres: dict[str, np.ndarray] = {}
        self._release = weakref.finalize(self, release)
        try:
            self._load(generation, client)
        except BaseException:
            self.close()
            raise

    def _load(self, generation: str, client: Client) -> None:
        self._collections = {kind: open_collection(client, f"{generation}-{kind}") for kind in KINDS}
        metadata = self._collections["chunks"].metadata or {}
        self.info = IndexInfo(str(metadata["embedder"]), int(metadata["dimension"]), str(metadata["chunker"]), generation)
        self._counts = {kind: collection.count() for kind, collection in self._collections.items()}
        heads = sorted((record.metadata for record in self.records("documents", where={"part": 0})), key=lambda head: str(head["file"]))
        self._heads: dict[str, dict[str, Any]] = {head["document_id"]: head for head in heads}
        known = [(document_from(head), edition_from(head)) for head in heads]
        self.documents: Mapping[str, DocumentInfo] = with_versions(known)
        self.chunk_counts: Mapping[str, int] = {head["document_id"]: head["chunks"] for head in heads}
        self.fingerprints: Mapping[str, str] = {head["document_id"]: head["fingerprint"] for head in heads}

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        return not self._release.alive

    def close(self) -> None:
        """Lets the generation go. Closing twice is harmless; reading afterwards is not."""
        self._release()

    def text(self, document_id: str) -> str:
        """The text of a document, to which every offset refers.

        Raises:
            StoreError: The index does not hold the document.
        """
        if document_id not in self._texts:
            head = self._heads.get(document_id)
            if head is None:
                raise StoreError(f"no document {document_id} in the index; `assistant index --status --json` lists the {len(self._heads)} there are")
            records = self.records("documents", ids=[f"{document_id}:{part}" for part in range(head["parts"])], texts=True)
            self._texts[document_id] = "".join(record.text for record in sorted(records, key=lambda record: int(record.metadata["part"])))
        return self._texts[document_id]

    def chunks(self) -> Iterator[Chunk]:
        """All chunks, in order of file, start and end."""
        if len(self._chunks) < self._counts["chunks"]:
            self._chunks = {record.id: self._chunk(record) for record in self.records("chunks")}
        return iter(sorted(self._chunks.values(), key=lambda chunk: (self.documents[chunk.document_id].file, chunk.start, chunk.end)))

    def chunks_by_id(self, ids: Sequence[str]) -> list[Chunk]:
        """The chunks with these ids, in their order.

        Raises:
            StoreError: The index does not hold one of them.
        """
        missing = [chunk_id for chunk_id in dict.fromkeys(ids) if chunk_id not in self._chunks]
        found = {record.id: self._chunk(record) for record in self.records("chunks", ids=missing)}
        if len(found) < len(missing):
            unknown = next(chunk_id for chunk_id in missing if chunk_id not in found)
            raise StoreError(f"no chunk {unknown} in the index; it comes from another version of the documents")
        self._chunks.update(found)
        return [self._chunks[chunk_id] for chunk_id in ids]

    def nearest_chunks(self, vector: Sequence[float], k: int, *, language: str | None = None) -> list[tuple[str, float]]:
        """The ids of the `k` nearest chunks and their cosine with `vector`, `(dimension,)`; best first, ties by id; fewer if there are fewer.

        With `language` only those of documents in that language.
        """
        found = self._nearest("chunks", vector, k, {"language": language} if language is not None else None)
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[: max(k, 0)]

    def nearest_units(self, vector: Sequence[float], k: int, *, language: str | None = None) -> list[tuple[str, int, float]]:
        """The `k` nearest units, each as its chunk's id, its place in the chunk and its cosine; best first, ties by id and place.

        With `language` only those of documents in that language.
        """
        where = {"language": language} if language is not None else None
        found = [(*_unit_of(record_id), cosine) for record_id, cosine in self._nearest("units", vector, k, where)]
        return sorted(found, key=lambda unit: (-unit[2], unit[0], unit[1]))[: max(k, 0)]

    def centre(self, language: str) -> np.ndarray:
        """The mean vector of the chunks in a language, `(dimension,)` float32, from at most a thousand of them; zeros where there are none."""
        if language not in self._centres:
            with self._reading():
                found = self._collections["chunks"].get(where={"language": language}, limit=PAGE, include=["embeddings"])
            vectors = np.asarray(found["embeddings"], dtype=np.float32).reshape(-1, self.info.dimension)
            self._centres[language] = vectors.mean(axis=0) if len(vectors) else np.zeros(self.info.dimension, dtype=np.float32)
        return self._centres[language]

    def chunk_vectors(self, chunk_ids: Sequence[str]) -> dict[str, np.ndarray]:
        """The vector of each chunk, `(dimension,)` float32."""
        ids, found = self.vectors("chunks", list(dict.fromkeys(chunk_ids)))
        return dict(zip(ids, found, strict=True))

    def unit_vectors(self, chunk_ids: Sequence[str]) -> dict[str, np.ndarray]:
        """The vectors of the units of each chunk, `(n_units, dimension)` float32, in the units' order."""
        chunks = self.chunks_by_id(list(dict.fromkeys(chunk_ids)))
        vectors = {chunk.id: np.zeros((len(chunk.units), self.info.dimension), dtype=np.float32) for chunk in chunks}
        wanted = [f"{chunk.id}#{index}" for chunk in chunks for index in range(len(chunk.units))]
        for start in range(0, len(wanted), PAGE):
            ids, found = self.vectors("units", wanted[start : start + PAGE])
            for record_id, vector in zip(ids, found, strict=True):
                chunk_id, index = _unit_of(record_id)
                vectors[chunk_id][index] = vector
        return vectors

    def _chunk(self, record: Record) -> Chunk:
        return chunk_from(record.metadata, self.text(str(record.metadata["document_id"])))

    def records(self, kind: Kind, *, ids: Sequence[str] | None = None, where: dict[str, Any] | None = None, texts: bool = False) -> list[Record]:
        """The records of a collection: those with these ids, those that match, or all; with their texts only where asked."""
        records: list[Record] = []
        for start in range(0, self._counts[kind] if ids is None else len(ids), PAGE):
            wanted: dict[str, Any] = {"where": where, "limit": PAGE, "offset": start} if ids is None else {"ids": list(ids[start : start + PAGE])}
            with self._reading():
                page = self._collections[kind].get(**wanted, include=["documents", "metadatas"] if texts else ["metadatas"])
            bodies = page["documents"] or [""] * len(page["ids"])
            records += [Record(*row) for row in zip(page["ids"], bodies, map(dict, page["metadatas"] or []), strict=True)]
            if len(page["ids"]) < PAGE and ids is None:
                break
        return records

    def vectors(self, kind: Kind, ids: Sequence[str]) -> tuple[list[str], np.ndarray]:
        """The ids that were found, in the collection's order, and their vectors, `(n, dimension)` float32."""
        with self._reading():
            found = self._collections[kind].get(ids=list(ids), include=["embeddings"])
        return found["ids"], np.asarray(found["embeddings"], dtype=np.float32)

    def _nearest(self, kind: Kind, vector: Sequence[float], k: int, where: dict[str, Any] | None = None) -> list[tuple[str, float]]:
        query = np.asarray(vector, dtype=np.float32)
        if query.shape != (self.info.dimension,):
            raise StoreError(f"a vector of shape {query.shape} cannot be looked up, expected ({self.info.dimension},), the width of {self.info.embedder}")
        wanted = min(k + _SLACK, self._counts[kind])
        if k <= 0 or wanted == 0:
            return []
        with self._reading():
            found = self._collections[kind].query(query_embeddings=[query.tolist()], n_results=wanted, where=where, include=["distances"])
        return [(record_id, 1.0 - distance) for record_id, distance in zip(found["ids"][0], (found["distances"] or [[]])[0], strict=True)]

    @contextmanager
    def _reading(self) -> Iterator[None]:
        if self.closed:
            raise StoreError(f"{self._location}: this snapshot of the index was closed; take a new one")
        with explained(self._location):
            yield


def _unit_of(record_id: str) -> tuple[str, int]:
    chunk_id, _, index = record_id.rpartition("#")
    return chunk_id, int(index)
