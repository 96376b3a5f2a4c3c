"""Pages as they are drawn -> headings, paragraphs, lists and tables in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.documents.elements import Element, Grid, Heading, Item, PageStart, Paragraph, Running
from assistant.documents.pdf.blocks import Style, TextBlock, count_notes, is_rest, page_blocks, style_of, with_captions
from assistant.documents.pdf.columns import flows
from assistant.documents.pdf.headings import Bookmark, name_headings
from assistant.documents.pdf.lines import TextLine
from assistant.documents.pdf.page import Box, DrawnPage
from assistant.documents.pdf.ruled import ruled_tables
from assistant.documents.pdf.running import form, margins
from assistant.documents.pdf.table import PageTable, merged


def lay_out_pages(pages: Sequence[DrawnPage], bookmarks: Sequence[Bookmark] = ()) -> list[Element]:
    """The elements of a document, page after page."""
    edge = margins(pages)
    running = [{id(word) for line in lines for word in line.words} for lines in edge.lines]
    rules = [merged(page.rules) for page in pages]
    drawn = [_flows(page, own, taken) for page, own, taken in zip(pages, rules, running, strict=True)]
    style = style_of([lines for columns, _ in drawn for lines in columns])
    blocks = [page_blocks(columns, tables, page, own, style) for (columns, tables), page, own in zip(drawn, pages, rules, strict=True)]
    name_headings(blocks, bookmarks, style)
    labels = [page.label or printed for page, printed in zip(pages, edge.printed, strict=True)]
    return list(_elements([with_captions(page) for page in blocks], edge.lines, labels, style))


def _flows(page: DrawnPage, rules: Sequence[Box], running: set[int]) -> tuple[list[list[TextLine]], list[PageTable]]:
    """The lines of a page in their flows, and its ruled tables."""
    upright = [word for word in page.words if not word.is_turned and id(word) not in running]
    tables = ruled_tables(upright, rules)
    taken = {id(word) for table in tables for word in table.words}
    return flows(word for word in upright if id(word) not in taken), tables


def _elements(pages: Sequence[list[TextBlock]], running: Sequence[Sequence[TextLine]], labels: Sequence[str], style: Style) -> Iterator[Element]:
    """The elements of all pages. What goes on from the page before comes first on its page, then the running lines, then the rest."""
    said: set[str] = set()
    previous: list[TextBlock] = []
    for number, (blocks, lines) in enumerate(zip(_notes_first(pages, style), running, strict=True)):
        yield PageStart(labels[number])
        begins_with_rest, goes_on = is_rest(previous, blocks), _is_next_part(previous, blocks)
        lead = 1 if begins_with_rest or goes_on else _leading_items(previous, blocks)
        made = [_element(block, begins_with_rest and place == 0, goes_on and place == 0) for place, block in enumerate(blocks)]
        yield from made[:lead]
        for line in lines:
            yield Running(line.text) if form(line) in said or line.text == labels[number] else Paragraph(line.text)
            said.add(form(line))
        yield from made[lead:]
        if blocks:
            previous = blocks


def _notes_first(pages: Sequence[list[TextBlock]], style: Style) -> Iterator[list[TextBlock]]:
    """The pages, with the footnotes above the last paragraph where that goes on with the next page."""
    for blocks, below in zip(pages, [*pages[1:], []], strict=True):
        count = len(blocks) - count_notes(blocks, style)
        text, notes = blocks[:count], blocks[count:]
        yield [*text[:-1], *notes, text[-1]] if text and notes and is_rest(text, below) else blocks


def _element(block: TextBlock, continues: bool, goes_on: bool) -> Element:
    if block.table is not None:
        return Grid(block.table.rows, block.table.headers, block.text, goes_on)
    if block.kind == "heading":
        return Heading(block.level, block.text)
    if block.kind == "item":
        return Item(block.text, block.depth)
    return Paragraph(block.text, continues)


def _is_next_part(previous: Sequence[TextBlock], blocks: Sequence[TextBlock]) -> bool:
    """Whether the table at the top of a page goes on from the one at the foot of the page before: as wide, with as many columns and no header of its own."""
    above = previous[-1].table if previous else None
    below = blocks[0].table if blocks else None
    if above is None or below is None or len(above.rows[0]) != len(below.rows[0]):
        return False
    return below.headers == 0 and abs(above.box.left - below.box.left) < 12 and abs(above.box.right - below.box.right) < 24


def _leading_items(previous: Sequence[TextBlock], blocks: Sequence[TextBlock]) -> int:
    """How many items at the top of a page go on with a list from the page before."""
    if not previous or previous[-1].kind != "item":
        return 0
    count = 0
    while count < len(blocks) and blocks[count].kind == "item":
        count += 1
    return count
