"""A question that asks of two things, or two things of one -> the questions that it is made of, each of which may be answered in a place of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.reader import Evidence
from assistant.lexical import WordMatcher, content_words, words

_ASKING = (
    r"(?:what|which|who|whom|whose|how|when|where|why|qui|que|quoi|quel(?:le)?s?|lesquel(?:le)?s|combien|comment|quand|où|pourquoi)\b|(?:qu|est-ce qu)['’]"
)
_OPENED = rf"(?:(?:in|of|to|for|with|from|on|by|at|de|à|en|pour|avec|dans|sur|par|depuis)\s+|d['’])?(?:{_ASKING})"
_JOINT = r"(?:and|et|but|mais|or|ou|against|contre|versus|vs\.?)"
_CLAUSES = re.compile(rf"[,;]?\s+{_JOINT}\s+(?={_OPENED})", re.IGNORECASE)
_NAME = r"(?=\w*[A-ZÀ-Þ])[\w+&’'.-]*\w[+]*(?:\s+(?=\w*[A-ZÀ-Þ0-9])[\w+&’'.-]*\w[+]*)*"
_SMALL_WORDS = r"(?:(?:the|of|for|de|du|des|le|la|les|pour|à|au|aux)\s+|[ld]['’])*"
_NAMES = re.compile(rf"(?P<one>{_NAME})\s+(?:and|et|or|ou|versus|vs\.?)\s+{_SMALL_WORDS}(?P<other>{_NAME})")
_THAN = re.compile(
    r",?\s+(?:(?<!\bother )(?<!\brather )than|compared\s+(?:with|to)|par\s+rapport\s+(?:à|aux?)|(?P<que>que\b|qu(?=['’])))"
    r"['’\s]*(?P<other>(?![\s'’\d])(?:[^?.,;]|[.,](?=\w))+?(?P<when>\s+(?:en|in)\s+(?:19|20)\d\d)?(?=\s*(?:[?;]|[.,](?!\w)|$)))",
    re.IGNORECASE,
)
"""What is compared with, and the year at its end, which is meant for both."""
_MORE = re.compile(r"(?<!\ble )(?<!\bla )(?<!\bles )\b(?:plus|moins|autant|davantage|mieux)\b[^?.;]*$", re.IGNORECASE)
"""What makes "que" compare."""
_FIRST_OF_SEVERAL = re.compile(rf"\w+\s+(?={_NAME})")
_QUESTION_WORD = re.compile(_OPENED, re.IGNORECASE)


def parts(question: str) -> tuple[str, ...]:
    """The two questions that one is made of, joined by "and", "or", "versus", or the one and what it compares with; none where it asks one thing.

    >>> parts("What does Redsail do, and who runs Bluefin?")
    ('What does Redsail do?', 'who runs Bluefin?')
    >>> parts("What do Redsail and Bluefin do?")
    ('What do Redsail do?', 'What do Bluefin do?')
    >>> parts("Does Redsail build more hulls than Bluefin?")
    ('Does Redsail build more hulls?', 'Bluefin')
    >>> parts("What do sailing and rowing cost?")
    ()
    """
    for joint in _CLAUSES.finditer(question):
        one, other = question[: joint.start()].rstrip(" ,;?"), question[joint.end() :]
        if _QUESTION_WORD.search(one) and content_words(one) and content_words(other):
            return f"{one}?", other
    for joint in _THAN.finditer(question):
        if not joint["que"] or _MORE.search(question[: joint.start()]):
            return question[: joint.start()] + (joint["when"] or "") + question[joint.end() :], joint["other"]
    named = next((found for found in _NAMES.finditer(question) if not _QUESTION_WORD.fullmatch(found["one"])), None)
    if named is None:
        return ()
    opening = _FIRST_OF_SEVERAL.match(question)  # a capital that the place gives it
    start = max(named.start("one"), opening.end() if opening else 0)
    return question[: named.end("one")] + question[named.end("other") :], question[:start] + question[named.start("other") :]


def asks(part: str) -> bool:
    """Whether a part is a question of its own, not only what is compared with."""
    return _QUESTION_WORD.search(part) is not None


def covered(evidence: Evidence, asked: Sequence[str]) -> tuple[bool, ...]:
    """For each of several questions whether a piece of evidence, with what stands above it, has what tells that question from the others."""
    text, unit = evidence.passage.document_text, evidence.unit
    section = evidence.passage.chunk.section_at(unit.start) or ""
    said = WordMatcher(words(" ".join([section, *(span.of(text) for span in (*unit.header, unit.span))])))
    told = [set(content_words(part)) for part in asked]
    common = set[str].intersection(*told)
    return tuple(any(said.match(word) for word in own - common) for own in told)
