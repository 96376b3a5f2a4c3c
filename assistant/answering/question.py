"""What a question asks for, told by its words, in French and in English (after the answer types of Li and Roth 2002)."""

from __future__ import annotations

import re
from typing import Literal

from assistant.lexical import content_words, fold

Kind = Literal["amount", "date", "contact", "website", "list", "person", "other"]

_SHAPES: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "contact",
        (
            *(r"contacts?", r"contacter", r"joindre(?! (?:\w+ ){0,2}(?:a|au|aux|pour|dans)\b)", r"e-?mails?", r"mail", r"courriel", r"telephone", r"phone"),
            *(r"write to", r"ecri(?:re|s|t)"),
        ),
    ),
    (
        "website",
        (
            *(r"sites? (?:web|internet|officiels?)", r"(?:quel|which|what|official) site", r"websites?", r"web (?:address|page|site)"),
            *(r"page web", r"url", r"adresse (?:web|internet)", r"online", r"en ligne"),
        ),
    ),
    (
        "amount",
        (
            *(
                r"combien",
                r"how (?:much|many|large|big)",
                r"montants?",
                r"amounts?",
                r"budgets?",
                r"enveloppes?",
                r"sommes?",
                r"sum",
                r"add up",
                r"s'eleve",
                r"se monte",
            ),
            *(
                r"pourcentages?",
                r"percent(?:age)?",
                r"proportion",
                r"parts? de",
                r"quelle part",
                r"(?:what )?share of",
                r"what share",
                r"taux",
                r"rate",
                r"total",
            ),
            *(r"nombre d", r"number of", r"couts?", r"costs?", r"prix", r"price", r"plafond", r"ceiling", r"prime", r"chiffre", r"figure"),
            *(r"superficie", r"surface", r"area of", r"population", r"pib", r"gdp"),
        ),
    ),
    (
        "date",
        (
            *(r"quand", r"when", r"(?:quelle|quelles|what|which) (?:annee|annees|year|years|periode|period)", r"depuis quand", r"since when", r"until when"),
            *(r"jusqu'a quand", r"a quel moment", r"echeance", r"deadline", r"dates?"),
        ),
    ),
    (
        "list",
        (
            *(
                r"quel(?:le)?s",
                r"lesquel(?:le)?s",
                r"lists?",
                r"listes?",
                r"lister",
                r"listez",
                r"citez",
                r"cite",
                r"enumere[rz]?",
                r"which (?:of|ones)",
                r"(?:what|which) (?:are|were)",
                r"listed",
            ),
            r"(?:name|give me|tell me) (?:all|every|the (?:\w+ )?\w+s)",
            # a plural after "which" or "what": "which strategic lines", but not "what does" or "which business"
            r"(?:what|which) (?!(?:is|was|does|did|do|has|had|would|can|could|will|share|amount|this|its)\b)(?:\w+ ){0,2}?"
            r"(?!(?:is|was|does|has|this|its|us)\b)\w{3,}[^su\W]s",
        ),
    ),
    ("person", (r"qui", r"who", r"whom")),
)
_PATTERNS = tuple((kind, re.compile(rf"\b(?:{'|'.join(shapes)})\b")) for kind, shapes in _SHAPES)

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
        for kind, pattern in _PATTERNS:
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
