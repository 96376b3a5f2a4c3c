"""Questions as people type them: told with something else, key words, typing errors, no accents, capitals."""

from __future__ import annotations

import re
import unicodedata
from random import Random

from assistant.lexical import content_words, fold
from training.examples.example import Example

_TOLD = 0.08
"""The share of questions that something is told with."""
_BEFORE = {
    "en": (
        *("Hello, ", "Quick question: ", "Can you tell me: ", "I have to check this: ", "We are a small firm. ", "I run a workshop near the border. "),
        *("I am writing a report. ", "We met last week. ", "My colleague says that it changed. ", "Thanks for that. "),
    ),
    "fr": (
        *("Bonjour, ", "Petite question : ", "Pouvez-vous me dire : ", "Je dois vérifier ceci : ", "Nous sommes une petite entreprise. ", "Merci. "),
        *("J’ai un atelier près de la frontière. ", "Je rédige un rapport. ", "On s’est vus la semaine passée. ", "Mon collègue dit que cela a changé. "),
    ),
}
_WORD = re.compile(r"\w[\w.,'’@/-]*\w|\w")


def vary(example: Example, random: Random) -> Example:
    """The example with its question left as it is, typed otherwise, or told with something else."""
    question = varied(example.question, random)
    return example.asked(random.choice(_BEFORE[example.language]) + question if random.random() < _TOLD else question)


def varied(question: str, random: Random) -> str:
    """The question, six times of ten as it is, or typed otherwise."""
    if random.random() < 0.12:
        question = keywords(question) or question
    if random.random() < 0.10:
        question = misspelt(question, random)
    if random.random() < 0.15:
        question = without_accents(question)
    case = random.random()
    question = question.lower() if case < 0.12 else question.upper() if case < 0.15 else question
    if random.random() < 0.15:
        question = question.rstrip(" ?.")
    return question


def keywords(question: str) -> str:
    """The words that carry the question, in their order."""
    kept = set(content_words(question))
    return " ".join(match.group() for match in _WORD.finditer(question) if set(content_words(match.group())) & kept)


def without_accents(text: str) -> str:
    """The letters without their marks, in the case that they have."""
    return "".join(character for character in unicodedata.normalize("NFKD", text) if not unicodedata.combining(character)).replace("œ", "oe")


def misspelt(question: str, random: Random) -> str:
    """One word with two letters exchanged, one left out or one doubled; figures and short words are left alone."""
    places = [match.span() for match in _WORD.finditer(question) if len(fold(match.group())) > 4 and match.group().isalpha()]
    if not places:
        return question
    start, end = random.choice(places)
    at = random.randrange(start + 1, end - 1)
    form = random.randrange(3)
    if form == 0:
        return question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    return question[:at] + (question[at + 1 :] if form == 1 else question[at] + question[at:])
