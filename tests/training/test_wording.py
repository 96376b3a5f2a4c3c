from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.training.support import example
from training.examples.wording import keywords, misspelt, vary, without_accents


def test_keywords_are_what_is_left_without_function_words() -> None:
    assert keywords("Quel est le budget de Zorvel en 2031 ?") == "budget Zorvel 2031"
    assert keywords("How many people work at Zorvel?") == "people work Zorvel"


def test_accents_go_and_case_stays() -> None:
    assert without_accents("Où est l’Église, cœur été ?") == "Ou est l’Eglise, coeur ete ?"


@given(st.text(max_size=80), st.integers(0, 99))
def test_a_misspelling_changes_one_letter_at_most_and_no_figure(question: str, seed: int) -> None:
    changed = misspelt(question, Random(seed))
    assert abs(len(changed) - len(question)) <= 1
    assert [c for c in changed if c.isdigit()] == [c for c in question if c.isdigit()]


def test_only_the_question_is_typed_otherwise() -> None:
    asked = example("Où est le siège de Zorvel ?", ("Zorvel est à Brelle.",), "Brelle")
    varied = {vary(asked, Random(seed)).question for seed in range(200)}
    assert {"Où est le siège de Zorvel ?", "où est le siège de zorvel ?", "Ou est le siege de Zorvel ?"} < varied
    assert vary(asked, Random(5)).passage == asked.passage
