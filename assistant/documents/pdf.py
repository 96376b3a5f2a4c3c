"""PDF -> text with pages."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, PyPdfError, WrongPasswordError

from assistant.documents.outline import PAGE_BREAK
from assistant.errors import DocumentError
from assistant.types import Page

_CUT_WORD = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])[ \t]*\n[ \t]*([^\W\d_]+)(?:[ \t]|\n|$)")
_HYPHENATED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
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
    return join_hyphenated(cleaned)


def join_hyphenated(pages: Sequence[str]) -> list[str]:
    r"""The pages with the words whole that the end of a line cuts in two.

    A hyphen that is only there to cut (U+00AD) goes. Another goes where the document has the whole word elsewhere, stays where it has the word with the hyphen,
    and where it has neither, the line is left as it is: no word may appear that the document does not have. The line ends after the word instead of inside it.

    >>> join_hyphenated(["the dis-\nease and the vice-\npresident of re-\nsearch", "a disease; vice-president"])
    ['the disease\nand the vice-president\nof re-\nsearch', 'a disease; vice-president']
    """
    known = {word.lower() for page in pages for word in _HYPHENATED_WORD.findall(page)}

    def whole(match: re.Match[str]) -> str:
        first, mark, second = match[1], match[2], match[3]
        joined, compound = first + second, f"{first}-{second}"
        if mark == "\u00ad" or joined.lower() in known:
            return f"{joined}\n"
        return f"{compound}\n" if compound.lower() in known else match[0]

    return [_CUT_WORD.sub(whole, page).replace("\u00ad", "") for page in pages]


def _one_line(exc: Exception) -> str:
    return " ".join(str(exc).split())[:120]
