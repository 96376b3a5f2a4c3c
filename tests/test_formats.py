"""Office files, web pages and delimited text, made on the spot by the formats' own libraries."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import OxmlElement
from hypothesis import example, given
from hypothesis import strategies as st
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from assistant.documents.corpus import load, scan
from assistant.documents.elements import Grid, Heading, Item, Merged, PageStart, Paragraph
from assistant.documents.outline import lay_out
from assistant.errors import DocumentError
from assistant.types import Document, Intake, Unit


def read(folder: Path, file: str) -> Document:
    sources, skips = scan(folder, intake=Intake(10))
    assert not [skip for skip in skips if skip.file == file], skips
    return load(next(source for source in sources if source.file == file))


def units(document: Document, kind: str) -> list[str]:
    return [unit.span.of(document.text) for block in document.blocks for unit in block.units if unit.kind == kind]


def rows(document: Document) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each row's label, and its cells with the names of their columns."""
    found: list[Unit] = [unit for block in document.blocks for unit in block.units if unit.kind == "row"]
    return [
        (
            unit.label.of(document.text) if unit.label else "",
            [(c.span.of(document.text), " > ".join(s.of(document.text) for s in c.column)) for c in unit.cells],
        )
        for unit in found
    ]


def test_word(tmp_path: Path) -> None:
    made = docx.Document()
    made.add_heading("Port de Brelle", 0)
    made.add_heading("Trafic", 1)
    made.add_paragraph("Le port a traité 12 navires. Sa directrice est Odile Vranck.")
    made.add_paragraph("Les quais sont :")
    made.add_paragraph("le quai nord", style="List Bullet")
    made.add_paragraph("le quai sud", style="List Bullet")
    made.add_paragraph("Tableau 1 : trafic en milliers de tonnes", style="Caption")
    table = made.add_table(rows=4, cols=3)
    for line, cells in enumerate([["Produit", "Tonnes", ""], ["", "2020", "2021"], ["Blé", "12,5", "13"], ["Sable", "4", "5,5"]]):
        for column, cell in enumerate(cells):
            table.cell(line, column).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    for line in (0, 1):
        table.rows[line]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made.save(str(tmp_path / "a.docx"))

    document = read(tmp_path, "a.docx")

    assert document.info.title == "Port de Brelle"
    assert document.info.language == "fr"
    assert units(document, "heading") == ["Port de Brelle", "Trafic"]
    assert units(document, "sentence")[:2] == ["Le port a traité 12 navires.", "Sa directrice est Odile Vranck."]
    assert units(document, "item") == ["le quai nord", "le quai sud"]
    assert rows(document) == [
        ("Blé", [("12,5", "Tonnes > 2020"), ("13", "Tonnes > 2021")]),
        ("Sable", [("4", "Tonnes > 2020"), ("5,5", "Tonnes > 2021")]),
    ]
    (item, *_) = [unit for block in document.blocks for unit in block.units if unit.kind == "item"]
    assert item.header[0].of(document.text) == "Les quais sont :"


def test_powerpoint(tmp_path: Path) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Budget 2024"
    frame = slide.placeholders[1].text_frame
    frame.text = "numérique"
    frame.add_paragraph().text = "énergie"
    slide.notes_slide.notes_text_frame.text = "Remercier Odile Vranck."
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Crédits"
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for line, cells in enumerate([["Axe", "Crédits (M€)", "Prêts"], ["Numérique", "12,5", "3"], ["Énergie", "7", "1"]]):
        for column, cell in enumerate(cells):
            table.cell(line, column).text = cell
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["Nord", "Sud"]
    data.add_series("Part (%)", (44.0, 56.5))  # type: ignore[no-untyped-call]
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "Parts"
    slide.shapes.add_chart(XL_CHART_TYPE.PIE, Inches(1), Inches(1), Inches(4), Inches(3), data)
    made.save(str(tmp_path / "b.pptx"))

    document = read(tmp_path, "b.pptx")

    assert units(document, "heading") == ["Budget 2024", "Crédits", "Parts"]
    assert units(document, "item") == ["numérique", "énergie"]
    assert units(document, "sentence") == ["Remercier Odile Vranck."]
    assert rows(document)[:2] == [("Numérique", [("12,5", "Crédits (M€)"), ("3", "Prêts")]), ("Énergie", [("7", "Crédits (M€)"), ("1", "Prêts")])]
    assert rows(document)[2:] == [("Nord", [("44", "Part (%)")]), ("Sud", [("56.5", "Part (%)")])]
    assert [document.info.page_at(document.text.index(word)) for word in ("Budget", "Crédits", "Parts")] == [1, 2, 3]


def test_excel(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "Emploi"
    for line in (
        ["Emploi par secteur, en milliers"],
        ["Secteur", 2020, 2021, "Part"],
        ["Chimie", 12.5, 13.25, 0.125],
        ["Bois", 3, None, 0.04],
        [],
        ["Source : office"],
    ):
        sheet.append(line)
    sheet["C3"].number_format, sheet["D3"].number_format, sheet["D4"].number_format = "0.00", "0.0%", "0%"
    made.create_sheet("Caché").sheet_state = "hidden"
    made.save(tmp_path / "c.xlsx")

    document = read(tmp_path, "c.xlsx")

    assert units(document, "heading") == ["Emploi"]
    assert units(document, "line") == ["Emploi par secteur, en milliers", "Secteur | 2020 | 2021 | Part"]
    assert rows(document) == [("Chimie", [("12.5", "2020"), ("13.25", "2021"), ("12.5 %", "Part")]), ("Bois", [("3", "2020"), ("4 %", "Part")])]
    assert units(document, "sentence") == ["Source : office"]


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_delimited_text(tmp_path: Path, mark: str) -> None:
    lines = [["Commune", "Habitants", "Surface"], ["Brelle", "12 345", "16.8"], ['"Ardo, le ""Haut"""', "987", "4.2"]]
    (tmp_path / "d.csv").write_text("\ufeff" + "\r\n".join(mark.join(line) for line in lines), encoding="utf-8", newline="")
    assert rows(read(tmp_path, "d.csv")) == [
        ("Brelle", [("12 345", "Habitants"), ("16.8", "Surface")]),
        ('Ardo, le "Haut"', [("987", "Habitants"), ("4.2", "Surface")]),
    ]


def test_web_page(tmp_path: Path) -> None:
    page = """<!doctype html><html><head><title>x</title><script>alert(1)</script><style>p{}</style></head><body>
    <h1>Aides</h1><div>Une <b>prime</b> de 500&nbsp;&euro; est <span style="display: none">99 ans</span>versée.<br>Toujours.</div>
    <p>Les vélos&nbsp;:</p><ul><li>neufs<ul><li>pliants</li></ul></li><li>d’occasion</li></ul>
    <table><caption>Montants en €</caption><thead><tr><th rowspan=2>Zone</th><th colspan=2>2024</th></tr><tr><th>Aide</th><th>Prêt</th></tr></thead>
    <tr><td rowspan=2>Nord</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr><tr><td>Sud</td><td>5</td><td>6</td></tr></table>
    texte nu <!-- caché --></body></html>"""
    (tmp_path / "e.html").write_text(page, encoding="utf-8")
    document = read(tmp_path, "e.html")
    assert units(document, "heading") == ["Aides"]
    assert units(document, "sentence") == ["Une prime de 500\u00a0€ est versée.", "Toujours.", "Les vélos\u00a0:", "texte nu"]
    assert units(document, "item") == ["neufs", "pliants", "d’occasion"]
    assert rows(document) == [
        ("Nord", [("1", "2024 > Aide"), ("2", "2024 > Prêt")]),
        ("Nord", [("3", "2024 > Aide"), ("4", "2024 > Prêt")]),
        ("Sud", [("5", "2024 > Aide"), ("6", "2024 > Prêt")]),
    ]
    assert "alert" not in document.text
    assert "caché" not in document.text


def test_a_page_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "f.html").write_bytes("<meta charset=iso-8859-1><p>L’été à Liège".replace("’", "'").encode("latin-1"))
    assert units(read(tmp_path, "f.html"), "sentence") == ["L'été à Liège"]


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".html", ".csv"])
@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"\x00\x01\x02", b"   "], ids=["cut", "old", "binary", "blank"]
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, suffix: str, content: bytes) -> None:
    (tmp_path / f"x{suffix}").write_bytes(content)
    (source,), _ = scan(tmp_path, intake=Intake(1))
    with pytest.raises(DocumentError) as caught:
        load(source)
    assert "\n" not in str(caught.value)


def test_a_package_that_unpacks_to_too_much_is_not_opened(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"\x00" * 50_000_000)
    (source,), _ = scan(tmp_path, intake=Intake(10))
    with pytest.raises(DocumentError, match="packed suspiciously tight"):
        load(source)


TEXT = st.text(max_size=30)
CELL = st.one_of(TEXT, st.sampled_from(list(Merged)))
ELEMENT = st.one_of(
    st.builds(Heading, st.integers(1, 6), TEXT),
    st.builds(Paragraph, TEXT),
    st.builds(Item, TEXT, st.integers(0, 3)),
    st.builds(PageStart),
    st.builds(Grid, st.lists(st.lists(CELL, max_size=4).map(tuple), max_size=4).map(tuple), st.integers(0, 3), TEXT),
)


@given(st.lists(ELEMENT, max_size=8), st.sampled_from(["fr", "en", "und"]))
def test_nothing_is_lost_and_every_offset_is_exact(elements: list[object], language: str) -> None:
    outline = lay_out(elements)  # type: ignore[arg-type]
    taken = [0] * len(outline.text)
    for block in outline.blocks(language):
        for unit in block.units:
            assert 0 <= unit.start < unit.end <= len(outline.text)
            for place in range(unit.start, unit.end):
                taken[place] += 1
            for span in (*unit.header, *(cell.span for cell in unit.cells), *(name for cell in unit.cells for name in cell.column)):
                assert span.of(outline.text).strip()
    assert max(taken, default=0) <= 1
    missed = {character for character, times in zip(outline.text, taken, strict=True) if not times}
    assert not any(character.isalnum() for character in missed)


@example([["", "0"], [":", ":"]])
@given(
    st.lists(
        st.lists(st.text(alphabet=st.characters(codec="utf-8", exclude_characters='\x00"\r\n;'), max_size=8), min_size=2, max_size=4), min_size=1, max_size=5
    )
)
def test_any_delimited_text_is_read_or_refused(table: list[list[str]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "x.csv").write_text("\n".join(";".join(row) for row in table) + "\n", encoding="utf-8")
        (source,), _ = scan(Path(folder), intake=Intake(1))
        try:
            document = load(source)
        except DocumentError:
            assert not any(character.isalnum() for row in table for cell in row for character in cell)
            return
        said = {character for character in document.text if character.isalnum()}
        assert {character for row in table for cell in row for character in cell if character.isalnum()} <= said


def test_rows_under_labels_that_stand_alone_have_a_path() -> None:
    rows = (("", "2030"), ("Boats", ""), ("Sail", ""), ("Small", "1"), ("Large", "2"), ("Engine", ""), ("Small", "3"), ("Total", "6"))
    outline = lay_out([Grid(rows, headers=1)])
    (block,) = outline.blocks("en")
    paths = {unit.span.of(outline.text): [span.of(outline.text) for span in unit.labels] for unit in block.units if unit.cells}
    assert paths == {
        "Small | 1": ["Boats", "Sail", "Small"],
        "Large | 2": ["Boats", "Sail", "Large"],
        "Small | 3": ["Engine", "Small"],
        "Total | 6": ["Total"],
    }


def test_terms_of_a_web_page_are_told_with_what_they_mean(tmp_path: Path) -> None:
    page = "<h1>Words</h1><dl><dt>Quay</dt><dd>A wall for boats. It is long.</dd><dt>Buoy:</dt><dd><p>A float.</p></dd><dt>Lock</dt></dl><p>End.</p>"
    (tmp_path / "g.html").write_text(page, encoding="utf-8")
    assert units(read(tmp_path, "g.html"), "sentence") == ["Quay: A wall for boats.", "It is long.", "Buoy: A float.", "Lock:", "End."]


@pytest.mark.parametrize(("name", "text"), [("h.csv", "Port,Year,Boats\nBrelle,2021,12\nBrelle,2022,14\nOrne,2021,3\n"), ("h.md", "")])
def test_rows_of_one_name_are_told_by_the_next_column(tmp_path: Path, name: str, text: str) -> None:
    text = text or "# Boats\n\n| Port | Year | Boats |\n|---|---|---|\n| Brelle | 2021 | 12 |\n| Brelle | 2022 | 14 |\n| Orne | 2021 | 3 |\n"
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert rows(read(tmp_path, name)) == [("Brelle | 2021", [("12", "Boats")]), ("Brelle | 2022", [("14", "Boats")]), ("Orne | 2021", [("3", "Boats")])]


def test_a_measure_is_no_part_of_a_rows_name(tmp_path: Path) -> None:
    (tmp_path / "i.csv").write_text("Port,Boats,Crew\nBrelle,12,40\nBrelle,14,50\n", encoding="utf-8")
    assert [label for label, _ in rows(read(tmp_path, "i.csv"))] == ["Brelle", "Brelle"]


def test_the_second_row_of_a_header_needs_no_mark(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=3)
    for line, cells in enumerate([["Space", "Fee", ""], ["", "1st year", "2nd year"], ["Desk", "45", "70"]]):
        for column, cell in enumerate(cells):
            table.cell(line, column).text = cell
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    made.save(str(tmp_path / "j.docx"))
    assert rows(read(tmp_path, "j.docx")) == [("Desk", [("45", "Fee > 1st year"), ("70", "Fee > 2nd year")])]


def test_boxes_on_a_slide(tmp_path: Path) -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[5])
    slide.shapes.title.text = "At a glance"
    for place, texts in enumerate([("29", "patents filed"), ("€21.6 million", "raised"), ("Investors", "Pollen", "Rive")]):
        frame = slide.shapes.add_textbox(Inches(3 * place), Inches(2), Inches(2), Inches(1)).text_frame
        frame.text = texts[0]
        for text in texts[1:]:
            frame.add_paragraph().text = text
    made.save(str(tmp_path / "k.pptx"))
    document = read(tmp_path, "k.pptx")
    assert units(document, "item") == ["29 patents filed", "€21.6 million raised", "Investors", "Pollen", "Rive"]
    assert [[span.of(document.text) for span in unit.header] for block in document.blocks for unit in block.units if unit.kind == "item"][3:] == [
        ["Investors"]
    ] * 2
