"""Lists: the items that belong together, wherever the chunks cut them, and what introduces them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.question import Kind, question_kind, subject_words
from assistant.answering.titles import titles_to_give
from assistant.lexical import WordMatcher, words
from assistant.types import Passage, Span, Unit

SEVERAL_MEANT: tuple[Kind, ...] = ("other", "person")
"""The kinds of questions that several items may answer though no list is asked for."""
_MOST_FRAGMENTS = 20
"""More short lines are no list but a page that lost its shape."""
_REACH = 5
"""A list begins at most so many units below the first line that introduces it."""


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of a list in their order, with what is nested in them, and what introduces it."""

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
    units = passage.known_units
    place = _place(units, own.start)
    below = next((first for first in range(place + 1, min(place + _REACH, len(units))) if _introduces(own, units[first])), None)
    if own.kind != "item" and below is None:
        return None
    return _list_of(units, below if below is not None and (own.kind != "item" or own.span.of(passage.document_text).endswith(":")) else place)


def heading_of(passage: Passage, index: int) -> str:
    """The heading of the list of an item, where no other list stands between the two; nothing otherwise."""
    units = passage.known_units
    found = list_around(passage, index)
    for place in range(_place(units, found.span.start) - 1 if found else -1, -1, -1):
        if units[place].kind == "heading":
            return units[place].span.of(passage.document_text)
        if units[place].kind in ("item", "row"):
            break
    return ""


def list_to_give(question: str, passage: Passage, index: int, answer: Span | None = None, beside: Sequence[Unit] = ()) -> ItemList | None:
    """The list to answer with where a unit of a passage is the best evidence; None where it answers alone.

    That is the list that it introduces, unless an amount or date or the like is asked for, which it has itself; or the one that it is in, if the question asks
    for a list, or is what introduces the list and nothing else, or if the answer takes in several of its items, or others of them (`beside`) answer as well and
    no amount or date or the like is asked for. Of lists in each other it is the outermost, unless the question names the item that an inner one belongs to.
    Asked for a list, the short lines right below each other are one, and so are the titles that count what is asked for.
    """
    if titles := titles_to_give(question, passage, index):
        return ItemList(titles, ())
    found, unit, kind = list_around(passage, index), passage.chunk.units[index], question_kind(question)
    if found is None:
        return _fragments(passage, unit) if kind == "list" else None
    taken = sum(item.start < answer.end and answer.start < item.end for item in found.items) if answer else 0
    says_it = answer is not None and unit.start <= answer.start and answer.end <= unit.end
    if unit not in found.items and says_it and kind not in ("list", *SEVERAL_MEANT):
        return None
    if kind in SEVERAL_MEANT:
        taken = max(taken, sum(item in beside for item in found.items))
    if unit in found.items and taken < 2 and not _asks_for_list(question, passage, unit):
        return None
    units = passage.known_units
    while found.lead:
        place = _place(units, found.lead[-1].start)
        outer = _list_of(units, place) if place < len(units) and units[place].span == found.lead[-1] and units[place].kind == "item" else None
        if outer is None or _names(question, passage, units[place]):
            break
        found = outer
    return found


def _fragments(passage: Passage, line: Unit) -> ItemList | None:
    """The short lines among which a line stands, if they are several and not those of a table's header, as a list on a slide without bullets."""
    if line.kind != "line":
        return None
    units, text = passage.known_units, passage.document_text
    headers = frozenset(span for unit in units if unit.kind == "row" for span in unit.header)
    first = _place(units, line.start)
    end = first + 1
    while first > 0 and _right_below(text, units[first - 1], units[first], headers):
        first -= 1
    while end < len(units) and _right_below(text, units[end - 1], units[end], headers):
        end += 1
    return ItemList(tuple(units[first:end]), line.header) if 1 < end - first <= _MOST_FRAGMENTS else None


def _right_below(text: str, above: Unit, below: Unit, headers: frozenset[Span]) -> bool:
    """Whether both are short lines that the same introduces, with no blank line between them."""
    if (above.kind, above.header) != ("line", below.header) or below.kind != "line" or headers.intersection((above.span, below.span)):
        return False
    return not blank_between(text, above, below) and "\f" not in text[above.end : below.start]


def blank_between(text: str, above: Unit, below: Unit) -> bool:
    """Whether a blank line stands between two units."""
    return text.count("\n", above.end, below.start) > 1


def _place(units: Sequence[Unit], start: int) -> int:
    return bisect_left(units, start, key=lambda unit: unit.start)


def _list_of(units: Sequence[Unit], first: int) -> ItemList | None:
    """The list of the item at a place."""
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
    """Whether a unit is an item of the list with this lead, or lies in one."""
    return unit.header[: len(lead)] == lead and (unit.kind == "item" or (unit.kind == "line" and len(unit.header) > len(lead)))


def _asks_for_list(question: str, passage: Passage, item: Unit) -> bool:
    kind, asked, above = question_kind(question), subject_words(question), _matcher(passage, item.header)
    return kind == "list" or (kind == "other" and bool(asked) and all(above.match(word) > 0 for word in asked))


def _names(question: str, passage: Passage, item: Unit) -> bool:
    """Whether a question has a word of an item that what introduces the item has not."""
    own, above = _matcher(passage, (item.span,)), _matcher(passage, item.header)
    return any(own.match(word) > above.match(word) for word in subject_words(question))


def _matcher(passage: Passage, spans: Sequence[Span]) -> WordMatcher:
    return WordMatcher(word for span in spans for word in words(span.of(passage.document_text)))
