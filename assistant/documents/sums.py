"""The sums that a table states, and what they prove of the columns of rows with empty cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import combinations, product

from assistant.types import Span

_MOST_ROWS = 500
"""A longer table is not searched: the time would grow with the square of its rows."""
_MOST_PLACEMENTS = 20_000
"""So many ways to place the cells of short rows are tried for one sum; with more it proves nothing anyway."""


@dataclass(slots=True)
class Row:
    """A row while its columns are being told: its label, its cells, and for each cell the number of its column; None while it is open."""

    label: Span | None
    cells: list[Span]
    columns: list[int] | None = None
    number: str = ""
    is_total: bool = False
    values: list[Decimal] = field(default_factory=list)


def solve(rows: Sequence[Row], width: int, has_total: bool) -> None:
    """Tells the columns of short rows by the sums that the table states, again and again while one settles something."""
    kept = [row for row in rows if row.cells]
    if len(kept) > _MOST_ROWS or all(row.columns is not None for row in kept):
        return
    sums = [(parent, parts) for parent in kept if (parts := _parts(parent, kept))]
    settled = True
    while settled and any(row.columns is None for row in kept):
        settled = any([_settle(parent, parts, width, has_total) for parent, parts in sums])


def _parts(parent: Row, rows: Sequence[Row]) -> list[Row]:
    """The rows that a row is the sum of: those numbered one level below it, or for a total those above it that are not parts of others themselves."""
    if parent.number and not parent.is_total:
        return [row for row in rows if row.number.rpartition(".")[0] == parent.number and row is not parent]
    if not parent.is_total:
        return []
    above = rows[: next(place for place, row in enumerate(rows) if row is parent)]
    numbers = {row.number for row in above if row.number}
    return [row for row in above if not row.is_total and (not row.number or row.number.rpartition(".")[0] not in numbers)]


def _settle(parent: Row, parts: Sequence[Row], width: int, has_total: bool) -> bool:
    """Tries every way to place the cells of a sum's short rows; whether the ways that add up agree on one that was open."""
    group = [parent, *parts]
    options = [[row.columns] if row.columns is not None else _placements(row, width, has_total) for row in group]
    size = 1
    for choices in options:
        size *= len(choices)
    if size == 1 or size > _MOST_PLACEMENTS:
        return False
    found = [ways for ways in product(*options) if _adds_up(group, ways, width)]
    settled = False
    for place, row in enumerate(group):
        if row.columns is None and found and all(ways[place] == found[0][place] for ways in found):
            row.columns = found[0][place]
            settled = True
    return settled


def _placements(row: Row, width: int, has_total: bool) -> list[list[int]]:
    """The columns that the cells of a row may be in, in order; where the last column is a total and the last cell is the sum of the others, it is there."""
    ways = [list(way) for way in combinations(range(width), len(row.cells))]
    if has_total and len(row.values) > 1 and near(row.values[-1], row.values[:-1]):
        ways = [way for way in ways if way[-1] == width - 1]
    return ways


def _adds_up(group: Sequence[Row], ways: Sequence[list[int]], width: int) -> bool:
    for column in range(width):
        values = [row.values[way.index(column)] for row, way in zip(group, ways, strict=True) if column in way]
        stated = group[0].values[ways[0].index(column)] if column in ways[0] else None
        if stated is None and values:
            return False
        if stated is not None and not near(stated, values[1:]):
            return False
    return True


def near(total: Decimal, values: Sequence[Decimal]) -> bool:
    """Whether figures add up to a total, but for the rounding of each to as many decimals as the coarsest shows."""
    decimals = min((-int(value.as_tuple().exponent) for value in (total, *values) if value), default=0)
    return abs(total - sum(values)) <= Decimal(len(values) + 1) * Decimal(5).scaleb(-max(decimals, 0) - 1)
