"""What may answer a question: the units of the passages, and for one that asks for a list, whole lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.answering.lists import list_around
from assistant.answering.operations import is_of_another_number
from assistant.answering.question import Kind, question_kind
from assistant.types import Passage, Span, Unit

_ADDRESS_ONLY = re.compile(r"(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may answer, or for a question that asks for a list, the items of one list."""

    passage: Passage
    places: tuple[int, ...]

    @property
    def index(self) -> int:
        """The place of the unit that is meant, the first of a list."""
        return self.places[0]

    @property
    def unit(self) -> Unit:
        """The unit that is meant, the first of a list."""
        return self.passage.chunk.units[self.index]

    @property
    def content(self) -> str:
        """What it says."""
        return "\n".join(self.passage.chunk.units[place].span.of(self.passage.document_text) for place in self.places)

    @property
    def lead(self) -> str:
        """What introduces it."""
        return " ".join(span.of(self.passage.document_text) for span in self.unit.header)

    @property
    def is_list(self) -> bool:
        """Whether it is a whole list."""
        return len(self.places) > 1


class Placed(Protocol):
    """A unit of a passage."""

    @property
    def passage(self) -> Passage:
        """The passage."""
        ...

    @property
    def unit(self) -> Unit:
        """The unit."""
        ...


def in_one_table(one: Placed, other: Placed) -> bool:
    """Whether both are rows of the same table, in whatever passages."""
    return one.unit.kind == other.unit.kind == "row" and one.unit.header == other.unit.header and one.passage.document.id == other.passage.document.id


def candidates(question: str, passages: Sequence[Passage]) -> list[Candidate]:
    """The units that may answer, in the order of the passages; for a question that asks for a list, each list as one.

    A heading does not, nor a table's header line, a line that the next unit repeats (as at a page break), a line that announces what is not there, a bare
    address unless one is asked for, or what is of another number than the question names ("axis 1", "article 5").
    """
    kind = question_kind(question)
    found = [candidate for passage in passages for candidate in _candidates(kind, passage)]
    return [candidate for candidate in found if not is_of_another_number(question, f"{candidate.passage.chunk.context}\n{candidate.lead}\n{candidate.content}")]


def _candidates(kind: Kind, passage: Passage) -> list[Candidate]:
    units, text = passage.chunk.units, passage.document_text
    headers = {span for unit in units for span in unit.header if unit.kind == "row"}
    lists = _lists(units) if kind == "list" else {}
    introducing = {lead for candidate in lists.values() for lead in candidate[1]}
    found: list[Candidate] = []
    for index, unit in enumerate(units):
        content = unit.span.of(text)
        repeated = unit.kind == "line" and (
            (index + 1 < len(units) and units[index + 1].span.of(text).startswith(content)) or (index > 0 and units[index - 1].span.of(text).endswith(content))
        )
        bare = kind != "website" and _ADDRESS_ONLY.fullmatch(content)
        announces = content.endswith(":") and list_around(passage, index) is None
        if unit.kind == "heading" or unit.span in headers or repeated or bare or announces or index in introducing:
            continue
        if unit.kind != "item" or unit.header not in lists:
            found.append(Candidate(passage, (index,)))
        elif index == lists[unit.header][0][0]:
            found.append(Candidate(passage, lists[unit.header][0]))
    return found


def _lists(units: Sequence[Unit]) -> dict[tuple[Span, ...], tuple[tuple[int, ...], tuple[int, ...]]]:
    """The lists of a chunk by what introduces them: the places of their items, and of what introduces them where it is in the chunk."""
    items: dict[tuple[Span, ...], list[int]] = {}
    for place, unit in enumerate(units):
        if unit.kind == "item" and unit.header:
            items.setdefault(unit.header, []).append(place)
    return {
        header: (tuple(places), tuple(place for place, unit in enumerate(units[: places[0]]) if unit.span in header and unit.kind != "item"))
        for header, places in items.items()
        if len(places) > 1
    }
