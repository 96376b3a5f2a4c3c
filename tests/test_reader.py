from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.candidates import candidates
from assistant.answering.features import FEATURES, READ, TOLD, list_names, read, told
from assistant.answering.locating import locate
from assistant.answering.question import Kind, count_words, question_kind, subject_words
from assistant.answering.reader import Evidence, Reading, TrainedReader, ranked
from assistant.answering.selection import select
from assistant.models.passage_scores import PassageScores
from assistant.types import Citation, Passage, Span
from tests.answering_support import NETWORK, READER, lexicon, passages

TEXT = """Ferries

The ferries carry 300 cars a day. The harbour master counts them.

https://ferries.example

The boats are:

• the Heron;
• the Stork.
"""


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Combien de pôles ?", "amount"),
        ("What share of firms?", "amount"),
        ("Quand a-t-il été créé ?", "date"),
        ("In which year was it founded?", "date"),
        ("À qui écrire ? Quel est le contact ?", "contact"),
        ("What is the website?", "website"),
        ("Sur quel site officiel en lire plus ?", "website"),
        ("Quels sites sont ouverts ?", "list"),
        ("Quels sont les axes ?", "list"),
        ("Which strategic lines does it follow?", "list"),
        ("What is listed under “The budget of 2021”?", "list"),
        ("Gates A and B: which ones?", "list"),
        ("What is “the budget”?", "amount"),
        ("Where is the main area?", "other"),
        ("What is the area of the port?", "amount"),
        ("What does the business do?", "other"),
        ("Who leads it?", "person"),
        ("Qu'est-ce que le hub ?", "other"),
    ],
)
def test_what_is_asked_for(question: str, kind: Kind) -> None:
    assert question_kind(question) == kind


def test_headings_and_bare_addresses_do_not_answer() -> None:
    contents = [candidate.content for candidate in candidates("How many cars?", passages(TEXT))]
    assert contents == ["The ferries carry 300 cars a day.", "The harbour master counts them.", "The boats are:", "the Heron;", "the Stork."]
    assert "https://ferries.example" in [candidate.content for candidate in candidates("What is the website?", passages(TEXT))]


def test_what_only_says_that_a_list_is_asked_for_is_no_subject() -> None:
    assert subject_words("List all the elements of the signal list.") == ["signal"]
    assert subject_words("Citez tous les éléments de la liste.") == ["citez", "elements", "liste"]
    assert subject_words("Is there an element of doubt?") == ["element", "doubt"]


def test_how_a_number_is_said() -> None:
    assert (count_words(3), count_words(30)) == (["3", "trois", "three"], ["30"])


def test_a_list_is_one_candidate_where_a_list_is_asked_for() -> None:
    contents = [candidate.content for candidate in candidates("Which boats are there? What are they?", passages(TEXT))]
    assert contents[-1] == "the Heron;\nthe Stork."


def best_item(text: str, question: str) -> str:
    found = passages(text)
    return READER.read(question, found, lexicon(found)).evidence[0].unit.span.of(text)


CREWS = """The boats of the port are:

• Heron and all of its crew, who know the port and its boats;
• Stork and all of its crew, who know the port and its boats.

The lamps of the port are:

• red;
• green;
• white.
"""


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What are the boats of the port?", "Heron"),
        ("List the lamps of the port.", "red"),
        ("What are the two things of the port?", "Heron"),
        ("Which three things does the port have? List them.", "red"),
    ],
)
def test_a_list_is_known_by_what_introduces_it_and_its_number(question: str, first: str) -> None:
    assert best_item(CREWS, question).startswith(first)


def test_a_heading_names_the_first_list_below_it_alone() -> None:
    text = "Docks of Brelle\n\nThe port is old and of stone.\n\nIt has:\n\n• north;\n• south.\n\nIt also has:\n\n• bells;\n• lamps.\n"
    found = passages(text)
    lists = [candidate for candidate in candidates("What are the docks of Brelle?", found) if candidate.is_list]
    first, second = list_names("What are the docks of Brelle?", lists, lexicon(found))
    assert first == 1.0
    assert second < 0.5


def test_a_sentence_is_neither_named_nor_unnamed() -> None:
    found = passages("It rains often in the port.")
    assert list_names("What are the docks?", candidates("What are the docks?", found), lexicon(found)).tolist() == [0.5]


def test_features_have_the_shape_that_their_names_say() -> None:
    found = passages(TEXT)
    rows = candidates("How many cars do the ferries carry?", found)
    assert read(locate("How many cars do the ferries carry?", rows, NETWORK)).shape == (len(rows), len(READ))
    matrix = told("How many cars do the ferries carry?", rows, lexicon(found))
    assert matrix.shape == (len(rows), len(TOLD))
    covered = matrix[:, TOLD.index("covered_with_title")]
    assert covered[0] == 1.0
    assert covered[0] > covered[1]


def test_probabilities_are_shared_out_and_sum_to_one() -> None:
    found = passages(TEXT)
    reading = READER.read("How many cars do the ferries carry?", found, lexicon(found))
    assert reading.evidence[0].unit.span.of(TEXT) == "The ferries carry 300 cars a day."
    assert sum(evidence.probability for evidence in reading.evidence) + reading.unanswerable == pytest.approx(1)


def test_no_passage_no_evidence() -> None:
    assert READER.read("How many?", (), lexicon(())) == Reading((), 1.0)


class Counting:
    """The real network, which counts what it reads."""

    def __init__(self) -> None:
        self.fits, self.version = NETWORK.fits, NETWORK.version
        self.questions: list[str] = []
        self.texts: list[str] = []

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> Sequence[PassageScores]:
        self.questions += [question for question, _, _ in asked]
        self.texts += [text for _, text, _ in asked]
        return NETWORK.read(asked)


def test_no_more_passages_are_read_than_may_come_out_best_and_none_twice(tmp_path: Path) -> None:
    weights = {**dict.fromkeys(FEATURES, 0.0), "answerable": 0.5, "covered_with_passage": 10.0}  # reading adds 3 at most, the question's words are worth 10
    fitted = tmp_path / "weights.json"
    fitted.write_text(json.dumps({"weights": weights, "none": 0.0}), encoding="utf-8")
    (answering,) = passages("The harbour master of Brelle is Odile Vranck.")
    others = [passages(f"Gate {number} of the port is painted red. Nobody counts the gulls there.")[0] for number in range(7)]
    network = Counting()
    for place in (0, 7):  # the likeliest is read first, wherever it was found
        network.texts.clear()
        found = tuple(replace(passage, rank=rank) for rank, passage in enumerate([*others[:place], answering, *others[place:]], 1))
        reading = TrainedReader(network, fitted).read("Who is the harbour master of Brelle?", found, lexicon(found))
        assert len(network.texts) == 2
        assert reading.evidence[0].unit.span.of(answering.document_text).endswith("Odile Vranck.")


def test_passages_that_are_as_likely_before_they_are_read_are_all_read() -> None:
    colours = ("red", "blue", "green", "grey")
    found = tuple(replace(passages(f"The master of Brelle is painted {colour}.")[0], rank=rank) for rank, colour in enumerate(colours, 1))
    network = Counting()
    reading = TrainedReader(network).read("Who is the master of Brelle?", found, lexicon(found))
    assert len(network.texts) == len(set(network.texts)) == len(reading.evidence) == 4


def test_all_rows_of_the_table_are_read_whose_row_is_best() -> None:
    names = [
        f"{first}{second}"
        for first in ("Bre", "Tor", "Val", "Ner", "Sko", "Fen", "Mar", "Hol", "Kal", "Ros", "Lin", "Gar")
        for second in ("dal", "mark", "wick", "holm", "vann", "sund", "lok", "by")
    ]
    table = "".join(f"{name} {number} {number + 7}\n\n" for number, name in enumerate(names, 30))
    found = passages(f"Boats by port\n\nPort 2021 2022\n\n{table}")
    assert len(found) > 2
    network = Counting()
    reading = TrainedReader(network).read("How many boats did Bredal have in 2022?", found, lexicon(found))
    assert reading.evidence[0].unit.span.of(found[0].document_text) == "Bredal 30 37"
    assert {evidence.passage.rank for evidence in reading.evidence if evidence.unit.kind == "row"} == {passage.rank for passage in found}


def test_a_passage_is_asked_with_the_figures_as_it_writes_them() -> None:
    french, english = passages("Le site de Brelle a traité 2 304 tonnes."), passages("The site of Brelle treated 2,304 tonnes.")
    network = Counting()
    found = (replace(french[0], rank=1), replace(english[0], rank=2))
    reading = TrainedReader(network).read("Which site treated 2304 tonnes?", found, lexicon(found))
    assert sorted(network.questions) == ["Which site treated 2 304 tonnes?", "Which site treated 2,304 tonnes?"]
    assert {evidence.unit.span.of(evidence.passage.document_text) for evidence in reading.evidence} == {text.document_text for text in (*french, *english)}


def test_a_missing_year_speaks_against_an_answer() -> None:
    found = passages("In 2019 the ferries carried 300 cars. In winter they rest.")
    reader, words = READER, lexicon(found)
    right = reader.read("How many cars did the ferries carry in 2019?", found, words)
    wrong = reader.read("How many cars did the ferries carry in 2031?", found, words)
    assert wrong.answerable < right.answerable


def test_passages_are_ranked_by_the_probability_that_they_answer() -> None:
    (found,) = passages(TEXT)
    one, two, three = (replace(found, chunk=replace(found.chunk, start=place), rank=place) for place in (1, 2, 3))
    reading = Reading((evidence(0.2, two), evidence(0.2, three), evidence(0.1, three)), 0.5)
    assert [(passage.chunk.start, passage.rank) for passage in ranked((one, two, three), reading)] == [(3, 1), (2, 2), (1, 3)]
    assert ranked((one, two), Reading((), 1.0)) == (one, two)


def evidence(probability: float, found: Passage) -> Evidence:
    return Evidence(found, 1, probability)


def test_the_best_passage_must_be_likelier_than_none() -> None:
    first, second = (replace(passages(TEXT)[0], rank=rank) for rank in (1, 2))
    sure = Reading((evidence(0.5, first), evidence(0.1, second)), 0.4)
    unsure = Reading((evidence(0.1, first), evidence(0.1, second)), 0.8)
    assert sure.answerable == pytest.approx(5 / 9)
    words = lexicon((first,))
    assert len(select("How many cars?", sure, words)) == 1
    assert select("How many cars?", unsure, words) == "not_in_documents"
    assert select("And then?", sure, words) == "underspecified"
    assert select("What about zeppelins?", sure, words) == "off_topic"
    assert Reading((), 1.0).answerable == 0.0


def test_what_is_cited_is_as_probable_as_all_that_it_shows() -> None:
    (passage,) = passages("Brelle has a port. It has 40 docks. It was opened in 1931.")
    other = replace(passage, document=replace(passage.document, id="other"))
    first, second, third = (unit.span for unit in passage.chunk.units)
    reading = Reading((Evidence(passage, 0, 0.3), Evidence(passage, 1, 0.2), Evidence(passage, 2, 0.15), Evidence(other, 0, 0.1)), 0.25)

    def cited(*spans: Span) -> list[Citation]:
        return [Citation(marker, passage.document, span.start, span.end, "", None, None) for marker, span in enumerate(spans, 1)]

    assert reading.probability_of(cited(first)) == pytest.approx(0.3)
    assert reading.probability_of(cited(Span(first.start, second.end))) == pytest.approx(0.5)
    assert reading.probability_of(cited(third, first, first)) == pytest.approx(0.45)
    assert reading.probability_of([]) == 0.0
    below = Span(third.end, third.end + 1)
    assert reading.probability_of(cited(below)) == pytest.approx(reading.answerable)  # a title, which is not read


def test_without_the_best_the_rest_stays_in_proportion() -> None:
    (passage,) = passages(TEXT)
    rest = Reading((evidence(0.5, passage), evidence(0.1, passage)), 0.4).without_best()
    assert [one.probability for one in rest.evidence] == [pytest.approx(0.2)]
    assert rest.unanswerable == pytest.approx(0.8)
    assert rest.without_best() == Reading((), 1.0)


def test_words_that_no_document_has_say_nothing_of_one_in_another_language() -> None:
    (french,) = passages("Le bac de Brelle emmène trois cents voitures par jour.", "fr")
    words = lexicon((french,))
    sure, unsure = (Reading((Evidence(french, 0, probability),), 1 - probability) for probability in (0.6, 0.1))
    assert select("Who sells timber?", sure, words) == sure.evidence
    assert select("Who sells timber?", unsure, words) == "off_topic"
    assert select("Qui vend du bois ?", sure, words) == "off_topic"


def test_evidence_that_comes_out_alike_is_given_too() -> None:
    first, second = (replace(passages(TEXT)[0], rank=rank) for rank in (1, 2))
    assert len(select("How many cars?", Reading((evidence(0.4, first), evidence(0.32, second)), 0.28), lexicon((first,)))) == 2


@pytest.mark.parametrize(
    ("question", "others", "given"),
    [
        ("Who keeps watch on the docks?", (0.2, 0.1), 3),
        ("Who keeps watch on the docks?", (0.1, 0.05), 1),  # one is meant
        ("How many keep watch on the docks?", (0.2, 0.1), 1),  # one figure is asked for
    ],
)
def test_items_that_together_are_as_probable_as_the_best_are_given_with_it(question: str, others: tuple[float, float], given: int) -> None:
    (found,) = passages("The docks are kept by:\n• a keeper, who watches\n• a diver\n• two dogs\n")
    first = next(place for place, unit in enumerate(found.chunk.units) if unit.kind == "item")
    ranked_items = tuple(Evidence(found, first + place, probability) for place, probability in enumerate((0.4, *others)))
    assert select(question, Reading(ranked_items, 0.1), lexicon((found,))) == ranked_items[:given]


@pytest.mark.parametrize(
    ("other", "given"),
    [
        ("By the auditor's count the leak rate of the network was 15% in 2023.", 2),
        ("By the auditor's count the leak rate of the network was 12% in 2023.", 1),  # the same
        ("By the auditor's count the leak rate of the lake was low in 2023.", 1),  # no figure
        ("In 2023 the mayor planted 15 oaks.", 1),  # another subject
    ],
)
def test_what_another_document_says_otherwise_is_given_too(other: str, given: int) -> None:
    (one,), (found,) = passages("In 2023 the leak rate of the network was 12%."), passages(other)
    audit = replace(found, document=replace(found.document, id="audit"))
    reading = Reading((Evidence(one, 0, 0.7), Evidence(audit, 0, 0.2)), 0.1)
    assert len(select("What was the leak rate of the network in 2023?", reading, lexicon((one,)))) == given
    beside = Reading((reading.evidence[0], Evidence(found, 0, 0.2)), 0.1)
    assert len(select("What was the leak rate of the network in 2023?", beside, lexicon((one,)))) == 1  # the same document


AXES = "Plan des ports\n\nMillions € Total\n\nAxe II - Bâtir 50,50\n\nII.1 Les quais 20,50\n\nII.2 Les phares 30,00\n\nAxe III - Naviguer 15,00\n"


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("Quelles sont les lignes de l'axe II ?", ["II.1 Les quais", "II.2 Les phares"]),
        ("Combien pour l'axe II ?", ["Axe II - Bâtir"]),
        ("Quelles sont les lignes de l'axe III ?", ["Axe II - Bâtir"]),
    ],
)
def test_asked_for_the_parts_of_a_numbered_row_all_are_given(question: str, labels: list[str]) -> None:
    (found,) = passages(AXES, "fr")
    rows = [place for place, unit in enumerate(found.chunk.units) if unit.kind == "row"]
    reading = Reading(tuple(Evidence(found, place, 0.6 if place == rows[0] else 0.1) for place in rows), 0.1)
    selected = select(question, reading, lexicon((found,)))
    assert not isinstance(selected, str)
    assert [one.unit.label.of(AXES) for one in selected if one.unit.label] == labels
    assert sum(one.probability for one in selected) == pytest.approx(0.8 if len(labels) == 2 else 0.6)


def test_a_list_is_given_alone() -> None:
    found = passages(CREWS)
    places = [(passage, place) for passage in found for place, unit in enumerate(passage.chunk.units) if unit.span.of(CREWS).startswith(("Heron", "red"))]
    reading = Reading(tuple(Evidence(*place, 0.4) for place in places), 0.2)
    assert len(select("What are the boats and the lamps?", reading, lexicon(found))) == 1


def test_rows_share_what_their_table_has_by_their_labels() -> None:
    found = passages("Harbour budget\n\nThousands €\n\nRepairs of the old bridges and lights 10\n\nLights 20\n\nFerries 30\n")
    words = lexicon(found)
    reading = READER.read("How much for the lights?", found, words)
    assert reading.evidence[0].unit.label is not None
    assert reading.evidence[0].unit.label.of(found[0].document_text) == "Lights"
    assert sum(evidence.probability for evidence in reading.evidence) + reading.unanswerable == pytest.approx(1.0)


BUDGET = """Harbour budget of the port

Thousands € 2021 2022 Total

Training and advice 1 2 3

Research of currents 10 20 30

Lights 5 5 10

Total 16 27 43
"""


def rows_for(question: str, best: str) -> list[str]:
    """The labels of the rows that are answered from, where the one named is the likeliest of all."""
    found = passages(BUDGET)
    text = found[0].document_text
    units = [(passage, index) for passage in found for index, unit in enumerate(passage.chunk.units) if unit.kind == "row"]
    evidence = [Evidence(passage, index, 0.1) for passage, index in units]
    evidence.sort(key=lambda one: not one.unit.span.of(text).startswith(best))
    chosen = select(question, Reading((replace(evidence[0], probability=0.5), *evidence[1:]), 0.1), lexicon(found))
    assert not isinstance(chosen, str)
    return [one.unit.label.of(text) for one in chosen if one.unit.label]


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Training or research, which gets more in 2022?", ["Training and advice", "Research of currents"]),
        ("What does training get in 2022?", ["Training and advice"]),
        ("What does “Training and advice” get in 2022?", ["Training and advice"]),
        ("Training and advice in total?", ["Training and advice"]),
        ("Training and the harbour budget?", ["Training and advice"]),
        ("Training, research and lights?", ["Training and advice", "Research of currents", "Lights"]),
    ],
)
def test_every_row_that_a_question_names_is_given(question: str, rows: list[str]) -> None:
    assert rows_for(question, "Training") == rows


def test_a_row_without_the_column_that_is_asked_for_is_no_answer() -> None:
    found = passages(BUDGET)
    assert select("What does training get in 2030?", Reading((Evidence(found[0], 3, 0.9),), 0.05), lexicon(found)) == "not_in_documents"


def test_a_row_is_named_by_its_number() -> None:
    found = passages("Plan des ports\n\nMillions €\n\nII.1 L'innovation 10\n\nII.2 La croissance 20\n\nII.3 Les phares 30\n", "fr")
    reading = READER.read("How much goes to growth (II.2)?", found, lexicon(found))
    assert reading.evidence[0].unit.label is not None
    assert reading.evidence[0].unit.label.of(found[0].document_text) == "II.2 La croissance"


PLAN = (
    "Plan des ports\n\nMillions € Total Prêts\n\nI - Former les équipages 30 5\n\nII - Bâtir des quais et des phares 50 40\n\n"
    "II.1 Les quais de pierre 20 10\n\nII.2 Les phares de la côte 30 30\n\nTotal 80 45\n"
)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("Quel est le montant des prêts pour l'axe II ?", "II - Bâtir des quais et des phares"),
        ("How much for axis I?", "I - Former les équipages"),
        ("Volet II : combien pour les phares de la côte ?", "II.2 Les phares de la côte"),  # the number is said of what it is a part of
    ],
)
def test_a_row_is_named_by_the_number_of_a_part(question: str, label: str) -> None:
    found = passages(PLAN, "fr")
    best = READER.read(question, found, lexicon(found)).evidence[0].unit
    assert best.label is not None
    assert best.label.of(PLAN) == label


def test_what_is_of_another_number_than_the_question_names_does_not_answer() -> None:
    found = passages("Harbour plan\n\nThe total of axis 2 is 40 boats.\n\nThe docks belong to axis 1 and axis 2.\n\nAll boats are blue.\n")
    asked = candidates("What is the total of axis 1?", found)
    assert [one.content for one in asked] == ["The docks belong to axis 1 and axis 2.", "All boats are blue."]
    assert len(candidates("What is the total of axis 2?", found)) == len(asked) + 1


def test_the_figure_that_is_named_is_looked_for_in_any_notation() -> None:
    found = candidates("En quelle année le port a-t-il compté 2 304 bateaux ?", passages("The port had 2,304 boats in 2021.\n\nIt had 2,267 boats in 2023.\n"))
    column = TOLD.index("figure_gap")
    for question, gaps in (
        ("En quelle année le port a-t-il compté 2 304 bateaux ?", [0.0, -1.0]),
        ("When were there 2267 boats?", [-1.0, 0.0]),
        ("When were there 9,999 boats?", [0.0, 0.0]),
        ("How many boats were there in 2021?", [0.0, 0.0]),
    ):
        assert told(question, found, lexicon(passages(TEXT)))[:, column].tolist() == gaps
