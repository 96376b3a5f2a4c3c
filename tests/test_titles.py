"""Titles that count the parts of a document, asked for as a list."""

from __future__ import annotations

import pytest

from assistant.answering.titles import titles_to_give
from tests.answering_support import passages

PLAN = """PLAN DU PORT

Le plan court jusqu'en 2036.

Axe A. Relier
Un tram ira à la gare, pour les jeunes aussi.

Axe B. Apaiser
Les voitures quittent le quai.

Suivi
Un comité se réunit chaque mois.
"""


@pytest.mark.parametrize(
    ("question", "words", "titles"),
    [
        ("Quels sont les axes du plan du port ?", "Un tram", ["Axe A. Relier", "Axe B. Apaiser"]),
        ("What are the axes of the plan?", "Le plan court", ["Axe A. Relier", "Axe B. Apaiser"]),
        # What asks for something else, for one of them, or for some.
        ("Que prévoit le plan du port ?", "Un tram", []),
        ("Quels sont les objectifs de l'axe B ?", "Les voitures", []),
        ("Quels axes aident les jeunes ?", "Un tram", []),
        ("Quelles sont les mesures du plan ?", "Un tram", []),
    ],
)
def test_the_parts_that_are_asked_for(question: str, words: str, titles: list[str]) -> None:
    found = [
        titles_to_give(question, passage, index)
        for passage in passages(PLAN)
        for index, unit in enumerate(passage.chunk.units)
        if unit.span.of(passage.document_text).startswith(words)
    ]
    assert [title.span.of(PLAN) for title in found[0]] == titles


def test_of_two_plans_the_one_that_the_evidence_stands_in() -> None:
    text = f"{PLAN}\n\n\n\nPLAN DE LA GARE\n\nIl court jusqu'en 2040.\n\nAxe A. Bâtir\nUn hall.\n\nAxe B. Ouvrir\nUne place.\n"
    for passage in passages(text):
        for index, unit in enumerate(passage.chunk.units):
            if unit.span.of(text) == "Une place.":
                assert [title.span.of(text) for title in titles_to_give("Quels sont les axes ?", passage, index)] == ["Axe A. Bâtir", "Axe B. Ouvrir"]
                return
    raise AssertionError("no passage has the last part")
