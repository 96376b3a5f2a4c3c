"""The benchmark, run as a person runs it on a small corpus; what it measures depends on the machine, what it counts does not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from evals.bench import MEASURES, ratios
from evals.cases import Case, Expectation, Fact, Message, write_cases
from evals.contestants import BASELINES, OURS, ROOT, Question, read_questions

DUCKS = "# Ducks\n\nThe pond of Namur holds 42 ducks. They are fed at noon.\n"
TRAINS = "# Trains\n\nThe first train to Liège leaves at 5.13. The last one is never late.\n"


def case(question: str, *facts: str, history: str = "") -> Case:
    """A case with these facts, or without any one that expects an abstention."""
    expect = Expectation(facts=tuple(Fact(any=tuple(fact.split(" / "))) for fact in facts), status="answered" if facts else "abstained")
    before = (Message(role="user", content=history),) if history else ()
    return Case(id=question, question=question, history=before, language="en", kind="k", expect=expect)


def suite(folder: Path, *cases: Case) -> Path:
    path = folder / "suite.jsonl"
    write_cases(path, cases)
    return path


def bench(*arguments: object) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "160"}
    return subprocess.run(
        [sys.executable, "-m", "evals.bench", *map(str, arguments)], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_prints_every_row_and_writes_every_figure(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "ducks.md").write_text(DUCKS, encoding="utf-8")
    (corpus / "trains.md").write_text(TRAINS, encoding="utf-8")
    questions = suite(
        tmp_path,
        case("How many ducks are there in the pond of Namur?", "42 DUCKS"),
        case("How many swans are there in the pond of Namur?", "17 swans", "42"),
        case("Who feeds the ducks?"),
        case("And the last one?", "never", history="When does the first train leave?"),
    )
    output = tmp_path / "figures.json"

    done = bench("--quick", "--corpus", corpus, "--questions", questions, "--json", output)

    assert done.returncode == 0, done.stderr
    assert [measure.label for measure in MEASURES if measure.label not in done.stdout] == []
    report = json.loads(output.read_text(encoding="utf-8"))
    assert report["questions"] == 2
    assert report["characters"] == len(DUCKS) + len(TRAINS)
    assert list(report["figures"]) == [OURS, *BASELINES]
    for figures in report["figures"].values():
        assert list(figures) == [measure.name for measure in MEASURES]
        assert all(value > 0 for value in figures.values())
        assert (figures["facts_in_first"], figures["facts_in_five"]) == (0.5, 0.5)
    for name in BASELINES:
        assert report["figures"][name]["chunks"] == report["figures"][name]["vectors"] == 2
        assert list(report["ratios"][name]) == [measure.name for measure in MEASURES if measure.better]
        assert report["ratios"][name]["facts_in_five"] == 1.0


def test_refuses_in_one_line_what_it_cannot_measure(tmp_path: Path) -> None:
    questions = suite(tmp_path, case("Who feeds the ducks?"))
    done = bench("--quick", "--questions", questions)
    assert done.returncode == 2
    assert "no answered question without a history" in done.stderr
    assert "Traceback" not in done.stderr


def test_every_fact_is_needed_in_one_wording_whichever_passage_holds_it(tmp_path: Path) -> None:
    asked = case("?", "Énergie  verte / green energy", "4,1")
    (question,) = read_questions(str(suite(tmp_path, asked)))
    assert question == Question("?", asked.expect.facts)
    assert question.answered_in(["l’ENERGIE\nverte", "4.1 millions"])
    assert not question.answered_in(["green energy", "41 millions"])
    assert not question.answered_in([])


def test_a_ratio_to_nothing_is_undefined() -> None:
    ours = dict.fromkeys([measure.name for measure in MEASURES], 3.0)
    baseline = ours | {"cold_start_s": 1.5, "facts_in_first": 0.0}
    found = ratios(ours, baseline)
    assert found["cold_start_s"] == pytest.approx(2.0)
    assert found["facts_in_first"] is None
    assert "chunks" not in found
