"""PDFs made on the spot, whole and broken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfWriter

from assistant.documents.pdf import read_pdf
from assistant.errors import DocumentError
from assistant.types import Page


def make_pdf(*pages: str, owner_password: str = "", user_password: str = "") -> bytes:
    pdf = FPDF()
    pdf.set_font("helvetica")
    for text in pages:
        pdf.add_page()
        if text:
            pdf.multi_cell(0, 8, text)
    if owner_password:
        pdf.set_encryption(owner_password=owner_password, user_password=user_password)
    return bytes(pdf.output())


def no_pages() -> bytes:
    stream = io.BytesIO()
    PdfWriter().write(stream)
    return stream.getvalue()


def written(folder: Path, content: bytes) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(content)
    return path


def test_pages_and_their_places(tmp_path: Path) -> None:
    text, pages, notes = read_pdf(written(tmp_path, make_pdf("Red boats sail.", "Blue boats wait.")))
    assert text == "Red boats sail.\n\fBlue boats wait."
    # 15 characters and the two of the page break; 16 and nothing after them.
    assert pages == (Page(1, 0, 17), Page(2, 17, 33))
    assert notes == ()


def test_a_page_without_text_is_noted(tmp_path: Path) -> None:
    text, pages, notes = read_pdf(written(tmp_path, make_pdf("One.", "", "Three.", "")))
    assert [text[page.start : page.end].strip() for page in pages] == ["One.", "", "Three.", ""]
    assert notes == ("no text on page 2, 4 of 4",)


def test_an_empty_user_password_opens(tmp_path: Path) -> None:
    assert read_pdf(written(tmp_path, make_pdf("Locked.", owner_password="owner")))[0] == "Locked."


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (make_pdf("Locked.", owner_password="owner", user_password="user"), "is encrypted with a password; save it without one"),
        (make_pdf("Half a file. " * 50)[:600], "cannot be read as PDF (pypdf: Stream has ended unexpectedly); open it in a viewer and export it again"),
        (no_pages(), "cannot be read as PDF (pypdf: no pages); open it in a viewer and export it again"),
        (bytes(range(256)) * 40, "is no PDF; give it the right ending"),
        (b"<!doctype html><html><body>Boats</body></html>\n" * 40, "is no PDF; give it the right ending"),
        (b"", "is no PDF; give it the right ending"),
        (make_pdf(""), "its only page has no text (a scan?); run text recognition (OCR) on it first"),
        (make_pdf("", "", "..."), "none of its 3 pages has text (a scan?); run text recognition (OCR) on it first"),
    ],
    ids=["password", "truncated", "no pages", "garbage", "html", "empty", "one blank page", "blank pages"],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read_pdf(written(tmp_path, content))
    assert str(caught.value) == message


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^cannot be opened \(No such file or directory\)$"):
        read_pdf(tmp_path / "a.pdf")
