"""Where sentences end, in both languages."""

from __future__ import annotations

import pytest

from assistant.documents.sentences import paragraph_sentences, split_sentences, strip
from assistant.types import Span


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(
    "expected",
    [
        ["Bonjour M. Dupont.", "Il est là."],
        ["Dr. Smith came.", "He left."],
        ["See p. 12 for art. 3 of it, e.g. this.", "Then go on."],
        ["L'art. 3 et l'al. 2 s'appliquent.", "Voilà tout."],
        ["Le Dr. Martin et le Pr. Lenoir partent.", "Ils rient."],
        ["It weighs approx. 5 kg, i.e. a lot.", "Put it down."],
        ["2.1. Title of it.", "The text follows."],
        ["The value is 3.14 today.", "It rose to 208,42 euros."],
        ['He said "Stop. Now."', "Then he left."],
        ["« Arrêtez. » dit-il.", "Il part."],
        ["Wait... what?", "Yes!", "It works… perhaps."],
        ["Voir https://a.example/x.html?y=1.", "Fin de la page."],
        ["The first line\nends here.", "The second\r\nends there."],
        ["😀 Go now.", "😀 Stop here."],
        ["Cf. art. 12.", "Le prix est de 5 €.", "Il monte."],
        ["The U.S. army went.", "It came back."],
        ["No end mark"],
    ],
    ids=lambda sentences: str(sentences[0]),
)
def test_sentences(expected: list[str], language: str) -> None:
    text = " ".join(expected)
    assert [span.of(text) for span in split_sentences(text, language)] == expected


@pytest.mark.parametrize("text", ["", "  \n ", "\f"])
def test_no_text_no_sentence(text: str) -> None:
    assert split_sentences(text, "en") == []


@pytest.mark.parametrize("language", ["und", "xx", "FR", ""])
def test_an_unknown_language_is_read_all_the_same(language: str) -> None:
    assert [span.of("One day. Two days.") for span in split_sentences("One day. Two days.", language)] == ["One day.", "Two days."]


def test_a_long_text_is_cut_where_a_short_one_is() -> None:
    text = "The boat of M. Dupont left at 3.15 in the morning. " * 400
    assert {span.of(text) for span in split_sentences(text, "fr")} == {"The boat of M. Dupont left at 3.15 in the morning."}
    assert len(split_sentences(text, "fr")) == 400
    assert split_sentences("word " * 4000, "en") == [Span(0, 19_999)]


def test_strip() -> None:
    assert strip("a  b c ", 1, 7) == Span(3, 6)
    assert strip("a  b", 1, 3) is None


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Proof of concept. A short project shows that it works.", 1),
        ("Chantier naval. Un lieu où l’on répare.", 1),
        ("Yes. The deposit is free.", 1),
        ("**Goal 1.** Connect every village.", 1),
        ("Volet A – Étude des quais. Aide de 70 %.", 1),
        ("Boats pay. Crews do not.", 2),
        ("In 2020 it opened. It cost 12 euros.", 2),
        ("Who pays? A boat does.", 2),
        ("The harbour of the old town is closed. A ferry waits.", 2),
    ],
)
def test_a_mere_head_is_no_sentence(text: str, count: int) -> None:
    spans = paragraph_sentences(text, "en")
    assert len(spans) == count
    assert (spans[0].start, spans[-1].end) == (0, len(text))
