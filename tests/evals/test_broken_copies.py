"""An assistant that is broken on purpose must not pass the gate, and the gate must say which stage broke."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.features import WordWeights
from assistant.answering.reader import Evidence, Reader, Reading
from assistant.assistant import Assistant
from assistant.retrieval import PASSAGES, Preferred, Retriever
from assistant.types import Passage
from evals.cases import open_suite
from evals.running import run_suite
from evals.systems import Subject, asked

ROOT = Path(__file__).parents[2]
SUITE = open_suite("dev")


class Remembering:
    """Reads no passages twice for one question: all copies but one have the same found for them."""

    def __init__(self, whole: Reader) -> None:
        self.version, self._whole = whole.version, whole
        self._known: dict[tuple[str, tuple[Passage, ...]], Reading] = {}

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        asked = question, tuple(passages)
        if asked not in self._known:
            self._known[asked] = self._whole.read(question, passages, words)
        return self._known[asked]


@pytest.fixture(scope="module")
def whole(corpus_assistant: Assistant) -> Assistant:
    """The assistant as it is."""
    return replace(corpus_assistant, reader=Remembering(corpus_assistant.reader))


class BestMissing(Retriever):
    """Loses the best passage; were it only at another rank, the reader would put it back."""

    def __init__(self, whole: Retriever) -> None:
        vars(self).update(vars(whole))

    def search(self, question: str, k: int = PASSAGES, preferred: Preferred | None = None) -> tuple[Passage, ...]:
        found = super().search(question, k + 1, preferred)[1:]
        return tuple(replace(passage, rank=rank) for rank, passage in enumerate(found, 1))


class BestMissingAssistant(Assistant):
    """Retrieves with it."""

    __slots__ = ()

    def retriever(self) -> Retriever:
        return BestMissing(super().retriever())


class OffByOne:
    """Reads the unit after the one that answers."""

    version = "off by one"

    def __init__(self, whole: Reader) -> None:
        self._whole = whole

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        reading = self._whole.read(question, passages, words)
        shifted = [Evidence(e.passage, (e.index + 1) % len(e.passage.chunk.units), e.probability) for e in reading.evidence]
        return replace(reading, evidence=tuple(shifted))


class OtherThreshold:
    """Takes "none of them" for so many times as likely, which moves the threshold below which it abstains."""

    version = "other threshold"

    def __init__(self, whole: Reader, factor: float) -> None:
        self._whole, self._factor = whole, factor

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        reading = self._whole.read(question, passages, words)
        return replace(reading, unanswerable=self._factor * reading.unanswerable)


def best_missing(assistant: Assistant) -> Subject:
    return asked(BestMissingAssistant(assistant.store, assistant.embedder, assistant.reader, assistant._current))


def off_by_one_sentence(assistant: Assistant) -> Subject:
    return asked(replace(assistant, reader=OffByOne(assistant.reader)))


def shifted_citations(assistant: Assistant) -> Subject:
    whole = asked(assistant)

    def shifted(case: Any) -> Any:  # noqa: ANN401
        answer = whole.system(case)
        return answer | {"citations": [citation | {"start": citation["start"] + 1, "end": citation["end"] + 1} for citation in answer["citations"]]}

    return replace(whole, system=shifted)


def raised_threshold(assistant: Assistant) -> Subject:
    return asked(replace(assistant, reader=OtherThreshold(assistant.reader, 8)))


def lowered_threshold(assistant: Assistant) -> Subject:
    return asked(replace(assistant, reader=OtherThreshold(assistant.reader, 1 / 8)))


def gate(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "evals", "gate", "--run", folder], capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)


def test_the_assistant_as_it_is_passes(whole: Assistant, tmp_path: Path) -> None:
    run_suite(SUITE, asked(whole)).write(tmp_path)
    done = gate(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("broken", "cause", "metric"),
    [
        (best_missing, "retrieval", "MRR (retrieval)"),
        (off_by_one_sentence, "reading", "Fact recall"),
        (shifted_citations, "citation", "Citation exactness (citation)"),
        (raised_threshold, "abstention", "Right, answerable"),
        (lowered_threshold, "abstention", "Abstention F1 (abstention)"),
    ],
)
def test_a_broken_copy_is_caught_and_the_broken_stage_is_named(whole: Assistant, tmp_path: Path, broken: Any, cause: str, metric: str) -> None:  # noqa: ANN401
    run_suite(SUITE, broken(whole)).write(tmp_path)
    done = gate(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    verdict = done.stdout.partition("gate failed")[2]
    assert f"the changes point at: {cause} (" in verdict
    assert metric in verdict
    first = verdict.partition("look at these first:")[2].strip().splitlines()
    assert 0 < len(first) <= 5
    assert all(f" {cause}: " in line for line in first)
