from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evals.baseline import Accepted, Baseline, judge, read_baseline, write_baseline
from evals.cases import SuiteError
from evals.comparison import Change, compare
from evals.runs import Run
from evals.scoring import Record

GOOD = {
    "fact_recall": 1.0,
    "mrr": 1.0,
    "recall_at_1": 1.0,
    "recall_at_5": 1.0,
    "facts_in_1": 1.0,
    "facts_in_5": 1.0,
    "citation_exactness": 1.0,
    "citation_recall": 1.0,
}
RIGHT = Record("a", "en", "k", ("a.txt",), True, "answered", True, None, 0.8, GOOD, "text", "spans")


def run(*records: Record, suite: str = "s") -> Run:
    return Run("somewhere", suite, "0" * 64, records, {row.id: f"{row.id}?" for row in records})


def wrong(cause: str, **scores: float) -> Record:
    return replace(RIGHT, right=False, cause=cause, scores=GOOD | {"fact_recall": 0.0} | scores, said="other", cited="others")  # type: ignore[arg-type]


def only(base: Record, new: Record) -> Change:
    (change,) = compare(run(base), run(new)).changes
    return change


@pytest.mark.parametrize(
    ("worse", "cause"),
    [
        (wrong("retrieval", facts_in_5=0.0, mrr=0.2), "retrieval"),
        (wrong("reading", mrr=0.5), "retrieval"),  # the evidence is further down, and reading only follows
        (wrong("reading"), "reading"),
        (replace(RIGHT, right=False, cause="citation", scores=GOOD | {"citation_exactness": 0.0}, cited="others"), "citation"),
        (replace(RIGHT, right=False, cause="abstention", status="abstained", scores=GOOD | {"fact_recall": 0.0}), "abstention"),
        (replace(RIGHT, right=False, cause="wording", scores=GOOD | {"fact_recall": 0.5}, said="other"), "wording"),
        (replace(RIGHT, right=False, cause="failed", status="failed", scores={}), "failed"),
    ],
)
def test_a_change_of_the_verdict_points_at_the_first_stage_that_differs(worse: Record, cause: str) -> None:
    change = only(RIGHT, worse)
    assert (change.direction, change.flipped, change.cause) == ("worse", True, cause)
    change = only(worse, RIGHT)
    assert (change.direction, change.flipped, change.cause) == ("better", True, cause)


@pytest.mark.parametrize(
    ("changed", "direction", "cause"),
    [
        ({"scores": GOOD | {"mrr": 0.5}}, "worse", "retrieval"),
        ({"scores": GOOD | {"citation_recall": 0.5}, "cited": "others"}, "worse", "citation"),
        ({"scores": GOOD | {"fact_recall": 0.5}, "cited": "others"}, "worse", "reading"),
        ({"said": "other"}, "other", "wording"),
        ({"said": "other", "cited": "others"}, "other", "reading"),
    ],
)
def test_a_change_within_the_same_verdict_is_told_too(changed: dict[str, Any], direction: str, cause: str) -> None:
    change = only(RIGHT, replace(RIGHT, **changed))
    assert (change.direction, change.flipped, change.cause) == (direction, False, cause)


def test_nothing_changed() -> None:
    found = compare(run(RIGHT), run(RIGHT))
    assert found.changes == ()
    assert all(delta.difference in (0.0, None) for delta in found.deltas)


def test_only_the_cases_of_both_are_compared() -> None:
    found = compare(run(RIGHT, replace(RIGHT, id="old")), run(RIGHT, replace(wrong("reading"), id="new")))
    assert (found.only_base, found.only_new, found.changes) == (("old",), ("new",), ())
    with pytest.raises(SuiteError, match="no case in common"):
        judge(run(RIGHT), run(replace(RIGHT, id="b")))


def test_verdicts_come_first_then_the_largest_change() -> None:
    base = [replace(RIGHT, id=name) for name in "abcd"]
    new = [
        replace(base[0], scores=GOOD | {"mrr": 0.5}),
        replace(base[1], scores=GOOD | {"mrr": 0.1}),
        replace(wrong("reading"), id="c"),
        replace(base[3], scores=GOOD | {"mrr": 0.5}),
    ]
    found = compare(run(*base), run(*new))
    assert [change.id for change in found.by_direction("worse")] == ["c", "b", "a", "d"]
    assert found.causes("worse") == {"reading": 1}


def test_a_drop_beyond_its_tolerance_fails() -> None:
    base = [replace(RIGHT, id=str(i)) for i in range(10)]
    new = [replace(wrong("reading"), id="0"), *base[1:]]
    assert [breach.delta.metric.name for breach in judge(run(*base), run(*new), {"right": 0.05, "mrr": 0.0}).breaches] == ["right"]
    assert judge(run(*base), run(*new), {"right": 0.1}).passed  # exactly as much as is allowed
    assert judge(run(*new), run(*base), {"right": 0.0}).passed  # better
    right = next(delta for delta in compare(run(*base), run(*new)).deltas if delta.metric.name == "right")
    assert (right.difference, right.p) == (-0.1, 1.0)


def test_more_failed_runs_fail() -> None:
    base = [replace(RIGHT, id=str(i)) for i in range(10)]
    new = [*base[:9], replace(RIGHT, id="9", status="failed", right=False, cause="failed", scores={}, confidence=None)]
    assert [breach.delta.metric.name for breach in judge(run(*base), run(*new), {"right": 0.0, "failed": 0.0}).breaches] == ["failed"]


def test_a_baseline_is_read_as_it_was_written(tmp_path: Path) -> None:
    baseline = Baseline(tmp_path / "b.json", {"right": 0.02}, {"s": Accepted(run(RIGHT, wrong("reading")), True), "t": Accepted(run(RIGHT, suite="t"), False)})
    write_baseline(baseline)
    found = read_baseline(baseline.path)
    assert found.tolerances == baseline.tolerances
    assert {name: (suite.run.records, suite.gated) for name, suite in found.suites.items()} == {
        name: (suite.run.records, suite.gated) for name, suite in baseline.suites.items()
    }
    assert sum('"id"' in line for line in baseline.path.read_text(encoding="utf-8").splitlines()) == 3  # a case a line


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"tolerances": {"rihgt": 1}, "suites": {}}', '{"tolerances": {}, "suites": {"a": {"cases": [{}]}}}'])
def test_what_is_no_baseline_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "b.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SuiteError, match=r"b\.json"):
        read_baseline(path)
