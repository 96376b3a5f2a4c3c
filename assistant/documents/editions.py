"""What tells of a document which document it is, and which version of it: its names, what it says of itself, and a sketch of its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from assistant.documents.sketch import Sketch, containment, sketches
from assistant.documents.version_marks import Marks, dates_in, number_text, numbers_in, read_marks
from assistant.types import DocumentInfo

_HEAD = 12
"""Lines at the beginning in which a document may say its version, of at most `_WORDS` words."""
_WORDS = 12
_STATED = re.compile(
    r"\W*(?:(?:this |the |present(?:e)? |cette |la )?(?:version|revision|révision|rev|édition|edition)\b|v\.? ?\d"
    r"|(?:last |dernière |derniere )?(?:updated?|revised|mis(?:e)? à jour|révisée?)\b)",
    re.IGNORECASE,
)
_REPLACES = re.compile(
    r"(?:^|[.!?;:\n(])[\s*_#>-]*"
    r"(?:(?:this|the present|ce|cet|cette|le présent|la présente|(?:la |the )?version)\b[^.!?;\n]{0,60}?\s)?"
    r"(?:(?:annule et |cancels and )?(?:remplace|replaces)|abroge|supersedes)\b(?P<what>[^!?;\n]{0,160})",
    re.IGNORECASE,
)
"""A sentence by which a document says that it takes the place of another: "Ce guide remplace celui de 2023"."""
_SHARED = 0.4
"""How much of the smaller of two versions must stand in the larger; unrelated documents share less than a tenth, and a version with two lines in five changed
about half."""
_SHARED_OF_SERIES = 0.7
_SHARED_FIGURES = 0.5
"""What two issues of a series must share to be versions: the report of a year has the words of the report before it, but other figures."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The evidence. Names are without the marks of a version.

    `path` and `stem` are the file's name with and without its folders. `number` and `date` say which version this is, as far as something does; `period` is the
    date in its name, `early` a name that says another came later; `stated` that its first lines say the version. `replaces` are the dates and numbers of what
    it says it replaces.
    """

    path: str
    stem: str
    title: str
    source: str | None
    number: tuple[int, ...] | None
    date: str | None
    period: str | None
    early: bool
    stated: bool
    replaces: tuple[str, ...]
    words: Sketch
    figures: Sketch


def edition_of(info: DocumentInfo, text: str) -> Edition:
    """Reads the evidence from what is known of a document and from its text. When the file was written is none: copying changes it."""
    file = PurePosixPath(info.file)
    stem, title = read_marks(file.stem), read_marks(info.title)
    folders = [read_marks(part) for part in file.parent.parts]
    head = _stated(text)
    named = (title, stem, *reversed(folders))
    words, figures = sketches(text)
    period = next((marks.date for marks in named if marks.date), None)
    manifest = dates_in(info.date or "")
    return Edition(
        path="/".join(rest for rest in (*(folder.rest for folder in folders), stem.rest) if rest) if stem.rest else "",
        stem=stem.rest,
        title=title.rest,
        source=info.source,
        number=next((marks.number for marks in (*named, head) if marks.number), None),
        date=manifest[0] if manifest else period or head.date,
        period=period,
        early=any(marks.early for marks in named),
        stated=head.number is not None or head.date is not None,
        replaces=tuple(said for match in _REPLACES.finditer(unicodedata.normalize("NFC", text)) for said in _versions_in(match["what"])),
        words=words,
        figures=figures,
    )


def same_document(one: Edition, other: Edition) -> bool:
    """Whether two documents are versions of one: their names agree but for the marks of a version, and so do their contents, largely.

    Where file names or folders differ otherwise, one title or file name will do if each says which version it is. Where only a date tells the two apart they
    may be issues of a series, as yearly reports are: then one must say that it replaces the other, or the contents agree nearly, figures included. A missed
    pair does less harm than a wrong one.
    """
    if not _names_agree(one, other):
        return False
    shared = containment(one.words, other.words)
    if shared < _SHARED or not _is_series(one, other) or _replaces(one, other) or _replaces(other, one):
        return shared >= _SHARED
    figures = containment(one.figures, other.figures)
    return shared >= _SHARED_OF_SERIES and (figures >= _SHARED_FIGURES or not one.figures.hashes or not other.figures.hashes)


def order(one: Edition, other: Edition) -> int:
    """1 where `one` is the newer version, -1 where `other` is, 0 where nothing tells, or one thing says this and another that."""
    signs = {
        _replaces(one, other) - _replaces(other, one),
        _compare(one.number, other.number) if one.number and other.number else 0,
        _compare_dates(one.date, other.date),
        other.early - one.early,
    } - {0}
    return signs.pop() if len(signs) == 1 else 0


def _names_agree(one: Edition, other: Edition) -> bool:
    if (one.path and one.path == other.path) or (one.source and one.source == other.source):
        return True
    if one.title and one.title == other.title and (one.number or one.date) and (other.number or other.date):
        return order(one, other) != 0
    return bool(one.stem) and one.stem == other.stem and bool(one.number or one.stated) and bool(other.number or other.stated) and order(one, other) != 0


def _is_series(one: Edition, other: Edition) -> bool:
    """Whether nothing but dates, in names or beside other file names, tells the two apart, as it is with the issues of a series."""
    if (one.number and other.number) or one.date == other.date:
        return False
    return one.path != other.path or (one.period is not None and other.period is not None)


def _replaces(one: Edition, other: Edition) -> bool:
    """Whether `one` says that it takes the place of `other`."""
    names = {other.period, other.date, number_text(other.number)} - {None}
    return any(name == said or (len(said) >= 4 and str(name).startswith(said)) for name in names for said in one.replaces)


def _compare(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    return (one > other) - (one < other)


def _compare_dates(one: str | None, other: str | None) -> int:
    """As far as both dates go: nothing says whether "2020" is before "2020-03"."""
    if one is None or other is None:
        return 0
    length = min(len(one), len(other))
    return (one[:length] > other[:length]) - (one[:length] < other[:length])


def _stated(text: str) -> Marks:
    """The number and the date in the lines at the beginning of a text that say its version."""
    lines = [line for line in text[:4000].splitlines() if line.strip()][:_HEAD]
    found = [read_marks(line.strip()) for line in lines if len(line.split()) <= _WORDS and _STATED.match(line.strip())]
    number = next((marks.number for marks in found if marks.number), None)
    return Marks("", number, next((marks.date for marks in found if marks.date), None))


def _versions_in(text: str) -> list[str]:
    return [*dates_in(text), *(str(number_text(number)) for number in numbers_in(text))]
