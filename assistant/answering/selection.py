"""Which evidence is enough to answer from, and why there is none."""

from __future__ import annotations

from assistant.answering.reader import Evidence, Reading
from assistant.lexical import LexicalIndex, content_words
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


def select(question: str, reading: Reading) -> tuple[Evidence, ...]:
    """The evidence to answer from, at most two pieces; none where the documents do not say, or the question asks nothing."""
    if not content_words(question) or answerable(reading) < ANSWERABLE:
        return ()
    best, *others = reading.evidence[:2]
    return (best, *(evidence for evidence in others if evidence.probability >= _NEARLY * best.probability))


def abstention_reason(question: str, lexical: LexicalIndex) -> Reason:
    """Why there is no answer: the question names no subject, or none that the documents know, or they do not say."""
    asked = content_words(question)
    if not asked:
        return "underspecified"
    if not any(lexical.knows(word) for word in asked):
        return "off_topic"
    return "not_in_documents"
