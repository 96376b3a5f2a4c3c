"""Which language a text is in."""

from __future__ import annotations

import pytest

from assistant.documents.language import detect_language, question_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The mill stands by the river and grinds wheat for the whole village.", "en"),
        ("Le moulin se trouve au bord de la rivière et moud le blé du village.", "fr"),
        ("De molen staat aan de rivier en maalt tarwe voor het hele dorp.", "nl"),
        ("12 + 30 = 42", "und"),
        ("nineteen letters on", "und"),
        ("", "und"),
    ],
)
def test_the_language_of_a_document(text: str, language: str) -> None:
    assert detect_language(text) == language


@pytest.mark.parametrize(
    ("question", "language"),
    [("Who owns the mill?", "en"), ("À qui appartient le moulin ?", "fr"), ("2021?", "en"), ("", "en")],
)
def test_the_language_of_a_question(question: str, language: str) -> None:
    assert question_language(question) == language
