"""What the command line shows: JSON for scripts, tables and progress bars for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from assistant.documents.versions import version_remarks
from assistant.indexing import IndexReport, IndexStatus
from assistant.types import Abstention, Answer, Block, Document, DocumentInfo, Passage


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


def print_lines(lines: Sequence[str]) -> None:
    """Lines of text, as they are."""
    for line in lines:
        _console().print(line, markup=False)


def print_error(message: str) -> None:
    """What went wrong, in one line on standard error, where the work goes on."""
    sys.stderr.write(f"assistant: {' '.join(message.split())}\n")


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
        place = [
            citation.document.file,
            *([_page(citation.document, citation.page)] if citation.page else []),
            *([citation.section] if citation.section else []),
        ]
        version = f"characters {citation.start}-{citation.end}, sha256 {citation.document.sha256[:12]}"
        console.print(f"[{citation.marker}] {', '.join(place)} ({version})", markup=False, style="cyan")
        console.print("    " + citation.quote.replace("\n", "\n    "), markup=False)


def print_passages(passages: Sequence[Passage]) -> None:
    """Passages, best first: the place, the cosine, and how each begins."""
    console = _console()
    for passage in passages:
        page = f", {_page(passage.document, passage.chunk.page)}" if passage.chunk.page else ""
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
        _print_file(row.status, row.document_id, row.file, [*([row.reason] if row.reason else []), *row.versions])
    embedder = f"embedder {status.index.embedder}" if status.index else "there is no index yet"
    _console().print(f"{status.documents} documents, {status.chunks} chunks, {embedder}")


def print_documents(rows: Sequence[dict[str, Any]]) -> None:
    """A line for each file of the corpus: what it is, or why it is not read."""
    console = _console()
    for row in rows:
        if "reason" in row:
            console.print(f"{'skipped':<16} {row['file']}: {row['reason']}", markup=False, style="yellow")
            continue
        counts = [f"{row[name]} {name}" for name in ("pages", "headings", "sentences", "lists", "tables") if row[name]]
        console.print(f"{row['document_id']:<16} {row['file']} ({row['language']}; {', '.join(counts)})", markup=False)
        for remark in row["versions"]:
            console.print(f"{'':<16} {remark}", markup=False, style="cyan")
        for note in row["notes"]:
            console.print(f"{'':<16} {note}", markup=False, style="yellow")


def print_structure(document: Document) -> None:
    """What was understood of a document: its headings as an outline, its lists as lists, its tables as tables."""
    console, text = _console(), document.text
    console.print(f"{document.info.title} ({document.info.file}, {document.info.id}, {document.info.language})", markup=False, style="bold")
    for remark in (*(f"same content: {file}" for file in document.info.copies), *version_remarks(document.info)):
        console.print(remark, markup=False, style="cyan")
    page = None
    for block in document.blocks:
        here = document.info.page_at(block.start)
        if here != page:
            page = here
            console.print(f"-- {_page(document.info, page)}" if page else "--", markup=False, style="dim")
        indent = "  " * len(block.headings)
        if block.kind == "table":
            _print_table(console, block, text, indent)
            continue
        for unit in block.units:
            mark = {"heading": "# ", "item": "• ", "line": "| "}.get(unit.kind, "")
            console.print(f"{indent}{mark}{' '.join(unit.span.of(text).split())}", markup=False, style="bold" if unit.kind == "heading" else "")


def _page(document: DocumentInfo, number: int) -> str:
    """A page by its number, and by what is printed on it where that is something else."""
    printed = document.printed_on(number)
    return f"p. {number} (printed {printed})" if printed else f"p. {number}"


def _print_table(console: Console, block: Block, text: str, indent: str) -> None:
    """A table with a column for each that the rows' cells are known to be in; cells whose column is not known stand after a "?"."""
    rows = [unit for unit in block.units if unit.kind == "row"]
    columns = sorted({cell.column for row in rows for cell in row.cells}, key=lambda column: [span.start for span in column] or [len(text)])
    for unit in block.units:
        if unit.kind != "row":
            console.print(f"{indent}| {' '.join(unit.span.of(text).split())}", markup=False, style="dim")
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0), show_header=any(columns))
    table.add_column("")
    for column in columns:
        table.add_column(escape(" ".join(" > ".join(span.of(text) for span in column).split()) or "?"), justify="right")
    for row in rows:
        label = " ".join((row.label or row.span).of(text).split())
        cells = [[" ".join(cell.span.of(text).split()) for cell in row.cells if cell.column == column] for column in columns]
        table.add_row(escape(label), *(escape(" ; ".join(found)) for found in cells))
    console.print(table)


def _print_file(status: str, document_id: str | None, file: str, remarks: Sequence[str]) -> None:
    line = f"{status:<9} {document_id or '-':<16} {file}"
    _console().print(": ".join([line, "; ".join(remarks)]) if remarks else line, markup=False, style="yellow" if status == "skipped" else "")


def _console() -> Console:
    """Standard output; long lines are left to the terminal, so that a quote can be copied as it is."""
    return Console(highlight=False, soft_wrap=True)
