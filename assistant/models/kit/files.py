"""The files of the kit, each checked against the card before it is used."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from assistant.errors import ModelError

KIT = Path(__file__).parent
CARD = "card.json"


@cache
def checked(name: str, kit: Path = KIT) -> Path:
    """Where a file of the kit is, once its sha256 is found to be the card's; read once a process.

    Raises:
        ModelError: The file or the card cannot be read, or the file is not the one that the card names.
    """
    try:
        with (kit / name).open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as exc:
        raise _broken(kit / name, str(exc)) from exc
    expected = _digests(kit).get(name)
    if found != expected:
        raise _broken(kit / name, f"has sha256 {found}, expected {expected}")
    return kit / name


def version(*names: str, kit: Path = KIT) -> str:
    """Eight hexadecimal digits that change whenever one of the files does."""
    digests = _digests(kit)
    return hashlib.sha256(" ".join(digests[name] for name in names).encode()).hexdigest()[:8]


def _digests(kit: Path) -> dict[str, str]:
    """The sha256 of each file, as the card has it."""
    try:
        return {name: str(file["sha256"]) for name, file in json.loads((kit / CARD).read_text(encoding="utf-8"))["files"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as exc:
        raise _broken(kit / CARD, f"cannot be read: {exc!r}") from exc


def _broken(path: Path, reason: str) -> ModelError:
    return ModelError(f"bundled model, {path}: {reason}; install the package again")
