"""Bullets and numbers in plain text -> items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.structure import parse_structure


def nested(text: str) -> list[tuple[int, str]]:
    """How deep each item of each list is, and its text on one line; a page number is at -1."""
    lists = [block for block in parse_structure(text, "en") if block.kind == "list"]
    return [
        (len(unit.header) - len(block.units[0].header) if unit.kind == "item" else -1, " ".join(unit.span.of(text).split()))
        for block in lists
        for unit in block.units
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• a\n• b\n", [(0, "a"), (0, "b")]),
        ("• a\n  • b\n  • c\n• d\n", [(0, "a"), (1, "b"), (1, "c"), (0, "d")]),
        ("1. a\n   a) b\n      - c\n   b) d\n2. e\n", [(0, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e")]),
        ("• a:\n– b\n– c\n• d\n", [(0, "a:"), (1, "b"), (1, "c"), (0, "d")]),
        ("• a\n– b\n", [(0, "a"), (0, "b")]),
        (" • a\n• b\n", [(0, "a"), (0, "b")]),
        ("  • a\n• b\n", [(0, "a"), (0, "b")]),
    ],
)
def test_items_lie_in_each_other(text: str, expected: list[tuple[int, str]]) -> None:
    assert nested(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("• a dock;\nAnd a quay!\n\n• a lamp\n", [(0, "a dock; And a quay!"), (0, "a lamp")]),
        ("• a dock.\nThe lamps are:\n\n• a lamp\n", [(0, "a dock."), (0, "a lamp")]),
        ("• a dock :\nits quay and its wall\n\n• a lamp\n", [(0, "a dock : its quay and its wall"), (0, "a lamp")]),
    ],
)
def test_a_line_right_below_an_item_is_the_rest_of_it(text: str, expected: list[tuple[int, str]]) -> None:
    assert nested(text) == expected


@pytest.mark.parametrize("number", ["3", "Page 3", "- 3 -", "3 / 12", "Page 3 sur 12"])
def test_a_list_goes_on_after_the_number_of_a_page(number: str) -> None:
    text = f"The docks are:\n• north\n• south\n\n{number}\n\f• dry\n"
    assert [item for depth, item in nested(text) if depth == 0] == ["north", "south", "dry"]
    assert len([block for block in parse_structure(text, "en") if block.kind == "list"]) == 1


def test_a_number_that_ends_no_page_ends_the_list() -> None:
    assert len([block for block in parse_structure("• north\n• south\n\n3\n\n• dry\n", "en") if block.kind == "list"]) == 2


def test_a_name_with_a_value_is_the_heading_of_a_list_right_below() -> None:
    text = "Harbour : a place of many docks\n\n• north\n• south\n"
    above, below = parse_structure(text, "en")
    assert (above.kind, below.kind) == ("heading", "list")


def test_a_number_above_bullets_is_that_of_their_title_where_nothing_introduces_them() -> None:
    above, below = parse_structure("4. Docks\n• north\n• south\n", "en")
    assert (above.kind, below.kind, len(below.units)) == ("heading", "list", 2)
    assert [len(block.units) for block in parse_structure("The docks are:\n4. Docks\n• north\n• south\n", "en") if block.kind == "list"] == [3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We pay:\n\n- rent\n- bread\n\n5. What you pay\n\nYou pay:\n\n- light\n- water\n", [["rent", "bread"], ["light", "water"]]),
        ("Order:\n1. mail;\n2. milk.\n\n8. Review\n\nThe council meets in March.\n", [["mail;", "milk."]]),
        ("3. WE HAVE: MUCH\n-> a hall\n-> a boat\n\n4. WE LACK: MORE\n-> an oar\n-> a sail\n", [["a hall", "a boat"], ["an oar", "a sail"]]),
        ("12. CARRIED\nA. A new mast\nB. A new keel\n\n13. LOST\nC. A new flag\nD. A new song\n", [["A new mast", "A new keel"], ["A new flag", "A new song"]]),
        # A number that counts on is an item, wherever it stands.
        ("Order:\n1. mail\n2. milk\n\n3. timber\n", [["mail", "milk", "timber"]]),
        ("Order:\n• mail\n\n1. milk\n2. timber\n", [["mail", "milk", "timber"]]),
    ],
)
def test_the_number_of_what_comes_next_is_no_item(text: str, expected: list[list[str]]) -> None:
    lists = [block for block in parse_structure(text, "en") if block.kind == "list"]
    assert [[unit.span.of(text) for unit in block.units] for block in lists] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The jury may say:\na warning ;\na fine, or\na part of it ;\nthe end of the race.\n",
            ["a warning ;", "a fine, or a part of it ;", "the end of the race."],
        ),
        ("La caution ;\nLe recul ;\nL'exclusion.\nRien de plus.\n", ["La caution ;", "Le recul ;", "L'exclusion."]),
        ("A first clause;\nand a second.\n", []),
        ("First clause;\n\nSecond clause;\n\nThe third.\n", []),
    ],
)
def test_lines_with_semicolons_between_them_are_items(text: str, expected: list[str]) -> None:
    assert [item for _, item in nested(text)] == expected


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([">", ">", ">"], ["a dock", "a quay\n  and its wall", "3 lamps"]),
        (["!", "!", "!"], ["a dock", "a quay\n  and its wall", "3 lamps"]),
        (["x ", "x ", "x "], ["a dock", "a quay\n  and its wall", "3 lamps"]),
        (["o", "o", "o"], ["a dock", "a quay\n  and its wall", "3 lamps"]),
        ([".", ".", "."], ["a dock", "a quay\n  and its wall", "3 lamps"]),
        (["1", "2", "3 -"], ["a dock", "a quay\n  and its wall", "three lamps"]),
        (["1", "2", "4"], []),
        ([">", "+", ">"], []),
        (["1", "2", "3"], []),
    ],
)
def test_what_is_typed_for_a_bullet_or_a_number(marks: list[str], expected: list[str]) -> None:
    last = expected[-1] if expected else "3 lamps"
    text = f"We keep\n\n{marks[0]} a dock\n{marks[1]} a quay\n  and its wall\n{marks[2]} {last}\n\nAll are old, and none is for sale.\n"
    blocks = parse_structure(text, "en")
    assert [unit.span.of(text) for block in blocks if block.kind == "list" for unit in block.units] == expected


@pytest.mark.parametrize(
    ("items", "title"),
    [
        ("• a dock\n• a quay\n", "V. What we want"),
        ("1. Mend the dock.\n2. Light the quay.\n", "3. What we want"),
        ("a) a dock\nb) a quay\n", "4. What we want"),
    ],
)
def test_a_title_with_a_mark_of_its_own_ends_a_list(items: str, title: str) -> None:
    text = f"We keep:\n{items}\n{title}\n\nMoney for both, and somebody to spend it.\n"
    (found,) = [block for block in parse_structure(text, "en") if block.kind == "list"]
    assert len(found.units) == 2


def test_a_number_and_a_few_words_right_above_a_paragraph_are_its_title() -> None:
    paragraph = "The post of keeper is vacant from June, and until somebody is named those who call should turn to the diver, who has a key."
    text = f"1. Staff\n{paragraph}\n\n2. Lamps\n{paragraph}\n"
    assert [block.kind for block in parse_structure(text, "en")] == ["heading", "paragraph", "heading", "paragraph"]


def test_the_rest_of_an_item_stands_where_others_do() -> None:
    wide = "a boat that is long enough to be wrapped"
    text = f"For\n– we go fast, and we\n  go far\n– {wide}\nAgainst\n– {wide}\n– they drown\n"
    assert [item for _, item in nested(text)] == ["we go fast, and we go far", wide, wide, "they drown"]


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from("•–1a")), min_size=1, max_size=12))
def test_every_item_lies_in_one_before_it(items: list[tuple[int, str]]) -> None:
    marks = {"•": "•", "–": "–", "1": "1.", "a": "a)"}
    text = "The docks are:\n" + "".join(f"{'  ' * depth}{marks[mark]} dock {place}\n" for place, (depth, mark) in enumerate(items))
    blocks = parse_structure(text, "en")
    units = [unit for block in blocks if block.kind == "list" for unit in block.units]
    assert [unit.span.of(text) for unit in units] == [f"dock {place}" for place in range(len(items))]
    for place, unit in enumerate(units):
        assert unit.header[0].of(text) == "The docks are:"
        assert set(unit.header[1:]) <= {other.span for other in units[:place]}
