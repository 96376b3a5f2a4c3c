"""The reader of the kit, as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.models.kit.tokens import shared_tokens
from assistant.models.passage_scores import PassageScores
from assistant.models.reader import PASSAGE_TOKENS, QUESTION_TOKENS, WINDOW, BundledReader
from assistant.types import Span

SENTENCES = ("The ferry of Zorvel was built in 1912.", "Its captain is Odile Brack.", "It carries 250 cars to Tamsk.")
PASSAGE = " ".join(SENTENCES)
UNITS = tuple(Span(PASSAGE.index(sentence), PASSAGE.index(sentence) + len(sentence)) for sentence in SENTENCES)


@pytest.fixture(scope="module")
def reader() -> BundledReader:
    return BundledReader()


def scores_of(reader: BundledReader, question: str, passage: str = PASSAGE, units: Sequence[Span] = UNITS) -> PassageScores:
    (scores,) = reader.read([(question, passage, units)])
    return scores


@given(st.text(max_size=60), st.text(max_size=200))
def test_the_tokens_of_a_passage_lie_in_it_in_order(question: str, passage: str) -> None:
    pair = shared_tokens().pair(question, passage, question_tokens=QUESTION_TOKENS, window=WINDOW)
    assert len(pair.ids) == pair.first + len(pair.spans) + 1 <= WINDOW
    assert all(0 <= span.start <= span.end <= len(passage) for span in pair.spans)
    assert [span.start for span in pair.spans] == sorted(span.start for span in pair.spans)


@given(st.text(alphabet="ab é.", max_size=30), st.integers(0, 30), st.integers(0, 30))
def test_the_tokens_in_a_span_are_those_that_overlap_it(passage: str, start: int, length: int) -> None:
    pair = shared_tokens().pair("?", passage, question_tokens=QUESTION_TOKENS, window=WINDOW)
    span = Span(start, start + length)
    inside = [place for place, token in enumerate(pair.spans) if token.start < span.end and span.start < token.end and length]
    assert set(inside) <= set(pair.overlapping(span))
    assert all(
        pair.spans[place] in [pair.spans[other] for other in inside] or pair.spans[place].start == pair.spans[place].end for place in pair.overlapping(span)
    )


def test_a_ligature_is_one_place() -> None:
    pair = shared_tokens().pair("?", "ﬁn … xx", question_tokens=QUESTION_TOKENS, window=WINDOW)
    assert "ﬁn" in [span.of("ﬁn … xx") for span in pair.spans]
    assert pair.spans[-1].of("ﬁn … xx") == "xx"


def test_probabilities_are_over_the_units(reader: BundledReader) -> None:
    scores = scores_of(reader, "Who is the captain?")
    assert sum(math.exp(share) for share in scores.units) == pytest.approx(1)
    assert sum(math.exp(value) for value in scores.start) == pytest.approx(1)
    assert sum(math.exp(value) for value in scores.end) == pytest.approx(1)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("When was the ferry built?", "1912"),
        ("Who is the captain of the ferry?", "Odile Brack"),
        ("How many cars does the ferry carry?", "250"),
        ("Combien de voitures le ferry transporte-t-il ?", "250"),
        ("Qui est le capitaine ?", "Odile Brack"),
    ],
)
def test_it_points_at_the_answer(reader: BundledReader, question: str, answer: str) -> None:
    scores = scores_of(reader, question)
    span, log_probability = scores.best_span(0, 2)
    assert span is not None and answer in span.of(PASSAGE)
    assert log_probability <= 0
    assert UNITS[scores.units.index(max(scores.units))].start <= span.start
    assert scores.answerable > scores_of(reader, "What does a ticket to the museum cost?").answerable


def test_a_span_stays_within_the_units_that_are_asked_about(reader: BundledReader) -> None:
    scores = scores_of(reader, "When was the ferry built?")
    for place, unit in enumerate(UNITS):
        span, _ = scores.best_span(place, place)
        assert span is not None and unit.start <= span.start < span.end <= unit.end


def test_what_lies_beyond_the_window_is_not_read(reader: BundledReader) -> None:
    passage = f"{'The ferry comes and goes. ' * 80}It was built in 1912."
    units = (Span(0, 25), Span(len(passage) - 21, len(passage)))
    scores = scores_of(reader, "When was it built?", passage, units)
    assert scores.best_span(1, 1) == (None, -30.0)
    assert scores.units[1] == -30.0 and scores.units[0] == pytest.approx(0)
    assert not reader.fits(passage) and reader.fits(PASSAGE)


@pytest.mark.parametrize("question", ["", "?", "word " * 600, "a\x00b", "😀", "</s><s>"])
def test_any_question_and_passage_are_read(reader: BundledReader, question: str) -> None:
    for passage, units in (("", ()), ("\x00", (Span(0, 1),)), (PASSAGE, ()), (PASSAGE, UNITS), ("漢字", (Span(0, 2),))):
        scores = scores_of(reader, question, passage, units)
        assert math.isfinite(scores.answerable)
        assert len(scores.units) == len(units)
    assert PASSAGE_TOKENS + QUESTION_TOKENS < WINDOW


def test_what_it_finds_depends_on_question_and_passage_alone(reader: BundledReader) -> None:
    questions = ["When was the ferry built?", "Qui est le capitaine ?"] * 8

    def found(question: str) -> tuple[float, tuple[float, ...]]:
        scores = scores_of(reader, question)
        return scores.answerable, scores.units

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(found, questions)) == [found(question) for question in questions]
