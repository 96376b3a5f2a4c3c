"""Figures with their 95 % intervals, as the card and the reports hold them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from evals.statistics import bootstrap_interval

Figures = dict[str, Any]


def share(values: Sequence[float] | np.ndarray) -> Figures:
    """The mean of values in [0, 1], with its interval."""
    every = np.asarray(values, dtype=float)
    return figure(len(every), lambda index: float(every[index].mean()))


def figure(n: int, statistic: Callable[[np.ndarray], float | None]) -> Figures:
    """A statistic of `n` cases, given as an array of their places, some of them several times."""
    value = statistic(np.arange(n))
    interval = bootstrap_interval(n, statistic)
    return {"value": None if value is None else round(value, 4), "interval": [round(bound, 4) for bound in interval] if interval else None}
