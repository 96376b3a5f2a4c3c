"""Whole corpora with what is asked of them: public passages whose titles no network was trained on, in one language or both, made-up and written documents."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from assistant.indexing import build_index
from assistant.models.embedder import Embedder
from assistant.store import Store
from assistant.types import Intake, Span
from training.examples.example import Part
from training.examples.made_up import sections_of, write_document
from training.examples.public import FOLDERS, answer_spans, parts_of, rows
from training.examples.translating import translated
from training.examples.wording import varied
from training.examples.written import asked_of

_TRANSLATED = 0.4
"""The share of questions that are put into the other language, where they can be."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a corpus: the file and the spans that answer it; none where nothing does. `source` is the set that it is of."""

    question: str
    file: str
    answers: tuple[Span, ...]
    part: Part
    source: str


@dataclass(frozen=True, slots=True)
class Corpus:
    """Files with their titles and texts, and what is asked of them."""

    name: str
    files: dict[str, tuple[str, str]]
    questions: tuple[Asked, ...]


def fraction(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return zlib.crc32(text.encode()) / 2**32


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
                name,
            )
            for row in questions
            if row["source_doc_id"] in kept
        ]
        yield Corpus(name, {f"{doc_id}.txt": (row["title"].replace("_", " "), row["text"]) for doc_id, row in kept.items()}, tuple(asked))


def bilingual_corpus(data: Path) -> Corpus:
    """The passages of all sets in one folder, with some of the questions put into the other language: a search finds either, and so it must be with words.

    Raises:
        FileNotFoundError: There is nothing to translate with.
    """
    files: dict[str, tuple[str, str]] = {}
    asked: list[Asked] = []
    for corpus, (_, language) in zip(public_corpora(data), FOLDERS.values(), strict=True):
        files |= {f"{corpus.name}-{file}": content for file, content in corpus.files.items()}
        own = [replace(one, file=f"{corpus.name}-{one.file}") for one in corpus.questions]
        other = [one for one in own if fraction(f"{one.question}/translate") < _TRANSLATED]
        said = dict(zip((one.question for one in other), translated([one.question for one in other], language), strict=True))
        asked += [replace(one, question=said.get(one.question) or one.question) for one in own]
    return Corpus("bilingual", files, tuple(asked))


def made_up_corpus(documents: int, part: Part) -> Corpus:
    """Documents that are made up for a part; the kinds that are held out are in no other."""
    files: dict[str, tuple[str, str]] = {}
    asked: list[Asked] = []
    for number in range(documents):
        random = Random(f"choice/{part}/{number}")
        sheet, title = write_document(random, sections_of(part))
        file = f"{number:03}.{'md' if sheet.markdown else 'txt'}"
        files[file] = (title, sheet.text)
        asked += [Asked(varied(question.text, random), file, question.answers, part, "made_up") for question in sheet.questions]
    return Corpus(f"made_up_{part}", files, tuple(asked))


def written_corpus(folder: Path, part: Part) -> Corpus:
    """A folder of documents that was written for a part, with its questions."""
    files = {path.name: ("", path.read_text(encoding="utf-8")) for path in sorted((folder / "corpus").iterdir())}
    return Corpus(f"written_{folder.name}", files, tuple(Asked(asked.question, asked.file, asked.answers, part, "written") for asked in asked_of(folder)))


def without(corpus: Corpus, is_left_out: Callable[[str], bool]) -> Corpus:
    """The corpus without some of its files, by name; what these answer nothing answers any more."""
    files = {file: content for file, content in corpus.files.items() if not is_left_out(file)}
    return replace(corpus, files=files, questions=tuple(asked if asked.file in files else replace(asked, answers=()) for asked in corpus.questions))


def chosen(corpus: Corpus, part: Part, most: int, source: str = "") -> list[Asked]:
    """The questions for a part, of one set or of all, so many at most."""
    wanted = (asked for asked in corpus.questions if asked.part == part and source in ("", asked.source))
    return sorted(wanted, key=lambda asked: fraction(asked.question))[:most]


def indexed(corpus: Corpus, work: Path, embedder: Embedder) -> Store:
    """The index of the corpus in a folder, where its files are written, too."""
    folder = work / "corpus"
    folder.mkdir(parents=True, exist_ok=True)
    for file, (_, text) in corpus.files.items():
        (folder / file).write_text(text, encoding="utf-8", newline="")
    manifest = "".join(json.dumps({"file": file, "title": title}) + "\n" for file, (title, _) in corpus.files.items())
    (folder / "manifest.jsonl").write_text(manifest, encoding="utf-8")
    store = Store(str(work / "index"))
    build_index(folder, store, embedder, intake=Intake())
    return store
