"""Folders of documents that were written for training, and what people might ask of them in words of their own.

Each is indexed as the assistant indexes any folder. A question is put to the passage that answers it, or to the one that nearly does where none answers, and to
others that a search finds for it.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from assistant.answering.view import View, views
from assistant.documents.corpus import load, scan
from assistant.documents.language import question_language
from assistant.indexing import build_index
from assistant.lexical import words
from assistant.models.embedder import Embedder
from assistant.retrieval import Retriever
from assistant.store import Store
from assistant.types import Document, Intake, Span
from training.examples.example import Example, Part, grouped
from training.examples.public import rows
from training.examples.reading import Question, Reading, example, put

WRITTEN = Path(__file__).parents[1] / "written"
_OTHERS = 2
"""Passages that do not answer, to which a question is put beside its own in an epoch."""


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A question to a folder: the file and the spans that answer it, each alone, in the quote that shows them; without an answer the quote is a near miss."""

    question: str
    file: str
    quote: Span | None
    answers: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class PutToAll:
    """A question put to the passage that is its own, if any, and to those that were found for it and do not answer."""

    own: Example | None
    others: tuple[Example, ...]

    def drawn(self, random: Random) -> list[Example]:
        """Its own passage and some of the others, in one group."""
        others = random.sample(self.others, min(_OTHERS, len(self.others)))
        chosen = [self.own, *others] if self.own else others
        return grouped(chosen, f"written/{chosen[0].question}/{chosen[0].passage[:40]}") if chosen else []


def folders(part: Path) -> list[Path]:
    """The folders of a part, by name."""
    return sorted(folder.parent for folder in part.glob("*/questions.jsonl"))


def asked_of(folder: Path) -> list[WrittenQuestion]:
    """The questions of a folder.

    Where a heading answers, as the name of an entry does, what stands below it in the quote is the answer: that is what is cited. The items of a list are one.

    Raises:
        ValueError: A quote is not in its file, or more than once.
    """
    documents = {source.file: load(source) for source in scan(folder / "corpus", intake=Intake())[0]}
    found = []
    for row in rows(folder / "questions.jsonl"):
        document, quote = documents.get(row["file"]), row["quote"]
        if not quote:
            found.append(WrittenQuestion(row["question"], row["file"], None, ()))
            continue
        times = document.text.count(quote) if document else 0
        if document is None or times != 1:
            raise ValueError(f"{folder.name}, {row['question']!r}: its quote is {times} times in {row['file']!r}; give one that is there once")
        start = document.text.index(quote)
        shown = Span(start, start + len(quote))
        answers = [Span(at, at + len(answer)) for answer in row["answers"] for at in [document.text.index(answer, start)]]
        if row.get("kind") == "list" and answers:  # one answer, as a reader points at it: from the first item to the last
            answers = [Span(min(answer.start for answer in answers), max(answer.end for answer in answers))]
        found.append(WrittenQuestion(row["question"], row["file"], shown, _cited(document, shown, answers)))
    return found


def _cited(document: Document, quote: Span, answers: Sequence[Span]) -> tuple[Span, ...]:
    """What of the answers lies in units: without the bullet of a list, and below a heading that answers what it is the name of."""
    units = [unit for block in document.blocks for unit in block.units if unit.start < quote.end and quote.start < unit.end]
    cited: list[Span] = []
    for answer in answers:
        own = [unit for unit in units if unit.kind != "heading" and unit.start < answer.end and answer.start < unit.end]
        cited += [Span(max(answer.start, own[0].start), min(answer.end, own[-1].end))] if own else []
    return tuple(cited) or (tuple(unit.span for unit in units if unit.kind != "heading") if answers else ())


def written_examples(given: Sequence[Path], reading: Reading, embedder: Embedder, part: Part) -> Iterator[PutToAll]:
    """The questions of the given folders."""
    for folder in given:
        with tempfile.TemporaryDirectory() as work:
            store = Store(work)
            build_index(folder / "corpus", store, embedder, intake=Intake())
            retriever = Retriever(store.snapshot(), embedder)
            shown = _Shown(retriever, reading)
            yield from (shown.put(asked, part) for asked in asked_of(folder))
            store.close()


class _Shown:
    """The passages of a folder as the reader is shown them."""

    def __init__(self, retriever: Retriever, reading: Reading) -> None:
        self._retriever = retriever
        self._of_file: dict[str, list[View]] = defaultdict(list)
        self._of_chunk: dict[str, list[View]] = {}
        snapshot = retriever.snapshot
        self._texts = {document.file: snapshot.text(document.id) for document in snapshot.documents.values()}
        for chunk in snapshot.chunks():
            file = snapshot.documents[chunk.document_id].file
            self._of_chunk[chunk.id] = list(views(chunk, self._texts[file], reading.fits))
            self._of_file[file] += self._of_chunk[chunk.id]

    def put(self, asked: WrittenQuestion, part: Part) -> PutToAll:
        near = Span(asked.quote.start, asked.quote.start + 1) if asked.quote else None
        question = Question(asked.question, question_language(asked.question), f"written.{'answer' if asked.answers else 'near_miss'}", asked.answers, near)
        own = example(question, tuple(self._of_file[asked.file]), part)
        wrong = replace(question, kind="written.wrong_passage", answers=(), near=None)
        passages = self._retriever.search(asked.question)
        answers = [_words(span.of(self._texts[asked.file])) for span in asked.answers]
        others = [
            view
            for passage in passages
            for view in self._of_chunk[passage.chunk.id]
            if (passage.document.file != asked.file or not _shows(view, asked)) and not _says(view, answers)
        ]
        return PutToAll(own, tuple(put(wrong, view, (), part) for view in others))


def _says(view: View, answers: Sequence[str]) -> bool:
    """Whether a view has one of the answers, wherever it is."""
    said = _words(view.text)
    return any(answer in said for answer in answers)


def _words(text: str) -> str:
    """The folded words of a text, such that those of another are in it as a run of whole words."""
    return f" {' '.join(words(text))} "


def _shows(view: View, asked: WrittenQuestion) -> bool:
    """Whether a view of the file shows something of the quote."""
    quote = asked.quote
    return quote is not None and any(unit.start < quote.end and quote.start < unit.end for unit in view.shown)
