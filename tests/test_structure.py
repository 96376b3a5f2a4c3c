"""Plain text -> blocks, in both languages."""

from __future__ import annotations

import pytest

from assistant.documents.structure import parse_structure
from assistant.types import Block

HARBOUR = """THE HARBOUR

Opening hours

The gate opens at dawn and closes at dusk. Visitors sign the book.

Fees

Boats pay by length, and the fee covers water and power.
"""
MOULIN = """LE MOULIN

Histoire du lieu

Le moulin date de 1780 et tourne encore aujourd'hui. Il appartient à la commune.

Visites

Les visites ont lieu le samedi, et le guide parle trois langues.
"""
DEPENSES = """Dépenses de la commune
(en milliers d'euros)
Poste 2021 2022
Écoles et crèches 208,42 210,00
Voirie et éclairage
public 95,5 99,1
Total 303,92 309,10

La suite du texte parle d'autre chose et se termine ici.
"""


def headings(text: str, block: Block) -> list[str]:
    return [span.of(text) for span in block.headings]


def units(text: str, block: Block) -> list[tuple[str, str]]:
    return [(unit.kind, unit.span.of(text)) for unit in block.units]


def headers(text: str, block: Block) -> list[list[str]]:
    return [[span.of(text) for span in unit.header] for unit in block.units]


@pytest.mark.parametrize(
    ("text", "title", "first", "second"), [(HARBOUR, "THE HARBOUR", "Opening hours", "Fees"), (MOULIN, "LE MOULIN", "Histoire du lieu", "Visites")]
)
def test_headings_lie_in_each_other(text: str, title: str, first: str, second: str) -> None:
    blocks = parse_structure(text, "fr")
    assert [block.kind for block in blocks] == ["heading", "heading", "paragraph", "heading", "paragraph"]
    assert [headings(text, block) for block in blocks] == [[], [title], [title, first], [title], [title, second]]
    assert [len(block.units) for block in blocks] == [1, 1, 2, 1, 1]


def test_a_numbered_title_heads_the_sections_below_it() -> None:
    first = "1. SCOPE\n\nThese rules hold for visitors.\n\n2. VISITS\n\n2.1 Hours\n\nFrom nine to five.\n\n"
    text = f"{first}3. Rooms\n\n3.1 Keys\n\nAsk at the desk.\n\n4. CONTACTS\n\nDesk 12 14\nHall 13 15\n"
    blocks = parse_structure(text, "en")
    paths = {block.units[0].span.of(text): [span.of(text) for span in block.headings] for block in blocks if block.kind != "heading"}
    assert paths["From nine to five."] == ["VISITS", "2.1 Hours"]
    assert paths["Ask at the desk."][-1] == "3.1 Keys"
    assert [block.units[0].span.of(text) for block in blocks if block.kind == "heading"] == ["SCOPE", "VISITS", "2.1 Hours", "Rooms", "3.1 Keys", "CONTACTS"]


@pytest.mark.parametrize(
    ("text", "lead", "items"),
    [
        ("The club offers:\n• rowing lessons for\n\nbeginners\n\n• a summer camp\n", "The club offers:", ["rowing lessons for\n\nbeginners", "a summer camp"]),
        ("Le bureau fournit :\n– un casier\n– une clé\n", "Le bureau fournit :", ["un casier", "une clé"]),
        ("To join:\n1. fill in the form\n2) pay the fee\n", "To join:", ["fill in the form", "pay the fee"]),
    ],
)
def test_the_line_above_introduces_a_list(text: str, lead: str, items: list[str]) -> None:
    above, below = parse_structure(text, "fr")
    assert (above.kind, units(text, above)) == ("paragraph", [("sentence", lead)])
    assert (below.kind, units(text, below)) == ("list", [("item", item) for item in items])
    assert headers(text, below) == [[lead]] * len(items)


def test_two_lists_have_their_own_lead_in() -> None:
    text = "The club offers:\n• lessons\n• trips\n\nThe club asks for:\n• a fee\n• a boat\n"
    lists = [block for block in parse_structure(text, "en") if block.kind == "list"]
    assert [headers(text, block) for block in lists] == [[["The club offers:"]] * 2, [["The club asks for:"]] * 2]


def test_a_list_without_a_lead_in() -> None:
    text = "It rains often here.\n\n• pears\n• plums\n"
    assert headers(text, parse_structure(text, "en")[1]) == [[], []]


def test_titles_that_count_the_parts_of_a_text_are_headings() -> None:
    text = "Axe A. Relier\nLe tram ira au port.\n\nAxe B. Planter\nTrois arbres pour un.\n\nFigure 1. Le port\nVu du quai.\n\nFigure 2. La gare\nVue du port.\n"
    found = [unit.span.of(text) for block in parse_structure(text, "fr") if block.kind == "heading" for unit in block.units]
    assert found == ["Axe A. Relier", "Axe B. Planter"]
    alone = "Axe A. Relier\nLe tram ira au port.\n"
    assert all(block.kind != "heading" for block in parse_structure(alone, "fr"))


def test_a_table_with_caption_unit_and_years() -> None:
    table, below = parse_structure(DEPENSES, "fr")
    caption, columns = "Dépenses de la commune\n(en milliers d'euros)", "Poste 2021 2022"
    assert table.kind == "table"
    assert units(DEPENSES, table) == [
        *(("heading", caption), ("line", columns)),
        *(("row", "Écoles et crèches 208,42 210,00"), ("row", "Voirie et éclairage\npublic 95,5 99,1"), ("row", "Total 303,92 309,10")),
    ]
    assert headers(DEPENSES, table) == [[], [], *[[caption, columns]] * 3]
    assert below.kind == "paragraph"


def test_a_table_with_years_on_lines_of_their_own() -> None:
    text = "Harvest by orchard\n2020 2021\nNorth slope 12.5 13\nOld garden 7 8.2\nTotal 19.5 21.2\n"
    (table,) = parse_structure(text, "en")
    assert [unit.kind for unit in table.units] == ["heading", "line", "row", "row", "row"]
    assert headers(text, table)[-1] == ["Harvest by orchard", "2020 2021"]


def test_rows_of_years_are_values() -> None:
    text = "Mill 1780 1901\nForge 1820 1950\nBarn 1900 1999\n"
    (table,) = parse_structure(text, "en")
    assert [unit.kind for unit in table.units] == ["row", "row", "row"]


def test_slide_text_is_a_run_of_lines() -> None:
    text = "Intro text of the talk ends here.\n\n\n\nThe lighthouse\nSafe passage\nLocal pride\nA view: the bay\n"
    slide = parse_structure(text, "en")[1:]
    assert [(block.kind, units(text, block)) for block in slide] == [
        ("heading", [("heading", "The lighthouse")]),
        ("lines", [("line", "Safe passage"), ("line", "Local pride"), ("line", "A view: the bay")]),
    ]
    assert headings(text, slide[1]) == ["The lighthouse"]


def test_a_page_break_does_not_cut_a_sentence() -> None:
    text = "The lamp is lit at dusk and\n\fburns until dawn. The keeper sleeps by day.\n"
    (paragraph,) = parse_structure(text, "en")
    assert units(text, paragraph) == [("sentence", "The lamp is lit at dusk and\n\fburns until dawn."), ("sentence", "The keeper sleeps by day.")]


def test_double_spaced_text_is_one_paragraph() -> None:
    text = "The orchard was planted long ago by\n\nmonks who lived on the hill. It still\n\ngives fruit every year.\n"
    (paragraph,) = parse_structure(text, "en")
    assert [sentence for _, sentence in units(text, paragraph)] == [
        "The orchard was planted long ago by\n\nmonks who lived on the hill.",
        "It still\n\ngives fruit every year.",
    ]


@pytest.mark.parametrize(
    "line", ["info@harbour.example", "https://harbour.example/fees", "www.harbour.example", "Budget: 12 €", "Surface : 12 ha", "12", "+32 81"]
)
def test_addresses_and_values_are_no_headings(line: str) -> None:
    text = f"{line}\n\nThe rest of it is explained in the text that follows this line, at some length.\n"
    assert [block.kind for block in parse_structure(text, "en")] == ["lines", "paragraph"]


@pytest.mark.parametrize("text", ["", "\n\n", "\f\ufeff".replace("\ufeff", " "), "•", "—"])
def test_little_text(text: str) -> None:
    assert [unit for block in parse_structure(text, "en") for _, unit in units(text, block)] == text.split()


def test_a_period_that_goes_on_is_a_heading() -> None:
    text = "History\n\n2012-2013\n\n• A first survey.\n• A second survey.\n\n2014-…\n\n• The harbour is built.\n• The docks open.\n"
    lists = [block for block in parse_structure(text, "en") if block.kind == "list"]
    assert [[span.of(text) for span in block.headings][-1] for block in lists] == ["2012-2013", "2014-…"]


def test_an_enumeration_is_no_heading_but_has_one() -> None:
    text = (
        "Voici les grappes du pays.\n\nGrappe Voiles\n\nMâts, cordages, toiles cirées\nPrésident : Jean Roc\n\n"
        "Grappe Moulins\n\nMeules, engrenages, ailes\n\nElle date de 1990.\n"
    )
    found = [
        (block.headings[-1].of(text) if block.headings else "", [unit.span.of(text) for unit in block.units])
        for block in parse_structure(text, "fr")
        if block.kind != "heading"
    ]
    assert found == [
        ("", ["Voici les grappes du pays."]),
        ("Grappe Voiles", ["Mâts, cordages, toiles cirées", "Président : Jean Roc"]),
        ("Grappe Moulins", ["Meules, engrenages, ailes"]),
        ("Grappe Moulins", ["Elle date de 1990."]),
    ]


def test_a_sentence_with_commas_far_below_makes_no_heading() -> None:
    text = "The gate opens.\n\nClosing words\n\n\n\n\nIt rains, it snows, and it blows all day long in this harbour town.\n"
    assert [block.kind for block in parse_structure(text, "en")] == ["paragraph", "lines", "paragraph"]


SLIDES = """Le port

1

Ordre du jour
• Bilan
• Budget

2

Où en est-on ?
• 19 quais, 6 en travaux
→ Alerte au maire le 22 mai

3

QU'EST-CE QU'UNE
BOUÉE ?
• Un repère flottant
"""


def test_numbers_of_slides_are_running_lines_and_questions_head_what_they_ask() -> None:
    blocks = parse_structure(SLIDES, "fr")
    assert [SLIDES[block.start : block.end] for block in blocks if block.kind == "running"] == ["1", "2", "3"]
    assert [(headings(SLIDES, block)[-1], [content for _, content in units(SLIDES, block)]) for block in blocks if block.kind == "list"] == [
        ("Ordre du jour", ["Bilan", "Budget"]),
        ("Où en est-on ?", ["19 quais, 6 en travaux", "Alerte au maire le 22 mai"]),
        ("QU'EST-CE QU'UNE\nBOUÉE ?", ["Un repère flottant"]),
    ]


def test_titles_of_pages_and_a_table_of_contents_are_running_lines() -> None:
    pages = "".join(f"{number} Quays\n\nThe quay {number} is long.\n\nHarbour Agency – Plan 2024          {number}\n\n" for number in (3, 4, 6))
    text = f"Contents\n\nForeword ........ 3\n1.1 Quays . . . . . . . 4\n\n{pages}"
    blocks = parse_structure(text, "en")
    running = [text[block.start : block.end] for block in blocks if block.kind == "running"]
    assert running == ["Foreword ........ 3", "1.1 Quays . . . . . . . 4", *(f"Harbour Agency – Plan 2024          {number}" for number in (3, 4, 6))]
    assert [units(text, block) for block in blocks if block.kind == "paragraph"] == [[("sentence", f"The quay {number} is long.")] for number in (3, 4, 6)]


def test_numbers_that_do_not_count_on_are_text() -> None:
    text = "Boats\n\n12\n\nCrews\n\n7\n\nQuays\n\n9\n"
    assert not [block for block in parse_structure(text, "en") if block.kind == "running"]


@pytest.mark.parametrize(
    "text", ["2. Who may apply?\n\nOwners of a boat may apply, and their crews.\n", "Fees\n\nWho pays?\n\nBoats pay, and crews do not pay.\n"]
)
def test_a_question_on_its_own_line_is_a_heading(text: str) -> None:
    *_, asked, _ = parse_structure(text, "en")
    assert (asked.kind, text[asked.end - 1]) == ("heading", "?")


DECK = """THE HARBOUR IN 2031

Berths
North dock: open
South dock: closed

p. 1
----------------------------------------
Who keeps watch

A keeper is there from dawn to dusk.

p. 2
----------------------------------------
The storm

8 February  the gate is shut
14 February both docks open

Nobody was hurt, and one boat was lost.

p. 3
========================================
"""


def test_what_is_drawn_between_slides_keeps_them_apart() -> None:
    blocks = parse_structure(DECK, "en")
    running = [DECK[block.start : block.end] for block in blocks if block.kind == "running"]
    assert running == ["p. 1", "-" * 40, "p. 2", "-" * 40, "p. 3", "=" * 40]
    assert [(headings(DECK, block), [content for _, content in units(DECK, block)]) for block in blocks if block.kind in ("lines", "paragraph")] == [
        (["THE HARBOUR IN 2031"], ["Berths", "North dock: open", "South dock: closed"]),
        (["Who keeps watch"], ["A keeper is there from dawn to dusk."]),
        (["The storm"], ["8 February  the gate is shut", "14 February both docks open"]),
        (["The storm"], ["Nobody was hurt, and one boat was lost."]),
    ]


def test_what_is_drawn_right_below_a_title_underlines_it() -> None:
    text = "The harbour\n===========\n\nFees\n----\nBoats pay by length, and crews do not pay.\n"
    *_, paragraph = [block for block in parse_structure(text, "en") if block.kind == "paragraph"]
    assert headings(text, paragraph)[-1] == "Fees"


def test_the_lines_that_a_text_begins_with_are_its_titles() -> None:
    text = "HARBOUR AGENCY\nRules for guests of the docks\nIn force from 1 May 2031\n\nThe gate opens at dawn, and the fee covers water and power.\n"
    *_, paragraph = parse_structure(text, "en")
    assert headings(text, paragraph) == ["HARBOUR AGENCY", "In force from 1 May 2031"]
    assert [block.kind for block in parse_structure(text, "en")] == ["heading", "heading", "heading", "paragraph"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("36\nboats in the harbour", "36\nboats in the harbour"),
        ("09:30 The gate opens", "09:30 The gate opens"),
        ("Why so late? The gate was frozen", "Why so late? The gate was frozen"),
        ("Berths for guests        12 in all", "Berths for guests        12 in all"),
        ("Who keeps watch:\na keeper\na diver", "a keeper\na diver"),
        ("Watches\nNorth dock\nSouth dock by night", "South dock by night"),
    ],
)
def test_what_answers_is_no_heading(content: str, line: str) -> None:
    text = f"THE HARBOUR\n\n{content}\n\nThe gate opens at dawn and closes at dusk. Visitors sign the book.\n"
    found = {unit.span.of(text): unit.kind for block in parse_structure(text, "en") for unit in block.units}
    assert found[line] == "line"
