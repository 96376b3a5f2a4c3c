"""Recovered tables against true ones: which cells are next to each other (Göbel et al. 2012, A methodology for evaluating algorithms for table understanding).

The ICDAR 2013 table competition was scored so: each pair of neighbouring cells with text is a relation, to the right or downwards over empty cells, and
precision and recall count the relations of the recovered tables against those of the true ones. White space and punctuation of a cell do not count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from typing import TypeVar

Cell = tuple[int, str]
"""A cell's number, the same in all the places that it reaches over, and its text."""
Relation = tuple[str, str, str]
T = TypeVar("T", bound=Hashable)
_SILENT = re.compile(r"[\W_]+")


def adjacency(grid: Sequence[Sequence[Cell | None]]) -> Counter[Relation]:
    """The relations of one table, `(text, neighbour's text, "right" or "down")`; None and cells without text are empty.

    >>> sorted(adjacency([[(0, "a"), (1, "b")], [(2, "c"), None], [(3, "d"), (4, "e")]]))
    [('a', 'b', 'right'), ('a', 'c', 'down'), ('b', 'e', 'down'), ('c', 'd', 'down'), ('d', 'e', 'right')]
    >>> sorted(adjacency([[(0, "wide"), (0, "wide")], [(1, "x"), (2, "y")]]))
    [('wide', 'x', 'down'), ('wide', 'y', 'down'), ('x', 'y', 'right')]
    """
    pairs: dict[tuple[int, int, str], Relation] = {}
    for row in range(len(grid)):
        for column in range(len(grid[row])):
            cell = _at(grid, row, column)
            if cell is None:
                continue
            for direction, down, right in (("right", 0, 1), ("down", 1, 0)):
                neighbour = _next(grid, row, column, down, right)
                if neighbour is not None and neighbour[0] != cell[0]:
                    pairs[cell[0], neighbour[0], direction] = (_plain(cell[1]), _plain(neighbour[1]), direction)
    return Counter(pairs.values())


def _next(grid: Sequence[Sequence[Cell | None]], row: int, column: int, down: int, right: int) -> Cell | None:
    """The nearest cell in a direction that is not the same and not empty."""
    own = _at(grid, row, column)
    row, column = row + down, column + right
    while row < len(grid) and column < len(grid[row]):
        cell = _at(grid, row, column)
        if cell is not None and own is not None and cell[0] != own[0]:
            return cell
        row, column = row + down, column + right
    return None


def _at(grid: Sequence[Sequence[Cell | None]], row: int, column: int) -> Cell | None:
    cell = grid[row][column] if column < len(grid[row]) else None
    return cell if cell is not None and _plain(cell[1]) else None


def _plain(text: str) -> str:
    """The letters and digits of a cell in lower case, or its signs where it has none.

    >>> _plain(" 2 401,98 €"), _plain("–")
    ('240198', '–')
    """
    return _SILENT.sub("", text).lower() or "".join(text.split())


def precision_recall(found: Counter[T], true: Counter[T]) -> tuple[float, float]:
    """`|found ∩ true| / |found|` and `|found ∩ true| / |true|`; 0 where nothing was found, 1 where there is nothing to find.

    >>> precision_recall(Counter([("a", "b", "right"), ("a", "c", "down")]), Counter([("a", "b", "right")]))
    (0.5, 1.0)
    """
    right = (found & true).total()
    return (right / found.total() if found else 0.0), (right / true.total() if true else 1.0)
