"""Titles that count the parts of a document, as the answer to a question for these parts ("what are the axes of the plan?")."""

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
    text, asked = passage.document_text, WordMatcher(content_words(question))
    headings = [unit for unit in passage.known_units if unit.kind == "heading"]
    series: list[list[Unit]] = []
    word, numbers = "", set[str]()
    for heading in headings:
        label = LABEL.match(text, heading.start, heading.end)
        if label is None or not asked.match(fold(label["word"])):
            continue
        if label["word"] != word or label["number"] in numbers:
            series.append([])
            word, numbers = label["word"], set()
        numbers.add(label["number"])
        series[-1].append(heading)
    titles = _around(series, passage.chunk.units[index].start)
    return tuple(titles) if titles and not _chooses(question, passage, titles, headings) else ()


def _around(series: Sequence[Sequence[Unit]], start: int) -> Sequence[Unit]:
    """Of several series the last that begins above a place, or else the first."""
    whole = [titles for titles in series if len(titles) > 1]
    return next((titles for titles in reversed(whole) if titles[0].start <= start), whole[0] if whole else ())


def _chooses(question: str, passage: Passage, titles: Sequence[Unit], headings: Sequence[Unit]) -> bool:
    """Whether a question has a word of the parts below some titles that neither stands above them nor is what they are counted by."""
    text, first, last = passage.document_text, titles[0].start, titles[-1].start
    end = next((heading.start for heading in headings if heading.start > last), len(text))
    label = LABEL.match(text, first, titles[0].end)
    above = [passage.document.title, *(heading.span.of(text) for heading in headings if heading.start < first), label["word"] if label else ""]
    known, below = WordMatcher(words(" ".join(above))), WordMatcher(words(text[first:end]))
    return any(below.match(word) and not known.match(word) for word in content_words(question))
