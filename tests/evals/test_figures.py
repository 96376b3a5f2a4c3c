from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from evals.figures import BY_NAME, METRICS, figure, groups, paired_interval, parity, summarise
from evals.scoring import Record
from evals.statistics import bootstrap_interval, mcnemar, proportion_interval


def record(name: str = "a", **changed: Any) -> Record:  # noqa: ANN401
    plain = Record(
        id=name, language="en", kind="k", files=("a.txt",), answerable=True, status="answered", right=True, cause=None, confidence=0.8, scores={"mrr": 1.0}
    )
    return replace(plain, **changed)


FAILED = record("failed", status="failed", right=False, cause="failed", confidence=None, scores={})
WRONG = record("wrong", right=False, cause="reading", confidence=0.4, scores={"mrr": 0.5})
MISSED = record("missed", language="fr", status="abstained", right=False, cause="abstention", confidence=0.7, scores={"mrr": 0.0})
REFUSED = record("refused", language="fr", answerable=False, files=(), status="abstained", confidence=0.9, scores={})
RECORDS = [record(), FAILED, WRONG, MISSED, REFUSED]


def test_a_failed_run_is_counted_apart_and_never_averaged_in() -> None:
    right = figure(BY_NAME["right"], RECORDS)
    assert (right.value, right.n, right.excluded) == (0.5, 4, 1)
    assert figure(BY_NAME["failed"], RECORDS).value == 0.2


def test_what_is_undefined_is_excluded_and_counted() -> None:
    mrr = figure(BY_NAME["mrr"], RECORDS)
    assert (mrr.value, mrr.n, mrr.excluded) == (0.5, 3, 2)
    nothing = figure(BY_NAME["citation_recall"], RECORDS)
    assert (nothing.value, nothing.n, nothing.excluded, nothing.low) == (None, 0, 5, None)
    assert figure(BY_NAME["abstention_f1"], [record()]).value is None


def test_abstention_is_counted_over_what_ran() -> None:
    assert figure(BY_NAME["abstention_precision"], RECORDS).value == 0.5
    assert figure(BY_NAME["abstention_recall"], RECORDS).value == 1.0
    assert figure(BY_NAME["abstention_f1"], RECORDS).value == pytest.approx(2 / 3, abs=1e-4)


def test_calibration_is_that_of_the_answers() -> None:
    ece = figure(BY_NAME["ece"], RECORDS)
    assert (ece.value, ece.n) == (0.3, 2)  # 0.8 and right, 0.4 and wrong: (0.2 + 0.4) / 2


def test_groups_are_languages_kinds_and_documents() -> None:
    found = groups([record(files=("a.txt", "b.txt")), REFUSED])
    assert {name: len(members) for name, members in found.items()} == {
        "language en": 1,
        "language fr": 1,
        "kind k": 2,
        "document a.txt": 1,
        "document b.txt": 1,
    }


def test_parity_is_french_minus_english() -> None:
    found = parity(BY_NAME["right"], [record(), WRONG, MISSED, REFUSED])
    assert found is not None
    assert (found.fr, found.en, found.difference) == (0.5, 0.5, 0.0)
    assert parity(BY_NAME["right"], [record(), WRONG]) is None


def test_intervals() -> None:
    assert proportion_interval(0, 10) == pytest.approx((0.0, 0.2775), abs=1e-4)  # Wilson: z²/(n + z²)
    with pytest.raises(ValueError, match="no interval"):
        proportion_interval(0, 0)
    assert bootstrap_interval(1, lambda index: 1.0) is None
    assert bootstrap_interval(5, lambda index: None) is None
    assert figure(BY_NAME["mrr"], [record(scores={"mrr": 0.3})] * 20).low == 0.3
    assert mcnemar(0, 8) == pytest.approx(2 / 2**8)


def test_a_paired_interval_is_of_the_same_cases() -> None:
    base = [record(str(i), scores={"mrr": i / 10}) for i in range(10)]
    new = [replace(row, scores={"mrr": row.scores["mrr"] - 0.1}) for row in base]
    assert paired_interval(BY_NAME["mrr"], base, new) == pytest.approx((-0.1, -0.1))
    low, high = paired_interval(BY_NAME["abstention_f1"], RECORDS, [replace(row, status="answered") for row in RECORDS]) or (0.0, 0.0)
    assert low < high <= 0


def test_a_summary_is_plain_json_and_the_same_each_time() -> None:
    summary = summarise(RECORDS)
    assert json.dumps(summary) == json.dumps(summarise(list(RECORDS)))
    assert (summary["cases"], summary["failed"]) == (5, 1)
    assert summary["causes"] == {"failed": 1, "retrieval": 0, "reading": 1, "citation": 0, "abstention": 1, "wording": 0}
    assert set(summary["figures"]) == {metric.name for metric in METRICS}  # type: ignore[call-overload]
    assert summary["risk_coverage"] == [[0.2, 0.0], [0.4, 0.5]]


def test_nothing_has_no_figures() -> None:
    assert all(figure(metric, []).value is None for metric in METRICS)
