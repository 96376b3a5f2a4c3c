"""A suite put to a subject, and the folder that is left of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.cases import Suite
from evals.junit import write_junit
from evals.report import write_report
from evals.runs import JUNIT, REPORT, RESULTS, SUMMARY, TIMINGS, Run, result_row, summary_of, timings_of, write_json, write_rows
from evals.systems import Evaluation, Progress, Subject, evaluate


@dataclass(frozen=True, slots=True)
class Finished:
    """A suite that was run: its outcomes, figures and times."""

    suite: Suite
    subject: Subject
    evaluation: Evaluation
    summary: dict[str, Any]
    timings: dict[str, Any]

    @property
    def run(self) -> Run:
        """What is compared of it."""
        outcomes = self.evaluation.outcomes
        questions = {outcome.case.id: outcome.case.question for outcome in outcomes}
        return Run("this run", self.suite.name, self.suite.sha256, tuple(outcome.record for outcome in outcomes), questions)

    def write(self, folder: Path) -> None:
        """Writes the results, the summary, the times, the report and the JUnit file into a folder, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = [result_row(outcome, self.subject.sources) for outcome in self.evaluation.outcomes]
        write_rows(folder / RESULTS, rows)
        write_json(folder / SUMMARY, self.summary)
        write_json(folder / TIMINGS, self.timings)
        write_report(folder / REPORT, self.summary, rows)
        write_junit(folder / JUNIT, self.suite.name, self.evaluation.outcomes)


def run_suite(suite: Suite, subject: Subject, progress: Progress | None = None) -> Finished:
    """Puts every case of a suite to a subject, one after the other."""
    started = time.perf_counter()
    evaluation = evaluate(suite.cases, subject, progress)
    seconds = time.perf_counter() - started
    summary = summary_of(suite.name, suite.sha256, subject.about, subject.sources, evaluation.outcomes)
    return Finished(suite, subject, evaluation, summary, timings_of(evaluation, seconds))
