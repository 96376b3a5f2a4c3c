"""Questions that ask of several things."""

from __future__ import annotations

import pytest

from assistant.answering.parts import covered, parts
from assistant.answering.reader import Evidence
from tests.answering_support import passages


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What does Redsail do, and who runs Bluefin?", ("What does Redsail do?", "who runs Bluefin?")),
        ("Que fait Voilier et que fait Nageoire ?", ("Que fait Voilier?", "que fait Nageoire ?")),
        ("What share of boats leak, against what share of barges?", ("What share of boats leak?", "what share of barges?")),
        ("With whom did the port team up, and in what year was that?", ("With whom did the port team up?", "in what year was that?")),
        ("What do Redsail and Bluefin do?", ("What do Redsail do?", "What do Bluefin do?")),
        ("Val+ et Plastou, ils font quoi ?", ("Val+, ils font quoi ?", "Plastou, ils font quoi ?")),
        ("Quel est le rôle de l'AQN et de la SOFA ?", ("Quel est le rôle de l'AQN ?", "Quel est le rôle de l'SOFA ?")),
        ("Does Redsail build more hulls than Bluefin?", ("Does Redsail build more hulls?", "Bluefin")),
        (
            "Voilier a-t-il plus de bateaux que Nageoire 2.0 ? Les deux chiffres, svp.",
            ("Voilier a-t-il plus de bateaux ? Les deux chiffres, svp.", "Nageoire 2.0"),
        ),
        ("How much did sailing get in 2016, compared with rowing?", ("How much did sailing get in 2016?", "rowing")),
        ("Did sailing get more than rowing in 2016?", ("Did sailing get more in 2016?", "rowing in 2016")),
        ("Que coûte la voile par rapport à l'aviron ?", ("Que coûte la voile ?", "l'aviron")),
        ("Is Green Harbour or the Old Lock larger?", ("Is Green Harbour larger?", "Is Old Lock larger?")),
    ],
)
def test_two_questions_are_told_apart(question: str, expected: tuple[str, ...]) -> None:
    assert parts(question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "What do sailing and rowing cost?",
        "Who leads the harbour?",
        "How much was it in 2018 and 2019?",
        "Combien et pourquoi ?",
        "Which clubs have more than 30 boats?",
        "Which clubs build boats other than hulls?",
        "Quel est le plus vieux bateau que le port ait vu ?",
        "Qu'est-ce que le port ?",
        "The red and green lights: what do they mean?",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question) == ()


def test_what_tells_a_question_from_the_others_stands_in_the_evidence_or_above_it() -> None:
    found = passages("The port has two clubs. The Redsail club builds hulls. The Bluefin club builds engines.")
    units = found[0].chunk.units
    asked = parts("What do Redsail and Bluefin do?")
    by_start = {unit.span.of(found[0].document_text)[:12]: covered(Evidence(found[0], place, 0.5), asked) for place, unit in enumerate(units)}
    assert by_start == {"The port has": (False, False), "The Redsail ": (True, False), "The Bluefin ": (False, True)}
