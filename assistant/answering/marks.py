"""The marks of an answer's text, `**...**` and `[n]`, and text that has none of them."""

from __future__ import annotations

import re

_BRACKETED = re.compile(r"\[(\d+)\]")


def plain(text: str) -> str:
    """A span on one line, with what the answer's own marks would be taken for made harmless."""
    return _BRACKETED.sub(r"(\1)", " ".join(text.split())).replace("**", "")
