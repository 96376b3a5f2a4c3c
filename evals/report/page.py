"""The report's page, from a template; everything that a document or a question says is escaped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from assistant.ui.markup import answer_html
from evals.figures import METRICS
from evals.report.plots import plots

_FOLDER = Path(__file__).parent
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_HEADLINE = (
    "answerable_right", "abstention_f1", "facts_in_1", "facts_in_5", "mrr", "citation_exactness", "citation_precision", "citation_recall", "ece", "failed",
)  # fmt: skip
_COLUMNS = ("right", "facts_in_5", "mrr", "fact_recall", "citation_precision", "citation_exactness", "abstention_f1")


def write_report(path: Path, summary: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes the page of a run.

    Args:
        path: The file.
        summary: The run's figures, as `summary.json` has them.
        rows: Its cases, as `results.jsonl` has them.
    """
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"figure": _figure, "interval": _interval, "answer": _answer, "compact": _compact}
    by_name = {metric.name: metric for metric in METRICS}
    page = environment.get_template("report.html.j2").render(
        summary=summary,
        rows=rows,
        metrics=METRICS,
        headline=[by_name[name] for name in _HEADLINE],
        columns=[by_name[name] for name in _COLUMNS],
        plots=[Markup(plot) for plot in plots(summary)],
        style=Markup((_FOLDER / "report.css").read_text(encoding="utf-8")),
        script=Markup((_FOLDER / "report.js").read_text(encoding="utf-8")),
    )
    path.write_text(page, encoding="utf-8")


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}" if abs(value) > 1 else f"{value:.3f}"


def _interval(figure: Mapping[str, Any]) -> str:
    return "" if figure["low"] is None else f"{_figure(figure['low'])} to {_figure(figure['high'])}"


def _compact(text: str) -> str:
    """A piece of a document without its blank lines, of which slides turned into text have many."""
    return _BLANK_LINES.sub("\n", text)


def _answer(row: Mapping[str, Any]) -> Markup:
    """An answer's text with its emphasis, its list and its markers."""
    markers = [citation["marker"] for citation in row["cited"]]
    return Markup(answer_html(row["answer"].get("text", ""), markers, lambda marker: f"<sup>[{escape(marker)}]</sup>"))
