"""One person's conversation as the page goes through it: searching, an answer that appears claim by claim, or a line that says what failed."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.types import Abstention, Answer, Turn
from assistant.ui.excerpt import Excerpt, excerpt
from assistant.ui.markup import steps

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_log = logging.getLogger(__name__)
_STEP_SECONDS = 0.12
_APPEARING_SECONDS = 0.8


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question and what came of it: a reply, a failure, or neither yet while the documents are searched.

    `shown` is how many characters of the reply's text have appeared, None for all of them. `excerpts` has one entry for each citation.
    """

    question: str
    reply: Answer | Abstention | None = None
    excerpts: tuple[Excerpt, ...] = ()
    shown: int | None = None
    failure: str | None = None

    @property
    def busy(self) -> bool:
        """Whether more is to come."""
        return self.shown is not None or (self.reply is None and self.failure is None)


Conversation = tuple[Exchange, ...]


def ask(assistant: Assistant, conversation: Conversation, question: str, *, unexpected: str) -> Iterator[Conversation]:
    """Asks the next question of a conversation and yields the conversation each time there is more of it to show.

    Args:
        assistant: The facade.
        conversation: What was said before.
        question: The person's words; blank words are no question, and yield nothing.
        unexpected: What to say of a failure that is not an `AssistantError`; its traceback goes to the log.
    """
    question = question.strip()
    if not question:
        return
    exchange = Exchange(question)
    yield (*conversation, exchange)
    try:
        reply = assistant.ask(question, history(conversation))
        citations = reply.citations if isinstance(reply, Answer) else ()
        excerpts = tuple(excerpt(citation, assistant.text(citation.document.id)) for citation in citations)
    except AssistantError as exc:
        yield (*conversation, replace(exchange, failure=str(exc)))
        return
    except Exception:
        _log.exception("the question %r could not be answered", question)
        yield (*conversation, replace(exchange, failure=unexpected))
        return
    exchange = replace(exchange, reply=reply, excerpts=excerpts)
    partial = steps(reply.text)[:-1] if isinstance(reply, Answer) else []
    for shown in partial:
        yield (*conversation, replace(exchange, shown=shown))
        time.sleep(min(_STEP_SECONDS, _APPEARING_SECONDS / len(partial)))
    yield (*conversation, exchange)


def history(conversation: Conversation) -> tuple[Turn, ...]:
    """The turns that a follow-up question can refer to; what failed was never said."""
    turns: list[Turn] = []
    for exchange in conversation:
        if exchange.reply is not None:
            turns += [Turn("user", exchange.question), Turn("assistant", exchange.reply.text)]
    return tuple(turns)
