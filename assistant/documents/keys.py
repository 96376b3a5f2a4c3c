"""Rows of one table that share a label -> each named by as much of its front as tells it from the others, as "Brelle | 2021" beside "Brelle | 2022"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.types import Span, Unit

_KEY = re.compile(r"(?:19|20)\d\d(?:[-/]\d{2,4})?|\D*(?:[TQS][1-4])?")
"""What a cell has that names a row: a year, a quarter, or words without a figure."""
_MOST_KEYS = 2
"""At most so many cells are added to a label."""


def with_keys(text: str, rows: Sequence[Unit]) -> list[Unit]:
    """The rows, their labels taking in the next column where they repeat and it has no figures to be asked for; unchanged where that does not tell them apart.

    The columns of a table in long form (one row for each place and year) are not all measures: the first ones together name the row.
    """
    keyed = list(rows)
    for _ in range(_MOST_KEYS):
        labels = [row.label.of(text) for row in keyed if row.label is not None and row.cells]
        if len(set(labels)) == len(labels):
            return keyed
        columns = {row.cells[0].column for row in keyed if row.cells}
        if len(columns) != 1 or not all(_is_named(text, row) for row in keyed if row.cells):
            break
        keyed = [_taking_in(row) if row.cells else row for row in keyed]
    labels = [row.label.of(text) for row in keyed if row.label is not None and row.cells]
    return keyed if len(set(labels)) == len(labels) else list(rows)


def _is_named(text: str, row: Unit) -> bool:
    """Whether a row has a label of its own, and right after it a cell that may be a part of it, with others to be asked for."""
    first = row.cells[0]
    return row.label is not None and row.start <= row.label.start < first.start and len(row.cells) > 1 and _KEY.fullmatch(first.span.of(text)) is not None


def _taking_in(row: Unit) -> Unit:
    return row if row.label is None else replace(row, label=Span(row.label.start, row.cells[0].end), cells=row.cells[1:])
