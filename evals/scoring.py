"""Case and reply -> outcome: what is right, and if it is not, which stage of the assistant is the cause. Deterministic, and without a judge."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.lexical import words
from evals.cases import Case, Fact, Gold
from evals.facts import holds
from evals.metrics.answers import exact_match, fact_recall, token_f1
from evals.metrics.citations import CitedSpan, citation_exactness, citation_precision, citation_recall
from evals.metrics.retrieval import ndcg_at_k, recall_at_k, reciprocal_rank
from evals.replies import CitationRow, PassageRow, Reply
from evals.sources import Located, Sources, locate

Status = Literal["answered", "abstained", "failed"]
Cause = Literal["failed", "retrieval", "reading", "citation", "abstention", "wording"]
CAUSES: tuple[Cause, ...] = ("failed", "retrieval", "reading", "citation", "abstention", "wording")
_HELD = 0.5
"""The share of a gold span that a passage must cover to hold it."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of a case's outcome to compare runs: enough for every figure, none of the words.

    `scores` has the metrics that are defined for the case; `cause` is None where it is right. `said` and `cited` stand for the answer's words and for the
    spans that it cites: the same for the same, and nothing else can be read from them.
    """

    id: str
    language: str
    kind: str
    files: tuple[str, ...]
    answerable: bool
    status: Status
    right: bool
    cause: Cause | None
    confidence: float | None
    scores: Mapping[str, float] = field(default_factory=dict)
    said: str = ""
    cited: str = ""


@dataclass(frozen=True, slots=True)
class Checks:
    """What was checked of a reply. `stated`, `proven` and `ranks` have a value for each expected fact.

    Attributes:
        gold: The gold evidence, as the documents have it now.
        cited: What matters of each citation.
        stated: Whether the answer's text states the fact.
        proven: Whether a cited span of gold evidence does.
        ranks: The rank of the first passage with gold evidence that states it; None where no passage does.
    """

    gold: tuple[Located, ...] = ()
    cited: tuple[CitedSpan, ...] = ()
    stated: tuple[bool, ...] = ()
    proven: tuple[bool, ...] = ()
    ranks: tuple[int | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case, with everything needed to see why.

    `why` says in one sentence what is wrong, and is empty where the outcome is right. `reply` is None where the run failed; `answer` is the reply as it was
    given.
    """

    case: Case
    record: Record
    why: str
    reply: Reply | None = None
    checks: Checks = Checks()
    answer: Mapping[str, Any] = field(default_factory=dict)


def failed(case: Case, why: str) -> Outcome:
    """The outcome of a case whose run gave no answer; it is counted apart and no metric is averaged over it."""
    return Outcome(case, _record(case, None, "failed", {}), why)


def score(case: Case, reply: Reply, sources: Sources, answer: Mapping[str, Any] | None = None) -> Outcome:
    """Scores a reply.

    Right is an answer that states every expected fact and nothing forbidden, each fact in a cited span that overlaps gold evidence, every quote exact; and for
    a question that the documents do not answer, an abstention. A case without gold evidence takes any exact quote that states the fact for it.
    """
    located = tuple(locate(span, sources) for span in case.gold)
    gold = [span.gold for span in located if span.found]
    if located and not gold:
        return failed(case, "its gold evidence is no longer in the documents; `python -m evals check` tells which")
    checks = _check(case, reply, sources, located, gold)
    cause, why = _judge(case, reply, checks)
    record = _record(case, reply, cause, _scores(case, reply, checks, gold))
    return Outcome(case, record, why, reply, checks, answer or {})


def _record(case: Case, reply: Reply | None, cause: Cause | None, scores: Mapping[str, float]) -> Record:
    cited = [f"{citation.file}:{citation.start}-{citation.end}" for citation in reply.citations] if reply else []
    return Record(
        id=case.id,
        language=case.language,
        kind=case.kind,
        files=tuple(sorted({gold.file for gold in case.gold})),
        answerable=case.answerable,
        status=reply.status if reply else "failed",
        right=cause is None,
        cause=cause,
        confidence=reply.confidence if reply else None,
        scores={name: round(value, 4) for name, value in scores.items()},
        said=_digest(reply.text) if reply else "",
        cited=_digest("\n".join(sorted(cited))),
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _check(case: Case, reply: Reply, sources: Sources, located: tuple[Located, ...], gold: Sequence[Gold]) -> Checks:
    facts = case.expect.facts
    held = [[_holds_fact(passage, fact, gold, sources) for passage in reply.ranked_passages] for fact in facts]
    ranks = tuple(row.index(True) + 1 if any(row) else None for row in held)
    if not reply.answered:
        return Checks(located, (), (False,) * len(facts), (False,) * len(facts), ranks)
    cited = _cited_spans(case, reply, gold, sources)
    stated = tuple(holds(reply.plain_text, fact) for fact in facts)
    proving = [citation.quote for citation, span in zip(reply.citations, cited, strict=True) if span.gold]
    proven = tuple(any(holds(quote, fact) for quote in proving) for fact in facts)
    return Checks(located, cited, stated, proven, ranks)


def _judge(case: Case, reply: Reply, checks: Checks) -> tuple[Cause | None, str]:
    """The first stage that went wrong, and how, in one sentence; None where the reply is right.

    A quote that is not in its source is a fault of its own, whatever else is right. Then the stages in their order: the evidence was not among the passages;
    it was, but the assistant abstained; it answered from something else; what it answered from holds the facts, but the text leaves one out.
    """
    if reply.answered and (reply.unresolved or not all(span.exact for span in checks.cited)):
        return "citation", _inexact(reply, checks)
    if not case.answerable:
        return ("abstention", "answered what the documents do not say") if reply.answered else (None, "")
    facts = [fact.any[0] for fact in case.expect.facts]
    unstated = [fact for fact, stated in zip(facts, checks.stated, strict=True) if not stated]
    unproven = [fact for fact, proven in zip(facts, checks.proven, strict=True) if not proven]
    if not unstated and not unproven:
        false = [fact.any[0] for fact in case.expect.forbidden if holds(reply.plain_text, fact)]
        return ("reading", f"says what is false: {', '.join(false)}") if false else (None, "")
    unfound = [fact for fact, rank in zip(facts, checks.ranks, strict=True) if rank is None]
    if unfound and case.gold and reply.passages is not None:
        return "retrieval", f"no passage with gold evidence states {', '.join(unfound)}"
    if not reply.answered:
        return "abstention", "abstained from what the documents say"
    if unproven and unstated:
        return "reading", f"answered from spans that do not state {', '.join(unproven)}"
    if unstated:
        return "wording", f"the cited spans state {', '.join(unstated)}, the answer does not"
    return "citation", f"states {', '.join(unproven)} without citing gold evidence for it"


def _inexact(reply: Reply, checks: Checks) -> str:
    wrong = [f"[{citation.marker}]" for citation, span in zip(reply.citations, checks.cited, strict=True) if not span.exact]
    unresolved = [f"[{marker}]" for marker in reply.unresolved]
    parts = [f"{', '.join(wrong)}: not the document's text there"] if wrong else []
    return "; ".join(parts + ([f"{', '.join(unresolved)}: no such citation"] if unresolved else []))


def _scores(case: Case, reply: Reply, checks: Checks, gold: Sequence[Gold]) -> dict[str, float]:
    """The metrics that are defined for the case."""
    scores: dict[str, float] = {}
    facts = case.expect.facts
    if gold and reply.passages is not None:
        ranking, wanted = _ranking(reply.ranked_passages, gold)
        scores |= {
            "recall_at_1": recall_at_k(ranking, wanted, 1),
            "recall_at_5": recall_at_k(ranking, wanted, 5),
            "mrr": reciprocal_rank(ranking, wanted),
            "ndcg_at_5": ndcg_at_k(ranking, wanted, 5),
            "facts_in_1": float(all(rank == 1 for rank in checks.ranks)),
            "facts_in_5": float(all(rank is not None and rank <= 5 for rank in checks.ranks)),
        }
    if facts:
        scores["fact_recall"] = fact_recall(reply.plain_text, facts) if reply.answered else 0.0
    if not case.answerable or (len(facts) == 1 and facts[0].kind == "text"):
        answers = facts[0].any if facts else ()
        scores["exact_match"] = exact_match(reply.short_answer, answers, case.language)
        scores["token_f1"] = token_f1(reply.short_answer, answers, case.language)
    if reply.answered:
        scores |= _citation_scores(case, reply, checks)
        scores["words"] = float(len(reply.plain_text.split()))
    return scores


def _citation_scores(case: Case, reply: Reply, checks: Checks) -> dict[str, float]:
    scores: dict[str, float] = {}
    unresolved = len(reply.unresolved)
    if checks.cited or unresolved:
        scores["citation_exactness"] = citation_exactness(checks.cited, unresolved)
        if case.answerable:
            scores["citation_precision"] = citation_precision(checks.cited, unresolved)
    if any(checks.stated):
        scores["citation_recall"] = citation_recall([proven for proven, stated in zip(checks.proven, checks.stated, strict=True) if stated])
    return scores


def _ranking(passages: Sequence[PassageRow], gold: Sequence[Gold]) -> tuple[list[str], set[str]]:
    """The passages' ids in their order, and the ids that are gold: of each gold span, that of the first passage that holds it, or one of its own.

    So gold spans that lie in one passage are one piece of evidence, and a passage that repeats what an earlier one holds is not credited again.
    """
    wanted = set()
    for span in gold:
        holder = next((passage.id for passage in passages if _covered(passage, span) >= _HELD), None)
        wanted.add(holder or f"gold {span.file}:{span.start}-{span.end}")
    return [passage.id for passage in passages], wanted


def _covered(passage: PassageRow, gold: Gold) -> float:
    """The share of a gold span that a passage covers."""
    if passage.file != gold.file:
        return 0.0
    return max(0, min(passage.end, gold.end) - max(passage.start, gold.start)) / (gold.end - gold.start)


def _holds_fact(passage: PassageRow, fact: Fact, gold: Sequence[Gold], sources: Sources) -> bool:
    """Whether a passage touches gold evidence and states a fact."""
    source = sources.get(passage.file)
    return source is not None and any(_covered(passage, span) > 0 for span in gold) and holds(source.text[passage.start : passage.end], fact)


def _cited_spans(case: Case, reply: Reply, gold: Sequence[Gold], sources: Sources) -> tuple[CitedSpan, ...]:
    exact = [_is_exact(citation, sources) for citation in reply.citations]
    if case.gold:
        supports = [any(_overlap(citation, span) for span in gold) for citation in reply.citations]
    else:
        supports = [any(holds(citation.quote, fact) for fact in case.expect.facts) for citation in reply.citations]
    supporting = {citation.marker for citation, on_gold in zip(reply.citations, supports, strict=True) if on_gold}
    return tuple(
        CitedSpan(is_exact, on_gold, needed=not on_gold and _needed(citation, reply, supporting))
        for citation, is_exact, on_gold in zip(reply.citations, exact, supports, strict=True)
    )


def _overlap(citation: CitationRow, gold: Gold) -> bool:
    return citation.file == gold.file and citation.start < gold.end and gold.start < citation.end


def _is_exact(citation: CitationRow, sources: Sources) -> bool:
    source = sources.get(citation.file)
    if source is None or (citation.sha256 is not None and citation.sha256 != source.sha256):
        return False
    return 0 <= citation.start < citation.end and source.text[citation.start : citation.end] == citation.quote


def _needed(citation: CitationRow, reply: Reply, supporting: set[int]) -> bool:
    """Whether a claim that rests on gold evidence says words that only this quote holds."""
    quotes = {other.marker: set(words(other.quote)) for other in reply.citations}
    for claim in reply.claims:
        others = [marker for marker in claim.citations if marker != citation.marker and marker in quotes]
        if citation.marker in claim.citations and supporting & set(others):
            elsewhere = set().union(*(quotes[marker] for marker in others))
            if set(words(claim.text)) & quotes[citation.marker] - elsewhere:
                return True
    return False
