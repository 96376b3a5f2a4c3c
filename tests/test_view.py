from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.types import Span
from tests.training.support import reading

TABLE = "Budget of Zorvel\n\nMillions €         2031      2032\nFerries            12.5      14\nTunnels             7        9.25\n"
LIST = "Zorvel\n\nThe aims of Zorvel are:\n- to share boats\n- to paint tunnels\n"


def place(text: str, wanted: str) -> Span:
    start = text.index(wanted)
    return Span(start, start + len(wanted))


def test_a_row_is_shown_with_its_columns() -> None:
    (view,) = reading().views(TABLE, "Report", "en")
    assert "Ferries : 2031 = 12.5 ; 2032 = 14 | Tunnels : 2031 = 7 ; 2032 = 9.25" in view.text
    found = view.place(place(TABLE, "9.25"))
    assert found is not None and found.of(view.text) == "9.25"
    assert [unit.of(view.text) for unit in view.units if unit.start <= found.start < unit.end] == ["Tunnels : 2031 = 7 ; 2032 = 9.25"]
    assert view.origin(found) == place(TABLE, "9.25")


def test_a_list_is_shown_below_what_introduces_it_and_is_one_span() -> None:
    (view,) = reading().views(LIST, "Report", "en")
    whole = Span(LIST.index("to share"), len(LIST) - 1)
    found = view.place(whole)
    assert view.text == "Report | Zorvel | The aims of Zorvel are: | • to share boats • to paint tunnels"
    assert found is not None and found.of(view.text) == "to share boats • to paint tunnels"
    assert view.origin(found) == whole


def test_a_long_table_is_shown_in_parts_each_with_what_stands_above() -> None:
    rows = "".join(f"Harbour number {row:02}      {row}.5      {row + 1}      {row + 2}      {row + 3}\n" for row in range(40))
    shown = reading().views(f"Budget of Zorvel\n\nMillions €             2031      2032      2033      2034\n{rows}", "Report", "en")
    assert len(shown) > 2
    assert all("2031" in view.text and "Report" in view.text for view in shown)
    assert sum("Harbour number 27 : 2031 = 27.5" in view.text for view in shown) == 1


def test_what_is_not_shown_has_no_place() -> None:
    (view,) = reading().views(LIST, "Report", "en")
    assert view.place(Span(len(LIST), len(LIST) + 3)) is None
    assert view.origin(Span(0, 6)) is None  # the title is not of the text


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=60), min_size=1, max_size=6).map("\n\n".join))
def test_every_copied_span_has_the_same_words(text: str) -> None:
    for view in reading().views(text, "Title", "en"):
        for at, copied in view.copies:
            shown = view.text[at : at + copied.end - copied.start]
            assert shown.split() == copied.of(text).split()
        for unit, span in zip(view.shown, view.units, strict=True):
            assert 0 <= span.start <= span.end <= len(view.text)
            if not unit.cells:
                assert span.of(view.text).removeprefix("• ").split() == unit.span.of(text).split()
