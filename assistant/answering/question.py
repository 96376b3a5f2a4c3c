"""What a question asks for, told by its words, in French and in English (after the answer types of Li and Roth 2002)."""

from __future__ import annotations

import re
from typing import Literal

from assistant.lexical import fold, words

Kind = Literal["amount", "date", "contact", "list", "person", "definition", "other"]

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))  # type: ignore[misc]
    for kind, pattern in (
        ("contact", r"\b(contacts?|contacter|joindre|e-?mails?|mail|courriel|telephone|phone|write to|ecri(re|s|t)|site (web|internet)|website|web address|url)\b"),
        (
            "amount",
            r"\b(combien|how (much|many|large|big)|montants?|amounts?|budgets?|pourcentages?|percent(age)?|proportion|parts? de|quelle part|what share|share of|"
            r"taux|rate|nombre d|number of|cout|costs?|prix|price|somme|chiffre|figure|total|superficie|surface|population|pib|gdp)\b|%|€",
        ),
        ("date", r"\b(quand|when|(quelle|quelles|what|which) (annee|annees|year|years|date|dates|periode|period)|depuis quand|since when|date de)\b"),
        (
            "list",
            r"\b(quel(le)?s (sont|etaient)|lesquel(le)?s|what are|which are|list|lists|liste|lister|listez|citez|cite|enumere[rz]?|name (the|all|every)|give me (the|all)|"
            r"(which|what) (\w+ ){0,3}?\w+s (are|were|do|have|does)|quel(le)?s (\w+ ){1,4}(sont|ont|font|composent|figurent))\b",
        ),
        ("person", r"\b(qui|who|whom)\b"),
        ("definition", r"^(qu'?est[ -]ce que? |c'?est quoi|what is (a |an |the )?|what's |define |definition|que (signifie|veut dire)|what does \w+ (mean|stand))"),
    )
)

_NUMBER = re.compile(r"\d")
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTH = re.compile(
    r"\b(janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)\b"
)
_ADDRESS = re.compile(r"\S@\S|https?://|www\.|\+?\d{2,3}[ ./-]\d{2}")
_AMOUNT = re.compile(r"\d[\d.,\s]*(?:%|€|\$|£|eur|million|milliard|billion|km|ha\b|kg|inh|hab)|\d+[.,]\d+", re.IGNORECASE)
_FIGURE = re.compile(
    r"[€$£]?\d+(?:[.,]\d+)*(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)?(?:\s?(?:%|€|\$|£|km²|(?:million|milliard|billion|mille|thousand)s?(?:\s(?:d['’]\s?)?(?:€|euros?))?|euros?))?",
    re.IGNORECASE,
)
_LINK = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+|https?://\S+|www\.\S+")
_NAME = re.compile(r"(?<!^)(?<![.!?] )\b[A-ZÀ-Þ][\w’'-]+")


def question_kind(question: str) -> Kind:
    """What the question asks for."""
    folded = fold(question).replace("’", "'")
    for kind, pattern in _PATTERNS:
        if pattern.search(folded):
            return kind
    return "other"


def can_answer(kind: Kind, text: str) -> float:
    """How far a text has the shape of what is asked for, from 0 (none of it) to 1."""
    if kind == "amount":
        return 1.0 if _AMOUNT.search(text) else 0.7 if _NUMBER.search(_YEAR.sub("", text)) else 0.0
    if kind == "date":
        return 1.0 if _YEAR.search(text) else 0.5 if _MONTH.search(fold(text)) else 0.0
    if kind == "contact":
        return 1.0 if _ADDRESS.search(text) else 0.0
    if kind == "person":
        return 1.0 if _NAME.search(text) else 0.0
    return 0.5


def emphasised(question: str, statement: str) -> str:
    """The statement with the one figure, date or address that answers between `**`; unchanged where it has none, or several.

    What the question says itself is not what it asks for.
    """
    patterns = {"amount": _FIGURE, "date": _YEAR, "contact": _LINK}
    pattern = patterns.get(question_kind(question))
    if pattern is None:
        return statement
    asked = set(words(question))
    found = [match for match in pattern.finditer(statement) if not set(words(match.group())) <= asked]
    if len(found) > 1 and pattern is _FIGURE:
        found = [match for match in found if not _YEAR.fullmatch(match.group().strip())]
    if len(found) != 1:
        return statement
    match = found[0]
    return f"{statement[: match.start()]}**{match.group()}**{statement[match.end() :]}"
