"""What a format states of its own structure: headings, paragraphs, items, tables, pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from assistant.documents.cells import YEAR

_FIGURE = re.compile(r"[-+−–]?[€$£]?\d[\d.,’'\s]*\s?(?:%|€|\$|£)?")


class Merged(Enum):
    """What stands in a table where a cell reaches over from its neighbour."""

    LEFT = "left"
    ABOVE = "above"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 1 is the outermost."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `is_rest`: it goes on with the paragraph or the item before it, which a page break cuts."""

    text: str
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list; `depth` 0 is the outermost."""

    text: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. The first `headers` rows name the columns, the first column names the rows."""

    rows: tuple[tuple[str | Merged, ...], ...]
    headers: int
    caption: str = ""
    goes_on: bool = False
    """It is more of the table before it, and its columns have the names of that one."""


@dataclass(frozen=True, slots=True)
class Running:
    """A line that a page says as others before it do, such as its running title: kept in the text, not to be found or cited."""

    text: str


@dataclass(frozen=True, slots=True)
class PageStart:
    """The beginning of a page or a slide, with the number that is printed on it, if one is."""

    label: str = ""


Element = Heading | Paragraph | Item | Grid | Running | PageStart


def header_rows(rows: Sequence[Sequence[str | Merged]], marked: int = 0) -> int:
    """How many of a table's first rows name its columns: those that are marked so, or the first if it looks like it; and the next where one reaches over it."""
    count = marked or int(bool(rows) and _names_columns(rows[0]))
    if count == 1 and Merged.LEFT in rows[0] and len(rows) > 2 and _names_columns(rows[1]):
        return 2
    return count


def _names_columns(row: Sequence[str | Merged]) -> bool:
    """Whether a row has no figure but years, and more than one name."""
    cells = [cell for cell in row if isinstance(cell, str) and cell.strip()]
    return len(cells) > 1 and not any(_FIGURE.fullmatch(cell.strip()) and not YEAR.fullmatch(cell.strip()) for cell in cells)
