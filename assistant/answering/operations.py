"""What a question wants done with the figures of a table, told by its words, in French and in English."""

from __future__ import annotations

import re
from typing import Literal

from assistant.lexical import fold

Operation = Literal["sum", "difference", "rise", "fall", "largest", "smallest"]
"""A rise is asked for as what the later or first-named figure is above the other, a fall as what it is below it; a difference does not say which is larger."""

LEAST = re.compile(r"\b(?:(?:le|la|les) moins|plus (?:faible|bas|petit)(?:e|s|es|se|ses)?|lowest|smallest|least|fewest|minimum|minimal[e]?)\b")
MOST = re.compile(r"\b(?:(?:le|la|les) plus|maximum|maximale?|highest|largest|biggest|greatest|most)\b")
WHICH_YEAR = re.compile(r"\b(?:quelles?|which|what) (?:annees?|exercices?|years?)\b|\b(?:quand|when)\b")

_OTHER_SUPERLATIVE = re.compile(
    r"\b(?:le|la|les) (?:plus|moins)(?! (?:gros|grand|haut|eleve|important|fort|cher|couteu|finance|dote|subventionne|faible|bas|petit|"
    r"d'|de|du|des|en|au|aux|pour|dans|sur|par|a|parmi|entre)[a-z]*\b| ?(?:$|[?.,;:!]))"
    r"|\b(?:most|least) (?!\w*ment\b)(?:\w+(?:ive|al|ous|ic|able|ible|ly|ful|ent|ant|ary|ed)|often|of)\b"
)
"""A superlative that is not said of an amount: "le plus récent", "the most innovative"."""
_WHICH = re.compile(r"\b(?:quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|qui|which|what|who|where)\b")
_RELATIVE = re.compile(r"%|\b(?:pour ?cents?|pourcentages?|per ?cent|percentages?|fois|times|twice|double|triple|ratio|proportion|moyennes?|average|mean)\b")
"""Arithmetic of another kind."""
_SUM = re.compile(
    r"(?<!l')\bensemble\b|\b(?:a (?:eux|elles) (?:deux|trois|quatre|tous|toutes)|cumul[a-z]*|confondu[a-z]*|reuni[a-z]*|addition[a-z]*|sommes? (?:de|des|du)|"
    r"au total|en tout|tota(?:l|ux) (?:de|des|du|of|for)|together|combined|altogether|in (?:total|all)|sum of|add(?:ed|s|ing)?(?: up)?|jointly)\b"
)
_UP = r"depass[a-z]+|exced[a-z]+|augment[a-z]+|progresse[a-z]*|croitre|hausses?|exceed[a-z]*|increas[a-z]*|gr(?:ows?|own|ew)|ris(?:e|es|en|ing)|rose"
_DOWN = r"baiss[a-z]+|diminu[a-z]+|recul[a-z]*|redui[a-z]+|chut[a-z]+|decreas[a-z]*|declin[a-z]*|drop[a-z]*|f[ae]ll[a-z]*|shr[aiu]nk[a-z]*|reduc[a-z]+"
_APART = r"differences?|ecarts?|gap|evolution|variation"
_RISE = re.compile(
    r"\b(?:plus (?:[a-z]+ ){0,3}qu(?:e\b|')|(?:de plus(?! en)|how (?:much|many) more|davantage|larger|higher|bigger|greater|above)\b|"
    rf"more (?:\w+ ){{0,6}}than\b|(?:{_UP})\b)"
)
_FALL = re.compile(
    r"\b(?:moins (?:[a-z]+ ){0,3}qu(?:e\b|')|(?:de moins(?! en)|how (?:much less|many fewer)|lower|smaller|below)\b|"
    rf"(?:less|fewer) (?:\w+ ){{0,6}}than\b|(?:{_DOWN})\b)"
)
_DIFFERENCE = re.compile(rf"\b(?:{_APART}|de combien|by how (?:much|many))\b")
_NO_SUBJECT = re.compile(
    rf"\b(?:{_UP}|{_DOWN}|{_APART}|ensemble|cumul[a-z]*|confondu[a-z]*|reuni[a-z]*|addition[a-z]*|sommes?|total[a-z]*|totaux|together|combined|altogether|sum|add[a-z]*|"
    r"jointly|entre|between|parmi|among|plus|moins|davantage|more|less|fewer|larger|higher|bigger|greater|lower|smaller|above|below|compar[a-z]+|rapport)\b"
)
"""What says how figures are to be joined, not whose they are."""
_HOW_MUCH = re.compile(
    r"\b(?:combien|how (?:much|many)|(?:quelle|what) (?:est|a ete|was|is)|quelle (?:augmentation|hausse|baisse|diminution|reduction)|what (?:in|de)crease)\b"
)
PERIOD = re.compile(
    r"\b(?P<first>(?:19|20)\d\d)\s?(?:[-–/]|a|to|through|until|jusqu'(?:en|a))\s?(?P<last>(?:19|20)?\d\d)\b"
    r"|\b(?:entre|between)\s(?P<from>(?:19|20)\d\d)\s(?:et|and)\s(?P<to>(?:19|20)\d\d)\b"
)
"""A period from one year to another: all of it is meant, not its first and its last year."""

_DOTTED = re.compile(r"(?<![\w.])(?:[ivxlc]+|\d+)(?:\.\d+)+(?!\w)")
_ROMAN = re.compile(r"(?<![\w.])[IVXLC]{2,}(?![\w.])")
_NUMBERED = re.compile(
    r"\b(?P<what>(?i:ax[ei]s?|mesures?|measures?|priorit(?:é|és|y|ies)|objecti(?:f|fs|ve|ves)|actions?|chantiers?|piliers?|pillars?|chapitres?|chapters?|articles?|lignes?"
    r"|lines?|postes?|items?|sections?|volets?|parts?|parties?|points?))\s+(?:n°\s*)?(?P<number>[IVXLC]+|\d{1,2}|[A-Z])(?![\w.]*\w)"
)
_SAME_WORD = {"axi": "axe", "mea": "mes", "lin": "lig"}
"""The first letters of words for what is numbered that are other in English than in French."""


def operation(question: str) -> Operation | None:
    """What the question wants done, None where it wants figures as they stand; whether a table has what it takes is for others to tell."""
    folded = _folded(question)
    if _RELATIVE.search(folded):
        return None
    rise, fall = _RISE.search(folded), _FALL.search(folded)
    adds = _SUM.search(folded)
    if _DIFFERENCE.search(folded) or ((rise or fall) and not adds and _HOW_MUCH.search(folded)):
        return "difference" if bool(rise) == bool(fall) else "rise" if rise else "fall"
    if _WHICH.search(folded) and not WHICH_YEAR.search(folded) and not _OTHER_SUPERLATIVE.search(folded):
        if LEAST.search(folded):
            return "smallest"
        if MOST.search(folded):
            return "largest"
    return "sum" if adds else None


def period(question: str) -> tuple[str, str] | None:
    """The first and the last year of the period that a question names, if it names one."""
    match = PERIOD.search(_folded(question))
    if match is None:
        return None
    first, last = sorted((match["first"] or match["from"], match["last"] or match["to"]))
    return (first, last) if len(first) == len(last) else None


def subject(question: str) -> str:
    """A question, folded, without the words that say how figures are to be joined: "the gap between A and B" is "the A and B"."""
    return " ".join(_NO_SUBJECT.sub(" ", _folded(question)).split())


def _folded(question: str) -> str:
    return fold(question).replace("’", "'")


def row_numbers(question: str) -> set[str]:
    """The numbers by which a question may name rows, folded: of several parts, Roman of two letters and more, or after a word for what is numbered.

    >>> sorted(row_numbers("Combien pour IV et II.1 ?")), row_numbers("Which measure of axis I gets 3 millions?"), row_numbers("Quelle mesure a le plus ?")
    (['ii.1', 'iv'], {'i'}, set())
    """
    return {
        *_DOTTED.findall(fold(question)),
        *(fold(number) for number in _ROMAN.findall(question)),
        *(fold(match["number"]) for match in _NUMBERED.finditer(question)),
    }


def is_of_another_number(question: str, text: str) -> bool:
    """Whether a text numbers what the question numbers, and none of it as the question does.

    >>> is_of_another_number("What is the sum for axis 1?", "Total Axe 2"), is_of_another_number("Axis 1 and axis 2?", "Total Axe 2")
    (True, False)
    """
    asked, told = _numbers(question), _numbers(text)
    return any(told.get(what) and numbers.isdisjoint(told[what]) for what, numbers in asked.items())


def _numbers(text: str) -> dict[tuple[str, bool], set[str]]:
    """The numbers that a text gives to things, by the first letters of what they are and whether the numbers are digits."""
    found: dict[tuple[str, bool], set[str]] = {}
    for match in _NUMBERED.finditer(text):
        what, number = fold(match["what"])[:3], fold(match["number"])
        found.setdefault((_SAME_WORD.get(what, what), number.isdigit()), set()).add(number)
    return found
