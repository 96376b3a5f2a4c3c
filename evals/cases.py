"""Question-and-answer cases: what is asked, and what a right answer holds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.types import Turn


@dataclass(frozen=True, slots=True)
class Fact:
    """What must be in a right answer: one of the alternatives."""

    any: tuple[str, ...]
    kind: Literal["number", "date", "text"]


@dataclass(frozen=True, slots=True)
class Case:
    """One question. `files` are the documents with gold evidence; a case that expects an abstention has neither facts nor files."""

    id: str
    question: str
    history: tuple[Turn, ...]
    language: str
    kind: str
    facts: tuple[Fact, ...]
    files: frozenset[str]
    answerable: bool
    tags: frozenset[str]


def read_cases(path: Path) -> list[Case]:
    """The cases of a suite, in its order.

    Raises:
        ValueError: A line is no case; the message names it.
    """
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            cases.append(
                Case(
                    id=row["id"],
                    question=row["question"],
                    history=tuple(Turn(turn["role"], turn["content"]) for turn in row.get("history", [])),
                    language=row["language"],
                    kind=row["kind"],
                    facts=tuple(Fact(tuple(fact["any"]), fact["kind"]) for fact in row["expect"].get("facts", [])),
                    files=frozenset(gold["file"] for gold in row.get("gold", [])),
                    answerable=row["expect"]["status"] == "answered",
                    tags=frozenset(row.get("tags", [])),
                )
            )
        except (KeyError, TypeError, json.JSONDecodeError) as exc:
            raise ValueError(f"{path}, line {number}: is no case ({exc!r})") from exc
    return cases
