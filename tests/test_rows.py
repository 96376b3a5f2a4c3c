from __future__ import annotations

import pytest

from assistant.answering.rows import column_of, measure, split_row
from assistant.types import Span

TEXT = "Thousands € 2021 2022 Total\nBridges 10 20,5 30,5\nFerries 1.200 -"
HEADER = [Span(0, 27)]
BRIDGES, FERRIES = Span(28, 48), Span(49, 64)


def test_a_row_is_a_label_and_cells() -> None:
    row = split_row(TEXT, BRIDGES)
    assert row is not None
    assert row.label.of(TEXT) == "Bridges"
    assert [cell.of(TEXT) for cell in row.cells] == ["10", "20,5", "30,5"]


def test_a_dash_is_an_empty_cell() -> None:
    row = split_row(TEXT, FERRIES)
    assert row is not None
    assert [cell.of(TEXT) for cell in row.cells] == ["1.200", "-"]


def test_bars_of_markdown_are_no_cells() -> None:
    text = "| Bridges | 10 | 20 % |"
    row = split_row(text, Span(0, len(text)))
    assert row is not None
    assert row.label.of(text) == "Bridges"
    assert [cell.of(text) for cell in row.cells] == ["10", "20 %"]


def test_columns_between_bars_may_have_several_words() -> None:
    text = "| Work | Paid so far | Still due |\n| Bridges | 10 | 20 |"
    header, span = Span(0, 34), Span(35, len(text))
    row = split_row(text, span)
    assert row is not None
    found = column_of(text, [header], row, "What is still due for the bridges?")
    assert found is not None
    assert [piece.of(text) for piece in found] == ["20", "Still due"]


@pytest.mark.parametrize("text", ["Bridges", "10 20", ""])
def test_what_has_no_label_or_no_cells_is_no_row(text: str) -> None:
    assert split_row(text, Span(0, len(text))) is None


def test_the_column_that_the_question_names() -> None:
    row = split_row(TEXT, BRIDGES)
    assert row is not None
    found = column_of(TEXT, HEADER, row, "How much for bridges in 2022?")
    assert found is not None
    assert [span.of(TEXT) for span in found] == ["20,5", "2022"]


@pytest.mark.parametrize("question", ["How much for bridges in 2030?", "Compare 2021 and 2022", "bridges"])
def test_no_column_where_none_or_several_are_named(question: str) -> None:
    row = split_row(TEXT, BRIDGES)
    assert row is not None
    assert column_of(TEXT, HEADER, row, question) is None


def test_no_column_where_the_cells_are_fewer_than_the_columns() -> None:
    row = split_row(TEXT, FERRIES)
    assert row is not None
    assert column_of(TEXT, HEADER, row, "ferries 2022") is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [("Millions € 2015 2016", "Millions €"), ("En milliers d'euros", "En milliers d'euros"), ("Part en %", "%"), ("2015 2016", None), ("EUR million", "EUR")],
)
def test_unit_of_measure(header: str, expected: str | None) -> None:
    assert measure(header, [Span(0, len(header))]) == expected
