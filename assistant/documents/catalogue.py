"""The corpus as it was understood: its documents, their copies and their versions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.documents.corpus import SAME_CONTENT, Skip, Source, load, same_content, scan
from assistant.documents.editions import edition_of
from assistant.documents.versions import version_remarks, with_versions
from assistant.errors import CorpusError, DocumentError
from assistant.types import Document, Intake

_ID_BEGINS = 4
"""So many characters of an id are enough to name a document."""


def describe(corpus: Path, *, intake: Intake) -> list[dict[str, Any]]:
    """What was understood of each file of the corpus, by name: how much of what it holds, or with `reason` why it is not read.

    Raises:
        CorpusError: The folder does not exist or holds no file.
    """
    sources, skips = scan(corpus, intake=intake)
    documents, unread = _documents(sources)
    rows: list[dict[str, Any]] = [{"file": skip.file, "reason": skip.reason} for skip in (*skips, *unread)]
    return sorted([*rows, *map(_description, documents)], key=lambda row: str(row["file"]))


def find(corpus: Path, name: str, *, intake: Intake) -> Document:
    """The document of the corpus with this id, or the beginning of one, or with this file name, be it that of a copy.

    Raises:
        CorpusError: There is none, or no corpus.
        DocumentError: The file cannot be read.
    """
    sources, skips = scan(corpus, intake=intake)
    for skip in skips:
        if skip.file == name:
            raise DocumentError(f"{name}: {skip.reason}")
    found = [source for source in sources if source.file == name] or [source for source in sources if len(name) >= _ID_BEGINS and source.id.startswith(name)]
    if not found:
        raise CorpusError(f"the corpus folder {corpus} has no document {name}; `assistant corpus list` lists the {len(sources)} there are")
    documents, unread = _documents(sources)
    document = next((document for document in documents if document.info.id == found[0].id), None)
    if document is None:
        raise DocumentError(next(f"{skip.file}: {skip.reason}" for skip in unread if skip.file == found[0].file))
    return document


def _documents(sources: Iterable[Source]) -> tuple[list[Document], list[Skip]]:
    """Each content once, under the first name by which it can be read, and the files that are not read."""
    documents: list[Document] = []
    skips: list[Skip] = []
    for same in same_content(sources):
        for place, source in enumerate(same):
            copies = tuple(other.file for other in same[place + 1 :])
            try:
                document = load(source)
            except DocumentError as exc:
                skips.append(Skip(source.file, str(exc)))
                continue
            documents.append(replace(document, info=replace(document.info, copies=copies)))
            skips += [Skip(file, SAME_CONTENT.format(source.file)) for file in copies]
            break
    infos = with_versions((document.info, edition_of(document.info, document.text)) for document in documents)
    return [replace(document, info=infos[document.info.id]) for document in documents], skips


def _description(document: Document) -> dict[str, Any]:
    units = Counter(unit.kind for block in document.blocks for unit in block.units)
    blocks = Counter(block.kind for block in document.blocks)
    info = document.info
    return {
        **{"document_id": info.id, "file": info.file, "title": info.title, "language": info.language, "sha256": info.sha256, "characters": len(document.text)},
        **{"pages": len(info.pages), "headings": units["heading"], "sentences": units["sentence"], "lists": blocks["list"], "tables": blocks["table"]},
        **{"date": info.date, "copies": list(info.copies), "versions": list(version_remarks(info)), "notes": list(document.notes)},
    }
