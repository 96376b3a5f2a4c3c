"""The committed baseline and what the README says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.baseline import BASELINE, read_baseline
from evals.cases import SuiteError, bundled_suites, open_suite
from evals.cli import with_figures
from evals.tables import markdown

ROOT = Path(__file__).parents[2]


def test_the_baseline_is_of_the_suites_as_they_are() -> None:
    accepted = read_baseline(BASELINE)
    assert {name for name, suite in accepted.suites.items() if not suite.gated} == {"test"}
    assert list(accepted.suites) == bundled_suites()
    for name, suite in accepted.suites.items():
        assert suite.run.suite_sha256 == open_suite(name).sha256, f"{name} changed; run `make baseline`"
        assert not any(record.status == "failed" for record in suite.run.records)
    assert accepted.tolerances["citation_exactness"] == accepted.tolerances["failed"] == 0


def test_the_figures_in_the_readme_are_those_of_the_baseline() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert readme == with_figures(readme, markdown(read_baseline(BASELINE)), "README.md"), "run `make baseline`"


def test_a_file_without_marks_is_refused() -> None:
    with pytest.raises(SuiteError, match="expected one"):
        with_figures("nothing", "table", "README.md")
