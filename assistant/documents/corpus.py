"""The corpus folder: which files it holds, and each as a `Document`."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from assistant.documents.delimited import read_delimited
from assistant.documents.elements import Element
from assistant.documents.language import detect_language
from assistant.documents.manifest import MANIFEST, ManifestEntry, read_manifest
from assistant.documents.markdown import parse_markdown
from assistant.documents.outline import lay_out
from assistant.documents.pdf.process import read_pdf
from assistant.documents.plain_text import read_text
from assistant.documents.sheets import read_sheets
from assistant.documents.slides import read_slides
from assistant.documents.structure import parse_structure
from assistant.documents.web import read_web_page
from assistant.documents.word import read_word
from assistant.errors import CorpusError, DocumentError
from assistant.types import Block, Document, DocumentInfo, Intake, Page, Span

EXAMPLES = "examples.json"
SAME_CONTENT = "same content as {}"
"""Why a file is not read that holds what another does."""
_Blocks = Callable[[str], tuple[Block, ...]]


@dataclass(frozen=True, slots=True)
class _Content:
    """What a file holds: its text, its pages, notes on how it was read, and its blocks, once its language is known."""

    text: str
    blocks: _Blocks
    pages: tuple[Page, ...] = ()
    notes: tuple[str, ...] = ()


def _plain(path: Path, _: Intake) -> _Content:
    text = read_text(path)
    return _Content(text, lambda language: parse_structure(_without_mark(text), language))


def _markdown(path: Path, _: Intake) -> _Content:
    text = read_text(path)
    return _Content(text, lambda language: parse_markdown(_without_mark(text), language))


def _pdf(path: Path, intake: Intake) -> _Content:
    content = read_pdf(path, intake)
    outline = lay_out(content.elements)
    return _Content(outline.text, outline.blocks, outline.pages, content.notes)


def _laid_out(read: Callable[[Path], Iterable[Element]]) -> Callable[[Path, Intake], _Content]:
    """A reader of a format that has structure but no text of its own."""

    def content(path: Path, _: Intake) -> _Content:
        outline = lay_out(read(path))
        return _Content(outline.text, outline.blocks, outline.pages)

    return content


def _without_mark(text: str) -> str:
    """The text with a space in the place of each byte order mark, so that offsets stay."""
    return text.replace("\ufeff", " ")


_READERS: dict[str, Callable[[Path, Intake], _Content]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".pdf": _pdf,
    ".docx": _laid_out(read_word),
    ".pptx": _laid_out(read_slides),
    ".xlsx": _laid_out(read_sheets),
    ".html": _laid_out(read_web_page),
    ".htm": _laid_out(read_web_page),
    ".csv": _laid_out(read_delimited),
    ".tsv": _laid_out(read_delimited),
}
_MAX_TITLE = 120


@dataclass(frozen=True, slots=True)
class Source:
    """A file of the corpus that can be read. `file` is relative to the corpus folder, with forward slashes."""

    path: Path
    file: str
    sha256: str
    entry: ManifestEntry
    intake: Intake = field(default_factory=Intake)

    @property
    def id(self) -> str:
        """The id of the document version that the file holds."""
        return self.sha256[:16]


@dataclass(frozen=True, slots=True)
class Skip:
    """A file of the corpus that is not read, and why."""

    file: str
    reason: str


def scan(corpus: Path, *, intake: Intake) -> tuple[list[Source], list[Skip]]:
    """The readable files of the corpus folder and its subfolders, and those that are not, each sorted by name.

    Hidden files, the manifest and the example questions are neither.

    Raises:
        CorpusError: The folder does not exist or holds no file.
    """
    if not corpus.is_dir():
        raise CorpusError(f"corpus folder {corpus} does not exist; name another with --corpus DIR")
    entries, problems = read_manifest(corpus)
    sources: list[Source] = []
    found: set[str] = set()
    skips = [Skip(MANIFEST, problem) for problem in problems]
    for path in sorted(corpus.rglob("*")):
        relative = path.relative_to(corpus)
        file = relative.as_posix()
        found.add(file)
        if path.is_dir() or file in (MANIFEST, EXAMPLES) or any(part.startswith(".") for part in relative.parts):
            continue
        reason = _unreadable(path, file, intake)
        if reason is not None:
            skips.append(Skip(file.encode("utf-8", "replace").decode("utf-8"), reason))
            continue
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError as exc:
            skips.append(Skip(file, f"cannot be opened ({exc.strerror})"))
            continue
        sources.append(Source(path, file, digest, entries.get(file, ManifestEntry(file=file)), intake))
    missing = [Skip(file, "is in the manifest but not in the folder") for file in entries if file not in found]
    if not sources and not skips:
        raise CorpusError(f"corpus folder {corpus} is empty; put {', '.join(_READERS)} files into it")
    return sources, sorted(skips + missing, key=lambda skip: skip.file)


def same_content(sources: Iterable[Source]) -> list[list[Source]]:
    """The sources by content, each group and the groups themselves in order of file."""
    groups: dict[str, list[Source]] = {}
    for source in sorted(sources, key=lambda source: source.file):
        groups.setdefault(source.sha256, []).append(source)
    return list(groups.values())


def load(source: Source) -> Document:
    """Reads and understands one file.

    Raises:
        DocumentError: The file cannot be read; the message begins with what is wrong, not with the file's name.
    """
    content = _READERS[source.path.suffix.lower()](source.path, source.intake)
    text, notes, entry = content.text, content.notes, source.entry
    if entry.sha256 and entry.sha256.lower() != source.sha256:
        notes = (*notes, f"differs from the version in the manifest (sha256 {entry.sha256[:12]}…)")
    language = entry.language or detect_language(text)
    blocks = content.blocks(language)
    if not blocks:
        raise DocumentError("holds no text")
    info = DocumentInfo(
        id=source.id,
        file=source.file,
        title=entry.title or _first_heading(text, blocks) or source.path.stem,
        language=language,
        sha256=source.sha256,
        publisher=entry.publisher,
        date=entry.date,
        source=entry.source,
        pages=content.pages,
    )
    return Document(info, text, blocks, notes)


def changes(corpus: Path, *, every: float = 1.0) -> Iterator[None]:
    """Waits for the files of the corpus to change, again and again, and then for them to be quiet, since a file may still be being copied.

    What changes from this call on counts, also while the caller is at work between two steps.

    Args:
        corpus: The folder.
        every: How often to look, in seconds; names, sizes and times are looked at, nothing is read.
    """
    return _changes(corpus, _stamps(corpus), every)


def _changes(corpus: Path, seen: frozenset[tuple[str, int, int]], every: float) -> Iterator[None]:
    while True:
        time.sleep(every)
        found = _stamps(corpus)
        if found == seen:
            continue
        while found != seen:
            seen = found
            time.sleep(every)
            found = _stamps(corpus)
        yield


def _stamps(corpus: Path) -> frozenset[tuple[str, int, int]]:
    """Name, size and time of every file; one that goes while it is looked at is left out."""
    stamps = []
    for path in corpus.rglob("*"):
        try:
            known = path.stat()
        except OSError:
            continue
        stamps.append((str(path), known.st_size, known.st_mtime_ns))
    return frozenset(stamps)


def _unreadable(path: Path, file: str, intake: Intake) -> str | None:
    """Why a file is skipped unread, or None."""
    try:
        file.encode("utf-8")
    except UnicodeEncodeError:
        return "its name is not valid UTF-8; rename it"
    if path.suffix.lower() not in _READERS:
        return f"format {path.suffix or '(none)'} is not supported; supported: {', '.join(_READERS)}"
    try:
        size = path.stat().st_size
    except OSError as exc:
        return f"cannot be opened ({exc.strerror})"
    if size == 0:
        return "is empty"
    if size > intake.megabytes * 1_000_000:
        return f"is larger than {intake.megabytes:g} MB; raise ASSISTANT_MAX_FILE_MB to read it"
    return None


def _first_heading(text: str, blocks: tuple[Block, ...]) -> str | None:
    """The first heading, with the headings on the lines right below it: the name of a firm above that of its report."""
    lines: list[Span] = []
    for block in blocks:
        unit = block.units[0]
        if lines and (unit.kind != "heading" or text[lines[-1].end : unit.start].strip(" \t\r") != "\n"):
            break
        if unit.kind == "heading":
            lines.append(unit.span)
    return " – ".join(" ".join(line.of(text).split()) for line in lines)[:_MAX_TITLE] or None
