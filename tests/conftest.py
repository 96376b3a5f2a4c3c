"""What every test runs under: no telemetry, no download, the settings' own defaults; and the browser for those that need one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
from playwright.sync_api import Browser, sync_playwright

if TYPE_CHECKING:
    from assistant.assistant import Assistant

_IN_CI = bool(os.environ.get("CI"))

# The libraries read these when they are imported, which is after this file.
os.environ |= {"HF_HUB_OFFLINE": "1", "GRADIO_ANALYTICS_ENABLED": "False", "ANONYMIZED_TELEMETRY": "False", "LANGSMITH_TRACING": "false"}
for _name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
    del os.environ[_name]

hypothesis.settings.register_profile("assistant", deadline=None, derandomize=_IN_CI)
hypothesis.settings.load_profile("assistant")


@pytest.fixture(scope="session")
def corpus_assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant on the project's own corpus."""
    from assistant.assistant import Assistant
    from assistant.settings import load_settings

    return Assistant.open(load_settings(corpus=Path(__file__).parents[1] / "corpus", index=str(tmp_path_factory.mktemp("index"))))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window. Not for the whole session: while it lives, no other test can start an event loop."""
    executable = shutil.which("chromium")
    if executable is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=["--disable-background-networking", "--disable-quic", "--disable-sync"])
        yield chromium
        chromium.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI the page must have been seen: a browser test that is skipped there fails."""
    report = yield
    if _IN_CI and report.skipped and item.get_closest_marker("browser") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, which counts as a failure in CI: {report.longrepr}"
    return report
