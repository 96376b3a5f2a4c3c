"""Words that stand beside each other -> lines, and the pieces of a line between wide gaps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.documents.pdf.page import Box, Word

WIDE = 0.8
"""A gap wider than this part of the line's height stands between columns, not between words."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words of one height, from left to right."""

    words: tuple[Word, ...]

    @property
    def box(self) -> Box:
        """The rectangle around its words."""
        return around(word.box for word in self.words)

    @property
    def text(self) -> str:
        """Its words with single spaces between them."""
        return said(self.words)

    @property
    def size(self) -> float:
        """The height of its largest word's font, in points."""
        return max(word.size for word in self.words)

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are bold."""
        return all(word.is_bold for word in self.words)

    def pieces(self) -> list[TextLine]:
        """The parts of the line between wide gaps."""
        found: list[list[Word]] = []
        reach = 0.0
        for word in self.words:
            if found and word.box.left - reach <= WIDE * min(word.size, found[-1][-1].size):
                found[-1].append(word)
            else:
                found.append([word])
            reach = max(reach, word.box.right) if len(found[-1]) > 1 else word.box.right
        return [TextLine(tuple(piece)) for piece in found]


def said(words: Iterable[Word]) -> str:
    """What words say, with single spaces between them."""
    return " ".join(word.text for word in words)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around some others, of which there is at least one."""
    all_boxes = list(boxes)
    return Box(min(box.left for box in all_boxes), min(box.top for box in all_boxes), max(box.right for box in all_boxes), max(box.bottom for box in all_boxes))


def text_lines(words: Iterable[Word]) -> list[TextLine]:
    """The lines of words that stand at one height, from the top; a word is of a line if half of the smaller of both is beside it."""
    lines: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda word: (word.box.middle, word.box.left)):
        place = _line_of(word, spans)
        if place is None:
            lines.append([word])
            spans.append((word.box.top, word.box.bottom))
        else:
            lines[place].append(word)
            if word.size > spans[place][1] - spans[place][0]:
                spans[place] = (word.box.top, word.box.bottom)
    return [TextLine(tuple(sorted(line, key=lambda word: word.box.left))) for line in lines]


def _line_of(word: Word, spans: Sequence[tuple[float, float]]) -> int | None:
    """The last few lines are enough, since words come from the top."""
    for place in range(len(spans) - 1, max(-1, len(spans) - 4), -1):
        top, bottom = spans[place]
        beside = min(bottom, word.box.bottom) - max(top, word.box.top)
        if beside > 0.5 * min(word.size, bottom - top):
            return place
    return None
