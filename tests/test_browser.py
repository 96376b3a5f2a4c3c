"""The page as a person meets it, in headless Chromium: ask, read, follow the marker, see the highlight; and nothing leaves this machine."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from assistant.types import Abstention, Answer, Chunk, Citation, DocumentInfo, Passage, Turn

if TYPE_CHECKING:
    from assistant.assistant import Assistant

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[1]

ENGLISH = """# The Alder programme

The Alder programme helps small companies to hire engineers.

## Budget

In 2024, the Alder programme has a budget of 4.2 million euros.

## Selection

A jury of seven experts selects the projects twice a year.
"""
FRENCH = """# Le fonds Noisetier

Le fonds Noisetier soutient les coopératives agricoles.

## Budget

En 2023, le fonds Noisetier dispose d'un budget de 310 000 euros.
"""
HOSTILE = (
    '<script>window.pwned = "script"</script> <img src=x onerror="window.pwned=1"> <svg onload="window.pwned=2"> '
    "![pixel](http://tracker.example/pixel.png) [click](javascript:window.pwned=3) <a href='javascript:window.pwned=4'>x</a> "
    "<iframe src=http://tracker.example></iframe> &lt;script&gt; ${window.pwned=5} {{constructor}} `${window.pwned=6}` \\${window.pwned=7} "
    "</mark></blockquote> [1]"
)
QUESTION = "What is the budget of the Alder programme in 2024?"
EXAMPLES = {
    "groups": [
        {
            "title": {"en": "Budgets", "fr": "Les budgets"},
            "questions": [{"language": "en", "text": QUESTION}, {"language": "fr", "text": "Quel est le budget ?"}],
        }
    ]
}


class HostileAssistant:
    """Every field of every reply is hostile, which no real document can be."""

    info = DocumentInfo("h" * 16, HOSTILE, HOSTILE, "en", "h" * 64, publisher=HOSTILE, date=HOSTILE, source="javascript:window.pwned=8")
    documents = (info,)

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer | Abstention:
        chunk = Chunk(self.info.id, 0, len(HOSTILE), HOSTILE, "", HOSTILE, None, ())
        passages = (Passage(chunk, self.info, 0.9, 1, HOSTILE),)
        if question == "abstain":
            return Abstention(question, HOSTILE, "en", HOSTILE, "not_in_documents", passages, 0.1)
        if question == "break":
            raise RuntimeError(HOSTILE)
        citation = Citation(1, self.info, 0, len(HOSTILE), HOSTILE, None, HOSTILE)
        return Answer(question, HOSTILE, "en", f"**{HOSTILE}**\n- {HOSTILE}", (), (citation,), passages, 0.9, model=HOSTILE)

    def text(self, document_id: str) -> str:
        return HOSTILE + HOSTILE


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _served(arguments: Sequence[str], log: Path, **environment: str) -> Iterator[str]:
    """A server of its own, as a person starts it: `python ARGUMENTS... PORT`, stopped with Ctrl+C. Gives its address."""
    port = _free_port()
    address = f"http://127.0.0.1:{port}/"
    with log.open("w") as output:
        server = subprocess.Popen([sys.executable, *arguments, str(port)], cwd=ROOT, env=os.environ | environment, stdout=output, stderr=output)
    try:
        deadline = time.monotonic() + 120
        while not _answers(address):
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.2)
        yield address
    finally:
        server.send_signal(signal.SIGINT)
        code = server.wait(timeout=30)
    assert code == 0, log.read_text()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, TimeoutError):
        return False


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over a small corpus, with the real assistant."""
    corpus, work = tmp_path_factory.mktemp("corpus"), tmp_path_factory.mktemp("work")
    (corpus / "alder.md").write_text(ENGLISH, encoding="utf-8")
    (corpus / "noisetier.md").write_text(FRENCH, encoding="utf-8")
    (corpus / "hostile.txt").write_text(f"The Hazel fund\n\nThe Hazel fund pays 300 euros. {HOSTILE}\n", encoding="utf-8")
    (corpus / "examples.json").write_text(json.dumps(EXAMPLES), encoding="utf-8")
    serve = ["-m", "assistant", "serve", "--port"]
    with _served(serve, work / "log", ASSISTANT_CORPUS=str(corpus), ASSISTANT_INDEX=str(work / "index")) as url:
        yield url
    assert (work / "log").read_text().splitlines() == [
        "Indexing alder.md (1 of 3)",
        "Indexing hostile.txt (2 of 3)",
        "Indexing noisetier.md (3 of 3)",
        f"The page is at {url} (Ctrl+C stops it).",
    ]


@pytest.fixture(scope="module")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over `HostileAssistant`: this file, run as a program."""
    with _served([__file__], tmp_path_factory.mktemp("work") / "log", PYTHONPATH=str(ROOT)) as url:
        yield url


@pytest.fixture
def requests() -> list[str]:
    """Every address that a page of the test asked for."""
    return []


@pytest.fixture
def visit(browser: Browser, requests: list[str]) -> Iterator[_Visit]:
    """Opens pages, and in the end checks that they raised no error and asked no other host for anything."""
    visits = _Visit(browser, requests)
    yield visits
    visits.close()
    hosts = {urlsplit(url).hostname for url in requests if not url.startswith(("data:", "blob:"))}
    assert hosts == {"127.0.0.1"}
    assert not visits.errors


class _Visit:
    def __init__(self, browser: Browser, requests: list[str]) -> None:
        self._browser, self._requests = browser, requests
        self._close: list[Page] = []
        self.errors: list[str] = []

    def __call__(self, address: str, *, locale: str = "en-GB", width: int = 1280, height: int = 800, dark: bool = False) -> Page:
        context = self._browser.new_context(
            locale=locale, viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light", reduced_motion="reduce"
        )
        page = context.new_page()
        page.on("request", lambda request: self._requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text) if message.type == "error" else None)
        page.goto(address)
        expect(page.locator("#heading h1")).to_be_visible()
        self._close.append(page)
        return page

    def close(self) -> None:
        for page in self._close:
            page.context.close()


def _ask(page: Page, question: str) -> Locator:
    """Types a question, sends it with Enter, and waits for what comes of it."""
    before = page.locator(".exchange").count()
    page.locator("#question textarea").fill(question)
    page.locator("#question textarea").press("Enter")
    exchange = page.locator(f"#exchange-{before + 1}")
    expect(exchange.locator(".answer, .failure")).to_be_visible(timeout=30_000)
    expect(page.locator(".thread")).to_have_attribute("aria-busy", "false")
    return exchange


def test_ask_see_the_answer_click_the_marker_see_the_highlight(address: str, visit: _Visit) -> None:
    page = visit(address)
    exchange = _ask(page, QUESTION)
    expect(exchange.locator(".answer")).to_contain_text("4.2 million")
    exchange.locator(".marker").first.click()
    source = page.locator(":focus")
    expect(source).to_have_class("source arrived")
    expect(source).to_contain_text("alder.md")
    mark = source.locator("mark")
    expect(mark).to_be_in_viewport()
    quote = mark.text_content() or ""
    assert "4.2 million" in quote
    assert quote in ENGLISH
    around = source.locator("blockquote").text_content() or ""
    assert len(around) > len(quote)
    digits = source.locator("code")
    assert len(digits.get_attribute("title") or "") == 64
    assert (digits.get_attribute("title") or "").startswith((digits.text_content() or "").rstrip("…"))


def test_the_hash_can_be_copied(address: str, visit: _Visit) -> None:
    page = visit(address)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    _ask(page, QUESTION)
    page.locator(".copy").first.click()
    expect(page.locator(".copy").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator(".source code").first.get_attribute("title")


def test_the_keyboard_alone_is_enough(address: str, visit: _Visit) -> None:
    page = visit(address)
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("What is the budget")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("of the Alder programme in 2024?")
    expect(page.locator("#question textarea")).to_have_value("What is the budget\nof the Alder programme in 2024?")
    expect(page.locator(".exchange")).to_have_count(0)
    page.keyboard.press("Enter")
    expect(page.locator("#exchange-1 .remarks")).to_be_visible(timeout=30_000)
    expect(page.locator("#question textarea")).to_have_value("")
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.locator(".marker:focus").count():
            break
    expect(page.locator(".marker:focus")).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.locator(".source:focus")).to_be_visible()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.locator(".back:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator(".marker:focus")).to_be_visible()


def test_an_example_asks_itself(address: str, visit: _Visit) -> None:
    page = visit(address)
    page.get_by_role("button", name=QUESTION).click()
    expect(page.locator("#exchange-1 .question")).to_have_text(QUESTION)
    expect(page.locator("#exchange-1 .remarks")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("button", name=QUESTION)).to_be_visible()
    expect(page.locator(".exchange")).to_have_count(0)


def test_the_language_is_the_browsers_until_it_is_switched(address: str, visit: _Visit) -> None:
    page = visit(address, locale="fr-BE")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.get_by_placeholder("Votre question")).to_be_visible()
    expect(page.get_by_role("heading", name="Les budgets")).to_be_visible()
    _ask(page, "Quel est le budget du fonds Noisetier en 2023 ?")
    expect(page.locator("#exchange-1 .answer")).to_contain_text("310 000 euros")
    expect(page.locator("#exchange-1 .remarks")).to_contain_text("Confiance")
    page.locator("#language").get_by_text("English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page).to_have_title("Ask the documents")
    expect(page.get_by_placeholder("Your question")).to_be_visible()
    expect(page.locator("#exchange-1 .remarks")).to_contain_text("Confidence")
    expect(page.locator("#exchange-1 .answer")).to_contain_text("310 000 euros")
    page.reload()
    expect(page.locator("#heading h1")).to_have_text("Ask the documents")


def test_a_question_asked_before_the_server_knows_the_language_is_answered_in_it(address: str, visit: _Visit) -> None:
    page = visit(address)
    expect(page.get_by_placeholder("Your question")).to_be_visible()
    page.evaluate("document.documentElement.lang = 'fr'")  # as at once after loading, when only the browser has told it
    _ask(page, "Quel est le budget du fonds Noisetier en 2023 ?")
    expect(page.locator("#exchange-1 .remarks")).to_contain_text("Confiance")


def test_an_abstention_shows_no_source(address: str, visit: _Visit) -> None:
    page = visit(address)
    exchange = _ask(page, "Who won the football world cup of 1998?")
    expect(exchange.locator(".abstention .verdict")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.locator(".marker")).to_have_count(0)
    for details in page.locator(".closest").all():
        assert details.get_attribute("open") is None


def test_an_earlier_answers_sources_come_back_with_its_marker(address: str, visit: _Visit) -> None:
    page = visit(address)
    _ask(page, QUESTION)
    _ask(page, "Quel est le budget du fonds Noisetier en 2023 ?")
    expect(page.locator("#sources-1")).to_be_hidden()
    expect(page.locator("#sources-2")).to_be_visible()
    page.locator("#exchange-1 .marker").first.click()
    expect(page.locator("#sources-1 mark").first).to_be_in_viewport()
    expect(page.locator("#sources-2")).to_be_hidden()


def test_two_people_do_not_see_each_other(address: str, visit: _Visit) -> None:
    first, second = visit(address), visit(address, locale="fr")
    _ask(first, QUESTION)
    _ask(second, "Quel est le budget du fonds Noisetier en 2023 ?")
    expect(first.locator(".exchange")).to_have_count(1)
    expect(second.locator(".exchange")).to_have_count(1)
    expect(second.locator(".thread")).not_to_contain_text("Alder")


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_has_one_column_and_no_sideways_scroll(address: str, visit: _Visit, dark: bool) -> None:
    page = visit(address, width=390, height=844, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    exchange = _ask(page, QUESTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    left, right = page.locator("#left").bounding_box(), page.locator("#right").bounding_box()
    assert left is not None
    assert right is not None
    assert right["y"] >= left["y"] + left["height"]
    exchange.locator(".marker").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    page.locator(".back").first.click()
    expect(exchange.locator(".marker").first).to_be_in_viewport()
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(19, 21, 24)") is dark


def test_a_hostile_document_is_only_text(address: str, visit: _Visit) -> None:
    page = visit(address)
    exchange = _ask(page, "How much does the Hazel fund pay?")
    expect(exchange.locator(".answer")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    expect(page.locator("#sources")).to_contain_text("<script>")
    _nothing_ran(page)


@pytest.mark.parametrize("question", ["answer", "abstain", "break", HOSTILE])
def test_hostile_text_in_any_field_is_inert(hostile_address: str, visit: _Visit, question: str) -> None:
    page = visit(hostile_address)
    _nothing_ran(page)
    _ask(page, question)
    page.evaluate("document.querySelectorAll('details').forEach((part) => (part.open = true))")
    _nothing_ran(page)
    if question in ("answer", HOSTILE):
        page.locator(".marker").first.click()
        assert page.locator("mark").text_content() == HOSTILE
    if question == "answer":
        assert HOSTILE in (page.locator(".understood").text_content() or "")
    expect(page.locator(".question")).to_have_text(question)
    page.locator("#language").get_by_text("Français").click()
    expect(page.locator("#heading h1")).to_have_text("Interroger les documents")
    _nothing_ran(page)


def _nothing_ran(page: Page) -> None:
    page.wait_for_timeout(200)  # an image's error or a script would have come by now
    assert page.evaluate("window.pwned") is None
    assert page.evaluate("document.querySelectorAll('.gradio-container :is(#thread, #sources) :is(script, img, iframe, svg, object, embed)').length") == 0
    assert page.evaluate("[...document.querySelectorAll('#thread a, #sources a')].filter((a) => !a.getAttribute('href').startsWith('#')).length") == 0


def test_the_policy_allows_no_other_host(address: str, visit: _Visit) -> None:
    page = visit(address)
    response = page.request.get(address)
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http" not in policy
    assert page.request.get(f"{address}docs").status == 404
    assert page.locator("footer a").count() == 0


def test_a_taken_port_is_one_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, __file__, port], cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
        )
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert f"127.0.0.1:{port}" in run.stderr
    assert "--port" in run.stderr


def test_the_program_says_in_one_line_why_it_cannot_start(tmp_path: Path) -> None:
    environment = os.environ | {"ASSISTANT_CORPUS": str(tmp_path / "nowhere"), "ASSISTANT_INDEX": str(tmp_path / "index")}
    run = subprocess.run([sys.executable, "app.py"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert run.stderr.count("\n") == 1
    assert "nowhere" in run.stderr


def _serve_hostile(port: int) -> None:
    from assistant.errors import AssistantError
    from assistant.ui.page import build_page
    from assistant.ui.server import launch, wait_until_stopped

    try:
        page = build_page(cast("Assistant", HostileAssistant()), ())
        url = launch(page, "127.0.0.1", port)
    except AssistantError as exc:
        sys.stderr.write(f"{exc}\n")
        sys.exit(2)
    sys.stderr.write(f"The page is at {url} (Ctrl+C stops it).\n")
    wait_until_stopped()
    page.close(verbose=False)


if __name__ == "__main__":
    _serve_hostile(int(sys.argv[1]))
