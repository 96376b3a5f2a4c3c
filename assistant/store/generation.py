"""Writing one generation of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from assistant.chunking import chunk_embedding_text, unit_embedding_text
from assistant.documents.editions import edition_of
from assistant.errors import StoreError
from assistant.store.chroma import Client, create_collection, explained, open_collection
from assistant.store.places import Place
from assistant.store.records import chunk_metadata, document_metadata, edition_metadata
from assistant.store.snapshot import KINDS, PAGE, IndexInfo, Kind, Record, Snapshot
from assistant.store.vector_cache import VectorCache
from assistant.types import Chunk, Document

_BATCH = 128  # records a request
_PART = 200_000  # characters of a document's text a record; a server takes at most 40 MiB a request


class Generation:
    """The generation being written. `previous` is the current one, from which unchanged documents are copied."""

    def __init__(self, place: Place, info: Callable[[str], IndexInfo], previous: Snapshot | None, vectors: VectorCache) -> None:
        """Nothing is created before the first document: a generation without documents leaves no trace."""
        self.previous = previous
        self.name: str | None = None
        self._place = place
        self._info = info
        self._vectors = vectors
        self._client: Client | None = None
        self._release: Callable[[], None] = lambda: None
        self._collections: dict[Kind, VectorStore] = {}
        self._written: dict[Kind, int] = dict.fromkeys(KINDS, 0)
        self._documents: set[str] = set()

    def add(self, document: Document, chunks: Sequence[Chunk], *, fingerprint: str = "") -> None:
        """Writes a document and its chunks; `fingerprint` is kept for whoever must decide later whether to read it again."""
        info, text = document.info, document.text
        self._begin(info.id)
        units = [(chunk, index, unit) for chunk in chunks for index, unit in enumerate(chunk.units)]
        parts = [text[start : start + _PART] for start in range(0, len(text), _PART)] or [""]
        head = document_metadata(info) | edition_metadata(edition_of(info, text)) | {"parts": len(parts), "chunks": len(chunks), "fingerprint": fingerprint}
        self._write("chunks", [Record(chunk.id, chunk_embedding_text(chunk), chunk_metadata(chunk) | {"language": info.language}) for chunk in chunks])
        self._write(
            "units",
            [
                Record(f"{chunk.id}#{index}", unit_embedding_text(chunk, unit, text), {"document_id": info.id, "language": info.language})
                for chunk, index, unit in units
            ],
        )
        self._write(
            "documents",
            [Record(f"{info.id}:{part}", body, {"document_id": info.id, "part": part} | (head if part == 0 else {})) for part, body in enumerate(parts)],
        )

    def keep(self, document_id: str, copies: Sequence[str] = ()) -> None:
        """Copies a document from the previous generation, vectors included; `copies` are the other files that hold it now.

        Raises:
            StoreError: There is none, or it was built with something else.
        """
        previous = self.previous
        if previous is None or previous.info != self._info(previous.info.generation):
            raise StoreError("there is no generation of this embedder and chunker to copy from; index the document again")
        if document_id not in previous.documents:
            raise StoreError(f"no document {document_id} in the previous generation; index it again")
        self._begin(document_id)
        for kind in KINDS:
            records = previous.records(kind, where={"document_id": document_id}, texts=True)
            if kind == "documents":
                head = document_metadata(replace(previous.documents[document_id], copies=tuple(copies)))
                records = [replace(record, metadata=record.metadata | head) if record.metadata["part"] == 0 else record for record in records]
            for start in range(0, len(records) if kind != "documents" else 0, PAGE):
                texts = {record.id: record.text for record in records[start : start + PAGE]}
                ids, vectors = previous.vectors(kind, list(texts))
                self._vectors.remember([texts[record_id] for record_id in ids], vectors)
            self._write(kind, records)

    def finish(self) -> None:
        """Closes the generation once it is found whole.

        Raises:
            StoreError: Chroma does not hold what was written.
        """
        with explained(self._place.location):
            client = self._client
            found = {kind: open_collection(client, f"{self.name}-{kind}").count() for kind in KINDS} if client else {}
        if found != self._written:
            raise StoreError(f"{self._place.location}: Chroma holds {found} records, expected {self._written}; run `assistant index` again")
        self.close()

    def close(self) -> None:
        """Lets Chroma go."""
        self._collections.clear()
        self._client = None
        release, self._release = self._release, lambda: None
        release()

    def discard(self) -> None:
        """Closes the generation and removes it, unless it has become the current one."""
        self.close()
        with explained(self._place.location):
            if self.name is not None and self._place.current() != self.name:
                self._place.remove(self.name)

    def _begin(self, document_id: str) -> None:
        """Creates the collections before the first document."""
        if document_id in self._documents:
            raise StoreError(f"document {document_id} was added twice to one generation")
        self._documents.add(document_id)
        if self._client is not None:
            return
        with explained(self._place.location):
            self.name = self._place.create()
            self._client, self._release = self._place.open(self.name)
            info = self._info(self.name)
            for kind in KINDS:
                embeddings = _Constant() if kind == "documents" else self._vectors
                metadata: dict[str, str | int] = {"embedder": info.embedder, "dimension": info.dimension, "chunker": info.chunker}
                self._collections[kind] = create_collection(self._client, f"{self.name}-{kind}", embeddings, metadata)

    def _write(self, kind: Kind, records: Sequence[Record]) -> None:
        for batch in _batches(records):
            with explained(self._place.location):
                texts, metadatas, ids = zip(*((record.text, record.metadata, record.id) for record in batch), strict=True)
                self._collections[kind].add_texts(texts, list(metadatas), ids=list(ids))
        self._written[kind] += len(records)


class _Constant(Embeddings):
    """Chroma wants a vector for every record; a document's text has none."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [[1.0] for _ in texts]

    def embed_query(self, text: str) -> list[float]:
        return [1.0]


def _batches(records: Sequence[Record]) -> Iterator[list[Record]]:
    """The records by the request: bounded in number and in characters."""
    batch: list[Record] = []
    size = 0
    for record in records:
        if batch and (len(batch) == _BATCH or size + len(record.text) > 5 * _PART):
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += len(record.text)
    if batch:
        yield batch
