from __future__ import annotations

import json
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Intake
from evals.cases import Case, Expectation, Fact, Gold, Message, SuiteError, bundled_suites, find_suite, open_suite, read_cases, write_cases
from evals.facts import holds
from evals.sources import corpus_sources, locate
from tests.evals.support import case, number, span

ROOT = Path(__file__).parents[2]
KINDS = {"table-figure", "prose-figure", "list", "definition", "who-where-when", "comparison", "cross-language", "keywords-typos", "follow-up", "unanswerable"}


def write(folder: Path, *rows: object) -> Path:
    path = folder / "suite.jsonl"
    path.write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


ROW = {"id": "a", "question": "?", "language": "en", "kind": "k", "expect": {"status": "answered", "facts": [{"any": ["1"], "kind": "number"}]}}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("{", "line 2: Invalid JSON"),
        (ROW, "line 2: there is a case a already"),
        (ROW | {"id": "b", "expect": {"status": "maybe"}}, "line 2: expect.status: Input should be 'answered' or 'abstained'"),
        (ROW | {"id": "b", "exepct": {}}, "line 2: exepct: Extra inputs"),
        (ROW | {"id": "b", "expect": {"status": "answered"}}, "line 2: Value error, a case that expects an answer needs facts"),
        (ROW | {"id": "b", "expect": ROW["expect"] | {"status": "abstained"}}, "neither facts nor gold"),  # type: ignore[operator]
        (ROW | {"id": "b", "gold": [{"file": "f", "quote": "", "start": 0, "end": 0}]}, "line 2: gold.0.quote"),
        ({"id": "b"}, "line 2: question: Field required"),
    ],
)
def test_a_line_that_is_no_case_is_named(tmp_path: Path, row: object, message: str) -> None:
    with pytest.raises(SuiteError) as caught:
        read_cases(write(tmp_path, ROW, row))
    assert message in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_suite_needs_a_case(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no case"):
        read_cases(write(tmp_path, ""))


def test_what_is_no_suite_is_told_with_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match=r"nowhere.*agency, campus, dev, hostile, needs, region, test"):
        find_suite("nowhere")
    (tmp_path / "latin.jsonl").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SuiteError, match="expected a UTF-8 file"):
        read_cases(tmp_path / "latin.jsonl")


@given(st.text(), st.text(min_size=1), st.text(min_size=1))
def test_what_is_written_is_read_again(question: str, fact: str, quote: str) -> None:
    gold = Gold(file="a.txt", quote=quote, start=0, end=len(quote), sha256="a" * 64)
    expect = Expectation(facts=(Fact(any=(fact,)),), status="answered", forbidden=(Fact(any=("x",), kind="date"),))
    written = Case(id="é", question=question, history=(Message(role="user", content=fact),), language="fr", kind="k", gold=(gold,), expect=expect, tags=("t",))
    with tempfile.TemporaryDirectory() as folder:
        write_cases(Path(folder) / "suite.jsonl", [written])
        assert read_cases(Path(folder) / "suite.jsonl") == (written,)


def test_a_folder_brings_its_own_corpus(tmp_path: Path) -> None:
    write(tmp_path, ROW)
    assert open_suite(str(tmp_path)).corpus is None
    (tmp_path / "corpus").mkdir()
    found = open_suite(str(tmp_path))
    assert (found.name, found.corpus, found.index) == (tmp_path.name, tmp_path / "corpus", tmp_path / "index")


def test_the_bundled_suites() -> None:
    assert bundled_suites() == ["agency", "campus", "dev", "hostile", "needs", "region", "test"]
    both = [*open_suite("dev").cases, *open_suite("test").cases]
    answerable = [row for row in both if row.answerable]
    assert len(answerable) >= 150
    assert {row.kind for row in both} == KINDS
    assert min(Counter(row.kind for row in both).values()) >= 12
    languages = Counter(row.language for row in both)
    assert set(languages) == {"fr", "en"}
    assert abs(languages["fr"] - languages["en"]) <= 4
    unanswerable = [row for row in both if not row.answerable]
    assert len(unanswerable) >= 40
    assert 2 * sum("near-miss" in row.tags for row in unanswerable) >= len(unanswerable)
    assert not {row.question for row in open_suite("dev").cases} & {row.question for row in open_suite("test").cases}


@pytest.mark.parametrize("suite", ["dev", "test", "hostile", "needs", "region", "campus", "agency"])
def test_the_gold_evidence_stands_in_the_corpus_and_states_the_facts(suite: str) -> None:
    found = open_suite(suite)
    sources = corpus_sources(found.corpus or ROOT / "corpus", intake=Intake(100))
    for row in found.cases:
        assert all(locate(gold, sources).status == "there" for gold in row.gold), row.id
        assert all(any(holds(gold.quote, fact) for gold in row.gold) for fact in row.expect.facts), row.id
        assert bool(row.gold) == row.answerable, row.id


def test_gold_in_a_case_is_kept_as_it_is() -> None:
    asked = case(number("12"), gold=(span("The port has 12 quays."),))
    assert asked.as_dict()["gold"] == [{"file": "port.txt", "quote": "The port has 12 quays.", "start": 0, "end": 22}]
    assert "forbidden" not in asked.as_dict()["expect"]  # type: ignore[operator]
