"""Embeddings already computed, on disk: a killed build loses none of them, and unchanged text is never embedded twice."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.errors import ModelError
from assistant.models.embedder import Embedder

_BATCH = 64
"""Texts that are embedded between two commits."""


class VectorCache(Embedder):
    """An embedder that keeps the vectors of another in a SQLite file, float32, keyed by embedder, width and text."""

    def __init__(self, path: Path, embedder: Embedder) -> None:
        """Opens or creates the file; one that is no database any more is begun again, for it is only a cache."""
        self.embedder = embedder
        self.name, self.dimension, self.max_tokens = embedder.name, embedder.dimension, embedder.max_tokens
        self._used: set[bytes] = set()
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._database = _open(path)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            path.unlink()
            self._database = _open(path)

    def close(self) -> None:
        """Closes the file."""
        self._database.close()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors `(len(texts), dimension)`: from the file where it has them, from the embedder otherwise."""
        keys = [self._key(text) for text in texts]
        self._used.update(keys)
        vectors = self._find(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in vectors}
        todo = list(missing)
        for start in range(0, len(todo), _BATCH):
            batch = todo[start : start + _BATCH]
            computed = dict(zip(batch, self._embed([missing[key] for key in batch]), strict=True))
            self._insert(computed)
            vectors |= computed
        return [vectors[key].tolist() for key in keys]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question; never cached."""
        return self.embedder.embed_query(text)

    def count_tokens(self, text: str) -> int:
        """What the embedder counts."""
        return self.embedder.count_tokens(text)

    def remember(self, texts: Sequence[str], vectors: np.ndarray) -> None:
        """Takes in vectors `(len(texts), dimension)` that this embedder gave earlier."""
        self._insert({self._key(text): vector for text, vector in zip(texts, vectors.astype(np.float32), strict=True)})

    def clear(self) -> None:
        """Forgets everything."""
        with self._database:
            self._database.execute("DELETE FROM vectors")

    def prune(self) -> None:
        """Forgets what `embed_documents` was not asked for since the cache was opened."""
        with self._database:
            self._database.execute("CREATE TEMP TABLE used (key BLOB PRIMARY KEY) WITHOUT ROWID")
            self._database.executemany("INSERT INTO used VALUES (?)", ((key,) for key in self._used))
            self._database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM used)")
            self._database.execute("DROP TABLE used")

    def _embed(self, texts: list[str]) -> np.ndarray:
        vectors = np.asarray(self.embedder.embed_documents(texts), dtype=np.float32)
        expected = (len(texts), self.dimension)
        if vectors.shape != expected:
            raise ModelError(f"{self.name} gave vectors of shape {vectors.shape}, expected {expected}; check the embedder's dimension")
        return vectors

    def _key(self, text: str) -> bytes:
        return hashlib.sha256(f"{self.name}\0{self.dimension}\0{text}".encode()).digest()

    def _find(self, keys: Sequence[bytes]) -> dict[bytes, np.ndarray]:
        found = {}
        for start in range(0, len(keys), 500):
            batch = keys[start : start + 500]
            marks = ",".join("?" * len(batch))
            for key, blob in self._database.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", batch):
                found[key] = np.frombuffer(blob, dtype="<f4")
        return found

    def _insert(self, vectors: dict[bytes, np.ndarray]) -> None:
        with self._database:
            rows = ((key, vector.astype("<f4").tobytes()) for key, vector in vectors.items())
            self._database.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)


def _open(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA temp_store = MEMORY")
        database.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID")
        return database
    except sqlite3.Error:
        database.close()
        raise
