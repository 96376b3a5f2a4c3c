"""Candidates -> what the trained reader thinks of each: it reads a passage as a view of it, and what it points at is carried back to the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

import numpy as np

from assistant.answering.candidates import Candidate
from assistant.answering.figures import as_written
from assistant.answering.view import View, views
from assistant.models.passage_scores import PassageScores
from assistant.types import Span, Unit


class SpanReader(Protocol):
    """Points at answers in a text; `version` changes with what it would say."""

    version: str

    def fits(self, passage: str) -> bool:
        """Whether a passage is read to its end, whatever the question."""
        ...

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> Sequence[PassageScores]:
        """What it thinks of each question and the passage that it is put to: a text, and where its units lie in it."""
        ...


@dataclass(frozen=True, slots=True)
class Location:
    """What the reader thinks of a candidate.

    Attributes:
        answerable: The logit that what it was read in answers.
        unit: The log probability that it holds the answer, if there is one.
        span: That of its best span.
        answer: The answer in the document: that span, or where the best one of all takes in more than the candidate, as the items of a list, that one; None
            where nothing of the candidate was read.
    """

    answerable: float
    unit: float
    span: float
    answer: Span | None


def locate(question: str, found: Sequence[Candidate], reader: SpanReader) -> list[Location]:
    """One location a candidate, in their order. A passage that does not fit is read in parts, each with what stands above it.

    Each is asked with the figures of the question written as it writes them.
    """
    groups = [(passage, list(members)) for passage, members in groupby(found, key=lambda candidate: candidate.passage)]
    shown = [tuple(views(passage.chunk, passage.document_text, reader.fits)) for passage, _ in groups]
    scores = iter(reader.read([(as_written(question, view.text), view.text, view.units) for part in shown for view in part]))
    located = []
    for (_, members), part in zip(groups, shown, strict=True):
        read = [_Read.of(view, next(scores)) for view in part]
        located += [_location(candidate, read) for candidate in members]
    return located


@dataclass(frozen=True, slots=True)
class _Read:
    """A view, what the reader thinks of it, its best span of all, and where in the view each unit of the chunk is."""

    view: View
    scores: PassageScores
    best: Span | None
    places: Mapping[Unit, int]

    @classmethod
    def of(cls, view: View, scores: PassageScores) -> _Read:
        return cls(view, scores, scores.best_span(0, len(view.units) - 1)[0], {unit: place for place, unit in enumerate(view.shown)})


def _location(candidate: Candidate, read: Sequence[_Read]) -> Location:
    """In the view that shows most of the candidate's units, the first of several."""
    wanted = [candidate.passage.chunk.units[place] for place in candidate.places]
    one = max(read, key=lambda part: sum(unit in part.places for unit in wanted))
    places, view, scores, best = [one.places[unit] for unit in wanted if unit in one.places], one.view, one.scores, one.best
    answer, span = scores.best_span(places[0], places[-1])
    if best and best.start < view.units[places[-1]].end and view.units[places[0]].start < best.end:
        answer = best
    unit = float(np.logaddexp.reduce([scores.units[place] for place in places]))
    return Location(scores.answerable, unit, span, view.origin(answer) if answer else None)
