from __future__ import annotations

from pathlib import Path

import pytest

from assistant.types import Abstention, Answer, Citation, Claim, DocumentInfo
from evals.cases import Case, Fact, read_cases
from evals.scoring import abstention_f1, holds, score

SHA256 = "0123456789abcdef" * 4
INFO = DocumentInfo(SHA256[:16], "a.txt", "A", "en", SHA256)
TEXT = "It costs 12,50 euros."


def answer(quote: str = TEXT, file: str = "a.txt") -> Answer:
    info = DocumentInfo(INFO.id, file, "A", "en", SHA256)
    return Answer("q", "q", "en", f"{quote} [1]", (Claim(quote, (1,)),), (Citation(1, info, 0, len(quote), quote, None, None),), (), 0.9)


def case(*facts: str, answerable: bool = True) -> Case:
    return Case("x", "q", (), "en", "k", tuple(Fact((fact,), "number") for fact in facts), frozenset({"a.txt"} if answerable else ()), answerable, frozenset())


ABSTENTION = Abstention("q", "q", "en", "no", "not_in_documents", (), 0.9)


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [("12.5 euros", "12,50", True), ("112,5 euros", "12,5", False), ("L'Été", "ete", True), ("28 actions", "8", False), ("", "x", False)],
)
def test_a_fact_is_held_as_whole_words(text: str, fact: str, expected: bool) -> None:
    assert holds(text, Fact((fact,), "text")) is expected


def test_right_means_all_facts_the_document_and_exact_quotes() -> None:
    stored = {INFO.id: TEXT}.__getitem__
    assert score(case("12,5"), answer(), stored).right
    assert not score(case("12,5", "13"), answer(), stored).right
    assert not score(case("12,5"), answer(file="b.txt"), stored).right
    assert not score(case("12,5"), answer("It costs 12,5 dollars"), stored).right
    assert not score(case("12,5"), ABSTENTION, stored).right
    assert score(case(answerable=False), ABSTENTION, stored).right
    assert not score(case(answerable=False), answer(), stored).right


def test_abstention_f1() -> None:
    stored = {INFO.id: TEXT}.__getitem__
    right, missed, wrong = (score(c, r, stored) for c, r in ((case(answerable=False), ABSTENTION), (case(answerable=False), answer()), (case("1"), ABSTENTION)))
    assert abstention_f1([right, missed, wrong]) == pytest.approx(0.5)  # one of two found, one of two said
    assert abstention_f1([score(case("12,5"), answer(), stored)]) is None


@pytest.mark.parametrize("suite", ["dev", "test"])
def test_the_gold_evidence_of_the_suites_stands_in_the_corpus(suite: str) -> None:
    root = Path(__file__).parents[1]
    cases = read_cases(root / "evals" / "suites" / f"{suite}.jsonl")
    assert len({case.id for case in cases}) == len(cases) == 60
    for row in cases:
        assert row.answerable == bool(row.facts) == bool(row.files)
        for file in row.files:
            assert (root / "corpus" / file).is_file()


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    suite = tmp_path / "suite.jsonl"
    suite.write_text('{"id": 1}\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 1"):
        read_cases(suite)
