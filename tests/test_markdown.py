"""Markdown -> blocks."""

from __future__ import annotations

import pytest

from assistant.documents.markdown import parse_markdown

Blocks = list[tuple[str, list[str]]]


def parsed(text: str) -> Blocks:
    """The kind and the units of each block."""
    return [(block.kind, [unit.span.of(text) for unit in block.units]) for block in parse_markdown(text, "en")]


def headers(text: str) -> list[list[str]]:
    return [[span.of(text) for span in unit.header] for block in parse_markdown(text, "en") for unit in block.units]


def test_headings_lie_in_each_other() -> None:
    text = "# Harbour\n## Fees ##\nBoats pay.\n\nHours\n-----\nIt opens. It closes.\n\nThe old\nmill\n====\nIt turns.\n"
    blocks = parse_markdown(text, "en")
    assert parsed(text) == [
        *(("heading", ["Harbour"]), ("heading", ["Fees"]), ("paragraph", ["Boats pay."]), ("heading", ["Hours"])),
        *(("paragraph", ["It opens.", "It closes."]), ("heading", ["The old\nmill"]), ("paragraph", ["It turns."])),
    ]
    assert [[span.of(text) for span in block.headings] for block in blocks] == [
        *([], ["Harbour"], ["Harbour", "Fees"], ["Harbour"], ["Harbour", "Hours"], [], ["The old\nmill"]),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- pears\n* plums\n", [("list", ["pears"]), ("list", ["plums"])]),
        ("1. pears\n2. plums\n   and figs\n", [("list", ["pears", "plums\n   and figs"])]),
        ("- [x] pears\n- [ ] plums\n", [("list", ["pears", "plums"])]),
        ("- a\n  - b\n    1. c\n- d\n", [("list", ["a", "b", "c", "d"])]),
        ("- 1. a\n", [("list", ["a"])]),
        ("1.\n2. a\n", [("list", ["a"])]),
        ("- a\n\n  more\n- # b\n", [("list", ["a", "more", "b"])]),
        ("- a\n  ```py\n  code\n  ```\n- b\n", [("list", ["a", "```py", "code", "b"])]),
        ("- a\n\n  | k | v |\n  |---|---|\n  | 1 | 2 |\n", [("list", ["a", "| k | v |", "| 1 | 2 |"])]),
        ("> One day. Two\n> days.\n>\n> - a\n", [("paragraph", ["One day.", "Two\n> days."]), ("list", ["a"])]),
        ("```\nx = 1\n\ny\n```\n", [("lines", ["x = 1", "y"])]),
        ("    x = 1\n", [("lines", ["x = 1"])]),
        ("<div>\nA mill\n</div>\n", [("lines", ["<div>", "A mill", "</div>"])]),
        (
            "A [mill][m].\n\n[m]: https://mill.example\n\nEnd.\n",
            [("paragraph", ["A [mill][m]."]), ("lines", ["[m]: https://mill.example"]), ("paragraph", ["End."])],
        ),
        ("- [m]: /x\n- a\n", [("list", ["- [m]: /x", "a"])]),
        ("---\ntitle: Mills\ndate: 2021\n---\n# A\n", [("lines", ["title: Mills", "date: 2021"]), ("heading", ["A"])]),
        ("---\nA mill\n---\n", [("heading", ["A mill"])]),
        ("# \n***\n\n|||\n", [("paragraph", ["|||"])]),
        ("", []),
    ],
)
def test_blocks(text: str, expected: Blocks) -> None:
    assert parsed(text) == expected
    # Line ends of other systems change the offsets, not the blocks.
    for line_end in ("\r\n", "\r"):
        assert parsed(text.replace("\n", line_end)) == [(kind, [unit.replace("\n", line_end) for unit in units]) for kind, units in expected]


def test_a_table() -> None:
    text = "| Fruit | 2021 |\n|:--|--:|\n| Pears | 12 |\n| Plums | – |\n"
    assert parsed(text) == [("table", ["| Fruit | 2021 |", "| Pears | 12 |", "| Plums | – |"])]
    assert headers(text) == [[], ["| Fruit | 2021 |"], ["| Fruit | 2021 |"]]
    assert [unit.kind for unit in parse_markdown(text, "en")[0].units] == ["line", "row", "row"]


def test_a_table_without_column_names_has_no_header() -> None:
    text = "|  |  |\n|--|--|\n| Pears | 12 |\n| Plums | 7 |\n"
    assert parsed(text) == [("table", ["| Pears | 12 |", "| Plums | 7 |"])]
    assert headers(text) == [[], []]


@pytest.mark.parametrize("lead", ["The club offers:", "**The club offers:**", "Le club offre :"])
def test_the_line_above_introduces_a_list(lead: str) -> None:
    assert headers(f"{lead}\n\n- lessons\n- trips\n") == [[], [lead], [lead]]


def test_an_item_introduces_the_list_in_it() -> None:
    text = "We sell:\n\n- fruit:\n  - pears\n  - plums\n- nuts\n"
    assert headers(text) == [[], ["We sell:"], ["We sell:", "fruit:"], ["We sell:", "fruit:"], ["We sell:"]]


def test_what_lies_in_an_item_is_introduced_by_it() -> None:
    assert headers("- fruit\n  - pears\n- set up\n  ```\n  make app\n  ```\n- nuts\n") == [[], ["fruit"], [], ["set up"], []]


def test_a_list_without_a_lead_in() -> None:
    assert headers("It rains.\n\n- pears\n") == [[], []]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ('<span style="display: none">It lasts 99 years.</span> It lasts 36 months.', ["It lasts 36 months."]),
        ("It lasts <!-- 99 years,\nor more --> 36 months.", ["It lasts", "36 months."]),
        ("- one <b HIDDEN>99</B > more\n- two", ["one", "more", "two"]),
        ('<div aria-hidden="true">\n99 years\n</div>\n\nIt lasts.', ["It lasts."]),
        ("İ <i hidden>99</i> lasts.", ["İ", "lasts."]),
        # what is not hidden
        ("It lasts `<i hidden>99</i>` years.", ["It lasts `<i hidden>99</i>` years."]),
        ("```\n<!-- 99 -->\n```", ["<!-- 99 -->"]),
        ("It lasts <i hidden> 99 years.", ["It lasts <i hidden> 99 years."]),
        ('<a data-hidden="1">It</a> lasts.', ['<a data-hidden="1">It</a> lasts.']),
    ],
)
def test_what_html_hides_is_in_no_unit(text: str, units: list[str]) -> None:
    assert [unit.span.of(text) for block in parse_markdown(text, "en") for unit in block.units] == units
