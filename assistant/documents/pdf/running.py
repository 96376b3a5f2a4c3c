"""What stands at the top and the foot of page after page: running titles, and the page numbers as they are printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.pdf.lines import TextLine, text_lines
from assistant.documents.pdf.page import DrawnPage

_OUTERMOST = 3
"""So many lines at the top and at the foot are looked at."""
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
_NEAR = 12.0
"""Lines at the same height of several pages differ by less (points)."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The running lines of each page, and the number that is printed on each, or an empty string."""

    lines: tuple[tuple[TextLine, ...], ...]
    printed: tuple[str, ...]


def margins(pages: Sequence[DrawnPage]) -> Margins:
    """Tells what repeats: lines near an edge that say the same, their numbers aside, at the same height of several pages."""
    edges = [_edge_lines(page) for page in pages]
    groups: dict[str, list[tuple[int, TextLine]]] = defaultdict(list)
    for number, lines in enumerate(edges):
        for line in lines:
            groups[form(line)].append((number, line))
    found: list[list[TextLine]] = [[] for _ in pages]
    printed: dict[int, str] = {}
    least = 2 if len(pages) < 5 else 3
    for said, members in groups.items():
        alike = _at_one_height(members, least)
        if len({number for number, _ in alike}) < least or (len(pages) < 3 and "#" not in said and not _is_outermost(pages, alike)):
            continue
        numbers = _page_numbers(alike) if "#" in said else {}
        if "#" in said and not numbers and not _same_text(alike):
            continue  # numbered lines that do not count pages: a list, a table
        printed |= numbers
        for number, line in alike:
            found[number].append(line)
    ordered = tuple(tuple(sorted(lines, key=lambda line: line.box.top)) for lines in found)
    return Margins(ordered, tuple(printed.get(number, "") for number in range(len(pages))))


def _at_one_height(members: Sequence[tuple[int, TextLine]], least: int) -> list[tuple[int, TextLine]]:
    """The lines that stand at nearly the same height as others, in groups of at least so many, in the order of the pages."""
    alike: list[tuple[int, TextLine]] = []
    group: list[tuple[int, TextLine]] = []
    for member in sorted(members, key=lambda member: member[1].box.top):
        if group and member[1].box.top - group[-1][1].box.top > _NEAR:
            alike += group if len(group) >= least else []
            group = []
        group.append(member)
    alike += group if len(group) >= least else []
    return sorted(alike, key=lambda member: (member[0], member[1].box.top))


def form(line: TextLine) -> str:
    """What a line says, its numbers aside."""
    return _NUMBER.sub("#", " ".join(line.text.lower().split()))


def _edge_lines(page: DrawnPage) -> list[TextLine]:
    lines = text_lines(word for word in page.words if not word.is_turned)
    foot = [line for line in lines[-_OUTERMOST:] if line.box.top > 0.75 * page.height]
    return [*(line for line in lines[:_OUTERMOST] if line.box.bottom < 0.25 * page.height), *foot]


def _is_outermost(pages: Sequence[DrawnPage], members: Sequence[tuple[int, TextLine]]) -> bool:
    """Whether lines of the only two pages are near enough to an edge to be more than a heading that both have."""
    return all(line.box.bottom < 0.08 * pages[number].height or line.box.top > 0.92 * pages[number].height for number, line in members)


def _same_text(members: Sequence[tuple[int, TextLine]]) -> bool:
    return len({line.text for _, line in members}) == 1


def _page_numbers(members: Sequence[tuple[int, TextLine]]) -> dict[int, str]:
    """The number of each line that grows by one from page to page; nothing where none does."""
    rows = [(number, _NUMBER.findall(line.text)) for number, line in members]
    for place in range(max((len(found) for _, found in rows), default=0)):
        values = [(number, found[place]) for number, found in rows if place < len(found) and found[place].isdigit()]
        offsets = {int(value) - number for number, value in values}
        if len(values) > 1 and len(offsets) == 1:
            return dict(values)
    return {}
