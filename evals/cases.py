"""Suites of question-and-answer cases: what is asked, what a right answer holds, and where the evidence for it lies."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from assistant.errors import AssistantError
from assistant.types import Turn

SUITES = Path(__file__).parent / "suites"
CASES_FILE = "suite.jsonl"


class SuiteError(AssistantError):
    """A suite, a run or a baseline cannot be used."""


class _Row(BaseModel):
    """What a line of JSON holds; unknown keys are refused, since a misspelt one would be silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fact(_Row):
    """What a right answer states: one of the alternatives. How they are compared: `evals.facts.holds`."""

    any: tuple[str, ...] = Field(min_length=1)
    kind: Literal["number", "date", "text"] = "text"


class Gold(_Row):
    """Gold evidence: an exact span of a document, `start` and `end` in code points; `sha256` is that of the version in which it was found."""

    file: str
    quote: str = Field(min_length=1)
    start: int = Field(ge=0)
    end: int
    sha256: str | None = None


class Expectation(_Row):
    """What is expected: all of `facts` in an answer and none of `forbidden`, or an abstention."""

    facts: tuple[Fact, ...] = ()
    status: Literal["answered", "abstained"]
    forbidden: tuple[Fact, ...] = ()


class Message(_Row):
    """One message of the conversation before the question."""

    role: Literal["user", "assistant"]
    content: str


class Case(_Row):
    """One question. Gold spans that state the same fact are alternatives; each fact needs one of those that state it."""

    id: str = Field(min_length=1)
    question: str
    history: tuple[Message, ...] = ()
    language: str
    kind: str
    gold: tuple[Gold, ...] = ()
    expect: Expectation
    tags: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _is_consistent(self) -> Case:
        if self.answerable and not self.expect.facts:
            raise ValueError("a case that expects an answer needs facts")
        if not self.answerable and (self.expect.facts or self.gold):
            raise ValueError("a case that expects an abstention has neither facts nor gold evidence")
        return self

    @property
    def answerable(self) -> bool:
        """Whether the documents answer."""
        return self.expect.status == "answered"

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation before, in the assistant's own type."""
        return tuple(Turn(message.role, message.content) for message in self.history)

    def as_dict(self) -> dict[str, object]:
        """The case as a line of a suite has it."""
        return self.model_dump(mode="json", exclude_defaults=True) | {
            "history": [message.model_dump() for message in self.history],
            "gold": [gold.model_dump(exclude_none=True) for gold in self.gold],
            "expect": {"facts": [fact.model_dump(mode="json") for fact in self.expect.facts], "status": self.expect.status}
            | ({"forbidden": [fact.model_dump(mode="json") for fact in self.expect.forbidden]} if self.expect.forbidden else {}),
            "tags": list(self.tags),
        }


@dataclass(frozen=True, slots=True)
class Suite:
    """Cases with the corpus that they are about; `corpus` and `index` are None where the settings' own are meant."""

    name: str
    path: Path
    cases: tuple[Case, ...]
    corpus: Path | None = None
    index: Path | None = None

    @property
    def sha256(self) -> str:
        """The hash of the suite's file."""
        return hashlib.sha256(self.path.read_bytes()).hexdigest()


def bundled_suites() -> list[str]:
    """The names of the suites that come with the project."""
    return sorted([path.stem for path in SUITES.glob("*.jsonl")] + [path.parent.name for path in SUITES.glob(f"*/{CASES_FILE}")])


def find_suite(suite: str) -> Path:
    """The file of a suite, by its path, its folder or a bundled name.

    Raises:
        SuiteError: There is none.
    """
    candidates = [Path(suite), Path(suite) / CASES_FILE]
    if Path(suite).name == suite:
        candidates += [SUITES / f"{suite}.jsonl", SUITES / suite / CASES_FILE]
    for path in candidates:
        if path.is_file():
            return path
    raise SuiteError(f"suite {suite}: there is no such file, folder with {CASES_FILE}, or bundled suite ({', '.join(bundled_suites())})")


def open_suite(suite: str) -> Suite:
    """Reads a suite. A folder holds `suite.jsonl` and, in `corpus/`, the documents that the cases are about.

    Raises:
        SuiteError: There is no such suite, or a line is no case.
    """
    path = find_suite(suite)
    cases = read_cases(path)
    if path.name != CASES_FILE:
        return Suite(path.stem, path, cases)
    folder = path.parent
    own = folder / "corpus"
    return Suite(folder.resolve().name, path, cases, own, folder / "index") if own.is_dir() else Suite(folder.resolve().name, path, cases)


def read_cases(path: Path) -> tuple[Case, ...]:
    """The cases of a file, in its order.

    Raises:
        SuiteError: The file cannot be read, a line is no case, two have one id, or there is none; the message names the line and what is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path}: cannot be read ({exc}); expected a UTF-8 file with one case a line") from exc
    cases: dict[str, Case] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            case = Case.model_validate_json(line)
        except ValidationError as exc:
            raise SuiteError(f"{path}, line {number}: {first_error(exc)}") from exc
        if case.id in cases:
            raise SuiteError(f"{path}, line {number}: there is a case {case.id} already; give each an id of its own")
        cases[case.id] = case
    if not cases:
        raise SuiteError(f"{path}: holds no case")
    return tuple(cases.values())


def write_cases(path: Path, cases: Iterable[Case]) -> None:
    """Writes a suite, a line a case."""
    path.write_text("".join(json.dumps(case.as_dict(), ensure_ascii=False) + "\n" for case in cases), encoding="utf-8")


def first_error(error: ValidationError) -> str:
    """What is wrong, where, in one line."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return f"{place}: {first['msg']}" if place else str(first["msg"])
