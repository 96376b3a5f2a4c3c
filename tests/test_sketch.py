from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.sketch import Sketch, containment, sketches

WORDS = st.lists(st.sampled_from("quay pier dock mole ferry crane 12 345 berth tide".split()), max_size=60).map(" ".join)


def shared(one: str, other: str) -> float:
    return containment(sketches(one)[0], sketches(other)[0])


def test_the_share_of_the_smaller_text() -> None:
    """Shingles of four words: abcd bcde cdef, and abcd bcdx of the other; of its two the first has one."""
    assert shared("a b c d e f", "a b c d x") == 0.5
    assert shared("a b c d e f", "a b c d") == 1.0
    assert shared("a b c d", "e f g h") == 0.0
    assert shared("a b c", "a b c") == 0.0, "three words are no shingle"


def test_case_line_ends_and_ligatures_make_no_difference() -> None:
    assert shared("The \ufb01rst quay,\nof Brelle - 12,5 m", "the first QUAY of brelle 12,5 m") == 1.0


def test_shingles_with_figures_are_apart() -> None:
    one, other = sketches("the quay of Brelle measures 120 metres"), sketches("the quay of Brelle measures 130 metres")
    assert containment(one[0], other[0]) == 0.5  # "the quay of brelle", "quay of brelle measures" of four
    assert containment(one[1], other[1]) == 0.0


def test_long_texts_are_sampled() -> None:
    text = " ".join(f"w{number}" for number in range(20_000))
    half = " ".join(f"w{number}" for number in range(10_000)) + " " + " ".join(f"x{number}" for number in range(10_000))
    sketch, _ = sketches(text)
    assert sketch.level > 0
    assert 64 <= len(sketch.hashes) <= 256
    assert abs(shared(text, half) - 0.5) < 0.12  # four standard errors of a sample of 256
    assert shared(text, " ".join(f"w{number}" for number in range(100))) == 0.0, "too few of the short text's shingles were sampled"


@given(WORDS, WORDS)
def test_what_always_holds(one: str, other: str) -> None:
    assert 0.0 <= shared(one, other) == shared(other, one) <= 1.0
    assert shared(one, one) == (1.0 if len(one.split()) >= 4 else 0.0)
    assert shared(one, f"{one} {other}") == shared(one, one)


def test_an_empty_sketch_shares_nothing() -> None:
    assert containment(Sketch(0, frozenset()), Sketch(0, frozenset())) == 0.0
