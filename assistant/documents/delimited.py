"""Delimited text (.csv, .tsv) -> outline."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

from assistant.documents.elements import Element
from assistant.documents.plain_text import read_text
from assistant.documents.sheets import grid_of
from assistant.errors import DocumentError

_SAMPLE = 100
"""Lines from which the delimiter is told."""
_DELIMITERS = (",", ";", "\t", "|")


def read_delimited(path: Path) -> list[Element]:
    """The table of a delimited file; the delimiter is the one that cuts its first lines most evenly.

    Raises:
        DocumentError: The file is not UTF-8 text, or no table.
    """
    text = read_text(path).removeprefix("\ufeff")
    lines = list(StringIO(text, newline=""))
    try:
        mark = max(_DELIMITERS, key=lambda delimiter: _regularity(lines[:_SAMPLE], delimiter))
        rows = [[cell.strip() for cell in row] for row in csv.reader(lines, delimiter=mark)]
    except csv.Error as exc:
        raise DocumentError(f"is no delimited text ({exc}); save it as CSV again") from exc
    blocks: list[Element] = []
    block: list[list[str]] = []
    for row in [*rows, []]:
        if any(row):
            block.append(row)
        elif block:
            blocks += grid_of(block)
            block = []
    return blocks


def _regularity(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """How many of the first rows a delimiter gives the same number of cells, more than one, and how many cells that is."""
    widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))
