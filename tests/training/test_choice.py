"""The fit of the choice among all passages, and the corpora that it and the whole assistant are measured on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.answering.features import FEATURES
from assistant.types import Span
from tests.training.test_public import write_set
from training.choice.cases import Case
from training.choice.fitting import figures, fit
from training.corpora import Asked, Corpus, bilingual_corpus, chosen, fraction, made_up_corpus, public_corpora, without
from training.whole import measured, small


def case(signals: list[float], right: int | None, source: str = "a") -> Case:
    """Candidates that differ in what the network says of them alone."""
    matrix = np.zeros((len(signals), len(FEATURES)))
    matrix[:, FEATURES.index("answerable")] = signals
    return Case(source, "calibration", matrix, np.array([float(place == right) for place in range(len(signals))]))


CASES = [*[case([4.0, 0.0, -2.0], 0), case([0.5, 5.0], 1)] * 10, *[case([-3.0, -2.5], None), case([-4.0], None, "b"), case([3.5, 0.0], 0, "b")] * 10]


def test_what_tells_the_right_unit_gets_weight() -> None:
    fitted = fit(CASES)
    assert fitted["weights"]["answerable"] > 0.5
    assert all(weight == pytest.approx(0, abs=1e-3) for name, weight in fitted["weights"].items() if name != "answerable")
    found = figures(CASES, fitted)
    assert (found["questions"], found["answerable"]) == (50, 30)
    assert found["right_unit_first"] == found["right"] == found["abstention_f1"] == 1.0


def test_figures_by_hand() -> None:
    weights = {"weights": dict.fromkeys(FEATURES, 0.0) | {"answerable": 1.0}, "none": 0.0}
    rows = [
        case([2.0, 0.0], 0),  # answered rightly
        case([2.0, 0.0], 1),  # the other one was right
        case([-9.0, -9.0], 0),  # abstained from, though the first is right
        case([-9.0], None),  # abstained from rightly
    ]
    found = figures(rows, weights)
    assert found["right_unit_first"] == pytest.approx(2 / 3, abs=1e-3)
    assert found["right"] == 0.5
    assert found["abstention_f1"] == pytest.approx(2 / 3, abs=1e-3)  # precision 1/2, recall 1


def test_nothing_answers_what_a_file_that_was_left_out_did() -> None:
    files = {name: ("Title", name) for name in ("a.txt", "b.txt")}
    corpus = Corpus("set", files, tuple(Asked(f"{name}?", name, (Span(0, 1),), "held_out", "set") for name in files))
    left = without(corpus, lambda file: file == "a.txt")
    assert list(left.files) == ["b.txt"]
    assert [bool(asked.answers) for asked in left.questions] == [False, True]
    assert len(chosen(left, "held_out", 1)) == 1 and chosen(left, "calibration", 9) == []
    assert 0 <= fraction("a") == fraction("a") < 1


def test_made_up_corpora_are_the_same_each_time_and_say_what_they_are_asked() -> None:
    corpus = made_up_corpus(4, "calibration")
    assert corpus == made_up_corpus(4, "calibration")
    assert len(corpus.files) == 4
    for asked in corpus.questions:
        assert all(0 <= span.start < span.end <= len(corpus.files[asked.file][1]) for span in asked.answers)


def test_all_sets_lie_in_one_folder_and_some_questions_are_in_the_other_language(tmp_path: Path) -> None:
    write_set(tmp_path / "piaf_fr")
    write_set(tmp_path / "squad2_en")
    apart = [asked for corpus in public_corpora(tmp_path) for asked in corpus.questions]
    corpus = bilingual_corpus(tmp_path)
    assert len(corpus.questions) == len(apart)
    assert all(asked.file.startswith(asked.source) and asked.file in corpus.files for asked in corpus.questions)
    for asked in corpus.questions:
        text = corpus.files[asked.file][1]
        assert all(span.of(text).startswith("19") for span in asked.answers)
    changed = [asked for asked, before in zip(corpus.questions, apart, strict=True) if asked.question != before.question]
    assert 0 < len(changed) < len(apart)
    assert {asked.source for asked in chosen(corpus, "held_out", 99, "piaf")} == {"piaf"}


def test_the_whole_assistant_is_asked_about_passages_that_are_there_and_about_some_that_are_not(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = tmp_path_factory.mktemp("data")
    write_set(data / "piaf_fr")
    write_set(data / "squad2_en")
    corpus = small(next(iter(public_corpora(data))), 12)
    found = measured(corpus, 6)
    assert found["questions"] == 6
    assert 0 < len(corpus.files) <= 12
