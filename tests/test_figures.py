"""Figures as cells write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.answering.figures import Notation, as_written, decimals, notation


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (["7", "-12"], Notation(None, None)),
        (["2 401,98", "33,55"], Notation(",", " ")),
        (["2,401.98", "33.55"], Notation(".", ",")),
        (["1.234.567", "3,5"], Notation(",", ".")),
        (["3’585’000"], Notation(None, "’")),
        (["1,250"], Notation(None, ",")),
        (["1,250", "3,5"], Notation(",", None)),
        (["0,125"], Notation(",", None)),
        (["1250,125"], Notation(",", None)),
        (["1 250,125", "1,250"], Notation(",", " ")),
        (["1.5", "1,5"], None),
        (["1 250", "1,250,000"], None),
        (["1,250.5", "3,5"], None),
        (["12 34"], None),
        (["n.a."], None),
        (["12*"], None),
        ([""], None),
        ([], Notation(None, None)),
    ],
)
def test_the_notation_that_figures_share(figures: list[str], expected: Notation | None) -> None:
    assert notation(figures) == expected


@pytest.mark.parametrize(
    ("written", "figure", "value"),
    [
        (Notation(",", " "), "2 401,98", Decimal("2401.98")),
        (Notation(".", ","), "-2,401.5", Decimal("-2401.5")),
        (Notation(None, "."), "1.250", Decimal(1250)),
        (Notation(",", None), "1,250", Decimal("1.250")),
    ],
)
def test_what_a_figure_is_worth(written: Notation, figure: str, value: Decimal) -> None:
    assert written.value(figure) == value


def test_a_value_is_written_as_the_figures_around_it() -> None:
    assert Notation(",", " ").written(Decimal("2696.54"), 2) == "2 696,54"
    assert Notation(".", ",").written(Decimal(-1234567), 1) == "−1,234,567.0"
    assert Notation(None, None).written(Decimal(12345), 0) == "12345"


def test_the_decimals_that_a_value_shows() -> None:
    assert [decimals(Decimal(value)) for value in ("24.00", "7", "1E+3")] == [2, 0, 0]


@pytest.mark.parametrize(
    ("question", "text", "asked"),
    [
        ("Who got 2,304 t?", "2 304 t", "Who got 2 304 t?"),
        ("Qui a 2 304 t ?", "2,304 t", "Qui a 2,304 t ?"),
        ("Which measure has 87.6 million?", "Mesure 1.2 : 87,6 millions", "Which measure has 87,6 million?"),
        ("Who has 3585000?", "3.585.000 inh.", "Who has 3.585.000?"),
        ("Who has 2304?", "2\u202f304 t", "Who has 2\u202f304?"),
        ("1.5 or 2.5?", "1,5 and 3.5", "1,5 or 2.5?"),
        ("1.5?", "1,5 is 1.5", "1.5?"),
        ("2,304?", "2,30 and 304", "2,304?"),
        ("In 2003?", "2 003 t", "In 2003?"),
        ("2003.5?", "2003,5 t", "2003,5?"),
        ("Who?", "2 304 t", "Who?"),
    ],
)
def test_a_question_has_its_figures_as_the_text_writes_them(question: str, text: str, asked: str) -> None:
    assert as_written(question, text) == asked
