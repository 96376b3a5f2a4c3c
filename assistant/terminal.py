"""What the command line shows: JSON for scripts, tables and progress bars for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from assistant.indexing import IndexReport, IndexStatus
from assistant.types import Abstention, Answer, Passage


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A progress bar on a terminal's standard error; silence elsewhere."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = None

        def report(file: str, done: int, total: int) -> None:
            nonlocal task
            task = bar.add_task("Indexing", total=total) if task is None else task
            bar.update(task, completed=done, total=total, description=escape(file[-50:]) or "Indexing")

        yield report


def print_json(value: object) -> None:
    """One JSON value on standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_reply(reply: Answer | Abstention) -> None:
    """An answer and, below it, each quote with its place; or an abstention. A quote's lines are never broken."""
    console = _console()
    if reply.standalone_question != reply.question:
        console.print(f"« {reply.standalone_question} »", markup=False, style="dim")
    if isinstance(reply, Abstention):
        console.print(reply.text, markup=False, style="yellow")
        return
    console.print(Text.assemble(*((piece, "bold" if index % 2 else "") for index, piece in enumerate(reply.text.split("**")))))
    console.print()
    for citation in reply.citations:
        place = [citation.document.file, *([f"p. {citation.page}"] if citation.page else []), *([citation.section] if citation.section else [])]
        version = f"characters {citation.start}-{citation.end}, sha256 {citation.document.sha256[:12]}"
        console.print(f"[{citation.marker}] {', '.join(place)} ({version})", markup=False, style="cyan")
        console.print("    " + citation.quote.replace("\n", "\n    "), markup=False)


def print_passages(passages: Sequence[Passage]) -> None:
    """Passages, best first: the place, the cosine, and how each begins."""
    console = _console()
    for passage in passages:
        page = f", p. {passage.chunk.page}" if passage.chunk.page else ""
        place = f"{passage.rank}. {passage.document.file}{page}, characters {passage.chunk.start}-{passage.chunk.end} ({passage.similarity:.3f})"
        console.print(place, markup=False, style="bold")
        console.print("   " + " ".join(passage.chunk.text.split())[:300], markup=False)


def print_report(report: IndexReport) -> None:
    """What became of each file, and what the index holds."""
    for row in report.files:
        _print_file(row.status, row.document_id, row.file, [*([row.reason] if row.reason else []), *row.notes])
    _console().print(f"{report.documents} documents, {report.chunks} chunks, embedder {report.embedder}, {report.seconds:.1f} s")


def print_status(status: IndexStatus) -> None:
    """How each file compares with the index, and what the index holds."""
    for row in status.files:
        _print_file(row.status, row.document_id, row.file, [row.reason] if row.reason else [])
    embedder = f"embedder {status.index.embedder}" if status.index else "there is no index yet"
    _console().print(f"{status.documents} documents, {status.chunks} chunks, {embedder}")


def _print_file(status: str, document_id: str | None, file: str, remarks: Sequence[str]) -> None:
    line = f"{status:<9} {document_id or '-':<16} {file}"
    _console().print(": ".join([line, "; ".join(remarks)]) if remarks else line, markup=False, style="yellow" if status == "skipped" else "")


def _console() -> Console:
    """Standard output; long lines are left to the terminal, so that a quote can be copied as it is."""
    return Console(highlight=False, soft_wrap=True)
