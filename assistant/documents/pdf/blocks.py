"""Lines of text -> blocks: paragraphs, items and tables, told by the distances between lines, indents and changes of type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.documents.lines import BULLETS
from assistant.documents.pdf.aligned import aligned_tables
from assistant.documents.pdf.lines import TextLine
from assistant.documents.pdf.page import Box, DrawnPage
from assistant.documents.pdf.table import PageTable, is_upright

CAPTION = re.compile(r"(?:tab(?:le|leau)?|figure|fig\.|graphi(?:que|c)|chart|annex[e]?|exhibit|encadré|box)\b", re.IGNORECASE)
"""How the caption of a table or a figure begins."""
_ENDS = re.compile(r"[.!?:;…][»”\")\]]*$")
_BULLET = re.compile(rf"[{re.escape(''.join(sorted(BULLETS)))}\uf000-\uf0ff]|o(?=\s)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s)")
_LEADING = 1.3
"""A wider distance between two lines, as a part of the usual one, parts paragraphs."""
_NOTE = 0.93
"""Footnotes are set in type smaller than this part of the text's."""
_INDENT = 5.0
"""Items whose text starts further right than this (points) are of a deeper level."""
_CAPTION_LENGTH = 200
_MOST_CAPTION = 4
"""Lines of a caption."""


@dataclass(slots=True)
class TextBlock:
    """Lines that belong together, or a table. `indent` is where the text of an item starts."""

    kind: str
    lines: list[TextLine]
    table: PageTable | None = None
    indent: float = 0.0
    width: float = 0.0
    depth: int = 0
    level: int = 0

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        """The size of most of its lines' type, in points."""
        return round(median(line.size for line in self.lines), 1)


@dataclass(frozen=True, slots=True)
class Style:
    """What is usual in a document: the size of its type, and how far apart its lines are, as a part of their size."""

    size: float = 0.0
    pitch: float = 1.2


def style_of(all_flows: Sequence[Sequence[TextLine]]) -> Style:
    """What is usual in the lines of a document."""
    sizes: Counter[float] = Counter()
    pitches: list[float] = []
    for lines in all_flows:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        for line, below in pairwise(lines):
            if abs(line.size - below.size) < 1 and 0 < below.box.bottom - line.box.bottom < 3 * line.size and len(line.words) > 3:
                pitches.append((below.box.bottom - line.box.bottom) / line.size)
    return Style(sizes.most_common(1)[0][0] if sizes else 0.0, median(pitches) if pitches else 1.2)


def page_blocks(page_flows: Sequence[Sequence[TextLine]], ruled: Sequence[PageTable], page: DrawnPage, rules: Sequence[Box], style: Style) -> list[TextBlock]:
    """The blocks of a page with these lines, in reading order; turned text comes last."""
    level = [rule for rule in rules if not is_upright(rule)]
    blocks: list[TextBlock] = []
    for lines in page_flows:
        tables = [*aligned_tables(lines, level), *(table for table in ruled if _belongs(table, lines, page_flows))]
        column = _flow_blocks(lines, tables, style)
        text = len(blocks) - count_notes(blocks, style)
        if is_rest(blocks[:text], column):
            blocks[text - 1].lines += column.pop(0).lines
        blocks += column
    placed = {id(block.table) for block in blocks}
    blocks += [TextBlock("table", [], table) for table in ruled if id(table) not in placed]
    turned = tuple(word for word in page.words if word.is_turned)
    return [*blocks, TextBlock("paragraph", [TextLine(turned)])] if turned else blocks


def _belongs(table: PageTable, lines: Sequence[TextLine], page_flows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a ruled table stands among the lines of a flow: the first one that is beside it and not wholly above it."""
    for other in page_flows:
        beside = any(line.box.left < table.box.right and table.box.left < line.box.right for line in other)
        if beside and (other[-1].box.bottom > table.box.top or other is page_flows[-1]):
            return other is lines
    return False


def _flow_blocks(lines: Sequence[TextLine], tables: Sequence[PageTable], style: Style) -> list[TextBlock]:
    in_table = {id(word): table for table in tables for word in table.words}
    waiting = sorted(tables, key=lambda table: table.box.top)
    blocks: list[TextBlock] = []
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    for line in lines:
        while waiting and waiting[0].box.top < line.box.middle:
            blocks.append(TextBlock("table", [], waiting.pop(0)))
        if id(line.words[0]) in in_table:
            continue
        last = blocks[-1] if blocks and blocks[-1].kind != "table" else None
        if last is None or not _goes_on(last, line, style, right):
            blocks.append(_begun(line, right - left))
        else:
            last.lines.append(line)
    blocks += [TextBlock("table", [], table) for table in waiting]
    _nest(blocks)
    return blocks


def _nest(blocks: Sequence[TextBlock]) -> None:
    """Gives each item of a list its depth, by how far it is indented."""
    indents: list[float] = []
    for block in blocks:
        if block.kind != "item":
            indents = []
            continue
        while indents and block.indent < indents[-1] - _INDENT:
            indents.pop()
        if not indents or block.indent > indents[-1] + _INDENT:
            indents.append(block.indent)
        block.depth = len(indents) - 1


def _begun(line: TextLine, width: float) -> TextBlock:
    """The block that a line begins: an item where a bullet or a number leads it."""
    words = line.words
    is_numbered = _NUMBERED.match(line.text) and not line.is_bold and len(words) > 1 and words[1].box.left - words[0].box.right > 0.5 * line.size
    is_item = len(words) > 1 and (_BULLET.fullmatch(words[0].text) or is_numbered)
    if is_item:
        return TextBlock("item", [TextLine(words[1:])] if _BULLET.fullmatch(words[0].text) else [line], indent=words[1].box.left, width=width)
    glued = _BULLET.match(words[0].text)
    if glued and glued.group() not in "–—*-o" and len(words[0].text) > 1:
        first = replace(words[0], text=words[0].text[1:])
        return TextBlock("item", [TextLine((first, *words[1:]))], indent=words[0].box.left, width=width)
    return TextBlock("paragraph", [line], width=width)


def _goes_on(block: TextBlock, line: TextLine, style: Style, right: float) -> bool:
    """Whether a line is more of the block above it."""
    last = block.lines[-1]
    if _begun(line, 0.0).kind == "item" or abs(line.size - last.size) > 0.08 * last.size + 0.3 or line.is_bold != last.is_bold:
        return False
    pitch = (line.box.bottom - last.box.bottom) / last.size
    if pitch > _LEADING * max(style.pitch, 1.0) or pitch < 0.3:
        return False
    ends = _ENDS.search(last.text) is not None
    first_word = line.words[0]
    room = right - last.box.right > (first_word.box.right - first_word.box.left) + 0.3 * line.size
    if block.kind == "item":
        return line.box.left > block.indent - 0.5 * line.size or not (ends or room)
    indented = line.box.left > block.lines[-1].box.left + 0.7 * line.size and len(block.lines) > 1
    starts_small = line.text[0].islower() or line.text[0] in "(«,;"
    if ends and (indented or (room and len(last.text) < 0.8 * max(len(other.text) for other in (*block.lines, line)))):
        return False
    much_room = right - last.box.right > 0.25 * block.width + (first_word.box.right - first_word.box.left)
    return not (much_room and not starts_small and not last.text.endswith(("-", ",")))


def is_rest(previous: Sequence[TextBlock], blocks: Sequence[TextBlock]) -> bool:
    """Whether the first block of a page is the rest of the last one before."""
    if not previous or not blocks:
        return False
    last, first = previous[-1], blocks[0]
    if last.kind not in ("paragraph", "item") or first.kind != "paragraph" or abs(last.size - first.size) > 0.6:
        return False
    text = last.text
    return not _ENDS.search(text) and (first.text[0].islower() or text.endswith("-"))


def count_notes(blocks: Sequence[TextBlock], style: Style) -> int:
    """How many of the last blocks are footnotes."""
    count = 0
    while count < len(blocks) and blocks[-1 - count].kind == "paragraph" and blocks[-1 - count].size < _NOTE * style.size:
        count += 1
    return count


def with_captions(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The blocks with a table's caption, and the line with its unit of measure, as the lines of the table's own block."""
    kept: list[TextBlock] = []
    for block in blocks:
        if block.table is not None:
            top = block.table.box.top
            while len(block.lines) < _MOST_CAPTION and kept and _is_caption(kept[-1], top):
                above = kept.pop()
                top = above.lines[0].box.top
                block.lines[:0] = above.lines
        kept.append(block)
    return kept


def _is_caption(block: TextBlock, top: float) -> bool:
    """Whether a block right above a table is its caption: short, and named as one or no sentence."""
    if block.kind != "paragraph" or len(block.text) > _CAPTION_LENGTH or not 0 <= top - block.lines[-1].box.bottom + block.size < 3 * block.size:
        return False
    return CAPTION.match(block.text) is not None or not _ENDS.search(block.text)
