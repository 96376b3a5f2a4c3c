"""What the assistant says in its own words: only that the documents do not say."""

from __future__ import annotations

from assistant.types import Language, Reason

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


def abstention_text(reason: Reason, language: Language) -> str:
    """Why there is no answer, in the question's language."""
    return _ABSTENTIONS[language][reason]
