"""PowerPoint files (.pptx) -> outline, a page a slide."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pptx

from assistant.documents.elements import Element, Grid, Heading, Item, Merged, PageStart, Paragraph, header_rows
from assistant.documents.package import check_package
from assistant.errors import DocumentError

_VALUE = re.compile(r"\W{0,2}\d[\d.,\s]*(?:\s?[^\W\d]{1,10}|\s?[^\w\s])?\s*")
"""A figure with perhaps a sign or a unit of measure."""


def read_slides(path: Path) -> list[Element]:
    """The slides of a presentation: title, text, tables, the data of charts, and the speaker's notes; shapes from top to bottom, then left to right.

    Raises:
        DocumentError: The file is no PowerPoint file or is damaged.
    """
    check_package(path, "PowerPoint")
    try:
        return [element for slide in pptx.Presentation(str(path)).slides for element in _slide(slide)]
    except Exception as exc:  # python-pptx lets errors of every type through on damaged files
        raise DocumentError(f"is a damaged PowerPoint file ({type(exc).__name__}); open it and save it again") from exc


def _slide(slide: Any) -> Iterator[Element]:  # noqa: ANN401 - python-pptx's shapes have no common type
    yield PageStart()
    title = slide.shapes.title
    if title is not None:
        yield Heading(1, title.text_frame.text)
    others = [shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id]
    for shape in _in_order(others):
        yield from _shape(shape)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        yield from (Paragraph(paragraph.text) for paragraph in slide.notes_slide.notes_text_frame.paragraphs)


def _in_order(shapes: Iterable[Any]) -> list[Any]:
    return sorted(shapes, key=lambda shape: (shape.top or 0, shape.left or 0))


def _shape(shape: Any) -> Iterator[Element]:  # noqa: ANN401
    if hasattr(shape, "shapes"):  # a group
        for inner in _in_order(shape.shapes):
            yield from _shape(inner)
    elif shape.has_table:
        yield _table(shape.table)
    elif shape.has_chart:
        yield from _chart(shape.chart)
    elif shape.has_text_frame:
        paragraphs = [paragraph for paragraph in shape.text_frame.paragraphs if paragraph.text.strip()]
        texts = [paragraph.text for paragraph in paragraphs]
        if len(paragraphs) == 1 and not paragraphs[0].level:
            yield Paragraph(texts[0])
        elif shape.is_placeholder or any(paragraph.level for paragraph in paragraphs):
            yield from (Item(paragraph.text, paragraph.level) for paragraph in paragraphs)
        elif len(texts) == 2 and any(_VALUE.fullmatch(text) for text in texts):
            yield Item(" ".join(texts))  # a figure and what it counts
        else:
            yield from (Item(text, int(place > 0)) for place, text in enumerate(texts))  # a box of its own: what it begins with names the rest


def _table(table: Any) -> Grid:  # noqa: ANN401
    rows: list[tuple[str | Merged, ...]] = []
    for place, row in enumerate(table.rows):
        cells: list[str | Merged] = []
        for column, cell in enumerate(row.cells):
            if not cell.is_spanned:
                cells.append(cell.text)
            else:  # the cell that it belongs to begins in this row, or in one above
                starts_here = any(table.cell(place, left).is_merge_origin for left in range(column))
                cells.append(Merged.LEFT if starts_here else Merged.ABOVE)
        rows.append(tuple(cells))
    return Grid(tuple(rows), header_rows(rows, int(bool(rows) and bool(table.first_row))))


def _chart(chart: Any) -> Iterator[Grid]:  # noqa: ANN401
    caption = chart.chart_title.text_frame.text if chart.has_title and chart.chart_title.has_text_frame else ""
    for plot in chart.plots:
        series = list(plot.series)
        names = [str(name) for name in plot.categories]
        if names and series:
            header = ("", *(one.name for one in series))
            rows = [(name, *(_value(one.values[place]) for one in series)) for place, name in enumerate(names)]
            yield Grid((header, *rows), 1, caption)


def _value(value: float | None) -> str:
    return "" if value is None else f"{value:.10g}"
