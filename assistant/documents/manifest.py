"""`manifest.jsonl`: what a corpus folder says of its own documents."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

MANIFEST = "manifest.jsonl"


class ManifestEntry(BaseModel):
    """One line of the manifest: what the document itself states, as far as it does."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    file: str
    title: str | None = None
    publisher: str | None = None
    language: str | None = None
    date: str | None = None
    source: str | None = None
    sha256: str | None = None


def read_manifest(corpus: Path) -> tuple[dict[str, ManifestEntry], list[str]]:
    """The entries by file, and one line for each entry that cannot be used. A folder without a manifest has none of either."""
    path = corpus / MANIFEST
    if not path.is_file():
        return {}, []
    entries: dict[str, ManifestEntry] = {}
    problems: list[str] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (UnicodeDecodeError, OSError) as exc:
        return {}, [f"cannot be read ({exc}); its entries are ignored"]
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = ManifestEntry.model_validate_json(line)
        except ValidationError as exc:
            problems.append(f"line {number} is ignored: {exc.errors()[0]['msg']}")
        else:
            entries[entry.file] = entry
    return entries, problems
