"""Corpus -> index: only what changed is read and embedded again, and the index is replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Literal

from assistant.chunking import CHUNKER, chunk_document
from assistant.documents.corpus import SAME_CONTENT, Skip, Source, load, same_content, scan
from assistant.documents.versions import version_remarks
from assistant.errors import CorpusError, DocumentError, NoIndexError, StoreError
from assistant.models.embedder import Embedder
from assistant.store import REBUILD, Generation, IndexInfo, Snapshot, Store
from assistant.types import Document, DocumentInfo, Intake

Progress = Callable[[str, int, int], None]
"""Called with a file, how many files are done before it, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `reason` says why it was skipped, or how it was renamed; `notes` are what a person should know of how it was read."""

    file: str
    status: Literal["indexed", "unchanged", "removed", "skipped"]
    reason: str | None = None
    notes: tuple[str, ...] = ()
    chunks: int = 0
    document_id: str | None = None


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did, and what the index holds now. `seconds` is how long it took."""

    files: tuple[FileReport, ...]
    embedder: str
    dimension: int
    chunker: str
    documents: int
    chunks: int
    seconds: float

    def as_dict(self) -> dict[str, object]:
        """The report as the command line's JSON has it."""
        return {**asdict(self), "seconds": round(self.seconds, 1)}


@dataclass(frozen=True, slots=True)
class FileStatus:
    """How one file of the corpus compares with the index. `versions` says of which other files it is a newer or an older version."""

    file: str
    status: Literal["new", "changed", "removed", "unchanged", "skipped"]
    reason: str | None = None
    document_id: str | None = None
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the index holds, None where there is none, and how the corpus differs from it."""

    index: IndexInfo | None
    documents: int
    chunks: int
    files: tuple[FileStatus, ...]

    @property
    def up_to_date(self) -> bool:
        """Whether a build would have nothing to do."""
        return self.index is not None and all(file.status in ("unchanged", "skipped") for file in self.files)

    def as_dict(self) -> dict[str, object]:
        """The status as the command line's JSON has it."""
        return {**asdict(self), "up_to_date": self.up_to_date}


def check_compatible(info: IndexInfo, embedder: Embedder) -> None:
    """Refuses an index that another embedder or chunker built.

    Raises:
        StoreError: Names both and the command that rebuilds.
    """
    if (info.embedder, info.dimension, info.chunker) != (embedder.name, embedder.dimension, CHUNKER):
        built = f"{info.embedder} ({info.dimension} dimensions, chunker {info.chunker})"
        asked = f"{embedder.name} ({embedder.dimension} dimensions, chunker {CHUNKER})"
        raise StoreError(f"index was built with {built}, not {asked}; run `{REBUILD}`")


def build_index(corpus: Path, store: Store, embedder: Embedder, *, intake: Intake, rebuild: bool = False, progress: Progress | None = None) -> IndexReport:
    """Makes the index hold exactly the corpus: what is unchanged is copied, the rest is read and embedded, what is gone goes.

    Where nothing differs nothing is written. With `rebuild` everything is read and embedded again, whatever the index holds.

    Raises:
        CorpusError: There is no corpus, or nothing in it can be indexed; an existing index stays as it is.
        StoreError: The index was built with another embedder or chunker, or cannot be written.
        IndexBusyError: Another process is still writing it.
    """
    started = time.monotonic()
    sources, skips = scan(corpus, intake=intake)
    if not rebuild:
        current = _current(store)
        if current is not None:
            check_compatible(current.info, embedder)
            build = _Build(sources, skips, current)
            if build.nothing_to_do():
                store.clean()
                return _report(build, embedder, started)
            del build
        del current  # a generation in use could not be removed
    with store.write(embedder, CHUNKER, rebuild=rebuild) as generation:
        if generation.previous is not None:
            check_compatible(generation.previous.info, embedder)
        build = _Build(sources, skips, generation.previous)
        build.run(generation, embedder, progress or (lambda file, done, total: None))
    return _report(build, embedder, started)


def index_status(corpus: Path, store: Store, *, intake: Intake) -> IndexStatus:
    """What is indexed, with which embedder, and what differs from the corpus.

    Raises:
        CorpusError: There is no corpus.
        StoreError: The index cannot be opened.
    """
    sources, skips = scan(corpus, intake=intake)
    current = _current(store)
    indexed = {} if current is None else {info.file: info for info in current.documents.values()}
    files = [FileStatus(skip.file, "skipped", skip.reason) for skip in skips]
    present = {source.file for source in sources} | {skip.file for skip in skips}
    groups = same_content(sources)
    for first, *others in groups:
        if current is not None and _is_unchanged(first, current):
            remarks = version_remarks(current.documents[first.id])
            files.append(FileStatus(first.file, "unchanged", document_id=first.id, versions=remarks))
        elif current is not None and (reason := _unreadable(first)):
            files.append(FileStatus(first.file, "skipped", reason))
        else:
            status: Literal["changed", "new"] = "changed" if first.file in indexed else "new"
            files.append(FileStatus(first.file, status, _renamed(first, indexed, present), first.id))
        files += [FileStatus(other.file, "skipped", SAME_CONTENT.format(first.file)) for other in others]
    files += [FileStatus(file, "removed", _moved(info, groups), info.id) for file, info in indexed.items() if file not in present]
    files.sort(key=lambda status: status.file)
    if current is None:
        return IndexStatus(None, 0, 0, tuple(files))
    return IndexStatus(current.info, len(current.documents), sum(current.chunk_counts.values()), tuple(files))


class _Build:
    """One run over the corpus, against the index as it was; `reports` grows as it goes."""

    def __init__(self, sources: Sequence[Source], skips: Sequence[Skip], previous: Snapshot | None) -> None:
        self._groups = same_content(sources)
        self._files = {source.file for source in sources} | {skip.file for skip in skips}
        self._previous = previous
        self._indexed = {info.file: info for info in previous.documents.values()} if previous else {}
        self.reports: list[FileReport] = []
        for skip in skips:
            self._skip(skip.file, skip.reason)

    def nothing_to_do(self) -> bool:
        """Whether the index holds the corpus already; if so every file is reported."""
        if len(self._groups) != len(self._indexed) or not all(self._unchanged(group[0]) and self._same_copies(group) for group in self._groups):
            return False
        for group in self._groups:
            self._report_kept(group[0])
            self._report_copies(group)
        return True

    def run(self, generation: Generation, embedder: Embedder, progress: Progress) -> None:
        """Adds what is new and copies what is unchanged; if nothing is new or gone after all, nothing is written."""
        kept: list[list[Source]] = []
        total = len(self._groups)
        for done, same in enumerate(self._groups):
            for place, source in enumerate(same):
                progress(source.file, done, total)
                group = same[place:]
                if self._unchanged(source):
                    kept.append(group)
                elif not self._add(group, generation, embedder):
                    continue  # under another name the same content may be readable
                self._report_copies(group)
                break
        if not kept and generation.name is None:
            reasons = "; ".join(f"{report.file}: {report.reason}" for report in sorted(self.reports, key=lambda report: report.file))
            raise CorpusError(f"nothing in the corpus can be indexed ({reasons})")
        writes = generation.name is not None or len(kept) < len(self._indexed) or not all(self._same_copies(group) for group in kept)
        for group in kept:
            if writes:
                generation.keep(group[0].id, _copies(group))
            self._report_kept(group[0])
        for file, info in self._indexed.items():
            if file not in self._files:
                self.reports.append(FileReport(file, "removed", _moved(info, self._groups), document_id=info.id))
        progress("", total, total)

    def _unchanged(self, source: Source) -> bool:
        return self._previous is not None and _is_unchanged(source, self._previous)

    def _same_copies(self, group: Sequence[Source]) -> bool:
        """Whether the index knows the same other files of this content."""
        return self._previous is not None and self._previous.documents[group[0].id].copies == _copies(group)

    def _add(self, group: Sequence[Source], generation: Generation, embedder: Embedder) -> bool:
        """Whether the first file of a content could be indexed."""
        source = group[0]
        try:
            document = _read(source)
            chunks = chunk_document(document, embedder)
            if not chunks:
                raise DocumentError("holds no text")
        except DocumentError as exc:
            self._skip(source.file, str(exc))
            return False
        document = replace(document, info=replace(document.info, copies=_copies(group)))
        generation.add(document, chunks, fingerprint=_fingerprint(source))
        renamed = _renamed(source, self._indexed, self._files)
        self.reports.append(FileReport(source.file, "indexed", renamed, document.notes, len(chunks), source.id))
        return True

    def _skip(self, file: str, reason: str) -> None:
        gone = "; it is no longer in the index" if file in self._indexed else ""
        self.reports.append(FileReport(file, "skipped", reason + gone))

    def _report_kept(self, source: Source) -> None:
        chunks = self._previous.chunk_counts[source.id] if self._previous else 0
        self.reports.append(FileReport(source.file, "unchanged", chunks=chunks, document_id=source.id))

    def _report_copies(self, group: Sequence[Source]) -> None:
        self.reports += [FileReport(file, "skipped", SAME_CONTENT.format(group[0].file)) for file in _copies(group)]


def _copies(group: Sequence[Source]) -> tuple[str, ...]:
    """The files of one content but for the first."""
    return tuple(source.file for source in group[1:])


def _renamed(source: Source, indexed: Mapping[str, DocumentInfo], present: Collection[str]) -> str | None:
    """What a file was called when its content was indexed, where no file is called that any more; one of the copies may take over its place."""
    before = next((info for info in indexed.values() if info.id == source.id and info.file not in present), None)
    if before is None:
        return None
    return f"takes the place of {before.file}, which had the same content" if source.file in before.copies else f"renamed from {before.file}"


def _moved(info: DocumentInfo, groups: Sequence[Sequence[Source]]) -> str | None:
    """Under which name the content of a file that is gone is still there."""
    now = next((group[0].file for group in groups if group[0].id == info.id), None)
    if now is None:
        return None
    return f"the same content stays as {now}" if now in info.copies else f"renamed to {now}"


def _is_unchanged(source: Source, index: Snapshot) -> bool:
    """Whether the index holds this content under this name, with what the manifest says of it."""
    info = index.documents.get(source.id)
    return info is not None and (info.sha256, info.file) == (source.sha256, source.file) and index.fingerprints[source.id] == _fingerprint(source)


def _fingerprint(source: Source) -> str:
    return hashlib.sha256(source.entry.model_dump_json().encode()).hexdigest()[:16]


def _read(source: Source) -> Document:
    document = load(source)
    try:
        same = hashlib.sha256(source.path.read_bytes()).hexdigest() == source.sha256
    except OSError:
        same = False
    if not same:
        raise DocumentError("was changed while it was being read; run `assistant index` again")
    return document


def _unreadable(source: Source) -> str | None:
    try:
        _read(source)
    except DocumentError as exc:
        return str(exc)
    return None


def _current(store: Store) -> Snapshot | None:
    try:
        return store.snapshot()
    except NoIndexError:
        return None


def _report(build: _Build, embedder: Embedder, started: float) -> IndexReport:
    files = tuple(sorted(build.reports, key=lambda report: report.file))
    held = [report for report in files if report.status in ("indexed", "unchanged")]
    return IndexReport(
        files=files,
        embedder=embedder.name,
        dimension=embedder.dimension,
        chunker=CHUNKER,
        documents=len(held),
        chunks=sum(report.chunks for report in held),
        seconds=time.monotonic() - started,
    )
