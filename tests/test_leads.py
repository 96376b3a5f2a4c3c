"""What introduces a list, and the lists in it."""

from __future__ import annotations

import pytest

from assistant.documents.leads import Nesting, lead_in
from assistant.documents.structure import parse_structure
from assistant.types import Span


def lead(text: str) -> list[str]:
    return [span.of(text) for span in lead_in(text, parse_structure(text, "en"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The docks are:\n", ["The docks are:"]),
        ("It rains. The docks are:\n", ["The docks are:"]),
        ("The docks are:\n\nThey differ in depth. All are open at night.\n", ["The docks are:"]),
        ("The docks are: One opens early. Another does not. A third is dry.\n", []),
        ("The following docks are open at night.\n", ["The following docks are open at night."]),
        ("Les quais ouverts sont les suivants.\n", ["Les quais ouverts sont les suivants."]),
        ("The following docks are open. It rains.\n", []),
        ("There are many docks. These are:\n", ["There are many docks.", "These are:"]),
        ("There are many docks. The main such docks are:\n", ["There are many docks.", "The main such docks are:"]),
        ("There are docks. Docks such as these are:\n", ["Docks such as these are:"]),
        ("These are:\n", ["These are:"]),
        ("The docks are many.\n", []),
        ("The docks are:\n\nSignals of the port\n\nBells ring at noon, and lamps are lit at dusk every day.\n\nOpening\n\n• a\n", []),
        ("", []),
    ],
)
def test_the_lines_above_introduce_a_list(text: str, expected: list[str]) -> None:
    assert lead(text) == expected


def test_items_introduce_the_deeper_ones_below_them() -> None:
    introduction = Span(0, 1)
    nesting = Nesting((introduction,))
    spans = [Span(start, start + 1) for start in range(2, 9)]
    items = [nesting.item(span, depth) for span, depth in zip(spans, (0, 3, 3, 5, 4, 0, 1), strict=True)]
    a, b, c, d, e, f, g = items
    assert (a.header, b.header, c.header) == ((introduction,), (introduction, a.span), (introduction, a.span))
    assert d.header == e.header == (introduction, a.span, c.span)
    assert (f.header, g.header) == ((introduction,), (introduction, f.span))


def test_a_list_may_begin_deep() -> None:
    nesting = Nesting(())
    assert [nesting.item(Span(place, place + 1), depth).header for place, depth in enumerate((2, 1, 0))] == [(), (), ()]
