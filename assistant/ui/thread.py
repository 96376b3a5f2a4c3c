"""The left side: the conversation as HTML, or what to ask while there is none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from assistant.types import Abstention, Answer, Language
from assistant.ui.chat import Conversation, Exchange
from assistant.ui.examples import ExampleGroup
from assistant.ui.markup import answer_html, element
from assistant.ui.strings import STRINGS, Strings

_HIGH, _FAIR = 0.75, 0.5


def thread_html(conversation: Conversation, examples: Sequence[ExampleGroup], language: Language) -> str:
    """The conversation, newest last; an empty one shows the example questions."""
    words = STRINGS[language]
    if not conversation:
        return element("div", _welcome(examples, language, words), class_="thread")
    exchanges = (_exchange(exchange, n, n == len(conversation), words) for n, exchange in enumerate(conversation, start=1))
    busy = "true" if conversation[-1].busy else "false"
    return element("div", *exchanges, class_="thread", role="log", aria_live="polite", aria_busy=busy, aria_label=words.conversation)


def _welcome(examples: Sequence[ExampleGroup], language: Language, words: Strings) -> str:
    groups = (
        element(
            "section",
            element("h3", escape(group.title_in(language))),
            element("ul", *(element("li", _ask_button(q.text, escape(q.text), "example", q.language)) for q in group.questions_in(language))),
            class_="examples",
        )
        for group in examples
    )
    return element("div", element("h2", escape(words.welcome)), element("p", escape(words.either_language)), *groups, class_="welcome")


def _exchange(exchange: Exchange, number: int, newest: bool, words: Strings) -> str:
    return element(
        "article",
        element("h2", escape(exchange.question), class_="question"),
        _outcome(exchange, number, words),
        class_="exchange selected" if newest else "exchange",
        id=f"exchange-{number}",
        tabindex="-1",
    )


def _outcome(exchange: Exchange, number: int, words: Strings) -> str:
    reply = exchange.reply
    if exchange.failure is not None:
        again = _ask_button(exchange.question, escape(words.retry), "retry")
        return element("p", element("span", escape(exchange.failure)), again, class_="failure", role="alert")
    if reply is None:
        return element("p", escape(words.searching), class_="searching", role="status")
    understood = _understood(reply, words)
    if isinstance(reply, Abstention):
        verdict = element("p", escape(words.verdicts[reply.reason]), class_="verdict")
        return understood + element("div", verdict, answer_html(reply.text, (), str), class_="answer abstention")
    markers = [citation.marker for citation in reply.citations]
    text = reply.text if exchange.shown is None else reply.text[: exchange.shown]
    body = answer_html(text, markers, lambda marker: marker_link(number, marker, words))
    answer = element("div", body, class_="answer", lang=reply.language)
    return understood + answer + ("" if exchange.busy else _remarks(reply, number, words))


def marker_link(number: int, marker: int, words: Strings) -> str:
    """The `[n]` of an answer: a link to its source."""
    return element("a", str(marker), class_="marker", href=f"#source-{number}-{marker}", data_exchange=str(number), aria_label=words.marker.format(n=marker))


def _understood(reply: Answer | Abstention, words: Strings) -> str:
    if reply.standalone_question.strip() == reply.question.strip():
        return ""
    return element("p", escape(words.understood), " ", element("q", escape(reply.standalone_question), lang=reply.language), class_="understood")


def _remarks(reply: Answer, number: int, words: Strings) -> str:
    low, fair, high = words.confidence_words
    word = high if reply.confidence >= _HIGH else fair if reply.confidence >= _FAIR else low
    count = len(reply.citations)
    label = words.one_source if count == 1 else words.many_sources.format(n=count)
    remarks = [
        element("a", escape(label), class_="count", href=f"#sources-{number}", data_exchange=str(number)),
        element("span", escape(words.confidence.format(word=word)), title=f"{reply.confidence:.2f}"),
    ]
    if reply.model is not None:
        remarks.append(element("span", escape(words.composed_by.format(model=reply.model))))
    return element("p", *remarks, class_="remarks")


def _ask_button(question: str, label: str, class_: str, language: Language | None = None) -> str:
    return element("button", label, type="button", class_=class_, data_question=question, lang=language)
