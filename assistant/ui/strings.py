"""Every word of the interface, in French and in English. The answers' words come from the assistant, the quotes' from the documents."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Language, Reason, Relation


@dataclass(frozen=True, slots=True)
class Strings:
    """The words of the page in one language; `{...}` are filled in by `str.format`."""

    title: str
    tagline: str
    question: str
    send: str
    restart: str
    welcome: str
    either_language: str
    conversation: str
    searching: str
    understood: str
    confidence: str
    confidence_words: tuple[str, str, str]
    composed_by: str
    one_source: str
    many_sources: str
    marker: str
    retry: str
    unexpected: str
    verdicts: dict[Reason, str]
    sources: str
    sources_empty: str
    sources_none: str
    closest: str
    documents: str
    more_documents: str
    page: str
    page_as_printed: str
    version: str
    copies: str
    versions: dict[Relation, str]
    copy: str
    copied: str
    characters: str
    original: str
    back: str
    thousands: str


_EN = Strings(
    title="Ask the documents",
    tagline="Answers in the words of the documents, each with its source.",
    question="Your question",
    send="Ask",
    restart="New conversation",
    welcome="What would you like to know?",
    either_language="Ask in your own words, in English or in French. Follow-up questions are understood.",
    conversation="Conversation",
    searching="Searching the documents…",
    understood="Understood as:",
    confidence="Confidence: {word}",
    confidence_words=("low", "fair", "high"),
    composed_by="Worded by {model}",
    one_source="1 source",
    many_sources="{n} sources",
    marker="Source {n}",
    retry="Try again",
    unexpected="Something went wrong on our side; the server's log has the details.",
    verdicts={
        "not_in_documents": "No answer in the documents",
        "off_topic": "Off topic",
        "underspecified": "Please be more precise",
    },
    sources="Sources",
    sources_empty="The passages that prove an answer appear here.",
    sources_none="No source: nothing was found that answers the question as it was asked.",
    closest="Closest passages, which do not answer it",
    documents="Documents searched",
    more_documents="and {n} more",
    page="page {n}",
    page_as_printed="page {n} (printed {printed})",
    version="Version",
    copies="same content: {files}",
    versions={"newer": "older version; the newest is {files}", "older": "newer version of {files}", "other": "another version of {files}"},
    copy="Copy",
    copied="Copied",
    characters="characters {start}\N{EN DASH}{end}",
    original="Original",
    back="Back to the answer",
    thousands=",",
)

_FR = Strings(
    title="Interroger les documents",
    tagline="Des réponses dans les mots des documents, chacune avec sa source.",
    question="Votre question",
    send="Demander",
    restart="Nouvelle conversation",
    welcome="Que souhaitez-vous savoir\N{NO-BREAK SPACE}?",
    either_language="Demandez avec vos mots, en français ou en anglais. Les questions de suivi sont comprises.",
    conversation="Conversation",
    searching="Recherche dans les documents…",
    understood="Compris comme\N{NO-BREAK SPACE}:",
    confidence="Confiance\N{NO-BREAK SPACE}: {word}",
    confidence_words=("faible", "moyenne", "élevée"),
    composed_by="Formulé par {model}",
    one_source="1 source",
    many_sources="{n} sources",
    marker="Source {n}",
    retry="Réessayer",
    unexpected="Un problème est survenu de notre côté\N{NO-BREAK SPACE}; le journal du serveur en donne le détail.",
    verdicts={
        "not_in_documents": "Pas de réponse dans les documents",
        "off_topic": "Hors sujet",
        "underspecified": "Question à préciser",
    },
    sources="Sources",
    sources_empty="Les passages qui prouvent une réponse s'affichent ici.",
    sources_none="Aucune source\N{NO-BREAK SPACE}: rien n'a été trouvé qui réponde à la question telle que posée.",
    closest="Passages les plus proches, qui n'y répondent pas",
    documents="Documents consultés",
    more_documents="et {n} autres",
    page="page {n}",
    page_as_printed="page {n} (imprimée {printed})",
    version="Version",
    copies="même contenu\N{NO-BREAK SPACE}: {files}",
    versions={
        "newer": "version antérieure\N{NO-BREAK SPACE}; la plus récente est {files}",
        "older": "version plus récente que {files}",
        "other": "autre version de {files}",
    },
    copy="Copier",
    copied="Copié",
    characters="caractères {start} à {end}",
    original="Original",
    back="Retour à la réponse",
    thousands="\N{NARROW NO-BREAK SPACE}",
)

STRINGS: dict[Language, Strings] = {"en": _EN, "fr": _FR}
