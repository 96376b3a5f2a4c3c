"""Asking a person: is the answer right, where do the documents say so, and what must a right answer state?"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typer
from rich.console import Console

from assistant.assistant import Assistant
from assistant.terminal import print_reply
from assistant.types import Answer
from evals.authoring import append_case, cited_evidence, parse_facts, quoted_evidence, suggested_facts
from evals.cases import SuiteError
from evals.sources import indexed_sources

_T = TypeVar("_T")


def interview(assistant: Assistant, question: str, suite: Path, kind: str, console: Console) -> None:
    """Asks the assistant, shows its answer with the quotes, asks the person, and adds the case to the suite unless it is skipped."""
    reply = assistant.ask(question)
    console.print(f"\n{question}", markup=False, style="bold")
    print_reply(reply)
    choices = "rens" if isinstance(reply, Answer) else "ens"
    offered = "[r]ight, with these quotes; " if isinstance(reply, Answer) else ""
    verdict = _ask(f"{offered}[e]lsewhere in the documents; [n]ot in the documents; [s]kip", lambda typed: _letter(typed, choices), console)
    if verdict == "s":
        return
    if verdict == "n":
        case = append_case(suite, question, "unanswerable", (), ())
    else:
        if verdict == "r" and isinstance(reply, Answer):
            markers = " ".join(str(citation.marker) for citation in reply.citations)
            gold = _ask(
                "which of the quotes are the evidence", lambda typed: cited_evidence(reply, list(map(int, re.findall(r"\d+", typed)))), console, markers
            )
        else:
            sources = indexed_sources(assistant)
            gold = _ask("the sentence or row that answers, as the document has it", lambda typed: quoted_evidence(typed, sources), console)
        wanted = 'what a right answer states (apart by ";", alternatives by " / ")'
        facts = _ask(wanted, lambda typed: parse_facts(typed, gold), console, suggested_facts(reply))
        case = append_case(suite, question, kind, facts, gold)
    console.print(f"{case.id} is in {suite}", markup=False)


def _ask(prompt: str, parse: Callable[[str], _T], console: Console, default: str = "") -> _T:
    """Asks until what is typed can be used, and says why not."""
    while True:
        typed = typer.prompt(prompt, default=default, show_default=bool(default))
        try:
            return parse(typed)
        except SuiteError as exc:
            console.print(str(exc), markup=False, style="yellow")


def _letter(typed: str, choices: str) -> str:
    letter = typed.strip()[:1].lower()
    if not letter or letter not in choices:
        raise SuiteError(f"expected one of {', '.join(choices)}")
    return letter
