"""Which language a text is in."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from assistant.types import Language

_SAMPLE = 20_000
"""Characters that are looked at; more changes nothing."""


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the language of `text`, "und" where there are fewer than 20 letters."""
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < 20:
        return "und"
    return str(_identifier(None).classify(sample)[0])


def question_language(question: str) -> Language:
    """English or French, whichever is likelier; English for a question without letters."""
    if not any(character.isalpha() for character in question):
        return "en"
    return "fr" if _identifier(("en", "fr")).classify(question)[0] == "fr" else "en"


@cache
def _identifier(languages: tuple[str, ...] | None) -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    if languages is not None:
        identifier.set_languages(list(languages))
    return identifier
