"""Serving the page: on this machine only unless told otherwise, and with nothing fetched from any other host."""

from __future__ import annotations

import logging
import signal
import sys
import threading
from importlib.resources import files
from typing import Any

import gradio as gr
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.assistant import Assistant
from assistant.errors import CorpusError, SettingsError
from assistant.settings import Settings
from assistant.ui.examples import ExampleGroup, load_examples
from assistant.ui.page import build_page

HOST, PORT = "127.0.0.1", 7860

_log = logging.getLogger(__name__)
_ASSETS = files("assistant.ui")
_SANS = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Helvetica Neue", "Arial", "sans-serif"]
_MONO = ["ui-monospace", "SFMono-Regular", "Menlo", "Consolas", "monospace"]

# Gradio's own scripts are inline and compile templates, hence the two 'unsafe'; what documents say is escaped before it gets here.
_HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def serve(settings: Settings, host: str = HOST, port: int = PORT) -> None:
    """Opens the assistant, building its index if there is none, and serves the page until interrupted.

    Args:
        settings: The corpus, the index and the models.
        host: The address to listen on; another than the loopback one lets others in.
        port: The port to listen on.

    Raises:
        AssistantError: The assistant cannot be opened, or the port is taken.
    """
    page = build_page(Assistant.open(settings, _tell), _examples(settings))
    url = launch(page, host, port)
    sys.stderr.write(f"The page is at {url} (Ctrl+C stops it).\n")
    wait_until_stopped()
    page.close(verbose=False)


def wait_until_stopped() -> None:
    """Returns when the process is asked to stop: Ctrl+C or a service manager's SIGTERM, also where the shell that started it ignores Ctrl+C."""
    stopped = threading.Event()
    for request in (signal.SIGINT, signal.SIGTERM):
        signal.signal(request, lambda number, frame: stopped.set())
    stopped.wait()


def launch(page: gr.Blocks, host: str = HOST, port: int = PORT) -> str:
    """Starts serving a page in the background and returns its address; `page.close()` stops it.

    Raises:
        SettingsError: The address cannot be listened on.
    """
    options: dict[str, Any] = {
        "theme": gr.themes.Base(font=_SANS, font_mono=_MONO),
        "head": f"<style>{_asset('page.css')}</style>",  # as it is: what comes through `css` is rewritten
        "js": _asset("page.js"),
        "app_kwargs": {"middleware": [Middleware(_Headers)], "docs_url": None, "redoc_url": None, "openapi_url": None},
    }
    try:
        _, url, _ = page.launch(
            server_name=host,
            server_port=port,
            share=False,
            quiet=True,
            prevent_thread_lock=True,
            footer_links=[],
            run_history=False,
            enable_monitoring=False,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            max_file_size=0,
            **options,
        )
    except OSError as exc:
        raise SettingsError(f"cannot listen on {host}:{port} ({exc}); choose another port with --port") from exc
    return url


def _tell(file: str, done: int, total: int) -> None:
    """The first start builds the index, which can take minutes: says how far it is."""
    if done < total:
        sys.stderr.write(f"Indexing {file} ({done + 1} of {total})\n")


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8")


def _examples(settings: Settings) -> tuple[ExampleGroup, ...]:
    try:
        return load_examples(settings.corpus)
    except CorpusError as exc:
        _log.warning("%s", exc)
        return ()


class _Headers:
    """Adds the security headers to every response; what the policy forbids the browser does not even ask for."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)
