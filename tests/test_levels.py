"""Which rows of a table may be compared."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest

from assistant.answering.levels import levels, parents


def figures(*values: float | None) -> list[Decimal | None]:
    return [None if value is None else Decimal(str(value)) for value in values]


@pytest.mark.parametrize(
    ("labels", "values", "above", "compared"),
    [
        (["Nord", "Sud"], [1, 2], [None, None], [[0, 1]]),
        (["Nord", "Sud", "Total"], [1, 2, 3], [2, 2, None], [[0, 1]]),
        (["I Nord", "I.1 Quais", "I.2 Phares", "II Sud", "Total"], [7, 3, 4, 2, 9], [4, 0, 0, 4, None], [[0, 3], [1, 2, 3]]),
        (["Quais", "Phares", "Ports", "Digues", "Total"], [3, 4, 7, 2, 9], [2, 2, 4, 4, None], [[2, 3], [0, 1, 3]]),
        (["Ports", "Quais", "Phares", "Digues", "Total"], [7, 3, 4, 2, 9], [4, 0, 0, 4, None], [[0, 3], [1, 2, 3]]),
        (["Nord", "Sud", "Est", "Total"], [1, 2, 3, 6], [3, 3, 3, None], [[0, 1, 2]]),
        (["Nord", "Sud", "Est"], [1, 2, 3], [None, None, None], [[0, 1, 2]]),
        (["Nord", "Sud", "Total"], [1, None, 1], [2, 2, None], [[0]]),
        (["Total", "Nord", "Sud"], [3, 1, 2], [None, 0, 0], [[1, 2]]),
        (["Nord", "Sud", "Total", "dont prêts"], [1, 2, 3, 2], None, []),
        (["Nord", "Sud", "Total"], [1, 2, 9], None, []),
        ([], [], [], [[]]),
    ],
    ids="plain total numbered subtotal-below subtotal-above chance chance-without-total empty-cell total-above of-which wrong-total nothing".split(),
)
def test_the_rows_that_may_be_compared(labels: list[str], values: Sequence[float | None], above: list[int | None] | None, compared: list[list[int]]) -> None:
    found = parents(labels, figures(*values))
    assert found == above
    if found is not None:
        assert levels(labels, figures(*values), found) == compared
