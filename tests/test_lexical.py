"""Words, terms and BM25."""

from __future__ import annotations

import math

import pytest

from assistant.lexical import LexicalIndex, content_words, fold, stems, terms, words

TEXTS = {"a": "The mill grinds wheat.", "b": "Wheat, wheat and barley.", "c": "Le phare éclaire la côte.", "d": "A quiet harbour."}


@pytest.fixture(scope="module")
def index() -> LexicalIndex:
    return LexicalIndex(list(TEXTS), list(TEXTS.values()), ["en", "en", "fr", "en"])


@pytest.mark.parametrize(
    ("text", "folded"), [("ÉTÉ à Noël", "ete a noel"), ("Cœur et Œuvre", "coeur et oeuvre"), ("ÆON", "aeon"), ("straße", "strasse"), ("ﬁn", "fin")]
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("L'eau d’Éghezée", ["l", "eau", "d", "eghezee"]),
        ("208,42 millions", ["208.42", "millions"]),
        ("208.42 millions", ["208.42", "millions"]),
        ("on 1,5-2 ha.", ["on", "1.5", "2", "ha"]),
        ("a_b 12. ", ["a", "b", "12"]),
        ("2,304 t, 2.304 t", ["2304", "t", "2304", "t"]),
        ("1.250.000,5 or 1,250,000.5", ["1250000.5", "or", "1250000.5"]),
        ("0,125 and 12,5", ["0.125", "and", "12.5"]),
        ("2\u202f304,75 €", ["2304.75", "2", "304.75"]),
        ("60 150 300", ["60150300", "60", "150", "300"]),
        ("in 2016 100 firms", ["in", "2016", "100", "firms"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [("boats", "boat"), ("bateaux", "bateau"), ("régional", "régionales"), ("spending", "spend"), ("cluster", "clusters"), ("208,42", "208.42")],
)
def test_forms_of_a_word_share_a_term(one: str, other: str) -> None:
    assert set(terms(one)) & set(terms(other))


def test_a_number_is_its_own_stem() -> None:
    assert stems("208.42") == ("208.42",)


def test_content_words_are_distinct_and_in_order() -> None:
    assert content_words("What is the role of the harbour, and which role?") == ["role", "harbour"]
    assert content_words("Quel est le rôle de l'eau et du port ?") == ["role", "eau", "port"]
    assert content_words("A 7 b") == ["7"]
    assert content_words("Who treated 2 304 tonnes?") == ["treated", "2304", "tonnes"]
    assert content_words("Who has he been, and what have we got from you?") == ["got"]
    assert content_words("Peut-on avoir tous ceux de cette rive ?") == ["rive"]


def test_the_best_match_comes_first(index: LexicalIndex) -> None:
    # Both hold "wheat", b twice in fewer content words.
    ranked = index.nearest("How much wheat?", 10)
    assert [chunk_id for chunk_id, _ in ranked] == ["b", "a"]
    assert ranked[0][1] > ranked[1][1] > 0
    assert index.nearest("wheat", 1) == index.nearest("wheat", 10)[:1]
    assert [chunk_id for chunk_id, _ in index.nearest("les phares", 10)] == ["c"]


def test_ties_are_broken_by_id() -> None:
    index = LexicalIndex(["z", "a", "m"], ["a red sail"] * 3, ["en"] * 3)
    assert [chunk_id for chunk_id, _ in index.nearest("sail", 3)] == ["a", "m", "z"]


@pytest.mark.parametrize("question", ["", "zeppelin", "the of and", "?!"])
def test_nothing_in_common_finds_nothing(index: LexicalIndex, question: str) -> None:
    assert index.nearest(question, 5) == []


@pytest.mark.parametrize("texts", [[], ["", "…"]])
def test_an_empty_corpus(texts: list[str]) -> None:
    index = LexicalIndex([str(number) for number in range(len(texts))], texts, ["en"] * len(texts))
    assert index.nearest("wheat", 5) == []
    assert not index.knows("wheat")


def test_rare_words_weigh_more(index: LexicalIndex) -> None:
    # n = 4 texts; f = 2, 1 and 0 of them hold the word: ln(1 + (n - f + 0.5) / (f + 0.5)).
    assert index.weight("wheat") == pytest.approx(math.log(1 + 2.5 / 2.5))
    assert index.weight("harbour") == pytest.approx(math.log(1 + 3.5 / 1.5))
    assert index.weight("zeppelin") == pytest.approx(math.log(1 + 4.5 / 0.5))


def test_known_words(index: LexicalIndex) -> None:
    assert index.knows("mills")
    assert index.knows("phare")
    assert not index.knows("zeppelin")
