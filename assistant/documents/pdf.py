"""PDF -> text with pages."""

from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError, WrongPasswordError

from assistant.errors import DocumentError
from assistant.types import Page

PAGE_BREAK = "\n\f"
_HEADER_WITHIN = 1024
"""Bytes in which readers look for the header of a PDF (ISO 32000-1, annex H.3.4.1)."""


def read_pdf(path: Path) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """The text of a PDF, its pages and what a person should know of it.

    Pages follow each other with a line break and a form feed between them. A page without text is named in the notes.

    Raises:
        DocumentError: The file is no PDF, is damaged beyond reading, needs a password, or holds no text at all.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise DocumentError(f"cannot be opened ({exc.strerror})") from exc
    try:
        texts = _page_texts(content)
    except (FileNotDecryptedError, WrongPasswordError) as exc:
        raise DocumentError("is encrypted with a password; save it without one") from exc
    except PyPdfError as exc:
        if b"%PDF-" not in content[:_HEADER_WITHIN]:
            raise DocumentError("is no PDF; give it the right ending") from exc
        raise DocumentError(f"cannot be read as PDF (pypdf: {_one_line(exc)}); open it in a viewer and export it again") from exc
    except Exception as exc:  # pypdf lets errors of every type through on damaged files
        raise DocumentError(f"is a damaged PDF (pypdf: {type(exc).__name__}: {_one_line(exc)}); open it in a viewer and export it again") from exc
    empty = [number for number, text in enumerate(texts, 1) if not any(character.isalnum() for character in text)]
    if len(empty) == len(texts):
        what = "its only page has no" if len(texts) == 1 else f"none of its {len(texts)} pages has"
        raise DocumentError(f"{what} text (a scan?); run text recognition (OCR) on it first")
    text = PAGE_BREAK.join(texts)
    pages, offset = [], 0
    for number, page_text in enumerate(texts, 1):
        end = min(offset + len(page_text) + len(PAGE_BREAK), len(text))
        pages.append(Page(number, offset, end))
        offset = end
    notes = (f"no text on page {', '.join(map(str, empty))} of {len(texts)}",) if empty else ()
    return text, tuple(pages), notes


def _page_texts(content: bytes) -> list[str]:
    reader = PdfReader(BytesIO(content), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        raise WrongPasswordError
    texts = [page.extract_text() for page in reader.pages]
    # Text may hold halves of surrogate pairs, which cannot be written out, and control characters.
    cleaned = [text.encode("utf-8", "replace").decode("utf-8").replace("\x00", " ").replace("\f", " ") for text in texts]
    if not cleaned:
        raise PyPdfError("no pages")
    return cleaned


def _one_line(exc: Exception) -> str:
    return " ".join(str(exc).split())[:120]
