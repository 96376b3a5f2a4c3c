"""Which evidence is enough to answer from, and why there is none."""

from __future__ import annotations

from assistant.answering.reader import Evidence, Reading
from assistant.lexical import LexicalIndex, content_words
from assistant.types import Reason

PROBABLE = 0.1
"""Evidence less probable than this is none: of the held-out public questions that the reader was fitted without, not one such answer was right."""
_NEARLY = 0.75
"""Evidence nearly as probable as the best, by this factor, is given beside it."""


def select(question: str, reading: Reading) -> tuple[Evidence, ...]:
    """The evidence to answer from, at most two pieces; none where the documents do not say, or the question asks nothing."""
    if not content_words(question) or not reading.evidence or reading.evidence[0].probability < PROBABLE:
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
