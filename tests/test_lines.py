"""Physical lines -> logical lines."""

from __future__ import annotations

import pytest

from assistant.documents.lines import logical_lines


def lines(text: str) -> list[tuple[str, str]]:
    """The kind and the text of each logical line."""
    return [(line.kind, text[line.start : line.end]) for line in logical_lines(text)]


@pytest.mark.parametrize("text", ["", " \n\t\r\n\f\n"])
def test_blank_text_has_no_lines(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• pears\n– plums\n* figs\n- nuts", [("bullet", "pears"), ("bullet", "plums"), ("bullet", "figs"), ("bullet", "nuts")]),
        ("•pears\n➢ plums", [("bullet", "pears"), ("bullet", "plums")]),
        ("-pears\n–5", [("text", "-pears"), ("text", "–5")]),
        ("1. pears\n12) plums\n(a) figs\niv. nuts", [("number", "pears"), ("number", "plums"), ("number", "figs"), ("number", "nuts")]),
        ("2.1. Pears\n1.5 kg", [("text", "2.1. Pears"), ("text", "1.5 kg")]),
        ("-> pears\n=> plums", [("bullet", "pears"), ("bullet", "plums")]),
        (
            "Axe I – Poires\nAxe II – Prunes\nsauvages\n\nAxe III : Noix",
            [("number", f"Axe {text}") for text in ("I – Poires", "II – Prunes\nsauvages", "III : Noix")],
        ),
        ("R1  pears\nR2  plums\nR3  figs", [("number", "R1  pears"), ("number", "R2  plums"), ("number", "R3  figs")]),
        ("Lot 1 Pears\nLot 2 Plums", [("text", "Lot 1 Pears"), ("text", "Lot 2 Plums")]),
        ("Lot 1 Pears\nLot 2 Plums\nLot 4 Figs", [("text", "Lot 1 Pears"), ("text", "Lot 2 Plums"), ("text", "Lot 4 Figs")]),
        ("Lot 1 Pears\nThey are green.\nLot 2 Plums\nLot 3 Figs", [("text", text) for text in ("Lot 1 Pears", "They are green.", "Lot 2 Plums", "Lot 3 Figs")]),
    ],
)
def test_markers(text: str, expected: list[tuple[str, str]]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("Pears 12 14", ["12", "14"]),
        ("Pears 208,42 1’250.5 –", ["208,42", "1’250.5", "–"]),
        ("Pears 12% -3 n/a", ["12%", "-3", "n/a"]),
        ("Pears €12 12€", ["€12", "12€"]),
        ("Item 2021 2022", ["2021", "2022"]),
        ("Since 2021", []),
        ("12 14", []),
        ("Pears –", []),
        ("12 pears", []),
        ("pears " * 80 + "12", []),
    ],
)
def test_the_cells_of_a_row(row: str, cells: list[str]) -> None:
    (line,) = logical_lines(row)
    assert [row[start:end] for start, end in line.cells] == cells
    assert line.kind == ("row" if cells else "text")


@pytest.mark.parametrize(
    "text",
    [
        "The orchard was planted by\nmonks",
        "The orchard was planted by\n\nmonks",
        "Pears, plums,\nFigs",
        "Pears, plums, apples, cherries,\n\nFigs",
        "The orchard of the\nVillage",
        "Le verger de l'\nÉcole",
        "The orchard (12 ha\n) is old",
        "South slope and\nold garden 7 8",
        "• pears and\n\nplums",
    ],
)
def test_a_line_that_goes_on(text: str) -> None:
    ((_, line),) = lines(text)
    assert line == text.removeprefix("• ")


@pytest.mark.parametrize(
    "text",
    [
        "The orchard.\nMonks",
        "The orchard\nMonks",
        "Dear Madam,\n\nThe orchard",
        "Deux fois par an\n\nLe verger",
        "The orchard of the\n\n\nvillage",
        "Write to\nharbour@harbour.example",
        "See\nhttps://harbour.example",
        "Pears 12 14\nplums 13 15",
        "Pears\n• plums",
    ],
)
def test_a_line_that_ends(text: str) -> None:
    assert len(lines(text)) == 2


def test_long_lines_of_slides_are_not_wrapped() -> None:
    slide = [f"{word} in the valley are counted by volunteers every spring" for word in ("Herons", "Otters", "Beavers", "Salmon", "Storks", "Frogs", "Newts")]
    assert lines("\n".join(slide)) == [("text", line) for line in slide]


def test_dates_beside_what_is_on_them_are_lines_of_their_own() -> None:
    dates = ["19 June      the fair opens", "autumn       the guild meets", "2 October    vote"]
    assert lines("\n".join(dates)) == [("text", line) for line in dates]


def test_a_new_slide_begins_far_below() -> None:
    slides = "Herons\n\nThey nest in old oaks\f" * 3
    assert [line.gap > 3 for line in logical_lines(f"{slides}Otters\n\nThey hunt at night")] == [False, False, *(3 * [True, False])]
    pages = "Herons nest in old oaks.\n" * 30 + "\f"
    assert not any(line.gap for line in logical_lines(3 * pages + "Otters hunt at night."))


def test_hard_wrapped_prose_goes_on_with_capitals() -> None:
    text = (
        "The committee met on the first Monday of March and decided that the new\n"
        "Harbour Master would be chosen before the summer, with advice from the\n"
        "Town Council and from the boat owners. Nobody objected to the proposal.\n"
    )
    assert len(lines(text)) == 1


def test_a_line_beyond_the_width_was_not_wrapped() -> None:
    text = "\n".join([*["The harbour is open to all boats of the region"] * 9, "Quay: " + "a long wall " * 10, "Buoy: a float"])
    assert lines(text)[-1][1] == "Buoy: a float"


def test_blank_lines_are_counted() -> None:
    assert [line.gap for line in logical_lines("One.\nTwo.\n\nThree.\r\n\r\n\r\nFour.\n \n\t\n \nFive.")] == [0, 0, 1, 2, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("WHAT IT IS FOR\nSmall sums for readers.\n", ["WHAT IT IS FOR", "Small sums for readers."]),
        ("PLAN FOR\nTHE PORT\n", ["PLAN FOR\nTHE PORT"]),
        ("Friends of the quay\n\n(Put together in May)\n", ["Friends of the quay", "(Put together in May)"]),
        ("The long night\n\nby Emrys Quint\n", ["The long night", "by Emrys Quint"]),
        ("Asked in spring\n\nmoney      38 %\nother       9 %\n", ["Asked in spring", "money      38 %", "other       9 %"]),
    ],
)
def test_what_begins_a_line_of_its_own(text: str, expected: list[str]) -> None:
    assert [text[line.start : line.end] for line in logical_lines(text)] == expected
