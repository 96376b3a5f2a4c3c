"""Which evidence is enough to answer from, and why there is none."""

from __future__ import annotations

from assistant.answering.reader import Evidence, Reading
from assistant.lexical import LexicalIndex, content_words
from assistant.types import Reason

ABSTAIN_ABOVE = 0.5
"""No answer where the reader finds it likelier than this that the passages do not say."""


def select(question: str, reading: Reading) -> tuple[Evidence, ...]:
    """The evidence to answer from; none where the documents do not say, or the question asks nothing."""
    if not content_words(question) or not reading.evidence or reading.unanswerable > ABSTAIN_ABOVE:
        return ()
    return reading.evidence[:1]


def abstention_reason(question: str, lexical: LexicalIndex) -> Reason:
    """Why there is no answer: the question names no subject, or none that the documents know, or they do not say."""
    asked = content_words(question)
    if not asked:
        return "underspecified"
    if not any(lexical.knows(word) for word in asked):
        return "off_topic"
    return "not_in_documents"
