"""What the reader knows of a question and a unit, as numbers of about the same size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Protocol

import numpy as np

from assistant.answering.candidates import Candidate
from assistant.answering.lists import heading_of
from assistant.answering.locating import Location
from assistant.answering.operations import row_numbers
from assistant.answering.question import NAME, count_words, question_kind, subject_words
from assistant.answering.rows import YEAR, is_total
from assistant.documents.language import question_language
from assistant.documents.tables import numbering
from assistant.lexical import WordMatcher, content_words, fold, words
from assistant.types import Span

READ = ("answerable", "unit", "span")
"""What is known of a candidate once it is read."""
TOLD = (
    *("similarity", "passage_gap", "unit_gap", "rank", "covered_with_title", "covered_with_passage"),
    *("other_language", "whole_list", "label_gap", "figure_gap"),
)
"""What is known before."""
FEATURES = (*READ, *TOLD)
_CONTEXT_CREDIT = 0.6
"""What a question word is worth that stands above the unit (heading, table header, introduction), which its neighbours share, not in it."""
_TOTAL_SHARE = 0.5
"""What a total's label counts, whose word may be said of a column or of anything else."""
_UNKNOWN_CREDIT = 0.5
"""What a question word is worth, at most, that the documents of the passage's language do not know, where the question is in another: nothing can be told
from it, unless they know hardly any of the question's words."""
_FIGURE = re.compile(r"(?!(?:19|20)\d\d$)(?=(?:\d\.?){3})\d+(?:\.\d+)?")
"""A number of three digits or more that is no year: one of fewer may be a part of a name ("4.0")."""


class WordWeights(Protocol):
    """What is known of each word."""

    def weight(self, word: str) -> float:
        """How much a folded word tells passages apart: its inverse document frequency."""
        ...

    def knows(self, word: str, language: str | None = None) -> bool:
        """Whether the word, or one like it, stands anywhere in the documents, or in those of one language."""
        ...


def read(located: Sequence[Location]) -> np.ndarray:
    """What the network says of each candidate, logits, `(n_candidates, len(READ))`."""
    return np.array([[location.answerable, location.unit, location.span] for location in located])


def told(question: str, found: Sequence[Candidate], weights: WordWeights) -> np.ndarray:
    """What is known of each candidate before it is read, `(n_candidates, len(TOLD))`.

    Cosines are multiplied by ten, the gap of a row's label lies in [-2, 0], that of the figures in [-1, 0], all else in [0, 1].
    """
    asked = _Question(question, weights)
    best_passage = max(candidate.passage.similarity for candidate in found)
    nearest = max(_similarity(candidate) for candidate in found)
    gaps = iter(zip(_label_gaps(question, asked, found), _figure_gaps(asked, found), strict=True))
    rows = []
    for passage, members in groupby(found, key=lambda candidate: candidate.passage):
        language, text = passage.document.language, passage.document_text
        edition = passage.document.edition  # true of all that the document says
        whole = WordMatcher(words(f"{passage.chunk.context} {passage.chunk.text} {edition}"))
        title = WordMatcher(words(f"{passage.document.title} {edition}"))
        for candidate in members:
            unit, content = candidate.unit, candidate.content
            own = WordMatcher([*words(candidate.lead), *count_words(len(candidate.places))] if candidate.is_list else words(content))
            above = WordMatcher(words(" ".join([*(span.of(text) for span in unit.header), passage.chunk.section_at(unit.start) or "", edition])))
            places = [(own, 1.0), (above, _CONTEXT_CREDIT)]
            if candidate.is_list:
                places.append((WordMatcher(words(content)), _CONTEXT_CREDIT))
            rows.append(
                [
                    10 * passage.similarity,
                    10 * (passage.similarity - best_passage),
                    10 * (_similarity(candidate) - nearest),
                    1 / passage.rank,
                    asked.cover(language, *places, (title, 1.0)),
                    asked.cover(language, *places, (title, 1.0), (whole, 1.0)),
                    float(language != asked.language),
                    float(asked.kind == "list" and (candidate.is_list or content.endswith(":"))),
                    *next(gaps),
                ]
            )
    return np.array(rows)


def _similarity(candidate: Candidate) -> float:
    """The cosine of the nearest of its units with the question; where those are not known, the passage's."""
    cosines = candidate.passage.unit_similarities
    return max(cosines[place] for place in candidate.places) if cosines else candidate.passage.similarity


def _label_gaps(question: str, asked: _Question, found: Sequence[Candidate]) -> list[float]:
    """For each candidate by how much less of its row's label the question has than of the label in its table that it has most of; 0 for what is no row.

    A label is named in full by its number ("II.2", "axis 3") as well; a part of the row whose number is named is meant before it where the question has more of
    the part's label.
    """
    numbers = row_numbers(question)
    shares: dict[int, float] = {}
    tables: dict[tuple[str, tuple[Span, ...]], list[int]] = {}
    named: dict[tuple[str, tuple[Span, ...], str], float] = {}
    parts: list[tuple[int, tuple[str, tuple[Span, ...], str]]] = []
    for place, candidate in enumerate(found):
        unit, passage = candidate.unit, candidate.passage
        if unit.label is not None:
            number = fold(numbering(unit.label.of(passage.document_text))[1])
            said = content_words(" ".join(span.of(passage.document_text) for span in unit.labels))
            own = asked.share_of([word for word in said if word not in words(number)] or said)
            table = (passage.document.id, unit.header)
            tables.setdefault(table, []).append(place)
            shares[place] = 1.0 if number in numbers else _TOTAL_SHARE * own if is_total(passage.document_text, unit) else own
            if number in numbers:
                named[*table, number] = own
            elif number.rpartition(".")[0] in numbers:
                parts.append((place, (*table, number.rpartition(".")[0])))
    for place, whole in parts:
        if shares[place] > named.get(whole, 1.0):
            shares[place] += 1.0
    most = {place: max(shares[row] for row in rows) for rows in tables.values() for place in rows}
    return [shares[place] - most[place] if place in shares else 0.0 for place in range(len(found))]


def _figure_gaps(asked: _Question, found: Sequence[Candidate]) -> list[float]:
    """For each candidate by how many fewer of the figures that the question names it has than the one that has most of them, as a share."""
    if not asked.figures:
        return [0.0] * len(found)
    shares = [len(asked.figures.intersection(words(candidate.content))) / len(asked.figures) for candidate in found]
    most = max(shares)
    return [share - most for share in shares]


def list_names(question: str, found: Sequence[Candidate], weights: WordWeights) -> np.ndarray:
    """How far the question is what introduces each whole list, `(n_candidates,)`, in [0, 1].

    A heading does, also where a sentence stands between. What is no list is at the middle, and a list in another language than the question, whose words it
    cannot be expected to have, no lower.
    """
    asked = _Question(question, weights)
    names = np.full(len(found), 0.5)
    for place, candidate in enumerate(found):
        if candidate.is_list:
            heading = heading_of(candidate.passage, candidate.index)
            match = max(asked.names(name, candidate) for name in (candidate.lead, heading))
            names[place] = match if candidate.passage.document.language == asked.language else (1 + match) / 2
    return names


class _Question:
    """A question's content words with their weights."""

    def __init__(self, question: str, weights: WordWeights) -> None:
        self.kind = question_kind(question)
        self.words = subject_words(question)
        self.known = set(self.words)
        self._matcher = WordMatcher(self.words)
        self.language = question_language(question)
        self._dictionary = weights
        self._weights = [weights.weight(word) for word in self.words]
        self._total = sum(self._weights)
        names = {word for match in NAME.finditer(question) for word in words(match.group())}
        self._shares: dict[str, float] = {}
        self._names = [word for word in self.words if word in names]
        self._numbers = [word for word in self.words if word[0].isdigit()]
        self.figures = {word for word in self._numbers if _FIGURE.fullmatch(word)}
        self._of_year = any(YEAR.fullmatch(word) for word in self._numbers)

    def cover(self, language: str, *places: tuple[WordMatcher, float]) -> float:
        """The share of the question that stands in these places, each word by its weight and the credit of the best place that has it, in [0, 1]."""
        if not self._total:
            return 0.0
        return sum(weight * self._credit(word, language, places) for word, weight in zip(self.words, self._weights, strict=True)) / self._total

    def _credit(self, word: str, language: str, places: Sequence[tuple[WordMatcher, float]]) -> float:
        best = max(credit * place.match(word) for place, credit in places)
        if best == 0 and language != self.language and word not in self._names and word not in self._numbers and not self._dictionary.knows(word, language):
            return min(_UNKNOWN_CREDIT, self._known_share(language))
        return best

    def _known_share(self, language: str) -> float:
        """The share of the question, by weight, that the documents of a language know: names, numbers, cognates."""
        if language not in self._shares:
            known = sum(weight for word, weight in zip(self.words, self._weights, strict=True) if self._dictionary.knows(word, language))
            self._shares[language] = known / self._total if self._total else 0.0
        return self._shares[language]

    def share_of(self, label: Sequence[str]) -> float:
        """The share of a row's label, each word by its weight, that the question has: of two rows that share a word with it, the one it names in full.

        A number that the question does not have, as a row's own number, is no part of it; but a year is where the question is of another.
        """
        weights = {
            word: self._dictionary.weight(word) for word in label if word in self.known or not word[0].isdigit() or (self._of_year and YEAR.fullmatch(word))
        }
        return sum(weight * self._matcher.match(word) for word, weight in weights.items()) / sum(weights.values()) if sum(weights.values()) else 0.0

    def names(self, name: str, candidate: Candidate) -> float:
        """How far the question is the name of a list, or says its number of items: the harmonic mean of the shares of either that the other has."""
        counts, chunk, language = count_words(len(candidate.places)), candidate.passage.chunk, candidate.passage.document.language
        above = WordMatcher(words(f"{chunk.context} {chunk.section_at(candidate.unit.start) or ''}"))
        named = self.share_of([*content_words(name), *(word for word in counts if word in self.known)])
        covered = self.cover(language, (WordMatcher([*words(name), *counts]), 1.0), (above, _CONTEXT_CREDIT))
        return 2 * named * covered / (named + covered) if named and covered else 0.0
