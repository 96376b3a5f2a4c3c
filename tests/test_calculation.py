"""Sums and differences over the cells of one table."""

from __future__ import annotations

import pytest

from tests.answering_support import worked_out

HARBOUR = (
    "Harbour budget\n\nThousands € 2021 2022 2023 Total\n\nBridges 10 20,5 30,25 60,75\n\nFerries 5 7 9 21\n\nLights 1 1 2 4\n\nTotal 16 28,5 41,25 85,75\n"
)
PORTS = "| Port | Navires | Tonnes |\n|---|---|---|\n| Nord | 12 | 1 250 |\n| Sud | 7 | 12 400 |\n| Ouest | 31 | 980 |\n"
PLAN = """Plan des ports

Millions € Total Prêts

Axe I - Former 30,00 5,00

Axe II - Bâtir 50,50

II.1 Les quais 20,50

II.2 Les phares 30,00

III - Naviguer 15,00 2,00

Total 95,50 7,00
"""


def said(text: str, question: str, language: str = "en") -> str | None:
    answer = worked_out(text, question, language)
    return answer.text if answer else None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How much do bridges and ferries get together?", "Bridges : 60,75 ; Ferries : 21 (Total) [1] [2] [3]\n60,75 + 21 = **81,75** thousands €"),
        ("How much for bridges and ferries together in 2022?", "Bridges : 20,5 ; Ferries : 7 (2022) [1] [2] [3]\n20,5 + 7 = **27,5** thousands €"),
        (
            "How much for bridges, ferries and lights together?",
            "Bridges : 60,75 ; Ferries : 21 ; Lights : 4 (Total) [1] [2] [3] [4] [5]\n60,75 + 21 + 4 = **85,75** thousands € (Total)",
        ),
        ("How much for the bridges between 2021 and 2022?", "Bridges : 2021 : 10 ; 2022 : 20,5 [1] [2]\n10 + 20,5 = **30,5** thousands €"),
        ("What did bridges cost in 2021 and 2022 combined?", "Bridges : 2021 : 10 ; 2022 : 20,5 [1] [2]\n10 + 20,5 = **30,5** thousands €"),
        ("How much for the bridges between 2021 and 2023?", "Bridges : **60,75** thousands € (Total) [1] [2]"),
    ],
)
def test_a_sum_of_rows_or_of_columns(question: str, expected: str) -> None:
    assert said(HARBOUR, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("By how much did bridges grow between 2021 and 2023?", "Bridges : 2023 : 30,25 ; 2021 : 10 [1] [2]\n30,25 − 10 = **20,25** thousands €"),
        ("By how much did the harbour budget grow between 2021 and 2023?", "Total : 2023 : 41,25 ; 2021 : 16 [1] [2]\n41,25 − 16 = **25,25** thousands €"),
        ("By how much did the ferries fall between 2021 and 2023?", "Ferries : 2021 : 5 ; 2023 : 9 [1] [2]\n5 − 9 = **−4** thousands €"),
        ("How much more do bridges get than ferries?", "Bridges : 60,75 ; Ferries : 21 (Total) [1] [2] [3]\n60,75 − 21 = **39,75** thousands €"),
        ("Compared with ferries, how much more do bridges get?", "Bridges : 60,75 ; Ferries : 21 (Total) [1] [2] [3]\n60,75 − 21 = **39,75** thousands €"),
        ("How much less do bridges get than ferries in 2021?", "Ferries : 5 ; Bridges : 10 (2021) [1] [2] [3]\n5 − 10 = **−5** thousands €"),
        ("What is the difference between ferries and bridges?", "Bridges : 60,75 ; Ferries : 21 (Total) [1] [2] [3]\n60,75 − 21 = **39,75** thousands €"),
    ],
)
def test_a_difference_of_rows_or_of_years(question: str, expected: str) -> None:
    assert said(HARBOUR, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "How much for bridges?",
        "How much for bridges in 2022?",
        "Bridges and ferries in 2022?",
        "How much for bridges and ferries in 2021 and 2022 together?",
        "How much for bridges and ferries together in 2030?",
        "By what percentage did the bridges grow between 2021 and 2023?",
        "How much did the bridges grow between 2019 and 2021?",
        "What does the bridge between the docks cost?",
    ],
)
def test_figures_that_are_asked_for_as_they_stand_are_left_alone(question: str) -> None:
    assert said(HARBOUR, question) is None


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Combien de navires pour le Nord et le Sud ensemble ?", "Nord : 12 ; Sud : 7 (Navires) [1] [2] [3]\n12 + 7 = **19**"),
        ("De combien de tonnes le Sud dépasse-t-il le Nord ?", "Sud : 12 400 ; Nord : 1 250 (Tonnes) [1] [2] [3]\n12 400 − 1 250 = **11 150**"),
        ("Combien pour le Nord et le Sud ensemble ?", None),
    ],
)
def test_a_table_without_a_total_needs_a_column(question: str, expected: str | None) -> None:
    assert said(PORTS, question, "fr") == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "Combien pour II.1 et II.2 ensemble ?",
            "II.1 Les quais : 20,50 ; II.2 Les phares : 30,00 (Total) [1] [2] [3] [4]\n20,50 + 30,00 = **50,50** millions € (Axe II - Bâtir)",
        ),
        ("Combien pour II.1 et II.3 ensemble ?", None),
        ("Combien pour l'axe II et les phares ensemble ?", None),
        ("Combien de prêts pour former et bâtir ensemble ?", None),
        ("Quel écart entre Former et Naviguer ?", "Axe I - Former : 30,00 ; III - Naviguer : 15,00 (Total) [1] [2] [3]\n30,00 − 15,00 = **15,00** millions €"),
    ],
    ids=["stated", "no-such-row", "part-of-the-other", "empty-cell", "difference"],
)
def test_rows_under_others(question: str, expected: str | None) -> None:
    assert said(PLAN, question, "fr") == expected


def test_what_is_not_measured_or_written_alike_is_not_added() -> None:
    table = "| Port | Part |\n|---|---|\n| Nord | {} |\n| Sud | {} |\n"
    question = "Quelle part pour le Nord et le Sud ensemble ?"
    assert said(table.format("20 %", "5,5 %"), question, "fr") == "Nord : 20 ; Sud : 5,5 (Part) [1] [2] [3]\n20 + 5,5 = **25,5** %"
    assert said(table.format("20 %", "5 €"), question, "fr") is None
    assert said(table.format("20.5", "5,5"), question, "fr") is None
    assert said(table.format("20", "n.c."), question, "fr") is None
    assert said(table.format("20 % 500", "5 %"), question, "fr") is None
    assert said(table.format("-20", "5"), question, "fr") == "Nord : -20 ; Sud : 5 (Part) [1] [2] [3]\n(-20) + 5 = **−15**"


def test_a_total_that_is_rounded_is_given_as_it_is_stated() -> None:
    text = "Plan\n\nMillions €\n\nII Ports 50,6\n\nII.1 Quais 20,25\n\nII.2 Phares 30,33\n"
    assert said(text, "Combien pour II.1 et II.2 ensemble ?", "fr") == "II Ports : **50,6** millions € [1] [2]"
