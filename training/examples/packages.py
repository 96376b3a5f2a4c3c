"""Real catalogues in both languages: what Debian says of its packages, asked for in the words of their one-line synopsis, which the catalogue does not show.

Somebody wrote the synopsis in other words than the description, and somebody translated both: needs and paraphrases that no template has, in two languages.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email import message_from_string
from itertools import groupby
from pathlib import Path
from random import Random

import numpy as np

from assistant.documents.sentences import split_sentences
from assistant.lexical import words
from assistant.types import Span
from training.examples.entries import WHAT
from training.examples.example import Example
from training.examples.made_up import asked_of
from training.examples.reading import Reading
from training.examples.sheet import Sheet, wordings
from training.examples.words import Language, capital

LANGUAGES: tuple[Language, ...] = ("en", "fr")
_PART = re.compile(
    r"(?:lib|python|ruby|golang|node|r|haskell|rust|ghc|php|fonts|xfonts|ros|gir1|task|hunspell|aspell|myspell|mythes|hyphen|texlive|lua|erlang|ocaml|elpa|linux)\b"
    r"|lib\w|python|.*(?:dev|doc|docs|dbg|data|common|perl|l10n|plugins?|module|headers|theme|metapackage)$"
)
"""Names of parts, of which there are many that are described alike."""
_BULLET = re.compile(r"\s*(?:[*+•–—-]|o(?=\s))\s+")
_SPACES = re.compile(r"\s+")
_LEAST, _MOST = 6, 60
"""Words of a sentence that may answer."""
_SHOWN = 110
"""Words of a description that are shown, about."""
_ENTRIES = 5
_ALIKE = 0.93
"""The cosine of two synopses from which on either may answer for the other."""
_NEIGHBOURS = 40
_NEED = wordings(
    "I need {said} | I am looking for {said} | We want this: {said}. What is there? | {said}: who has that? | Which one is for this: {said}? | {said}"
    "| Where do I find {said}? | Which of them offers {said}? | Is there anything like {said}? | Which would you take for {said}? | help with {said}?"
    "| We could do with {said}, which one is for us? | Who does {said}?",
    "J’ai besoin de ceci : {said} | Je cherche {said} | Lequel propose {said} ? | {said} : qui fait cela ? | Où trouver {said} ? | {said}"
    "| Qu’y a-t-il comme {said} ? | Lequel prendre pour {said} ? | {said}, ça existe ? | Il nous faudrait {said}, lequel est pour nous ?"
    "| Qui peut nous aider : {said} ? | On voudrait {said}, vers quoi se tourner ?",
)
_ABLE = wordings(
    "What can {name} do? | What are the features of {name}? | What does {name} offer? | {name} features | Which functions does {name} have?"
    "| List what {name} is capable of.",
    "Que sait faire {name} ? | Quelles sont les fonctions de {name} ? | Que propose {name} ? | {name} fonctionnalités | De quoi {name} est-il capable ?"
    "| Quels sont les atouts de {name} ?",
)
_ABILITIES = re.compile(r"featur|includ|offer|provid|support|can |capab|fonction|caract|propos|offre|perme|fourni|inclu|pren|atout", re.IGNORECASE)
Embed = Callable[[list[str]], list[list[float]]]


@dataclass(frozen=True, slots=True)
class Text:
    """What is said of a package in one language.

    Attributes:
        synopsis: One line.
        paragraphs: What is shown, from the front.
        items: A list that follows the last of them.
    """

    synopsis: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Package:
    """What is said of a package in both languages."""

    name: str
    texts: dict[Language, Text]

    @property
    def can_be_asked_for(self) -> bool:
        """Whether its synopses do not say its name."""
        own = set(words(self.name))
        return all(own.isdisjoint(words(text.synopsis)) for text in self.texts.values())


class Packages:
    """The packages that are described in both languages, with what resembles what."""

    def __init__(self, folder: Path, embed: Embed) -> None:
        """Reads `en` and `fr` from a folder (Debian's Translation files, as text) and compares the English synopses, half a minute."""
        said = {language: dict(_described((folder / language).read_text(encoding="utf-8"), language)) for language in LANGUAGES}
        names = sorted(said["en"].keys() & said["fr"].keys())
        wholes = set(names)
        self.packages = [
            Package(name, {language: said[language][name] for language in LANGUAGES})
            for name in names
            if not any(name[: match.start()] in wholes for match in re.finditer(r"[-.\d]", name))
        ]
        self._embed = embed
        self._vectors = np.array(embed([package.texts["en"].synopsis for package in self.packages]), dtype=np.float32)

    def examples(self, documents: int, reading: Reading, seed: int) -> Iterator[Example]:
        """The examples of so many catalogues, the same for the same seed."""
        for number in range(documents):
            random = Random(f"{seed}/packages/{number}")
            sheet = Sheet(random, random.choice(LANGUAGES), random.random() < 0.5)
            self._write(sheet)
            title = sheet.pick(("Catalogue", "Programs", "What we offer"), ("Catalogue", "Programmes", "Notre offre"))
            yield from asked_of(sheet, reading.views(sheet.text, title, sheet.language, markdown=sheet.markdown), f"{seed}/packages/{number}")

    def _write(self, sheet: Sheet) -> None:
        random = sheet.random
        first = random.randrange(len(self.packages))
        cosines = self._vectors @ self._vectors[first]
        around = [int(place) for place in np.argsort(-cosines)[1:_NEIGHBOURS] if cosines[place] < _ALIKE]
        chosen, absent = [first], list[int]()
        for place in random.sample(around, len(around)):
            unlike = all(self._vectors[place] @ self._vectors[other] < _ALIKE for other in chosen)
            if len(chosen) < _ENTRIES and unlike:
                chosen.append(place)
            elif len(absent) < 2 and unlike:
                absent.append(place)
        random.shuffle(chosen)
        sheet.heading(sheet.pick(("The catalogue", "Programs", "Our tools"), ("Le catalogue", "Programmes", "Nos outils")))
        near = [self._entry(sheet, self.packages[place]) for place in chosen]
        for place in absent:
            package = self.packages[place]
            if package.can_be_asked_for:
                sheet.ask("packages.wrong_need", _NEED, near=random.choice(near), fill=_asking(package, random))
            sheet.ask("packages.wrong_name", WHAT, near=random.choice(near), fill=_named(package))

    def _entry(self, sheet: Sheet, package: Package) -> Span:
        """Writes the entry of a package; returns its sentence that is most like its synopsis."""
        text = package.texts[sheet.language]
        sheet.heading(capital(package.name), 3)
        sentences: list[Span] = []
        for paragraph in text.paragraphs:
            written = sheet.write(paragraph)
            sheet.write("\n\n")
            found = (Span(written.start + one.start, written.start + one.end) for one in split_sentences(paragraph, sheet.language))
            sentences += [one for one in found if _may_answer(one.of(sheet.text))]
        items: list[Span] = []
        for item in text.items:
            sheet.write("- " if sheet.markdown else "• ")
            items.append(sheet.write(item))
            sheet.write("\n")
        sheet.write("\n")
        best = self._best(text.synopsis, sentences[:4], sheet.text)
        called = re.search(rf"\b{re.escape(package.name)}\b", best.of(sheet.text), re.IGNORECASE)
        name = Span(best.start + called.start(), best.start + called.end()) if called else best
        if package.can_be_asked_for:
            for _ in range(2):
                sheet.ask("packages.need", _NEED, (name,), fill=_asking(package, sheet.random))
        sheet.ask("packages.what", WHAT, (best,), fill=_named(package))
        if items and _ABILITIES.search(text.paragraphs[-1]):
            sheet.ask("packages.able", _ABLE, (Span(items[0].start, items[-1].end),), fill=_named(package))
        return best

    def _best(self, synopsis: str, sentences: Sequence[Span], text: str) -> Span:
        vectors = np.array(self._embed([synopsis, *(sentence.of(text) for sentence in sentences)]), dtype=np.float32)
        return sentences[int((vectors[1:] @ vectors[0]).argmax())]


def _described(descriptions: str, language: Language) -> Iterator[tuple[str, Text]]:
    for paragraph in descriptions.split("\n\n"):
        fields = message_from_string(paragraph)
        name, description = fields["Package"], fields[f"Description-{language}"]
        if name and description and not _PART.match(name) and (text := _text(description, language)):
            yield name, text


def _text(description: str, language: Language) -> Text | None:
    """The synopsis and the first paragraphs, with the list after them; None where no sentence may answer."""
    synopsis, *lines = description.split("\n")
    paragraphs: list[str] = []
    items: list[str] = []
    for is_text, block in groupby((line[1:] for line in lines), key=lambda line: line.strip() != "."):
        for is_listed, part in _runs(list(block)) if is_text else ():
            if items or (paragraphs and sum(len(one.split()) for one in paragraphs) > _SHOWN):
                break
            if is_listed:
                items = part
            else:
                paragraphs += part
    if len(synopsis.split()) < 3 or not any(_may_answer(one.of(text)) for text in paragraphs for one in split_sentences(text, language)):
        return None
    return Text(synopsis.strip().rstrip("."), tuple(paragraphs), tuple(items if 2 < len(items) < 12 else ()))


def _may_answer(sentence: str) -> bool:
    return _LEAST <= len(words(sentence)) <= _MOST


def _runs(block: Sequence[str]) -> list[tuple[bool, list[str]]]:
    """Runs of prose and of list items; what is set off otherwise is left out."""
    runs: list[tuple[bool, list[str]]] = []
    for line in block:
        bullet = _BULLET.match(line)
        if bullet:
            if not runs or not runs[-1][0]:
                runs.append((True, []))
            runs[-1][1].append(_SPACES.sub(" ", line[bullet.end() :]).strip())
        elif runs and runs[-1][0] == line.startswith(" "):
            runs[-1][1][-1] += " " + _SPACES.sub(" ", line).strip()
        elif not line.startswith(" "):
            runs.append((False, [_SPACES.sub(" ", line).strip()]))
    return runs


def _asking(package: Package, random: Random) -> dict[Language, dict[str, str]]:
    return {language: {"said": _as_said(package.texts[language].synopsis)} for language in LANGUAGES}


def _as_said(synopsis: str) -> str:
    """A synopsis inside a sentence: a capital at its start is one of a name only where more follow in its word."""
    return synopsis[:1].lower() + synopsis[1:] if not synopsis[1:2].isupper() else synopsis


def _named(package: Package) -> dict[Language, dict[str, str]]:
    return {language: {"name": capital(package.name)} for language in LANGUAGES}
