"""Office files are ZIP packages: refused before they are opened if they would unpack to more than a document can need."""

from __future__ import annotations

import zipfile
from pathlib import Path

from assistant.errors import DocumentError

_MOST_UNPACKED = 500_000_000
_MOST_RATIO = 200
"""More times its size no honest part unpacks to; small ones may."""
_SMALL = 10_000_000


def check_package(path: Path, name: str) -> None:
    """Refuses what is no package, or one that is made to exhaust the memory.

    Args:
        path: The file.
        name: What it should be, for the message.

    Raises:
        DocumentError: It is no ZIP package, is damaged, is encrypted, or unpacks to too much.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
    except OSError as exc:
        raise DocumentError(f"cannot be opened ({exc.strerror})") from exc
    except zipfile.BadZipFile as exc:
        encrypted = path.read_bytes()[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        what = "is encrypted, or of the format before 2007; save it without a password" if encrypted else f"is no {name} file; give it the right ending"
        raise DocumentError(what) from exc
    if sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise DocumentError(f"unpacks to more than {_MOST_UNPACKED // 1_000_000} MB; split it")
    if any(part.file_size > _SMALL and part.file_size > _MOST_RATIO * part.compress_size for part in parts):
        raise DocumentError("is packed suspiciously tight; open it and save it again")
