"""A PDF file -> its elements. The only module that calls pypdf, which knows a file's structure; what is drawn on its pages is PDFium's to tell."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import FileNotDecryptedError, PyPdfError, WrongPasswordError

from assistant.documents.elements import Element, Grid, PageStart
from assistant.documents.pdf.headings import Bookmark
from assistant.documents.pdf.layout import lay_out_pages
from assistant.documents.pdf.page import DrawnPage
from assistant.documents.pdf.pdfium import UndrawableError, draw_pages
from assistant.errors import DocumentError

_CUT_WORD = re.compile(r"([^\W\d_]+)([-\u00ad\u2010])[ \t]*\n[ \t]*([^\W\d_]+)(?:[ \t]|\n|$)")
_HYPHENATED_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HEADER_WITHIN = 1024
"""Bytes in which readers look for the header of a PDF (ISO 32000-1, annex H.3.4.1)."""
_MOST_BOOKMARKS = 5_000


@dataclass(frozen=True, slots=True)
class PdfContent:
    """What a PDF holds, and what a person should know of it. `unread` are the numbers of the pages without text."""

    elements: tuple[Element, ...]
    notes: tuple[str, ...]
    unread: tuple[int, ...] = ()


def parse_pdf(path: Path, *, max_pages: int, on_page: Callable[[], None] = lambda: None) -> PdfContent:
    """Reads a PDF in this process; `on_page` is called after each page.

    Raises:
        DocumentError: The file is no PDF, is damaged beyond reading, needs a password, has too many pages, or holds no text at all.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        content = path.read_bytes()
    except OSError as exc:
        raise DocumentError(f"cannot be opened ({exc.strerror})") from exc
    try:
        pages, bookmarks = _pages(content, max_pages, on_page)
    except (FileNotDecryptedError, WrongPasswordError) as exc:
        raise DocumentError("is encrypted with a password; save it without one") from exc
    except PyPdfError as exc:
        if b"%PDF-" not in content[:_HEADER_WITHIN]:
            raise DocumentError("is no PDF; give it the right ending") from exc
        raise DocumentError(f"cannot be read as PDF (pypdf: {_one_line(exc)}); open it in a viewer and export it again") from exc
    except DocumentError:
        raise
    except Exception as exc:  # both libraries let errors of every type through on damaged files
        raise DocumentError(f"is a damaged PDF ({type(exc).__name__}: {_one_line(exc)}); open it in a viewer and export it again") from exc
    empty = tuple(number for number, page in enumerate(pages, 1) if not any(character.isalnum() for word in page.words for character in word.text))
    if len(empty) == len(pages):
        what = "its only page has no" if len(pages) == 1 else f"none of its {len(pages)} pages has"
        return PdfContent((), (f"{what} text (a scan?)",), empty)
    notes = (f"no text on page {', '.join(map(str, empty))} of {len(pages)}",) if empty else ()
    return PdfContent(tuple(_whole_words(lay_out_pages(pages, bookmarks))), notes, empty)


def _pages(content: bytes, max_pages: int, on_page: Callable[[], None]) -> tuple[list[DrawnPage], list[Bookmark]]:
    """The pages as they are drawn and the bookmarks; a file that PDFium cannot open is written anew by pypdf, which mends and decrypts."""
    reader: PdfReader | None = None
    problem: Exception | None = None
    try:
        reader = PdfReader(BytesIO(content), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise WrongPasswordError
    except (FileNotDecryptedError, WrongPasswordError):
        raise
    except Exception as exc:  # pypdf lets errors of every type through on damaged files; PDFium may still read it
        problem, reader = exc, None
    try:
        pages = draw_pages(content, max_pages, on_page)
    except UndrawableError as exc:
        if reader is None or not reader.pages:
            raise problem or PyPdfError("no pages") from exc
        mended = BytesIO()
        PdfWriter(clone_from=reader).write(mended)
        pages = draw_pages(mended.getvalue(), max_pages, on_page)
    if not pages:
        raise problem or PyPdfError("no pages")
    return _numbered(reader, pages), list(_bookmarks(reader))


def _numbered(reader: PdfReader | None, pages: Sequence[DrawnPage]) -> list[DrawnPage]:
    """The pages with the numbers that the file says are printed on them, where it says so."""
    try:
        labels = list(reader.page_labels) if reader is not None and "/PageLabels" in reader.root_object else []
    except Exception:  # a damaged tree of labels is no reason to lose the pages
        labels = []
    return [replace(page, label=labels[number] if number < len(labels) else "") for number, page in enumerate(pages)]


def _bookmarks(reader: PdfReader | None) -> Iterator[Bookmark]:
    try:
        outline: list[Any] = reader.outline if reader is not None else []
        yield from _flat(outline, 0, reader)
    except Exception:  # a damaged tree of bookmarks is no reason to lose the pages
        return


def _flat(entries: Sequence[Any], depth: int, reader: PdfReader | None) -> Iterator[Bookmark]:
    for entry in entries[:_MOST_BOOKMARKS]:
        if isinstance(entry, list):
            yield from _flat(entry, depth + 1, reader)
        elif reader is not None and (page := reader.get_destination_page_number(entry)) is not None:
            yield Bookmark(str(entry.title), page, depth)


# -- words cut by line ends ---------------------------------------------------------------------------------------------------------


def _whole_words(elements: Sequence[Element]) -> Iterator[Element]:
    """The elements with the words whole that a line's end cuts in two."""
    texts = [element.caption if isinstance(element, Grid) else "" if isinstance(element, PageStart) else element.text for element in elements]
    for element, text in zip(elements, join_hyphenated(texts), strict=True):
        if isinstance(element, Grid):
            yield replace(element, caption=text)
        elif isinstance(element, PageStart):
            yield element
        else:
            yield replace(element, text=text)


def join_hyphenated(pages: Sequence[str]) -> list[str]:
    r"""The texts with the words whole that the end of a line cuts in two.

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
