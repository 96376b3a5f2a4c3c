"""A year that is told by another one ("the year after", "deux ans plus tôt") -> the year itself."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<![\w/–-])(?:19|20)\d\d(?!\w|[/–-]\d)")
"""A year by itself; "2014-2020" is the name of a period."""
_COUNTS = {word: count for count, words in enumerate(("a one un", "two deux", "three trois", "four quatre", "five cinq"), 1) for word in words.split()}
_COUNT = rf"(?P<count>{'|'.join(_COUNTS)}|\d{{1,2}})"
_L_AN = r"l['’]an(?:n[ée]e)?"
_TOLD = (
    (0, r"(?:the same|that) year", r"la m[êe]me ann[ée]e|cette ann[ée]e[- ]l[àa]"),
    (1, r"the (?:following|next) year|the year after", rf"{_L_AN} (?:suivante?|d['’]apr[eè]s)"),
    (1, rf"{_COUNT} years? (?:later|after)", rf"{_COUNT} ans? (?:plus tard|apr[eè]s)"),
    (-1, r"the (?:previous|preceding|prior) year|the year before", rf"{_L_AN} (?:pr[ée]c[ée]dente?|d['’]avant)"),
    (-1, rf"{_COUNT} years? (?:earlier|before)", rf"{_COUNT} ans? (?:plus t[ôo]t|avant|auparavant)"),
)
_PATTERNS = tuple(
    (sign, word, re.compile(rf"(?:\b(?:in|for|during|pour|de|en|à) )?\b(?:{told})(?=\s*(?:[,?.!]|$)| (?:for|pour)\b)", re.IGNORECASE))
    for sign, *both in _TOLD
    for word, told in zip(("in", "en"), both, strict=True)
)


def dated(question: str, previous: str) -> str:
    """The question with the year that it means, where it tells it by the last one of the question before.

    >>> dated("And the year after?", "How much did the port spend in 2021?"), dated("Et deux ans plus tôt ?", "Combien en 2021 ?")
    ('And in 2022?', 'Et en 2019 ?')
    """
    years = YEAR.findall(previous)
    if not years or YEAR.search(question):
        return question
    for sign, word, pattern in _PATTERNS:
        if told := pattern.search(question):
            count = told.groupdict().get("count") or "one"
            year = int(years[-1]) + sign * (_COUNTS.get(count.casefold()) or int(count))
            return f"{question[: told.start()]}{word} {year}{question[told.end() :]}"
    return question


def in_year(question: str, year: str) -> str:
    """A question asked of another year than the last that it names; the same year at the end of a period stays."""
    last = YEAR.findall(question)[-1]
    return YEAR.sub(lambda found: year if found.group() == last else found.group(), question)
