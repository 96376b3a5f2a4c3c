"""Excel files (.xlsx) -> outline: a heading for each sheet, a table for each block of cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl

from assistant.documents.elements import Element, Grid, Heading, Merged, Paragraph, header_rows
from assistant.documents.package import check_package
from assistant.errors import DocumentError

_MOST_CELLS = 2_000_000
_DECIMALS = re.compile(r"[0#](?:\.(0+))?(?:%|[^0#.]*$)")


def read_sheets(path: Path) -> list[Element]:
    """The visible sheets of a workbook, with the values that its formulas had when it was saved, as far as can be told in the form in which they are shown.

    Raises:
        DocumentError: The file is no Excel file, is damaged, or is too large.
    """
    check_package(path, "Excel")
    try:
        workbook = openpyxl.load_workbook(path, data_only=True)
        sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
        if sum(sheet.max_row * sheet.max_column for sheet in sheets) > _MOST_CELLS:
            raise DocumentError(f"has more than {_MOST_CELLS:,} cells; save the part that matters as a file of its own")
        return [element for sheet in sheets for element in _sheet(sheet)]
    except DocumentError:
        raise
    except Exception as exc:  # openpyxl lets errors of every type through on damaged files
        raise DocumentError(f"is a damaged Excel file ({type(exc).__name__}); open it and save it again") from exc


def _sheet(sheet: Any) -> Iterator[Element]:  # noqa: ANN401 - openpyxl has no types
    yield Heading(1, sheet.title)
    rows = [[_shown(cell) for cell in row] for row in sheet.iter_rows()]
    for merged in sheet.merged_cells.ranges:
        for line in range(merged.min_row, merged.max_row + 1):
            for column in range(merged.min_col, merged.max_col + 1):
                if (line, column) != (merged.min_row, merged.min_col):
                    rows[line - 1][column - 1] = Merged.LEFT if line == merged.min_row else Merged.ABOVE
    block: list[list[str | Merged]] = []
    for row in [*rows, []]:
        if any(isinstance(cell, str) and cell for cell in row):
            block.append(row)
        elif block:
            yield from grid_of(block)
            block = []


def grid_of(rows: Sequence[Sequence[str | Merged]]) -> Iterator[Element]:
    """A block of cells as a table; of the lines of a single cell above it the last is its caption, the others and those below it are paragraphs."""
    filled = [[place for place, cell in enumerate(row) if isinstance(cell, str) and cell] for row in rows]
    inside = [place for place, cells in enumerate(filled) if len(cells) > 1]
    if not inside:
        yield from _paragraphs(rows, filled)
        return
    first, after = inside[0], inside[-1] + 1
    yield from _paragraphs(rows[: max(0, first - 1)], filled)
    caption = str(rows[first - 1][filled[first - 1][0]]) if first and filled[first - 1] else ""
    left = min(cells[0] for cells in filled[first:after] if cells)
    table = tuple(tuple(row[left:]) for row in rows[first:after])
    yield Grid(table, header_rows(table), caption)
    yield from _paragraphs(rows[after:], filled[after:])


def _paragraphs(rows: Sequence[Sequence[str | Merged]], filled: Sequence[Sequence[int]]) -> Iterator[Paragraph]:
    return (Paragraph(str(row[cells[0]])) for row, cells in zip(rows, filled, strict=False) if cells)


def _shown(cell: Any) -> str | Merged:  # noqa: ANN401
    """The value of a cell as the sheet shows it: decimals and per cent by its format."""
    value, shape = cell.value, cell.number_format or ""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, int | float):
        if isinstance(value, datetime) and value.time() == time():
            value = value.date()
        return value.isoformat() if isinstance(value, date | time) else str(value)
    decimals = _DECIMALS.search(shape.split(";")[0])
    if "%" in shape:
        return f"{100 * value:.{len(decimals[1] or '') if decimals else 0}f} %"
    if decimals and decimals[1]:
        return f"{value:.{len(decimals[1])}f}"
    return f"{value:.12g}" if abs(value) < 1e15 else str(value)
