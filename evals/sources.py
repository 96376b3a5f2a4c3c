"""The documents' texts, to which every offset of an answer and of gold evidence refers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assistant.assistant import Assistant
from assistant.documents.corpus import load, scan
from assistant.errors import DocumentError
from evals.cases import Gold

_REACH = 160


@dataclass(frozen=True, slots=True)
class SourceText:
    """One document: its text and the hash of its file."""

    file: str
    sha256: str
    text: str


Sources = Mapping[str, SourceText]
"""By the file's path relative to the corpus folder."""


def indexed_sources(assistant: Assistant) -> dict[str, SourceText]:
    """The documents as the assistant's index holds them."""
    return {info.file: SourceText(info.file, info.sha256, assistant.text(info.id)) for info in assistant.documents}


def corpus_sources(corpus: Path, *, intake: Intake) -> dict[str, SourceText]:
    """The documents of a folder; no model and no index is needed. Files that cannot be read are left out, as an index leaves them out.

    Raises:
        CorpusError: The folder does not exist or holds no file.
    """
    sources = {}
    for source in scan(corpus, intake=intake)[0]:
        try:
            sources[source.file] = SourceText(source.file, source.sha256, load(source).text)
        except DocumentError:
            continue
    return sources


@dataclass(frozen=True, slots=True)
class Located:
    """Gold evidence as the documents have it now: where it always was, at a new place, or nowhere.

    `gold` has the place and the version as they are now, or as they were where the quote vanished.
    """

    gold: Gold
    status: Literal["there", "moved", "vanished"]

    @property
    def found(self) -> bool:
        """Whether the quote still stands in the documents."""
        return self.status != "vanished"


def locate(gold: Gold, sources: Sources) -> Located:
    """Finds gold evidence in the documents.

    The quote is looked for at its place, then in its file (the occurrence nearest to the old place), in a file of the same version under another name, and in
    the others by name; each time first to the letter, then with other white space between the words.
    """
    own = sources.get(gold.file)
    if own is not None and own.text[gold.start : gold.end] == gold.quote:
        return Located(gold.model_copy(update={"sha256": own.sha256}), "there")
    others = sorted(sources.values(), key=lambda source: (source.file != gold.file, source.sha256 != gold.sha256, source.file))
    for shape in (re.escape(gold.quote), r"\s+".join(map(re.escape, gold.quote.split()))):
        for source in others:
            places = [match.span() for match in re.finditer(shape, source.text)]
            if places:
                start, end = min(places, key=lambda place: (abs(place[0] - gold.start), place))
                return Located(Gold(file=source.file, quote=source.text[start:end], start=start, end=end, sha256=source.sha256), "moved")
    return Located(gold, "vanished")


def find_quote(quote: str, sources: Sources) -> Iterator[Gold]:
    """Every place in the documents where a quote stands, with any white space between its words."""
    if not quote.split():
        return
    shape = re.compile(r"\s+".join(map(re.escape, quote.split())))
    for source in sources.values():
        for match in shape.finditer(source.text):
            yield Gold(file=source.file, quote=match.group(), start=match.start(), end=match.end(), sha256=source.sha256)


def surroundings(text: str, start: int, end: int) -> tuple[str, str]:
    """What stands right before and right after a span, cut between words; "…" where the document goes on."""
    before, after = text[max(0, start - _REACH) : start], text[end : end + _REACH]
    if start > _REACH:
        before = f"… {before.partition(' ')[2]}"
    if end + _REACH < len(text):
        after = f"{after.rpartition(' ')[0]} …"
    return before, after
