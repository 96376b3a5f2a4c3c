"""How good a reader is on examples that it did not learn from, with 95 % intervals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from evals.metrics.abstention import abstention_f1
from evals.metrics.answers import exact_match, token_f1
from evals.metrics.calibration import expected_calibration_error
from training.figures import Figures, figure, share
from training.reader.kit import Said


def report(said: Sequence[Said], temperature: float) -> Figures:
    """The figures of each source, and below them those of each kind: how often what is said is right."""
    sources: dict[str, list[Said]] = defaultdict(list)
    kinds: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        sources[one.example.source].append(one)
        kinds[one.example.kind].append(one)
    return {
        "temperature": round(temperature, 3),
        "sources": {name: figures(rows, temperature) for name, rows in sorted(sources.items())},
        "kinds": {name: {"n": len(rows), "right": share([is_right(one, temperature) for one in rows])} for name, rows in sorted(kinds.items())},
    }


def figures(said: Sequence[Said], temperature: float) -> Figures:
    """Of the answerable ones the span and the unit, given that there is an answer; of all whether there is one, and what is said in the end."""
    answerable = [one for one in said if one.example.answers]
    found: Figures = {"n": len(said), "answerable": len(answerable)}
    if answerable:
        found |= {
            "exact_match": share([_best(exact_match, one) for one in answerable]),
            "f1": share([_best(token_f1, one) for one in answerable]),
            "right_unit_by_span": share([_in_right_unit(one) for one in answerable]),
            "right_unit": share([one.unit in one.example.answer_units for one in answerable]),
        }
    abstained = np.array([one.answerable <= 0 for one in said])
    absent = np.array([not one.example.answers for one in said])
    right = np.array([is_right(one, temperature) for one in said])
    if absent.any() and not absent.all():
        found["no_answer_f1"] = figure(len(said), lambda index: _f1(abstained[index], absent[index]))
    found["right"] = share(right)
    confidence = [one.confidence(temperature) for one in said]
    found["ece"] = round(expected_calibration_error(confidence, [bool(one.example.answers) for one in said]), 4)
    return found


def is_right(one: Said, temperature: float) -> bool:
    """Whether the reader abstains where there is no answer, and else answers from the right unit."""
    answers = one.confidence(temperature) > 0.5
    return answers == bool(one.example.answers) and (not answers or _in_right_unit(one))


def table(found: Figures) -> str:
    """The report as text: a line for each source, and one for each kind."""
    columns = ("n", "exact_match", "f1", "right_unit_by_span", "right_unit", "no_answer_f1", "right", "ece")
    lines = ["".join(f"{name:>20}" for name in ("source", *columns))]
    lines += ["".join(f"{cell:>20}" for cell in (source, *(_said(row.get(name)) for name in columns))) for source, row in found["sources"].items()]
    lines += ["", *(f"{kind:>30}{row['n']:>7}{_said(row['right']):>22}" for kind, row in found["kinds"].items()), "", f"temperature {found['temperature']}"]
    return "\n".join(lines) + "\n"


def _said(figure: Any) -> str:  # noqa: ANN401 - a cell of the report
    if isinstance(figure, dict):
        return f"{figure['value']:.3f} ({figure['interval'][0]:.2f}-{figure['interval'][1]:.2f})" if figure["interval"] else f"{figure['value']:.3f}"
    return "" if figure is None else str(figure)


def _best(metric: Callable[[str, Sequence[str], str], float], one: Said) -> float:
    example = one.example
    return metric(one.span.of(example.passage), [span.of(example.passage) for span in example.answers], example.language)


def _in_right_unit(one: Said) -> bool:
    """Whether the middle of the span is in a unit that holds the answer."""
    example = one.example
    middle = (one.span.start + one.span.end) // 2
    return any(example.units[place].start <= middle < example.units[place].end for place in example.answer_units)


def _f1(abstained: np.ndarray, absent: np.ndarray) -> float | None:
    return abstention_f1(abstained.tolist(), absent.tolist()) if abstained.any() and absent.any() else 0.0
