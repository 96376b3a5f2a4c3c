"""PDF -> text with pages."""

from __future__ import annotations

import logging
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError, WrongPasswordError

from assistant.errors import DocumentError
from assistant.types import Page

PAGE_BREAK = "\n\f"


def read_pdf(path: Path) -> tuple[str, tuple[Page, ...], tuple[str, ...]]:
    """The text of a PDF, its pages and what a person should know of it.

    Pages follow each other with a line break and a form feed between them. A page without text is named in the notes.

    Raises:
        DocumentError: The file is no PDF, is damaged beyond reading, needs a password, or holds no text at all.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        texts = _page_texts(path)
    except (FileNotDecryptedError, WrongPasswordError) as exc:
        raise DocumentError("is encrypted with a password; save it without one") from exc
    except PyPdfError as exc:
        raise DocumentError(f"cannot be read as PDF (pypdf: {_one_line(exc)}); open it in a viewer and export it again") from exc
    except Exception as exc:  # pypdf lets errors of every type through on damaged files
        raise DocumentError(f"is a damaged PDF (pypdf: {type(exc).__name__}: {_one_line(exc)}); open it in a viewer and export it again") from exc
    empty = [number for number, text in enumerate(texts, 1) if not text.strip()]
    if len(empty) == len(texts):
        pages = "its only page has" if len(texts) == 1 else f"none of its {len(texts)} pages has"
        raise DocumentError(f"{pages} text (a scan?); run text recognition (OCR) on it first")
    pages_found, offset = [], 0
    for number, text in enumerate(texts, 1):
        pages_found.append(Page(number, offset, offset + len(text) + len(PAGE_BREAK)))
        offset += len(text) + len(PAGE_BREAK)
    notes = (f"no text on page {', '.join(map(str, empty))} of {len(texts)}",) if empty else ()
    return PAGE_BREAK.join(texts), tuple(pages_found), notes


def _page_texts(path: Path) -> list[str]:
    with path.open("rb") as stream:
        reader = PdfReader(stream, strict=False)
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
