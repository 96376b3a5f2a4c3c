"""What introduces a list: the sentence above it, and the items around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.types import Block, Span, Unit

_ANNOUNCES = re.compile(r"\b(?:following|as follows|below|suivant(?:e|s|es)?|ci-dessous|ci-après)\b", re.IGNORECASE)
_REFERS_BACK = re.compile(r"^(?:these|those|they|this|ces|ceux-ci|celles-ci|ils|elles)\b|\bsuch\b(?! as\b)", re.IGNORECASE)
"""What a sentence has that is not understood without the one before it."""
_MOST_BETWEEN = 2
"""At most so many sentences stand between a line that ends with a colon and its list."""


def lead_in(text: str, blocks: Sequence[Block]) -> tuple[Span, ...]:
    """What introduces a list that begins after these blocks, in its order; nothing where no line announces it.

    It is the last line above that ends with a colon, or right above, one that says that something follows; with the sentence before it where it refers to that.
    """
    above: list[Unit] = []
    for block in reversed(blocks):
        if block.kind not in ("paragraph", "lines") or len(above) > _MOST_BETWEEN + 1:
            break
        above += reversed(block.units)
    for place, unit in enumerate(above[: _MOST_BETWEEN + 1]):
        content = unit.span.of(text).rstrip("*_ ")
        if content.endswith(":") or (place == 0 and unit.kind == "sentence" and _ANNOUNCES.search(content)):
            before = above[place + 1 : place + 2] if _REFERS_BACK.search(content) else []
            return (*(other.span for other in before if other.kind == "sentence"), unit.span)
    return ()


@dataclass
class Nesting:
    """The lists that are open inside each other, each by its depth and what introduces it, the outermost first."""

    lead: tuple[Span, ...]
    _open: list[tuple[int, tuple[Span, ...]]] = field(default_factory=list)
    _last: Span | None = None

    def item(self, span: Span, depth: int) -> Unit:
        """The next item; deeper than the one before, it is in a list that that one introduces. Depths need not be neighbours."""
        while len(self._open) > 1 and depth <= self._open[-2][0]:
            self._open.pop()
        if not self._open:
            self._open.append((depth, self.lead))
        elif depth > self._open[-1][0] and self._last is not None:
            self._open.append((depth, (*self._open[-1][1], self._last)))
        self._last = span
        return Unit("item", span.start, span.end, self._open[-1][1])
