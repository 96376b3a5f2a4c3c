"""Which replies are right, and which stage is the cause where they are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.cases import Gold
from evals.replies import parse_reply
from evals.scoring import failed, score
from evals.sources import SourceText
from tests.evals.support import OTHER, SOURCES, TEXT, abstained, answered, case, citation, number, passage, scored, span, text

QUAYS = case(number("12"), gold=(span("The port has 12 quays."),))
UNANSWERABLE = case()
QUOTE = "The port has 12 quays."


def test_right_is_every_fact_from_gold_evidence_with_exact_quotes() -> None:
    found = scored(QUAYS, answered("The port has **12** quays. [1]", citation(QUOTE)))
    assert (found.record.right, found.record.cause, found.why) == (True, None, "")
    assert found.record.scores == {
        "recall_at_1": 1.0, "recall_at_5": 1.0, "mrr": 1.0, "ndcg_at_5": 1.0, "facts_in_1": 1.0, "facts_in_5": 1.0,
        "fact_recall": 1.0, "citation_exactness": 1.0, "citation_precision": 1.0, "citation_recall": 1.0, "words": 5.0,
    }  # fmt: skip


def test_an_abstention_is_right_where_the_documents_do_not_say() -> None:
    found = scored(UNANSWERABLE, abstained())
    assert found.record.right
    assert found.record.scores == {"exact_match": 1.0, "token_f1": 1.0}


@pytest.mark.parametrize(
    ("reply", "cause", "why"),
    [
        (answered(f"{QUOTE} [1]", citation(QUOTE, start=1, end=23)), "citation", "not the document's text"),
        (answered(f"{QUOTE} [1]", citation(QUOTE, sha256="c" * 64)), "citation", "not the document's text"),
        (answered(f"{QUOTE} [1]", citation(QUOTE) | {"file": "gone.txt"}), "citation", "not the document's text"),
        (answered(f"{QUOTE} [1] [2]", citation(QUOTE)), "citation", "[2]: no such citation"),
        (answered(f"{OTHER} [1]", citation(OTHER, file="airport.txt")), "citation", "without citing gold evidence"),
        (answered("Odile Vranck runs it. [1]", citation("Odile Vranck runs it.")), "reading", "do not state 12"),
        (answered("Odile Vranck runs it. [1]", citation("Odile Vranck runs it."), passages=[passage(OTHER, 1, "airport.txt")]), "retrieval", "no passage"),
        (answered("The port has quays. [1]", citation(QUOTE)), "wording", "the answer does not"),
        (abstained(), "abstention", "abstained"),
        (abstained(passages=[]), "retrieval", "no passage"),
    ],
)
def test_the_cause_is_the_first_stage_that_went_wrong(reply: object, cause: str, why: str) -> None:
    found = scored(QUAYS, reply)  # type: ignore[arg-type]
    assert (found.record.right, found.record.cause) == (False, cause)
    assert why in found.why


def test_answering_what_the_documents_do_not_say_is_wrong() -> None:
    found = scored(UNANSWERABLE, answered(f"{QUOTE} [1]", citation(QUOTE)))
    assert (found.record.right, found.record.cause) == (False, "abstention")
    assert "citation_precision" not in found.record.scores
    assert found.record.scores["citation_exactness"] == 1.0


def test_saying_what_is_false_beside_what_is_right_is_wrong() -> None:
    asked = case(number("12"), gold=(span(QUOTE),), forbidden=(number("42"),))
    assert not scored(asked, answered(f"{QUOTE} Or 42. [1]", citation(QUOTE))).record.right
    assert scored(asked, answered(f"{QUOTE} [1]", citation(QUOTE))).record.right


def test_each_fact_needs_one_of_the_spans_that_state_it() -> None:
    asked = case(number("12"), text("Odile Vranck"), gold=(span(QUOTE), span("Odile Vranck runs it.")))
    both = answered(f"{QUOTE} [1]\n\nOdile Vranck runs it. [2]", citation(QUOTE), citation("Odile Vranck runs it.", 2))
    assert scored(asked, both).record.right
    half = scored(asked, answered(f"{QUOTE} [1]", citation(QUOTE)))
    assert (half.record.cause, half.record.scores["fact_recall"], half.checks.stated) == ("reading", 0.5, (True, False))


def test_without_gold_evidence_any_exact_quote_proves_and_retrieval_is_undefined() -> None:
    found = scored(case(number("12")), answered(f"{OTHER} [1]", citation(OTHER, file="airport.txt"), passages=[]))
    assert found.record.right
    assert "mrr" not in found.record.scores
    assert scored(case(number("12")), abstained(passages=[])).record.cause == "abstention"


def test_an_assistant_that_tells_no_passages_has_no_retrieval_figures() -> None:
    reply = parse_reply({"status": "answered", "text": f"{QUOTE} [1]", "citations": [citation(QUOTE)]})
    found = scored(QUAYS, reply)
    assert found.record.right
    assert not {"mrr", "facts_in_5"} & set(found.record.scores)


def test_a_header_counts_where_the_claim_needs_it() -> None:
    quote, header = QUOTE, "It opened in May 1998."
    needed = scored(QUAYS, answered(f"{quote} (May 1998) [1] [2]", citation(quote), citation(header, 2)))
    assert needed.record.scores["citation_precision"] == 1.0
    idle = scored(QUAYS, answered(f"{quote} [1] [2]", citation(quote), citation(header, 2)))
    assert idle.record.scores["citation_precision"] == 0.5


def test_ranks_are_those_of_the_passages_that_hold_gold_evidence() -> None:
    passages = [passage(OTHER, 1, "airport.txt"), passage("Odile Vranck runs it.", 2), passage(QUOTE, 3), passage(TEXT, 4)]
    found = scored(QUAYS, answered(f"{QUOTE} [1]", citation(QUOTE), passages=passages))
    assert found.checks.ranks == (3,)
    assert found.record.scores["mrr"] == pytest.approx(1 / 3, abs=1e-4)
    assert (found.record.scores["recall_at_1"], found.record.scores["recall_at_5"]) == (0.0, 1.0)


def test_passages_of_one_rank_are_ordered_by_id() -> None:
    rows = [passage(TEXT, 1), passage(OTHER, 1, "airport.txt")]
    assert parse_reply({"status": "abstained", "text": "", "passages": rows}).ranked_passages[0].file == "airport.txt"


def test_gold_evidence_that_moved_is_found_and_that_vanished_fails_the_case() -> None:
    moved = {"port.txt": SourceText("port.txt", "d" * 64, f"New. {TEXT}")}
    citing = answered(f"{QUOTE} [1]", citation(QUOTE, start=5, end=27), passages=[])
    assert score(QUAYS, citing, moved).record.right
    gone = score(QUAYS, citing, {"port.txt": SourceText("port.txt", "d" * 64, "Nothing.")})
    assert (gone.record.status, gone.record.cause) == ("failed", "failed")
    assert "no longer in the documents" in gone.why


def test_a_failed_run_has_no_scores() -> None:
    found = failed(QUAYS, "the model fell over")
    assert (found.record.status, found.record.right, found.record.scores, found.why) == ("failed", False, {}, "the model fell over")


def test_the_short_answer_is_what_is_emphasised() -> None:
    asked = case(text("Odile Vranck"), gold=(span("Odile Vranck runs it."),))
    found = scored(asked, answered("**Odile Vranck** runs it. [1]", citation("Odile Vranck runs it.")))
    assert (found.record.scores["exact_match"], found.record.scores["token_f1"]) == (1.0, 1.0)
    whole = scored(asked, answered("Odile Vranck runs it. [1]", citation("Odile Vranck runs it.")))
    assert (whole.record.scores["exact_match"], whole.record.scores["token_f1"]) == (0.0, 0.6667)


@given(st.integers(-5, 100), st.integers(-5, 100), st.text(max_size=30), st.text(max_size=30))
def test_any_citation_can_be_scored(start: int, end: int, quote: str, said: str) -> None:
    reply = answered(f"{said} [1]", {"marker": 1, "file": "port.txt", "start": start, "end": end, "quote": quote})
    found = score(case(number("12"), gold=(Gold(file="port.txt", quote=QUOTE, start=0, end=22),)), reply, SOURCES)
    exact = 0 <= start < end and TEXT[start:end] == quote
    assert found.checks.cited[0].exact is exact
    assert exact or not found.record.right
