"""Which column each cell of a table in plain text is in: right, or left open, never wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.markdown import parse_markdown
from assistant.documents.structure import parse_structure
from assistant.types import Block, Unit


def rows(text: str) -> dict[str, list[tuple[str, str]]]:
    """The cells of every table row by its label, each with its column's name."""
    return _rows(text, parse_structure(text, "fr"))


def _rows(text: str, blocks: tuple[Block, ...]) -> dict[str, list[tuple[str, str]]]:
    found: list[Unit] = [unit for block in blocks for unit in block.units if unit.kind == "row"]
    return {
        " ".join(unit.label.of(text).split()): [(cell.span.of(text), " ".join(" ".join(span.of(text) for span in cell.column).split())) for cell in unit.cells]
        for unit in found
        if unit.label
    }


def test_a_row_as_long_as_the_table_is_wide_is_counted_off() -> None:
    found = rows("Trafic du port\n\nMilliers € 2019 2020 Total\n\nQuais 10 20,5 30,5\n\nPhares 1 2 3\n")
    assert found == {"Quais": [("10", "2019"), ("20,5", "2020"), ("30,5", "Total")], "Phares": [("1", "2019"), ("2", "2020"), ("3", "Total")]}


def test_an_empty_cell_is_found_by_the_sums() -> None:
    found = rows("Trafic du port\n\nMilliers € 2019 2020 2021 Total\n\nQuais 10 20 30 60\n\nPhares 5 5\n\nBacs 1 2 3 6\n\nTotal 11 27 33 71\n")
    assert found["Phares"] == [("5", "2020"), ("5", "Total")]  # 5 is a row's total; only in 2020 does a column lack 5


def test_what_no_sum_settles_is_left_open() -> None:
    found = rows("Trafic du port\n\nMilliers € 2019 2020 2021\n\nQuais 10 20 30\n\nPhares 5 5\n\nBacs 1 2 3\n")
    assert found["Phares"] == [("5", ""), ("5", "")]
    assert found["Bacs"][0] == ("1", "2019")


def test_numbered_parts_add_up_to_their_heading() -> None:
    table = "Plan des ports\n\nMillions € Engagés Alternatifs\n\nI - Quais 30 12\n\nI.1 Pierre 20\n\nI.2 Bois 10 12\n\nII - Phares 7\n\nTotal 37 12\n"
    assert rows(table) == {
        "I - Quais": [("30", "Engagés"), ("12", "Alternatifs")],
        "I.1 Pierre": [("20", "Engagés")],
        "I.2 Bois": [("10", "Engagés"), ("12", "Alternatifs")],
        "II - Phares": [("7", "Engagés")],
        "Total": [("37", "Engagés"), ("12", "Alternatifs")],
    }


def test_of_more_names_than_columns_only_the_outer_ones_are_sure() -> None:
    found = rows("Plan des ports\n\nMillions € Total Crédits Alternatifs\n\nQuais 30 12\n\nPhares 7 1\n")
    assert found["Quais"] == [("30", "Total"), ("12", "Alternatifs")]
    found = rows("Plan des ports\n\nMillions € Total Crédits Prêts Alternatifs\n\nQuais 30 12 1\n\nPhares 7 1 1\n")
    assert found["Quais"] == [("30", "Total"), ("12", ""), ("1", "Alternatifs")]


def test_a_header_over_several_lines() -> None:
    found = rows("Axe 2 : les ports\n\nMillions €\nZones en transition\n\nZones plus \n\ndéveloppées Total\n\nQuais 10 20 30\n\nPhares 1 2 3\n")
    assert found["Quais"] == [("10", "Zones en transition"), ("20", "Zones plus développées"), ("30", "Total")]


def test_a_header_of_two_levels_is_left_open() -> None:
    found = rows("Échantillons\n\nPays 2007 2006\nn Pos n Pos\nAutriche 109 0,9 93 1,1\nEspagne 36 0 40 0\n")
    assert all(column == "" for cells in found.values() for _, column in cells)
    found = rows("Échantillons\n\n2007 2006 2005 Unité\nAutriche 109 93 89\nEspagne 36 40 107\n")
    assert all(column == "" for cells in found.values() for _, column in cells)


def test_the_name_of_the_labels_is_no_column() -> None:
    assert rows("Sales\n\nSite 2020 2021\nAlpha 1 2\nBeta 3 4\n")["Beta"] == [("3", "2020"), ("4", "2021")]


def test_aligned_cells_are_told_by_their_place() -> None:
    lines = ["Région  2019   2020   2021", "Nord     120           150", "Sud       80     95    110", "Ouest            12"]
    assert rows("\n".join(["Ventes par région", "", *lines])) == {
        "Nord": [("120", "2019"), ("150", "2021")],
        "Sud": [("80", "2019"), ("95", "2020"), ("110", "2021")],
        "Ouest": [("12", "2020")],
    }


def test_groups_of_digits_are_one_figure() -> None:
    found = rows("Budget des ports\n\nMillions € Crédits Prêts\n\nQuais 963,17 133,00\n\nPhares 1 438,81 335,00\n\nTotal 2 401,98 468,00\n")
    assert found["Total"] == [("2 401,98", "Crédits"), ("468,00", "Prêts")]
    assert found["Phares"][0] == ("1 438,81", "Crédits")
    found = rows("Budget d'Ostrelle\n\nFonction        2023        2024\nÉcoles          412\u202f300     438\u202f950\nVoirie          1 305     291 700\n")
    assert found["Écoles"] == [("412\u202f300", "2023"), ("438\u202f950", "2024")]
    assert found["Voirie"] == [("1 305", "2023"), ("291 700", "2024")]


def test_a_number_that_belongs_to_the_label_is_no_cell() -> None:
    found = rows(
        "Axe 2 : les ports\n\nMillions € Transition Autres Total\n\nQuais 100,3 20,1 120,4\n\nPhares 310,0 9,0 319,0\n\nTotal Axe 2 410,3 29,1 439,4\n"
    )
    assert found["Total Axe 2"] == [("410,3", "Transition"), ("29,1", "Autres"), ("439,4", "Total")]


def test_a_line_that_a_page_break_repeats_is_no_row() -> None:
    found = rows(
        "Axe 2 : les ports\n\nMillions € 2019 2020\n\nMesure 1 - Quais de \n\npierre des ports 29,5 2,5\n pierre des ports 29,5 2,5\n\nPhares 1,0 2,0\n"
    )
    assert list(found) == ["Mesure 1 - Quais de pierre des ports", "Phares"]


@pytest.mark.parametrize(
    "text",
    [
        "Piscine\n\nJour Matin Soir\n\nLundi 8:30 20:15\n\nMardi 9h 20h15\n\nJeudi 7h-9h –\n\nSamedi 9:30 18:00-20:00\n",
        "Piscine\nJour\nMatin\nSoir\nLundi\n8:30\n20:15\nMardi\n9h\n20h15\nJeudi\n7h-9h\n–\nSamedi\n9:30\n18:00-20:00\n",
    ],
)
def test_times_of_day_are_cells(text: str) -> None:
    morning, evening = (
        {"Lundi": "8:30", "Mardi": "9h", "Jeudi": "7h-9h", "Samedi": "9:30"},
        {"Lundi": "20:15", "Mardi": "20h15", "Jeudi": "–", "Samedi": "18:00-20:00"},
    )
    assert rows(text) == {day: [(morning[day], "Matin"), (evening[day], "Soir")] for day in morning}


@pytest.mark.parametrize("text", ["Le car part de Brelle à 18h\n\nLe bac part à 18:30\n", "Accueil 9h00\n\nPause 10h15\n", "9:00\nAccueil\n9:30\nPause\n"])
def test_a_line_that_ends_in_a_time_is_no_row(text: str) -> None:
    assert not rows(text)


def test_cells_between_bars() -> None:
    text = "| Work | Paid so far | Still due |\n|---|--:|--:|\n| Bridges | 10 | 20 % |\n| Quays \\| docks | | n/a |\n| Lights |\n"
    assert _rows(text, parse_markdown(text, "en")) == {
        "Bridges": [("10", "Paid so far"), ("20 %", "Still due")],
        "Quays \\| docks": [("n/a", "Still due")],
        "Lights": [],
    }


CENTS = st.integers(1, 99_999).map(lambda cents: Decimal(cents) / 100)
TABLES = st.lists(st.lists(st.one_of(st.none(), CENTS), min_size=3, max_size=3).filter(any), min_size=2, max_size=6)


@given(TABLES, st.booleans(), st.booleans())
def test_a_column_is_never_the_wrong_one(table: list[list[Decimal | None]], row_totals: bool, column_totals: bool) -> None:
    columns = ["2019", "2020", "2021"]
    if row_totals:
        columns = [*columns, "Total"]
        table = [[*row, sum((value for value in row if value), Decimal(0))] for row in table]
    if column_totals:
        table = [*table, [sum((value for row in table if (value := row[place]) is not None), Decimal(0)) or None for place in range(len(columns))]]
    labels = [f"Quai {'abcdefgh'[place]}" for place in range(len(table))]
    if column_totals:
        labels[-1] = "Total"
    lines = [" ".join([label, *(f"{value:.2f}".replace(".", ",") for value in row if value is not None)]) for label, row in zip(labels, table, strict=True)]
    text = "Trafic du port\n\nMillions € " + " ".join(columns) + "\n\n" + "\n\n".join(lines) + "\n"
    if max(sum(value is not None for value in row) for row in table) < len(columns):
        return  # no row shows how wide the table is
    found = rows(text)
    for label, row in zip(labels, table, strict=True):
        expected = [(f"{value:.2f}".replace(".", ","), column) for value, column in zip(row, columns, strict=True) if value is not None]
        assert [cell for cell, _ in found[label]] == [cell for cell, _ in expected]
        assert all(column in ("", right) for (_, column), (_, right) in zip(found[label], expected, strict=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Table 2. Aims\n\nAim\nToday\nIn 2030\nBoats built\n214\n300\nCrews, %\n8.7\n–\n\nThe text goes on here.\n",
            {"Boats built": [("214", "Today"), ("300", "In 2030")], "Crews, %": [("8.7", "Today"), ("–", "In 2030")]},
        ),
        (
            "Trafic\nPort\n2021\n2022\nBrelle\n1 250\n980\nOrne\n12 %\n14 %\n",
            {"Brelle": [("1 250", "2021"), ("980", "2022")], "Orne": [("12 %", "2021"), ("14 %", "2022")]},
        ),
        ("Brelle\n12\n14\nOrne\n3\n4\n", {"Brelle": [("12", ""), ("14", "")], "Orne": [("3", ""), ("4", "")]}),
    ],
)
def test_cells_below_each_other(text: str, expected: dict[str, list[tuple[str, str]]]) -> None:
    assert rows(text) == expected


@pytest.mark.parametrize("text", ["Brelle\n12\nOrne\n3\n", "Brelle\n12\n14\nOrne\n3\n", "Brelle\n12\n14\n\n\nOrne\n3\n4\n", "12\n14\n3\n4\n"])
def test_lines_that_are_no_table(text: str) -> None:
    assert not rows(text)


def test_leaders_set_a_label_apart_from_its_figure() -> None:
    text = "Who pays for the quay\nThe town ........... 210 000 crowns\nThe brewery ......... 60 000 crowns\nA lottery .......... 12 %\n"
    (table,) = [block for block in parse_structure(text, "en") if block.kind == "table"]
    rows = [(unit.label.of(text), [cell.span.of(text) for cell in unit.cells]) for unit in table.units if unit.kind == "row" and unit.label]
    assert rows == [("The town", ["210 000 crowns"]), ("The brewery", ["60 000 crowns"]), ("A lottery", ["12 %"])]


def test_figures_that_grow_behind_leaders_are_pages_and_others_are_cells() -> None:
    text = "Complaints\nDogs ........ 61\nSmoke ....... 35\nMusic ........ 9\n"
    assert [unit.kind for block in parse_structure(text, "en") for unit in block.units][-3:] == ["row", "row", "row"]
