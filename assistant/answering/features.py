"""What the reader knows of a question and a unit, as numbers of about the same size."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from assistant.answering.question import Kind, can_answer, question_kind
from assistant.lexical import content_words, stems, words
from assistant.types import Passage, Unit

UNIT_FEATURES = (
    "similarity", "similarity_gap", "passage_gap", "rank", "covered", "covered_in_context", "covered_in_passage", "shape", "missing_number", "missing_name", "short",
)  # fmt: skip
NULL_FEATURES = ("similarity", "covered", "covered_in_context", "covered_in_passage", "shape", "missing_number", "missing_name")
_ADDRESS_ONLY = re.compile(r"(?:https?://|www\.)\S+")
_NAME = re.compile(r"(?<=[\s(«“\"'’])[A-ZÀ-Þ][\w-]{2,}|\b[A-Z]{2,}\w*")


class WordWeights(Protocol):
    """How much each word tells passages apart."""

    def weight(self, word: str) -> float:
        """The inverse document frequency of a folded word."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may answer: not a heading, a table's header line or a bare address unless one is asked for."""

    passage: Passage
    index: int

    @property
    def unit(self) -> Unit:
        """The unit that is meant."""
        return self.passage.chunk.units[self.index]


def candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """The units that may answer, in the order of the passages."""
    contact = question_kind(question) == "contact"
    found = []
    for passage in passages:
        units = passage.chunk.units
        headers = {span for unit in units for span in unit.header if unit.kind == "row"}
        bodies = [
            index
            for index, unit in enumerate(units)
            if unit.kind != "heading" and unit.span not in headers and (contact or not _ADDRESS_ONLY.fullmatch(unit.span.of(passage.document_text)))
        ]
        found += [Candidate(passage, index) for index in bodies or range(len(units))]
    return found


def unit_features(question: str, found: Sequence[Candidate], weights: WordWeights) -> np.ndarray:
    """One row a candidate, `(n_candidates, len(UNIT_FEATURES))`; cosines are multiplied by ten, all else lies in [0, 1]."""
    asked = _Question(question, weights)
    best_unit = max(candidate.passage.unit_similarities[candidate.index] for candidate in found)
    best_passage = max(candidate.passage.similarity for candidate in found)
    rows = []
    previous: Passage | None = None
    passage_words: list[str] = []
    for candidate in found:
        passage = candidate.passage
        if passage is not previous:
            passage_words = words(f"{passage.chunk.context} {passage.chunk.text}")
            passage_cover = asked.cover(passage_words)
            missing_number, missing_name = asked.missing(passage_words)
            previous = passage
        unit, text = candidate.unit, passage.document_text
        content = unit.span.of(text)
        own = words(content)
        context = words(" ".join([*(span.of(text) for span in unit.header), passage.chunk.section or "", passage.document.title]))
        similarity = passage.unit_similarities[candidate.index]
        rows.append(
            [
                10 * similarity,
                10 * (similarity - best_unit),
                10 * (passage.similarity - best_passage),
                1 / passage.rank,
                asked.cover(own),
                asked.cover(own + context),
                passage_cover,
                _shape(asked.kind, unit, content),
                missing_number,
                missing_name,
                float(len(set(content_words(content)) - asked.known) < 2),
            ]
        )
    return np.array(rows)


def null_features(features: np.ndarray) -> np.ndarray:
    """What speaks for "none of them": the best that any unit has of each of `NULL_FEATURES`; `(len(NULL_FEATURES),)`."""
    columns = [UNIT_FEATURES.index(name) for name in NULL_FEATURES]
    best = features[:, columns].max(axis=0)
    for position, name in enumerate(NULL_FEATURES):
        if name.startswith("missing"):
            best[position] = features[:, columns[position]].min()
    return np.asarray(best)


def _shape(kind: Kind, unit: Unit, content: str) -> float:
    if kind == "list":
        return 1.0 if unit.kind == "item" or content.endswith(":") else 0.5 if content.count(",") > 1 else 0.0
    return can_answer(kind, content)


class _Question:
    """A question's content words with their weights."""

    def __init__(self, question: str, weights: WordWeights) -> None:
        self.kind = question_kind(question)
        self.words = content_words(question)
        self.known = set(self.words)
        self._weights = [weights.weight(word) for word in self.words]
        self._total = sum(self._weights)
        names = {word for match in _NAME.finditer(question) for word in words(match.group())}
        self._names = [word for word in self.words if word in names]
        self._numbers = [word for word in self.words if word[0].isdigit()]

    def cover(self, text_words: Sequence[str]) -> float:
        """The share of the question that these words cover, each question word by its weight, in [0, 1]."""
        if not self._total:
            return 0.0
        matcher = _Matcher(text_words)
        return sum(weight * matcher.match(word) for word, weight in zip(self.words, self._weights, strict=True)) / self._total

    def missing(self, text_words: Sequence[str]) -> tuple[float, float]:
        """The shares of the question's numbers and of its names that these words do not hold; 0 where it has none."""
        matcher = _Matcher(text_words)
        return _missing(self._numbers, matcher), _missing(self._names, matcher)


def _missing(wanted: Sequence[str], matcher: _Matcher) -> float:
    return 1 - sum(matcher.match(word) for word in wanted) / len(wanted) if wanted else 0.0


class _Matcher:
    """Whether a text has a word, or one like it: a cognate of the other language, a plural, a typing error."""

    def __init__(self, text_words: Iterable[str]) -> None:
        self._words = set(text_words)
        self._stems = {stem for word in self._words for stem in stems(word)}
        self._prefixes = {word[:5] for word in self._words if len(word) >= 5 and word[0].isalpha()}

    def match(self, word: str) -> float:
        """1 for a word with the same stem, 0.7 for one that begins with the same five letters, else 0."""
        if any(stem in self._stems for stem in stems(word)):
            return 1.0
        return 0.7 if word[0].isalpha() and len(word) >= 5 and word[:5] in self._prefixes else 0.0
