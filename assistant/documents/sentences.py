"""Where sentences end."""

from __future__ import annotations

import re

import sentencex

from assistant.types import Span

_BREAK = re.compile(r"[\n\r\f\v\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_]{2}")


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
    start = 0
    for end in sorted(boundaries | {len(text)}):
        if end < len(text) and not _WORD.search(text, start, end):
            continue
        span = strip(text, start, end)
        if span is not None:
            spans.append(span)
        start = end
    return spans


def strip(text: str, start: int, end: int) -> Span | None:
    """The span without white space at its ends, or None where nothing is left."""
    piece = text[start:end]
    stripped = piece.strip()
    if not stripped:
        return None
    begin = start + len(piece) - len(piece.lstrip())
    return Span(begin, begin + len(stripped))


def _boundaries(text: str, language: str) -> set[int]:
    ends = (int(boundary["end_index"]) for boundary in sentencex.get_sentence_boundaries(language, text))
    return {end for end in ends if text[end - 1 : end].isspace() or text[end : end + 1].isspace()}
