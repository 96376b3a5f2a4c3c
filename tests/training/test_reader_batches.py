from __future__ import annotations

from random import Random

from assistant.models.reader import WINDOW
from tests.training.support import WIDTH, base, example, reading, tiny_base
from training.examples.example import grouped
from training.examples.made_up import made_up
from training.reader.batches import UNITS, batch, bucketed, features

SEAT = example("Where is Zorvel?", ("Zorvel builds ferries.", "Its seat is in Brelle."), "Brelle")
ABSENT = example("Who leads Zorvel?", ("Zorvel builds ferries.",), None)


def test_the_answer_is_found_again_from_its_tokens() -> None:
    for made in made_up(20, reading(), seed=9):
        row = features(made, base())
        assert len(row.answers) == len(made.answers)
        for (first, last), answer in zip(row.answers, made.answers, strict=True):
            found = row.text(first, last).of(made.passage)  # one piece may hold a bracket and the figure behind it: "(3"
            assert found.strip(" .,;()»”") == answer.of(made.passage).strip(" .,;()»”")
        assert set(row.units) == made.answer_units


def test_a_batch_says_what_is_question_passage_unit_and_padding() -> None:
    rows = [features(SEAT, tiny_base()), features(ABSENT, tiny_base())]
    given = batch(rows, tiny_base())
    assert given.words.shape == (2, 32, WIDTH) or given.words.shape[1] % 16 == 0
    assert given.mask.sum(1).tolist() == [len(row.pair.ids) for row in rows]
    assert given.types[0].tolist()[: rows[0].pair.first] == [0] * rows[0].pair.first
    assert not (given.types & (1 - given.mask)).any()
    assert given.unit_of_token.max(1).values.tolist() == [2, 1]
    assert not given.unit_of_token[:, : rows[0].pair.first].any()
    assert given.targets.answerable.tolist() == [1.0, 0.0]
    assert given.targets.units.shape == (2, UNITS)
    assert given.targets.units[0].tolist()[:2] == [0.0, 1.0]
    assert given.targets.groups.tolist() == [0, 1]
    assert given.targets.start.sum(1).tolist() == given.targets.end.sum(1).tolist() == [1.0, 0.0]


def test_what_exceeds_the_window_is_cut_with_its_answer() -> None:
    row = features(example("Where is Zorvel?", ("Ferries go and come. " * 100, "Its seat is in Brelle."), "Brelle"), tiny_base())
    assert len(row.pair.ids) == WINDOW
    assert row.answers == () and row.units == ()


def test_every_example_is_in_one_batch_beside_others_of_its_length() -> None:
    rows = [features(example("Where?", ("Ferries come. " * (1 + number % 9),), None), tiny_base()) for number in range(100)]
    batches = bucketed(rows, 8, Random(0))
    assert sorted(map(id, (row for part in batches for row in part))) == sorted(map(id, rows))
    assert bucketed(rows, 8, Random(0)) == batches
    assert max(max(len(row.pair.ids) for row in part) - min(len(row.pair.ids) for row in part) for part in batches) < 12


def test_the_passages_of_one_question_stay_together() -> None:
    made = [
        grouped([example("Where?", ("Ferries come. " * (1 + (number + place) % 9),), None) for place in range(1 + number % 3)], f"{number}")
        for number in range(60)
    ]
    rows = [features(one, tiny_base()) for group in made for one in group]
    batches = bucketed(rows, 8, Random(0))
    assert sorted(map(id, (row for part in batches for row in part))) == sorted(map(id, rows))
    assert all(len(part) <= 8 for part in batches)
    for group in made[1::3] + made[2::3]:
        (of,) = {place for place, part in enumerate(batches) for row in part if row.example.group == group[0].group}
        numbers = batch(batches[of], tiny_base()).targets.groups.tolist()
        assert len({number for row, number in zip(batches[of], numbers, strict=True) if row.example.group == group[0].group}) == 1
