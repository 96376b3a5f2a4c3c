"""Which cells of a row a question asks for."""

from __future__ import annotations

import pytest

from assistant.answering.rows import asked_cells, measure, own_measure, row_words
from assistant.types import Passage, Unit
from tests.answering_support import passages

TEXT = "Harbour budget\n\nThousands € 2021 2022 Total\n\nBridges 10 20,5 30,5\n\nFerries 5 5\n\nLights 1 1 2\n\nTotal 16 21,5 37,5\n"
ZONES = "Port programme\n\nMillions € Transition zones Developed zones Total\n\nTotal cost of bridges 10 20 30\n\nFerries 1 2 3\n"


def row(text: str, label: str) -> tuple[Passage, Unit]:
    for passage in passages(text):
        for unit in passage.chunk.units:
            if unit.kind == "row" and unit.label and unit.label.of(text) == label:
                return passage, unit
    raise AssertionError(label)


def asked(text: str, label: str, question: str) -> list[str] | None:
    cells = asked_cells(question, *row(text, label))
    return None if cells is None else [cell.span.of(text) for cell in cells]


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("How much for bridges in 2022?", ["20,5"]),
        ("Compare the bridges in 2021 and 2022", ["10", "20,5"]),
        ("What do the bridges cost in total?", ["30,5"]),
        ("What do the bridges cost overall?", ["30,5"]),
        ("What do the bridges cost?", []),
        ("What do the bridges cost from 2021 to 2022?", []),
        ("Les ponts, 2021-2022 ?", []),
        ("Les ponts, entre 2021 et 2022 ?", []),
        ("And in total, for bridges in 2022?", ["20,5", "30,5"]),
        ("How much for bridges in 2030?", None),
        ("In which year do the bridges cost the most?", ["20,5"]),
        ("En quelle année le coût des ponts est-il le plus faible ?", ["10"]),
        ("Which bridges cost the most?", []),
        ("Did the bridges cost more in 2022 than the lights?", ["20,5"]),
        ("Les ponts ont-ils un plus grand total que les bacs ?", []),
        ("What is the total of the bridges and who pays?", []),
    ],
)
def test_the_columns_that_a_question_names(question: str, cells: list[str] | None) -> None:
    assert asked(TEXT, "Bridges", question) == cells


def test_a_cell_that_the_row_lacks_is_not_another_one() -> None:
    assert asked(TEXT, "Ferries", "How much for ferries in 2021?") == ["5"]  # the sums of the table tell that it is 2021
    assert asked(TEXT, "Ferries", "How much for ferries in 2022?") is None


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("Bridges in the transition zones?", ["10"]),
        ("Les ponts, zones plus développées ?", ["20"]),
        ("Bridges, all zones together?", ["30"]),
        ("What is the total cost of the bridges?", []),  # the label says "total" itself
        ("Bridges in both zones combined?", ["30"]),
        ("Bridges in the zones?", []),
    ],
)
def test_a_column_is_named_by_the_words_that_it_alone_has(question: str, cells: list[str]) -> None:
    assert asked(ZONES, "Total cost of bridges", question) == cells


def test_of_several_columns_of_one_year_the_one_that_is_named() -> None:
    text = "| Zone | 2024 Aide | 2024 Prêt | 2025 Aide |\n|---|---|---|---|\n| Nord | 1 | 2 | 3 |\n"
    assert asked(text, "Nord", "Quel prêt pour le Nord en 2024 ?") == ["2"]
    assert asked(text, "Nord", "Combien pour le Nord en 2024 ?") == ["1", "2"]


def test_a_part_of_a_name_may_be_said_of_anything() -> None:
    text = "Port programme\n\nMillions € Total Alternative funding\n\nBridges 10 20\n\nFerries 3\n\nTotal 13 20\n"
    assert asked(text, "Bridges", "What funding do the bridges get?") == []
    assert asked(text, "Ferries", "What funding do the ferries get?") == []
    assert asked(text, "Bridges", "What alternative funding do the bridges get?") == ["20"]
    assert asked(text, "Bridges", "What do the bridges get in total, without alternative funding?") == ["10"]
    assert asked(text, "Ferries", "What alternative funding do the ferries get?") is None


def test_a_year_that_the_whole_table_is_about_names_no_column() -> None:
    text = "Harbour budget 2021\n\nThousands € Q1 Q2\n\nBridges 10 20\n\nFerries 1 2\n"
    assert asked(text, "Bridges", "How much for bridges in 2021?") == []
    years = "Harbour budget, plan of 2020\n\nThousands € 2021 2022\n\nBridges 10 20\n\nFerries 1 2\n"
    assert asked(years, "Bridges", "How much did the plan of 2020 give to bridges?") == []


def test_the_words_of_a_label_do_not_name_its_column() -> None:
    assert row_words("What is the total for bridges in 2022?", *row(TEXT, "Bridges")) == ["bridges"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Millions € 2015 2016", "Millions €"),
        ("En milliers d'euros 2015 2016", "En milliers d'euros"),
        ("2015 2016", None),
        ("EUR million 2015 2016", "EUR"),
        ("| Zone | Crédits (M€) | Prêts |", None),
        ("| Zone (M€) | Crédits | Prêts |", "M€"),
    ],
)
def test_the_unit_of_measure_of_a_table(header: str, expected: str | None) -> None:
    text = f"{header}\n|---|---|---|\n| Nord | 10 | 20 |\n" if header.startswith("|") else f"Ports\n\n{header}\n\nNord 10 20\n\nSud 1 2\n"
    assert measure(*row(text, "Nord")) == expected


def test_a_unit_of_measure_in_a_columns_name_is_its_own() -> None:
    passage, unit = row("| Zone | Crédits (M€) | Prêts |\n|---|---|---|\n| Nord | 10 | 20 % |\n| Sud | 1 | 2 |\n", "Nord")
    assert [own_measure(passage.document_text, cell) for cell in unit.cells] == ["M€", "%"]
    passage, unit = row("| Zone | Crédits (M€) | Prêts |\n|---|---|---|\n| Nord | 10 | 20 |\n", "Nord")
    assert [own_measure(passage.document_text, cell) for cell in unit.cells] == ["M€", None]


WIDE = """| Country | turnover (mn) | turnover per firm | firms per port | boats 2030/31 | firms with boats 2030/31 |
|---|---|---|---|---|---|
| Norway | 12 | 3 | 4 | 7 | 2 |
"""


@pytest.mark.parametrize(
    ("question", "cells"),
    [
        ("What is the turnover per firm in Norway?", ["3"]),
        ("Turnover in Norway?", []),  # said of two columns alike
        ("How many firms with boats had Norway in 2030/31?", ["2"]),
        ("How many firms per port in Norway?", ["4"]),
    ],
)
def test_of_names_that_share_words_the_one_that_is_named_fullest(question: str, cells: list[str]) -> None:
    assert asked(WIDE, "Norway", question) == cells
