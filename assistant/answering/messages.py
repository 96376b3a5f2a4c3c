"""What the assistant says in its own words: that the documents do not say, and that there are other versions of one."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Language, Reason, Relation

_ABSTENTIONS: dict[Language, dict[Reason, str]] = {
    "en": {
        "not_in_documents": "The documents do not say. The closest passages are listed, but none of them answers the question.",
        "off_topic": "The documents are not about this, so there is nothing to answer from.",
        "underspecified": "The question does not say what it is about. Please name the subject, for example a programme, an organisation or a year.",
    },
    "fr": {
        "not_in_documents": "Les documents ne le disent pas. Les passages les plus proches sont indiqués, mais aucun ne répond à la question.",
        "off_topic": "Les documents ne traitent pas de ce sujet : il n'y a rien sur quoi appuyer une réponse.",
        "underspecified": "La question ne dit pas sur quoi elle porte. Précisez le sujet, par exemple un programme, un organisme ou une année.",
    },
}

_VERSIONS: dict[Language, dict[Relation, tuple[str, str]]] = {
    "en": {
        "newer": ("This is from an older version, {this}; the newest is {others}.",) * 2,
        "older": ("This is from the newer version, {this}; an older one is {others}.", "This is from the newest version, {this}; older ones are {others}."),
        "other": (
            "Another version of {this} is {others}; nothing tells which is newer.",
            "Other versions of {this} are {others}; nothing tells which is newer.",
        ),
    },
    "fr": {
        "newer": ("Ceci vient d'une version antérieure, {this} ; la plus récente est {others}.",) * 2,
        "older": (
            "Ceci vient de la version la plus récente, {this} ; une version antérieure est {others}.",
            "Ceci vient de la version la plus récente, {this} ; des versions antérieures sont {others}.",
        ),
        "other": (
            "Une autre version de {this} est {others} ; rien ne dit laquelle est la plus récente.",
            "D'autres versions de {this} sont {others} ; rien ne dit laquelle est la plus récente.",
        ),
    },
}
"""With one other version, and with several."""


def abstention_text(reason: Reason, language: Language) -> str:
    """Why there is no answer, in the question's language."""
    return _ABSTENTIONS[language][reason]


def version_notice(relation: Relation, language: Language, this: str, others: Sequence[str]) -> str:
    """That there are versions that are newer than `this`, older, or neither as far as is known, in the question's language."""
    return _VERSIONS[language][relation][len(others) > 1].format(this=this, others=", ".join(others))
