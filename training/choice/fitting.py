"""The weights under which what is right is likeliest, and the figures of a choice by them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.optimize import minimize

from assistant.answering.features import FEATURES
from assistant.answering.selection import ANSWERABLE
from evals.metrics.abstention import abstention_f1
from evals.metrics.calibration import expected_calibration_error
from training.choice.cases import Case

_PENALTY = 1e-3
_UNANSWERABLE = 0.1
"""The share of unanswerable questions that the reader is to expect, each as nearly answered as those that it is fitted to. People ask more of them, but hardly
any so hard to tell: with this share, what the reader thinks of people's questions comes near to how often it is right (the calibration error of the suites)."""
_RANK = FEATURES.index("rank")


def fit(cases: Sequence[Case]) -> dict[str, Any]:
    """The weight of each feature and the score of "none of them", by maximum likelihood with an L2 penalty; every source counts the same."""
    stacked = np.concatenate([case.features for case in cases])
    mean, scale = stacked.mean(axis=0), stacked.std(axis=0) + 1e-6
    owner = np.repeat(np.arange(len(cases)), [len(case.features) for case in cases])
    first = np.flatnonzero(np.r_[True, np.diff(owner) > 0])
    units = (stacked - mean) / scale
    right = np.concatenate([case.right for case in cases])
    none = np.array([float(not case.right.any()) for case in cases])
    groups = [(case.source, absent) for case, absent in zip(cases, none, strict=True)]
    sizes = {group: groups.count(group) for group in set(groups)}
    importance = np.array([(_UNANSWERABLE if group[1] else 1 - _UNANSWERABLE) / sizes[group] for group in groups])
    importance /= importance.sum()

    def loss(parameters: np.ndarray) -> tuple[float, np.ndarray]:
        weights, absent = parameters[:-1], parameters[-1]
        scores = units @ weights
        top = np.maximum(np.maximum.reduceat(scores, first), absent)
        odds, none_odds = np.exp(scores - top[owner]), np.exp(absent - top)
        total = np.bincount(owner, odds) + none_odds
        good = np.bincount(owner, odds * right) + none_odds * none
        unit_error = (odds / total[owner] - odds * right / good[owner]) * importance[owner]
        none_error = (none_odds / total - none_odds * none / good) * importance
        penalised = np.r_[weights, 0.0]
        gradient = np.r_[units.T @ unit_error, none_error.sum()] + 2 * _PENALTY * penalised
        return float(importance @ (np.log(total) - np.log(good)) + _PENALTY * penalised @ penalised), gradient

    best = minimize(loss, np.zeros(len(mean) + 1), jac=True, method="L-BFGS-B").x
    weights = best[:-1] / scale
    return {
        "weights": {name: round(float(weight), 5) for name, weight in zip(FEATURES, weights, strict=True)},
        "none": round(float(best[-1] + mean @ weights), 5),
    }


def figures(cases: Sequence[Case], fitted: dict[str, Any]) -> dict[str, float]:
    """How often the right unit is first where there is one, what is said in the end, and how well its probability tells whether it is right."""
    weights = np.array([fitted["weights"][name] for name in FEATURES])
    first, said, absent, confidence, right = [], [], [], [], []
    for case in cases:
        scores = case.features @ weights
        odds = np.exp(scores - max(scores.max(), fitted["none"]))
        none = float(np.exp(fitted["none"] - max(scores.max(), fitted["none"])))
        best = int(odds.argmax())
        first.append(bool(case.right[best]))
        absent.append(not case.right.any())
        passage = odds[case.features[:, _RANK] == case.features[best, _RANK]].sum()
        said.append(passage / (passage + none) >= ANSWERABLE)
        confidence.append(float(odds[best] / (odds.sum() + none)))
        right.append(bool(case.right[best]) if said[-1] else absent[-1])
    answered = [place for place, answers in enumerate(said) if answers]
    return {
        "questions": len(cases),
        "answerable": len(cases) - sum(absent),
        "right_unit_first": round(float(np.mean([ok for ok, none in zip(first, absent, strict=True) if not none])), 3),
        "right": round(float(np.mean(right)), 3),
        "abstention_f1": round(abstention_f1([not answers for answers in said], absent) or 0.0, 3),
        "ece": round(expected_calibration_error([confidence[place] for place in answered], [first[place] for place in answered]), 3),
    }
