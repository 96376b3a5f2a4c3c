from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evals.cases import SuiteError, open_suite
from evals.sources import corpus_sources, locate
from evals.squad import import_squad

SECOND = "Le phare de Brelle a été construit en 1872 par Odile Vranck. 😀 Il mesure 41 mètres."


def question(name: str, asked: str, answer: str | None, context: str = SECOND, **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    answers = [] if answer is None else [{"text": answer, "answer_start": context.index(answer)}] * 2
    return {"id": name, "question": asked, "answers": answers} | changed


def data(*questions: dict[str, Any]) -> dict[str, Any]:
    first = {"context": "Le port de Brelle\r\ncompte douze quais.", "qas": []}
    return {"version": "2.0", "data": [{"title": "Phare_de_Brelle", "paragraphs": [first, {"context": SECOND, "qas": list(questions)}]}]}


def write(folder: Path, content: object) -> Path:
    path = folder / "squad.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def test_a_set_becomes_a_suite_over_its_own_corpus(tmp_path: Path) -> None:
    answered, height = question("1", "Quand ?", "1872"), question("2", "Combien mesure-t-il ?", "41 mètres")
    impossible = question("3", "Qui l'habite ?", None, is_impossible=True, plausible_answers=[{"text": "Odile", "answer_start": 38}])
    misplaced = question("4", "Qui ?", None) | {"answers": [{"text": "Odile", "answer_start": 0}]}
    again = question("1", "Encore ?", "1872")

    documents, cases, left_out = import_squad(write(tmp_path, data(answered, height, impossible, misplaced, again)), tmp_path / "out")

    assert (documents, cases) == (1, 3)
    assert [line.split(":")[0] for line in left_out] == ["question 4", "question 1"]
    suite = open_suite(str(tmp_path / "out"))
    assert suite.corpus is not None
    sources = corpus_sources(suite.corpus, intake=Intake(1))
    assert [(case.id, case.language, case.answerable, case.kind) for case in suite.cases] == [
        ("1", "fr", True, "span"), ("2", "fr", True, "span"), ("3", "fr", False, "unanswerable"),
    ]  # fmt: skip
    assert [gold.quote for case in suite.cases for gold in case.gold] == ["1872", "41 mètres"]
    assert all(locate(gold, sources).status == "there" for case in suite.cases for gold in case.gold)


def test_squad_1_1_has_no_impossible_questions(tmp_path: Path) -> None:
    _, cases, left_out = import_squad(write(tmp_path, data(question("1", "Quand ?", "1872"))), tmp_path / "out", language="en")
    assert (cases, left_out) == (1, [])
    assert open_suite(str(tmp_path / "out")).cases[0].language == "en"


@pytest.mark.parametrize(
    ("content", "message"),
    [("not json", "Invalid JSON"), ('{"data": 1}', "data"), ('{"questions": []}', "data: Field required"), ('{"data": []}', "holds no question")],
)
def test_what_is_no_set_is_refused_in_one_line(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "squad.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SuiteError) as caught:
        import_squad(path, tmp_path / "out")
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_suite_is_not_written_over(tmp_path: Path) -> None:
    source = write(tmp_path, data(question("1", "Quand ?", "1872")))
    import_squad(source, tmp_path / "out")
    with pytest.raises(SuiteError, match="holds a suite already"):
        import_squad(source, tmp_path / "out")
    with pytest.raises(SuiteError, match="cannot be read"):
        import_squad(tmp_path / "none.json", tmp_path / "elsewhere")
