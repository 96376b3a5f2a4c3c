"""Lists: the items that belong together, wherever the chunks cut them, and what introduces them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import question_kind, subject_words
from assistant.lexical import WordMatcher, words
from assistant.types import Passage, Span, Unit

_REACH = 5
"""A list begins at most so many units below the first line that introduces it."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of a list in their order, those nested in it included, and what introduces it."""

    items: tuple[Unit, ...]
    lead: tuple[Span, ...]

    @property
    def span(self) -> Span:
        """From the first item to the last."""
        return Span(self.items[0].start, self.items[-1].end)

    def depth(self, item: Unit) -> int:
        """How deep an item is nested, 0 for those of the list itself."""
        return len(item.header) - len(self.lead)


def list_around(passage: Passage, index: int) -> ItemList | None:
    """The list that a unit of a passage is an item of, or introduces; None where it is neither or the list has one item.

    An item that ends with a colon stands for the list that is nested in it.
    """
    own = passage.chunk.units[index]
    units: Sequence[Unit] = passage.document_units or passage.chunk.units
    place = bisect_left(units, own.start, key=lambda unit: unit.start)
    below = next((first for first in range(place + 1, min(place + _REACH, len(units))) if _introduces(own, units[first])), None)
    if own.kind != "item" and below is None:
        return None
    first = below if below is not None and (own.kind != "item" or own.span.of(passage.document_text).endswith(":")) else place
    lead = units[first].header
    end = first + 1
    while first > 0 and _is_inside(units[first - 1], lead):
        first -= 1
    while end < len(units) and _is_inside(units[end], lead):
        end += 1
    return ItemList(tuple(units[first:end]), lead) if end - first > 1 else None


def _introduces(unit: Unit, following: Unit) -> bool:
    return following.kind == "item" and unit.span in following.header


def _is_inside(unit: Unit, lead: tuple[Span, ...]) -> bool:
    """Whether a unit is an item of the list with this lead, or of one nested in it."""
    return unit.kind == "item" and unit.header[: len(lead)] == lead


def list_to_give(question: str, passage: Passage, index: int) -> ItemList | None:
    """The list to answer with where a unit of a passage is the best evidence; None where it answers alone.

    That is the list that it introduces, or the one that it is in, if the question asks for a list, or is what introduces the list and nothing else.
    """
    found, unit = list_around(passage, index), passage.chunk.units[index]
    return found if found is not None and (unit not in found.items or _asks_for_list(question, passage, unit)) else None


def _asks_for_list(question: str, passage: Passage, item: Unit) -> bool:
    kind, asked = question_kind(question), subject_words(question)
    above = WordMatcher(word for span in item.header for word in words(span.of(passage.document_text)))
    return kind == "list" or (kind == "other" and bool(asked) and all(above.match(word) > 0 for word in asked))
