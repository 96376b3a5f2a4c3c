"""How sure a figure is: intervals for one run, paired tests for two. Seeded, so that the same outcomes give the same interval."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.stats import binomtest

_RESAMPLES = 1000
_SEED = 20260101
Interval = tuple[float, float]


def proportion_interval(successes: int, n: int) -> Interval:
    """Wilson's 95 % interval of a proportion (Wilson 1927).

    >>> tuple(round(bound, 3) for bound in proportion_interval(8, 10))
    (0.49, 0.943)

    Raises:
        ValueError: There is no trial.
    """
    if n == 0:
        raise ValueError("a proportion of nothing has no interval")
    interval = binomtest(successes, n).proportion_ci(method="wilson")
    return float(interval.low), float(interval.high)


def bootstrap_interval(n: int, statistic: Callable[[np.ndarray], float | None]) -> Interval | None:
    """The 95 % percentile bootstrap interval (Efron and Tibshirani 1993, ch. 13) of a statistic of `n` cases; None for fewer than two.

    Args:
        n: How many cases there are.
        statistic: Gives the statistic of the cases at the indices `(n,)`, which repeat; None where it is undefined for them, which is left out.

    >>> values = np.array([0.0, 1.0, 1.0, 1.0])
    >>> bootstrap_interval(4, lambda index: float(values[index].mean()))
    (0.25, 1.0)
    """
    if n < 2:
        return None
    samples = np.random.default_rng(_SEED).integers(0, n, size=(_RESAMPLES, n))
    found = [value for value in map(statistic, samples) if value is not None]
    if not found:
        return None
    low, high = np.percentile(found, [2.5, 97.5])
    return float(low), float(high)


def mcnemar(better: int, worse: int) -> float:
    """McNemar's exact two-sided test of right against wrong on the same cases (McNemar 1947): the probability of a split at least as uneven by chance.

    Args:
        better: Cases that were wrong and are right.
        worse: Cases that were right and are wrong.

    >>> mcnemar(1, 5), mcnemar(0, 0)
    (0.21875, 1.0)
    """
    return float(binomtest(better, better + worse).pvalue) if better + worse else 1.0
