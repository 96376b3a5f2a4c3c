from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from random import Random

import pytest

from assistant.lexical import content_words
from tests.training.support import reading
from training.examples.example import Example
from training.examples.made_up import HELD_OUT, TRAINED, made_up, write_document
from training.examples.needs import PEOPLE, WISHES
from training.examples.reading import example
from training.examples.words import brand, stranger

ROOT = Path(__file__).parents[2]
ORDINARY = {"Agence", "Agency", "District", "March", "Union"}
"""Words that are a part of names in the bundled documents, and ordinary words everywhere."""


def first_word(text: str) -> str:
    return next(word for word in re.sub(r"[^\w@.,:’'-]+", " ", text).split() if word != "-")


@pytest.mark.parametrize("kind", [*TRAINED, *HELD_OUT])
@pytest.mark.parametrize("seed", range(4))
def test_what_is_asked_is_answered_where_it_says(kind: str, seed: int) -> None:
    sheet, title = write_document(
        Random(f"{kind}/{seed}"), {kind: {**TRAINED, **HELD_OUT}[kind]} | {other: TRAINED[other] for other in ("facts", "slides", "list")}
    )
    shown = reading().views(sheet.text, title, sheet.language, markdown=sheet.markdown)
    assert sheet.questions
    for question in sheet.questions:
        assert question.answers or question.near is not None
        made = example(question, shown, "training")
        assert made is not None, question
        firsts = [first_word(answer.of(sheet.text)) for answer in question.answers]
        assert all(first_word(span.of(made.passage)) in firsts for span in made.answers)
        assert bool(made.answers) == bool(made.answer_units) == bool(question.answers)


def test_a_question_names_no_word_that_was_left_open() -> None:
    assert not [made.question for made in made_up(60, reading(), seed=3) if re.search(r"[{}]|\bde le\b|\bde les\b|  ", made.question)]


def test_the_same_seed_gives_the_same_examples_and_another_gives_others() -> None:
    first = list(made_up(5, reading(), seed=1))
    assert first == list(made_up(5, reading(), seed=1))
    assert not {made.passage for made in first} & {made.passage for made in made_up(5, reading(), seed=2)}


def test_another_process_makes_the_same_examples() -> None:
    """The order of a set differs from process to process; a run that goes on elsewhere must go on with the same examples."""
    code = "from tests.training.support import reading; from training.examples.made_up import made_up; print(list(made_up(12, reading(), seed=1)))"
    made = [
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, text=True, encoding="utf-8", check=True, cwd=ROOT
        ).stdout
        for seed in ("1", "2", "3", "4")
    ]
    assert len(set(made)) == 1


def test_a_question_for_training_is_put_to_other_passages_of_its_document() -> None:
    groups: dict[str, list[Example]] = defaultdict(list)
    for made in made_up(40, reading(), seed=1):
        groups[made.group].append(made)
    groups.pop("")
    assert len(groups) > 100
    for first, *others in groups.values():
        assert all(other.kind == f"{first.source}.wrong_passage" and not other.answers for other in others)
        assert {other.question for other in others} == {first.question}
        assert first.passage not in {other.passage for other in others}
    assert not any(made.group for made in made_up(20, reading(), seed=1, part="calibration"))


def test_held_out_kinds_are_in_no_other_part() -> None:
    def sources(part: list[Example]) -> set[str]:
        return {made.source for made in part}

    trained = sources(list(made_up(60, reading(), seed=1)) + list(made_up(20, reading(), seed=1, part="calibration")))
    assert sources(list(made_up(40, reading(), seed=1, part="held_out"))) == set(HELD_OUT)
    assert not trained & set(HELD_OUT)


def test_both_answers_and_languages_are_frequent() -> None:
    made = [one for one in made_up(100, reading(), seed=4) if not one.kind.endswith(".wrong_passage")]
    answered = sum(bool(one.answers) for one in made) / len(made)
    french = sum(one.language == "fr" for one in made) / len(made)
    assert 0.4 < answered < 0.7
    assert 0.35 < french < 0.65


def test_a_stranger_is_nobody_that_is_known_but_often_shares_a_word_with_him() -> None:
    for seed in range(200):
        name = brand(Random(seed))
        assert stranger(Random(f"{seed}/other"), name) != name
    shared = [name for seed in range(200) if "Velton" in (name := stranger(Random(seed), "Velton"))]
    assert 70 < len(shared) < 130


def test_everyone_who_may_be_helped_says_so_in_two_ways_without_the_scheme_s_own_words() -> None:
    for said in (PEOPLE, WISHES):
        for term, ways in said.items():
            assert len(ways) == 2
            assert not any(set(content_words(way.in_(language))) & set(content_words(term.in_(language))) for way in ways for language in ("en", "fr")), term


def test_no_proper_name_of_the_bundled_documents_is_made_up() -> None:
    corpus = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpus").glob("*.txt")))
    ordinary = set(re.findall(r"\b[a-zà-ÿ]{3,}\b", corpus))
    names = {name for name in re.findall(r"(?<=[a-zà-ÿ,;(] )([A-ZÀ-Þ][\w-]{3,})", corpus) if name.lower() not in ordinary} - ORDINARY
    assert {"Wallonia", "MecaTech"} < names
    written = set()
    for seed in range(100):
        sheet, title = write_document(Random(seed), {**TRAINED, **HELD_OUT})
        written |= set(re.findall(r"[\w-]+", " ".join([title, sheet.text, *(question.text for question in sheet.questions)])))
    assert not names & written
