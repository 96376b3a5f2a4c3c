"""The chat page, served on this machine: `python app.py`, then http://127.0.0.1:7860."""

from __future__ import annotations

import sys

from assistant.errors import AssistantError
from assistant.settings import load_settings
from assistant.ui.server import serve


def main() -> None:
    """Serves the page with the settings of the environment."""
    try:
        serve(load_settings())
    except AssistantError as exc:
        sys.stderr.write(f"{exc}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
