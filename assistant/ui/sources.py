"""The right side: the sources of the selected answer as HTML, each quote highlighted inside its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.types import Abstention, DocumentInfo, Language, Passage
from assistant.ui.chat import Conversation, Exchange
from assistant.ui.excerpt import Excerpt, shorten
from assistant.ui.markup import element, source_html, web_address
from assistant.ui.strings import STRINGS, Strings

_DIGITS = 12
_PASSAGE = 240
_LISTED = 40


def sources_html(conversation: Conversation, documents: Sequence[DocumentInfo], language: Language) -> str:
    """The sources of each answer, those of the newest selected; before the first question, the `documents` that are searched."""
    words = STRINGS[language]
    heading = element("h2", escape(words.sources))
    if not conversation:
        return element("div", heading, element("p", escape(words.sources_empty), class_="note"), _document_list(documents, words), class_="sources")
    sections = (_section(exchange, n, n == len(conversation), words) for n, exchange in enumerate(conversation, start=1))
    return element("div", heading, *sections, class_="sources")


def _section(exchange: Exchange, number: int, newest: bool, words: Strings) -> str:
    if isinstance(exchange.reply, Abstention):
        content = element("p", escape(words.sources_none), class_="note") + _closest(exchange.reply.passages, words)
    else:
        content = "".join(_source(excerpt, number, words) for excerpt in exchange.excerpts)
        content = content or element("p", escape(words.sources_empty), class_="note")
    question = element("p", escape(shorten(exchange.question, 120)), class_="asked")
    return element(
        "section",
        question,
        content,
        class_="of-answer selected" if newest else "of-answer",
        id=f"sources-{number}",
        data_exchange=str(number),
        tabindex="-1",
    )


def _source(excerpt: Excerpt, number: int, words: Strings) -> str:
    citation, document = excerpt.citation, excerpt.citation.document
    title = element("h3", element("span", str(citation.marker), class_="number"), element("span", escape(document.title), lang=_language(document)))
    text = source_html(excerpt.before) + element("mark", source_html(citation.quote)) + source_html(excerpt.after)
    back = element("a", escape(words.back), class_="back", href=f"#exchange-{number}", data_exchange=str(number))
    return element(
        "article",
        title,
        element("p", _place(document, citation.page, citation.section, words), class_="place"),
        _versions(document, words),
        element("blockquote", text, lang=_language(document)),
        _proof(excerpt, words),
        back,
        class_="source",
        id=f"source-{number}-{citation.marker}",
        tabindex="-1",
        aria_label=words.marker.format(n=citation.marker),
    )


def _page(document: DocumentInfo, page: int, words: Strings) -> str:
    """A page by its number, and by what is printed on it where that is something else."""
    printed = document.printed_on(page)
    return words.page_as_printed.format(n=page, printed=printed) if printed else words.page.format(n=page)


def _place(document: DocumentInfo, page: int | None, section: str | None, words: Strings) -> str:
    parts = [element("span", escape(document.file), class_="file")]
    if page is not None:
        parts.append(element("span", escape(_page(document, page, words)), class_="page"))
    if section:
        parts.append(element("span", escape(shorten(section, 90)), class_="section", lang=_language(document)))
    return "".join(parts)


def _versions(document: DocumentInfo, words: Strings) -> str:
    """Which other files hold the document, and other versions of it."""
    facts = [words.copies.format(files=", ".join(document.copies))] if document.copies else []
    for relation, said in words.versions.items():
        versions = document.related(relation)[: 1 if relation == "newer" else None]
        facts += [said.format(files=", ".join(map(str, versions)))] if versions else []
    return element("p", *(element("span", escape(fact)) for fact in facts), class_="versions") if facts else ""


def _proof(excerpt: Excerpt, words: Strings) -> str:
    """What an official checks: the exact version of the document, the exact characters, who published it and when."""
    citation, document = excerpt.citation, excerpt.citation.document
    digits = element("code", escape(document.sha256[:_DIGITS]) + "…", title=document.sha256)
    copy = element("button", escape(words.copy), type="button", class_="copy", data_copy=document.sha256, data_copied=words.copied, title=document.sha256)
    characters = words.characters.format(start=_grouped(citation.start, words), end=_grouped(citation.end, words))
    parts = [element("span", escape(words.version), " ", digits, " ", copy), element("span", escape(characters))]
    parts += [element("span", escape(fact)) for fact in (document.publisher, document.date) if fact]
    address = web_address(document.source)
    if address is not None:
        parts.append(element("a", escape(words.original), href=address, target="_blank", rel="noopener noreferrer"))
    return element("p", *parts, class_="proof")


def _closest(passages: Sequence[Passage], words: Strings) -> str:
    if not passages:
        return ""
    items = (
        element(
            "li",
            element("p", escape(passage.document.title), class_="passage-title"),
            element("p", _place(passage.document, passage.chunk.page, passage.chunk.section, words), class_="place"),
            element("p", escape(shorten(passage.chunk.text, _PASSAGE)), class_="passage-text", lang=_language(passage.document)),
        )
        for passage in passages
    )
    return element("details", element("summary", escape(words.closest)), element("ul", *items), class_="closest")


def _document_list(documents: Sequence[DocumentInfo], words: Strings) -> str:
    listed = [
        element(
            "li",
            element("span", escape(document.title), class_="passage-title", lang=_language(document)),
            element("span", escape(document.file), class_="file"),
            _versions(document, words),
        )
        for document in documents[:_LISTED]
    ]
    if len(documents) > _LISTED:
        listed.append(element("li", escape(words.more_documents.format(n=len(documents) - _LISTED))))
    return element("h3", escape(words.documents), " ", element("span", str(len(documents)), class_="amount")) + element("ul", *listed, class_="documents")


def _language(document: DocumentInfo) -> str | None:
    return document.language if document.language != "und" else None


def _grouped(number: int, words: Strings) -> str:
    """A number with its thousands set apart, as the interface's language does."""
    return f"{number:,}".replace(",", words.thousands)
