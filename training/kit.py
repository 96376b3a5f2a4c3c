"""The kit's files and its card, as they are written."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from assistant.models.kit.files import CARD, KIT


def copy_kit(kit: Path) -> None:
    """Makes another folder a kit with what the bundled one has."""
    kit.mkdir(parents=True, exist_ok=True)
    for name in (CARD, *json.loads((KIT / CARD).read_text(encoding="utf-8"))["files"]):
        shutil.copyfile(KIT / name, kit / name)


def kit_to_write(given: Path | None, out: Path) -> Path:
    """The kit that a training writes into: the given one or a folder below `out`, which begins as a copy of the bundled one where it is no kit yet."""
    kit = given or out / "kit"
    if not (kit / CARD).exists():
        copy_kit(kit)
    return kit


def write_files(kit: Path, files: dict[str, bytes]) -> None:
    """Writes files of the kit and what the card must know of them; what else the card says is kept."""
    for name, data in files.items():
        (kit / name).write_bytes(data)
    known = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    update_card(kit, "files", known)


def update_card(kit: Path, part: str, content: dict[str, object] | dict[str, dict[str, object]]) -> None:
    """Puts content into a part of the card."""
    path = kit / CARD
    card = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    card[part] = card.get(part, {}) | content
    path.write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")
