"""Writing cases by asking: what the assistant answers, what a right answer states, and where the documents say so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.documents.language import question_language
from assistant.types import Abstention, Answer
from evals.cases import Case, Expectation, Fact, Gold, SuiteError, read_cases, write_cases
from evals.facts import fact_kind, holds
from evals.sources import Sources, find_quote

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*")


def suggested_facts(reply: Answer | Abstention) -> str:
    """What a right answer might have to state: the words that the answer emphasises."""
    return "; ".join(_EMPHASIS.findall(reply.text)) if isinstance(reply, Answer) else ""


def cited_evidence(reply: Answer, markers: Sequence[int]) -> tuple[Gold, ...]:
    """The spans that an answer cites under these markers.

    Raises:
        SuiteError: It has no citation with one of them.
    """
    by_marker = {citation.marker: citation for citation in reply.citations}
    unknown = [str(marker) for marker in markers if marker not in by_marker]
    if unknown or not markers:
        raise SuiteError(f"no citation {', '.join(unknown) or 'named'}; there are {', '.join(map(str, by_marker))}")
    chosen = [by_marker[marker] for marker in markers]
    return tuple(Gold(file=c.document.file, quote=c.quote, start=c.start, end=c.end, sha256=c.document.sha256) for c in chosen)


def quoted_evidence(quote: str, sources: Sources) -> tuple[Gold, ...]:
    """Every place where the documents have a quote.

    Raises:
        SuiteError: They have it nowhere.
    """
    places = tuple(find_quote(quote, sources))
    if not places:
        raise SuiteError("no document has these words one after the other; copy them from the document")
    return places


def parse_facts(text: str, gold: Sequence[Gold]) -> tuple[Fact, ...]:
    """Facts as a person types them: apart by ";", the alternatives of one by " / ". What is a number or a date is compared as one.

    >>> parse_facts("1,5 million € / 1.5 M€; Liège", [Gold(file="a", quote="Liège a 1,5 million €", start=0, end=21)])
    (Fact(any=('1,5 million €', '1.5 M€'), kind='number'), Fact(any=('Liège',), kind='text'))

    Raises:
        SuiteError: There is none, or the evidence does not state one.
    """
    facts = []
    for part in text.split(";"):
        alternatives = tuple(alternative.strip() for alternative in part.split(" / ") if alternative.strip())
        if alternatives:
            facts.append(Fact(any=alternatives, kind=fact_kind(alternatives[0])))
    if not facts:
        raise SuiteError("expected at least one fact, such as a figure or a name")
    for fact in facts:
        if not any(holds(gold_span.quote, fact) for gold_span in gold):
            raise SuiteError(f"the evidence does not state “{fact.any[0]}”; name what it states, or other evidence")
    return tuple(facts)


def next_id(suite: Path, cases: Sequence[Case]) -> str:
    """The id of the next case: the suite's name and a number that none has."""
    numbers = [int(match[1]) for case in cases if (match := re.fullmatch(rf"{re.escape(suite.stem)}-(\d+)", case.id))]
    return f"{suite.stem}-{max(numbers, default=0) + 1:03d}"


def append_case(suite: Path, question: str, kind: str, facts: Sequence[Fact], gold: Sequence[Gold]) -> Case:
    """Adds a case to a suite, which is begun if there is none; without facts it expects an abstention."""
    cases = list(read_cases(suite)) if suite.exists() else []
    expect = Expectation(facts=tuple(facts), status="answered" if facts else "abstained")
    case = Case(id=next_id(suite, cases), question=question, language=question_language(question), kind=kind, gold=tuple(gold), expect=expect)
    write_cases(suite, [*cases, case])
    return case
