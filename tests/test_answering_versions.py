"""Answers from a corpus that holds several versions of one document, with a real index."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.versions import prefer_versions, preferred, version_notices, without_files
from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Answer, DocumentInfo, Version
from tests.indexing_support import write_corpus

COMMON = """
## Opening

The reading room opens at nine in the morning and closes at six in the evening, Sundays excepted.
Visitors leave coats and bags in the lockers beside the entrance, which take a coin of one euro.

## Loans

A reader borrows up to {books} books at a time. Each loan lasts {weeks} weeks and is renewed once, unless somebody else has asked for the book.
Dictionaries, newspapers and maps are read in the building and are never lent.{extra}

## Fees

The annual card costs {card} euros. Children, students and people without work pay nothing.
A lost book is replaced by the reader, or paid for at the price of a new copy.
"""


def rules(version: str, books: int, weeks: int, card: int, extra: str = "") -> str:
    return f"# Rules of the Ostrey library\n\nVersion {version}\n{COMMON.format(books=books, weeks=weeks, card=card, extra=extra)}"


FILES = {
    "rules-v1.md": rules("1, 3 May 2019", 5, 3, 12, " The reading glasses at the desk are lent for the day."),
    "rules-v2.md": rules("2, 4 June 2021", 6, 3, 14),
    "rules-v3.md": rules("3, 5 July 2023", 8, 4, 15),
    "report-2021.md": "# Report of the Ostrey library 2021\n\nIn 2021 the library had 4120 readers and lent 51000 books.",
    "report-2022.md": "# Report of the Ostrey library 2022\n\nIn 2022 the library had 4380 readers and lent 56000 books.",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("ostrey")
    return Assistant.open(Settings(corpus=write_corpus(folder / "corpus", FILES), index=str(folder / "index")))


def answered(assistant: Assistant, question: str) -> Answer:
    reply = assistant.ask(question)
    assert isinstance(reply, Answer), reply.text
    for citation in reply.citations:
        assert assistant.text(citation.document.id)[citation.start : citation.end] == citation.quote
    return reply


@pytest.mark.parametrize(
    ("question", "file", "said"),
    [
        ("How much does the annual card of the library cost?", "rules-v3.md", "15"),
        ("How many books may a reader borrow at a time?", "rules-v3.md", "8 books"),
        ("How much did the annual card of the library cost in version 1?", "rules-v1.md", "12"),
        ("How much did the annual card of the library cost in 2021?", "rules-v2.md", "14"),
        ("How much does the annual card cost according to rules-v2.md?", "rules-v2.md", "14"),
        ("How much did the annual card cost in the previous version?", "rules-v2.md", "14"),
        ("How much did the annual card cost in the first version?", "rules-v1.md", "12"),
        ("For how long are the reading glasses at the desk lent?", "rules-v1.md", "for the day"),
        ("How many readers did the library have in 2021?", "report-2021.md", "4120"),
        ("How many readers did the library have in 2022?", "report-2022.md", "4380"),
    ],
)
def test_the_version_that_the_question_is_about(assistant: Assistant, question: str, file: str, said: str) -> None:
    reply = answered(assistant, question)
    assert {citation.document.file for citation in reply.citations} == {file}
    assert said in reply.claims[0].text.replace("**", "")


def test_the_newest_says_that_there_are_older_ones(assistant: Assistant) -> None:
    reply = answered(assistant, "How much does the annual card of the library cost?")
    assert reply.notices == (
        "This is from the newest version, rules-v3.md (v3, 2023-07-05); older ones are rules-v2.md (v2, 2021-06-04), rules-v1.md (v1, 2019-05-03).",
    )
    assert reply.text == f"{reply.claims[0].text}\n\n{reply.notices[0]}"
    assert "notices" not in reply.as_dict()


def test_an_older_one_names_the_newest_in_the_language_of_the_question(assistant: Assistant) -> None:
    reply = answered(assistant, "Combien coûtait la carte annuelle de la bibliothèque d'Ostrey (annual card) dans la version 1 ?")
    assert reply.notices == ("Ceci vient d'une version antérieure, rules-v1.md (v1, 2019-05-03) ; la plus récente est rules-v3.md (v3, 2023-07-05).",)


def test_a_document_of_its_own_says_nothing_of_versions(assistant: Assistant) -> None:
    assert answered(assistant, "How many readers did the library have in 2022?").notices == ()


def test_a_question_that_names_two_versions_may_get_both(assistant: Assistant) -> None:
    files = {passage.document.file for passage in assistant.ask("How much is the annual card in version 1 and in version 3?").passages}
    assert {"rules-v1.md", "rules-v3.md"} <= files


def info(document_id: str, *versions: Version) -> DocumentInfo:
    return DocumentInfo(document_id, f"{document_id}.md", "T", "en", document_id, versions=versions)


def test_notices() -> None:
    new = info("n", Version("n", "n.md", "this", date="2021"), Version("o", "o [1]**.md", "older"))
    old = info("o", Version("n", "n.md", "newer", date="2021"), Version("o", "o [1]**.md", "this"))
    twin = info("a", Version("a", "a.md", "this"), Version("b", "b.md", "other"))
    of_new = "This is from the newer version, n.md (2021); an older one is o (1).md."
    assert version_notices([], "en") == ()
    assert version_notices([info("x")], "en") == ()
    assert version_notices([new], "en") == (of_new,)
    assert version_notices([old, new, old], "en") == (of_new,), "where both are cited it is said once, of the newer"
    assert version_notices([old], "en") == ("This is from an older version, o (1).md; the newest is n.md (2021).",)
    assert version_notices([twin, old], "fr") == (
        "Une autre version de a.md est b.md ; rien ne dit laquelle est la plus récente.",
        "Ceci vient d'une version antérieure, o (1).md ; la plus récente est n.md (2021).",
    )


def test_a_file_name_chooses_and_is_no_word_of_the_question() -> None:
    new = info("n", Version("n", "old/Rules.v2.md", "this"), Version("o", "rules.md", "older"))
    assert without_files("What does RULES.V2.md say of bags?", [new]) == "What does  say of bags?"
    assert without_files("What do the rules.mdx say?", [new]) == "What do the rules.mdx say?"
    assert without_files("What does rules.md say?", [info("x")]) == "What does rules.md say?"


def test_one_sentence_in_two_files_that_nothing_orders_is_said_once(tmp_path: Path) -> None:
    files = {"rules.md": rules("", 5, 3, 12), "rules (1).md": rules("", 5, 3, 13)}
    assistant = Assistant.open(Settings(corpus=write_corpus(tmp_path / "corpus", files), index=str(tmp_path / "index")))
    reply = answered(assistant, "Where do visitors leave coats and bags?")
    assert len(reply.claims) == 1
    assert reply.notices == ("Another version of rules (1).md is rules.md; nothing tells which is newer.",)
    both = answered(assistant, "How much does the annual card cost?")
    assert {citation.document.file for citation in both.citations} == {"rules (1).md", "rules.md"}, "neither value is kept from the person"


def test_what_was_not_read_leaves_its_probability_to_the_rest(assistant: Assistant) -> None:
    question = "How much does the annual card of the library cost?"
    retriever = assistant.retriever()
    passages = retriever.search(question, preferred=lambda document: preferred(question, document))
    read = assistant.reader.read(question, passages, retriever.lexical)
    reading = prefer_versions(question, read)
    total = reading.unanswerable + sum(evidence.probability for evidence in reading.evidence)
    assert total == pytest.approx(1.0)
    assert [evidence.probability for evidence in reading.evidence] == sorted((evidence.probability for evidence in reading.evidence), reverse=True)
    cards = [evidence.passage.document.file for evidence in reading.evidence if "annual card" in evidence.unit.span.of(evidence.passage.document_text)]
    assert cards == ["rules-v3.md"]
    assert prefer_versions(question, reading) == reading
