"""Lines of a plain text that only its pages had: page numbers, the titles beside them, the entries of a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.lines import Line

_NUMBERED = re.compile(
    r"(?P<before>\S+\s.*\S\s{3,}|[-–—|]\s?|page\s)?(?P<last>\d{1,4})(?:\s?[-–—|])?|(?P<first>\d{1,4})\s{3,}\S+\s.*"
    r"|(?:page\s)?(?P<of>\d{1,4})\s?(?:/|of|sur|de)\s?\d{1,4}",
    re.IGNORECASE,
)
"""A page number, alone or far from a running title of several words."""
_CONTENTS_ENTRY = re.compile(r"(?:\.\s?|…\s?|·\s?|_){5,}\s*\d{1,4}$")
_ALONE = "#"
_LEAST_PAGES = 3
_MOST_STEP = 10
"""From one running title to the next there are so many pages at most: totals of tables grow faster."""
_PAGE_GAP = 2
"""Where such a line stood there are so many blank lines at most: a page ends no section."""


def without_running(text: str, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines but for those that only pages have, and these."""
    running = {place for place, line in enumerate(lines) if _CONTENTS_ENTRY.search(text, line.start, line.end)} | _page_numbers(text, lines)
    kept: list[Line] = []
    gap = 0
    for place, line in enumerate(lines):
        if place in running:
            gap += line.gap + 1
        else:
            kept.append(replace(line, gap=max(line.gap, min(line.gap + gap, _PAGE_GAP))))
            gap = 0
    return kept, [lines[place] for place in sorted(running)]


def _page_numbers(text: str, lines: Sequence[Line]) -> set[int]:
    """The places of three or more lines of one form whose numbers grow little by little; of numbers alone, that count on."""
    forms: dict[str, list[tuple[int, int]]] = {}
    for place, line in enumerate(lines):
        if match := _NUMBERED.fullmatch(text, line.marker, line.end):
            start, end = match.span("last" if match["last"] else "first" if match["first"] else "of")
            forms.setdefault(f"{text[line.marker : start]}{_ALONE}{text[end : line.end]}", []).append((place, int(text[start:end])))
    found: set[int] = set()
    for form, numbered in forms.items():
        run: list[tuple[int, int]] = []
        for place, number in [*numbered, (len(lines), -1)]:
            if run and not 0 < number - run[-1][1] <= (1 if form == _ALONE else _MOST_STEP):
                found |= {before for before, _ in run} if len(run) >= _LEAST_PAGES else set()
                run = []
            run.append((place, number))
    return found
