"""Whether an answer is right: deterministic, and without a judge."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.lexical import words
from assistant.types import Answer
from evals.cases import Case, Fact


@dataclass(frozen=True, slots=True)
class Score:
    """What became of one case. `facts` is the share of the expected facts that the answer holds; it and `cited` are None where the case expects none."""

    case: Case
    answered: bool
    facts: float | None
    cited: bool | None
    exact: bool

    @property
    def right(self) -> bool:
        """All facts with a right document cited, every quote exact; for an unanswerable question, an abstention."""
        if not self.case.answerable:
            return not self.answered
        return self.answered and self.facts == 1.0 and bool(self.cited) and self.exact


def holds(text: str, fact: Fact) -> bool:
    """Whether a text holds one of a fact's alternatives, as whole words, whatever the case, accents, decimal mark and white space.

    >>> holds("II.2 La croissance : **208.42** millions €", Fact(("208,42",), "number"))
    True
    >>> holds("in 1208,42 days", Fact(("208,42",), "number"))
    False
    """
    said = f" {' '.join(_values(text))} "
    return any(f" {' '.join(_values(alternative))} " in said for alternative in fact.any)


def _values(text: str) -> list[str]:
    """Words and numbers; a number without the zeros that mean nothing ("325,00" is 325)."""
    return [word.rstrip("0").rstrip(".") if word[0].isdigit() and "." in word else word for word in words(text)]


def score(case: Case, reply: object, document_text: Callable[[str], str]) -> Score:
    """Scores the reply to a case."""
    if not isinstance(reply, Answer):
        return Score(case, False, 0.0 if case.facts else None, False if case.files else None, True)
    exact = all(document_text(citation.document.id)[citation.start : citation.end] == citation.quote for citation in reply.citations)
    facts = sum(holds(reply.text, fact) for fact in case.facts) / len(case.facts) if case.facts else None
    cited = bool({citation.document.file for citation in reply.citations} & case.files) if case.files else None
    return Score(case, True, facts, cited, exact)


def abstention_f1(scores: Sequence[Score]) -> float | None:
    """The F1 of abstaining as the detection of unanswerable questions; None where nothing is unanswerable and nothing was abstained from."""
    both = sum(not score.answered and not score.case.answerable for score in scores)
    total = sum(not score.answered for score in scores) + sum(not score.case.answerable for score in scores)
    return 2 * both / total if total else None
