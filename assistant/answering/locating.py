"""Candidates -> what the trained reader thinks of each: it reads a passage as a view of it, and what it points at is carried back to the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np

from assistant.answering.candidates import Candidate
from assistant.answering.view import View, views
from assistant.models.reader import PassageScores
from assistant.types import Passage, Span


class SpanReader(Protocol):
    """Points at answers in a text."""

    def fits(self, passage: str) -> bool:
        """Whether a passage is read to its end, whatever the question."""
        ...

    def scores(self, question: str, passage: str, units: Sequence[Span]) -> PassageScores:
        """What it thinks of a passage whose units lie so."""
        ...


@dataclass(frozen=True, slots=True)
class Location:
    """What the reader thinks of a candidate.

    Attributes:
        answerable: The logit that what it was read in answers.
        unit: The log probability that it holds the answer, if there is one.
        span: That of its best span.
        answer: That span in the document, None where nothing of the candidate was read.
    """

    answerable: float
    unit: float
    span: float
    answer: Span | None


def locate(question: str, found: Sequence[Candidate], reader: SpanReader) -> list[Location]:
    """One location a candidate, in their order. A passage that does not fit is read in parts, each with what stands above it."""
    located = []
    for passage, members in groupby(found, key=lambda candidate: candidate.passage):
        read = _read(question, passage, reader)
        located += [_location(candidate, read) for candidate in members]
    return located


@dataclass(frozen=True, slots=True)
class _Read:
    """A view, where in it each unit of the chunk is, and what the reader thinks of it."""

    view: View
    places: dict[Span, int]
    scores: PassageScores


def _read(question: str, passage: Passage, reader: SpanReader) -> list[_Read]:
    return [
        _Read(view, {unit.span: place for place, unit in enumerate(view.shown)}, reader.scores(question, view.text, view.units))
        for view in views(passage.chunk, passage.document_text, reader.fits)
    ]


def _location(candidate: Candidate, read: Sequence[_Read]) -> Location:
    """In the view that shows most of the candidate's units, the first of several."""
    units = candidate.passage.chunk.units
    shown = [[one.places[units[place].span] for place in candidate.places if units[place].span in one.places] for one in read]
    places, one = max(zip(shown, read, strict=True), key=lambda pair: len(pair[0]))
    answer, span = one.scores.best_span(places[0], places[-1])
    unit = float(np.logaddexp.reduce([one.scores.units[place] for place in places]))
    return Location(one.scores.answerable, unit, span, one.view.origin(answer) if answer else None)
