"""Small cases, documents and replies to score by hand."""

from __future__ import annotations

from typing import Any

from evals.cases import Case, Expectation, Fact, Gold
from evals.replies import Reply, parse_reply
from evals.scoring import Outcome, score
from evals.sources import SourceText

TEXT = "The port has 12 quays. It cost 3,5 million €. Odile Vranck runs it.\nIt opened in May 1998."
OTHER = "The airport has 12 gates."
SOURCES = {"port.txt": SourceText("port.txt", "a" * 64, TEXT), "airport.txt": SourceText("airport.txt", "b" * 64, OTHER)}


def span(quote: str, file: str = "port.txt") -> Gold:
    start = SOURCES[file].text.index(quote)
    return Gold(file=file, quote=quote, start=start, end=start + len(quote))


def case(*facts: Fact, gold: tuple[Gold, ...] = (), forbidden: tuple[Fact, ...] = (), name: str = "x", language: str = "en", kind: str = "k") -> Case:
    """A case with these facts, or without any one that expects an abstention."""
    expect = Expectation(facts=facts, status="answered" if facts else "abstained", forbidden=forbidden)
    return Case(id=name, question="How many quays?", language=language, kind=kind, gold=gold, expect=expect)


def number(*alternatives: str) -> Fact:
    return Fact(any=alternatives, kind="number")


def text(*alternatives: str) -> Fact:
    return Fact(any=alternatives)


def citation(quote: str, marker: int = 1, file: str = "port.txt", **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    found = span(quote, file)
    return {"marker": marker, "file": file, "start": found.start, "end": found.end, "quote": quote} | changed


def passage(quote: str, rank: int, file: str = "port.txt") -> dict[str, Any]:
    found = span(quote, file)
    return {"file": file, "start": found.start, "end": found.end, "rank": rank}


def answered(said: str, *citations: dict[str, Any], passages: list[dict[str, Any]] | None = None, confidence: float = 0.9) -> Reply:
    """An answer whose one claim rests on all its citations."""
    claims = [{"text": said, "citations": [row["marker"] for row in citations]}]
    row = {"status": "answered", "text": said, "claims": claims, "citations": list(citations), "confidence": confidence}
    return parse_reply(row | {"passages": [passage(TEXT, 1)] if passages is None else passages})


def abstained(passages: list[dict[str, Any]] | None = None, confidence: float = 0.6) -> Reply:
    row = {"status": "abstained", "text": "The documents do not say.", "confidence": confidence, "reason": "not_in_documents"}
    return parse_reply(row | {"passages": [passage(TEXT, 1)] if passages is None else passages})


def scored(asked: Case, reply: Reply) -> Outcome:
    return score(asked, reply, SOURCES)
