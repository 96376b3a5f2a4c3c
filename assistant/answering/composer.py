"""Evidence -> claims made of verbatim spans, each with its citations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from assistant.answering.grid import Working
from assistant.answering.lists import ItemList, blank_between, list_to_give
from assistant.answering.marks import emphasised, plain
from assistant.answering.question import NAME, question_kind
from assistant.answering.reader import Evidence
from assistant.answering.rows import asked_cells, is_total, measure, own_measure
from assistant.lexical import WordMatcher, content_words, words
from assistant.types import Cell, Citation, Claim, Passage, Span, Unit

_BEFORE_ITEM = " \t\r\n\f\u00a0•●-–—*1.)("
"""What may stand between a list and the line that introduces it, for both to be one quote."""
_ENDS = (".", "!", "?", "…", ":", ";", ")", "»", "”", '"')
"""What a sentence ends with, and what is written like one; else it is a fragment."""
_ENTRY = 4
"""What stands below a heading is an entry of a catalogue if it has no more sentences and items."""
_MOST_LOOKED_AT = 20
"""More units below a heading are not counted."""
_FIRST = 2
"""Among so many words at its start a unit has the name that it is about."""
_PRONOUN = re.compile(r"(?:it|they|he|she|il|elle|ils|elles)\b", re.IGNORECASE)
"""What a sentence begins with that says of whom it speaks only together with the one before."""
_IMPERSONAL = re.compile(
    r"il (?:faut|y a|s['’]agit|suffit|convient)\b|il (?:est|sera) \w+ (?:de|d['’]|que|qu['’])|it (?:is|will be) \w+ (?:to|that)\b", re.IGNORECASE
)
_BACK = 2
"""A pronoun's sentence is so far below the one that names what it stands for, at most."""
_MOST_SENTENCES = 6
"""An answer that takes in more is given by the likeliest of them alone."""
_MAX_LEAD = 160
"""A longer introduction (characters) is not repeated in front of what it introduces."""


@dataclass
class Composition:
    """The claims and citations of one answer, as they grow, and what they say of each document, by its id."""

    claims: list[Claim] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    said: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))

    @property
    def text(self) -> str:
        """The answer: its claims, one below the other."""
        return "\n\n".join(claim.text for claim in self.claims)

    def cite(self, passage: Passage, span: Span) -> int:
        """The marker of the citation of a span; the same span is cited once."""
        for citation in self.citations:
            if (citation.document.id, citation.start, citation.end) == (passage.document.id, span.start, span.end):
                return citation.marker
        marker = len(self.citations) + 1
        quote = span.of(passage.document_text)
        page = passage.document.page_at(span.start)
        is_heading = any(unit.kind == "heading" and unit.span == span for unit in passage.chunk.units)
        section = passage.chunk.section_at(span.end if is_heading else max(span.start, passage.chunk.start))  # a heading is of its own section
        self.citations.append(Citation(marker, passage.document, span.start, span.end, quote, page, section))
        return marker

    def claim(self, text: str, markers: Sequence[int]) -> None:
        """Adds a claim; its markers stand at the end of its first line where it is a list, of the whole otherwise."""
        tags = "".join(f" [{marker}]" for marker in markers)
        head, separator, rest = text.partition("\n")
        self.claims.append(Claim(f"{head}{tags}{separator}{rest}", tuple(markers)))


def compose(answered: Sequence[tuple[str, Sequence[Evidence]]]) -> Composition:
    """Builds the answer to one or several questions, each from its evidence, in order: a whole list, a row with its header, or a sentence.

    Evidence that says nothing new is left out. A fragment gets the heading that it stands under; of several answers, each that does not
    name what it is of.
    """
    composition = Composition()
    for question, evidence in answered:
        for item in evidence:
            said = composition.said[item.passage.document.id]
            if not any(span.start <= item.unit.start and item.unit.end <= span.end for span in said):
                beside = [] if said else [other.unit for other in evidence if other.passage.document.id == item.passage.document.id]
                said.append(_compose_one(composition, question, item, beside, is_one_of_several=len(answered) > 1))
    return composition


def compose_workings(workings: Sequence[Working]) -> Composition:
    """Builds the answer from what was worked out of tables, each with its working."""
    composition = Composition()
    for working in workings:
        _compose_working(composition, working)
    return composition


def _compose_one(composition: Composition, question: str, evidence: Evidence, beside: Sequence[Unit], *, is_one_of_several: bool) -> Span:
    """Adds the claim that one piece of evidence makes; returns the span that it covers. `beside` are the units of its document that answer as well."""
    passage, unit = evidence.passage, evidence.unit
    whole_list = list_to_give(question, passage, evidence.index, evidence.answer, beside)
    if whole_list is not None:
        return _compose_list(composition, passage, whole_list)
    if unit.kind == "row":
        _compose_row(composition, question, evidence)
        return unit.span
    several = evidence.answer if question_kind(question) in ("list", "other") else None
    span = _with_answer(passage, _from_name(passage, unit), several)
    span = unit.span if any(span.start < said.end and said.start < unit.start for said in composition.said[passage.document.id]) else span
    _compose_statement(composition, evidence, span, _naming_heading(question, passage, span, is_one_of_several=is_one_of_several))
    return span


def _compose_list(composition: Composition, passage: Passage, found: ItemList) -> Span:
    """What introduces the list, and its items; cited as one where nothing stands between them, each for itself where they are titles."""
    text = passage.document_text
    if found.items[0].kind == "heading":
        for title in found.items:
            composition.claim(f"- {plain(title.span.of(text))}", [composition.cite(passage, title.span)])
        return found.span
    lead = _joined(text, found.lead)
    span = found.span
    if lead and not text[lead[-1].end : span.start].strip(_BEFORE_ITEM):
        span = Span(lead.pop().start, span.end)
    markers = [composition.cite(passage, part) for part in (*lead, span)]
    head = [" ".join(plain(part.of(text)) for part in found.lead)] if found.lead else []
    shown = [item for item in found.items if any(character.isalpha() for character in item.span.of(text)) or item.kind == "item"]  # no number of a page
    items = [f"{'  ' * found.depth(item)}- {plain(item.span.of(text))}" for item in shown]
    composition.claim("\n".join([*head, *items]), markers)
    return span


def _compose_row(composition: Composition, question: str, evidence: Evidence) -> None:
    """A row as a person would say it: label, the cell or cells with their columns, the unit of measure."""
    passage, unit = evidence.passage, evidence.unit
    text = passage.document_text
    markers = [composition.cite(passage, unit.span), *(composition.cite(passage, span) for span in _joined(text, (*unit.header, *unit.path)))]
    if unit.label is None or not unit.cells:
        header = " — ".join(plain(span.of(text)) for span in unit.header)
        composition.claim(f"{plain(unit.span.of(text))} ({header})" if header else plain(unit.span.of(text)), markers)
        return
    asked = asked_cells(question, passage, unit) or ()
    shown = asked or unit.cells
    named = all(cell.column for cell in shown)
    unit_of_measure = None if any(own_measure(text, cell) for cell in shown) else measure(passage, unit)
    of_measure = _lowered(plain(unit_of_measure)) if unit_of_measure else ""
    if len(shown) == 1:
        column = f"({plain(_name(text, shown[0]))})" if named else ""
        said = " ".join(part for part in (f"**{plain(shown[0].span.of(text))}**", of_measure, column) if part)
    elif named:
        meant = asked or _pointed_at(unit, evidence.answer)
        cells = [f"{plain(_name(text, cell))} : {_bold(plain(cell.span.of(text)), cell in meant)}" for cell in shown]
        said = " ; ".join(cells) + (f" ({of_measure})" if of_measure else "")
    else:
        header = " — ".join(plain(span.of(text)) for span in unit.header)
        said = " | ".join(plain(cell.span.of(text)) for cell in shown) + (f" ({header})" if header else "")
    caption = unit.header[:1] if len(unit.header) > 1 and is_total(text, unit) else ()  # a total means little without what it is of
    composition.claim(f"{' — '.join(plain(span.of(text)) for span in (*caption, *unit.labels))} : {said}", markers)


def _compose_working(composition: Composition, working: Working) -> None:
    """The cells with their rows and columns, and below them the relation between them."""
    passage, shown = working.grid.passage, working.shown
    text = passage.document_text
    rows = [operand.unit for operand in shown]
    proof = [*rows, *([working.beside.unit] if working.beside and not working.compared else [])]
    above = _joined(text, [*rows[0].header, *([working.compared] if working.compared else [])])
    markers = list(dict.fromkeys([*(composition.cite(passage, row.span) for row in proof), *(composition.cite(passage, span) for span in above)]))
    computed = "**" in working.relation
    unit_of_measure = working.grid.measure(shown[0])
    of_measure = f" {_lowered(plain(unit_of_measure))}" if unit_of_measure else ""
    said = [_bold(operand.figure, not computed) + ("" if computed else of_measure) for operand in shown]
    columns = [plain(_name(text, operand.cell)) for operand in shown]
    labels = [plain(row.label.of(text)) if row.label else "" for row in rows]
    if len(set(columns)) > 1:
        cells = f"{labels[0]} : " + " ; ".join(f"{column} : {figure}" for column, figure in zip(columns, said, strict=True))
    else:
        cells = " ; ".join(f"{label} : {figure}" for label, figure in zip(labels, said, strict=True)) + (f" ({columns[0]})" if columns[0] else "")
    label = working.beside.unit.label if working.beside else None
    tail = (of_measure if computed else "") + (f" ({plain(label.of(text))})" if label else "")
    composition.claim(cells + (f"\n{working.relation}{tail}" if working.relation else ""), markers)


def _pointed_at(unit: Unit, answer: Span | None) -> tuple[Cell, ...]:
    """The one cell that the answer lies in; none where it takes in several."""
    cells = tuple(cell for cell in unit.cells if answer and cell.start < answer.end and answer.start < cell.end)
    return cells if len(cells) == 1 else ()


def _name(text: str, cell: Cell) -> str:
    return " ".join(span.of(text) for span in cell.column)


def _bold(said: str, is_asked: bool) -> str:
    return f"**{said}**" if is_asked else said


def _lowered(unit_of_measure: str) -> str:
    """A unit of measure as it is written inside a sentence: "Millions €" begins a header, "millions €" ends an amount."""
    word = unit_of_measure.split()[0]
    return unit_of_measure[0].lower() + unit_of_measure[1:] if word.istitle() and len(word) > 1 else unit_of_measure


def _compose_statement(composition: Composition, evidence: Evidence, span: Span, heading: Span | None) -> None:
    """A sentence, an item or a line, in the span that is quoted for it, with what introduces it, or else the heading given, where it is a mere fragment."""
    passage, unit, answer = evidence.passage, evidence.unit, evidence.answer
    text = passage.document_text
    markers = [composition.cite(passage, span)]
    inside = Span(max(answer.start - span.start, 0), min(answer.end, span.end) - span.start) if answer else Span(0, 0)
    statement = emphasised(span.of(text), inside)
    lead = unit.header[-1] if unit.header and unit.kind in ("item", "line") else heading
    if lead is not None and len(lead.of(text)) <= _MAX_LEAD:
        markers.append(composition.cite(passage, lead))
        statement = f"{plain(lead.of(text)).rstrip(' :')} : {statement}"
    composition.claim(statement, markers)


def _from_name(passage: Passage, unit: Unit) -> Span:
    """A sentence, from the one before on that says of whom it speaks if it begins with a pronoun."""
    units, text = passage.known_units, passage.document_text
    place = bisect_left(units, unit.start, key=lambda other: other.start)
    first = place
    while first > 0 and units[first].kind == "sentence" and _speaks_of_another(units[first].span.of(text)):
        first -= 1
        if units[first].kind != "sentence" or place - first > _BACK or blank_between(text, units[first], units[first + 1]):
            return unit.span
    return Span(units[first].start, unit.end)


def _with_answer(passage: Passage, span: Span, answer: Span | None) -> Span:
    """What is quoted, with the neighbouring sentences of its paragraph that the answer takes in as well ("There are three risks. ...")."""
    if answer is None:
        return span
    units, text = passage.known_units, passage.document_text
    taken = [unit for unit in units if unit.start < answer.end and answer.start < unit.end]
    together = all(unit.kind == "sentence" for unit in taken) and not any(blank_between(text, one, other) for one, other in pairwise(taken))
    return Span(min(span.start, taken[0].start), max(span.end, taken[-1].end)) if 1 < len(taken) <= _MOST_SENTENCES and together else span


def _speaks_of_another(sentence: str) -> bool:
    return _PRONOUN.match(sentence) is not None and _IMPERSONAL.match(sentence) is None


def _naming_heading(question: str, passage: Passage, span: Span, *, is_one_of_several: bool) -> Span | None:
    """The heading above what is quoted if it is what tells whose that is.

    It does for a fragment, which on a slide is all that stands below a name, and of several answers for one that lacks a word of the question that the heading
    has. It does, too, where it is the name of a short entry, which neither the question nor the quote says ("A fund for young firms."), unless the quote begins
    with a name that is asked for.
    """
    units, text = passage.known_units, passage.document_text
    place = max((place for place, above in enumerate(units) if above.kind == "heading" and above.end <= span.start), default=None)
    if place is None:
        return None
    heading, content = units[place].span, span.of(text)
    if not content.endswith(_ENDS):
        return heading
    own, above, asked = (WordMatcher(words(said)) for said in (content, heading.of(text), question))
    if is_one_of_several and any(above.match(word) > own.match(word) for word in content_words(question)):
        return heading
    below = takewhile(lambda other: other.kind != "heading", units[place + 1 :])
    is_entry = sum(other.kind in ("sentence", "item") for other in islice(below, _MOST_LOOKED_AT)) <= _ENTRY
    is_said = any(all(said.match(word) == 1 for word in content_words(heading.of(text))) for said in (own, asked))
    first = set(words(content)[:_FIRST])
    is_named = any(first.intersection(words(name.group())) for name in NAME.finditer(question))
    return heading if is_entry and NAME.search(heading.of(text)) and not is_said and not is_named else None


def _joined(text: str, spans: Sequence[Span]) -> list[Span]:
    """Neighbouring spans as one."""
    joined: list[Span] = []
    for span in spans:
        if joined and not text[joined[-1].end : span.start].strip():
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined
