"""Questions that ask of several things."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.parts import Parts, named, names_both, parts, without_question_word
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
        ("Quel est le rôle de l'AQN et de la SOFA ?", ("Quel est le rôle de l'AQN ?", "Quel est le rôle de la SOFA ?")),
        ("Does Redsail build more hulls than Bluefin?", ("Does Redsail build more hulls?", "Bluefin", True)),
        (
            "Voilier a-t-il plus de bateaux que Nageoire 2.0 ? Les deux chiffres, svp.",
            ("Voilier a-t-il plus de bateaux ? Les deux chiffres, svp.", "Nageoire 2.0", True),
        ),
        ("How much did sailing get in 2016, compared with rowing?", ("How much did sailing get in 2016?", "rowing", True)),
        ("Did sailing get more than rowing in 2016?", ("Did sailing get more in 2016?", "rowing in 2016", True)),
        ("Que coûte la voile par rapport à l'aviron ?", ("Que coûte la voile ?", "l'aviron", True)),
        ("Compare the budget of the port in 2016 and 2018.", ("Compare the budget of the port in 2016.", "Compare the budget of the port in 2018.")),
        (
            "Was there more for sailing or for rowing in 2016, please?",
            ("Was there more for sailing in 2016, please?", "Was there more for rowing in 2016, please?"),
        ),
        (
            "Combien pour le capital humain et pour le numérique 2.0 ? Les deux, svp.",
            ("Combien pour le capital humain ? Les deux, svp.", "Combien pour le numérique 2.0 ? Les deux, svp."),
        ),
        ("Which got more money, sailing or the rowing club?", ("Which got more money, sailing?", "Which got more money, the rowing club?")),
        (
            "Lequel coûte plus, l'aviron ou la voile en 2018 ?",
            ("Lequel coûte plus, l'aviron en 2018?", "Lequel coûte plus, la voile en 2018?"),
        ),
        ("Hulls or sails: which cost more?", ("Hulls: which cost more?", "sails: which cost more?")),
        ("What is the difference between a sloop and a ketch?", ("What is a sloop?", "What is a ketch?")),
        ("Quelle est la différence entre Voilier et Nageoire ?", ("Qu’est-ce que Voilier ?", "Qu’est-ce que Nageoire ?")),
        ("Combien pour la voile en 2016, et pour l'aviron ?", ("Combien pour la voile en 2016 ?", "Combien pour l'aviron en 2016 ?")),
        ("How much did sailing get? And rowing?", ("How much did sailing get?", "rowing", True)),
        ("What is the fee of the club and that of the school?", ("What is the fee of the club?", "of the school", True)),
        ("Between sailing and rowing, which is older?", ("sailing, which is older?", "rowing, which is older?")),
        ("Does sailing or rowing get more in 2017?", ("Does sailing get more in 2017?", "Does rowing get more in 2017?")),
        ("How does a sloop differ from a ketch?", ("What is a sloop?", "What is a ketch?")),
        ("En quoi un sloop diffère-t-il d'un ketch ?", ("Qu’est-ce que un sloop ?", "Qu’est-ce que un ketch ?")),
        ("What share of boats leak, while what share of barges does?", ("What share of boats leak?", "what share of barges does?")),
        ("Is Green Harbour or the Old Lock larger?", ("Is Green Harbour larger?", "Is the Old Lock larger?")),
    ],
)
def test_two_questions_are_told_apart(question: str, expected: tuple[str, str] | tuple[str, str, bool]) -> None:
    found = parts(question)
    assert found is not None
    assert replace(found, amount="") == Parts(*expected)


@pytest.mark.parametrize(
    ("question", "amount"),
    [
        ("Does Redsail build more hulls than Bluefin?", "How much?"),
        ("Voilier est-il plus grand que Nageoire ?", "Combien ?"),
        ("How many more hulls does Redsail build than Bluefin?", ""),
        ("Was Redsail founded later than Bluefin?", ""),
    ],
)
def test_what_asks_which_is_more_asks_for_an_amount(question: str, amount: str) -> None:
    found = parts(question)
    assert found is not None
    assert found.amount == amount


@pytest.mark.parametrize(
    "question",
    [
        "What do sailing and rowing cost?",
        "Who leads the harbour?",
        "What changed between 2018 and 2019?",
        "Who works on the boats and the barges?",
        "Who offers hulls, sails or ropes?",
        "« Green Harbour and Old Lock » : quels sont les bateaux ?",
        "What is listed under “Red Sail or Blue Fin”?",
        "Who are the members, partners, and sponsors?",
        "Entre 2016 et 2019, le budget a-t-il augmenté ?",
        "Of the five ports, which are new?",
        "Is there a loan or a grant for young sailors?",
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
    assert parts(question) is None


def test_what_tells_a_question_from_the_others_stands_in_the_evidence_or_above_it() -> None:
    found = passages("The port has two clubs. The Redsail club builds hulls. The Bluefin club builds engines.")
    units = found[0].chunk.units
    asked = Parts("What do Redsail do?", "What do Bluefin do?")
    by_start = {unit.span.of(found[0].document_text)[:12]: named(Evidence(found[0], place, 0.5), asked) for place, unit in enumerate(units)}
    assert by_start == {"The port has": (False, False), "The Redsail ": (True, False), "The Bluefin ": (False, True)}


def test_a_clause_may_leave_the_rest_to_the_one_before() -> None:
    assert without_question_word("who for the harbour?") == "for the harbour?"
    assert without_question_word("laquelle dans les ports ?") == "dans les ports ?"
    assert without_question_word("how much for rowing?") == "for rowing?"
    assert without_question_word("who runs Bluefin?") == "who runs Bluefin?"


def test_evidence_has_most_of_what_is_asked_of_both() -> None:
    found = passages("Lock 2020 repairs gates. Lock 2020 and the Red Lock repair gates.")
    asked = Parts("What is Lock 2020?", "What is Red Lock?")
    both = [names_both(Evidence(found[0], place, 0.5), asked) for place in range(len(found[0].chunk.units))]
    assert both == [False, True]


@pytest.mark.parametrize(
    ("question", "first", "second"),
    [
        ("What is the difference in price between Redsail and Bluefin?", "price Redsail?", "price Bluefin?"),
        ("Quelle différence de loyer entre le quai nord et le quai sud ?", "loyer le quai nord?", "loyer le quai sud?"),
        ("What sets Redsail apart from Bluefin?", "What is Redsail?", "What is Bluefin?"),
        ("Redsail and Bluefin: how do they differ?", "What is Redsail?", "What is Bluefin?"),
        ("Redsail et Bluefin, qu'est-ce qui les distingue ?", "Qu’est-ce que Redsail ?", "Qu’est-ce que Bluefin ?"),
        ("Between rowing and sailing, which costs more, and how much each?", "rowing, which costs more?", "sailing, which costs more?"),
    ],
)
def test_what_differs(question: str, first: str, second: str) -> None:
    found = parts(question)
    assert found is not None
    assert (found.first, found.second, found.compares) == (first, second, False)
