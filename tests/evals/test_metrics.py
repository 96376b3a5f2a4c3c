"""The metrics against the libraries that define them, on random input; their worked examples are doctests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import pytrec_eval
import torch
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score
from torchmetrics.functional.classification import binary_calibration_error
from torchmetrics.functional.text import squad

from evals.metrics.abstention import abstention_f1, abstention_precision, abstention_recall
from evals.metrics.answers import exact_match, fact_recall, normalised, token_f1
from evals.metrics.calibration import area_under_risk_coverage, expected_calibration_error, reliability, risk_coverage
from evals.metrics.citations import CitedSpan, citation_exactness, citation_precision, citation_recall
from evals.metrics.retrieval import ndcg_at_k, ranked, recall_at_k, reciprocal_rank

IDS = [f"d{i:02d}" for i in range(20)]
RANKINGS = st.permutations(IDS).flatmap(lambda order: st.integers(1, len(order)).map(lambda n: order[:n]))
GOLD = st.sets(st.sampled_from([*IDS, "missing-1", "missing-2"]), min_size=1)
WORDS = st.lists(st.sampled_from(["the", "a", "An", "fox", "Fox,", "red", "-", "wolf.", "run", "ran!", "L'été", "3,5"]), max_size=8).map(" ".join)
FLAGS = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1)
CONFIDENT = st.lists(st.tuples(st.floats(0, 1, width=32), st.booleans()), min_size=1, max_size=60)


@given(RANKINGS, GOLD, st.sampled_from([1, 3, 5, 10]))
def test_retrieval_agrees_with_trec_eval(ranking: list[str], gold: set[str], k: int) -> None:
    measures = {f"recall_{k}", "recip_rank", f"ndcg_cut_{k}"}
    scores = {name: float(len(ranking) - place) for place, name in enumerate(ranking)}
    found = pytrec_eval.RelevanceEvaluator({"q": dict.fromkeys(gold, 1)}, measures).evaluate({"q": scores})["q"]
    assert recall_at_k(ranking, gold, k) == pytest.approx(found[f"recall_{k}"])
    assert reciprocal_rank(ranking, gold) == pytest.approx(found["recip_rank"])
    assert ndcg_at_k(ranking, gold, k) == pytest.approx(found[f"ndcg_cut_{k}"])


@given(st.dictionaries(st.sampled_from(IDS), st.sampled_from([0.1, 0.5, 0.9]), min_size=1), st.randoms())
def test_a_ranking_does_not_depend_on_who_was_scored_first(scores: dict[str, float], random: object) -> None:
    shuffled = list(scores.items())
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert ranked(dict(shuffled)) == ranked(scores)


@given(RANKINGS, GOLD, st.integers(1, 8))
def test_a_duplicate_is_credited_once(ranking: list[str], gold: set[str], k: int) -> None:
    doubled = [name for name in ranking for _ in range(2)]
    assert recall_at_k(doubled, gold, 2 * k) == recall_at_k(ranking, gold, k)
    assert ndcg_at_k(doubled, gold, k) <= 1.0


def test_retrieval_is_undefined_without_gold() -> None:
    for metric in (lambda: recall_at_k(["a"], [], 1), lambda: reciprocal_rank(["a"], []), lambda: ndcg_at_k(["a"], [], 1)):
        with pytest.raises(ValueError, match="undefined"):
            metric()  # type: ignore[no-untyped-call]


@given(WORDS.filter(lambda words: normalised(words, "en")), st.lists(WORDS.filter(lambda words: normalised(words, "en")), min_size=1, max_size=3))
def test_answers_agree_with_squad(prediction: str, answers: list[str]) -> None:
    target: dict[str, Any] = {"answers": {"text": answers, "answer_start": [0] * len(answers)}, "id": "q"}
    found = squad([{"prediction_text": prediction, "id": "q"}], [target])
    assert 100 * exact_match(prediction, answers, "en") == pytest.approx(float(found["exact_match"]))
    assert 100 * token_f1(prediction, answers, "en") == pytest.approx(float(found["f1"]))


def test_no_answer_is_matched_by_none_alone() -> None:
    # Where a question has no answer, SQuAD 2.0 gives 1 to an empty prediction and 0 to any other, and 0 to an empty one where there is an answer.
    assert (exact_match("", [], "en"), token_f1("", [], "en")) == (1.0, 1.0)
    assert (exact_match("fox", [], "en"), token_f1("fox", [], "en")) == (0.0, 0.0)
    assert (exact_match("", ["fox"], "en"), token_f1("", ["fox"], "en")) == (0.0, 0.0)
    assert exact_match("the", [], "en") == 1.0  # nothing is left of it, as in the reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [("L’étude des marchés.", "étude marchés"), ("les plus  grands, un pôle", "plus grands pôle"), ("La LA la", ""), ("aux USA", "usa"), ("l'", "")],
)
def test_french_articles_are_taken_off(text: str, expected: str) -> None:
    assert normalised(text, "fr") == expected


def test_fact_recall_is_undefined_without_facts() -> None:
    with pytest.raises(ValueError, match="undefined"):
        fact_recall("text", [])


@given(FLAGS)
def test_abstention_agrees_with_scikit_learn(pairs: list[tuple[bool, bool]]) -> None:
    abstained, unanswerable = [a for a, _ in pairs], [u for _, u in pairs]
    if any(abstained):
        assert abstention_precision(abstained, unanswerable) == pytest.approx(precision_score(unanswerable, abstained, zero_division=0))
    if any(unanswerable):
        assert abstention_recall(abstained, unanswerable) == pytest.approx(recall_score(unanswerable, abstained, zero_division=0))
    if any(abstained) or any(unanswerable):
        assert abstention_f1(abstained, unanswerable) == pytest.approx(f1_score(unanswerable, abstained, zero_division=0))


@pytest.mark.parametrize("metric", [abstention_precision, abstention_recall, abstention_f1])
def test_abstention_is_undefined_where_nothing_is_abstained_from_or_unanswerable(metric: Callable[[list[bool], list[bool]], float]) -> None:
    with pytest.raises(ValueError, match="undefined"):
        metric([False, False], [False, False])


@given(CONFIDENT.filter(lambda rows: all(10 * value % 1 for value, _ in rows)))  # on a border the library counts to the bin above, this one to that below
def test_calibration_agrees_with_torchmetrics(rows: list[tuple[float, bool]]) -> None:
    confidence, right = [value for value, _ in rows], [is_right for _, is_right in rows]
    found = binary_calibration_error(torch.tensor(confidence), torch.tensor(right).int(), n_bins=10, norm="l1")
    assert expected_calibration_error(confidence, right) == pytest.approx(float(found), abs=1e-5)


def test_the_borders_of_the_bins() -> None:
    assert [part.count for part in reliability([0.0, 0.1, 0.10001, 1.0], [True] * 4)] == [2, 1, 1]


@given(CONFIDENT, st.integers(0, 10), st.randoms())
def test_risk_and_coverage(rows: list[tuple[float, bool]], abstained: int, random: object) -> None:
    confidence, right = [value for value, _ in rows], [is_right for _, is_right in rows]
    curve = risk_coverage(confidence, right, len(rows) + abstained)
    assert curve[-1] == pytest.approx((len(rows) / (len(rows) + abstained), right.count(False) / len(rows)))
    assert [coverage for coverage, _ in curve] == sorted({coverage for coverage, _ in curve})
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    area = area_under_risk_coverage(confidence, right)
    assert area == pytest.approx(area_under_risk_coverage([value for value, _ in shuffled], [is_right for _, is_right in shuffled]))
    if len(set(confidence)) == len(rows):
        order = [is_right for _, is_right in sorted(rows, reverse=True)]
        assert area == pytest.approx(sum(order[:i].count(False) / i for i in range(1, len(order) + 1)) / len(order))
    assert 0 <= area <= 1


def test_calibration_is_undefined_without_an_answer() -> None:
    for metric in (expected_calibration_error, area_under_risk_coverage):
        with pytest.raises(ValueError, match="undefined"):
            metric([], [])


def test_citations() -> None:
    row, header, other = CitedSpan(exact=True, gold=True), CitedSpan(exact=True, gold=False, needed=True), CitedSpan(exact=False, gold=False)
    assert citation_precision([row, header]) == 1.0
    assert citation_precision([row, header, other], unresolved=1) == 0.5
    assert citation_precision([], unresolved=2) == 0.0
    assert citation_exactness([row, other], unresolved=2) == 0.25
    assert citation_recall([True, False]) == 0.5
    for metric in (citation_precision, citation_exactness):
        with pytest.raises(ValueError, match="undefined"):
            metric([])
    with pytest.raises(ValueError, match="undefined"):
        citation_recall([])
