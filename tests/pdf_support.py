"""PDFs made on the spot."""

from __future__ import annotations

import io
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfWriter

from assistant.documents.elements import Element, Grid, Merged, PageStart
from assistant.documents.pdf.file import PdfContent, parse_pdf


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


def written(folder: Path, content: bytes | FPDF) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(content if isinstance(content, bytes) else bytes(content.output()))
    return path


def parsed(folder: Path, content: bytes | FPDF) -> PdfContent:
    return parse_pdf(written(folder, content), max_pages=50)


def shown(element: Element) -> object:
    """An element as a test writes it: its kind and what it says."""
    if isinstance(element, PageStart):
        return ("page", element.label)
    if isinstance(element, Grid):
        return [[cell if isinstance(cell, str) else "<" if cell is Merged.LEFT else "^" for cell in row] for row in element.rows]
    return (type(element).__name__.lower(), " ".join(element.text.split()))


def elements(folder: Path, content: bytes | FPDF) -> list[object]:
    return [shown(element) for element in parsed(folder, content).elements]
