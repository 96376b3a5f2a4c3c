"""Several versions of one document: which of them a question is about, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.marks import plain
from assistant.answering.messages import version_notice
from assistant.answering.reader import Evidence, Reading
from assistant.documents.version_marks import dates_in, number_text, numbers_in
from assistant.lexical import content_words, fold, stems, words
from assistant.types import DocumentInfo, Language, Relation, Version

_TOLD: tuple[Relation, ...] = ("newer", "older", "other")
"""What is told of other versions, the most important first."""
_SAME_SUBJECT = 0.5
"""How many of the words of a sentence, figures aside, the sentence that takes its place in another version has at least: a name in it may have changed, too."""
_WHICH = r"(?:version|edition|revision)s?"
_FIRST = re.compile(r"\b(?:draft|brouillon|ebauche|version provisoire|(?:old|oldest|first|original|ancienne?|premiere) version|version initiale)\b")
_BEFORE = re.compile(
    rf"\b(?:previous|prior|earlier|older|former|precedente?|anterieure?|plus ancienne) {_WHICH}\b|\b{_WHICH} (?:d'avant|precedentes?|anterieures?)\b"
)


def preferred(question: str, document: DocumentInfo) -> tuple[str, ...]:
    """The ids of the versions from which to answer rather than from this one, the first choice first.

    A version that the question names, by its number, its date, its file or a word like "draft", comes before the others; where it names none, what is newer.
    Nothing comes before this one where the question names several.
    """
    named = _named(question, document.versions)
    if named:
        return () if len(named) > 1 or named[0].relation == "this" else (named[0].document_id,)
    return tuple(version.document_id for version in _before(document) if version.relation == "newer")


def without_files(question: str, documents: Iterable[DocumentInfo]) -> str:
    """The question without the names of files that choose a version, which is all that they ask for."""
    files = {version.file.rpartition("/")[2] for document in documents for version in document.versions}
    for file in sorted(files, key=len, reverse=True):
        question = re.sub(rf"(?<!\w){re.escape(file)}(?!\w)", "", question, flags=re.IGNORECASE)
    return question


def prefer_versions(question: str, reading: Reading) -> Reading:
    """The reading with what one version says in the place of what another says on the same subject, as if the other had not been read.

    What only the other says stays. Of versions between which nothing chooses, a sentence that both have counts once, and two that differ count alike.
    """
    by_document: dict[str, list[Evidence]] = {}
    for evidence in reading.evidence:
        by_document.setdefault(evidence.passage.document.id, []).append(evidence)
    places: dict[int, Evidence] = {}
    alike: list[tuple[int, int]] = []
    for found in by_document.values():
        document = found[0].passage.document
        equals = () if _named(question, document.versions) else [version.document_id for version in _before(document) if version.relation == "other"]
        first, beside = ([other for document_id in ids for other in by_document.get(document_id, ())] for ids in (preferred(question, document), equals))
        repeated = {_said(other): other for other in beside}
        for evidence in found:
            place = _counterpart(question, evidence, first) or repeated.get(_said(evidence))
            if place is not None:
                places[id(evidence)] = place
            elif (equal := _counterpart(question, evidence, beside)) is not None:
                alike.append((id(evidence), id(equal)))
    return _weighed(reading, places, alike) if places or alike else reading


def _weighed(reading: Reading, places: Mapping[int, Evidence], alike: Iterable[tuple[int, int]]) -> Reading:
    """The reading with the evidence in each place as probable as the most probable that it takes the place of, and pairs as probable as either."""
    odds = {id(evidence): evidence.probability for evidence in reading.evidence if id(evidence) not in places}
    for evidence in reading.evidence:
        place = evidence
        while id(place) in places:
            place = places[id(place)]
        odds[id(place)] = max(odds[id(place)], evidence.probability)
    for one, other in alike:
        if other in odds:
            odds[one] = odds[other] = max(odds[one], odds[other])
    total = sum(odds.values()) + reading.unanswerable
    kept = [replace(evidence, probability=odds[id(evidence)] / total) for evidence in reading.evidence if id(evidence) in odds]
    return Reading(tuple(sorted(kept, key=lambda evidence: -evidence.probability)), reading.unanswerable / total)


def says_otherwise(question: str, one: Evidence, other: Evidence) -> bool:
    """Whether a document that is no other version of the one says something with other figures on the same subject, as far as the question asks for it."""
    document = one.passage.document
    if other.passage.document.id in (document.id, *(version.document_id for version in document.versions)):
        return False
    figures, others = ({word for word in _said(evidence) if word[0].isdigit()}.difference(words(question)) for evidence in (one, other))
    return bool(figures and others) and figures.isdisjoint(others) and _counterpart(question, one, (other,)) is not None


def version_notices(cited: Iterable[DocumentInfo], language: Language) -> tuple[str, ...]:
    """What a person should know of the versions of the documents that an answer cites, one line for each document that has others."""
    notices: list[str] = []
    said: set[str] = set()
    places = {document.id: document for document in cited if document.versions}
    for versions in [document.versions for document in places.values()]:
        document = next(places[version.document_id] for version in versions if version.document_id in places)  # the newest that is cited
        if document.id in said:
            continue
        said |= {version.document_id for version in versions}
        relation: Relation = next(relation for relation in _TOLD if document.related(relation))
        others = document.related(relation)[:1] if relation == "newer" else document.related(relation)
        notices.append(version_notice(relation, language, plain(str(document.related("this")[0])), [plain(str(other)) for other in others]))
    return tuple(notices)


def _named(question: str, versions: Sequence[Version]) -> list[Version]:
    """The versions that a question names by something that does not name all of them."""
    folded = fold(question).replace("’", "'")
    found = [
        *([version for version in versions if _is_of(version, date)] for date in dates_in(question)),
        *([version for version in versions if version.number == number_text(number)] for number in numbers_in(question)),
        [version for version in versions if fold(version.file.rpartition("/")[2]) in folded],
    ]
    named = {version.document_id for group in found if len(group) < len(versions) for version in group}
    if not named and any(version.relation in ("newer", "older") for version in versions):
        if _BEFORE.search(folded):
            return list(versions[1:2])
        if _FIRST.search(folded):
            return [version for version in versions if version.early] or list(versions[-1:])
    return [version for version in versions if version.document_id in named]


def _is_of(version: Version, asked: str) -> bool:
    """Whether a version is of a date, as far as both go."""
    return any(asked.startswith(date) or date.startswith(asked) for date in (version.period, version.date) if date)


def _before(document: DocumentInfo) -> tuple[Version, ...]:
    """The versions that come before this one in the order that all versions of the document share."""
    return document.versions[: [version.document_id for version in document.versions].index(document.id)] if document.versions else ()


def _counterpart(question: str, evidence: Evidence, others: Sequence[Evidence]) -> Evidence | None:
    """What another version says on the subject of a piece of evidence, as far as the question asks for it; None where it says nothing on it."""
    text = evidence.unit.span.of(evidence.passage.document_text)
    subject = _subject(text)
    asked = {stem for word in content_words(question) for stem in stems(word)} & {stem for word in content_words(text) for stem in stems(word)}
    best, best_share = None, 0.0
    for other in others:
        share = _share(subject, other)
        if share > best_share and asked <= _around(other):
            best, best_share = other, share
    return best if best_share >= _SAME_SUBJECT else None


def _share(subject: frozenset[str], other: Evidence) -> float:
    """The share of the subject's words that a unit has; of two that have as many, the one with fewer others is a little nearer."""
    found = _subject(other.unit.span.of(other.passage.document_text))
    if not subject or not found:
        return 0.0
    shared = len(subject & found)
    return shared / len(subject) + 0.01 * shared / len(subject | found) if shared else 0.0


def _said(evidence: Evidence) -> tuple[str, ...]:
    return tuple(words(evidence.unit.span.of(evidence.passage.document_text)))


def _subject(text: str) -> frozenset[str]:
    """The words of a text, figures and function words aside."""
    return frozenset(stems(word)[0] for word in content_words(text) if not word[0].isdigit())


def _around(evidence: Evidence) -> set[str]:
    """The words of a unit and of what stands above it."""
    passage, unit = evidence.passage, evidence.unit
    parts = [unit.span.of(passage.document_text), passage.chunk.section_at(unit.start) or "", passage.document.title]
    parts += [span.of(passage.document_text) for span in unit.header]
    return {stem for part in parts for word in content_words(part) for stem in stems(word)}
