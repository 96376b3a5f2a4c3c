from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from random import Random

import pytest
from langchain_core.embeddings import DeterministicFakeEmbedding

from tests.training.support import reading
from training.examples.example import Example, parts
from training.examples.public import public_examples

TOWNS = [f"Le port de Brelle numéro {number} compte {number + 40} quais. Il a été ouvert en {1900 + number}." for number in range(30)]


def write_set(folder: Path) -> None:
    folder.mkdir(parents=True)
    documents = [{"doc_id": f"d{number}", "title": f"Brelle {number}", "text": text} for number, text in enumerate(TOWNS)]
    questions = []
    for number, text in enumerate(TOWNS):
        answer = str(1900 + number)
        known = {"answers": [answer], "answer_starts": [text.rindex(answer)] * 2, "unanswerable": False}
        unknown = {"answers": [], "answer_starts": [], "unanswerable": True}
        for name, asked, rest in (("a", f"Quand le port numéro {number} a-t-il été ouvert ?", known), ("u", "Qui dirige le port de Brelle ?", unknown)):
            questions.append({"id": f"{name}{number}", "question": asked, "gold_doc_ids": [f"d{number}"], "source_doc_id": f"d{number}"} | rest)
    for name, rows in (("docs", documents), ("questions", questions)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


def test_a_set_gives_its_answers_its_unanswerable_questions_and_wrong_passages(tmp_path: Path) -> None:
    write_set(tmp_path / "piaf_fr")
    made = list(public_examples(tmp_path, reading(), Random(0)))
    kinds = Counter(example.kind for example in made)
    assert kinds["piaf.span"] == kinds["piaf.unanswerable"] == 30
    assert kinds["piaf.wrong_passage"] > 30
    for example in made:
        assert bool(example.answers) == (example.kind == "piaf.span")
        assert all(span.of(example.passage).startswith("19") for span in example.answers)
    for wrong in (example for example in made if example.kind == "piaf.wrong_passage" and example.question != "Qui dirige le port de Brelle ?"):
        (own,) = (example for example in made if example.kind == "piaf.span" and example.question == wrong.question)
        assert own.answers[0].of(own.passage) not in wrong.passage
        assert own.part == wrong.part


def test_a_set_without_unanswerable_questions_has_as_many_wrong_passages(tmp_path: Path) -> None:
    write_set(tmp_path / "squad2_en")
    file = tmp_path / "squad2_en" / "questions.jsonl"
    file.write_text("".join(line for line in file.read_text(encoding="utf-8").splitlines(keepends=True) if json.loads(line)["answers"]), encoding="utf-8")
    beside = {"training": "squad.span", "calibration": "", "held_out": ""}  # of a group, which only training has, the question's own passage counts
    made = [example for example in public_examples(tmp_path, reading(), Random(0)) if not example.group or example.kind == beside[example.part]]
    absent = [not example.answers for example in made]
    assert sum(absent) / len(absent) == pytest.approx(0.45, abs=0.05)


def test_wrong_passages_are_found_by_vectors_too(tmp_path: Path) -> None:
    write_set(tmp_path / "piaf_fr")
    made = list(public_examples(tmp_path, reading(), Random(0), DeterministicFakeEmbedding(size=8)))
    assert made != list(public_examples(tmp_path, reading(), Random(0)))
    assert any(example.kind == "piaf.wrong_passage" for example in made)


def test_a_question_for_training_is_put_to_wrong_passages_beside_its_own(tmp_path: Path) -> None:
    write_set(tmp_path / "piaf_fr")
    groups: dict[str, list[Example]] = defaultdict(list)
    for example in public_examples(tmp_path, reading(), Random(0)):
        groups[example.group].append(example)
    assert {example.part for example in groups.pop("")} == {"training", "calibration", "held_out"}
    assert groups
    for first, *others in groups.values():
        assert first.kind in ("piaf.span", "piaf.unanswerable") and first.part == "training"
        assert [other.kind for other in others] == ["piaf.wrong_passage"] * 2
        assert len({example.passage for example in (first, *others)}) == 3
        assert {example.question for example in others} == {first.question}


def test_titles_are_for_one_part_each_by_three_quarters_a_tenth_and_the_rest() -> None:
    chosen = parts({f"title {number}": 10 for number in range(1000)})
    assert Counter(chosen.values()) == {"training": 750, "calibration": 100, "held_out": 150}
    assert parts({f"title {number}": 10 for number in reversed(range(1000))}) == chosen
