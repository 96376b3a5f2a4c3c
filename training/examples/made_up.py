"""Documents that are made up, and the examples that they give. Nothing in them exists."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from random import Random
from types import MappingProxyType

from assistant.answering.view import View
from training.examples import entries, facts, lists, lookups, plans, profiles, registers, slides, support, tables
from training.examples.example import Example, Part, grouped
from training.examples.reading import Question, Reading, beside, example, put
from training.examples.sheet import Sheet
from training.examples.wording import vary
from training.examples.words import word

Section = Callable[[Sheet], None]

TRAINED: Mapping[str, Section] = MappingProxyType(
    {
        "table": tables.years,
        "names": tables.names,
        "list": lists.lists,
        "catalogue": entries.catalogue,
        "slides": slides.slides,
        "timeline": slides.timeline,
        "facts": facts.facts,
        "plan": plans.plans,
        "share": plans.shares,
        "profile": profiles.profiles,
        "contact": profiles.contacts,
        "series": lookups.series,
        "support": support.support,
        "register": registers.registers,
    }
)
"""The kinds of sections that the reader learns from."""
HELD_OUT: Mapping[str, Section] = MappingProxyType({"prices": tables.prices, "hours": tables.hours, "steps": lists.steps, "glossary": entries.glossary})
"""Kinds that it never sees but in the test."""
_OFF_TOPIC = 0.1
"""Questions to another document, for each question of a document's own."""


def made_up(documents: int, reading: Reading, seed: int, part: Part = "training") -> Iterator[Example]:
    """The examples of so many documents, the same for the same seed; the held-out kinds are in no other part."""
    foreign: list[Question] = []
    for number in range(documents):
        random = Random(f"{seed}/{part}/{number}")
        sheet, title = write_document(random, sections_of(part))
        shown = reading.views(sheet.text, title, sheet.language, markdown=sheet.markdown)
        for place, question in enumerate(sheet.questions):
            found = example(question, shown, part)
            if found is not None:
                others = [view for view in shown if view.text != found.passage and all(view.place(span) is None for span in question.answers)]
                yield from grouped([vary(found, random), *beside(question, others, part)], f"{seed}/{number}/{place}")
        yield from _off_topic(foreign, shown, random, part, round(_OFF_TOPIC * len(sheet.questions)))
        foreign = sheet.questions


def sections_of(part: Part) -> Mapping[str, Section]:
    """The kinds of sections that documents for a part are made of."""
    return HELD_OUT if part == "held_out" else TRAINED


def write_document(random: Random, sections: Mapping[str, Section]) -> tuple[Sheet, str]:
    """A document of one to three sections, and its title."""
    sheet = Sheet(random, random.choice(("en", "fr")), random.random() < 0.5)
    for name in random.sample(list(sections), min(len(sections), random.choice((1, 2, 2, 3)))):
        sections[name](sheet)
    return sheet, sheet.pick(
        (f"{word(random)} report", f"Guide to {word(random)}", word(random)), (f"Rapport {word(random)}", f"Guide de {word(random)}", word(random))
    )


def _off_topic(questions: list[Question], shown: tuple[View, ...], random: Random, part: Part, count: int) -> Iterator[Example]:
    for question in random.sample(questions, min(count, len(questions))) if shown else ():
        asked = Question(question.text, question.language, f"{question.kind.partition('.')[0]}.off_topic")
        yield vary(put(asked, random.choice(shown), (), part), random)
