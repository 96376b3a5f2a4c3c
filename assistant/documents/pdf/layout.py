"""Pages as they are drawn -> headings, paragraphs, lists and tables in reading order.

Paragraphs are told by the distances between lines, indents and changes of type; headings by their size or weight, or because a bookmark names them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from assistant.documents.outline import Element, Grid, Heading, Item, PageStart, Paragraph, Running
from assistant.documents.pdf.aligned import aligned_tables
from assistant.documents.pdf.columns import flows
from assistant.documents.pdf.lines import TextLine
from assistant.documents.pdf.page import DrawnPage
from assistant.documents.pdf.ruled import ruled_tables
from assistant.documents.pdf.running import form, margins
from assistant.documents.pdf.table import PageTable, is_upright, merged

_BULLET = re.compile(r"[•●◦▪▫‣⁃∙·■□◆◇○►▶➢➤✓✔\uf000-\uf0ff–—*-]|o(?=\s)")
_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)](?=\s)")
_ENDS = re.compile(r"[.!?:;…][»”\")\]]*$")
_NUMBERED_TITLE = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|(?:[IVX]{1,5}|[A-Z])\.)\s+[^\W\d_a-z]")
_CAPTION = re.compile(r"(?:tab(?:le|leau)?|figure|fig\.|graphi(?:que|c)|chart|annex[e]?|exhibit|encadré|box)\b", re.IGNORECASE)
_LEADING = 1.3
"""A wider distance between two lines, as a part of the usual one, parts paragraphs."""
_LARGER = 1.12
"""A heading's type is this much larger than that of the text, or bold."""
_HEADING_LENGTH = 160
_NOTE = 0.93
"""Footnotes are set in type smaller than this part of the text's."""
_MOST_LEVELS = 6
_INDENT = 5.0
"""Items whose text starts further right than this (points) are of a deeper level."""
_CAPTION_LENGTH = 200
_MOST_CAPTION = 4
"""Lines of a caption."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of a PDF's outline: its words, its page (from 0) and its depth (from 0)."""

    title: str
    page: int
    depth: int


@dataclass(slots=True)
class _Block:
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
        return "\n".join(line.text for line in self.lines)

    @property
    def size(self) -> float:
        return round(median(line.size for line in self.lines), 1)


@dataclass(slots=True)
class _Style:
    """What is usual in a document: the size of its type, and how far apart its lines are, as a part of their size."""

    size: float = 0.0
    pitch: float = 1.2
    levels: dict[tuple[float, bool], int] = field(default_factory=dict)


def lay_out_pages(pages: Sequence[DrawnPage], bookmarks: Sequence[Bookmark] = ()) -> list[Element]:
    """The elements of a document, page after page."""
    edge = margins(pages)
    running = [{id(word) for line in lines for word in line.words} for lines in edge.lines]
    drawn = [_flows(page, taken) for page, taken in zip(pages, running, strict=True)]
    style = _style([lines for page_flows, _ in drawn for lines in page_flows])
    blocks = [_page_blocks(page_flows, tables, page, style) for (page_flows, tables), page in zip(drawn, pages, strict=True)]
    _name_headings(blocks, bookmarks, style)
    labels = [page.label or printed for page, printed in zip(pages, edge.printed, strict=True)]
    return list(_elements([_with_captions(page) for page in blocks], edge.lines, labels, style))


# -- pages --------------------------------------------------------------------------------------------------------------------------


def _flows(page: DrawnPage, running: set[int]) -> tuple[list[list[TextLine]], list[PageTable]]:
    """The lines of a page in their flows, and its ruled tables."""
    upright = [word for word in page.words if not word.is_turned and id(word) not in running]
    tables = ruled_tables(upright, merged(page.rules))
    taken = {id(word) for table in tables for word in table.words}
    return flows(word for word in upright if id(word) not in taken), tables


def _style(all_flows: Sequence[Sequence[TextLine]]) -> _Style:
    sizes: Counter[float] = Counter()
    pitches: list[float] = []
    for lines in all_flows:
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        for line, below in pairwise(lines):
            if abs(line.size - below.size) < 1 and 0 < below.box.bottom - line.box.bottom < 3 * line.size and len(line.words) > 3:
                pitches.append((below.box.bottom - line.box.bottom) / line.size)
    return _Style(sizes.most_common(1)[0][0] if sizes else 0.0, median(pitches) if pitches else 1.2)


def _page_blocks(page_flows: Sequence[Sequence[TextLine]], ruled: Sequence[PageTable], page: DrawnPage, style: _Style) -> list[_Block]:
    """The blocks of a page in reading order; turned text comes last."""
    level = [rule for rule in merged(page.rules) if not is_upright(rule)]
    blocks: list[_Block] = []
    for lines in page_flows:
        tables = [*aligned_tables(lines, level), *(table for table in ruled if _belongs(table, lines, page_flows))]
        column = _flow_blocks(lines, tables, style)
        text = len(blocks) - _count_notes(blocks, style)
        if _is_rest(blocks[:text], column):
            blocks[text - 1].lines += column.pop(0).lines
        blocks += column
    placed = {id(block.table) for block in blocks}
    blocks += [_Block("table", [], table) for table in ruled if id(table) not in placed]
    turned = tuple(word for word in page.words if word.is_turned)
    return [*blocks, _Block("paragraph", [TextLine(turned)])] if turned else blocks


def _belongs(table: PageTable, lines: Sequence[TextLine], page_flows: Sequence[Sequence[TextLine]]) -> bool:
    """Whether a ruled table stands among the lines of a flow: the first one that is beside it and not wholly above it."""
    for other in page_flows:
        beside = any(line.box.left < table.box.right and table.box.left < line.box.right for line in other)
        if beside and (other[-1].box.bottom > table.box.top or other is page_flows[-1]):
            return other is lines
    return False


def _flow_blocks(lines: Sequence[TextLine], tables: Sequence[PageTable], style: _Style) -> list[_Block]:
    in_table = {id(word): table for table in tables for word in table.words}
    waiting = sorted(tables, key=lambda table: table.box.top)
    blocks: list[_Block] = []
    left, right = min(line.box.left for line in lines), max(line.box.right for line in lines)
    for line in lines:
        while waiting and waiting[0].box.top < line.box.middle:
            blocks.append(_Block("table", [], waiting.pop(0)))
        if id(line.words[0]) in in_table:
            continue
        last = blocks[-1] if blocks and blocks[-1].kind != "table" else None
        if last is None or not _goes_on(last, line, style, right):
            blocks.append(_begun(line, right - left))
        else:
            last.lines.append(line)
    blocks += [_Block("table", [], table) for table in waiting]
    _nest(blocks)
    return blocks


def _nest(blocks: Sequence[_Block]) -> None:
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


def _with_captions(blocks: Sequence[_Block]) -> list[_Block]:
    """The blocks with a table's caption, and the line with its unit of measure, as the lines of the table's own block."""
    kept: list[_Block] = []
    for block in blocks:
        if block.table is not None:
            top = block.table.box.top
            while len(block.lines) < _MOST_CAPTION and kept and _is_caption(kept[-1], top):
                above = kept.pop()
                top = above.lines[0].box.top
                block.lines[:0] = above.lines
        kept.append(block)
    return kept


def _is_caption(block: _Block, top: float) -> bool:
    """Whether a block right above a table is its caption: short, and named as one or no sentence."""
    if block.kind != "paragraph" or len(block.text) > _CAPTION_LENGTH or not 0 <= top - block.lines[-1].box.bottom + block.size < 3 * block.size:
        return False
    return _CAPTION.match(block.text) is not None or not _ENDS.search(block.text)


def _begun(line: TextLine, width: float) -> _Block:
    """The block that a line begins: an item where a bullet or a number leads it."""
    words = line.words
    is_numbered = _NUMBERED.match(line.text) and not line.is_bold and len(words) > 1 and words[1].box.left - words[0].box.right > 0.5 * line.size
    is_item = len(words) > 1 and (_BULLET.fullmatch(words[0].text) or is_numbered)
    if is_item:
        return _Block("item", [TextLine(words[1:])] if _BULLET.fullmatch(words[0].text) else [line], indent=words[1].box.left, width=width)
    glued = _BULLET.match(words[0].text)
    if glued and glued.group() not in "–—*-o" and len(words[0].text) > 1:
        first = replace(words[0], text=words[0].text[1:])
        return _Block("item", [TextLine((first, *words[1:]))], indent=words[0].box.left, width=width)
    return _Block("paragraph", [line], width=width)


def _goes_on(block: _Block, line: TextLine, style: _Style, right: float) -> bool:
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


# -- headings -----------------------------------------------------------------------------------------------------------------------


def _name_headings(pages: Sequence[Sequence[_Block]], bookmarks: Sequence[Bookmark], style: _Style) -> None:
    """Makes headings of the short blocks in larger or bolder type, and of those that a bookmark names; the larger, the higher."""
    named: dict[int, dict[str, int]] = defaultdict(dict)
    for bookmark in bookmarks:
        named[bookmark.page][_letters(bookmark.title)] = bookmark.depth + 1
    looks: dict[tuple[float, bool], int] = {}
    candidates: list[_Block] = []
    for number, blocks in enumerate(pages):
        likely: list[_Block] = []
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


def _without_runs(blocks: Sequence[_Block], candidates: Sequence[_Block]) -> list[_Block]:
    """The candidates of a page but for three and more of one look in a row: a list of large lines, as on a slide."""
    place_of = {id(block): place for place, block in enumerate(blocks)}
    runs: list[list[_Block]] = []
    for block in candidates:
        last = runs[-1][-1] if runs else None
        if last is not None and place_of[id(block)] == place_of[id(last)] + 1 and _look(block) == _look(last):
            runs[-1].append(block)
        else:
            runs.append([block])
    return [block for run in runs if len(run) < 3 for block in run]


def _look(block: _Block) -> tuple[float, bool]:
    return (round(block.size * 2) / 2, block.lines[0].is_bold)


def _looks_like_heading(block: _Block, style: _Style) -> bool:
    text = block.text
    larger = block.size > _LARGER * style.size
    bold = all(line.is_bold for line in block.lines) and block.size >= 0.95 * style.size
    if block.kind != "paragraph" or len(text) > _HEADING_LENGTH or len(block.lines) > 4 or not any(character.isalpha() for character in text):
        return False
    numbered = len(block.lines) < 3 and _NUMBERED_TITLE.match(text) is not None
    return (larger or bold or numbered) and not re.search(r"[.;,:]$", text) and not _CAPTION.match(text)


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


# -- elements -----------------------------------------------------------------------------------------------------------------------


def _elements(pages: Sequence[list[_Block]], running: Sequence[Sequence[TextLine]], labels: Sequence[str], style: _Style) -> Iterator[Element]:
    """The elements of all pages. What goes on from the page before comes first on its page, then the running lines, then the rest."""
    said: set[str] = set()
    previous: list[_Block] = []
    for number, (blocks, lines) in enumerate(zip(_notes_first(pages, style), running, strict=True)):
        yield PageStart(labels[number])
        is_rest, goes_on = _is_rest(previous, blocks), _is_next_part(previous, blocks)
        lead = 1 if is_rest or goes_on else _leading_items(previous, blocks)
        made = [_element(block, is_rest and place == 0, goes_on and place == 0) for place, block in enumerate(blocks)]
        yield from made[:lead]
        for line in lines:
            yield Running(line.text) if form(line) in said or line.text == labels[number] else Paragraph(line.text)
            said.add(form(line))
        yield from made[lead:]
        if blocks:
            previous = blocks


def _notes_first(pages: Sequence[list[_Block]], style: _Style) -> Iterator[list[_Block]]:
    """The pages, with the footnotes above the last paragraph where that goes on with the next page."""
    for blocks, below in zip(pages, [*pages[1:], []], strict=True):
        count = len(blocks) - _count_notes(blocks, style)
        text, notes = blocks[:count], blocks[count:]
        yield [*text[:-1], *notes, text[-1]] if text and notes and _is_rest(text, below) else blocks


def _count_notes(blocks: Sequence[_Block], style: _Style) -> int:
    """How many of the last blocks are footnotes."""
    count = 0
    while count < len(blocks) and blocks[-1 - count].kind == "paragraph" and blocks[-1 - count].size < _NOTE * style.size:
        count += 1
    return count


def _element(block: _Block, is_rest: bool, goes_on: bool) -> Element:
    if block.table is not None:
        return Grid(block.table.rows, block.table.headers, block.text, goes_on)
    if block.kind == "heading":
        return Heading(block.level, block.text)
    if block.kind == "item":
        return Item(block.text, block.depth)
    return Paragraph(block.text, is_rest)


def _is_rest(previous: Sequence[_Block], blocks: Sequence[_Block]) -> bool:
    """Whether the first block of a page is the rest of the last one before."""
    if not previous or not blocks:
        return False
    last, first = previous[-1], blocks[0]
    if last.kind not in ("paragraph", "item") or first.kind != "paragraph" or abs(last.size - first.size) > 0.6:
        return False
    text = last.text
    return not _ENDS.search(text) and (first.text[0].islower() or text.endswith("-"))


def _is_next_part(previous: Sequence[_Block], blocks: Sequence[_Block]) -> bool:
    """Whether the table at the top of a page goes on from the one at the foot of the page before: as wide, with as many columns and no header of its own."""
    above = previous[-1].table if previous else None
    below = blocks[0].table if blocks else None
    if above is None or below is None or len(above.rows[0]) != len(below.rows[0]):
        return False
    return below.headers == 0 and abs(above.box.left - below.box.left) < 12 and abs(above.box.right - below.box.right) < 24


def _leading_items(previous: Sequence[_Block], blocks: Sequence[_Block]) -> int:
    """How many items at the top of a page go on with a list from the page before."""
    if not previous or previous[-1].kind != "item":
        return 0
    count = 0
    while count < len(blocks) and blocks[count].kind == "item":
        count += 1
    return count
