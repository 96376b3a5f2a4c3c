from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.composer import Composition, compose
from assistant.answering.reader import Evidence
from assistant.answering.verification import verify
from assistant.documents.elements import Grid
from assistant.documents.markdown import parse_markdown
from assistant.documents.outline import lay_out
from assistant.types import Answer, Document, Passage, Span
from tests.answering_support import document, passages, passages_of

TABLE = "Harbour budget 2021-2022\n\nThousands € 2021 2022 Total\n\nBridges 10 20,5 30,5\n\nFerries 1 2 3\n\nTotal 11 22,5 33,5\n"
LIST = """Opening

The harbour has three docks, which differ in depth.

The docks are:

• North dock;
• South dock;
• Dry dock.

The signals are:

• a bell;
• a lamp.
"""


def evidence(found: tuple[Passage, ...], words: str) -> Evidence:
    """The unit that begins with these words."""
    for passage in found:
        for index, unit in enumerate(passage.chunk.units):
            if unit.span.of(passage.document_text).startswith(words):
                return Evidence(passage, index, 0.9)
    raise AssertionError(words)


def composed(text: str, question: str, *words: str, answer: str = "") -> Composition:
    """From the units that begin with these words; the first has the answer in it, if there is one."""
    found = passages(text)
    units = [evidence(found, start) for start in words]
    if answer:
        start = text.index(answer)
        units[0] = replace(units[0], answer=Span(start, start + len(answer)))
    return compose([(question, units)])


def quotes(composition: Composition) -> list[str]:
    return [citation.quote for citation in composition.citations]


def test_a_cell_with_its_unit_and_column() -> None:
    composition = composed(TABLE, "How much for bridges in 2022?", "Bridges")
    assert composition.text == "Bridges : **20,5** thousands € (2022) [1] [2]"
    assert quotes(composition) == ["Bridges 10 20,5 30,5", "Harbour budget 2021-2022\n\nThousands € 2021 2022 Total"]


def test_a_row_without_a_named_column_gives_every_cell_with_its_column() -> None:
    composition = composed(TABLE, "What do the ferries cost?", "Ferries")
    assert composition.text == "Ferries : 2021 : 1 ; 2022 : 2 ; Total : 3 (thousands €) [1] [2]"


def test_a_total_is_said_with_what_it_is_of() -> None:
    composition = composed(TABLE, "How much is it all in 2022?", "Total")
    assert composition.text == "Harbour budget 2021-2022 — Total : **22,5** thousands € (2022) [1] [2]"


def test_a_row_is_said_with_the_labels_that_stand_alone_above_it() -> None:
    outline = lay_out([Grid((("", "2030"), ("Sail", ""), ("Small", "1"), ("Engine", ""), ("Small", "3")), headers=1)])
    source = Document(document("").info, outline.text, outline.blocks("en"))
    (passage,) = passages_of(source)
    composition = compose([("How much for small engine boats?", [Evidence(passage, len(passage.chunk.units) - 1, 0.9)])])
    assert composition.text == "Engine — Small : **3** (2030) [1] [2] [3]"
    assert quotes(composition) == ["Small | 3", "2030", "Engine"]
    answer = Answer("", "", "en", composition.text, tuple(composition.claims), tuple(composition.citations), (passage,), 0.9)
    assert verify(answer, lambda _: source.text) == answer


def test_a_list_is_given_whole_and_none_of_the_next() -> None:
    composition = composed(LIST, "What are the docks?", "South dock")
    assert composition.text == "The docks are: [1]\n- North dock;\n- South dock;\n- Dry dock."
    assert quotes(composition) == ["The docks are:\n\n• North dock;\n• South dock;\n• Dry dock."]


def test_the_line_that_introduces_a_list_stands_for_the_list() -> None:
    assert composed(LIST, "Tell me about signals", "The signals").text == "The signals are: [1]\n- a bell;\n- a lamp."


def test_the_line_that_introduces_a_list_answers_alone_where_it_has_the_amount_that_is_asked_for() -> None:
    text = "The harbour has 40 docks, which are:\n• North dock\n• South dock\n"
    assert composed(text, "How many docks are there?", "The harbour", answer="40").text == "The harbour has **40** docks, which are: [1]"
    assert composed(text, "What is in the harbour?", "The harbour", answer="40 docks").text.count("\n- ") == 2


def test_an_item_alone_is_given_with_what_introduces_it() -> None:
    composition = composed(LIST, "Is there a lamp?", "a lamp")
    assert composition.text == "The signals are : a lamp. [1] [2]"
    assert quotes(composition) == ["a lamp.", "The signals are:"]


def test_the_words_that_answer_are_emphasised() -> None:
    composition = composed("In 2020 the harbour cost 12,5 million euros.", "How much did the harbour cost in 2020?", "In 2020", answer="12,5 million euros")
    assert composition.text == "In 2020 the harbour cost **12,5 million euros**. [1]"


def test_an_answer_beyond_the_unit_is_emphasised_as_far_as_the_unit_goes() -> None:
    composition = composed("In 2020 it opened. It cost 12 euros.", "When did it open?", "In 2020", answer="opened. It cost 12")
    assert composition.text == "In 2020 it **opened**. [1]"


TARN = "The dyke has risks. Rain may lift the stones. Eels may bore through it.\n\nIt was built in 1902.\n"


@pytest.mark.parametrize(
    ("question", "answer", "quote"),
    [
        ("What could go wrong with the dyke?", "Rain may lift the stones. Eels may bore through it", "Rain may lift the stones. Eels may bore through it."),
        ("Which risks does the dyke have?", "risks. Rain may lift the stones. Eels", "The dyke has risks. Rain may lift the stones. Eels may bore through it."),
        # Not beyond the paragraph, and not where one thing is asked for.
        ("What could go wrong with the dyke?", "lift the stones. Eels may bore through it.\n\nIt was built", "Rain may lift the stones."),
        ("When do eels bore through it?", "lift the stones. Eels may bore", "Rain may lift the stones."),
    ],
)
def test_the_sentences_that_an_answer_takes_in_are_quoted_together(question: str, answer: str, quote: str) -> None:
    assert quotes(composed(TARN, question, "Rain", answer=answer)) == [quote]


def test_the_cell_that_answers_is_emphasised_where_no_column_is_named() -> None:
    assert (
        composed(TABLE, "What do the ferries cost now?", "Ferries", answer="3\n").text == "Ferries : 2021 : 1 ; 2022 : 2 ; Total : **3** (thousands €) [1] [2]"
    )
    assert "**" not in composed(TABLE, "What do the ferries cost?", "Ferries", answer="1 2 3").text


def test_an_answer_of_several_items_is_the_list() -> None:
    items = "a bell;\n• a lamp"
    assert composed(LIST, "How do ships talk?", "a bell", answer=items).text == "The signals are: [1]\n- a bell;\n- a lamp."
    assert composed(LIST, "How do ships talk?", "a bell", answer="a bell").text == "The signals are : a bell; [1] [2]"


def test_items_that_answer_alike_are_the_list_unless_an_amount_is_asked_for() -> None:
    assert composed(LIST, "docks harbour", "North dock", "Dry dock").text.count("\n- ") == 3
    assert composed(LIST, "docks harbour", "North dock").text == "The docks are : North dock; [1] [2]"
    assert len(composed(LIST, "How much are the docks?", "North dock", "Dry dock").claims) == 2


def test_evidence_inside_what_was_said_is_left_out() -> None:
    composition = composed(LIST, "What are the docks?", "South dock", "North dock", "a bell")
    assert [claim.text.partition("\n")[0] for claim in composition.claims] == ["The docks are: [1]", "The signals are: [2]"]


def test_marks_of_the_document_are_not_taken_for_our_own() -> None:
    composition = composed("The harbour **opened** early.[3] It was cold.", "When did it open?", "The harbour")
    assert composition.text == "The harbour opened early.(3) [1]"
    assert quotes(composition) == ["The harbour **opened** early.[3]"]


def test_a_list_under_a_heading_that_is_not_next_to_it_is_cited_apart() -> None:
    text = "Docks\n\nAll are deep enough for ferries, and open at night.\n\n• North dock\n• South dock\n"
    composition = composed(text, "What are the docks?", "South dock")
    assert composition.text == "Docks [1] [2]\n- North dock\n- South dock"
    assert quotes(composition) == ["Docks", "North dock\n• South dock"]


def test_a_row_with_more_cells_than_the_table_has_columns_begins_with_its_label() -> None:
    text = "Budget\n\nThousands € 2021 2022\n\nBridges 10 20\n\nFerries 1 2\n\nLine 4 11 22\n"
    assert composed(text, "line 4", "Line 4").text == "Line 4 : 2021 : 11 ; 2022 : 22 (thousands €) [1] [2]"


def test_a_row_without_a_header_is_given_alone() -> None:
    assert composed("Bridges 10,5 20\n\nFerries 1,5 2\n", "bridges", "Bridges").text == "Bridges : 10,5 | 20 [1]"


def test_the_only_cell_of_a_row_has_its_unit() -> None:
    text = "Budget\n\nMillions €\n\nBridges 10,5\n\nFerries 1,5\n"
    assert composed(text, "ferries", "Ferries").text == "Ferries : **1,5** millions € [1] [2]"


NESTED = """Docks

The docks are:

• North dock
  • two cranes
  • a lamp
• Dry dock
"""


def test_nested_items_stay_with_theirs() -> None:
    composition = composed(NESTED, "What are the docks?", "a lamp")
    assert composition.text == "The docks are: [1]\n- North dock\n  - two cranes\n  - a lamp\n- Dry dock"
    assert quotes(composition) == ["The docks are:\n\n• North dock\n  • two cranes\n  • a lamp\n• Dry dock"]


def test_an_item_that_the_question_names_stands_for_the_list_in_it() -> None:
    composition = composed(NESTED, "What are the parts of the north dock?", "two cranes")
    assert composition.text == "The docks are: North dock [1] [2]\n- two cranes\n- a lamp"
    assert quotes(composition) == ["The docks are:", "North dock\n  • two cranes\n  • a lamp"]


def test_the_number_of_a_page_is_no_item() -> None:
    composition = composed("The docks are:\n• North\n• South\n\n3\n\f• Dry\n", "What are the docks?", "North")
    assert composition.text == "The docks are: [1]\n- North\n- South\n- Dry"


def test_a_heading_alone_asks_for_its_list() -> None:
    text = "Docks of the port\n\n• North dock\n• South dock\n"
    assert composed(text, "Docks of the port?", "South").text == "Docks of the port [1]\n- North dock\n- South dock"
    assert composed(text, "Is the south dock of the port open?", "South").text == "Docks of the port : South dock [1] [2]"


def test_a_fragment_gets_its_heading_and_of_several_answers_a_sentence_that_does_not_name_its_subject() -> None:
    text = "# Redsail\n\nIt builds wooden hulls.\n\n# Bluefin\n\nEngines, pumps\n"
    found = passages_of(replace(document(text), blocks=parse_markdown(text, "en")))
    hulls, engines = ([evidence(found, words)] for words in ("It builds", "Engines"))
    asked = ("What does Redsail make?", hulls), ("What does Bluefin make?", engines)
    composition = compose(asked)
    assert [claim.text.partition(" [")[0] for claim in composition.claims] == ["Redsail : It builds wooden hulls.", "Bluefin : Engines, pumps"]
    assert {"Redsail", "Bluefin"} <= set(quotes(composition))
    assert compose(asked[:1]).text == "It builds wooden hulls. [1]"
    assert compose(asked[1:]).text == "Bluefin : Engines, pumps [1] [2]"
    assert compose([("What do hulls cost?", hulls), asked[1]]).text.startswith("It builds")


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Who invests in young firms?", "Harbour Fund : It buys shares of young firms. [1] [2]"),
        ("What does the Harbour Fund buy?", "It buys shares of young firms. [1]"),
    ],
)
def test_a_short_entry_is_named_where_nothing_else_names_it(question: str, answer: str) -> None:
    text = "# Harbour Fund\n\nIt buys shares of young firms.\n\n|a|b|\n|-|-|\n|1|2|\n|3|4|\n|5|6|\n|7|8|\n\n# Opening hours\n\nAt noon.\n"
    found = passages_of(replace(document(text), blocks=parse_markdown(text, "en")))
    assert compose([(question, [evidence(found, "It buys")])]).text == answer


@pytest.mark.parametrize(
    ("heading", "body", "sentence"),
    [
        ("Opening hours", "", "It opens at noon."),  # no name
        ("Harbour Fund", "Boats sail. Ferries sail. Rafts float. Buoys ring.\n\n", "It opens at noon."),  # no short entry
        ("Blue Docks", "", "The blue docks open at noon."),  # said
    ],
)
def test_another_heading_is_not_repeated(heading: str, body: str, sentence: str) -> None:
    text = f"# {heading}\n\n{body}{sentence}\n"
    found = passages_of(replace(document(text), blocks=parse_markdown(text, "en")))
    assert compose([("When can I come?", [evidence(found, sentence)])]).text == f"{sentence} [1]"


def test_a_sentence_that_begins_with_the_name_that_is_asked_for_gets_no_other() -> None:
    text = "# Harbour Fund\n\nPort+ is a club of captains.\n"
    found = passages_of(replace(document(text), blocks=parse_markdown(text, "en")))
    assert compose([("What is Port+?", [evidence(found, "Port+")])]).text == "Port+ is a club of captains. [1]"
    assert compose([("Who meets?", [evidence(found, "Port+")])]).text == "Harbour Fund : Port+ is a club of captains. [1] [2]"


HOUSE = """The Redsail Fund buys shares of young firms.
It is led by Ada Brelle.
It meets in spring.
It pays in June.

They who build boats pay less. Il est interdit de fumer. It is forbidden to swim.
"""


@pytest.mark.parametrize(
    ("sentence", "quote"),
    [
        ("It is led", "The Redsail Fund buys shares of young firms.\nIt is led by Ada Brelle."),
        ("It meets", "The Redsail Fund buys shares of young firms.\nIt is led by Ada Brelle.\nIt meets in spring."),
        ("It pays", "It pays in June."),
        ("They who", "They who build boats pay less."),
        ("Il est interdit", "Il est interdit de fumer."),
        ("It is forbidden", "It is forbidden to swim."),
    ],
)
def test_a_pronoun_is_quoted_from_the_sentence_on_that_says_of_whom_it_speaks(sentence: str, quote: str) -> None:
    assert quotes(composed(HOUSE, "Who leads it?", sentence)) == [quote]


def test_the_sentence_before_a_pronoun_is_said_once_and_the_answer_emphasised() -> None:
    composition = composed(HOUSE, "Who leads it?", "It is led", "The Redsail", answer="Ada Brelle")
    assert composition.text == "The Redsail Fund buys shares of young firms. It is led by **Ada Brelle**. [1]"
    assert quotes(composed(HOUSE, "What is it?", "The Redsail", "It is led")) == ["The Redsail Fund buys shares of young firms.", "It is led by Ada Brelle."]


def test_a_word_like_the_name_of_an_entry_does_not_name_it() -> None:
    composition = composed("PHOTONIQUE\n\nLasers, composants photovoltaïques et optiques (LED)\n", "Quel cluster pour les LED ?", "Lasers")
    assert composition.text == "PHOTONIQUE : Lasers, composants photovoltaïques et optiques (LED) [1] [2]"
