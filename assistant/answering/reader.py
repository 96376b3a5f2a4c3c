"""Passages -> evidence: which unit of which passage answers the question, and whether any does."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.answering.candidates import Candidate, candidates
from assistant.answering.features import FEATURES, WordWeights, features, list_names
from assistant.answering.locating import SpanReader, locate
from assistant.models.passage_scores import PassageScores
from assistant.retrieval import PASSAGES
from assistant.types import Passage, Span, Unit

_FIRST = 5
"""So many passages are read at first."""
_SURE = 0.5
"""No more are read where one of them is at least as probable to answer: the others hardly ever change that."""
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
        self._weights = np.array([fitted["weights"][name] for name in FEATURES])
        self._none = float(fitted["none"])

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        """Scores every unit of the passages jointly, "none of them" included; no passages, no evidence.

        Where one of the first passages is likely to answer, no others are read but those in whose place they may stand (other versions, at the end of all).
        """
        network = _Remembering(self._network)
        first = [passage for passage in passages if passage.rank <= _FIRST or passage.rank > PASSAGES]
        reading = self._read(question, first, words, network)
        return reading if len(first) == len(passages) or reading.answerable >= _SURE else self._read(question, passages, words, network)

    def _read(self, question: str, passages: Sequence[Passage], words: WordWeights, network: SpanReader) -> Reading:
        found: list[Candidate] = candidates(question, passages)
        if not found:
            return Reading((), 1.0)
        located = locate(question, found, network)
        scores = features(question, found, located, words) @ self._weights + _UNNAMED * ((2 * list_names(question, found, words)) ** 2 - 1)
        scores = np.append(scores, self._none)
        odds = np.exp(scores - scores.max())
        probabilities = odds / odds.sum()
        order = sorted(range(len(found)), key=lambda position: (-probabilities[position], position))
        evidence = tuple(
            Evidence(found[position].passage, found[position].index, float(probabilities[position]), located[position].answer) for position in order
        )
        return Reading(evidence, float(probabilities[-1]))


class _Remembering:
    """A network that reads no text twice for one question."""

    def __init__(self, network: SpanReader) -> None:
        self.fits, self.version = network.fits, network.version
        self._network = network
        self._known: dict[tuple[str, str], PassageScores] = {}

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> list[PassageScores]:
        new = {(question, text): (question, text, units) for question, text, units in asked if (question, text) not in self._known}
        self._known |= zip(new, self._network.read(list(new.values())), strict=True)
        return [self._known[question, text] for question, text, _ in asked]
