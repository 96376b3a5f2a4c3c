"""The largest and the smallest row of a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.extremes import extremes
from assistant.chunking import chunk_document
from assistant.documents.markdown import parse_markdown
from tests.answering_support import EMBEDDER, READER, document, lexicon, passages_of, worked_out
from tests.test_calculation import HARBOUR, PLAN, PORTS, said


@pytest.mark.parametrize(
    ("text", "question", "expected"),
    [
        (HARBOUR, "What gets the most?", "Bridges : **60,75** thousands € (Total) [1] [2]\n60,75 > 21 (Ferries)"),
        (HARBOUR, "Which line gets the least in 2023?", "Lights : **2** thousands € (2023) [1] [2]\n2 < 9 (Ferries)"),
        (HARBOUR, "Which line gets the most in 2030?", None),
        (HARBOUR, "Which line gets the most for ferries?", None),
        (HARBOUR, "In which year do bridges get the most?", None),
        (PORTS, "Quel port a le plus de navires ?", "Ouest : **31** (Navires) [1] [2] [3]\n31 > 12 (Nord)"),
        (PORTS, "Quel port a le moins de tonnes ?", "Ouest : **980** (Tonnes) [1] [2] [3]\n980 < 1 250 (Nord)"),
        (PORTS, "Quel port est le plus grand ?", None),
        (PLAN, "Quel axe a le plus gros budget ?", "Axe II - Bâtir : **50,50** millions € (Total) [1] [2]\n50,50 > 30,00 (Axe I - Former)"),
        (PLAN, "Quel axe a le plus de prêts ?", "Axe I - Former : **5,00** millions € (Prêts) [1] [2]\n5,00 > 2,00 (III - Naviguer)"),
        (PLAN, "Quelle ligne de l'axe II reçoit le moins ?", "II.1 Les quais : **20,50** millions € (Total) [1] [2] [3]\n20,50 < 30,00 (II.2 Les phares)"),
    ],
)
def test_the_row_that_is_largest_or_smallest(text: str, question: str, expected: str | None) -> None:
    assert said(text, question, "en" if text is HARBOUR else "fr") == expected


def test_a_row_is_compared_with_others_but_not_with_its_parts() -> None:
    answer = worked_out(PLAN, "Quel poste reçoit le plus ?", "fr")
    assert answer is not None
    assert [claim.text for claim in answer.claims] == [
        "Axe II - Bâtir : **50,50** millions € (Total) [1] [2]\n50,50 > 30,00 (Axe I - Former)",
        "Axe I - Former : **30,00** millions € ; II.2 Les phares : **30,00** millions € (Total) [3] [4] [2]\n30,00 = 30,00 > 20,50 (II.1 Les quais)",
    ]


def test_every_row_that_was_compared_is_cited() -> None:
    answer = worked_out(PORTS, "Quel port a le plus de navires ?", "fr")
    assert answer is not None
    assert [citation.quote for citation in answer.citations] == ["| Ouest | 31 | 980 |", "| Port | Navires | Tonnes |", PORTS.split("|---|\n")[1].rstrip("\n")]


@pytest.mark.parametrize("cell", ["12*", "n.c.", "7 12"])
def test_a_cell_that_is_no_figure_is_no_competitor(cell: str) -> None:
    text = PORTS.replace("| 31 |", f"| {cell} |")
    assert said(text, "Quel port a le plus de navires ?", "fr") == "Nord : **12** (Navires) [1] [2] [3]\n12 > 7 (Sud)"


def test_a_table_is_compared_whole_whatever_chunks_it_is_in() -> None:
    rows = [f"Port number {name} of the coast {100 + place}" for place, name in enumerate("abcdefghijklmnopqrstuvwxyz")]
    text = "Harbour budget\n\nThousands €\n\n" + "\n\n".join([*rows[:20], "Dock of the isle 999", *rows[20:]]) + "\n"
    assert len(chunk_document(document(text), EMBEDDER)) > 1
    answer = worked_out(text, "Which line of the harbour budget gets the most?")
    assert answer is not None
    assert answer.text == "Dock of the isle : **999** thousands € [1] [2]\n999 > 125 (Port number z of the coast)"


def test_rows_whose_total_is_another_are_not_known_whole() -> None:
    assert said(HARBOUR.replace("Lights 1 1 2 4", "Lights 1 1 2 14"), "What gets the most?") is None


def test_what_does_not_tell_that_it_measures_the_same_is_not_compared() -> None:
    table = "| Indicator | Value |\n|---|---|\n| Cranes | 12 |\n| Depth | 40 |\n"
    assert said(table, "What is the highest?") is None
    assert said("| Indicator | Value |\n|---|---|\n| Aid (M€) | 12 |\n| Aid (%) | 40 |\n", "Which indicator has the highest value?") is None


def test_of_a_table_with_a_row_for_each_year_the_rows_of_the_year_are_compared() -> None:
    text = "# Boats\n\n| Port | Year | Boats |\n|---|---|---|\n| Nord | 2021 | 12 |\n| Nord | 2022 | 40 |\n| Sud | 2021 | 30 |\n| Sud | 2022 | 8 |\n"
    found = passages_of(replace(document(text), blocks=parse_markdown(text, "en")))
    question = "Which port has the most boats in 2021?"
    (working,) = extremes(question, READER.read(question, found, lexicon(found)))
    assert [(operand.unit.label.of(text) if operand.unit.label else "", operand.figure) for operand in working.shown] == [("Sud | 2021", "30")]
    assert working.relation == "30 > 12"
