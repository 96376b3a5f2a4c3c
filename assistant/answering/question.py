"""What a question asks for, told by its words, in French and in English (after the answer types of Li and Roth 2002)."""

from __future__ import annotations

import re
from typing import Literal

from assistant.lexical import content_words, fold

Kind = Literal["amount", "date", "contact", "website", "list", "person", "other"]

_SHAPES: dict[Kind, str] = {
    "contact": (r"contacts?|contacter|joindre(?! (?:\w+ ){0,2}(?:a|au|aux|pour|dans)\b)|e-?mails?|mail|courriel|telephone|phone|write to|ecri(?:re|s|t)"),
    "website": (
        r"sites? (?:web|internet|officiels?)|(?:quel|which|what|official) site|websites?|web (?:address|page|site)|page web|url|adresse (?:web|internet)"
        r"|online|en ligne"
    ),
    "amount": (
        r"combien|how (?:much|many|large|big)|montants?|amounts?|budgets?|enveloppes?|sommes?|sum|add up|s'eleve|se monte|nombre d|number of"
        r"|pourcentages?|percent(?:age)?|proportion|parts? de|quelle part|(?:what )?share of|what share|taux|rate|total"
        r"|couts?|costs?|prix|price|plafond|ceiling|prime|chiffre|figure|superficie|surface|area of|population|pib|gdp"
    ),
    "date": (
        r"quand|when|(?:quelle|quelles|what|which) (?:annee|annees|year|years|periode|period)|depuis quand|since when|until when|jusqu'a quand"
        r"|a quel moment|echeance|deadline|dates?"
    ),
    "list": (
        r"quel(?:le)?s|lesquel(?:le)?s|lists?|listes?|lister|listez|citez|cite|enumere[rz]?|which (?:of|ones)|(?:what|which) (?:are|were)|listed"
        r"|(?:name|give me|tell me) (?:all|every|the (?:\w+ )?\w+s)"
        # a plural after "which" or "what": "which strategic lines", but not "what does" or "which business"
        r"|(?:what|which) (?!(?:is|was|does|did|do|has|had|would|can|could|will|share|amount|this|its)\b)(?:\w+ ){0,2}?"
        r"(?!(?:is|was|does|has|this|its|us)\b)\w{3,}[^su\W]s"
    ),
    "person": r"qui|who|whom",
}
"""What a folded question has that asks for each kind; the first kind found counts."""
_PATTERNS = {kind: re.compile(rf"\b(?:{shapes})\b") for kind, shapes in _SHAPES.items()}

NAME = re.compile(r"(?<=[\s(«“\"'’])[A-ZÀ-Þ][\w-]{2,}|\b[A-Z]{2,}\w*")
"""What is written like a name: a capital that does not begin the text, or several."""
QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
_LISTING = frozenset(
    "liste listes lister listez list lists item items element elements ones cite citez citer enumere enumerez enumerer name give donne donnez donner "
    "all every tous toutes tout complete complet entire full listed".split()
)
"""What a question has that asks for a list, whatever it is a list of."""

_COUNTS = {
    2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five", 6: "six", 7: "sept seven", 8: "huit eight", 9: "neuf nine", 10: "dix ten",
    11: "onze eleven", 12: "douze twelve",
}  # fmt: skip


def question_kind(question: str) -> Kind:
    """What the question asks for; what it only quotes, a title or a name, counts where nothing else tells."""
    for said in (QUOTED.sub(" ", question), question):
        folded = fold(said).replace("’", "'")
        for kind, pattern in _PATTERNS.items():
            if pattern.search(folded):
                return kind
    return "other"


def subject_words(question: str) -> list[str]:
    """The content words of a question but for those that only say that a list is asked for, where it has others."""
    asked = content_words(question)
    return [word for word in asked if word not in _LISTING] or asked if question_kind(question) == "list" else asked


def count_words(count: int) -> list[str]:
    """How a question may give the number of a list's items: in figures, and up to twelve in words."""
    return [str(count), *_COUNTS.get(count, "").split()]
