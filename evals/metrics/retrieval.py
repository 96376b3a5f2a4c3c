"""Ranked retrieval against gold evidence. Ids are compared; an id that stands twice in a ranking is credited once, at its first place."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import log2


def ranked(scores: Mapping[str, float]) -> list[str]:
    """Ids by score, best first; ties in the order of the ids, so that a ranking never depends on who was scored first.

    >>> ranked({"b": 0.5, "a": 0.5, "c": 0.9})
    ['c', 'a', 'b']
    """
    return sorted(scores, key=lambda name: (-scores[name], name))


def recall_at_k(ranking: Sequence[str], gold: Collection[str], k: int) -> float:
    """The share of the gold evidence among the first k: `|set(ranking[:k]) ∩ gold| / |gold|` (Manning et al. 2008, ch. 8).

    >>> recall_at_k(["a", "x", "a", "b"], {"a", "b", "c"}, 4)
    0.6666666666666666

    Raises:
        ValueError: There is no gold evidence.
    """
    _check(gold)
    return len(set(ranking[:k]) & set(gold)) / len(set(gold))


def reciprocal_rank(ranking: Sequence[str], gold: Collection[str]) -> float:
    """One over the rank of the first gold evidence, 0 where there is none; its mean over cases is MRR (Voorhees 1999, TREC-8).

    >>> reciprocal_rank(["x", "y", "a", "b"], {"a", "b"})
    0.3333333333333333

    Raises:
        ValueError: There is no gold evidence.
    """
    _check(gold)
    return next((1 / rank for rank, name in enumerate(ranking, 1) if name in gold), 0.0)


def ndcg_at_k(ranking: Sequence[str], gold: Collection[str], k: int) -> float:
    """Normalised discounted cumulative gain with a gain of 1 for gold evidence (Järvelin and Kekäläinen 2002).

    `DCG@k = Σ 1 / log2(rank + 1)` over the ranks up to k that hold gold evidence not credited before; divided by that of the ideal ranking.

    >>> round(ndcg_at_k(["x", "a", "a", "b"], {"a", "b"}, 4), 4)  # (1/log2(3) + 1/log2(5)) / (1 + 1/log2(3))
    0.6509

    Raises:
        ValueError: There is no gold evidence.
    """
    _check(gold)
    credited: set[str] = set()
    gain = 0.0
    for rank, name in enumerate(ranking[:k], 1):
        if name in gold and name not in credited:
            credited.add(name)
            gain += 1 / log2(rank + 1)
    return gain / sum(1 / log2(rank + 1) for rank in range(1, min(k, len(set(gold))) + 1))


def _check(gold: Collection[str]) -> None:
    if not gold:
        raise ValueError("retrieval metrics are undefined without gold evidence")
