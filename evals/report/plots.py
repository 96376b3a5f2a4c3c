"""The report's plots, as SVG that is the same for the same figures."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "report", "svg.fonttype": "none", "font.size": 9, "text.color": "#1f2328", "figure.constrained_layout.use": True,
    "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": "#b9b9b2", "axes.labelcolor": "#5a6169", "axes.axisbelow": True,
    "axes.titlelocation": "left", "axes.titlesize": 10, "axes.titleweight": "bold", "grid.color": "#ecece6", "xtick.color": "#5a6169", "ytick.color": "#1f2328",
}  # fmt: skip
_ACCENT, _SOFT, _LINE, _WARN = "#0b5d7a", "#9db7c2", "#c9c9c2", "#a8552a"


def plots(summary: Mapping[str, Any]) -> list[str]:
    """The plots of a summary: right by group, causes, the risk-coverage curve and the reliability diagram; those that have something to show."""
    with mpl.rc_context(_STYLE):
        drawn = [_by_group(summary)]
        if any(summary["causes"].values()):
            drawn.append(_causes(summary["causes"]))
        if summary["risk_coverage"]:
            drawn.append(_risk_coverage(summary["risk_coverage"], summary["figures"]["aurc"]["value"]))
            drawn.append(_reliability(summary["reliability"], summary["figures"]["ece"]["value"]))
        return drawn


def _axes(title: str, height: float) -> tuple[Figure, Axes]:
    figure = Figure(figsize=(5.2, height))
    axes = figure.add_subplot()
    axes.set_title(title, pad=10)
    return figure, axes


def _svg(figure: Figure) -> str:
    stream = io.StringIO()
    figure.savefig(stream, format="svg", transparent=True, metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    text = stream.getvalue()
    return text[text.index("<svg") :]


def _by_group(summary: Mapping[str, Any]) -> str:
    rows = [("all", summary["figures"]["right"])]
    rows += [(name.split(" ", 1)[1], figures["right"]) for name, figures in summary["groups"].items() if not name.startswith("document ")]
    rows = [(name, figure) for name, figure in rows if figure["value"] is not None][::-1]
    figure, axes = _axes("Right, with 95 % interval", 0.9 + 0.24 * len(rows))
    for place, (_, found) in enumerate(rows):
        if found["low"] is not None:
            axes.plot([found["low"], found["high"]], [place, place], color=_SOFT, linewidth=3, solid_capstyle="round")
        axes.plot(found["value"], place, "o", color=_ACCENT, markersize=5.5)
    axes.set_yticks(range(len(rows)), [f"{name} ({found['n']})" for name, found in rows])
    axes.set_xlim(-0.02, 1.02)
    axes.grid(axis="x")
    axes.tick_params(length=0)
    return _svg(figure)


def _causes(causes: Mapping[str, int]) -> str:
    figure, axes = _axes("Why cases are wrong", 2.5)
    names = list(causes)[::-1]
    axes.barh(names, [causes[name] for name in names], color=[_WARN if causes[name] else _LINE for name in names], height=0.55)
    for place, name in enumerate(names):
        axes.text(causes[name], place, f" {causes[name]}", va="center")
    axes.tick_params(length=0)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    return _svg(figure)


def _risk_coverage(points: Sequence[Sequence[float]], area: float | None) -> str:
    figure, axes = _axes(f"Risk and coverage (area {area:.3f})" if area is not None else "Risk and coverage", 2.9)
    coverage, risk = zip(*points, strict=True)
    axes.step(coverage, risk, where="post", color=_ACCENT, linewidth=1.8)
    axes.plot(coverage[-1], risk[-1], "o", color=_ACCENT, markersize=5)
    axes.set(
        xlim=(0, 1), ylim=(0, max(0.1, *risk) * 1.1), xlabel="share of the questions answered, most confident first", ylabel="share of those that is wrong"
    )
    axes.grid()
    return _svg(figure)


def _reliability(bins: Sequence[Mapping[str, float]], error: float | None) -> str:
    figure, axes = _axes(f"Does confidence mean what it says? (ECE {error:.3f})" if error is not None else "Does confidence mean what it says?", 2.9)
    axes.plot([0, 1], [0, 1], color=_LINE, linewidth=1, linestyle="--")
    axes.plot([part["confidence"] for part in bins], [part["accuracy"] for part in bins], color=_SOFT, linewidth=1.2)
    for part in bins:
        axes.plot(part["confidence"], part["accuracy"], "o", color=_ACCENT, markersize=4 + min(10, part["count"] ** 0.5))
        axes.annotate(f"{part['count']:g}", (part["confidence"], part["accuracy"]), xytext=(7, -9), textcoords="offset points", fontsize=8)
    axes.set(xlim=(0, 1), ylim=(-0.05, 1.08), xlabel="mean confidence of the answers", ylabel="share right")
    axes.grid()
    return _svg(figure)
