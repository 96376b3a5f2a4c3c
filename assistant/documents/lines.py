"""Physical lines -> logical lines: what was one line before a page, a slide or a column was turned into text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from assistant.documents.cells import trailing_cells
from assistant.types import Span

LineKind = Literal["bullet", "number", "row", "text", "grid", "rule"]

BULLETS = frozenset("•●◦▪▫‣⁃∙·■□◆◇○►▶➢➤✓✔→⇒➔➜–—-*")
"""What leads an item of a list."""
PHYSICAL = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+")
"""A line as it stands in the text."""
_RULE = re.compile(r"([^\w\s])(?:[ \u00a0]?\1){3,}")
"""A line that is drawn."""
_TYPED_BULLET = re.compile(r"(?:(?:-{1,2}|=)>|\.)\s+(?=\S)")
"""An arrow or a point that stands for a bullet."""
_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])\s+(?=\S)")
_LABELLED = re.compile(r"([^\W\d_]{1,12})[ \u00a0]?(?:(\d{1,2})|([IVX]{1,4}))(?![\w.,])")
"""A word or letters with a number: "Axis 1", "R2", "Phase III"."""
_TYPED = "!?+>~=§°^xo"
_MARKED = re.compile(rf"(?:(?P<number>\d{{1,2}})(?:\s?[–—:-])?[ \u00a0]+(?![\d.,%])|(?P<mark>[{re.escape(_TYPED)}])[ \u00a0]+)(?=[\w«“\"(])")
"""A bare number, or a sign that some type for a bullet, before words."""
_UNCOUNTED, _NUMBERS = -1, "1"
_ROMAN = {numeral: number for number, numeral in enumerate("I II III IV V VI VII VIII IX X XI XII".split(), 1)}
_SLIDES, _SLIDE_LINES = 4, 16
"""A text of so many pages at least, half of which have no more lines, is one of slides."""
_SLIDE_GAP = 5
"""A new slide stands as far below as after so many blank lines."""
_SERIES = 3
"""So many lines, labelled with one word and counted from one, or with semicolons between them, are the items of a list."""
_WIDE = re.compile(r"[^\s.!?] {2,}(?=\S)")
_SHORT_REST = 20
"""A question that is no longer (characters) has its beginning on the line above."""
_LONG = 30
"""A line that is no shorter (characters) and ends in a comma goes on below a blank line; a salutation does not."""
_TERMINAL = ".!?…;:"
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+")
_UNFINISHED = re.compile(
    r"[\s(’'](?:le|la|les|l|un|une|des|du|de|d|au|aux|à|et|ou|en|par|pour|sur|avec|dans|the|a|(?<!par )an|of|and|or|to|for|in|on|by|with|from|at)[’']?$",
    re.IGNORECASE,
)
"""A line that ends in an article, a preposition or a conjunction is not finished (French and English)."""
_BYLINE = re.compile(r"(?:by|par)\s+(?=[^\W\d_])(?-i:[^a-zà-ÿ])", re.IGNORECASE)
"""Who wrote what is below a title."""
_UNFINISHED_WIDTH = 8
"""More characters than any match of it has."""
_WRAP_LIMIT = 160
"""Documents whose lines are longer than this (characters, 90th percentile) are not wrapped by hand."""
_ENOUGH, _RESTS = 5, 0.35
"""Of so many long lines at least, such a share is followed by one in lower case where text is wrapped (in German, too, which has many capitals)."""
_NEARLY_WRAPPED, _BEYOND = 0.75, 1.3
"""A line that was wrapped is so long at least, and at most, as shares of the width at which the text is."""


@dataclass(frozen=True, slots=True)
class Line:
    """One logical line, or as a "grid" the lines of a table that is read as a whole; a "rule" is drawn.

    `start` and `end` cover its text without the bullet or number before it.

    Attributes:
        marker: Where the bullet or number starts; equals `start` where there is none.
        gap: Blank lines above.
        cells: For a row, the spans of its numeric cells at the end of the line.
        tail: The line had white space before its end, as wrapped text often has.
        width: Characters of its last physical line.
        indents: The columns at which the rest of the line may start: those of its marker and of its text.
    """

    kind: LineKind
    marker: int
    start: int
    end: int
    gap: int
    cells: tuple[tuple[int, int], ...] = ()
    tail: bool = False
    width: int = 0
    indents: tuple[int, ...] = (0,)


def logical_lines(text: str, grids: Sequence[Span] = ()) -> list[Line]:
    """The logical lines of `text`, in order; every non-blank character belongs to exactly one (marker included).

    A physical line continues the one before when it starts in lower case and that one did not end a sentence, when the text is wrapped
    at a width that the line before reaches, or when the line before is the first half of a table row's label. The lines of each of the `grids` are one.
    """
    physical = list(_physical_lines(text, grids))
    wrap_width = _wrap_width(text, physical)
    physical = _with_series(text, physical)
    hangs = _hangs(text, physical)
    lines: list[Line] = []
    for line in physical:
        left_of_item = hangs and lines and lines[-1].kind in ("bullet", "number") and line.indents[0] < lines[-1].indents[-1]
        if lines and _continues(text, lines[-1], line, None if left_of_item else wrap_width):
            previous = lines[-1]
            cells = line.cells if previous.kind == "text" else ()
            lines[-1] = replace(
                previous,
                kind="row" if previous.kind == "text" and line.kind == "row" else previous.kind,
                end=line.end,
                cells=cells,
                tail=line.tail,
                width=line.width,
                indents=(*previous.indents, *(indent for indent in line.indents if indent not in previous.indents)),
            )
        else:
            lines.append(line)
    return _with_clauses(text, lines)


def _with_clauses(text: str, lines: list[Line]) -> list[Line]:
    """The lines, with those right below each other that end in semicolons, and the one that ends them, as items whose marks are left out."""
    run: list[int] = []
    for place, line in enumerate(lines):
        goes_on = bool(run) and line.gap == 0 and line.indents[0] == lines[run[0]].indents[0]
        if not goes_on or line.kind != "text":
            run = []
        run.append(place)
        if not text.endswith(";", line.start, line.end) or line.kind != "text":
            for item in run if len(run) >= _SERIES else ():
                lines[item] = replace(lines[item], kind="number")
            run = []
    return lines


def _physical_lines(text: str, grids: Sequence[Span]) -> Iterator[Line]:
    gap = 0
    ends = {grid.start: grid.end for grid in grids}
    done = 0
    is_deck = _is_deck(text)
    for match in PHYSICAL.finditer(text):
        if match.start() < done:
            continue
        raw = match.group()
        content = raw.strip()
        above = _previous_end(text, match.start())
        blank_above = text.count("\n", above, match.start())
        if is_deck and "\f" in text[above : match.start()]:
            gap += _SLIDE_GAP
        if not content:
            gap += blank_above
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        end = start + len(content)
        if start in ends:
            done = ends[start]
            yield Line("grid", start, start, done, max(0, gap + blank_above - 1))
            gap = 0
            continue
        body, kind = _after_marker(text, start, end)
        cells = trailing_cells(text, body, end) if kind == "text" else ()
        yield Line(
            kind="row" if cells else kind,
            marker=start,
            start=body,
            end=end,
            gap=max(0, gap + blank_above - 1),
            cells=cells,
            tail=len(raw.rstrip()) < len(raw),
            width=len(content),
            indents=(start - match.start(), body - match.start()),
        )
        gap = 0


def _is_deck(text: str) -> bool:
    """Whether the pages of a text are slides: several, and most of them of a few lines."""
    sizes = sorted(sum(bool(line.strip()) for line in page.splitlines()) for page in text.split("\f") if page.strip())
    return len(sizes) >= _SLIDES and sizes[len(sizes) // 2] <= _SLIDE_LINES


def _with_series(text: str, lines: list[Line]) -> list[Line]:
    """The lines, with those of one label or mark that are counted ("Axis 1 ...", "2 ...") or marked alike ("> ...") as the items of a list.

    A label is a part of what its item says.
    """
    run: list[int] = []
    bodies: list[int] = []
    name = _NUMBERS
    for place, line in enumerate([*lines, None]):
        label, number, body = _label(text, line) if line and (line.kind == "text" or (line.kind == "row" and name in _TYPED)) else ("", 0, 0)
        if line and run and label and label == name and number in (len(run) + 1, _UNCOUNTED) and line.gap <= 1:
            run.append(place)
            bodies.append(body)
        elif not (line and run and line.gap == 0 and text[line.start].islower() and not label):  # otherwise it is the rest of the line above
            for item, start in zip(run, bodies, strict=True) if len(run) >= _SERIES else ():
                lines[item] = replace(lines[item], kind="bullet" if name in _TYPED else "number", start=start, cells=(), indents=_indents(lines[item], start))
            run, bodies, name = ([place], [body], label) if label and number in (1, _UNCOUNTED) else ([], [], _NUMBERS)
    return lines


def _label(text: str, line: Line) -> tuple[str, int, int]:
    """What a line is labelled or marked with, its number, and where what it says begins; an empty label where it has none."""
    if marked := _MARKED.match(text, line.start, line.end):
        return (marked["mark"], _UNCOUNTED, marked.end()) if marked["mark"] else (_NUMBERS, int(marked["number"]), marked.end())
    if labelled := _LABELLED.match(text, line.start, line.end):
        return labelled[1], int(labelled[2]) if labelled[2] else _ROMAN.get(labelled[3], 0), line.start
    return "", 0, 0


def _indents(line: Line, body: int) -> tuple[int, ...]:
    return line.indents if body == line.start else (line.indents[0], line.indents[0] + body - line.marker)


def _previous_end(text: str, start: int) -> int:
    """Where the run of line breaks before `start` begins."""
    while start > 0 and text[start - 1] in "\n\r\f\v\x85\u2028\u2029":
        start -= 1
    return start


def _after_marker(text: str, start: int, end: int) -> tuple[int, LineKind]:
    """Where the text after a bullet or number starts, and which of them it was."""
    if _RULE.fullmatch(text, start, end):
        return start, "rule"
    first = text[start]
    spaced = start + 1 < end and text[start + 1].isspace()
    glyph = first in BULLETS or unicodedata.category(first) in ("So", "Co")
    if glyph and (spaced or (first not in "–—-*" and start + 1 < end)):
        body = start + 1
        while body < end and text[body].isspace():
            body += 1
        return body, "bullet"
    if match := _TYPED_BULLET.match(text, start, end):
        return match.end(), "bullet"
    if match := _NUMBER.match(text, start, end):
        return match.end(), "number"
    return start, "text"


def _wrap_width(text: str, physical: list[Line]) -> int | None:
    """The width at which the text is wrapped, in characters, or None where each line stands for itself.

    It does where hardly any line below a long one begins like the rest of a sentence.
    """
    widths = sorted(line.width for line in physical if line.kind in ("text", "rule") and line.width > 20)
    if len(widths) < 3:
        return None
    width = widths[int(0.9 * (len(widths) - 1))]
    below = [
        text[line.start].islower()
        for above, line in pairwise(physical)
        if above.kind == line.kind == "text" and line.gap == 0 and above.width >= _NEARLY_WRAPPED * width and text[above.end - 1] not in _TERMINAL
    ]
    apart = len(below) >= _ENOUGH and sum(below) < _RESTS * len(below)
    return width if 40 <= width <= _WRAP_LIMIT and not apart else None


def _hangs(text: str, physical: list[Line]) -> bool:
    """Whether the rest of an item stands below its text, not below its bullet."""
    return any(
        above.kind in ("bullet", "number") and line.kind == "text" and line.gap == 0 and line.indents[0] == above.indents[-1] and text[line.start].islower()
        for above, line in pairwise(physical)
    )


def _continues(text: str, previous: Line, line: Line, wrap_width: int | None) -> bool:
    """Whether `line` is the rest of `previous`."""
    if line.kind in ("bullet", "number", "grid", "rule") or previous.kind in ("grid", "rule") or line.gap > 1 or len(previous.cells) > 1:
        return False
    first, last = text[line.start], text[previous.end - 1]
    if last == "," and (line.gap == 0 or previous.tail or previous.width >= _LONG):
        return True
    if _ADDRESS.match(text, line.start, line.end) or _in_columns(text, previous, line) or _begins(text, previous, line):
        return False
    full = wrap_width is not None and _NEARLY_WRAPPED * wrap_width <= previous.width <= _BEYOND * wrap_width
    wrapped = full and line.gap == 0 and line.indents[0] in previous.indents
    if last == ":" and previous.kind == "bullet" and line.kind == "text" and first.islower():
        return True  # what an item announces in the middle of a phrase is the rest of it
    if last in _TERMINAL:
        return wrapped and line.kind == "text" and last not in ":;"
    asks_on = line.gap == 0 and line.kind == "text" and line.width <= _SHORT_REST and text.endswith("?", line.start, line.end)
    if first.islower() or first in "(€$£%&/+=)»" or asks_on:
        return not repeats(text, previous, line)
    if last in "(&" or (last in "-–" and first.isdigit()) or _is_unfinished(text, previous, line):
        return True
    if line.kind == "row":
        return previous.kind == "text" and previous.tail and not repeats(text, previous, line)
    return wrapped and previous.kind != "row"


def _begins(text: str, previous: Line, line: Line) -> bool:
    """Whether a line below a blank one begins something, whatever it begins with: a row, a remark in brackets, or who wrote what is below."""
    apart = line.gap > 0 and not previous.tail
    return apart and (line.kind == "row" or text[line.start] == "(" or _BYLINE.match(text, line.start, line.end) is not None)


def _in_columns(text: str, previous: Line, line: Line) -> bool:
    """Whether the lines have a wide gap, as a date and what is on it have, and what is behind it begins or ends at one place."""
    own, above = _column(text, line), _column(text, previous)
    return own is not None and above is not None and (own == above or line.indents[0] + line.width == previous.indents[0] + previous.width)


def _column(text: str, line: Line) -> int | None:
    """The column at which a line goes on after its first wide gap, None where it has none."""
    apart = _WIDE.search(text, line.start, line.end)
    return line.indents[-1] + apart.end() - line.start if apart else None


def _is_unfinished(text: str, previous: Line, line: Line) -> bool:
    """Whether a line ends in a word that calls for another; in capitals ("WHAT IT IS FOR") for one in capitals."""
    match = _UNFINISHED.search(text, max(previous.start, previous.end - _UNFINISHED_WIDTH), previous.end)
    in_capitals = match is not None and match.group().isupper() and match.end() - match.start() > len(" A")
    return match is not None and (not in_capitals or text[line.start : line.end].isupper())


def repeats(text: str, previous: Line, line: Line) -> bool:
    """Whether `line` says again what `previous` ends with, as text at a page break does."""
    return text.endswith(text[line.start : line.end], previous.start, previous.end)
