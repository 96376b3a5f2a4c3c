"""Questions to whole corpora, and what the assistant makes of each before it chooses."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from rich.progress import track

from assistant.answering.candidates import candidates
from assistant.answering.features import features
from assistant.answering.locating import SpanReader, locate
from assistant.indexing import build_index
from assistant.models import BUNDLED, load_embedder
from assistant.retrieval import PASSAGES, Retriever
from assistant.store import Store
from assistant.types import Intake, Span
from training.examples.example import Part
from training.examples.made_up import sections_of, write_document
from training.examples.public import FOLDERS, answer_spans, parts_of, rows
from training.examples.wording import varied

_HIDDEN = 1 / 3
"""The share of answerable questions whose document is hidden."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a corpus: the file and the spans that answer it; none where nothing does."""

    question: str
    file: str
    answers: tuple[Span, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files with their titles and texts, and what is asked of them."""

    name: str
    files: dict[str, tuple[str, str]]
    questions: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One question: its candidates' features and which of them hold the answer; none does for an unanswerable question."""

    source: str
    part: Part
    features: np.ndarray
    right: np.ndarray


def public_corpora(data: Path) -> Iterator[Corpus]:
    """One of each set: the passages and the questions of the titles that no network was trained on."""
    for folder, (name, _) in FOLDERS.items():
        documents = {row["doc_id"]: row for row in rows(data / folder / "docs.jsonl")}
        questions = rows(data / folder / "questions.jsonl")
        part_of = parts_of(documents, questions)
        kept = {doc_id: row for doc_id, row in documents.items() if part_of.get(row["title"], "training") != "training"}
        asked = [
            Asked(
                row["question"],
                f"{row['source_doc_id']}.txt",
                () if row["unanswerable"] else answer_spans(row, kept[row["source_doc_id"]]["text"]),
                part_of[kept[row["source_doc_id"]]["title"]],
            )
            for row in questions
            if row["source_doc_id"] in kept
        ]
        yield Corpus(name, {f"{doc_id}.txt": (row["title"].replace("_", " "), row["text"]) for doc_id, row in kept.items()}, tuple(asked))


def made_up_corpus(documents: int, part: Part) -> Corpus:
    """Documents that are made up for a part; the kinds that are held out are in no other."""
    files: dict[str, tuple[str, str]] = {}
    asked: list[Asked] = []
    for number in range(documents):
        random = Random(f"choice/{part}/{number}")
        sheet, title = write_document(random, sections_of(part))
        file = f"{number:03}.{'md' if sheet.markdown else 'txt'}"
        files[file] = (title, sheet.text)
        asked += [Asked(varied(question.text, random), file, question.answers, part) for question in sheet.questions]
    return Corpus(f"made_up_{part}", files, tuple(asked))


def cases_of(corpus: Corpus, work: Path, reader: SpanReader, most: int) -> Iterator[Case]:
    """The questions of a corpus, of each part so many at most. One whose answer is not among what was found teaches nothing and is left out."""
    folder = work / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for file, (_, text) in corpus.files.items():
        (folder / file).write_text(text, encoding="utf-8", newline="")
    manifest = "".join(json.dumps({"file": file, "title": title}) + "\n" for file, (title, _) in corpus.files.items())
    (folder / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    embedder = load_embedder(BUNDLED)
    store = Store(str(work / "index"))
    build_index(folder, store, embedder, intake=Intake())
    retriever = Retriever(store.snapshot(), embedder)
    for part in sorted({asked.part for asked in corpus.questions}):
        questions = sorted((asked for asked in corpus.questions if asked.part == part), key=lambda asked: _fraction(asked.question))[:most]
        for asked in track(questions, f"{corpus.name}, {part}"):
            case = _case(corpus.name.removesuffix(f"_{part}"), asked, retriever, reader)
            if case is not None:
                yield case
    store.close()


def _case(source: str, asked: Asked, retriever: Retriever, reader: SpanReader) -> Case | None:
    hidden = bool(asked.answers) and _fraction(f"{asked.question}/hide") < _HIDDEN
    passages = retriever.search(asked.question, 3 * PASSAGES if hidden else PASSAGES)
    if hidden:
        passages = tuple(passage for passage in passages if passage.document.file != asked.file)[:PASSAGES]
    found = candidates(asked.question, passages)
    answers = () if hidden else asked.answers
    right = np.array(
        [
            one.passage.document.file == asked.file
            and any(span.start < unit.end and unit.start < span.end for span in answers for unit in (one.passage.chunk.units[place] for place in one.places))
            for one in found
        ],
        dtype=float,
    )
    if not found or (answers and not right.any()):
        return None
    return Case(source, asked.part, features(asked.question, found, locate(asked.question, found, reader), retriever.lexical), right)


def _fraction(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return zlib.crc32(text.encode()) / 2**32
