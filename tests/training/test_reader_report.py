from __future__ import annotations

import pytest

from assistant.types import Span
from tests.training.support import example
from training.examples.example import Example
from training.reader.kit import Said
from training.reader.report import is_right, report, table

SEAT = example("Where is Zorvel?", ("Zorvel builds ferries.", "Its seat is in Brelle."), "Brelle")
ABSENT = example("Who leads Zorvel?", ("Zorvel builds ferries.",), None, kind="facts.not_stated")


def said(asked: Example, answer: str, unit: int, answerable: float) -> Said:
    start = asked.passage.index(answer)
    return Said(asked, Span(start, start + len(answer)), unit, answerable)


def test_figures_by_hand() -> None:
    rows = [
        said(SEAT, "Brelle", 1, 2.0),  # exact, right
        said(SEAT, "in Brelle", 0, 2.0),  # two words for one: precision 1/2, recall 1; the span is in the right unit, the unit is not
        said(SEAT, "Zorvel", 0, -1.0),  # abstains though there is an answer
        said(ABSENT, "ferries", 0, -2.0),  # abstains rightly
    ]
    found = report(rows, temperature=1.0)
    facts = found["sources"]["facts"]
    assert (facts["n"], facts["answerable"]) == (4, 3)
    assert facts["exact_match"]["value"] == pytest.approx(1 / 3, abs=1e-3)
    assert facts["f1"]["value"] == pytest.approx((1 + 2 / 3 + 0) / 3, abs=1e-3)
    assert facts["right_unit_by_span"]["value"] == pytest.approx(2 / 3, abs=1e-3)
    assert facts["right_unit"]["value"] == pytest.approx(1 / 3, abs=1e-3)
    assert facts["no_answer_f1"]["value"] == pytest.approx(2 / 3, abs=1e-3)  # precision 1/2, recall 1
    assert facts["right"]["value"] == 0.75
    assert found["kinds"]["facts.not_stated"]["n"] == 1
    assert "facts.seat" in table(found)


def test_an_answer_is_right_from_the_right_unit_alone() -> None:
    assert is_right(said(SEAT, "seat", 0, 1.0), 1.0)
    assert not is_right(said(SEAT, "ferries", 1, 1.0), 1.0)
    assert not is_right(said(ABSENT, "ferries", 0, 1.0), 1.0)
