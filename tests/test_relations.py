"""Equations and comparisons, recomputed."""

from __future__ import annotations

import pytest

from assistant.answering.relations import without_results
from assistant.errors import CitationError
from assistant.lexical import words

QUOTES = ["Bridges 10 20,5", "Ferries 1 250,25 -3", "| Nord | 1.5 |"]


@pytest.mark.parametrize(
    "said",
    [
        "10 + 20,5 = **30,5**",
        "Bridges : 10 ; Ferries : 1 250,25\n10 + 1 250,25 = **1 260,25** millions €",
        "10 − 20,5 = **−10,5**",
        "10 + (-3) = **7**",
        "10 − (-3) = **13**",
        "1 250,25 > 20,5 (Bridges)",
        "10 = 10 < 20,5 (Bridges)",
        "10 + 20,5 = 30,5 > 10",
    ],
)
def test_what_holds_passes_without_its_result(said: str) -> None:
    kept = set(words(without_results(said, QUOTES)))
    assert kept <= {*words(" ".join(QUOTES)), "millions"}


@pytest.mark.parametrize(
    "said",
    [
        "10 + 20,5 = **30,6**",
        "10 + 20,5 = **10**",
        "10 + 20,6 = **30,6**",
        "10 + 0,5 = **10,5**",
        "10 + 250,25 + 0 = **260,25**",
        "20 + 10 = **30**",
        "10 − 20,5 = **10,5**",
        "10 + 3 = **13**",
        "10 > 20,5",
        "20,5 < 10",
        "10 = 20,5",
        "30 > 10",
        "10 + 1.5 = **11,5**",
        "10 + 12 34 = **44**",
        "10 + = 30",
        "= 30",
        "ten + 10 = **20**",
        "10 > ten",
        "10 + 20,5 = **30,5** = **31**",
    ],
)
def test_anything_else_is_an_error(said: str) -> None:
    with pytest.raises(CitationError):
        without_results(said, QUOTES)


def test_a_relation_that_a_document_states_is_a_quotation() -> None:
    assert without_results("They say 2 + 2 = 5, and x = 3.", ["They say 2 +\n**2** = 5, and x = 3."]) == "They say 2 + 2 = 5, and x = 3."
    assert without_results("See (1) = 4", ["See [1] = 4"]) == "See (1) = 4"
