"""The configuration: where it comes from and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from assistant.errors import SettingsError
from assistant.settings import Settings, load_settings
from assistant.types import Intake


def test_defaults() -> None:
    settings = load_settings()
    assert (settings.corpus, settings.index, settings.embedder) == (Path("corpus"), "index", "bundled")
    assert (settings.lock_timeout, settings.max_file_mb, settings.debug) == (600.0, 100.0, False)
    assert settings.intake == Intake(100.0, 2_000, 8.0, "")


def test_the_environment_is_read_and_overridden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CORPUS", "papers")
    monkeypatch.setenv("ASSISTANT_MAX_FILE_MB", "2.5")
    monkeypatch.setenv("assistant_debug", "true")
    settings = load_settings(corpus=Path("letters"), index=None)
    assert (settings.corpus, settings.index, settings.max_file_mb, settings.debug) == (Path("letters"), "index", 2.5, True)


def test_an_unknown_variable_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_CORPSE", "papers")
    with pytest.raises(SettingsError, match=r"^environment variable ASSISTANT_CORPSE is no setting; there are ASSISTANT_CORPUS, .*$"):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *(("max_file_mb", "0"), ("max_file_mb", "many"), ("max_file_mb", "nan"), ("lock_timeout", "-1"), ("debug", "perhaps")),
        *(("max_pages", "0"), ("max_file_seconds", "0"), ("ocr", "fra; rm -r /"), ("ocr", "-l"), ("ocr", "+")),
        *(("corpus", ""), ("index", " "), ("embedder", ""), ("index", "\n")),
    ],
)
def test_a_bad_value_is_refused_in_one_line(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name.upper()}", value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"setting {name}: ")
    assert str(caught.value).endswith(f"(got {value!r})")
    assert "\n" not in str(caught.value)


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^setting colour: "):
        load_settings(colour="red")


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().index = "elsewhere"
