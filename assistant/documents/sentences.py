"""Where sentences end."""

from __future__ import annotations

import re

import sentencex

from assistant.types import Span

_BREAK = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_]{2}")
_BEFORE_NUMBER = re.compile(r"\b(?:al|app|approx|art|ca|ch|chap|env|f|fig|max|min|n|no|nos|nr|p|par|pp|r[ée]f|t[ée]l|vol)\.\s*$", re.IGNORECASE)
"""Abbreviations that number something: before a digit they end no sentence, whatever is written together with them ("l'art. 3")."""
_TITLE = re.compile(r"\b(?:Mgr|Pr|Vve)\.\s*$")
"""Titles that the segmenter does not know."""
_ABBREVIATION_WIDTH = 12
"""No abbreviation above is longer, in characters, with the white space after it."""
_WINDOW = 4_000
"""Characters that the segmenter is given at once: it takes time that grows with the square of a text full of quotation marks."""
_HEAD = re.compile(r"(?:yes|no|oui|non)[.!]|[^.!?,]*(?: [-–—] [^.!?,]*|\d[^\w.!?,]*)\.[*_]*", re.IGNORECASE)
"""A head by itself: a mere answer, what ends with a number, or has a dash ("Goal 1.", "Part A – Studies.")."""
_TERM = re.compile(r"[^.!?,:]*\.[*_]*")
_DEFINES = re.compile(r"(?:an?|un|une)\s", re.IGNORECASE)
"""How the sentence after a term begins that defines it ("Living lab. A place where ...")."""
_HEAD_WORDS, _TERM_WORDS = 6, 4
"""So many words at most have the two."""
_LOOKAHEAD = 200
"""Characters that it must see after a boundary for the boundary to count."""


def split_sentences(text: str, language: str) -> list[Span]:
    """The sentences of `text`, without the white space around them, in order; every non-blank character is in one.

    Line breaks inside `text` end no sentence. The segmenter of one language cuts at abbreviations that only another knows ("M.", "Dr."), so a boundary counts
    where the document's language and English agree. A piece without a word ("2.1.") belongs to the sentence after it.
    """
    text = _BREAK.sub(" ", text)
    boundaries = _boundaries(text, "en")
    if language not in ("en", "und"):
        boundaries &= _boundaries(text, language)
    spans: list[Span] = []
    start = previous = 0
    has_word = False
    for end in sorted(boundaries | {len(text)}):
        has_word = has_word or _WORD.search(text, previous, end) is not None
        previous = end
        if end < len(text) and (not has_word or _ends_in_abbreviation(text, end)):
            continue
        span = strip(text, start, end)
        if span is not None:
            spans.append(span)
        start = end
        has_word = False
    return spans


def paragraph_sentences(text: str, language: str) -> list[Span]:
    """The sentences of a paragraph; the first is one with the second where it is a mere head ("Proof of concept. A project ...") or a "Yes."."""
    spans = split_sentences(text, language)
    if len(spans) > 1:
        head, second = spans[0].of(text), spans[1].of(text)
        length = len(head.split())
        is_term = length <= _TERM_WORDS and _TERM.fullmatch(head) and _DEFINES.match(second)
        if is_term or (length <= _HEAD_WORDS and _HEAD.fullmatch(head)):
            spans[:2] = [Span(spans[0].start, spans[1].end)]
    return spans


def strip(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None where nothing is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(stripped))


def _ends_in_abbreviation(text: str, end: int) -> bool:
    """Whether the words before `end` and after it belong together."""
    before, after = text[max(0, end - _ABBREVIATION_WIDTH) : end], text[end : end + _ABBREVIATION_WIDTH].lstrip()
    return _TITLE.search(before) is not None or (after[:1].isdigit() and _BEFORE_NUMBER.search(before) is not None)


def _boundaries(text: str, language: str) -> set[int]:
    """Where the segmenter of `language` ends a sentence, next to white space."""
    boundaries: set[int] = set()
    start = 0
    while start < len(text):
        stop = min(start + _WINDOW, len(text))
        last = stop if stop == len(text) else stop - _LOOKAHEAD
        found = {start + int(boundary["end_index"]) for boundary in sentencex.get_sentence_boundaries(language, text[start:stop])}
        found = {end for end in found if end <= last and (text[end - 1 : end].isspace() or text[end : end + 1].isspace())}
        boundaries |= found
        start = max(found, default=last) if stop < len(text) else stop
    return boundaries
