"""Which blocks are headings, and of which level: those of larger or bolder type, with the number of a section, or named by a bookmark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.documents.pdf.blocks import CAPTION, Style, TextBlock

_NUMBERED_TITLE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|(?:[IVX]{1,5}|[A-Z])\.)\s+[^\W\d_a-z]")
_LARGER = 1.12
"""A heading's type is this much larger than that of the text, or bold."""
_HEADING_LENGTH = 160
_MOST_LEVELS = 6


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline: its words, its page (from 0) and its depth (from 0)."""

    title: str
    page: int
    depth: int


def name_headings(pages: Sequence[Sequence[TextBlock]], bookmarks: Sequence[Bookmark], style: Style) -> None:
    """Makes headings of the short blocks in larger or bolder type, and of those that a bookmark names; the larger, the higher."""
    named: dict[int, dict[str, int]] = defaultdict(dict)
    for bookmark in bookmarks:
        named[bookmark.page][_letters(bookmark.title)] = bookmark.depth + 1
    looks: dict[tuple[float, bool], int] = {}
    candidates: list[TextBlock] = []
    for number, blocks in enumerate(pages):
        likely: list[TextBlock] = []
        for place, block in enumerate(blocks):
            if block.kind == "table" or not block.lines:
                continue
            level = named[number].get(_letters(block.text), 0)
            if level:
                block.kind, block.level = "heading", level
                looks.setdefault(_look(block), level)
            elif place + 1 < len(blocks) and _looks_like_heading(block, style):
                likely.append(block)
        candidates += _without_runs(blocks, likely)
    sizes = sorted({_look(block) for block in candidates}, reverse=True)
    for block in candidates:
        block.kind = "heading"
        block.level = looks.get(_look(block)) or min(_MOST_LEVELS, 1 + sizes.index(_look(block)))


def _without_runs(blocks: Sequence[TextBlock], candidates: Sequence[TextBlock]) -> list[TextBlock]:
    """The candidates of a page but for three and more of one look in a row: a list of large lines, as on a slide."""
    place_of = {id(block): place for place, block in enumerate(blocks)}
    runs: list[list[TextBlock]] = []
    for block in candidates:
        last = runs[-1][-1] if runs else None
        if last is not None and place_of[id(block)] == place_of[id(last)] + 1 and _look(block) == _look(last):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [block for run in runs if len(run) < 3 for block in run]


def _look(block: TextBlock) -> tuple[float, bool]:
    return (round(block.size * 2) / 2, block.lines[0].is_bold)


def _looks_like_heading(block: TextBlock, style: Style) -> bool:
    text = block.text
    larger = block.size > _LARGER * style.size
    bold = all(line.is_bold for line in block.lines) and block.size >= 0.95 * style.size
    if block.kind != "paragraph" or len(text) > _HEADING_LENGTH or len(block.lines) > 4 or not any(character.isalpha() for character in text):
        return False
    numbered = len(block.lines) < 3 and _NUMBERED_TITLE.match(text) is not None
    return (larger or bold or numbered) and not re.search(r"[.;,:]$", text) and not CAPTION.match(text)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
