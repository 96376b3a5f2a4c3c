"""Passages made from a text, without an index."""

from __future__ import annotations

from assistant.answering.calculation import calculate
from assistant.answering.composer import compose_workings
from assistant.answering.extremes import extremes
from assistant.answering.reader import TrainedReader
from assistant.answering.verification import verify
from assistant.chunking import chunk_document
from assistant.documents.markdown import parse_markdown
from assistant.documents.structure import parse_structure
from assistant.lexical import LexicalIndex
from assistant.models import load_reader
from assistant.models.bundled import BundledEmbedder
from assistant.types import Answer, Document, DocumentInfo, Passage

EMBEDDER = BundledEmbedder()
NETWORK = load_reader()
READER = TrainedReader(NETWORK)
SHA256 = "0123456789abcdef" * 4


def document(text: str, language: str = "en", title: str = "Report") -> Document:
    info = DocumentInfo(SHA256[:16], "report.txt", title, language, SHA256)
    parse = parse_markdown if text.startswith("|") else parse_structure
    return Document(info, text, parse(text, language))


def passages(text: str, language: str = "en", title: str = "Report") -> tuple[Passage, ...]:
    """The chunks of a text as passages, in its order, all equally similar."""
    return passages_of(document(text, language, title))


def passages_of(source: Document) -> tuple[Passage, ...]:
    """The chunks of a document as passages, in its order, all equally similar."""
    chunks = chunk_document(source, EMBEDDER)
    units = tuple(unit for chunk in chunks for unit in chunk.units)
    return tuple(Passage(chunk, source.info, 0.8, rank, source.text, units) for rank, chunk in enumerate(chunks, 1))


def lexicon(found: tuple[Passage, ...]) -> LexicalIndex:
    """The words of passages."""
    return LexicalIndex([p.chunk.id for p in found], [p.chunk.text for p in found], [p.document.language for p in found])


def worked_out(text: str, question: str, language: str = "en") -> Answer | None:
    """What arithmetic over the tables of a text answers, checked as every answer is; None where there is none to do."""
    found = passages(text, language)
    reading = READER.read(question, found, lexicon(found))
    workings = extremes(question, reading) or calculate(question, reading)
    composition = compose_workings(workings)
    if not workings:
        return None
    answer = Answer(question, question, "en", composition.text, tuple(composition.claims), tuple(composition.citations), found, 0.9)
    return verify(answer, lambda document_id: text)
