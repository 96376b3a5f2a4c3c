"""The default embedder: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), shipped with the package."""

from __future__ import annotations

from pathlib import Path

from assistant.models.embedder import Embedder
from assistant.models.kit.files import KIT, version
from assistant.models.kit.network import Network
from assistant.models.kit.tokens import TABLE, TOKENIZER, shared_tokens

_NETWORK = "encoder.onnx"
QUERY, PASSAGE = "query: ", "passage: "
"""What the model was trained to find at the start of a text."""


class BundledEmbedder(Embedder):
    """Embeds one text at a time: a batch is no faster on a processor, and this way a vector depends on nothing but its text, to the last bit."""

    max_tokens = 512

    def __init__(self, kit: Path = KIT) -> None:
        """Loads the model, which takes half a second.

        Raises:
            ModelError: A file of it is damaged, or this machine cannot run it.
        """
        self.name = f"bundled/multilingual-e5-small-{version(_NETWORK, TABLE, TOKENIZER, kit=kit)}"
        self._tokens = shared_tokens(kit)
        self._network = Network(_NETWORK, kit)
        self.dimension = self._tokens.width

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Vectors of passages, `(len(texts), dimension)`; none for no texts."""
        return [self._embed(PASSAGE + text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        return self._embed(QUERY + text)

    def count_tokens(self, text: str) -> int:
        """Tokens that the model reads for a passage, prefix and special tokens included."""
        return len(self._tokens.ids(PASSAGE + text))

    def _embed(self, text: str) -> list[float]:
        ids = self._tokens.ids(text)
        if len(ids) > self.max_tokens:
            ids = [*ids[: self.max_tokens - 1], ids[-1]]
        (vectors,) = self._network.run(token_vectors=self._tokens.vectors(ids)[None])
        vector: list[float] = vectors[0].tolist()
        return vector
