from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.version_marks import Marks, dates_in, number_text, numbers_in, read_marks


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("rapport", Marks("rapport")),
        ("report.v2.1", Marks("report", number=(2, 1))),
        ("Report_rev3_final", Marks("report", number=(3,))),
        ("report - Copy", Marks("report")),
        ("copie de rapport (2)", Marks("rapport")),
        ("2e édition du guide", Marks("guide", number=(2,))),
        ("rapport_20200312", Marks("rapport", date="2020-03-12")),
        ("12.03.2020 notes", Marks("notes", date="2020-03-12")),
        ("minutes_march_2024", Marks("minutes", date="2024-03")),
        ("May 3, 2021 minutes", Marks("minutes", date="2021-05-03")),
        ("Guide tarifaire (version du 1er août 2024)", Marks("guide tarifaire", date="2024-08-01")),
        ("Annual report 2019-2020", Marks("annual report", date="2020")),
        ("Version 2.1 — 12 mars 2020", Marks("", number=(2, 1), date="2020-03-12")),
        ("guide brouillon", Marks("guide", early=True)),
        ("archives", Marks("", early=True)),
        ("invoice-2024-001", Marks("invoice 001", date="2024")),
        ("Plan Marshall 4.0", Marks("plan marshall 4 0")),
        ("draftsman", Marks("draftsman")),
        ("", Marks("")),
    ],
)
def test_marks_of_names(name: str, marks: Marks) -> None:
    assert read_marks(name) == marks


def test_marks_in_a_question() -> None:
    assert dates_in("What did it cost in 2019, and on 3 May 2020?") == ["2019", "2020-05-03"]
    assert numbers_in("In version 2.0 or in v3?") == [(2,), (3,)]
    assert numbers_in("Which of the 3 versions?") == []
    assert number_text((2, 1)) == "2.1"
    assert number_text(None) is None


@given(st.text(max_size=60))
def test_any_text_has_marks(text: str) -> None:
    marks = read_marks(text)
    assert marks.rest == " ".join(marks.rest.split())
    assert marks.date is None or marks.date == dates_in(text)[-1]
