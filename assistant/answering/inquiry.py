"""A question, or the ways to understand it -> what is found for it, part by part where it asks of several things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from time import perf_counter

from assistant.answering.cohort import corrected
from assistant.answering.parts import Parts, named, names_both, parts, without_question_word
from assistant.answering.reader import Evidence, Reader, Reading, ranked
from assistant.answering.selection import ANSWERABLE, WORKABLE, refusal, select
from assistant.answering.versions import prefer_versions, preferred, without_files
from assistant.conversation import standalone_questions
from assistant.retrieval import Retriever
from assistant.types import Passage, Reason, Span, Turn

_SURE = 0.75
"""A question is not asked in another way where it is answered with this probability."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a question.

    Attributes:
        question: As it stands alone.
        asked: Without the names of files that only choose a version.
        passages: By the probability that they answer.
        reading: What the reader makes of them.
    """

    question: str
    asked: str
    passages: tuple[Passage, ...]
    reading: Reading


class Inquiry:
    """Looks for the answer to one question.

    Attributes:
        retriever: What it searches with.
        retrieving: The seconds that retrieval took so far.
    """

    def __init__(self, retriever: Retriever, reader: Reader, bias: float = 0.0) -> None:
        """Searches with a retriever, reads with a reader, and corrects what it reads by the bias that the cohort showed."""
        self.retriever, self._reader, self._bias = retriever, reader, bias
        self.retrieving = 0.0

    def find(self, question: str) -> Found:
        """Searches and reads."""
        begun = perf_counter()
        passages = self.retriever.search(question, preferred=lambda document: preferred(question, document))
        self.retrieving += perf_counter() - begun
        asked = without_files(question, (passage.document for passage in passages))
        reading = prefer_versions(question, corrected(self._reader.read(asked, passages, self.retriever.lexical), self._bias))
        return Found(question, asked, ranked(passages, reading), reading)

    def first_answered(self, ways: Sequence[str]) -> Found:
        """What is found for the first way to understand a question that the documents answer surely enough.

        Otherwise that for the likeliest of those that they may answer, and for the first of all where they answer none.
        """
        tried: list[Found] = []
        for way in ways:
            tried.append(self.find(way))
            if self.why_not(tried[-1], _SURE) is None:
                return tried[-1]
        return max((found for found in tried if self.why_not(found, ANSWERABLE) is None), key=lambda found: found.reading.answerable, default=tried[0])

    def why_not(self, found: Found, least: float) -> Reason | None:
        """Why what was found is not enough to answer from, if the passage must be as probable as `least`."""
        return refusal(found.asked, found.reading, self.retriever.lexical, least)

    def select(self, found: Found) -> tuple[Evidence, ...] | Reason:
        """The evidence to answer from, or why there is none."""
        return select(found.asked, found.reading, self.retriever.lexical)

    def in_parts(self, whole: Found, chosen: tuple[Evidence, ...] | Reason) -> list[tuple[Found, tuple[Evidence, ...]]]:
        """The parts of a question with the evidence for each; none where it asks one thing, one place answers it all, or a part is not answered.

        A part may be less sure than a question of its own where the evidence names what it asks of, or stands in the passage that answers the other part.
        What is only compared with must be surer and be named: a fragment finds something anywhere.
        """
        asked = parts(standalone_questions(whole.asked, ())[-1])
        if asked is None or (not isinstance(chosen, str) and any(names_both(evidence, asked) for evidence in chosen)):
            return []
        first, second = (self.first_answered(_with_amount(ways, asked)) for ways in ((asked.first,), _ways(asked)))
        found = _apart(first, second, asked)
        answered: list[tuple[Found, tuple[Evidence, ...]]] = []
        for place, part in enumerate(found):
            selected, best = self.select(part), part.reading.evidence[:1]
            if isinstance(selected, str) and best and self.why_not(part, WORKABLE) is None:
                beside = {evidence[0].passage.chunk.id for _, evidence in answered}
                selected = best if named(best[0], asked)[place] or best[0].passage.chunk.id in beside else selected
            if isinstance(selected, str):
                return []
            if place and asked.compares:
                if not named(selected[0], asked)[place] or self.why_not(part, _SURE) is not None:
                    return []
                selected = selected[:1]
            answered.append((part, selected))
        return answered if len({_place(evidence[0]) for _, evidence in answered}) == len(found) else []


def _ways(asked: Parts) -> tuple[str, ...]:
    """The ways to understand the second part: as it stands and as a follow-up to the first; the other way round where it is no whole question."""
    clause = without_question_word(asked.second)
    alone, continued = (standalone_questions(way, [Turn("user", asked.first)]) for way in (asked.second, f"et {clause}"))
    if asked.compares or clause != asked.second:
        return tuple(dict.fromkeys((*continued, *alone)))
    return tuple(dict.fromkeys((alone[0], continued[0], *alone, *continued)))


def _apart(one: Found, other: Found, asked: Parts) -> tuple[Found, Found]:
    """The two with places of their own: what is the best of both is left to the one that it is more probable for, if the next names what the other asks."""
    if not one.reading.evidence or not other.reading.evidence or _place(one.reading.evidence[0]) != _place(other.reading.evidence[0]):
        return one, other
    less = int(one.reading.evidence[0].probability > other.reading.evidence[0].probability)
    both = [one, other]
    rest = both[less].reading.without_best()
    if rest.evidence and named(rest.evidence[0], asked)[less]:
        both[less] = replace(both[less], passages=ranked(both[less].passages, rest), reading=rest)
    return both[0], both[1]


def _with_amount(ways: Sequence[str], asked: Parts) -> Sequence[str]:
    """The ways asked for an amount first, where one is meant: what is "more" is not always told in words."""
    return (*(f"{asked.amount} {way}" for way in ways), *ways) if asked.amount else ways


def _place(evidence: Evidence) -> tuple[str, Span]:
    return evidence.passage.document.id, evidence.unit.span


def interleaved(ranked_passages: Sequence[Sequence[Passage]]) -> tuple[Passage, ...]:
    """The passages of several searches, the best of each first, none twice, and their ranks anew."""
    in_turn = {passage.chunk.id: passage for row in zip_longest(*ranked_passages) for passage in row if passage is not None}
    return tuple(replace(passage, rank=rank) for rank, passage in enumerate(in_turn.values(), 1))
