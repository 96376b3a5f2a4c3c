"""What the tests of the index share: small corpora, builds in processes of their own, and what must hold of a finished index."""

from __future__ import annotations

import multiprocessing
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np

from assistant.chunking import chunk_document
from assistant.documents.corpus import load, scan
from assistant.errors import IndexBusyError
from assistant.indexing import IndexReport, build_index
from assistant.models.bundled import BundledEmbedder
from assistant.store import Snapshot, Store
from assistant.types import Chunk, Intake

INTAKE = Intake(10.0)
BUSY = 75
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.indexing_support"])


class CountingEmbedder(BundledEmbedder):
    """The real embedder, which remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return super().embed_documents(texts)


class OtherEmbedder(BundledEmbedder):
    """The same model under another name."""

    def __init__(self) -> None:
        super().__init__()
        self.name = "other/model"


def write_corpus(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Makes the folder hold exactly these files."""
    shutil.rmtree(folder, ignore_errors=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def build(corpus: Path, store: Store, *, rebuild: bool = False) -> IndexReport:
    """`build_index` with the bundled embedder."""
    return build_index(corpus, store, BundledEmbedder(), intake=INTAKE, rebuild=rebuild)


def build_in_process(corpus: Path, location: str, lock_timeout: float = 60.0) -> None:
    """What a process of its own runs; it ends with `BUSY` when another is writing."""
    try:
        build(corpus, Store(location, lock_timeout=lock_timeout))
    except IndexBusyError:
        sys.exit(BUSY)


def hold_snapshot(location: str, ready: Path, leave: Path) -> None:
    """A reader in a process of its own, which keeps its snapshot and goes on reading until it is told to leave."""
    store = Store(location)
    snapshot = store.snapshot()
    before = list(snapshot.chunks())
    ready.touch()
    while not leave.exists():
        time.sleep(0.01)
    again = snapshot.chunks_by_id([chunk.id for chunk in before])
    sys.exit(0 if again == before and len(snapshot.nearest_chunks([1.0] * snapshot.info.dimension, 100)) == len(before) else 1)


def expected_chunks(corpus: Path) -> list[Chunk]:
    """The chunks of the corpus, in the index's order, made without an index."""
    embedder = BundledEmbedder()
    sources, _ = scan(corpus, intake=INTAKE)
    documents = {source.sha256: load(source) for source in sorted(sources, key=lambda source: source.file, reverse=True)}
    chunks = [(document.info.file, chunk) for document in documents.values() for chunk in chunk_document(document, embedder)]
    return [chunk for _, chunk in sorted(chunks, key=lambda pair: (pair[0], pair[1].start, pair[1].end))]


def check_whole(store: Store, corpus: Path) -> Snapshot:
    """The index holds exactly the corpus: every chunk and unit once, each found by its own vector."""
    snapshot = store.snapshot()
    expected = expected_chunks(corpus)
    assert list(snapshot.chunks()) == expected
    assert sorted(record.id for record in snapshot.records("chunks")) == sorted(chunk.id for chunk in expected)
    units = [f"{chunk.id}#{index}" for chunk in expected for index in range(len(chunk.units))]
    assert sorted(record.id for record in snapshot.records("units")) == sorted(units)
    assert {record.metadata["document_id"] for record in snapshot.records("documents")} == {chunk.document_id for chunk in expected}
    ids, vectors = snapshot.vectors("chunks", [chunk.id for chunk in expected])
    for chunk_id, vector in zip(ids, vectors, strict=True):
        assert abs(dict(snapshot.nearest_chunks(vector.tolist(), len(ids)))[chunk_id] - 1) < 1e-5
    for chunk_id, rows in snapshot.unit_vectors(ids).items():
        for index, row in enumerate(rows):
            found = {(chunk, place): cosine for chunk, place, cosine in snapshot.nearest_units(row.tolist(), len(units))}
            assert abs(found[chunk_id, index] - 1) < 1e-5
    return snapshot


def check_no_leftovers(folder: Path) -> None:
    """The folder holds the current generation and nothing of any other. SQLite itself keeps the journal that a killed process leaves until it is needed."""
    current = (folder / "current").read_text(encoding="ascii").strip()
    assert [path.name for path in (folder / "generations").iterdir()] == [current]
    assert {path.name for path in folder.iterdir()} - {"vectors.sqlite-journal"} == {"current", "generations", "lock", "vectors.sqlite"}


def cosines(vectors: np.ndarray, query: list[float]) -> np.ndarray:
    """By the definition, `(n,)`."""
    norms = np.linalg.norm(vectors, axis=1) * np.linalg.norm(query)
    return np.asarray(vectors @ np.asarray(query) / norms)


@contextmanager
def chroma_server(folder: Path) -> Iterator[str]:
    """A Chroma server on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    executable = Path(sys.executable).with_name("chroma")
    with (folder / "server.log").open("wb") as log:
        command = [str(executable), "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder / "data")]
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder)
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert server.poll() is None, (folder / "server.log").read_text()
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()
