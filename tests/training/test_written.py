from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from assistant.models import BUNDLED, load_embedder
from tests.training.support import reading
from training.examples.written import WRITTEN, PutToAll, asked_of, folders, written_examples

GUIDE = "Ferry guide\n\nNight boats\n\nThe Brelle leaves the quay at ten past four. A bunk costs 31 florins.\n\nPets\n\nDogs travel in the hold.\n"
RULES = "# Règlement\n\n## Retards\n\nUn retard de deux heures ouvre droit à la moitié du billet.\n\n## Objets perdus\n\nLe bureau des objets est au quai 3.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "guide.txt").write_text(GUIDE, encoding="utf-8")
    (tmp_path / "corpus" / "rules.md").write_text(RULES, encoding="utf-8")
    return tmp_path


def ask(folder: Path, *questions: tuple[str, str, str, list[str]]) -> None:
    keys = ("question", "file", "quote", "answers")
    (folder / "questions.jsonl").write_text("".join(json.dumps(dict(zip(keys, row, strict=True))) + "\n" for row in questions), encoding="utf-8")


def put(folder: Path) -> list[PutToAll]:
    return list(written_examples([folder], reading(), load_embedder(BUNDLED), "training"))


def test_a_question_is_put_to_the_passage_that_answers_and_to_others(folder: Path) -> None:
    ask(folder, ("what do I pay to lie down on board?", "guide.txt", "A bunk costs 31 florins.", ["31 florins"]))
    (one,) = put(folder)
    assert one.own is not None
    assert [span.of(one.own.passage) for span in one.own.answers] == ["31 florins"]
    assert one.own.kind == "written.answer"
    assert one.others
    assert not any(other.answers or "31 florins" in other.passage for other in one.others)
    assert any("objets" in other.passage for other in one.others)


def test_what_says_the_same_elsewhere_is_no_wrong_passage(folder: Path) -> None:
    for name, price in (("notice.txt", "31 Florins"), ("old.txt", "131 florins")):
        (folder / "corpus" / name).write_text(f"To lie down on board you pay {price} at the desk.\n", encoding="utf-8")
    ask(folder, ("what do I pay to lie down on board?", "guide.txt", "A bunk costs 31 florins.", ["31 florins"]))
    (one,) = put(folder)
    assert [other.passage for other in one.others if "desk" in other.passage] == ["old | To lie down on board you pay 131 florins at the desk."]


def test_what_stands_below_a_heading_that_answers_is_the_answer(folder: Path) -> None:
    ask(folder, ("je ne retrouve plus mon parapluie", "rules.md", "## Objets perdus\n\nLe bureau des objets est au quai 3.", ["Objets perdus"]))
    (one,) = asked_of(folder)
    assert [span.of(RULES) for span in one.answers] == ["Le bureau des objets est au quai 3."]


def test_the_items_of_a_list_are_one_answer(folder: Path) -> None:
    (folder / "corpus" / "list.txt").write_text("Bring along:\n\n- a lamp\n- a rope\n\nThe boat has blankets.\n", encoding="utf-8")
    row = {"question": "what to pack?", "kind": "list", "file": "list.txt", "quote": "- a lamp\n- a rope", "answers": ["a lamp", "a rope"]}
    (folder / "questions.jsonl").write_text(json.dumps(row), encoding="utf-8")
    (one,) = asked_of(folder)
    assert [span.of((folder / "corpus" / "list.txt").read_text(encoding="utf-8")) for span in one.answers] == ["a lamp\n- a rope"]


def test_a_whole_list_is_an_answer_without_its_first_bullet(folder: Path) -> None:
    (folder / "corpus" / "list.txt").write_text("Bring along:\n\n- a lamp\n- a rope\n", encoding="utf-8")
    ask(folder, ("what goes into my bag?", "list.txt", "- a lamp\n- a rope", ["- a lamp\n- a rope"]))
    (one,) = put(folder)
    assert one.own is not None
    assert [span.of(one.own.passage) for span in one.own.answers] == ["a lamp • a rope"]


def test_one_that_nothing_answers_is_put_to_the_near_miss_without_an_answer(folder: Path) -> None:
    ask(folder, ("can my cat come along?", "guide.txt", "Dogs travel in the hold.", []), ("who won the cup?", "", "", []))
    near, far = put(folder)
    assert near.own is not None
    assert "Dogs travel" in near.own.passage
    assert near.own.answers == ()
    assert far.own is None
    assert far.others


def test_what_is_drawn_is_one_group_with_its_own_passage_first(folder: Path) -> None:
    ask(folder, ("what do I pay to lie down on board?", "guide.txt", "A bunk costs 31 florins.", ["31 florins"]))
    (one,) = put(folder)
    drawn = one.drawn(Random(1))
    assert drawn[0].answers
    assert 2 <= len(drawn) <= 3
    assert len({example.group for example in drawn}) == 1
    assert drawn == one.drawn(Random(1))


@pytest.mark.parametrize(("file", "quote", "times"), [("guide.txt", "Cats travel", 0), ("guide.txt", "e", 12), ("other.txt", "Dogs", 0)])
def test_a_quote_that_is_not_there_once_is_an_error(folder: Path, file: str, quote: str, times: int) -> None:
    ask(folder, ("can my cat come along?", file, quote, []))
    with pytest.raises(ValueError, match=rf"its quote is {times} times in '{file}'"):
        asked_of(folder)


@pytest.mark.parametrize("part", ["training", "calibration", "held_out"])
def test_the_answers_of_the_bundled_folders_are_in_their_documents(part: str) -> None:
    found = [asked_of(folder) for folder in folders(WRITTEN / part)]
    assert found
    assert all(len(questions) >= 50 for questions in found)
    assert all(sum(not one.answers for one in questions) >= 5 for questions in found)
