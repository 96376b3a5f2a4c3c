"""`python -m evals`: run suites, compare runs, hold them against the baseline, and write and check cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from assistant.cli import run_app
from assistant.terminal import progress_bar
from evals.baseline import BASELINE, TOLERANCES, Accepted, Baseline, judge, read_baseline, write_baseline
from evals.cases import Suite, SuiteError, bundled_suites, open_suite, write_cases
from evals.checking import check_gold, moved
from evals.figures import BY_NAME
from evals.interview import interview
from evals.running import Finished, run_suite
from evals.runs import REPORT, Run, read_run
from evals.sources import corpus_sources
from evals.squad import import_squad
from evals.systems import open_assistant, open_subject, suite_settings
from evals.tables import markdown, print_comparison, print_run, print_verdict

RUNS = Path(__file__).parent / "runs"
_REPORTED_ONLY = ("test",)
"""Suites that are looked at in reports alone, and never while building."""
_MARKS = ("<!-- figures: written by `make baseline` -->", "<!-- /figures -->")

SuiteName = Annotated[str, typer.Argument(help="A bundled suite by name, a .jsonl file, or a folder with suite.jsonl and corpus/.")]
Corpus = Annotated[Path | None, typer.Option("--corpus", help="The folder of documents that the cases are about.", show_default="the suite's, or corpus")]
Index = Annotated[str | None, typer.Option("--index", help="The index of those documents.", show_default="the suite's, or index")]
BaselineFile = Annotated[Path, typer.Option("--baseline", help="The baseline.")]

app = typer.Typer(help="Question-and-answer suites, measured without a judge.", add_completion=False, pretty_exceptions_enable=False)
_console = Console(highlight=False, soft_wrap=True)


@app.command()
def run(
    suite: SuiteName = "dev",
    output: Annotated[Path | None, typer.Option("--output", help="The run's folder.", show_default="a new one in evals/runs")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", help='Score these instead of asking: rows {"id", "answer"} of any assistant.')] = None,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Put a suite to the assistant, or score what another one answered, and report."""
    finished = _run(open_suite(suite), corpus, index, answers)
    folder = output or _new_folder(finished.suite.name)
    finished.write(folder)
    print_run(_console, finished.summary, finished.timings)
    _console.print(f"report: {folder / REPORT}", markup=False)


@app.command()
def compare(
    base: Annotated[Path, typer.Argument(help="The folder of the run before.")],
    new: Annotated[Path, typer.Argument(help="The folder of the run after.")],
    tolerance: Annotated[list[str] | None, typer.Option("--tolerance", help="METRIC=DROP that is allowed; may be repeated.")] = None,
) -> None:
    """Show what got better and worse between two runs, case by case; exit code 1 where a figure fell too far."""
    verdict = judge(read_run(base), read_run(new), TOLERANCES | _tolerances(tolerance or []))
    print_comparison(_console, verdict.comparison)
    print_verdict(_console, verdict)
    if not verdict.passed:
        raise typer.Exit(1)


@app.command()
def gate(
    baseline: BaselineFile = BASELINE,
    suites: Annotated[list[str] | None, typer.Option("--suite", help="Only this suite of the baseline; may be repeated.")] = None,
    run_folder: Annotated[Path | None, typer.Option("--run", help="Hold this run against the baseline instead of running the suites.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Run every bundled suite and accept the figures as the new baseline.")] = False,
) -> None:
    """Run the gated suites and hold them against the baseline; exit code 1 where a figure fell too far."""
    if update:
        _update(baseline)
        return
    accepted = read_baseline(baseline)
    if run_folder is not None:
        runs = [read_run(run_folder)]
    else:
        names = suites or [name for name, suite in accepted.suites.items() if suite.gated]
        runs = [_gated_run(name) for name in names]
    passed = True
    for found in runs:
        if found.suite not in accepted.suites:
            raise SuiteError(f"{baseline} has no suite {found.suite}; it has {', '.join(accepted.suites)}")
        verdict = judge(accepted.suites[found.suite].run, found, accepted.tolerances)
        _console.print(f"[bold]{found.suite}[/] beside {baseline}")
        print_comparison(_console, verdict.comparison, most=0)
        print_verdict(_console, verdict)
        passed = passed and verdict.passed
    if not passed:
        raise typer.Exit(1)


@app.command()
def check(
    suite: SuiteName = "dev",
    write: Annotated[bool, typer.Option("--write", help="Write the new places into the suite.")] = False,
    corpus: Corpus = None,
) -> None:
    """List the cases whose gold evidence moved or vanished; exit code 1 where there are any."""
    found = open_suite(suite)
    settings = suite_settings(found, corpus=corpus)
    sources = corpus_sources(settings.corpus, intake=settings.intake)
    findings = check_gold(found.cases, sources)
    for finding in findings:
        _console.print(finding.message, markup=False, style="yellow" if finding.located.found else "red")
    vanished = sum(not finding.located.found for finding in findings)
    if write:
        write_cases(found.path, moved(found.cases, sources))
    places = f"{len(findings) - vanished} gold spans moved{', now written' if write else ''}, {vanished} vanished"
    _console.print(f"{len(found.cases)} cases: {places if findings else 'every gold span is where it should be'}")
    if vanished or (findings and not write):
        raise typer.Exit(1)


@app.command("import")
def import_command(
    source: Annotated[Path, typer.Argument(help="A file in SQuAD format, 1.1 or 2.0 (PIAF and FQuAD have it, too).")],
    folder: Annotated[Path, typer.Argument(help="The folder for the suite and its corpus.")],
    language: Annotated[str | None, typer.Option("--language", help="ISO 639-1 code.", show_default="told from the passages")] = None,
) -> None:
    """Turn a SQuAD-format file into a suite over a corpus of its own."""
    documents, cases, left_out = import_squad(source, folder, language=language)
    for line in left_out:
        _console.print(f"left out: {line}", markup=False, style="yellow")
    _console.print(f"{cases} cases about {documents} documents; python -m evals run {folder}", markup=False)


@app.command()
def new(
    questions: Annotated[list[str] | None, typer.Argument(metavar="[CASE]...", help="The questions; asked for where there is none.")] = None,
    suite: Annotated[Path, typer.Option("--suite", help="The .jsonl file that the cases are added to.")] = Path("suite.jsonl"),
    kind: Annotated[str, typer.Option("--kind", help="The kind of the cases.")] = "question",
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Ask, look at the answer and its quotes, and record each question as a case with its gold evidence."""
    with progress_bar() as progress:
        assistant = open_assistant(None, corpus=corpus, index=index, progress=progress)
    for question in questions or iter(lambda: typer.prompt("question (empty to end)", default="", show_default=False), ""):
        interview(assistant, question, suite, kind, _console)


@app.command()
def figures(
    baseline: BaselineFile = BASELINE,
    write: Annotated[Path | None, typer.Option("--write", help="Write them between the marks in this Markdown file.")] = None,
) -> None:
    """Print the baseline's figures as a Markdown table."""
    table = markdown(read_baseline(baseline))
    if write is None:
        _console.print(table, markup=False)
        return
    write.write_text(with_figures(write.read_text(encoding="utf-8"), table, str(write)), encoding="utf-8")


def with_figures(text: str, table: str, name: str) -> str:
    """A text with the table between its marks.

    Raises:
        SuiteError: It has no marks.
    """
    start, end = _MARKS
    replaced, count = re.subn(f"{re.escape(start)}.*?{re.escape(end)}", lambda _: f"{start}\n{table}\n{end}", text, flags=re.DOTALL)
    if count != 1:
        raise SuiteError(f"{name}: expected one {start} followed by {end}")
    return replaced


def main() -> None:
    """Runs the command line; errors are one line on standard error, exit code 2."""
    run_app(app, "evals", lambda: False)


def _run(suite: Suite, corpus: Path | None = None, index: str | None = None, answers: Path | None = None) -> Finished:
    with progress_bar() as progress:
        subject = open_subject(suite, corpus=corpus, index=index, answers=answers, progress=progress)
    with progress_bar() as progress:
        return run_suite(suite, subject, progress)


def _gated_run(suite: str) -> Run:
    """Runs a suite of the baseline and leaves its report, in the place of the last one."""
    finished = _run(open_suite(suite))
    folder = RUNS / f"gate-{finished.suite.name}"
    finished.write(folder)
    _console.print(f"report: {folder / REPORT}", markup=False)
    return finished.run


def _new_folder(suite: str) -> Path:
    stem = RUNS / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{suite}"
    return next(path for path in (stem, *(stem.with_name(f"{stem.name}-{n}") for n in range(2, 1000))) if not path.exists())


def _update(path: Path) -> None:
    tolerances = read_baseline(path).tolerances if path.exists() else TOLERANCES
    suites = {}
    for name in bundled_suites():
        suites[name] = Accepted(_run(open_suite(name)).run, name not in _REPORTED_ONLY)
    write_baseline(Baseline(path, tolerances, suites))
    _console.print(f"{path}: {', '.join(suites)} accepted as they are", markup=False)


def _tolerances(options: Sequence[str]) -> dict[str, float]:
    found = {}
    for option in options:
        name, _, value = option.partition("=")
        try:
            found[name] = float(value)
        except ValueError as exc:
            raise SuiteError(f"--tolerance {option}: expected METRIC=DROP, such as right=0.02") from exc
        if name not in BY_NAME:
            raise SuiteError(f"--tolerance {option}: there is no metric {name}; there are {', '.join(BY_NAME)}")
    return found
