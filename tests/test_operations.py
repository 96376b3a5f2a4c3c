"""What a question wants done with figures."""

from __future__ import annotations

import pytest

from assistant.answering.operations import Operation, operation, period, subject


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Combien pour les quais et les phares ensemble ?", "sum"),
        ("How much do bridges and ferries get together?", "sum"),
        ("2014 et 2015 confondus ?", "sum"),
        ("How much do growth and lights get together?", "sum"),
        ("Quel est l'ensemble du budget ?", None),
        ("De combien les quais ont-ils augmenté ?", "rise"),
        ("De combien les quais ont-ils diminué ?", "fall"),
        ("How much more do bridges get than ferries?", "rise"),
        ("How much less do ferries get than bridges?", "fall"),
        ("Combien les quais reçoivent-ils de plus que les phares ?", "rise"),
        ("Combien de plus les quais reçoivent-ils par rapport aux phares ?", "rise"),
        ("How many fewer ships has the north, compared with the south?", "fall"),
        ("Quel est l’écart entre les quais et les phares ?", "difference"),
        ("Do bridges get more than ferries?", None),
        ("By what percentage did bridges grow?", None),
        ("How many times more do bridges get than ferries?", None),
        ("Which port gets the most money?", "largest"),
        ("Quel port a le plus petit budget ?", "smallest"),
        ("Quel port reçoit le plus ?", "largest"),
        ("Quel port a le plus de navires ?", "largest"),
        ("Which port has the most employment?", "largest"),
        ("Which port is the most recent?", None),
        ("Quel port est le plus récent ?", None),
        ("In which year did the port get the most?", None),
        ("En quelle année le port a-t-il reçu le plus ?", None),
        ("How much does the port get?", None),
        ("", None),
    ],
)
def test_what_a_question_wants_done(question: str, expected: Operation | None) -> None:
    assert operation(question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("between 2014 and 2016", ("2014", "2016")),
        ("de 2014 à 2016", ("2014", "2016")),
        ("2014-2016", ("2014", "2016")),
        ("from 2016 to 2014", ("2014", "2016")),
        ("2014-16", None),
        ("in 2014 and 2016", None),
    ],
)
def test_the_period_that_a_question_names(question: str, expected: tuple[str, str] | None) -> None:
    assert period(question) == expected


def test_the_subject_is_what_the_figures_are_of() -> None:
    assert subject("Quel écart entre les Quais et les phares ?") == "quel les quais et les phares ?"
