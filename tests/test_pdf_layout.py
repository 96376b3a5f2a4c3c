"""What stands where on the pages of PDFs, and what is made of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.elements import Grid, Merged, PageStart
from assistant.documents.outline import lay_out
from assistant.documents.pdf.layout import lay_out_pages
from assistant.documents.pdf.page import Box, DrawnPage, Word
from tests.measuring import calls
from tests.pdf_support import elements, parsed

WORDS = "the harbour keeps its boats in a long row and every morning some of them leave for the open water while others stay".split()


def text(count: int, first: int = 0) -> str:
    return " ".join(WORDS[(first + place) % len(WORDS)] for place in range(count)).capitalize() + "."


def pdf() -> FPDF:
    made = FPDF()
    made.set_font("helvetica", size=11)
    made.add_page()
    return made


def column(made: FPDF, left: float, top: float, content: str) -> None:
    made.set_xy(left, top)
    made.multi_cell(80, 5, content, align="L")


def test_paragraphs_are_parted_by_distance(tmp_path: Path) -> None:
    made = pdf()
    for first in (0, 5):
        made.multi_cell(0, 5, text(60, first), align="L")
        made.ln(4)
    assert elements(tmp_path, made) == [("page", ""), ("paragraph", text(60)), ("paragraph", text(60, 5))]


def test_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    made = pdf()
    made.set_font("helvetica", size=20)
    made.cell(text="Harbour news")
    made.set_font("helvetica", size=11)
    column(made, 110, 30, text(90, 7))  # written first, read second
    column(made, 10, 30, text(90))
    assert elements(tmp_path, made) == [("page", ""), ("heading", "Harbour news"), ("paragraph", text(90)), ("paragraph", text(90, 7))]


def test_a_paragraph_goes_on_in_the_next_column(tmp_path: Path) -> None:
    made = pdf()
    column(made, 10, 30, text(70)[:-1])
    column(made, 110, 30, text(70, 1).lower())
    assert elements(tmp_path, made) == [("page", ""), ("paragraph", f"{text(70)[:-1]} {text(70, 1).lower()}")]


def test_headings_by_size_and_weight(tmp_path: Path) -> None:
    made = pdf()
    for size, style, content in ((20, "", "Harbours"), (14, "", "Fees"), (11, "B", "Small boats"), (11, "", text(60)), (14, "", "Rules"), (11, "", text(50))):
        made.set_font("helvetica", style, size)
        made.multi_cell(0, 6, content)
        made.ln(4)
    outline = lay_out(parsed(tmp_path, made).elements)
    paths = [[span.of(outline.text) for span in block.headings] for block in outline.blocks("en") if block.kind == "paragraph"]
    assert paths == [["Harbours", "Fees", "Small boats"], ["Harbours", "Rules"]]


def test_bookmarks_name_headings(tmp_path: Path) -> None:
    made = pdf()
    made.start_section("Fees", level=0)
    made.cell(text="Fees", new_x="LMARGIN", new_y="NEXT")
    made.ln(4)
    made.multi_cell(0, 5, text(40))
    assert elements(tmp_path, made) == [("page", ""), ("heading", "Fees"), ("paragraph", text(40))]


def test_lists_and_what_they_hold(tmp_path: Path) -> None:
    made = pdf()
    made.set_font("helvetica", size=11)
    made.cell(text="Bring:", new_x="LMARGIN", new_y="NEXT")
    for left, mark, content in ((15, "-", text(30)), (22, "-", "a rope"), (15, "-", "an anchor")):
        made.set_x(left)
        made.cell(5, 5, mark)
        made.multi_cell(150, 5, content, align="L", new_x="LMARGIN", new_y="NEXT")
    outline = lay_out(parsed(tmp_path, made).elements)
    (block,) = [block for block in outline.blocks("en") if block.kind == "list"]
    assert [" ".join(unit.span.of(outline.text).split()) for unit in block.units] == [text(30), "a rope", "an anchor"]
    assert [span.of(outline.text) for span in block.units[0].header] == ["Bring:"]
    assert "\n  • a rope\n" in outline.text


class Report(FPDF):
    """A report with a running title and numbered pages."""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(text="Harbour report 2031", new_x="LMARGIN", new_y="NEXT")
        self.ln(6)

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(text=f"Page {self.page_no() + 6}")


def report(*pages: str) -> Report:
    made = Report()
    made.set_auto_page_break(False)
    for content in pages:
        made.add_page()
        made.set_font("helvetica", size=11)
        made.multi_cell(0, 5, content, align="L")
    return made


def test_running_lines_and_printed_numbers(tmp_path: Path) -> None:
    made = report(text(80)[:-1], "and " + text(60, 3).lower(), text(40, 9))
    assert elements(tmp_path, made) == [
        *(("page", "7"), ("paragraph", "Harbour report 2031"), ("paragraph", "Page 7"), ("paragraph", text(80)[:-1])),
        *(("page", "8"), ("paragraph", f"and {text(60, 3).lower()}"), ("running", "Harbour report 2031"), ("running", "Page 8")),
        *(("page", "9"), ("running", "Harbour report 2031"), ("running", "Page 9"), ("paragraph", text(40, 9))),
    ]


def test_a_sentence_over_a_page_break_is_one(tmp_path: Path) -> None:
    outline = lay_out(parsed(tmp_path, report("Boats may stay in the", "harbour for nine days.", text(20))).elements)
    sentences = [unit.span.of(outline.text) for block in outline.blocks("en") for unit in block.units if unit.kind == "sentence"]
    assert "Boats may stay in the\n\fharbour for nine days." in sentences


def test_words_cut_by_line_ends_are_whole(tmp_path: Path) -> None:
    made = pdf()
    made.multi_cell(0, 5, "The har-\nbour is calm.\n\nNo harbour is calmer.", align="L")
    assert elements(tmp_path, made)[1] == ("paragraph", "The harbour is calm.")


def test_turned_pages_and_turned_text(tmp_path: Path) -> None:
    made = pdf()
    with made.rotation(90, 105, 148):
        made.set_xy(60, 100)
        made.cell(text="Fees are due in May and in October.", new_x="LEFT", new_y="NEXT")
        made.cell(text="Boats pay twelve euros.")
    made.set_xy(150, 20)
    made.cell(text="Copy")
    assert elements(tmp_path, made)[1:] == [("paragraph", "Fees are due in May and in October. Boats pay twelve euros."), ("paragraph", "Copy")]


def test_the_raised_number_of_a_note_is_no_digit_of_the_figure(tmp_path: Path) -> None:
    made = pdf()
    made.set_font("helvetica", size=12)
    made.write(8, "The fee is 33,55")
    made.char_vpos = "SUP"
    made.write(8, "1")
    made.char_vpos = "LINE"
    made.write(8, " euros.")
    assert elements(tmp_path, made)[1] == ("paragraph", "The fee is 33,55 1 euros.")


# -- tables -------------------------------------------------------------------------------------------------------------------------

FEES = (("Boat", "2031", "2032"), ("Dinghy", "12,50", "13,00"), ("Yacht of more than twelve metres", "1 240,00", "-"), ("Total", "1 252,50", "13,00"))


def drawn_table(made: FPDF, rows: Sequence[Sequence[str]], layout: TableBordersLayout) -> None:
    with made.table(borders_layout=layout, col_widths=(3, 2, 2), text_align=("LEFT", "RIGHT", "RIGHT"), line_height=6, first_row_as_headings=False) as table:
        for row in rows:
            cells = table.row()
            for cell in row:
                cells.cell(cell)


def test_a_ruled_table_and_its_caption(tmp_path: Path) -> None:
    made = pdf()
    made.multi_cell(0, 5, text(40))
    made.ln(5)
    made.cell(text="Table 1: Fees in euros", new_x="LMARGIN", new_y="NEXT")
    drawn_table(made, FEES, TableBordersLayout.ALL)
    made.ln(5)
    made.multi_cell(0, 5, text(30))
    (grid,) = [element for element in parsed(tmp_path, made).elements if isinstance(element, Grid)]
    assert (grid.rows, grid.headers, grid.caption) == (FEES, 1, "Table 1: Fees in euros")


def test_a_table_without_lines(tmp_path: Path) -> None:
    made = pdf()
    made.multi_cell(0, 5, text(40))
    made.ln(5)
    drawn_table(made, FEES, TableBordersLayout.NONE)
    (grid,) = [element for element in parsed(tmp_path, made).elements if isinstance(element, Grid)]
    assert (grid.rows, grid.headers) == (FEES, 1)


def test_cells_over_several_columns_and_rows(tmp_path: Path) -> None:
    made = pdf()
    with made.table(borders_layout=TableBordersLayout.ALL, line_height=7, first_row_as_headings=False, text_align="CENTER") as table:
        first = table.row()
        first.cell("Boat", rowspan=2)
        first.cell("Fees", colspan=2)
        table.row(("2031", "2032"))
        table.row(("Dinghy", "12", "13"))
        table.row(("Yacht", "40", "41"))
    (grid,) = [element for element in parsed(tmp_path, made).elements if isinstance(element, Grid)]
    above, left = Merged.ABOVE, Merged.LEFT
    assert grid.rows == (("Boat", "Fees", left), (above, "2031", "2032"), ("Dinghy", "12", "13"), ("Yacht", "40", "41"))
    assert grid.headers == 2


def test_a_table_goes_on_over_a_page_break(tmp_path: Path) -> None:
    made = pdf()
    drawn_table(made, FEES, TableBordersLayout.ALL)
    made.add_page()
    drawn_table(made, [("Raft", "3,00", "3,10"), ("Ferry", "80,00", "81,00")], TableBordersLayout.ALL)
    outline = lay_out(parsed(tmp_path, made).elements)
    rows = {unit.label.of(outline.text): unit for block in outline.blocks("en") for unit in block.units if unit.kind == "row" and unit.label}
    assert [span.of(outline.text) for cell in rows["Ferry"].cells for span in cell.column] == ["2031", "2032"]
    assert rows["Ferry"].header == rows["Dinghy"].header
    assert [outline.text[page.start : page.end].count("Ferry") for page in outline.pages] == [0, 1]


def test_columns_of_running_text_are_no_table(tmp_path: Path) -> None:
    made = pdf()
    column(made, 10, 30, text(120))
    column(made, 110, 30, text(120, 7))
    assert not any(isinstance(element, Grid) for element in parsed(tmp_path, made).elements)


# -- whatever stands on a page ------------------------------------------------------------------------------------------------------

_PLACES = st.integers(0, 60).map(lambda step: step * 9.0)
_WORDS = st.builds(
    lambda said, left, top, size, bold, turned: Word(said, Box(left, top, left + 5.0 * len(said), top + size), bold, turned),
    st.sampled_from(["the", "boat", "12", "1,5", "2031", "Fees:", "–", "•", "a)", "Total", "harbour-", "é", "(x)", "end."]),
    _PLACES,
    _PLACES,
    st.sampled_from([8.0, 11.0, 11.0, 11.0, 20.0]),
    st.booleans(),
    st.sampled_from([False, False, False, True]),
)
_RULES = st.builds(
    lambda left, top, length, upright: Box(left, top, left + (0.5 if upright else length), top + (length if upright else 0.5)),
    *(_PLACES, _PLACES, st.sampled_from([20.0, 90.0, 300.0]), st.booleans()),
)
_PAGES = st.builds(lambda words, rules: DrawnPage(595.0, 842.0, tuple(words), tuple(rules)), st.lists(_WORDS, max_size=40), st.lists(_RULES, max_size=12))


@given(st.lists(_PAGES, min_size=1, max_size=4))
def test_every_word_of_a_page_is_in_one_element_of_it(pages: list[DrawnPage]) -> None:
    found: list[Counter[str]] = []
    for element in lay_out_pages(pages):
        if isinstance(element, PageStart):
            found.append(Counter())
        elif isinstance(element, Grid):
            found[-1].update(" ".join([element.caption, *(cell for row in element.rows for cell in row if isinstance(cell, str))]).split())
        else:
            found[-1].update(element.text.split())
    for page, words in zip(pages, found, strict=True):
        own = Counter(word.text for word in page.words)
        assert not words - own
        assert set(own - words) <= {"•", "–"}  # marks of items


_LINES = {
    "prose": [("word", 3.0)] * 12,
    "columns": [*[("word", 3.0)] * 6, ("word", 60.0), *[("word", 3.0)] * 5],
    "figures": [("Label", 3.0), ("12", 60.0), ("13", 60.0)],
    "names": [("Label", 3.0), ("one", 60.0), ("two", 60.0)],
    "items": [("•", 3.0), ("word", 3.0)],
}


def drawn_page(lines: int, pieces: Sequence[tuple[str, float]]) -> DrawnPage:
    words: list[Word] = []
    for line in range(lines):
        place = 10.0
        for said, gap in pieces:
            place += gap + 5.0 * len(said)
            words.append(Word(said, Box(place - 5.0 * len(said), line * 12.0, place, line * 12.0 + 11.0)))
    return DrawnPage(600.0, lines * 12.0 + 50.0, tuple(words), ())


@pytest.mark.parametrize("pieces", _LINES.values(), ids=_LINES)
def test_ten_times_the_lines_or_pages_are_about_ten_times_the_work(pieces: Sequence[tuple[str, float]]) -> None:
    lay_out_pages([drawn_page(10, pieces)])
    assert calls(lambda: lay_out_pages([drawn_page(1000, pieces)])) < 20 * calls(lambda: lay_out_pages([drawn_page(100, pieces)]))
    assert calls(lambda: lay_out_pages([drawn_page(20, pieces)] * 50)) < 20 * calls(lambda: lay_out_pages([drawn_page(20, pieces)] * 5))
