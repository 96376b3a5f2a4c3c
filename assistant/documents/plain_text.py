"""Text files, unchanged."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import DocumentError

_SIGNATURES = {b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or an Office file", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"{\\rtf": "RTF"}


def read_text(path: Path) -> str:
    """The content of a UTF-8 file, unchanged: line ends and a byte order mark included.

    Raises:
        DocumentError: The file is not UTF-8 text, or is another format under a text file's name.
    """
    raw = read_bytes(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as exc:
        raise DocumentError(f"is not UTF-8 (byte 0x{raw[exc.start]:02x} at {exc.start}); save it as UTF-8") from exc


def read_bytes(path: Path) -> bytes:
    """The bytes of a file that should hold text, in whatever encoding.

    Raises:
        DocumentError: The file cannot be opened, or is another format under a text file's name.
    """
    try:
        raw = path.read_bytes()
    except OSError as exc:
        raise DocumentError(f"cannot be opened ({exc.strerror})") from exc
    for signature, name in _SIGNATURES.items():
        if raw.startswith(signature):
            raise DocumentError(f"is {name}, not text; give it the right ending")
    if b"\x00" in raw:
        raise DocumentError("is not text (it holds NUL bytes); if it is UTF-16, save it as UTF-8")
    return raw
