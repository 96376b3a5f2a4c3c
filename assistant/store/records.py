"""Chunks and documents as the metadata of records (text, numbers, nothing nested), and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import TypeAdapter

from assistant.documents.editions import Edition
from assistant.types import Cell, Chunk, DocumentInfo, Page, Span, Unit, UnitKind

_EDITION: TypeAdapter[Edition] = TypeAdapter(Edition)


def chunk_metadata(chunk: Chunk) -> dict[str, Any]:
    """All of a chunk but its text, which the document has."""
    units = [
        [
            unit.kind,
            unit.start,
            unit.end,
            _pairs(unit.header),
            _pairs([unit.label] if unit.label else []),
            [[c.start, c.end, _pairs(c.column)] for c in unit.cells],
            _pairs(unit.path),
        ]
        for unit in chunk.units
    ]
    return _present(
        document_id=chunk.document_id,
        start=chunk.start,
        end=chunk.end,
        context=chunk.context,
        section=chunk.section,
        page=chunk.page,
        units=json.dumps(units, separators=(",", ":")),
    )


def chunk_from(metadata: Mapping[str, Any], document_text: str) -> Chunk:
    """The chunk that `chunk_metadata` was made of."""
    start, end = metadata["start"], metadata["end"]
    return Chunk(
        document_id=metadata["document_id"],
        start=start,
        end=end,
        text=document_text[start:end],
        context=metadata["context"],
        section=metadata.get("section"),
        page=metadata.get("page"),
        units=tuple(_unit(*row) for row in json.loads(metadata["units"])),
    )


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _unit(kind: UnitKind, start: int, end: int, header: list[list[int]], label: list[list[int]], cells: list[Any], path: list[list[int]]) -> Unit:
    spans = [Span(*span) for span in label]
    columns = tuple(Cell(first, last, tuple(Span(*span) for span in column)) for first, last, column in cells)
    return Unit(kind, start, end, tuple(Span(*span) for span in header), spans[0] if spans else None, columns, tuple(Span(*span) for span in path))


def document_metadata(info: DocumentInfo) -> dict[str, Any]:
    """All that is known of a document but for its versions, which depend on what else there is."""
    return _present(
        document_id=info.id,
        file=info.file,
        title=info.title,
        language=info.language,
        sha256=info.sha256,
        publisher=info.publisher,
        date=info.date,
        source=info.source,
        pages=json.dumps([[page.number, page.start, page.end, page.label] for page in info.pages], separators=(",", ":")),
        copies=json.dumps(info.copies, ensure_ascii=False),
    )


def document_from(metadata: Mapping[str, Any]) -> DocumentInfo:
    """The description that `document_metadata` was made of."""
    return DocumentInfo(
        id=metadata["document_id"],
        file=metadata["file"],
        title=metadata["title"],
        language=metadata["language"],
        sha256=metadata["sha256"],
        publisher=metadata.get("publisher"),
        date=metadata.get("date"),
        source=metadata.get("source"),
        pages=tuple(Page(*page) for page in json.loads(metadata["pages"])),
        copies=tuple(json.loads(metadata.get("copies", "[]"))),
    )


def edition_metadata(edition: Edition) -> dict[str, Any]:
    """What tells which version a document is."""
    return {"edition": _EDITION.dump_json(edition).decode()}


def edition_from(metadata: Mapping[str, Any]) -> Edition | None:
    """The edition that `edition_metadata` was made of, None in an index of before there were any."""
    return _EDITION.validate_json(metadata["edition"]) if "edition" in metadata else None


def _present(**metadata: str | int | None) -> dict[str, Any]:
    """The metadata that there is: Chroma stores no None."""
    return {name: value for name, value in metadata.items() if value is not None}
