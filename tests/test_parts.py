"""Questions that ask of several things."""

from __future__ import annotations

import pytest

from assistant.answering.parts import parts


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
        "The red and green lights: what do they mean?",
        "",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert parts(question) == ()
