"""The only place that runs a neural network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistant.models.embedder import Embedder

if TYPE_CHECKING:
    from assistant.models.reader import BundledReader

BUNDLED = "bundled"


def load_embedder(name: str) -> Embedder:
    """The embedder of this name: the bundled one, or a sentence-transformers model by name or folder.

    Each is imported only here, when it is asked for: sentence-transformers alone takes longer to import than an answer takes.

    Raises:
        ModelError: It cannot be loaded.
    """
    if name == BUNDLED:
        from assistant.models.bundled import BundledEmbedder

        return BundledEmbedder()
    from assistant.models.sentence_transformers import SentenceTransformerEmbedder

    return SentenceTransformerEmbedder(name)


def load_reader() -> BundledReader:
    """The bundled reader.

    Raises:
        ModelError: It cannot be loaded.
    """
    from assistant.models.reader import BundledReader

    return BundledReader()
