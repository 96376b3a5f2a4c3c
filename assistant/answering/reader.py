"""Passages -> evidence: which unit of which passage answers the question, and whether any does."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.answering.candidates import Candidate, candidates, in_one_table
from assistant.answering.features import READ, TOLD, WordWeights, list_names, read, told
from assistant.answering.locating import Location, SpanReader, locate
from assistant.types import Citation, Passage, Span, Unit

_AT_ONCE = 2
"""So many passages are read at a time."""
_HIGHEST = 6.0
"""The logit that hardly any passage exceeds: what could not be the likeliest even with that one is not read."""
_UNNAMED = 1.5
"""How much less likely a whole list is, in log odds, that the question does not name at all; three times as much more likely is one that it names in full."""
WEIGHTS = Path(__file__).with_name("reader_weights.json")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A unit of a passage, with the probability that it answers the question, and the span of the document that is the answer itself, where that is known."""

    passage: Passage
    index: int
    probability: float
    answer: Span | None = None

    @property
    def unit(self) -> Unit:
        """The unit that is meant."""
        return self.passage.chunk.units[self.index]

    def scaled(self, factor: float) -> Evidence:
        """The same with its probability multiplied."""
        return replace(self, probability=self.probability * factor)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found: evidence, best first, and the probability that the passages do not say."""

    evidence: tuple[Evidence, ...]
    unanswerable: float

    @property
    def answerable(self) -> float:
        """The probability that the passage of the best evidence answers, given that it or none does, in [0, 1].

        Not that of the best unit alone: the rows of a table share out among them what a sentence has for itself.
        """
        if not self.evidence:
            return 0.0
        passage = self.evidence[0].passage
        mass = sum(evidence.probability for evidence in self.evidence if evidence.passage == passage)
        return mass / (mass + self.unanswerable)

    def probability_of(self, citations: Sequence[Citation]) -> float:
        """The probability that what is cited answers, in [0, 1]: an answer shows more than the unit it was read from, as a list with all its items.

        Where it cites only what was not read, as titles, it is that of the passage below them.
        """
        cited = sum(
            evidence.probability
            for evidence in self.evidence
            if any(
                citation.document.id == evidence.passage.document.id and citation.start < evidence.unit.end and evidence.unit.start < citation.end
                for citation in citations
            )
        )
        return cited if cited or not citations else self.answerable

    def without_best(self) -> Reading:
        """What is left where the best is known not to be meant, the probabilities in proportion."""
        rest = self.evidence[1:]
        total = self.unanswerable + sum(evidence.probability for evidence in rest)
        return Reading(tuple(evidence.scaled(1 / total) for evidence in rest), self.unanswerable / total) if rest else Reading((), 1.0)


def ranked(passages: Sequence[Passage], reading: Reading) -> tuple[Passage, ...]:
    """The passages by the probability that they answer, the likeliest first, and those alike by their ranks, which are given anew."""
    probability: dict[str, float] = {}
    for evidence in reading.evidence:
        probability[evidence.passage.chunk.id] = probability.get(evidence.passage.chunk.id, 0.0) + evidence.probability
    ordered = sorted(passages, key=lambda passage: (-probability.get(passage.chunk.id, 0.0), passage.rank))
    return tuple(replace(passage, rank=rank) for rank, passage in enumerate(ordered, 1))


class Reader(Protocol):
    """Finds the evidence for an answer in passages; `version` changes with what it would find."""

    version: str

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        """Scores every unit of the passages jointly, "none of them" included; no passages, no evidence."""
        ...


class TrainedReader:
    """What the trained network thinks of each unit, and how well it was retrieved, in a log-linear model with "none of them" as one more candidate.

    The probabilities are a softmax over all units of all passages (the joint choice of Clark and Gardner 2018, arXiv:1710.10723).
    The weights were fitted by `python -m training.choice` to questions that the network was not trained on; the file beside this module says to which.
    """

    def __init__(self, network: SpanReader, weights: Path = WEIGHTS) -> None:
        """Loads the weights."""
        content = weights.read_bytes()
        fitted = json.loads(content)
        self._network = network
        self.version = f"{network.version}-{sha256(content).hexdigest()[:8]}"
        self._weights_read, self._weights_told = (np.array([fitted["weights"][name] for name in names]) for names in (READ, TOLD))
        self._reach = _HIGHEST * float(fitted["weights"]["answerable"])
        self._none = float(fitted["none"])

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        """Scores the units of the passages jointly, "none of them" included; no passages, no evidence.

        The passages are read in the order of what is known of them before, until none is left that could still come out best (branch and bound, Land and Doig
        1960); then what goes with the one that did.
        """
        found = candidates(question, passages)
        if not found:
            return Reading((), 1.0)
        before = told(question, found, words) @ self._weights_told + _UNNAMED * ((2 * list_names(question, found, words)) ** 2 - 1)
        located: dict[int, Location] = {}
        scores = np.append(np.full(len(found), -np.inf), self._none)
        for places in self._in_turn(found, before, scores):
            new = locate(question, [found[place] for place in places], self._network)
            located |= zip(places, new, strict=True)
            scores[places] = before[places] + read(new) @ self._weights_read
        odds = np.exp(scores - scores.max())
        probabilities = odds / odds.sum()
        evidence = tuple(
            Evidence(found[place].passage, found[place].index, float(probabilities[place]), located[place].answer)
            for place in sorted(located, key=lambda place: (-probabilities[place], place))
        )
        return Reading(evidence, float(probabilities[-1]))

    def _in_turn(self, found: Sequence[Candidate], before: np.ndarray, scores: np.ndarray) -> Iterator[list[int]]:
        """The places of the candidates to be read next, as long as there are any; the scores are filled in meanwhile, those of the unread are -inf."""
        passages = [list(places) for _, places in groupby(range(len(found)), key=lambda place: found[place].passage.rank)]
        passages.sort(key=lambda places: -before[places].max())
        for start in range(0, len(passages), _AT_ONCE):
            places = [place for passage in passages[start : start + _AT_ONCE] for place in passage]
            if start and before[places].max() + self._reach < scores.max():
                break
            yield places
        best = found[int(scores[:-1].argmax())]
        if rest := [place for place, candidate in enumerate(found) if scores[place] == -np.inf and _goes_with(best, candidate)]:
            yield rest


def _goes_with(best: Candidate, other: Candidate) -> bool:
    """Whether something of another candidate may be given in the place of the best one, as of another version, or beside it, as a row of the same table."""
    versions = {version.document_id for version in best.passage.document.versions}
    return other.passage.document.id in versions or in_one_table(best, other)
