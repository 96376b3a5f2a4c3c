"""One question to one passage, as the reader will see it."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.types import Span, UnitKind

_TRAINING, _CALIBRATION = 0.75, 0.10
Part = Literal["training", "calibration", "held_out"]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, the passage that it is put to, and what answers it there.

    Attributes:
        question: In the words of whoever asks.
        passage: The text that the reader is given.
        units: Where each citable unit lies in the passage, in order.
        unit_kinds: What each of them is.
        answers: The spans that answer, each alone; none where the passage does not say.
        language: That of the question.
        kind: What is asked of what, as "table.cell" or "piaf.span"; what comes before the point is the source.
        part: What it may be used for.
        group: Which examples put one question to several passages, of which at most one answers; empty for an example that is alone.
    """

    question: str
    passage: str
    units: tuple[Span, ...]
    unit_kinds: tuple[UnitKind, ...]
    answers: tuple[Span, ...]
    language: str
    kind: str
    part: Part = "training"
    group: str = ""

    @property
    def source(self) -> str:
        """The data set, or the kind of section that was made up."""
        return self.kind.partition(".")[0]

    @property
    def answer_units(self) -> frozenset[int]:
        """The places of the units that hold the answer: for a list all its items."""
        return frozenset(place for place, unit in enumerate(self.units) for span in self.answers if unit.start < span.end and span.start < unit.end)

    def asked(self, question: str, language: str | None = None) -> Example:
        """The same with the question in other words."""
        return replace(self, question=question, language=language or self.language)


def grouped(examples: Sequence[Example], name: str) -> list[Example]:
    """One question to several passages as a group; the question is the first example's, however it was changed. One example is left alone."""
    if len(examples) < 2:
        return list(examples)
    first = examples[0]
    return [replace(example, question=first.question, language=first.language, group=name) for example in examples]


def parts(questions: Mapping[str, int]) -> dict[str, Part]:
    """What the examples of each title are for, the same each time: three of four questions for training, one of ten for calibration, the rest held out.

    The titles are taken in the order of their hashes; `questions` says how many each has.
    """
    total, taken = sum(questions.values()), 0
    chosen: dict[str, Part] = {}
    for title in sorted(questions, key=lambda title: (zlib.crc32(title.encode()), title)):
        chosen[title] = "training" if taken < _TRAINING * total else "calibration" if taken < (_TRAINING + _CALIBRATION) * total else "held_out"
        taken += questions[title]
    return chosen
