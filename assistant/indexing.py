"""Corpus -> index: only what changed is read and embedded again, and the index is replaced as a whole or not at all."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

from assistant.chunking import CHUNKER, chunk_document
from assistant.documents.corpus import Skip, Source, load, scan
from assistant.errors import CorpusError, DocumentError, NoIndexError, StoreError
from assistant.models.embedder import Embedder
from assistant.store import REBUILD, Generation, IndexInfo, Snapshot, Store
from assistant.types import Document

Progress = Callable[[str, int, int], None]
"""Called with a file, how many files are done before it, and how many there are in all."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """What became of one file. `reason` is set where it was skipped; `notes` are what a person should know of how it was read."""

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
    """How one file of the corpus compares with the index."""

    file: str
    status: Literal["new", "changed", "removed", "unchanged", "skipped"]
    reason: str | None = None
    document_id: str | None = None


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
    for first, *others in _same_content(sources):
        if current is not None and _is_unchanged(first, current):
            files.append(FileStatus(first.file, "unchanged", document_id=first.id))
        elif current is not None and (reason := _unreadable(first)):
            files.append(FileStatus(first.file, "skipped", reason))
        else:
            files.append(FileStatus(first.file, "changed" if first.file in indexed else "new", document_id=first.id))
        files += [FileStatus(other.file, "skipped", f"same content as {first.file}") for other in others]
    present = {status.file for status in files}
    files += [FileStatus(file, "removed", document_id=info.id) for file, info in indexed.items() if file not in present]
    files.sort(key=lambda status: status.file)
    if current is None:
        return IndexStatus(None, 0, 0, tuple(files))
    return IndexStatus(current.info, len(current.documents), sum(current.chunk_counts.values()), tuple(files))


class _Build:
    """One run over the corpus, against the index as it was; `reports` grows as it goes."""

    def __init__(self, sources: Sequence[Source], skips: Sequence[Skip], previous: Snapshot | None) -> None:
        self._versions = _same_content(sources)
        self._files = {source.file for source in sources} | {skip.file for skip in skips}
        self._previous = previous
        self._indexed = {info.file: info for info in previous.documents.values()} if previous else {}
        self.reports: list[FileReport] = []
        for skip in skips:
            self._skip(skip.file, skip.reason)

    def nothing_to_do(self) -> bool:
        """Whether the index holds the corpus already; if so every file is reported."""
        firsts = [same[0] for same in self._versions]
        if len(firsts) != len(self._indexed) or not all(self._unchanged(source) for source in firsts):
            return False
        for same in self._versions:
            self._report_kept(same[0])
            self._report_others(same, same[0])
        return True

    def run(self, generation: Generation, embedder: Embedder, progress: Progress) -> None:
        """Adds what is new and copies what is unchanged; if nothing is new or gone after all, nothing is written."""
        kept: list[Source] = []
        total = len(self._versions)
        for done, same in enumerate(self._versions):
            for source in same:
                progress(source.file, done, total)
                if self._unchanged(source):
                    kept.append(source)
                elif not self._add(source, generation, embedder):
                    continue  # under another name the same content may be readable
                self._report_others(same, source)
                break
        if not kept and generation.name is None:
            reasons = "; ".join(f"{report.file}: {report.reason}" for report in sorted(self.reports, key=lambda report: report.file))
            raise CorpusError(f"nothing in the corpus can be indexed ({reasons})")
        for source in kept:
            if generation.name is not None or len(kept) < len(self._indexed):
                generation.keep(source.id)
            self._report_kept(source)
        for file, info in self._indexed.items():
            if file not in self._files:
                self.reports.append(FileReport(file, "removed", document_id=info.id))
        progress("", total, total)

    def _unchanged(self, source: Source) -> bool:
        return self._previous is not None and _is_unchanged(source, self._previous)

    def _add(self, source: Source, generation: Generation, embedder: Embedder) -> bool:
        """Whether the file could be indexed."""
        try:
            document = _read(source)
            chunks = chunk_document(document, embedder)
            if not chunks:
                raise DocumentError("holds no text")
        except DocumentError as exc:
            self._skip(source.file, str(exc))
            return False
        generation.add(document, chunks, fingerprint=_fingerprint(source))
        self.reports.append(FileReport(source.file, "indexed", notes=document.notes, chunks=len(chunks), document_id=source.id))
        return True

    def _skip(self, file: str, reason: str) -> None:
        gone = "; it is no longer in the index" if file in self._indexed else ""
        self.reports.append(FileReport(file, "skipped", reason + gone))

    def _report_kept(self, source: Source) -> None:
        chunks = self._previous.chunk_counts[source.id] if self._previous else 0
        self.reports.append(FileReport(source.file, "unchanged", chunks=chunks, document_id=source.id))

    def _report_others(self, same: Sequence[Source], indexed: Source) -> None:
        """Files after `indexed` with the same content."""
        for other in same[same.index(indexed) + 1 :]:
            self.reports.append(FileReport(other.file, "skipped", f"same content as {indexed.file}"))


def _same_content(sources: Iterable[Source]) -> list[list[Source]]:
    """The sources by content, each group and the groups themselves in order of file."""
    groups: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: source.file):
        groups.setdefault(source.sha256, []).append(source)
    return list(groups.values())


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
