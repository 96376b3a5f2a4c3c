"""Whatever the figures of a table, what is said of them is what the cells come to, and nothing else passes the gate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.verification import verify
from assistant.errors import CitationError
from assistant.types import Answer
from tests.answering_support import worked_out

NAMES = ("North", "South", "Western", "Middle")
FIGURES = st.lists(st.decimals(min_value=-99_999, max_value=9_999_999, places=2), min_size=4, max_size=4)
STYLES = st.sampled_from([(",", " "), (",", "."), (".", ","), (".", ""), (",", "")])


def written(value: Decimal, style: tuple[str, str]) -> str:
    return f"{value:,.2f}".replace(",", " ").replace(".", style[0]).replace(" ", style[1])


def table(values: list[Decimal], style: tuple[str, str]) -> str:
    rows = [f"| {name} | {written(value, style)} |\n" for name, value in zip(NAMES, values, strict=True)]
    return "| Port | Tonnes |\n|---|---|\n" + "".join(rows)


def result(answer: Answer, style: tuple[str, str]) -> Decimal:
    figure = answer.text.rpartition("= ")[2].strip("*").replace("−", "-")
    return Decimal(figure.replace(style[1], "").replace(style[0], ".") if style[1] else figure.replace(style[0], "."))


def must_be_refused(answer: Answer, text: str, right: str, wrong: str) -> None:
    """The same change in a claim and in the answer's text."""
    claims = tuple(replace(claim, text=claim.text.replace(right, wrong)) for claim in answer.claims)
    assert claims != answer.claims
    with pytest.raises(CitationError):
        verify(replace(answer, text=answer.text.replace(right, wrong), claims=claims), lambda document_id: text)


def other_digit(answer: Answer) -> tuple[str, str]:
    """The end of an answer, and the same with another last digit."""
    end = answer.text[-5:]
    return end, f"{end[:-3]}{(int(end[-3]) + 1) % 10}{end[-2:]}"


@given(values=FIGURES, style=STYLES)
def test_a_sum_is_that_of_the_cells(values: list[Decimal], style: tuple[str, str]) -> None:
    text = table(values, style)
    answer = worked_out(text, "How many tonnes do North and South handle together?")
    assert answer is not None
    assert result(answer, style) == values[0] + values[1]
    must_be_refused(answer, text, *other_digit(answer))


@given(values=FIGURES, style=STYLES)
def test_a_difference_is_that_of_the_cells(values: list[Decimal], style: tuple[str, str]) -> None:
    text = table(values, style)
    answer = worked_out(text, "How many more tonnes does South handle than North?")
    assert answer is not None
    assert result(answer, style) == values[1] - values[0]
    must_be_refused(answer, text, *other_digit(answer))


@given(values=FIGURES, style=STYLES, largest=st.booleans())
def test_the_largest_row_is_that_of_the_cells(values: list[Decimal], style: tuple[str, str], largest: bool) -> None:
    text = table(values, style)
    answer = worked_out(text, f"Which port handles the {'most' if largest else 'fewest'} tonnes?")
    extreme = (max if largest else min)(values)
    tied = [name for name, value in zip(NAMES, values, strict=True) if value == extreme]
    if len(tied) == len(values):
        assert answer is None
    else:
        assert answer is not None
        for name in tied:
            assert f"{name} : **{written(extreme, style)}**" in answer.text
        assert answer.text.count("**") == 2 * len(tied)
        must_be_refused(answer, text, *(" > ", " < ") if largest else (" < ", " > "))
