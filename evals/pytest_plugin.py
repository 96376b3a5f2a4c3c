"""A suite as pytest cases: one test a row, the models loaded once.

    pytest_plugins = ["evals.pytest_plugin"]

    @pytest.mark.suite("dev")
    def test_answer(outcome: Outcome) -> None:
        assert outcome.record.right, outcome.why

`suite` takes what `python -m evals run` takes: the suite, and `corpus`, `index` or `answers`. The fixture `outcome` is that of one case; `case` is the case
alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from evals.cases import Case, Suite, SuiteError, open_suite
from evals.scoring import Outcome
from evals.systems import Subject, evaluate, open_subject

_Subjects = Callable[[pytest.Mark], Subject]


def pytest_configure(config: pytest.Config) -> None:
    """Declares the marker."""
    config.addinivalue_line("markers", "suite(name, corpus=None, index=None, answers=None): runs the test once for each case of a suite")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives a test that asks for a case, or for its outcome, the cases of its suite."""
    if not {"case", "outcome"} & set(metafunc.fixturenames):
        return
    marker = metafunc.definition.get_closest_marker("suite")
    if marker is None:
        return
    try:
        cases = _suite(marker).cases
    except SuiteError as exc:
        raise pytest.UsageError(str(exc)) from exc
    metafunc.parametrize("case", cases, ids=[case.id for case in cases], indirect=True)


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Case:
    """One case of the suite that the test is marked with."""
    found: Case = request.param
    return found


@pytest.fixture(scope="session")
def _subjects() -> Iterator[_Subjects]:
    opened: dict[str, Subject] = {}

    def subject(marker: pytest.Mark) -> Subject:
        key = repr((marker.args, sorted(marker.kwargs.items())))
        if key not in opened:
            opened[key] = open_subject(_suite(marker), **{name: _path(name, value) for name, value in marker.kwargs.items()})
        return opened[key]

    yield subject


@pytest.fixture
def outcome(case: Case, request: pytest.FixtureRequest, _subjects: _Subjects) -> Outcome:
    """What became of the case."""
    marker = request.node.get_closest_marker("suite")
    return evaluate([case], _subjects(marker)).outcomes[0]


def _suite(marker: pytest.Mark) -> Suite:
    return open_suite(str(marker.args[0]))


def _path(name: str, value: Any) -> Any:  # noqa: ANN401 - a marker's argument
    return Path(value) if name in ("corpus", "answers") and value is not None else value
