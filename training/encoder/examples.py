"""Folders with questions and what a search should find for each: the chunks and the units that hold the answer, as the embedder is given them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from assistant.chunking import chunk_document, chunk_embedding_text, unit_embedding_text
from assistant.documents.corpus import load, scan
from assistant.models.embedder import Embedder
from assistant.types import Document, Intake, Span
from training.examples.public import FOLDERS, answer_spans, parts_of, rows
from training.examples.reading import document_of
from training.examples.translating import translated
from training.examples.written import asked_of

_TRANSLATED = 0.4
"""The share of public questions that are put into the other language, where they can be."""
_DOCUMENTS = 40
"""Public passages of a folder: those of titles that follow each other."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A question with the places of the chunks and of the units that hold its answer."""

    question: str
    chunks: frozenset[int]
    units: frozenset[int]


@dataclass(frozen=True, slots=True)
class Folder:
    """The chunks and the units of a few documents, and what is sought there."""

    chunks: tuple[str, ...]
    units: tuple[str, ...]
    sought: tuple[Sought, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Some questions of a folder, and the texts among which to find what each seeks: `right_chunks[i]` has the places of those of question `i`."""

    questions: tuple[str, ...]
    chunks: tuple[str, ...]
    units: tuple[str, ...]
    right_chunks: tuple[tuple[int, ...], ...]
    right_units: tuple[tuple[int, ...], ...]


def written_folder(folder: Path, embedder: Embedder) -> Folder:
    """A folder that was written for training; of a question that nothing answers nothing is sought."""
    documents = {source.file: load(source) for source in scan(folder / "corpus", intake=Intake())[0]}
    asked = [(one.question, one.file, one.quote) for one in asked_of(folder) if one.answers and one.quote]
    return folder_of(documents, asked, embedder)


def public_folders(data: Path, embedder: Embedder) -> Iterator[Folder]:
    """The passages of both sets whose titles are for training, a few titles a folder, some questions in the other language."""
    for name, (_, language) in FOLDERS.items():
        by_id = {row["doc_id"]: row for row in rows(data / name / "docs.jsonl")}
        questions = [row for row in rows(data / name / "questions.jsonl") if not row["unanswerable"]]
        part_of = parts_of(by_id, rows(data / name / "questions.jsonl"))
        kept = sorted((row["title"], doc_id) for doc_id, row in by_id.items() if part_of.get(row["title"]) == "training")
        of_document = defaultdict(list)
        for row in questions:
            of_document[row["source_doc_id"]].append(row)
        random = Random(f"encoder/{name}")
        other = {row["question"] for row in questions if random.random() < _TRANSLATED}
        asked_other = sorted(other)
        said = dict(zip(asked_other, translated(asked_other, language), strict=True))
        for first in range(0, len(kept), _DOCUMENTS):
            documents, asked = {}, []
            for title, doc_id in kept[first : first + _DOCUMENTS]:
                documents[doc_id] = document_of(by_id[doc_id]["text"], title.replace("_", " "), language)
                for row in of_document[doc_id]:
                    spans = answer_spans(row, by_id[doc_id]["text"])
                    asked += [(said.get(row["question"]) or row["question"], doc_id, spans[0])] if spans else []
            yield folder_of(documents, asked, embedder)


def choices(folder: Folder, size: int, others: int, random: Random) -> list[Choice]:
    """All questions of a folder, so many at a time, each time among what they seek and so many other chunks, and units four times as many."""
    shuffled = random.sample(folder.sought, len(folder.sought))
    return [_choice(folder, shuffled[first : first + size], others, random) for first in range(0, len(shuffled), size)]


def _choice(folder: Folder, sought: Sequence[Sought], others: int, random: Random) -> Choice:
    chunks = _with_others({place for one in sought for place in one.chunks}, len(folder.chunks), others, random)
    units = _with_others({place for one in sought for place in one.units}, len(folder.units), 4 * others, random)
    return Choice(
        tuple(one.question for one in sought),
        tuple(folder.chunks[place] for place in chunks),
        tuple(folder.units[place] for place in units),
        tuple(tuple(sorted(chunks.index(place) for place in one.chunks)) for one in sought),
        tuple(tuple(sorted(units.index(place) for place in one.units)) for one in sought),
    )


def _with_others(wanted: set[int], count: int, others: int, random: Random) -> list[int]:
    rest = [place for place in range(count) if place not in wanted]
    return sorted(wanted | set(random.sample(rest, min(others, len(rest)))))


def folder_of(documents: dict[str, Document], asked: Sequence[tuple[str, str, Span]], embedder: Embedder) -> Folder:
    """Documents by file, and what is asked of them: the question, the file and the span that answers or holds the answer."""
    chunks: list[tuple[str, Span]] = []
    units: list[tuple[str, Span]] = []
    texts: list[str] = []
    unit_texts: list[str] = []
    for file, document in documents.items():
        for chunk in chunk_document(document, embedder):
            chunks.append((file, Span(chunk.start, chunk.end)))
            texts.append(chunk_embedding_text(chunk))
            units += [(file, unit.span) for unit in chunk.units]
            unit_texts += [unit_embedding_text(chunk, unit, document.text) for unit in chunk.units]
    sought = [Sought(question, _holding(chunks, file, span), _holding(units, file, span)) for question, file, span in asked]
    return Folder(tuple(texts), tuple(unit_texts), tuple(one for one in sought if one.chunks and one.units))


def _holding(places: Sequence[tuple[str, Span]], file: str, span: Span) -> frozenset[int]:
    return frozenset(place for place, (other, part) in enumerate(places) if other == file and part.start < span.end and span.start < part.end)
