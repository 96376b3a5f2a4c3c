"""What the terminal shows of a run and of a comparison, and the README of the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from evals.baseline import Baseline, Verdict
from evals.comparison import Change, Comparison, Delta
from evals.figures import METRICS, Figure, Metric, figure
from evals.scoring import Record

_README_ROWS = (
    "answerable_right", "unanswerable_right", "abstention_f1", "facts_in_1", "facts_in_5", "mrr",
    "citation_exactness", "citation_precision", "citation_recall", "ece",
)  # fmt: skip


def print_run(console: Console, summary: Mapping[str, Any], timings: Mapping[str, Any]) -> None:
    """Every figure over all cases, and how many are right in each group."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    for column in ("", "value", "95 % interval", "cases", "excluded"):
        table.add_column(column, justify="right" if column else "left")
    for metric in METRICS:
        found = Figure(**summary["figures"][metric.name])
        table.add_row(f"{metric.label} {_arrow(metric)}", _number(found.value), _interval(found), str(found.n), str(found.excluded))
    console.print(table)
    by_group = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    for column in ("", "right", "of", "95 % interval", "facts in 5", "abstention F1"):
        by_group.add_column(column, justify="right" if column else "left")
    for name, figures in summary["groups"].items():
        right = Figure(**figures["right"])
        others = [_number(figures[name]["value"]) for name in ("facts_in_5", "abstention_f1")]
        by_group.add_row(escape(name), str(round((right.value or 0) * right.n)), str(right.n), _interval(right), *others)
    console.print(by_group)
    for name, found in summary["parity"].items():
        console.print(f"French minus English, {name}: {found['difference']:+.3f} ({found['low']:+.3f} to {found['high']:+.3f})")
    causes = ", ".join(f"{cause} {count}" for cause, count in summary["causes"].items() if count)
    console.print(f"why cases are wrong: {causes or 'none is'}")
    times = f"{timings['seconds']} s, median {timings['median_ms']} ms, 95th percentile {timings['p95_ms']} ms, peak memory {timings['peak_memory_mb']} MB"
    console.print(f"{summary['cases']} cases, {summary['failed']} failed; {times}")


def print_comparison(console: Console, comparison: Comparison, *, most: int | None = None) -> None:
    """The figures of both runs and the cases that changed, the weightiest first, at most so many in each direction."""
    table = Table(box=SIMPLE, padding=(0, 1, 0, 0))
    for column in ("", "base", "new", "change", "95 % of the change", "p"):
        table.add_column(column, justify="right" if column else "left")
    for delta in comparison.deltas:
        table.add_row(*_delta_cells(delta), style=None if not delta.difference else "red" if delta.fell_by() > 0 else "green" if delta.fell_by() < 0 else None)
    console.print(table)
    for lacking, run in ((comparison.only_base, comparison.new), (comparison.only_new, comparison.base)):
        if lacking:
            console.print(
                f"{len(lacking)} cases are not in {escape(run.source)} and are left out: {escape(', '.join(lacking[:5]))}{'…' if lacking[5:] else ''}"
            )
    for direction, style in (("worse", "red"), ("better", "green")):
        changes = comparison.by_direction(direction)  # type: ignore[arg-type]
        causes = ", ".join(f"{cause} {count}" for cause, count in comparison.causes(direction).items())  # type: ignore[arg-type]
        console.print(f"[{style}]{len(changes)} {direction}[/]{f': {causes}' if causes else ''}")
        for change in changes[:most]:
            print_change(console, change, comparison)
    other = len(comparison.by_direction("other"))
    if other:
        console.print(f"{other} said otherwise, neither better nor worse")


def print_change(console: Console, change: Change, comparison: Comparison) -> None:
    """A case in one line: what it was and is, which stage the change points at, and the question."""
    question = comparison.new.questions.get(change.id) or comparison.base.questions.get(change.id, "")
    console.print(f"  {change.id}  {change.cause}: {_verdict(change.base)} -> {_verdict(change.new)}  {' '.join(question.split())[:100]}", markup=False)


def print_verdict(console: Console, verdict: Verdict) -> None:
    """Whether the gate passed; where it did not, what fell, where to look for the cause, and the five cases to look at first: those of the commonest cause."""
    if verdict.passed:
        console.print("[green]gate passed[/]: nothing fell by more than its tolerance")
        return
    console.print("[red]gate failed[/]")
    for breach in verdict.breaches:
        delta = breach.delta
        stage = f" ({delta.metric.stage})" if delta.metric.stage else ""
        console.print(f"  {delta.metric.label}{stage}: {_number(delta.base)} -> {_number(delta.new)}, allowed {breach.allowed:g}")
    causes = verdict.comparison.causes("worse")
    if causes:
        console.print(f"the changes point at: {', '.join(f'{cause} ({count})' for cause, count in causes.items())}")
        console.print("look at these first:")
    worse = verdict.comparison.by_direction("worse")
    for change in [change for cause in causes for change in worse if change.cause == cause][:5]:
        print_change(console, change, verdict.comparison)


def markdown(baseline: Baseline) -> str:
    """The figures of the baseline's suites as a table for the README."""
    suites = list(baseline.suites.items())
    lines = ["| 95 % interval in brackets | " + " | ".join(f"`{name}`" for name, _ in suites) + " |", "|---|" + "--:|" * len(suites)]
    for name in _README_ROWS:
        metric = next(metric for metric in METRICS if metric.name == name)
        lines.append(f"| {metric.label} | " + " | ".join(_markdown_cell(metric, accepted.run.records) for _, accepted in suites) + " |")
    return "\n".join(lines)


def _markdown_cell(metric: Metric, records: Sequence[Record]) -> str:
    found = figure(metric, records)
    if found.value is None:
        return "–"
    shown = f"{round(found.value * found.n)} of {found.n}" if metric.proportion else f"{found.value:.3f}"
    return f"{shown} ({found.low:.2f}–{found.high:.2f})" if found.low is not None else shown


def _delta_cells(delta: Delta) -> list[str]:
    interval = "" if delta.low is None or delta.high is None else f"{delta.low:+.3f} to {delta.high:+.3f}"
    change = "" if delta.difference is None else f"{delta.difference:+.3f}"
    return [
        f"{delta.metric.label} {_arrow(delta.metric)}",
        _number(delta.base),
        _number(delta.new),
        change,
        interval,
        "" if delta.p is None else f"{delta.p:.3f}",
    ]


def _verdict(record: Record) -> str:
    return f"{'right' if record.right else 'wrong'} ({record.status})"


def _arrow(metric: Metric) -> str:
    return {1: "↑", -1: "↓", 0: ""}[metric.better]


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(found: Figure) -> str:
    return "" if found.low is None or found.high is None else f"{found.low:.3f} to {found.high:.3f}"
