"""ANSWER JSON as any assistant may give it, and what is read from it."""

from __future__ import annotations

import re
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evals.cases import SuiteError, first_error

_MARKER = re.compile(r" ?\[(\d{1,4})\]")
_EMPHASIS = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)


class _Part(BaseModel):
    """A part of an answer; keys that are not needed here are let through."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class CitationRow(_Part):
    """One citation: marker `[n]` and the span that it stands for."""

    marker: int
    file: str
    start: int
    end: int
    quote: str
    sha256: str | None = None
    page: int | None = None


class ClaimRow(_Part):
    """One statement and the markers that prove it."""

    text: str
    citations: tuple[int, ...] = ()


class PassageRow(_Part):
    """One retrieved passage."""

    file: str
    start: int = Field(ge=0)
    end: int
    rank: int
    similarity: float | None = None

    @property
    def id(self) -> str:
        """What a ranking knows it by."""
        return f"{self.file}:{self.start}-{self.end}"


class Reply(_Part):
    """An answer or an abstention. `passages` is None where an assistant does not tell what it retrieved."""

    status: Literal["answered", "abstained"]
    text: str
    claims: tuple[ClaimRow, ...] = ()
    citations: tuple[CitationRow, ...] = ()
    passages: tuple[PassageRow, ...] | None = None
    confidence: float | None = Field(default=None, ge=0, le=1)
    reason: str | None = None
    standalone_question: str | None = None
    timings_ms: dict[str, float] = Field(default_factory=dict)

    @property
    def answered(self) -> bool:
        """Whether it answers."""
        return self.status == "answered"

    @property
    def plain_text(self) -> str:
        """The text without its marks."""
        return _EMPHASIS.sub(r"\1", _MARKER.sub("", self.text))

    @property
    def short_answer(self) -> str:
        """What answers most directly: the words emphasised, else the whole text; empty for an abstention."""
        if not self.answered:
            return ""
        emphasised = _EMPHASIS.findall(self.text)
        return emphasised[0] if len(emphasised) == 1 else self.plain_text

    @property
    def unresolved(self) -> tuple[int, ...]:
        """The markers of the text that no citation has."""
        known = {citation.marker for citation in self.citations}
        return tuple(sorted({int(marker) for marker in _MARKER.findall(self.text)} - known)) if self.answered else ()

    @property
    def ranked_passages(self) -> tuple[PassageRow, ...]:
        """The passages in their order; those that claim one rank by id."""
        return tuple(sorted(self.passages or (), key=lambda passage: (passage.rank, passage.id)))


def parse_reply(answer: Any) -> Reply:  # noqa: ANN401 - whatever an assistant gave
    """Reads ANSWER JSON.

    Raises:
        SuiteError: It is none; the message says what is wrong.
    """
    try:
        return Reply.model_validate(answer)
    except ValidationError as exc:
        raise SuiteError(f"is no answer ({first_error(exc)})") from exc
