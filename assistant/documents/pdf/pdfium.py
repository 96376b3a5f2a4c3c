"""What PDFium draws -> pages. The only module that calls it."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from assistant.documents.pdf.page import Box, DrawnPage, Word
from assistant.errors import DocumentError

_LIGATURES = range(0xFB00, 0xFB07)
_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at the end of a line."""
_RAISED = 0.8
"""A letter or digit less high than this, as a part of the one before it, and above its foot, is raised: a note's number."""
_THIN = 3.0
"""A filled rectangle thinner than this (points) is a line."""
_SHORT = 4.0
"""A shorter line (points) is part of a drawing."""
_MOST_RULES = 4_000
"""A page with more lines is a map or a drawing."""
_MOST_OBJECTS = 60_000
_SAME = 1.5
"""The same word this near (points) to where it stands already is one with it."""
_LEADERS = re.compile(r"[.…_·-]{2,}")
_LEGIBLE = 0.6
"""A page with a smaller part of letters and digits among its characters has fonts that do not tell which characters they show."""
_MARGIN = 2.0
"""Words further outside the page than this (points) are not seen on it."""


class _Letter(NamedTuple):
    """A letter as PDFium places it, upwards from the page's lower left corner. `turn` counts quarter turns clockwise."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int
    place: int


class UndrawableError(Exception):
    """PDFium cannot open the file, or not with an empty password."""


def draw_pages(content: bytes, most: int, on_page: Callable[[], None]) -> list[DrawnPage]:
    """The pages of a PDF; one that cannot be read, or only as signs without meaning, is empty. `on_page` is called after each.

    Raises:
        UndrawableError: The file cannot be opened.
        DocumentError: It has more than `most` pages.
    """
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as exc:
        raise UndrawableError(str(exc)) from exc
    try:
        if len(file) > most:
            raise DocumentError(f"has {len(file):,} pages, more than {most:,}; raise ASSISTANT_MAX_PAGES to read it")
        return [_legible(file, number, on_page) for number in range(len(file))]
    finally:
        file.close()


def _legible(file: pypdfium2.PdfDocument, number: int, on_page: Callable[[], None]) -> DrawnPage:
    try:
        page = file[number]
    except pypdfium2.PdfiumError:
        return DrawnPage(0.0, 0.0, (), ())
    try:
        drawn = _draw(page)
    finally:
        page.close()
    on_page()
    text = _LEADERS.sub("", "".join(word.text for word in drawn.words))
    is_legible = sum(character.isalnum() for character in text) >= _LEGIBLE * len(text)
    return drawn if is_legible else replace(drawn, words=())


def _draw(page: pypdfium2.PdfPage) -> DrawnPage:
    """The words and lines of a page, turned so that most of its letters stand upright."""
    text_page = page.get_textpage()
    try:
        groups = list(_groups(text_page))
        turns = Counter(letter.turn for group in groups for letter in group)
        turn = turns.most_common(1)[0][0] if turns else 0
        frame = _Frame(page.get_bbox(), turn)
        words = tuple(_once(_word(text_page, group, frame) for group in groups))
    finally:
        text_page.close()
    seen = tuple(word for word in words if -_MARGIN <= word.box.left and word.box.right <= frame.width + _MARGIN)
    return DrawnPage(frame.width, frame.height, seen or words, _rules(page, frame))


class _Frame:
    """The page's frame: turns what PDFium gives, upwards from the lower left, so that text is upright, and counts from the upper left."""

    def __init__(self, page: tuple[float, float, float, float], turn: int) -> None:
        self.turn = turn
        corners = self._turned(*page)
        self.left, self.top = corners[0], corners[3]
        self.width, self.height = corners[2] - corners[0], corners[3] - corners[1]

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        left, bottom, right, top = self._turned(left, bottom, right, top)
        return Box(left - self.left, self.top - top, right - self.left, self.top - bottom)

    def _turned(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        if self.turn == 1:
            return -top, left, -bottom, right
        if self.turn == 2:
            return -right, -top, -left, -bottom
        if self.turn == 3:
            return bottom, -right, top, -left
        return left, bottom, right, top


# -- words --------------------------------------------------------------------------------------------------------------------------


def _groups(text_page: pypdfium2.PdfTextPage) -> Iterator[list[_Letter]]:
    """The letters of each word."""
    group: list[_Letter] = []
    for letter in _letters(text_page):
        if letter is None or (group and _begins(group, letter)):
            if group:
                yield group
            group = []
        if letter is not None:
            group.append(letter)
    if group:
        yield group


def _letters(text_page: pypdfium2.PdfTextPage) -> Iterator[_Letter | None]:
    """Each letter with its place, None for white space."""
    place = pdfium.FS_RECTF()
    high = 0
    for index in range(text_page.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
        high = 0
        text = _written(code)
        if not text:
            yield None
            continue
        if pdfium.FPDFText_GetLooseCharBox(text_page, index, place):
            turn = round(pdfium.FPDFText_GetCharAngle(text_page, index) / (math.pi / 2)) % 4
            yield _Letter(text, place.left, min(place.bottom, place.top), place.right, max(place.bottom, place.top), turn, index)


def _written(code: int) -> str:
    """A character as it is kept: ligatures taken apart, and nothing for white space and what cannot be read."""
    character = chr(code)
    if character == _HYPHEN or code == 0xFFFE:
        return "-"
    if code in _LIGATURES:
        return unicodedata.normalize("NFKC", character)
    if character.isspace() or unicodedata.category(character) in ("Cc", "Cs", "Cn") or code in (0xFEFF, 0xFFFD):
        return ""
    return character


def _begins(group: list[_Letter], letter: _Letter) -> bool:
    """Whether a letter begins a word although there is no space before it: it stands on another line, or is the raised number of a note."""
    last = group[-1]
    if letter.turn != last.turn:
        return True
    if letter.turn in (1, 3):
        return letter.right <= last.left or letter.left >= last.right
    height, before = letter.top - letter.bottom, last.top - last.bottom
    if letter.bottom >= last.top or letter.top <= last.bottom:
        return True
    raised = letter.text.isdigit() and height < _RAISED * before and letter.bottom > last.bottom + 0.15 * before
    return raised and (len(group) > 3 or not last.text.isalpha())


def _word(text_page: pypdfium2.PdfTextPage, group: list[_Letter], frame: _Frame) -> Word:
    box = frame.box(
        min(letter.left for letter in group), min(letter.bottom for letter in group), max(letter.right for letter in group), max(letter.top for letter in group)
    )
    turned = Counter(letter.turn for letter in group).most_common(1)[0][0] != frame.turn
    return Word("".join(letter.text for letter in group), box, _is_bold(text_page, group[len(group) // 2].place), turned)


def _once(words: Iterable[Word]) -> Iterator[Word]:
    """The words without those drawn a second time at nearly the same place, as some programs make them bold."""
    seen: dict[str, list[Box]] = {}
    for word in words:
        places = seen.setdefault(word.text, [])
        if not any(abs(place.left - word.box.left) < _SAME and abs(place.top - word.box.top) < _SAME for place in places[-8:]):
            places.append(word.box)
            yield word


def _is_bold(text_page: pypdfium2.PdfTextPage, index: int) -> bool:
    name = ctypes.create_string_buffer(128)
    pdfium.FPDFText_GetFontInfo(text_page, index, name, len(name), ctypes.c_int())
    return any(weight in name.value.lower() for weight in (b"bold", b"black", b"heavy", b"demi"))


# -- lines --------------------------------------------------------------------------------------------------------------------------


def _rules(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[Box, ...]:
    """The horizontal and vertical lines of a page, the edges of rectangles and thin rectangles among them; none where it is a drawing."""
    rules: list[Box] = []
    for count, item in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH])):
        if count > _MOST_OBJECTS or len(rules) > _MOST_RULES:
            return ()
        for left, bottom, right, top in _edges(item):
            box = frame.box(left, bottom, right, top)
            if max(box.right - box.left, box.height) >= _SHORT:
                rules.append(box)
    return tuple(dict.fromkeys(rule for rule in rules if _is_seen(rule, frame)))


def _is_seen(rule: Box, frame: _Frame) -> bool:
    inside = rule.right > 0 and rule.left < frame.width and rule.bottom > 0 and rule.top < frame.height
    at_edge = rule.top < 1 or rule.bottom > frame.height - 1 if rule.height < _THIN else rule.left < 1 or rule.right > frame.width - 1
    return inside and not at_edge


def _edges(item: pypdfium2.PdfObject) -> Iterator[tuple[float, float, float, float]]:
    """Left, bottom, right and top of each straight line of a path, or of the path itself where it is no thicker than a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(item, fill, stroke)
    if not fill.value and not stroke.value:
        return
    matrix = item.get_matrix()
    container = item.container
    while container is not None:
        matrix = matrix.multiply(container.get_matrix())
        container = container.container
    points = list(_points(item, matrix))
    if not points:
        return
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    left, bottom, right, top = min(xs), min(ys), max(xs), max(ys)
    if fill.value and min(right - left, top - bottom) < _THIN:
        yield left, bottom, right, top
        return
    for (x, y, _), (next_x, next_y, next_starts) in pairwise(points):
        if not next_starts and min(abs(next_x - x), abs(next_y - y)) < 0.5:
            yield min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)


def _points(item: pypdfium2.PdfObject, matrix: pypdfium2.PdfMatrix) -> Iterator[tuple[float, float, bool]]:
    """The corners of a path, and whether the pen was lifted before it; a curve parts what is before it from what is after."""
    x, y = ctypes.c_float(), ctypes.c_float()
    start: tuple[float, float] | None = None
    count = pdfium.FPDFPath_CountSegments(item)
    if count > 500:
        return
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_BEZIERTO or not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            start = None
            continue
        point = matrix.on_point(x.value, y.value)
        is_start = kind == pdfium.FPDF_SEGMENT_MOVETO or start is None
        yield *point, is_start
        if is_start:
            start = point
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            yield *start, False
