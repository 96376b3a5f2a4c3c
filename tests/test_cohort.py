"""What a cohort of questions about nothing tells of an index."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering.cohort import QUESTIONS, bias, corrected
from assistant.answering.features import WordWeights
from assistant.answering.reader import Evidence, Reading
from assistant.assistant import Assistant
from assistant.indexing import build_index
from assistant.retrieval import Retriever
from assistant.store import Store
from assistant.types import Intake, Passage
from tests.answering_support import EMBEDDER, READER, passages

PORT = passages("The port of Brelle has 40 docks. It was opened in 1931.")


class Sure:
    """Thinks of every question that a passage answers it with the same probability, and counts the questions."""

    version = "sure"

    def __init__(self, answerable: float) -> None:
        self.answerable, self.asked = answerable, list[str]()

    def read(self, question: str, passages: Sequence[Passage], words: WordWeights) -> Reading:
        self.asked.append(question)
        return Reading((Evidence(passages[0], 0, self.answerable),), 1 - self.answerable) if passages else Reading((), 1.0)


def opened(folder: Path, text: str) -> Store:
    (folder / "corpus").mkdir()
    (folder / "corpus" / "a.txt").write_text(text, encoding="utf-8")
    store = Store(str(folder / "index"))
    build_index(folder / "corpus", store, EMBEDDER, intake=Intake())
    return store


def test_the_odds_of_none_are_multiplied_and_the_rest_stays_in_proportion() -> None:
    reading = Reading((Evidence(PORT[0], 0, 0.6), Evidence(PORT[0], 1, 0.2)), 0.2)
    found = corrected(reading, math.log(4))  # 0.8 beside 0.6 and 0.2
    assert [one.probability for one in found.evidence] == pytest.approx([0.375, 0.125])
    assert found.unanswerable == pytest.approx(0.5)
    assert corrected(reading, 0.0).unanswerable == pytest.approx(0.2)
    assert corrected(Reading((), 1.0), 3.0) == Reading((), 1.0)


def test_where_everything_seems_to_answer_none_is_likelier_and_never_by_much(tmp_path: Path) -> None:
    store = opened(tmp_path, PORT[0].document_text)
    retriever = Retriever(store.snapshot(), EMBEDDER)
    easily, hardly = (bias(Sure(answerable), retriever) for answerable in (0.7, 0.1))
    assert easily == 1.0
    assert hardly == pytest.approx(0.5 * (math.log(0.1 / 0.9) + 1.4))
    assert bias(Sure(0.0), retriever) == -1.0
    assert -1.0 <= bias(READER, retriever) <= 1.0
    store.close()


def test_the_cohort_is_asked_once_for_an_index_and_a_reader(tmp_path: Path) -> None:
    store = opened(tmp_path, PORT[0].document_text)
    for asked in (len(QUESTIONS) + 2, 2):  # the second assistant is as another process
        reader = Sure(0.9)
        assistant = Assistant.over(store, EMBEDDER, reader)
        replies = [assistant.ask("How many docks does the port of Brelle have?") for _ in range(2)]
        assert len(reader.asked) == asked
        assert replies[0].confidence == replies[1].confidence == pytest.approx(9 / (9 + math.e))
    store.close()


def test_a_number_is_kept_for_its_generation_also_where_nothing_can_be_kept(tmp_path: Path) -> None:
    store = opened(tmp_path, PORT[0].document_text)
    assert [
        store.number(store.snapshot(), "a", lambda: 1.5),
        store.number(store.snapshot(), "a", lambda: 2.5),
        store.number(store.snapshot(), "b", lambda: 3.5),
    ] == [1.5, 1.5, 3.5]
    (tmp_path / "index" / "numbers.json").write_text("no json", encoding="utf-8")
    assert store.number(store.snapshot(), "a", lambda: 4.5) == 4.5
    (tmp_path / "index" / "numbers.json").unlink()
    (tmp_path / "index" / "numbers.json").mkdir()
    assert store.number(store.snapshot(), "a", lambda: 5.5) == 5.5
    (tmp_path / "index" / "numbers.json").rmdir()
    (tmp_path / "corpus" / "b.txt").write_text("The lock of Orvel is closed.", encoding="utf-8")
    store.number(store.snapshot(), "a", lambda: 6.5)
    build_index(tmp_path / "corpus", store, EMBEDDER, intake=Intake())
    assert store.number(store.snapshot(), "a", lambda: 7.5) == 7.5
    store.close()
