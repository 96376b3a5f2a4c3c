from __future__ import annotations

import pytest

from assistant.documents.aligned import aligned_tables
from assistant.documents.structure import parse_structure
from assistant.types import Unit

HOURS = """Pools of Orvault

            Mon-Fri       Sat          Sun
Deep        8:00-22:00    9:00-19:00   closed
Shallow     8:00-20:00    closed       closed
Salt        9:00-21:00    9:00-20:00   14:00-20:00

Children swim free."""


def said(text: str, unit: Unit) -> tuple[str, list[tuple[str, str]]]:
    label = unit.label.of(text) if unit.label else ""
    return label, [(" ".join(name.of(text) for name in cell.column), " ".join(cell.span.of(text).split())) for cell in unit.cells]


def rows(text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    return [said(text, unit) for block in parse_structure(text, "en") for unit in block.units if unit.kind == "row"]


def test_each_cell_is_under_its_column() -> None:
    assert rows(HOURS) == [
        ("Deep", [("Mon-Fri", "8:00-22:00"), ("Sat", "9:00-19:00"), ("Sun", "closed")]),
        ("Shallow", [("Mon-Fri", "8:00-20:00"), ("Sat", "closed"), ("Sun", "closed")]),
        ("Salt", [("Mon-Fri", "9:00-21:00"), ("Sat", "9:00-20:00"), ("Sun", "14:00-20:00")]),
    ]
    table = next(block for block in parse_structure(HOURS, "en") if block.kind == "table")
    assert [heading.of(HOURS) for heading in table.headings] == ["Pools of Orvault"]


def test_names_stand_over_all_columns_if_one_of_these_has_figures() -> None:
    text = "Who            What               By\nA. Brel        letter to Odd      21 March\nM. Tan         bar licence        1 April\n"
    assert rows(text)[0] == ("A. Brel", [("What", "letter to Odd"), ("By", "21 March")])
    assert len(rows(text)) == 2


def test_years_may_be_labels() -> None:
    text = "Year    Boats    Crews\n2021      12       40\n2022      14       44\n"
    assert rows(text) == [("2021", [("Boats", "12"), ("Crews", "40")]), ("2022", [("Boats", "14"), ("Crews", "44")])]


def test_what_stands_alone_under_a_cell_is_the_rest_of_it() -> None:
    text = (
        "Place:\n\nDuty          Who            When\nKeys          Ann Brelle     6 am\nLights        Ivo Tamsk,     7 am\n"
        "Gate          Ola Pirn       9 pm, on Sundays\n                             8 pm\n"
    )
    assert rows(text)[2] == ("Gate", [("Who", "Ola Pirn"), ("When", "9 pm, on Sundays 8 pm")])


def test_a_label_alone_is_above_the_rows_below_it() -> None:
    text = "Boat         Leaves    From\nWest\nBrelle       6 am      quay 1\nOdd          7 am      quay 2\nEast\nTamsk        9 pm      quay 4\n"
    found = [unit for block in parse_structure(text, "en") for unit in block.units if unit.kind == "row"]
    assert [(unit.label.of(text) if unit.label else "", [part.of(text) for part in unit.path]) for unit in found] == [
        ("Brelle", ["West"]), ("Odd", ["West"]), ("Tamsk", ["East"]),
    ]  # fmt: skip


def test_without_names_or_a_lead_its_rows_are_lines_and_with_a_lead_rows() -> None:
    dates = "3 May          call opens\n21 June         draw of lots, in public\n1 July         answers\n"
    dates = dates.replace("21 June ", "21 June")
    assert [unit.kind for block in parse_structure(f"Dates\n\n{dates}", "en") for unit in block.units] == ["heading", "line", "line", "line"]
    text = f"The year of the fund:\n{dates}"
    assert rows(text) == [("3 May", [("", "call opens")]), ("21 June", [("", "draw of lots, in public")]), ("1 July", [("", "answers")])]


def test_every_character_is_in_one_unit() -> None:
    units = [unit for block in parse_structure(HOURS, "en") for unit in block.units]
    covered = {place for unit in units for place in range(unit.start, unit.end)}
    assert {place for place, character in enumerate(HOURS) if not character.isspace()} <= covered
    assert sum(unit.end - unit.start for unit in units) == len(covered)


@pytest.mark.parametrize(
    "text",
    [
        "Quay    Boats    Crews\nNorth     12       40\nSouth     14       44\nEast      17       51\n",  # figures are read by what they add up to
        "They came at noon.  The sea was\ncalm that day and.  Nobody spoke\nof the long night.  Then it ended\n",  # two spaces between sentences
        "the ferry left at noon      of the harbour that\nand nobody saw it again     was built later on\nuntil the next morning      by the same people\n",
        "- keys          Ann\n- lights        Ivo\n- gate          Ola\n",
        "Keys          Ann\nLights        Ivo\n",
        "",
        "\n \n",
    ],
)
def test_what_is_no_such_table(text: str) -> None:
    assert aligned_tables(text) == []


def test_a_page_number_and_a_rule_are_no_cells() -> None:
    text = "Team   Head         Starts\n----   ----         ------\nDawn   Bet Lauz     05:00\nMoon   Zel March    21:00\n                        7\n"
    (table,) = aligned_tables(text)
    assert [said(text, row)[0] for row in table.rows] == ["Dawn", "Moon"]
    assert text[table.start : table.end].endswith("21:00")
