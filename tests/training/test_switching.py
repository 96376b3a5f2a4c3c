from __future__ import annotations

from random import Random

from tests.training.support import example
from training.examples.switching import read_dictionary, switched

ENTRIES = """A heading of the file
harbour /habə/
1. port, havre
2. abriter
red /red/ <adj>
rouge (couleur)
open sea /oupnsi/
pleine mer
ferry /feri/
bac à voitures
"""
DICTIONARY = {"harbour": ("port", "havre", "abriter"), "red": ("rouge",)}


def test_single_words_with_single_words_for_them_are_read() -> None:
    assert read_dictionary(ENTRIES) == DICTIONARY


def test_words_are_translated_and_names_stay() -> None:
    asked = example("Red paint for the Harbour of harbour?", ("Nothing.",), None)
    one = {"en": {"harbour": ("port",), "red": ("rouge",)}}
    assert switched(asked, one, Random(0), 1.0).question == "Rouge paint for the Harbour of port?"
    assert switched(asked, one, Random(0), 0.0) == asked
