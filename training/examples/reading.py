"""Texts as the assistant reads them: parsed, cut into chunks, shown to the reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from random import Random

from assistant.answering.view import View, views
from assistant.chunking import chunk_document
from assistant.documents.markdown import parse_markdown
from assistant.documents.structure import parse_structure
from assistant.models.bundled import BundledEmbedder
from assistant.models.kit.tokens import shared_tokens
from assistant.models.reader import PASSAGE_TOKENS
from assistant.types import Document, DocumentInfo, Span
from training.examples.example import Example, Part

_BESIDE = 2
"""Wrong passages that a question for training is put to beside its own, at most."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question to a document: the spans of the document that answer, each alone, or none; then `near` is what comes nearest."""

    text: str
    language: str
    kind: str
    answers: tuple[Span, ...] = ()
    near: Span | None = None


class Reading:
    """Shows documents as the assistant will."""

    def __init__(self) -> None:
        """Loads what counts tokens."""
        self._embedder, self._tokens = BundledEmbedder(), shared_tokens()

    def views(self, text: str, title: str, language: str, *, markdown: bool = False) -> tuple[View, ...]:
        """The passages of a text."""
        document = document_of(text, title, language, markdown=markdown)
        return tuple(view for chunk in chunk_document(document, self._embedder) for view in views(chunk, text, self.fits))

    def fits(self, text: str) -> bool:
        """Whether the reader reads a text to its end."""
        return self._tokens.count(text) <= PASSAGE_TOKENS


def document_of(text: str, title: str, language: str, *, markdown: bool = False) -> Document:
    """A text as a document."""
    digest = sha256(text.encode()).hexdigest()
    blocks = (parse_markdown if markdown else parse_structure)(text, language)
    return Document(DocumentInfo(digest[:16], "text", title, language, digest), text, blocks)


def example(question: Question, shown: tuple[View, ...], part: Part) -> Example | None:
    """The question put to the view that shows the answer, or what comes nearest to one; None where no view shows it whole."""
    wanted = question.answers or ((question.near,) if question.near else ())
    for view in shown:
        places = [place for place in map(view.place, wanted) if place is not None]
        if places:
            answers = tuple(dict.fromkeys(places)) if question.answers else ()
            return put(question, view, answers, part)
    return None


def beside(question: Question, others: Sequence[View], part: Part) -> list[Example]:
    """For training, the question put to some of the passages that do not answer it; for the other parts none."""
    chosen = Random(f"{question.text}/beside").sample(others, min(_BESIDE, len(others))) if part == "training" else []
    wrong = replace(question, kind=f"{question.kind.partition('.')[0]}.wrong_passage", answers=())
    return [put(wrong, view, (), part) for view in chosen]


def put(question: Question, view: View, answers: tuple[Span, ...], part: Part) -> Example:
    """A question put to a view."""
    kinds = tuple(unit.kind for unit in view.shown)
    return Example(question.text, view.text, view.units, kinds, answers, question.language, question.kind, part)
