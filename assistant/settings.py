"""One validated configuration, built at the entry point and handed down; nothing else reads the environment."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.types import Intake


class Settings(BaseSettings):
    """What a run is configured with; each from the environment as `ASSISTANT_<NAME>`.

    Attributes:
        corpus: The folder of source documents.
        index: The folder of the index, or the address of a Chroma server (`http://host:port`).
        embedder: "bundled", or a sentence-transformers model by name or folder.
        lock_timeout: Seconds to wait for another process that is writing the index.
        max_file_mb: Larger files are skipped, in megabytes.
        max_pages: PDFs with more pages are skipped.
        max_file_seconds: What reading a PDF may take, in seconds; half a second is added for each page read.
        ocr: Languages in which scanned pages are recognised, as Tesseract names them ("fra+eng"); empty: they are not.
        debug: Show the traceback of an error.
    """

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", frozen=True, extra="forbid")

    corpus: Path = Path("corpus")
    index: str = "index"
    embedder: str = "bundled"
    lock_timeout: float = Field(default=600.0, ge=0)
    max_file_mb: float = Field(default=100.0, gt=0)
    max_pages: int = Field(default=2_000, gt=0)
    max_file_seconds: float = Field(default=8.0, gt=0)
    ocr: str = Field(default="", pattern=r"^([A-Za-z_]+(\+[A-Za-z_]+)*)?$")
    debug: bool = False

    @property
    def intake(self) -> Intake:
        """How the files of the corpus are taken in."""
        return Intake(self.max_file_mb, self.max_pages, self.max_file_seconds, self.ocr)

    @field_validator("corpus", "index", "embedder", mode="before")
    @classmethod
    def _is_not_blank(cls, value: object) -> object:
        if isinstance(value, str) and not value.strip():
            raise ValueError("expected a value; leave the variable out for the default")
        return value


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment, with `overrides` that are not None on top.

    Raises:
        SettingsError: A value is not usable, or an `ASSISTANT_` variable is no setting; the message names it.
    """
    known = {f"ASSISTANT_{name.upper()}" for name in Settings.model_fields}
    for variable in sorted(os.environ):
        if variable.upper().startswith("ASSISTANT_") and variable.upper() not in known:
            raise SettingsError(f"environment variable {variable} is no setting; there are {', '.join(sorted(known))}")
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as exc:
        first = exc.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"setting {name}: {first['msg']} (got {first.get('input')!r})") from exc
