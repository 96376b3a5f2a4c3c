"""Words of a question swapped for those of the other language, so that the two are read alike (CoSDA-ML, Qin et al. 2020, arXiv:2006.06402)."""

from __future__ import annotations

import gzip
import re
from collections.abc import Mapping
from pathlib import Path
from random import Random

from assistant.lexical import fold
from training.examples.example import Example

_HEADWORD = re.compile(r"^(?P<word>[^/<\[]+?) /[^/]*/")
_NUMBER = re.compile(r"^\d+\.\s*")
_NOTE = re.compile(r"\s*[<(\[][^>)\]]*[>)\]]")
_WORD = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_FILES = {"en": "freedict-eng-fra.dict.dz", "fr": "freedict-fra-eng.dict.dz"}

Dictionary = Mapping[str, tuple[str, ...]]


def load_dictionaries(folder: Path) -> dict[str, Dictionary]:
    """For each language the translations of its words, from the FreeDict files somewhere below `folder`.

    Raises:
        FileNotFoundError: One of the files is not there.
    """
    loaded: dict[str, Dictionary] = {}
    for language, name in _FILES.items():
        path = next(iter(sorted(folder.rglob(name))), None)
        if path is None:
            raise FileNotFoundError(f"{folder} holds no {name}; unpack Debian's dict-freedict-eng-fra and dict-freedict-fra-eng there")
        with gzip.open(path, "rt", encoding="utf-8") as file:
            loaded[language] = read_dictionary(file.read())
    return loaded


def read_dictionary(text: str) -> dict[str, tuple[str, ...]]:
    """The translations of each word, folded, that are single words: a line with the word and its pronunciation, and below it the translations."""
    found: dict[str, list[str]] = {}
    word = ""
    for line in text.split("\n"):
        headword = _HEADWORD.match(line)
        if headword:
            word = fold(headword["word"].strip())
        elif word and line.strip():
            translations = [part.strip() for part in _NOTE.sub("", _NUMBER.sub("", line.strip())).split(",")]
            found.setdefault(word, []).extend(part for part in translations if part.isalpha())
    return {word: tuple(dict.fromkeys(translations)) for word, translations in found.items() if word.isalpha() and translations}


def switched(example: Example, dictionaries: Mapping[str, Dictionary], random: Random, share: float) -> Example:
    """The example with that share of its question's words translated, where there is a translation.

    A word with a capital inside the question may be a name, and stays.
    """
    dictionary = dictionaries[example.language]

    def swap(match: re.Match[str]) -> str:
        word = match.group()
        choices = dictionary.get(fold(word))
        if not choices or (match.start() > 0 and word[0].isupper()) or random.random() >= share:
            return word
        chosen = random.choice(choices)
        return chosen[:1].upper() + chosen[1:] if word[0].isupper() else chosen

    return example.asked(_WORD.sub(swap, example.question))
