"""Every list in the project's corpus, asked for by what stands above it, in French and in English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.assistant import Assistant
from assistant.documents.corpus import load, scan
from assistant.lexical import words
from assistant.types import Abstention, Answer, Block, Document, Intake, Span

CORPUS = Path(__file__).parents[1] / "corpus"
ASKED = (
    "Quels sont les éléments de la liste « {name} » ?",
    "Liste : {name}",
    "{name} : lesquels ?",
    "What are the items of the list “{name}”?",
    "List: {name}",
    "What is listed under “{name}”?",
)
IN_DOCUMENT = "« {title} » : "


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, what it is known by, and the items of all other lists of its document."""

    document: Document
    name: str
    items: tuple[Span, ...]
    others: tuple[Span, ...]

    def is_given(self, reply: Answer | Abstention) -> bool:
        """Whether an answer has every item as a bullet, in a span that it cites, and cites no other list's."""
        if isinstance(reply, Abstention):
            return False
        bullets = [line.strip().removeprefix("- ") for line in reply.text.splitlines() if line.strip().startswith("- ")]
        cited = [(citation.document.id, citation.start, citation.end) for citation in reply.citations]
        here = [(start, end) for document, start, end in cited if document == self.document.info.id]
        complete = all(any(start <= item.start and item.end <= end for start, end in here) for item in self.items)
        strange = len(here) < len(cited) or any(start < other.end and other.start < end for other in self.others for start, end in here)
        return complete and not strange and bullets == [one_line(item.of(self.document.text)) for item in self.items]


def one_line(text: str) -> str:
    return " ".join(text.split())


def name_of(document: Document, block: Block) -> str:
    """What a list is known by: the lines that introduce it, or its heading, with the heading above that where it has hardly a word of its own ("2006")."""
    header = block.units[0].header
    above = header or block.headings[-1:]
    name = " ".join(one_line(span.of(document.text)) for span in above).rstrip(" :")
    if len(words(name)) < 2:
        outer = [span for span in block.headings if span not in above][-1:]
        return ", ".join([*(one_line(span.of(document.text)) for span in outer), name])
    return name


def lists() -> list[Listed]:
    """Every list of two items or more."""
    found = []
    for document in [load(source) for source in scan(CORPUS, intake=Intake(10))[0]]:
        blocks = [block for block in document.blocks if block.kind == "list"]
        for block in blocks:
            if len(block.units) > 1:
                others = [unit.span for other in blocks if other is not block for unit in other.units]
                found.append(Listed(document, name_of(document, block), tuple(unit.span for unit in block.units), tuple(others)))
    return found


def questions() -> Iterator[tuple[str, Listed]]:
    """Questions in both languages for each list; the document is named where two lists have one name."""
    found = lists()
    names = Counter(tuple(words(listed.name)) for listed in found)
    for listed in found:
        within = IN_DOCUMENT.format(title=listed.document.info.title) if names[tuple(words(listed.name))] > 1 else ""
        for template in ASKED:
            yield within + template.format(name=listed.name), listed


def test_every_list_is_given_whole_and_none_of_the_next(corpus_assistant: Assistant) -> None:
    asked = list(questions())
    assert len(asked) >= 200
    given = [listed.is_given(corpus_assistant.ask(question)) for question, listed in asked]
    assert sum(given) >= 0.9 * len(asked)
