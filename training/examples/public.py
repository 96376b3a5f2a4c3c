"""PIAF and SQuAD 2.0: each question to its own passage, and some to a passage that was found for it but does not answer.

Such passages are the ones that a search by words and by vectors brings up. A question for training has some beside its own passage, in one group.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.answering.view import View
from assistant.documents.sentences import split_sentences
from assistant.lexical import LexicalIndex, fold
from assistant.types import Span
from training.examples.example import Example, Part, grouped, parts
from training.examples.reading import Question, Reading, beside, example, put

FOLDERS = {"piaf_fr": ("piaf", "fr"), "squad2_en": ("squad", "en")}
"""The folders that are read, with the name of the set and its language."""
_BREAK = re.compile(r"\s")
_DEPTH = 8
_ABSENT = 0.45
"""The share of a set's questions that are to have no answer: were it another in each language, the language alone would tell."""
_WRONG_AT_LEAST = 0.15
"""The share of answerable questions that are put to a wrong passage as well, however many have no answer anyway."""
_RRF = 60
_LISTED = 0.2
"""The share of the documents for training that are shown as lists of their sentences: what is listed in slides and reports is otherwise made up."""


def public_examples(data: Path, reading: Reading, random: Random, embedder: Embeddings | None = None) -> Iterator[Example]:
    """The examples of all sets below `data`.

    Args:
        data: A folder with `piaf_fr` and `squad2_en`, each with `docs.jsonl` and `questions.jsonl`.
        reading: Shows passages as the assistant does.
        random: Chooses the questions that are put to a wrong passage.
        embedder: Finds wrong passages together with BM25; BM25 alone where it is None.
    """
    for folder, (name, language) in FOLDERS.items():
        if (data / folder).is_dir():
            yield from _Set(data / folder, name, language, reading).examples(random, embedder)


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a file of one JSON value a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def parts_of(documents: Mapping[str, Mapping[str, Any]], questions: Sequence[Mapping[str, Any]]) -> dict[str, Part]:
    """What the questions of each title are for."""
    return parts(Counter(documents[row["source_doc_id"]]["title"] for row in questions))


class _Set:
    def __init__(self, folder: Path, name: str, language: str, reading: Reading) -> None:
        self.name, self.language = name, language
        self.documents = {row["doc_id"]: row for row in rows(folder / "docs.jsonl")}
        self.questions = rows(folder / "questions.jsonl")
        self.parts = parts_of(self.documents, self.questions)
        self.views: dict[str, tuple[View, ...]] = {
            doc_id: reading.views(row["text"], row["title"].replace("_", " "), language) for doc_id, row in self.documents.items()
        }
        self.listed = {
            doc_id: _Listed(row["text"], row["title"].replace("_", " "), language, reading)
            for doc_id, row in self.documents.items()
            if self._part(doc_id) == "training" and Random(f"{doc_id}/listed").random() < _LISTED
        }
        self.ids = [doc_id for doc_id in self.documents for _ in self.views[doc_id]]
        self.shown = [view for views in self.views.values() for view in views]

    def examples(self, random: Random, embedder: Embeddings | None) -> Iterator[Example]:
        lexical = LexicalIndex([str(place) for place in range(len(self.shown))], [view.text for view in self.shown], [self.language] * len(self.shown))
        dense = self._dense(embedder) if embedder else None
        unanswerable = sum(row["unanswerable"] for row in self.questions)
        wrong_share = max(_WRONG_AT_LEAST, _ABSENT / (1 - _ABSENT) - unanswerable / max(1, len(self.questions) - unanswerable))
        for place, row in enumerate(self.questions):
            part = self.parts[self.documents[row["source_doc_id"]]["title"]]
            text = self.documents[row["source_doc_id"]]["text"]
            spans = () if row["unanswerable"] else answer_spans(row, text)
            kind = f"{self.name}.{'span' if spans else 'unanswerable'}"
            question = Question(row["question"], self.language, kind, spans, Span(0, min(1, len(text))))
            listed = self.listed.get(row["source_doc_id"])
            found = example(listed.moved(question), listed.views, part) if listed else example(question, self.views[row["source_doc_id"]], part)
            if found is None and spans:
                continue
            is_put_to_wrong = bool(spans) and random.random() < wrong_share
            wrong = self._wrong(row, lexical, dense[place] if dense is not None else None) if is_put_to_wrong or part == "training" else []
            if found is not None:
                yield from grouped([found, *beside(question, wrong, part)], f"{self.name}/{place}")
            if is_put_to_wrong and wrong:
                yield put(Question(row["question"], self.language, f"{self.name}.wrong_passage"), random.choice(wrong), (), part)

    def _part(self, doc_id: str) -> Part | None:
        return self.parts.get(self.documents[doc_id]["title"])

    def _wrong(self, row: dict[str, Any], lexical: LexicalIndex, similar: np.ndarray | None) -> list[View]:
        """The best passages for a question that are of the same part, not its own, and hold none of its answers."""
        fused: dict[int, float] = defaultdict(float)
        ranked = [[int(place) for place, _ in lexical.nearest(row["question"], 4 * _DEPTH)]]
        if similar is not None:
            ranked.append(similar.tolist())
        for places in ranked:
            for rank, place in enumerate(places, 1):
                fused[place] += 1 / (_RRF + rank)
        own = {*row["gold_doc_ids"], row["source_doc_id"]}
        part = self._part(row["source_doc_id"])
        answers = [fold(answer) for answer in row["answers"]]
        wrong = [
            self._as_read(place)
            for place in sorted(fused, key=lambda place: (-fused[place], place))
            if self.ids[place] not in own and self._part(self.ids[place]) == part and not any(answer in fold(self._as_read(place).text) for answer in answers)
        ]
        return wrong[:_DEPTH]

    def _as_read(self, place: int) -> View:
        """The view at a place, or the one of about the same part of its document as a list."""
        listed, own = self.listed.get(self.ids[place]), self.views[self.ids[place]]
        return listed.views[min(own.index(self.shown[place]), len(listed.views) - 1)] if listed else self.shown[place]

    def _dense(self, embedder: Embeddings) -> np.ndarray:
        """For each question the places of the nearest views, nearest first."""
        passages = np.asarray(embedder.embed_documents([view.text for view in self.shown]), dtype=np.float32)
        questions = np.asarray([embedder.embed_query(row["question"]) for row in self.questions], dtype=np.float32)
        return np.argsort(-(questions @ passages.T), axis=1, kind="stable")[:, : 4 * _DEPTH]


class _Listed:
    """A text as a list of its sentences, with bullets or a line each."""

    def __init__(self, text: str, title: str, language: str, reading: Reading) -> None:
        bullet = Random(f"{text}/bullet").choice(("• ", "- ", ""))
        self.sentences = split_sentences(text, language)
        self.starts: list[int] = []
        written = f"{title}\n\n"
        for sentence in self.sentences:
            written += bullet
            self.starts.append(len(written))
            written += f"{_BREAK.sub(' ', sentence.of(text))}\n" + ("" if bullet else "\n")
        self.views = reading.views(written, title, language)

    def moved(self, question: Question) -> Question:
        """The question with its answers where the list has them; an answer of several sentences is left out."""
        near = self._moved(question.near) if question.near else None
        return replace(question, answers=tuple(span for span in map(self._moved, question.answers) if span), near=near)

    def _moved(self, span: Span) -> Span | None:
        for sentence, start in zip(self.sentences, self.starts, strict=True):
            if sentence.start <= span.start and span.end <= sentence.end:
                return Span(start + span.start - sentence.start, start + span.end - sentence.start)
        return None


def answer_spans(row: dict[str, Any], text: str) -> tuple[Span, ...]:
    """Where the answers stand; a start that several people gave comes first. Starts and answers are not paired in the sets."""
    starts = sorted(set(row["answer_starts"]), key=lambda start: (-row["answer_starts"].count(start), start))
    return tuple(Span(start, start + len(answer)) for start in starts for answer in dict.fromkeys(row["answers"]) if text.startswith(answer, start))
