"""A page as it is drawn: words and straight lines, with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points, from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """Its height in points."""
        return self.bottom - self.top

    @property
    def centre(self) -> float:
        """Half way from its left to its right."""
        return (self.left + self.right) / 2

    @property
    def middle(self) -> float:
        """Half way from its top to its bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Word:
    """What stands between white space. `is_turned`: its letters do not stand as most of the page's do."""

    text: str
    box: Box
    is_bold: bool = False
    is_turned: bool = False

    @property
    def size(self) -> float:
        """The height of its font in points, from the lowest descender to the highest ascender."""
        return self.box.height


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """The words of a page in the order in which they were written, and its horizontal and vertical lines. Text that is turned is put upright."""

    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Box, ...]
    label: str = ""
