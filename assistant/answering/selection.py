"""Which evidence is enough to answer from, and why there is none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.candidates import in_one_table
from assistant.answering.features import WordWeights
from assistant.answering.lists import SEVERAL_MEANT, list_around, list_to_give
from assistant.answering.operations import row_numbers
from assistant.answering.question import question_kind
from assistant.answering.reader import Evidence, Reading
from assistant.answering.rows import asked_cells, is_total, row_words
from assistant.answering.versions import says_otherwise
from assistant.documents.language import question_language
from assistant.documents.tables import numbering
from assistant.lexical import WordMatcher, content_words, fold
from assistant.lexical import words as words_of
from assistant.types import Reason

ANSWERABLE = 0.5
"""No answer where "none of them" is more probable than the best passage."""
WORKABLE = 0.25
"""The same where a table allows the arithmetic that is asked for: that it does speaks for it, and no reader has learned to compute."""
_NEARLY = 0.75
"""Evidence nearly as probable as the best, by this factor, is given beside it."""
_OTHERWISE = 0.2
"""So is what another document says otherwise, if it is as probable as the best by this factor: who asks must see both."""
_SEVERAL = re.compile(r"\b(?:et|ou|and|or|vs|versus|than|contre|entre|between|compare[a-z]*|rapport|(?:plus|moins|aussi|autant) .*que?)\b")
"""What a question has that names several things."""
_MOST_BESIDE = 3
_TOGETHER = 2 / 3
"""A list is given whole if its other items together are as probable as the best, by this factor: which of them is meant is not told."""


def named_beside(question: str, best: Evidence, evidence: Sequence[Evidence], *, several: bool = False) -> list[Evidence]:
    """The rows of the best row's table that the question names besides it ("training or research?"), the likeliest first.

    That it names several things at all is told by its words, or known to the caller. A row is named by a word of its label that neither the best row has, nor
    most rows have, nor the caption; of several that one word names, the likeliest is meant. A total is not named by the word for it, which says what to do.
    """
    text, label, header = best.passage.document_text, best.unit.label, best.unit.header
    rows = [other for other in evidence if in_one_table(best, other)]
    said = " ".join(words_of(question))
    own = " ".join(words_of(label.of(text))) if label is not None else ""
    if own:
        said = said.replace(own, " ")  # its own "and" joins nothing
    if len(rows) < 2 or not (several or _SEVERAL.search(said)):
        return []
    above = WordMatcher(word for span in header for word in words_of(span.of(text)))
    named = {id(row): {word for word in row_words(question, row.passage, row.unit) if not above.match(word)} for row in rows}
    frequent = {word for word, count in Counter(word for found in named.values() for word in found).items() if 2 * count > len(rows)}
    taken = named[id(best)] | frequent
    beside: list[Evidence] = []
    for row in rows:
        if row is best or is_total(text, row.unit) or not named[id(row)] - taken or not named[id(best)] - named[id(row)]:
            continue
        beside.append(row)
        taken |= named[id(row)]
    return beside


def numbered_below(question: str, best: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The rows of the best row's table that are parts of the one whose number the question has ("which measures are in axis 2.3?"), in their order.

    None where it asks for no list, there are fewer than two, or not all of them were read. The first takes over what speaks for the row itself.
    """
    if question_kind(question) != "list" or best.unit.kind != "row":
        return []
    numbers, text = row_numbers(question), best.passage.document_text
    table = (unit for unit in best.passage.document_units if unit.kind == "row" and unit.header == best.unit.header and unit.label is not None)
    parts = [unit for unit in table if unit.label is not None and fold(numbering(unit.label.of(text))[1]).rpartition(".")[0] in numbers]
    found = sorted((other for other in evidence if in_one_table(best, other) and other.unit in parts), key=lambda other: other.unit.start)
    if len(found) != len(parts) or len(found) < 2:
        return []
    return found if best in found else [replace(found[0], probability=found[0].probability + best.probability), *found[1:]]


def _items_beside(best: Evidence, evidence: Sequence[Evidence]) -> list[Evidence]:
    """The other items of the list that the best is an item of, the likeliest first."""
    found = list_around(best.passage, best.index) if best.unit.kind == "item" else None
    same = [other for other in evidence if other is not best and other.passage.document.id == best.passage.document.id]
    return [other for other in same if found and other.unit in found.items]


def refusal(question: str, reading: Reading, words: WordWeights, least: float = ANSWERABLE) -> Reason | None:
    """Why nothing can be answered from: the question names no subject, none that the documents know a word of, or no passage is so likely to answer.

    That no word is known says nothing of a passage in another language.
    """
    asked = content_words(question)
    if not asked:
        return "underspecified"
    known = any(words.knows(word) for word in asked)
    if reading.answerable >= least and (known or reading.evidence[0].passage.document.language != question_language(question)):
        return None
    return "not_in_documents" if known else "off_topic"


def select(question: str, reading: Reading, words: WordWeights) -> tuple[Evidence, ...] | Reason:
    """The evidence to answer from, the best and what is named beside it, is nearly as good, or says otherwise in another document; or why there is none.

    There is none where there is a reason to refuse, or the row that is likeliest has no cell in the column that is asked for.
    """
    reason = refusal(question, reading, words)
    if reason is not None:
        return reason
    best = reading.evidence[0]
    if best.unit.kind == "row" and asked_cells(question, best.passage, best.unit) is None:
        return "not_in_documents"  # the row is right, and the table has no such cell
    if list_to_give(question, best.passage, best.index, best.answer) is not None:
        return (best,)
    if parts := numbered_below(question, best, reading.evidence):
        return tuple(parts)
    nearly = [other for other in reading.evidence[1:2] if other.probability >= _NEARLY * best.probability and not in_one_table(best, other)]
    items = _items_beside(best, reading.evidence)
    if question_kind(question) in SEVERAL_MEANT and sum(item.probability for item in items) >= _TOGETHER * best.probability:
        return (best, *items[:_MOST_BESIDE])
    beside = [row for row in named_beside(question, best, reading.evidence) if asked_cells(question, row.passage, row.unit) is not None]
    if not beside and not nearly and best.unit.kind != "row":
        nearly = [other for other in reading.evidence[1:] if other.probability >= _OTHERWISE * best.probability and says_otherwise(question, best, other)][:1]
    return (best, *(beside[:_MOST_BESIDE] or nearly))
