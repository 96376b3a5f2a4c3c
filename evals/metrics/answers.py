"""What an answer says: facts recalled, and exact match and token F1 as SQuAD defines them."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Sequence

from evals.cases import Fact
from evals.facts import holds

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = {
    "en": re.compile(r"\b(?:a|an|the)\b"),
    "fr": re.compile(r"\b(?:le|la|les|du|des|au|aux|un|une)\b|\bl['’]"),
}


def fact_recall(text: str, facts: Sequence[Fact]) -> float:
    """The share of the expected facts that a text states.

    >>> fact_recall("1,5 million in 2019", [Fact(any=("1.5",), kind="number"), Fact(any=("2020",), kind="date")])
    0.5

    Raises:
        ValueError: No fact is expected.
    """
    if not facts:
        raise ValueError("fact recall is undefined without facts")
    return sum(holds(text, fact) for fact in facts) / len(facts)


def normalised(text: str, language: str) -> str:
    """A text as SQuAD compares it: lower case, without punctuation, articles and superfluous white space.

    The order of the English steps is that of the SQuAD 2.0 evaluation (Rajpurkar et al. 2018, arXiv:1806.03822). The French articles are those of FQuAD
    (d'Hoffschmidt et al. 2020, arXiv:2002.06071, section 4); they are taken off first, while an elided one still has its apostrophe.

    >>> normalised("The  Fox, a hunter!", "en"), normalised("L'étude des marchés.", "fr")
    ('fox hunter', 'étude marchés')
    """
    text = text.lower()
    if language == "fr":
        text = _ARTICLES["fr"].sub(" ", text).replace("’", "'")
    return " ".join(_ARTICLES["en"].sub(" ", text.translate(_PUNCTUATION)).split() if language != "fr" else text.translate(_PUNCTUATION).split())


def exact_match(prediction: str, answers: Sequence[str], language: str) -> float:
    """1 if the prediction equals one of the answers, both normalised, else 0. No answers means that there is none: 1 for an empty prediction.

    >>> exact_match("The fox.", ["a fox"], "en"), exact_match("", [], "en"), exact_match("fox", [], "en")
    (1.0, 1.0, 0.0)
    """
    return float(any(normalised(prediction, language) == normalised(answer, language) for answer in answers or [""]))


def token_f1(prediction: str, answers: Sequence[str], language: str) -> float:
    """The best harmonic mean of precision and recall over shared tokens; where either side is empty, 1 if both are, else 0.

    >>> round(token_f1("the red fox", ["fox", "red wolf"], "en"), 4)  # precision 1/2, recall 1
    0.6667
    """
    return max(_f1(normalised(prediction, language).split(), normalised(answer, language).split()) for answer in answers or [""])


def _f1(predicted: list[str], expected: list[str]) -> float:
    if not predicted or not expected:
        return float(predicted == expected)
    shared = sum((Counter(predicted) & Counter(expected)).values())
    return 2 * shared / (len(predicted) + len(expected))
