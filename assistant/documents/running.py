"""Lines of a plain text that only its pages had: page numbers, the titles beside them, the entries of a table of contents, what is drawn between slides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.documents.cells import LEADERS, MAX_ROW
from assistant.documents.lines import Line

PAGE = r"(?:(?:page|pp?\.|pg\.|slide|diapo(?:sitive)?|folio|seite|folie)\s?)"
"""What may stand before the number of a page."""
_NUMBERED = re.compile(
    rf"(?P<before>\S+\s.*\S\s{{3,}}|[-–—|]\s?|[\[(]?{PAGE})?(?P<last>\d{{1,4}})(?:\s?[-–—|]|[\])])?|(?P<first>\d{{1,4}})\s{{3,}}\S+\s.*"
    rf"|{PAGE}?(?P<of>\d{{1,4}})\s?(?:/|of|sur|de)\s?\d{{1,4}}",
    re.IGNORECASE,
)
"""A page number, alone or far from a running title of several words."""
_CONTENTS_ENTRY = re.compile(rf".*?\S{LEADERS.pattern}(?P<page>\d{{1,4}})")
_ALONE = "#"
_LEAST_PAGES, _LEAST_ENTRIES = 3, 2
_MOST_STEP = 10
"""From one running title to the next there are so many pages at most: totals of tables grow faster."""
_PAGE_GAP = 2
"""Where such a line stood there are so many blank lines at most: a page ends no section."""
_DRAWN_GAP = 4
"""Where one was drawn there are so many at least: it ends lists and sections."""
_SHORTEST, _LONGEST = 0.8, 1.25
"""What is drawn below a title to underline it is as long, within these shares."""


def without_running(text: str, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines but for those that only pages have, and these."""
    running = _contents(text, lines) | _page_numbers(text, lines) | {place for place, line in enumerate(lines) if line.kind == "rule"}
    kept: list[Line] = []
    gap, least = 0, 0
    for place, line in enumerate(lines):
        if line.kind == "rule" and _underlines(lines, place):
            continue
        if place in running:
            gap += line.gap + 1
            least = _DRAWN_GAP if line.kind == "rule" else least
        else:
            kept.append(replace(line, gap=max(line.gap, least, min(line.gap + gap, _PAGE_GAP))))
            gap, least = 0, 0
    return kept, [lines[place] for place in sorted(running)]


def _underlines(lines: Sequence[Line], place: int) -> bool:
    """Whether what is drawn belongs to the line right above: to a row of a table, or to a title as long as it."""
    above, drawn = lines[place - 1], lines[place]
    return place > 0 and drawn.gap == 0 and (above.kind == "row" or _SHORTEST * above.width <= drawn.width <= _LONGEST * above.width)


def _contents(text: str, lines: Sequence[Line]) -> set[int]:
    """The places of the entries of a table of contents: titles with leaders to pages that only grow."""
    found: set[int] = set()
    run: list[int] = []
    last = 0
    for place, line in enumerate([*lines, None]):
        entry = _CONTENTS_ENTRY.fullmatch(text, line.start, line.end) if line and line.end - line.start <= MAX_ROW else None
        page = int(entry["page"]) if entry else -1
        if page < last:
            found |= set(run) if len(run) >= _LEAST_ENTRIES else set()
            run = []
        if entry:
            run.append(place)
        last = max(page, 0)
    return found


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
