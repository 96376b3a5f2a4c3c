"""The words everyone shares: plain frozen values, from a file on disk to a verified answer.

Offsets are 0-based, half-open and count code points of the document's text. Pages are 1-based.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

UnitKind = Literal["heading", "sentence", "item", "row", "line"]
BlockKind = Literal["heading", "paragraph", "list", "table", "lines", "running"]
Language = Literal["en", "fr"]
Role = Literal["user", "assistant"]
Reason = Literal["not_in_documents", "off_topic", "underspecified"]
Relation = Literal["this", "newer", "older", "other"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table row, with the header cells above it; none where the text does not prove which column it is in."""

    start: int
    end: int
    column: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """Where the cell lies in its document."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest citable piece of a document: a sentence, a list item, a table row, a line or a heading.

    `header` holds the spans without which the unit cannot be understood: the line that introduces a list,
    the caption and the column headers of a table, in the order of the document. A row has a `label` and `cells`, and a `path` where it lies under rows that are
    nothing but a label, outermost first.
    """

    kind: UnitKind
    start: int
    end: int
    header: tuple[Span, ...] = ()
    label: Span | None = None
    cells: tuple[Cell, ...] = ()
    path: tuple[Span, ...] = ()

    @property
    def span(self) -> Span:
        """Where the unit lies in its document."""
        return Span(self.start, self.end)

    @property
    def labels(self) -> tuple[Span, ...]:
        """What names a row: its path and its label."""
        return (*self.path, *([self.label] if self.label else []))


@dataclass(frozen=True, slots=True)
class Block:
    """A run of units of one nature, with the headings above it (outermost first)."""

    kind: BlockKind
    units: tuple[Unit, ...]
    headings: tuple[Span, ...] = ()

    @property
    def start(self) -> int:
        """Where the first unit starts."""
        return self.units[0].start

    @property
    def end(self) -> int:
        """Where the last unit ends."""
        return self.units[-1].end


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paginated document and its place in the text. `number` counts from 1, `label` is what is printed on it, where that differs."""

    number: int
    start: int
    end: int
    label: str = ""


@dataclass(frozen=True, slots=True)
class Intake:
    """How files are taken in.

    Attributes:
        megabytes: A larger file is not read.
        pages: A PDF with more pages is not read.
        seconds: What reading a PDF may take, to which half a second is added for each page read.
        ocr: The languages in which pages without text are recognised, as Tesseract names them ("fra+eng"); none are where it is empty.
    """

    megabytes: float = 100.0
    pages: int = 2_000
    seconds: float = 8.0
    ocr: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a document, seen from one of them: `relation` is "other" where nothing tells which of the two is newer.

    `number` ("2.1") and `date` (as much of `YYYY-MM-DD` as is known) tell it from others; `period` is the date in its name, `early` a name like "draft".
    """

    document_id: str
    file: str
    relation: Relation
    number: str | None = None
    date: str | None = None
    period: str | None = None
    early: bool = False

    @property
    def label(self) -> str:
        """What tells it from others, as "v2.1, 2020-03-12"; empty where nothing does."""
        return ", ".join([*([f"v{self.number}"] if self.number else []), *([self.date] if self.date else [])])

    def __str__(self) -> str:
        """The file and what tells the version."""
        return f"{self.file} ({self.label})" if self.label else self.file


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What is known of one version of a source document.

    `id` is the first 16 hexadecimal digits of `sha256`, the hash of the file's bytes; `file` is relative to the corpus folder.
    `language` is an ISO 639-1 code, or "und" where there is too little text to tell. `copies` are other files of the same content, `versions` all that the
    corpus holds of the document, this one included, the newest first as far as that is known; none where there is but this one.
    """

    id: str
    file: str
    title: str
    language: str
    sha256: str
    publisher: str | None = None
    date: str | None = None
    source: str | None = None
    pages: tuple[Page, ...] = ()
    copies: tuple[str, ...] = ()
    versions: tuple[Version, ...] = ()

    def related(self, relation: Relation) -> tuple[Version, ...]:
        """The versions that are newer, or older, or neither as far as is known."""
        return tuple(version for version in self.versions if version.relation == relation)

    @property
    def edition(self) -> str:
        """The words by which a question may choose it among the versions there are: its file, its number and its dates; empty where there is but one."""
        return " ".join(f"{version.file} version {version.number or ''} {version.date or ''} {version.period or ''}" for version in self.related("this"))

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds `offset`, or None where the format has no pages."""
        for page in self.pages:
            if page.start <= offset < page.end:
                return page.number
        return None

    def printed_on(self, number: int) -> str:
        """What is printed on a page, by its number, where that is something else; an empty string otherwise."""
        label = self.pages[number - 1].label if 0 < number <= len(self.pages) else ""
        return label if label != str(number) else ""


@dataclass(frozen=True, slots=True)
class Document:
    """A source document as understood: its text, to which every offset refers, and its blocks in reading order.

    `notes` are what a person should know of how it was read ("page 3 has no text").
    """

    info: DocumentInfo
    text: str
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """The stored unit: whole blocks, or whole units of one block, that share their headings.

    `text` is the document's text from `start` to `end`. `context` is what the embedder is given above it (the document's title and the headings),
    `section` the innermost heading at its start, both in the words of the document.
    """

    document_id: str
    start: int
    end: int
    text: str
    context: str
    section: str | None
    page: int | None
    units: tuple[Unit, ...]

    @property
    def id(self) -> str:
        """Stable for as long as the document's bytes and the chunker do not change."""
        return f"{self.document_id}:{self.start}-{self.end}"

    def section_at(self, offset: int) -> str | None:
        """The innermost heading above an offset of the document that lies in the chunk."""
        headings = [unit for unit in self.units if unit.kind == "heading" and unit.end <= offset]
        if not headings:
            return self.section
        return " ".join(self.text[headings[-1].start - self.start : headings[-1].end - self.start].split())


@dataclass(frozen=True, slots=True)
class Passage:
    """A retrieved chunk. `similarity` is the cosine with the question, higher is better; `rank` starts at 1.

    `document_text` is the text that all offsets refer to, `document_units` are the units of all chunks of the document, in their order, and
    `unit_similarities` the cosines of the chunk's own units with the question; both are empty where they are not known.
    """

    chunk: Chunk
    document: DocumentInfo
    similarity: float
    rank: int
    document_text: str = field(repr=False, compare=False)
    document_units: tuple[Unit, ...] = field(default=(), repr=False, compare=False)
    unit_similarities: tuple[float, ...] = field(default=(), repr=False, compare=False)

    @property
    def known_units(self) -> tuple[Unit, ...]:
        """The units of the document, or where they are not known, of the chunk."""
        return self.document_units or self.chunk.units

    def as_dict(self) -> dict[str, object]:
        """The passage as the command line's JSON has it."""
        return {
            "document_id": self.document.id,
            "file": self.document.file,
            "start": self.chunk.start,
            "end": self.chunk.end,
            "page": self.chunk.page,
            "similarity": round(self.similarity, 4),
            "rank": self.rank,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An exact span of one version of a document; `marker` is the n of `[n]` in the answer's text."""

    marker: int
    document: DocumentInfo
    start: int
    end: int
    quote: str
    page: int | None
    section: str | None

    def as_dict(self) -> dict[str, object]:
        """The citation as the command line's JSON has it."""
        return {
            "marker": self.marker,
            "document_id": self.document.id,
            "file": self.document.file,
            "title": self.document.title,
            "sha256": self.document.sha256,
            "page": self.page,
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
        }


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement of an answer, with the markers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A statement that the documents make, with its proof. `confidence`, in [0, 1], is the probability that what it shows answers.

    `text` is plain but for two marks: `**...**` around the words that answer most directly, and `[n]` for citation n. It is made of the claims, and below them
    of `notices`, in which the assistant says what versions there are of the documents that it cites.
    """

    question: str
    standalone_question: str
    language: Language
    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    confidence: float
    notices: tuple[str, ...] = ()
    mode: str = "extractive"
    model: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict, compare=False)

    def as_dict(self) -> dict[str, object]:
        """The answer as the command line's JSON has it."""
        return _as_dict(self, "answered", self.claims, self.citations, None)


@dataclass(frozen=True, slots=True)
class Abstention:
    """The documents do not say: why, in the question's language, and the closest passages. It cites nothing.

    `confidence`, in [0, 1], is the probability that not even the passage that came nearest answers.
    """

    question: str
    standalone_question: str
    language: Language
    text: str
    reason: Reason
    passages: tuple[Passage, ...]
    confidence: float
    mode: str = "extractive"
    model: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict, compare=False)

    def as_dict(self) -> dict[str, object]:
        """The abstention as the command line's JSON has it."""
        return _as_dict(self, "abstained", (), (), self.reason)


def _as_dict(reply: Answer | Abstention, status: str, claims: tuple[Claim, ...], citations: tuple[Citation, ...], reason: Reason | None) -> dict[str, object]:
    return {
        "question": reply.question,
        "standalone_question": reply.standalone_question,
        "language": reply.language,
        "status": status,
        "text": reply.text,
        "claims": [{"text": claim.text, "citations": list(claim.citations)} for claim in claims],
        "citations": [citation.as_dict() for citation in citations],
        "passages": [passage.as_dict() for passage in reply.passages],
        "confidence": round(reply.confidence, 4),
        "reason": reason,
        "mode": reply.mode,
        "model": reply.model,
        "timings_ms": {name: round(value, 1) for name, value in reply.timings_ms.items()},
    }
