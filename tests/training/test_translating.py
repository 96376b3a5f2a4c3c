from __future__ import annotations

import shutil

import pytest

from assistant.lexical import fold
from tests.training.support import example, reading
from training.examples.mixture import Mixture
from training.examples.translating import reworded, translated

needs_apertium = pytest.mark.skipif(shutil.which("apertium") is None, reason="Apertium is not installed: apt-get install apertium-eng-cat apertium-fra-cat")


@needs_apertium
def test_a_question_comes_out_in_the_other_language() -> None:
    (english,) = translated(["Combien de personnes travaillent au ministère"], "fr")
    assert english is not None
    assert {"persons", "ministry"} <= set(fold(english).split())
    (french,) = translated(["How many  persons work in the museum?"], "en")
    assert french is not None
    assert {"personnes", "musee?"} <= set(fold(french).split())


@needs_apertium
def test_each_line_is_translated_alone_and_keeps_its_place() -> None:
    asked = ["Where is the museum", "Who wrote the book?", "What is the colour of the harbour"]
    assert translated(asked, "en") == [translated([question], "en")[0] for question in asked]


@needs_apertium
def test_a_question_whose_names_or_figures_do_not_come_through_is_left_out() -> None:
    kept, lost = translated(["Qui dirige le Zorvel en 2013 ?", "Qui a peint la maison de De Mons ?"], "fr")
    assert kept is not None
    assert "Zorvel" in kept
    assert "2013" in kept
    assert lost is None


@needs_apertium
def test_there_and_back_a_question_is_in_other_words_or_left_out() -> None:
    (other,) = reworded(["How many people lived in Zorvel in 1939?"], "en")
    (lost,) = reworded(["Qui a peint la maison de De Mons ?"], "fr")
    assert other is not None
    assert {"zorvel", "1939?"} <= set(fold(other).split()) != set(fold("How many people lived in Zorvel in 1939?").split())
    assert lost is None


@needs_apertium
def test_a_part_of_the_public_questions_is_put_into_the_other_language() -> None:
    asked = [example(f"Who painted the picture of the harbour number {number}?", ("Nobody.",), None) for number in range(40)]
    mixture = Mixture(asked, reading(), documents=0)
    languages = [made.language for made in mixture.epoch(0)]
    assert 4 < languages.count("fr") < 25
    assert mixture.epoch(0) == mixture.epoch(0) != mixture.epoch(1)


def test_without_apertium_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(FileNotFoundError, match="apertium-fra-cat"):
        translated(["What?"], "en")
