"""Which evidence is enough to answer from, and why there is none."""

from __future__ import annotations

from assistant.answering.features import WordWeights
from assistant.answering.reader import Evidence, Reading
from assistant.answering.rows import asked_cells, row_words
from assistant.lexical import content_words
from assistant.types import Reason

ANSWERABLE = 0.4
"""No answer where the best passage is less probable than this beside "none of them". On public questions whose documents were not there this abstains from
seven in ten, and costs two in a hundred of the right answers; half, the natural bound, abstains from eight in ten and costs four."""
_NEARLY = 0.75
"""Evidence nearly as probable as the best, by this factor, is given beside it."""


def answerable(reading: Reading) -> float:
    """The probability that the passage of the best evidence answers, given that it or none does, in [0, 1].

    Not that of the best unit alone: the rows of a table share out among them what a sentence has for itself.
    """
    if not reading.evidence:
        return 0.0
    passage = reading.evidence[0].passage
    mass = sum(evidence.probability for evidence in reading.evidence if evidence.passage == passage)
    return mass / (mass + reading.unanswerable)


def _same_table(best: Evidence, other: Evidence, question: str) -> bool:
    """Whether both are rows of one table and the question does not name them both: then the second is merely its neighbour."""
    if not (best.unit.kind == other.unit.kind == "row" and best.unit.header == other.unit.header and best.passage.document == other.passage.document):
        return False
    first, second = (set(row_words(question, evidence.passage, evidence.unit)) for evidence in (best, other))
    return not (first - second and second - first)


def select(question: str, reading: Reading, words: WordWeights) -> tuple[Evidence, ...] | Reason:
    """The evidence to answer from, one piece or two; or why there is none.

    There is none where the question names no subject, names none that the documents know a word of, no passage is likely enough to answer it, or the row that
    is likeliest has no cell in the column that is asked for.
    """
    asked = content_words(question)
    if not asked:
        return "underspecified"
    if not any(words.knows(word) for word in asked):
        return "off_topic"
    if answerable(reading) < ANSWERABLE:
        return "not_in_documents"
    best, *others = reading.evidence[:2]
    if best.unit.kind == "row" and asked_cells(question, best.passage, best.unit) is None:
        return "not_in_documents"  # the row is right, and the table has no such cell
    return (best, *(other for other in others if other.probability >= _NEARLY * best.probability and not _same_table(best, other, question)))
