"""A question as it was typed or pasted -> the words that ask: HTML tags, emphasis and citation markers say nothing."""

from __future__ import annotations

import re

_ATTRIBUTE = r"""\s+[a-z][\w:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?"""
_TAGS = re.compile(rf"<(script|style)\b[^<>]*>.*?</\1\s*>|<!--.*?-->|</?[a-z][a-z0-9]*(?:{_ATTRIBUTE})*\s*/?>", re.IGNORECASE | re.DOTALL)
"""Also what stands between the tags of a script or a style; not "<5000", nor an address between angle brackets."""
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3}|`+)(?=\S)([^*_`\n]+?)(?<=\S)\1(?!\w)")
_MARKER = re.compile(r"\s?\[\d{1,3}\](?!\()")
_SPACES = re.compile(r"[ \t]{2,}")


def without_markup(question: str) -> str:
    """The question without markup.

    >>> without_markup("<b>Who</b> pays for **the dike** [1][2]?")
    'Who pays for the dike?'

    A question that has none, or nothing else, is as it was.
    """
    plain = _EMPHASIS.sub(r"\2", _MARKER.sub("", _TAGS.sub("", question)))
    return _SPACES.sub(" ", plain).strip() if plain != question and plain.strip() else question
