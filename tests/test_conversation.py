"""Follow-up questions, completed from the questions before them."""

from __future__ import annotations

import pytest

from assistant.conversation import standalone_questions
from assistant.types import Turn

SPENT = "What did the harbour spend in 2021?"
DEPENSE = "Combien la ville a-t-elle dépensé en 2021 ?"


def complete(*questions: str) -> str:
    """The last question, completed from those before it in the likeliest way."""
    return standalone_questions(questions[-1], [Turn("user", question) for question in questions[:-1]])[0]


@pytest.mark.parametrize(
    ("previous", "question", "expected"),
    [
        # A year takes the place of a year.
        (SPENT, "And in 2022?", "What did the harbour spend in 2022?"),
        (SPENT, "what about 2022?", "What did the harbour spend in 2022?"),
        (DEPENSE, "Et en 2022 ?", "Combien la ville a-t-elle dépensé en 2022 ?"),
        (DEPENSE, "2022 ?", "Combien la ville a-t-elle dépensé en 2022 ?"),
        ("What did the harbour spend?", "And in 2022?", "What did the harbour spend in 2022?"),
        # So does one that is told by it.
        (SPENT, "And the year after?", "What did the harbour spend in 2022?"),
        (SPENT, "And three years earlier?", "What did the harbour spend in 2018?"),
        (SPENT, "What did the harbour earn the previous year?", "What did the harbour earn in 2020?"),
        (DEPENSE, "Et l'année précédente ?", "Combien la ville a-t-elle dépensé en 2020 ?"),
        (DEPENSE, "Et pour la voirie, un an plus tard ?", "Combien la ville a-t-elle dépensé pour la voirie en 2022 ?"),
        (SPENT, "What happened the year after the merger?", "What happened the year after the merger?"),
        # A period is no year.
        ("What does the plan for 2014-2020 give to the port?", "And in 2016?", "What does the plan for 2014-2020 give to the port in 2016?"),
        ("What does the plan for 2014-2020 give to the port in 2016?", "And a year later?", "What does the plan for 2014-2020 give to the port in 2017?"),
        ("What does the plan for 2014-2020 give to the port in 2020?", "And in 2016?", "What does the plan for 2014-2020 give to the port in 2016?"),
        # Beside something else, too.
        ("How much is planned for lighting in 2021?", "And for roads in 2022?", "How much is planned for roads in 2022?"),
        ("How much is planned for lighting in 2021?", "And for roads, the same year?", "How much is planned for roads in 2021?"),
        ("Qui dirige le club Ancre Bleue en 2021 ?", "Et Voile Rouge en 2022 ?", "Qui dirige le club Voile Rouge en 2022 ?"),
        # A name takes the place of a name.
        ("Who leads the Blue Anchor club?", "And Red Sail?", "Who leads the Red Sail club?"),
        ("Qui dirige le club Ancre Bleue ?", "Et Voile Rouge ?", "Qui dirige le club Voile Rouge ?"),
        ("Who leads the Blue Anchor club?", "And the Red Sail club?", "Who leads the Red Sail club?"),
        ("Qui dirige l'atelier ?", "Et la forge ?", "Qui dirige la forge ?"),
        # A complement takes the place of the last complement.
        ("How much is planned for lighting?", "And for roads?", "How much is planned for roads?"),
        ("How much is planned for lighting?", "What about roads?", "How much is planned for roads?"),
        ("Quel montant est prévu pour l'éclairage ?", "Et pour la voirie ?", "Quel montant est prévu pour la voirie ?"),
        ("Quel montant est prévu pour l'éclairage ?", "Et la voirie ?", "Quel montant est prévu pour la voirie ?"),
        ("Quel montant la ville consacre-t-elle à l'eau ?", "Et pour la voirie ?", "Quel montant la ville consacre-t-elle pour la voirie ?"),
        ("Quel est le nombre des phares ?", "Et la jetée ?", "Quel est le nombre de la jetée ?"),
        ("Quel prix est demandé au port ?", "Et les quais ?", "Quel prix est demandé aux quais ?"),
        ("Quelle part s'occupe d'éclairage ?", "Et les quais ?", "Quelle part s'occupe des quais ?"),
        ("Quelle part s'occupe d'éclairage ?", "Et la voirie ?", "Quelle part s'occupe de la voirie ?"),
        ("Quelle est la mission du Phare Vert ?", "Et celle du Moulin Blanc ?", "Quelle est la mission du Moulin Blanc ?"),
        # A question that refers back gets the names.
        ("What is the Blue Anchor?", "Who runs it?", "Who runs it (Blue Anchor)?"),
        ("What is the Blue Anchor?", "What are its partners?", "What are its partners (Blue Anchor)?"),
        ("Qu'est-ce que le Phare Vert ?", "Qui le dirige ?", "Qui le dirige (Phare Vert) ?"),
        ("Qu'est-ce que le Phare Vert ?", "Quels sont ses partenaires ?", "Quels sont ses partenaires (Phare Vert) ?"),
        ("Who was Ada Brelle?", "Was he a sailor?", "Was he a sailor (Ada Brelle)?"),
        # A doubt asks the same again.
        (SPENT, "Are you sure?", SPENT),
        (DEPENSE, "Vous en êtes sûr ?", DEPENSE),
        (DEPENSE, "Et c'est bien vrai ?", DEPENSE),
    ],
)
def test_a_follow_up_is_completed(previous: str, question: str, expected: str) -> None:
    assert complete(previous, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Which towns along the northern coast have a lighthouse today?",
        "How many members does the rowing school have?",
        "Quelles communes du littoral nord possèdent encore un phare ?",
        *("Thanks", "Merci !", "ok", "", "And?", "?"),
    ],
)
def test_what_stands_alone_stays_untouched(question: str) -> None:
    assert complete("What is the Blue Anchor?", question) == question


@pytest.mark.parametrize("question", ["Who runs it?", "Et en 2022 ?", "And Red Sail?"])
def test_without_a_history_there_is_nothing_to_complete_from(question: str) -> None:
    assert standalone_questions(question, []) == (question,)
    assert standalone_questions(question, [Turn("user", "  ")]) == (question,)


def test_follow_ups_build_on_each_other() -> None:
    assert complete("How much is planned for lighting in 2021?", "And for roads?", "And in 2022?") == "How much is planned for roads in 2022?"
    assert complete("Quel budget pour la voirie en 2021 ?", "Et pour l'eau ?", "merci", "Et en 2022 ?") == "Quel budget pour l'eau en 2022 ?"


def test_answers_are_never_used() -> None:
    history = [Turn("user", SPENT), Turn("assistant", "In 1999 the Grand Mill spent 12 €.")]
    assert standalone_questions("And in 2022?", history) == ("What did the harbour spend in 2022?",)


def test_a_long_question_that_refers_back_may_be_meant_with_the_names_before_it() -> None:
    history = [Turn("user", "What is the Blue Anchor?")]
    long = "Which courses for beginners, sailors and retired captains does it offer each winter?"
    assert standalone_questions(long, history) == (long, f"{long[:-1]} (Blue Anchor)?")


def test_what_may_be_asked_of_the_same_thing_is_the_second_way() -> None:
    history = [Turn("user", "Quel est le budget par habitant de la commune ?")]
    assert standalone_questions("Et la population ?", history) == ("Quel est le budget par habitant de la population ?", "la population de la commune ?")


@pytest.mark.parametrize("polite", ["ok and ", "Merci. ", "great, thanks! ", "D’accord, "])
def test_what_a_follow_up_politely_opens_with_is_no_part_of_it(polite: str) -> None:
    history = [Turn("user", "When does the ferry Redsail leave?")]
    assert standalone_questions(f"{polite}who runs it?", history) == ("who runs it (Redsail)?",)
    assert "Super-huit" in standalone_questions("Super-huit, what is it?", history)[0]


def test_a_complement_takes_the_place_of_one_with_its_preposition_and_the_year_stays() -> None:
    history = [Turn("user", "Combien pour les quais du port en 2017 ?")]
    for asked in ("et pour les ponts, la même année ?", "et pour les ponts cette année-là ?", "Et pour les ponts ?"):
        assert standalone_questions(asked, history) == ("Combien pour les ponts en 2017 ?",)
    ways = standalone_questions("et pour toutes les zones ?", [Turn("user", "Combien pour les quais dans les zones humides ?")])
    assert ways == ("Combien pour les quais pour toutes les zones ?",)


@pytest.mark.parametrize("alone", ["Quel centre propose des cours ?", "Which hall belongs to Brelle?", "Quel maire a ouvert la halle ?"])
def test_a_question_that_asks_of_something_may_be_meant_alone(alone: str) -> None:
    whole = f"J’ai un moulin. {alone}"
    assert standalone_questions(whole, []) == (whole, alone)


def test_a_question_may_be_meant_without_what_it_is_told_with() -> None:
    assert standalone_questions("We build boats in Brelle. What does Redsail offer?", []) == (
        "We build boats in Brelle. What does Redsail offer?",
        "What does Redsail offer?",
    )
    for whole in (
        "We build boats. Who funds them?",
        "What is Redsail? And who runs Bluefin?",
        "We build boats. Who?",
        "Tell me. All of it.",
        "We build boats. Which club can help us?",
        "We build boats. Which premium to ask for?",
        "Nous construisons des bateaux. Quelle prime demander ?",
        "Nous construisons des bateaux. À quel guichet s’adresser ?",
    ):
        assert standalone_questions(whole, []) == (whole,)


@pytest.mark.parametrize(
    ("question", "stands_alone"),
    [
        ("What is a lock?", True),
        ("Lequel préfère la Voile Rouge ?", True),
        ("Lequel est le plus grand ?", False),
        ("Y a-t-il une écluse ?", True),
        ("How long is one crossing to Brelle?", True),
        ("Demurrage?", True),
        ("Who runs it?", False),
        ("What is the budget?", False),
        ("And demurrage?", False),
        ("the lock?", False),
        ("there?", False),
    ],
)
def test_what_names_something_of_its_own_may_stand_alone(question: str, *, stands_alone: bool) -> None:
    ways = standalone_questions(question, [Turn("user", "Who leads the Blue Anchor club?")])
    assert ways[0] != question
    assert (question in ways) is stands_alone


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("<script>alert(1)</script> What does <b class='x'>the dike</b> cost? <img src=x onerror=alert(2)>", "What does the dike cost?"),
        ("**How much** does `the dike` cost [1][99]?", "How much does the dike cost?"),
        ("<!-- note --> What does the _old_ dike cost?<br/>", "What does the old dike cost?"),
        # What only looks like markup.
        ("An income <5000 and >3000: what is paid?", "An income <5000 and >3000: what is paid?"),
        ("Who is behind <dike@port.example>?", "Who is behind <dike@port.example>?"),
        ("What does snake_case_name cost, 2*3*4 or 5 * 6?", "What does snake_case_name cost, 2*3*4 or 5 * 6?"),
        ("What is [note] beside the dike?", "What is [note] beside the dike?"),
        ("[1]", "[1]"),
    ],
)
def test_markup_asks_nothing(typed: str, plain: str) -> None:
    assert complete(typed) == plain
    assert complete(typed, "And for the port?") == complete(plain, "And for the port?")
