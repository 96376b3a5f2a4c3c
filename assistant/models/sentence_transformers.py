"""Any sentence-transformers model as the embedder, by name or folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from sentence_transformers import SentenceTransformer

from assistant.errors import ModelError
from assistant.models.embedder import Embedder


class SentenceTransformerEmbedder(Embedder):
    """Embeds with the prompts that the model itself declares for queries and documents, if it does."""

    def __init__(self, model: str) -> None:
        """Loads the model from a folder, or by name from what was downloaded before or can be now.

        Raises:
            ModelError: There is no such model, or it cannot be had without a network.
        """
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except Exception as exc:  # the library lets errors of every type through on damaged models
            reason = " ".join(str(exc).split())[:160]
            raise ModelError(f"embedder {model!r} cannot be loaded ({reason}); give the folder of a sentence-transformers model, or 'bundled'") from exc
        self.name = f"sentence-transformers/{Path(model).name}"
        self.dimension = int(self._model.get_embedding_dimension() or 0)
        self.max_tokens = int(self._model.max_seq_length or 512)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `(len(texts), dimension)`; none for no texts."""
        if not texts:
            return []
        vectors = self._model.encode_document(texts, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return [vector.tolist() for vector in np.asarray(vectors, dtype=np.float32)]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector = self._model.encode_query(text, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False)
        return [float(value) for value in np.asarray(vector, dtype=np.float32)]

    def count_tokens(self, text: str) -> int:
        """Tokens that the model would read for a text without its limit, special tokens included."""
        return len(self._model.tokenizer(text, truncation=False, verbose=False)["input_ids"])
