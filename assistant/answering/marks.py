"""The marks of an answer's text, `**...**` and `[n]`, and text that has none of them."""

from __future__ import annotations

import re

from assistant.lexical import tokens
from assistant.types import Span

_WORD = re.compile(r"(?<!\d)\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\w+")
"""A word, or a number with the spaces between its thousands."""
_PUNCTUATION = ",;:.!?•·"
_BRACKETED = re.compile(r"\[(\d+)\]")


def plain(text: str) -> str:
    """A span on one line, with what the answer's own marks would be taken for made harmless."""
    return _BRACKETED.sub(r"(\1)", " ".join(text.split())).replace("**", "")


def emphasised(text: str, inside: Span) -> str:
    """A text on one line with the words of a span of it between `**`; unchanged where these are none, or all that the text says.

    >>> emphasised("It opened  in 1999.", Span(14, 19))
    'It opened in **1999**.'
    """
    whole = [match.span() for match in _WORD.finditer(text) if match.start() < inside.end and inside.start < match.end()]
    if not whole:
        return plain(text)
    said = inside.of(text)
    start = min(whole[0][0], inside.end - len(said.lstrip()))
    end = max(whole[-1][1], inside.start + len(said.rstrip()))
    start, end = _trimmed(text, start, end)
    if not _WORD.search(text[:start] + text[end:]):
        return plain(text)
    before, after = (" " * part.isspace() for part in (text[start - 1 : start], text[end : end + 1]))
    marked = f"{plain(text[:start])}{before}**{plain(text[start:end])}**{after}{plain(text[end:])}".strip()
    return marked if tokens(marked) == tokens(text) else plain(text)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of a text without the punctuation around it, nor a bracket whose other half is outside."""
    while start < end and (text[start] in _PUNCTUATION or text[start].isspace() or (text[start] == "(" and ")" not in text[start:end])):
        start += 1
    while start < end and (text[end - 1] in _PUNCTUATION or text[end - 1].isspace() or (text[end - 1] == ")" and "(" not in text[start:end])):
        end -= 1
    return start, end
