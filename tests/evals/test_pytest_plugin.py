"""A suite as pytest cases, in a pytest of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from evals.cases import write_cases
from tests.evals.support import SOURCES, case, number, span

ROOT = Path(__file__).parents[2]
TESTS = """
import pytest

pytest_plugins = ["evals.pytest_plugin"]

@pytest.mark.suite({suite!r}, answers={answers!r})
def test_answer(outcome):
    assert outcome.record.right, outcome.why

@pytest.mark.suite({suite!r})
def test_case(case):
    assert case.question
"""


def test_a_test_a_case(tmp_path: Path) -> None:
    suite = tmp_path / "suite"
    (suite / "corpus").mkdir(parents=True)
    for file, source in SOURCES.items():
        (suite / "corpus" / file).write_text(source.text, encoding="utf-8")
    write_cases(suite / "suite.jsonl", [case(number("12"), gold=(span("The port has 12 quays."),), name="quays"), case(name="swans")])
    answers = tmp_path / "answers.jsonl"
    answers.write_text("".join(f'{{"id": "{name}", "answer": {{"status": "abstained", "text": ""}}}}\n' for name in ("quays", "swans")), encoding="utf-8")
    (tmp_path / "test_suite.py").write_text(TESTS.format(suite=str(suite), answers=str(answers)), encoding="utf-8")
    arguments = [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), str(tmp_path)]
    done = subprocess.run(arguments, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT)
    lines = done.stdout
    assert "test_answer[quays] FAILED" in lines
    assert "test_answer[swans] PASSED" in lines
    assert "test_case[quays] PASSED" in lines
    assert "abstained from what the documents say" in lines
    assert "1 failed, 3 passed" in lines
