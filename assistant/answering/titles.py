"""Titles that count the parts of a document, as the answer to a question for these parts ("which axes does the plan have?")."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.operations import row_numbers
from assistant.answering.question import question_kind
from assistant.documents.titles import LABEL
from assistant.lexical import WordMatcher, content_words, fold, words
from assistant.types import Passage, Unit


def titles_to_give(question: str, passage: Passage, index: int) -> tuple[Unit, ...]:
    """The titles that count the parts among which a unit stands, or right below it, if a list of what they count is asked for; none otherwise.

    None, too, where the question has a word that stands in a part and in no heading above: it asks for some only ("which axes help young people?").
    """
    if question_kind(question) != "list" or row_numbers(question):
        return ()
    units, text = passage.document_units or passage.chunk.units, passage.document_text
    asked = WordMatcher(content_words(question))
    series: list[list[Unit]] = []
    word = ""
    for unit in units:
        label = LABEL.match(text, unit.start, unit.end) if unit.kind == "heading" else None
        if label is None or not asked.match(fold(label["word"])):
            continue
        if not series or label["word"] != word or label["number"] in {_number(title, text) for title in series[-1]}:
            series.append([])
        word = label["word"]
        series[-1].append(unit)
    titles = _around(series, passage.chunk.units[index].start)
    return tuple(titles) if titles and not _chooses(question, passage, titles, units) else ()


def _chooses(question: str, passage: Passage, titles: Sequence[Unit], units: Sequence[Unit]) -> bool:
    """Whether a question has a word of the parts below some titles that neither stands above them nor is what they are counted by."""
    text = passage.document_text
    headings = [unit for unit in units if unit.kind == "heading" and unit not in titles]
    end = next((heading.start for heading in headings if heading.start > titles[-1].start), len(text))
    above = " ".join([passage.document.title, *(heading.span.of(text) for heading in headings if heading.start < titles[0].start)])
    labels = " ".join(label["word"] for title in titles if (label := LABEL.match(text, title.start, title.end)))
    known, below = WordMatcher(words(f"{above} {labels}")), WordMatcher(words(text[titles[0].start : end]))
    return any(below.match(word) and not known.match(word) for word in content_words(question))


def _around(series: Sequence[Sequence[Unit]], start: int) -> Sequence[Unit]:
    """Of several series the last that begins above a place, or else the first."""
    whole = [titles for titles in series if len(titles) > 1]
    return next((titles for titles in reversed(whole) if titles[0].start <= start), whole[0] if whole else ())


def _number(title: Unit, text: str) -> str:
    label = LABEL.match(text, title.start, title.end)
    return label["number"] if label else ""
