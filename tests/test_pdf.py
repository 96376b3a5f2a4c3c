"""PDF files, whole, broken, locked and slow."""

from __future__ import annotations

from pathlib import Path

import pytest
from fpdf import FPDF

from assistant.documents.corpus import load, scan
from assistant.documents.pdf.file import parse_pdf
from assistant.documents.pdf.process import parse_apart
from assistant.errors import DocumentError
from assistant.types import Document, Limits, Page
from tests.pdf_support import make_pdf, no_pages, parsed, written


def document(folder: Path, content: bytes | FPDF) -> Document:
    written(folder, content)
    (source,), _ = scan(folder, max_file_mb=10)
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
        (make_pdf(""), "its only page has no text (a scan?); run text recognition (OCR) on it first"),
        (make_pdf("", "", "..."), "none of its 3 pages has text (a scan?); run text recognition (OCR) on it first"),
    ],
    ids=["password", "truncated", "no pages", "garbage", "html", "one blank page", "blank pages"],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        document(tmp_path, content)
    assert str(caught.value) == message


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^cannot be opened \(No such file or directory\)$"):
        parse_apart(tmp_path / "a.pdf", Limits())


def test_too_many_pages(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("One.", "Two.", "Three."))
    assert len(parse_pdf(path, max_pages=3).elements) == 6
    with pytest.raises(DocumentError, match=r"^has 3 pages, more than 2; raise ASSISTANT_MAX_PAGES to read it$"):
        parse_pdf(path, max_pages=2)


def test_a_file_that_takes_longer_than_its_limit(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("One."))
    with pytest.raises(DocumentError, match=r"^takes longer than 0 seconds to read; raise ASSISTANT_MAX_FILE_SECONDS to wait for it$"):
        parse_apart(path, Limits(seconds=0))


def test_apart_and_here_are_the_same(tmp_path: Path) -> None:
    path = written(tmp_path, make_pdf("Fees\n\nThe fee is 12 euros.", "It is due in May."))
    assert parse_apart(path, Limits()) == parse_pdf(path, max_pages=50)


def test_a_cut_file_is_mended_where_it_can_be(tmp_path: Path) -> None:
    whole = make_pdf("Boats sail.")
    assert parsed(tmp_path, whole[: whole.rindex(b"xref")]).elements == parsed(tmp_path, whole).elements


def test_printed_page_numbers(tmp_path: Path) -> None:
    pdf = FPDF()
    pdf.set_font("helvetica")
    for style, start in (("r", 4), ("D", 1)):
        pdf.add_page(label_style=style, label_start=start)
        pdf.cell(text="Boats.")
    assert [page.label for page in document(tmp_path, pdf).info.pages] == ["iv", "1"]
