"""A quote inside its surrounding text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.errors import CitationError
from assistant.types import Citation

_REACH = 360
_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A citation with what stands right before and right after its quote; "…" where the document goes on."""

    citation: Citation
    before: str
    after: str


def excerpt(citation: Citation, text: str, *, reach: int = _REACH) -> Excerpt:
    """Cuts the surroundings of a citation out of its document's text, at word boundaries.

    Args:
        citation: The quote and its offsets.
        text: The whole text of the document.
        reach: How many characters to show on each side, at most.

    Raises:
        CitationError: The document's text at the offsets is not the quote.
    """
    if text[citation.start : citation.end] != citation.quote:
        raise CitationError(
            f"{citation.document.file}: the text at {citation.start}-{citation.end} is not the quote of [{citation.marker}]; "
            "the document was re-indexed meanwhile, ask again"
        )
    return Excerpt(citation, _before(text, citation.start, reach), _after(text, citation.end, reach))


def shorten(text: str, length: int) -> str:
    """`text` on one line, at most `length` characters and an ellipsis, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rpartition(" ")[0].rstrip() + f" {_ELLIPSIS}"


def _before(text: str, start: int, reach: int) -> str:
    first = max(0, start - reach)
    cut = text[first:start]
    if first > 0:
        cut = f"{_ELLIPSIS} {cut[_first_space(cut) :].lstrip()}"
    return cut.lstrip()


def _after(text: str, end: int, reach: int) -> str:
    cut = text[end : end + reach]
    if end + reach < len(text):
        cut = f"{cut[: len(cut) - _first_space(cut[::-1])].rstrip()} {_ELLIPSIS}"
    return cut.rstrip()


def _first_space(text: str) -> int:
    """Where the first white space of `text` is; 0 if it has none."""
    match = re.search(r"\s", text)
    return match.start() if match else 0
