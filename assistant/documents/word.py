"""Word files (.docx) -> outline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph as WordParagraph

from assistant.documents.elements import Element, Grid, Heading, Item, Merged, Paragraph, header_rows
from assistant.documents.package import check_package
from assistant.errors import DocumentError

_HEADING = re.compile(r"heading (\d)", re.IGNORECASE)


def read_word(path: Path) -> list[Element]:
    """The body of a Word file: headings by their style, lists, tables, paragraphs. Headers, footers, notes and comments are left out.

    Raises:
        DocumentError: The file is no Word file or is damaged.
    """
    check_package(path, "Word")
    try:
        return list(_elements(docx.Document(str(path))))
    except Exception as exc:  # python-docx lets errors of every type through on damaged files
        raise DocumentError(f"is a damaged Word file ({type(exc).__name__}); open it and save it again") from exc


def _elements(document: WordDocument) -> Iterator[Element]:
    caption = ""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            yield _grid(part, caption)
            caption = ""
            continue
        if caption:
            yield Paragraph(caption)
            caption = ""
        style = (part.style.name or "") if part.style is not None else ""
        if style.lower() == "caption":
            caption = part.text  # of the table below it, if one follows
        else:
            yield _paragraph(part, style)
    if caption:
        yield Paragraph(caption)


def _paragraph(part: WordParagraph, style: str) -> Element:
    heading = _HEADING.match(style)
    if heading or style == "Title":
        return Heading(int(heading[1]) + 1 if heading else 1, part.text)
    numbering = part._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if numbering is not None or style.startswith("List"):
        level = numbering.find(qn("w:ilvl")) if numbering is not None else None
        return Item(part.text, int(level.get(qn("w:val"), "0")) if level is not None else 0)
    return Paragraph(part.text)


def _grid(table: Table, caption: str) -> Grid:
    rows: list[tuple[str | Merged, ...]] = []
    marked = 0
    above: list[object] = []
    for row in table.rows:
        cells: list[str | Merged] = [""] * row.grid_cols_before
        elements: list[object] = [None] * row.grid_cols_before
        for cell in row.cells:
            element = cell._tc
            if elements and elements[-1] is element:
                cells.append(Merged.LEFT)
            elif len(elements) < len(above) and above[len(elements)] is element:
                cells.append(Merged.ABOVE)
            else:
                cells.append(cell.text)
            elements.append(element)
        above = elements
        rows.append(tuple(cells))
        properties = row._tr.trPr
        if properties is not None and properties.find(qn("w:tblHeader")) is not None and marked == len(rows) - 1:
            marked += 1
    return Grid(tuple(rows), header_rows(rows, marked), caption)
