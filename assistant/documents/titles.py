"""Titles that count the parts of a text: "Axis A. Link", "Phase 2: Build"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

LABEL = re.compile(
    r"(?!fig|tab|gra|chart|schéma|annexe|appendix|note|page)(?P<word>[^\W\d_]{3,12})[ \u00a0](?P<number>\d{1,2}|[IVX]{1,4}|[A-Z])\s?[.:–—-]\s+(?=\S)",
    re.IGNORECASE,
)
"""What such a title begins with; figures, tables and what is at the end of a text are no parts of it."""


def counting_words(lines: Iterable[str]) -> frozenset[str]:
    """The words by which lines are counted: those that several numbers or letters follow.

    >>> sorted(counting_words(["Axis A. Link", "Axis B. Plant", "Phase 2: Build"]))
    ['Axis']
    """
    labels = {match.groups() for line in lines if (match := LABEL.match(line))}
    return frozenset(word for word, times in Counter(word for word, _ in labels).items() if times > 1)
