"""The page: Gradio's components, and which function answers which event. Everything shown is made in `thread` and `sources`."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.types import DocumentInfo, Language
from assistant.ui.chat import Conversation, ask
from assistant.ui.examples import ExampleGroup
from assistant.ui.markup import element
from assistant.ui.sources import sources_html
from assistant.ui.strings import STRINGS
from assistant.ui.thread import thread_html

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_LONGEST_QUESTION = 2000
_AT_ONCE = 4
_SPOKEN = "(typed, said, chosen) => [typed, said, document.documentElement.lang || chosen]"
"""The language that the page is in, which the server may not have heard of yet where somebody asks at once."""
_log = logging.getLogger(__name__)
_ASSETS = files("assistant.ui")


def build_page(assistant: Assistant, examples: Sequence[ExampleGroup]) -> gr.Blocks:
    """The chat page over an open assistant. The words of the interface come when the browser has said which language it prefers."""
    page = gr.Blocks(title=STRINGS["en"].title, analytics_enabled=False, fill_width=True)
    with page:
        conversation = gr.State(())
        with gr.Row(elem_id="top"):
            heading = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="heading")
            restart = gr.Button("", size="sm", elem_id="restart")
            language = gr.Radio([("English", "en"), ("Français", "fr")], value="en", label="Language / Langue", container=False, elem_id="language")
        with gr.Row(elem_id="desk"):
            with gr.Column(elem_id="left"):
                thread = gr.HTML(apply_default_css=False, js_on_load=_asset("thread.js"), elem_id="thread")
                with gr.Row(elem_id="composer"):
                    question = gr.Textbox(lines=1, max_lines=6, max_length=_LONGEST_QUESTION, container=False, show_label=False, elem_id="question")
                    send = gr.Button("", variant="primary", elem_id="send")
            with gr.Column(elem_id="right"):
                sources = gr.HTML(apply_default_css=False, js_on_load=None, elem_id="sources")

        def show(chosen: Language, said: Conversation) -> tuple[Any, ...]:
            """The whole page in the chosen language."""
            words = STRINGS[chosen]
            top = element("h1", escape(words.title)) + element("p", escape(words.tagline))
            return (
                gr.update(value=chosen),
                top,
                gr.update(value=words.restart, visible=bool(said)),
                gr.update(label=words.question, placeholder=words.question),
                gr.update(value=words.send),
                thread_html(said, examples, chosen),
                sources_html(said, _documents(assistant), chosen),
            )

        def answer(typed: str, said: Conversation, chosen: Language, event: gr.EventData) -> Iterator[tuple[Any, ...]]:
            """Asks what was typed, or the question of the button that was pressed in the conversation."""
            pressed = event.target is thread
            wanted = str((event._data or {}).get("question", "")) if pressed else typed
            box: Any = gr.skip() if pressed else ""
            for so_far in ask(assistant, said, wanted[:_LONGEST_QUESTION], unexpected=STRINGS[chosen].unexpected):
                yield box, so_far, thread_html(so_far, examples, chosen), sources_html(so_far, (), chosen), gr.update(visible=True)
                box = gr.skip()

        def forget(chosen: Language) -> tuple[Any, ...]:
            """Starts over."""
            return (), thread_html((), examples, chosen), sources_html((), _documents(assistant), chosen), gr.update(visible=False)

        everything = [language, heading, restart, question, send, thread, sources]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        page.load(show, [language, conversation], everything, js=_asset("preferred_language.js"), queue=False, **quiet)
        language.input(show, [language, conversation], everything, js=_asset("choose_language.js"), queue=False, **quiet)
        asking = gr.on(
            [question.submit, send.click, thread.click],
            answer,
            [question, conversation, language],
            [question, conversation, thread, sources, restart],
            js=_SPOKEN,
            trigger_mode="once",
            concurrency_limit=_AT_ONCE,
            **quiet,
        )
        restart.click(forget, [language], [conversation, thread, sources, restart], queue=False, cancels=[asking], **quiet)
        page.queue(api_open=False)
    return page


def _documents(assistant: Assistant) -> Sequence[DocumentInfo]:
    """The documents to list. An index that cannot be read lists none here; whoever asks is told why."""
    try:
        return assistant.documents
    except AssistantError as exc:
        _log.warning("%s", exc)
        return ()


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")
