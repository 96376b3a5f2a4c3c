"""Every cell of every table in the project's corpus, asked for in French and in English."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.types import Answer, Cell, Unit
from evals.cases import Fact
from evals.facts import holds

ASKED = {"fr": "{caption} : combien pour « {label} »{column} ?", "en": "{caption}: how much for “{label}”{column}?"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question for one cell, and where the cell and what stands above it are."""

    question: str
    value: str
    cell: Cell
    unit: Unit


def one_line(text: str) -> str:
    return " ".join(text.split())


def cells(assistant: Assistant) -> Iterator[Asked]:
    """A question in either language for each cell."""
    snapshot = assistant.store.snapshot()
    for chunk in snapshot.chunks():
        text = snapshot.text(chunk.document_id)
        for unit in chunk.units:
            for cell in unit.cells:
                assert unit.label is not None
                named = ", ".join(["", *(one_line(span.of(text)) for span in cell.column)])
                caption, label = one_line(unit.header[0].of(text)), one_line(unit.label.of(text))
                for template in ASKED.values():
                    yield Asked(template.format(caption=caption, label=label, column=named), one_line(cell.span.of(text)), cell, unit)


def test_every_cell_can_be_asked_for(corpus_assistant: Assistant) -> None:
    questions = list(cells(corpus_assistant))
    assert len(questions) >= 170
    right, alone = [], []
    for asked in questions:
        reply = corpus_assistant.ask(asked.question)
        if not isinstance(reply, Answer) or not holds(reply.text, Fact(any=(asked.value,), kind="number")):
            continue
        spans = [(citation.start, citation.end) for citation in reply.citations]
        covered = all(any(start <= span.start and span.end <= end for start, end in spans) for span in (asked.cell.span, *asked.unit.header))
        right.append(covered)
        alone.append(covered and reply.text.split("**")[1::2] == [asked.value])
    assert sum(right) >= 0.95 * len(questions)  # the cell, with its row and its header cited
    assert sum(alone) >= 0.95 * len(questions)  # and no other
