"""Which rows of a table may be compared: a row that is the sum of others is no competitor of theirs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from assistant.documents.sums import near
from assistant.documents.tables import begins_total, numbering

_MOST_ROWS = 500
_MOST_PARTS = 30
"""Subtotals are looked for in tables of at most so many rows, over at most so many parts: the time grows with both."""


def parents(labels: Sequence[str], values: Sequence[Decimal | None]) -> list[int | None] | None:
    """For each row the row that it is a part of: one that is numbered above it, a subtotal, or the table's total; None for a row that is no part.

    Args:
        labels: The rows' labels, in the order of the table.
        values: What the rows have in one column, None where they have nothing.

    Returns:
        The places of the rows above, or None where the table states a total that its rows do not add up to, or has rows on both sides of it: then they are not
        known.
    """
    numbers = {number: place for place, label in enumerate(labels) if (number := numbering(label)[1])}
    above = [numbers.get(numbering(label)[1].rpartition(".")[0]) for label in labels]
    totals = [place for place, label in enumerate(labels) if begins_total(label) and values[place] is not None]
    if not totals:
        return above
    total = totals[-1]
    rows = [place for place, label in enumerate(labels) if not begins_total(label) and values[place] is not None]
    if rows and rows[0] < total < rows[-1]:
        return None
    for found in (above, _by_sums(rows, values, above), _by_sums(rows[::-1], values, above)):
        if near(_known(values[total]), [_known(values[place]) for place in rows if found[place] is None]):
            return [total if parent is None and not begins_total(labels[place]) else parent for place, parent in enumerate(found)]
    return None


def _by_sums(rows: Sequence[int], values: Sequence[Decimal | None], above: Sequence[int | None]) -> list[int | None]:
    """Makes a row the parent of those right before it that add up to it. Only a total that then adds up proves that this is more than chance."""
    found = list(above)
    if len(rows) > _MOST_ROWS:
        return found
    free: list[int] = []
    for row in rows:
        if found[row] is not None:
            continue
        runs = (free[-size:] for size in range(2, min(len(free), _MOST_PARTS) + 1))
        parts = next((run for run in runs if near(_known(values[row]), [_known(values[part]) for part in run])), [])
        for part in parts:
            found[part] = row
        free = [*(place for place in free if place not in parts), row]
    return found


def levels(labels: Sequence[str], values: Sequence[Decimal | None], above: Sequence[int | None]) -> list[list[int]]:
    """The rows that may be compared with each other: those that are part of nothing but the total, and where these have parts, those without any."""
    rows = [place for place, label in enumerate(labels) if values[place] is not None and not begins_total(label)]
    top = [place for place in rows if (parent := above[place]) is None or begins_total(labels[parent])]
    having_parts = set(above)
    leaves = [place for place in rows if place not in having_parts]
    return [top, leaves] if leaves != top else [top]


def _known(value: Decimal | None) -> Decimal:
    return value if value is not None else Decimal(0)
