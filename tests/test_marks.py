from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.marks import emphasised, plain
from assistant.lexical import words
from assistant.types import Span


@pytest.mark.parametrize(
    ("text", "inside", "expected"),
    [
        ("It cost 12,5 million euros in 2019.", "12,5 million euros", "It cost **12,5 million euros** in 2019."),
        ("It cost 2 401,98 euros.", "401,98", "It cost **2 401,98** euros."),
        ("Write to  a@b.example.", " a@b.example", "Write to **a@b.example**."),
        ("« Odile », capitaine", "« Odile »", "**« Odile »**, capitaine"),
        ("Opened in 2011, closed since", "2011,", "Opened in **2011**, closed since"),
        ("Boats (5 of them) sail", "(5", "Boats (**5** of them) sail"),
        ("Boats (5) sail", "(5)", "Boats **(5)** sail"),
        ("The harbour master", "harb", "The **harbour** master"),
        ("Named in [3] and **bold**", "[3]", "Named in **(3)** and bold"),
        ("All of it.", "All of it", "All of it."),
        ("It is – so", "–", "It is – so"),
    ],
)
def test_the_words_of_the_span_are_emphasised(text: str, inside: str, expected: str) -> None:
    start = text.index(inside)
    assert emphasised(text, Span(start, start + len(inside))) == expected


@given(st.text(alphabet=st.one_of(st.sampled_from(" \u00a0\n*[]0123456789.,’%€"), st.characters()), max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_nothing_but_the_marks_is_added(text: str, start: int, end: int) -> None:
    marked = emphasised(text, Span(min(start, len(text)), min(end, len(text))))
    assert marked.replace("**", "").replace(" ", "") == plain(text).replace(" ", "")
    assert words(marked) == words(plain(text))
    assert marked.count("**") in (0, 2)
