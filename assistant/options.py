"""The options that go with every command, before the verb or after it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.settings import Settings, load_settings

Corpus = Annotated[Path | None, typer.Option("--corpus", help="The folder of source documents.", show_default="corpus")]
Index = Annotated[str | None, typer.Option("--index", help="The folder of the index, or http://host:port of a Chroma server.", show_default="index")]
Debug = Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, and nothing else, on standard output.")]


@dataclass
class Globals:
    """The global options, wherever they stood."""

    corpus: Path | None = None
    index: str | None = None
    debug: bool = False

    def settings(self, corpus: Path | None, index: str | None, debug: bool) -> Settings:
        """The settings; an option after the verb wins over one before it, both over the environment."""
        self.debug = debug or self.debug
        return load_settings(corpus=corpus or self.corpus, index=index or self.index, debug=self.debug or None)


GLOBALS = Globals()
"""Those of this process."""
