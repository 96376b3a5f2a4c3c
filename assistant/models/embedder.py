"""What the index asks of an embedder: LangChain's `Embeddings`, plus its name, its width and its window."""

from __future__ import annotations

from abc import abstractmethod

from langchain_core.embeddings import Embeddings


class Embedder(Embeddings):
    """Turns texts into vectors of `dimension` numbers, L2-normalised.

    Attributes:
        name: Recorded in the index; an index opened with another embedder refuses.
        dimension: Length of a vector.
        max_tokens: The window; what exceeds it is not seen by the model.
    """

    name: str
    dimension: int
    max_tokens: int

    @abstractmethod
    def count_tokens(self, text: str) -> int:
        """The number of tokens that the model reads for a passage, prefix and special tokens included."""
