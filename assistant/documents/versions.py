"""Which documents are versions of one, and which of them is newer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from assistant.documents.editions import Edition, order, same_document
from assistant.documents.version_marks import number_text
from assistant.types import DocumentInfo, Relation, Version

_RELATIONS: tuple[Relation, ...] = ("newer", "older", "other")
_NEIGHBOURS = 32
"""Documents of one name are compared with so many that come after them in order of version, so that a folder of thousands costs no more than its size."""


def with_versions(documents: Iterable[tuple[DocumentInfo, Edition | None]]) -> dict[str, DocumentInfo]:
    """The documents by id, in their order, each knowing its versions; one of which no edition is known has none.

    Versions of versions are versions. An order is told only between two that something tells apart.
    """
    infos: dict[str, DocumentInfo] = {}
    editions: dict[str, Edition] = {}
    for info, edition in documents:
        infos[info.id] = info
        if edition is not None:
            editions[info.id] = edition
    for family in {id(family): family for family in _families(infos, editions).values()}.values():
        rank = {one: sum(order(editions[one], editions[other]) for other in family) for one in family}
        newest_first = sorted(family, key=lambda document_id: (-rank[document_id], infos[document_id].file))
        for own in family if len(family) > 1 else ():
            infos[own] = replace(infos[own], versions=tuple(_version(infos[one], editions[one], editions[own]) for one in newest_first))
    return infos


def _version(info: DocumentInfo, edition: Edition, seen_from: Edition) -> Version:
    sign = order(edition, seen_from)
    relation: Relation = "this" if edition is seen_from else "newer" if sign > 0 else "older" if sign < 0 else "other"
    return Version(info.id, info.file, relation, number_text(edition.number), edition.date, edition.period, edition.early)


def _families(infos: Mapping[str, DocumentInfo], editions: Mapping[str, Edition]) -> dict[str, list[str]]:
    """For each document the ids of all versions of it, its own included."""
    named: dict[tuple[str, str], list[str]] = defaultdict(list)
    for document_id, edition in editions.items():
        for kind, name in (("path", edition.path), ("stem", edition.stem), ("title", edition.title), ("source", edition.source)):
            if name:
                named[kind, name].append(document_id)
    families = {document_id: [document_id] for document_id in editions}
    compared: set[tuple[str, str]] = set()
    for ids in named.values():
        ids.sort(key=lambda document_id: (editions[document_id].number or (), editions[document_id].date or "", infos[document_id].file))
        for place, one in enumerate(ids):
            for other in ids[place + 1 : place + 1 + _NEIGHBOURS]:
                if (one, other) in compared or families[one] is families[other]:
                    continue
                compared.add((one, other))
                if same_document(editions[one], editions[other]):
                    families[one].extend(families[other])
                    for member in families[other]:
                        families[member] = families[one]
    return families


def version_remarks(info: DocumentInfo) -> tuple[str, ...]:
    """For a person who keeps the corpus: of what a document is a newer, an older or another version."""
    newer, older, other = (info.related(relation) for relation in _RELATIONS)
    remarks = [f"older version; the newest is {newer[0]}"] if newer else []
    remarks += [f"newer version of {', '.join(map(str, older))}"] if older else []
    remarks += [f"another version of {', '.join(map(str, other))}, and nothing tells which is newer"] if other else []
    return tuple(remarks)
