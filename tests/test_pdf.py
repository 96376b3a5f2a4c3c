"""PDF files, whole, broken, locked and slow."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF

from assistant.documents.corpus import load, scan
from assistant.documents.elements import Paragraph
from assistant.documents.pdf.file import parse_pdf
from assistant.documents.pdf.process import parse_apart, read_pdf
from assistant.errors import DocumentError
from assistant.types import Document, Intake, Page
from tests.pdf_support import make_pdf, no_pages, parsed, written


def document(folder: Path, content: bytes | FPDF) -> Document:
    written(folder, content)
    (source,), _ = scan(folder, intake=Intake(10))
    return load(source)


def test_pages_and_their_places(tmp_path: Path) -> None:
    found = document(tmp_path, make_pdf("Red boats sail.", "Blue boats wait."))
    assert found.text == "Red boats sail.\n\fBlue boats wait."
    # 15 characters and the two of the page break; 16 and nothing after them.
    assert found.info.pages == (Page(1, 0, 17), Page(2, 17, 33))
    assert found.notes == ()


def test_a_page_without_text_is_noted(tmp_path: Path) -> None:
    found = document(tmp_path, make_pdf("One.", "", "Three.", ""))
    assert [found.text[page.start : page.end].strip() for page in found.info.pages] == ["One.", "", "Three.", ""]
    assert found.notes == ("no text on page 2, 4 of 4",)


def test_an_empty_user_password_opens(tmp_path: Path) -> None:
    assert document(tmp_path, make_pdf("Locked.", owner_password="owner")).text == "Locked."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (make_pdf("Locked.", owner_password="owner", user_password="user"), "is encrypted with a password; save it without one"),
        (make_pdf("Half a file. " * 50)[:600], "cannot be read as PDF (pypdf: Stream has ended unexpectedly); open it in a viewer and export it again"),
        (no_pages(), "cannot be read as PDF (pypdf: no pages); open it in a viewer and export it again"),
        (bytes(range(256)) * 40, "is no PDF; give it the right ending"),
        (b"<!doctype html><html><body>Boats</body></html>\n" * 40, "is no PDF; give it the right ending"),
        (make_pdf(""), "its only page has no text (a scan?); set ASSISTANT_OCR to its languages (eng, fra, fra+eng) to have scans recognised"),
        (make_pdf("", "", "..."), "none of its 3 pages has text (a scan?); set ASSISTANT_OCR to its languages (eng, fra, fra+eng) to have scans recognised"),
    ],
    ids=["password", "truncated", "no pages", "garbage", "html", "one blank page", "blank pages"],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        document(tmp_path, content)
    assert str(caught.value) == message


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^cannot be opened \(No such file or directory\)$"):
        parse_apart(tmp_path / "a.pdf", Intake())


def test_too_many_pages(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("One.", "Two.", "Three."))
    assert len(parse_pdf(path, max_pages=3).elements) == 6
    with pytest.raises(DocumentError, match=r"^has 3 pages, more than 2; raise ASSISTANT_MAX_PAGES to read it$"):
        parse_pdf(path, max_pages=2)


def test_a_file_that_takes_longer_than_its_limit(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("One."))
    with pytest.raises(DocumentError, match=r"^takes longer than 0 seconds to read; raise ASSISTANT_MAX_FILE_SECONDS to wait for it$"):
        parse_apart(path, Intake(seconds=0))


def test_apart_and_here_are_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("Fees\n\nThe fee is 12 euros.", "It is due in May."))
    assert parse_apart(path, Intake()) == parse_pdf(path, max_pages=50)


def test_a_cut_file_is_mended_where_it_can_be(tmp_path: Path) -> None:
    whole = make_pdf("Boats sail.")
    assert parsed(tmp_path, whole[: whole.rindex(b"xref")]).elements == parsed(tmp_path, whole).elements


def scan_of(content: str) -> bytes:
    """A PDF whose only page is a picture of a text."""
    drawn = pypdfium2.PdfDocument(make_pdf(content))[0].render(scale=3).to_pil()
    pdf = FPDF()
    pdf.add_page()
    pdf.image(drawn, 0, 0, 210, 297)
    return bytes(pdf.output())


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed: apt-get install tesseract-ocr")
def test_a_scan_is_recognised_where_that_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path, scan_of("The harbour fee is twelve euros."))
    with pytest.raises(DocumentError, match="has no text"):
        read_pdf(path, Intake())
    content = read_pdf(path, Intake(ocr="eng"))
    assert [element.text for element in content.elements if isinstance(element, Paragraph)] == ["The harbour fee is twelve euros."]
    assert content.notes == ("text of page 1 recognised (eng); it may have mistakes",)
    with pytest.raises(DocumentError, match=r"^is a scan that cannot be recognised \(ocrmypdf: .*xyz"):
        read_pdf(path, Intake(ocr="xyz"))


def test_printed_page_numbers(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica")
    for style, start in (("r", 4), ("D", 1)):
        pdf.add_page(label_style=style, label_start=start)
        pdf.cell(text="Boats.")
    assert [page.label for page in document(tmp_path, pdf).info.pages] == ["iv", "1"]
