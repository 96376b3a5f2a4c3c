"""`assistant corpus`: what the corpus holds, as it was understood, and keeping it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.documents.catalogue import describe, find
from assistant.documents.keeping import add_files, remove_file
from assistant.indexing import build_index
from assistant.models import load_embedder
from assistant.models.embedder import Embedder
from assistant.options import GLOBALS, Corpus, Debug, Index, Json
from assistant.settings import Settings
from assistant.store import Store
from assistant.terminal import print_documents, print_json, print_lines, print_report, print_structure, progress_bar

Name = Annotated[str, typer.Argument(metavar="DOCUMENT", help="The id, or the file's name, as `corpus list` gives them.")]

corpus_commands = typer.Typer(help="List, show, add and remove the documents.")


@corpus_commands.command("list")
def corpus_list(as_json: Json = False, corpus: Corpus = None, index: Index = None, debug: Debug = False) -> None:
    """List the files of the corpus with what was understood of each."""
    settings = GLOBALS.settings(corpus, index, debug)
    rows = describe(settings.corpus, intake=settings.intake)
    print_json({"documents": rows}) if as_json else print_documents(rows)


@corpus_commands.command("show")
def corpus_show(
    document: Name,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Show what was understood of a document: the outline, the lists as lists, the tables as tables."""
    settings = GLOBALS.settings(corpus, index, debug)
    print_structure(find(settings.corpus, document, intake=settings.intake))


@corpus_commands.command("add")
def corpus_add(
    files: Annotated[list[Path], typer.Argument(help="The files; each keeps its name.")],
    replace: Annotated[bool, typer.Option("--replace", help="A file of the same name gives way.")] = False,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Copy files into the corpus and update the index."""
    settings = GLOBALS.settings(corpus, index, debug)
    print_lines(add_files(settings.corpus, files, replace=replace, intake=settings.intake))
    _update(settings)


@corpus_commands.command("remove")
def corpus_remove(
    document: Name,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Delete a file of the corpus and update the index."""
    settings = GLOBALS.settings(corpus, index, debug)
    print_lines([f"{remove_file(settings.corpus, document, intake=settings.intake)}: removed"])
    _update(settings)


def update(settings: Settings, store: Store, embedder: Embedder, *, rebuild: bool = False, as_json: bool = False) -> None:
    """Updates the index from the corpus, with a progress bar, and reports."""
    with progress_bar() as progress:
        report = build_index(settings.corpus, store, embedder, intake=settings.intake, rebuild=rebuild, progress=progress)
    print_json(report.as_dict()) if as_json else print_report(report)


def _update(settings: Settings) -> None:
    update(settings, Store(settings.index, lock_timeout=settings.lock_timeout), load_embedder(settings.embedder))
