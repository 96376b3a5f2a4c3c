"""Text recognition for scanned pages, by OCRmyPDF and Tesseract where both are installed: slow, and wrong now and then, so only where it is asked for."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

from assistant.errors import DocumentError

_SECONDS_A_PAGE = 60
REMEDY = "set ASSISTANT_OCR to its languages (eng, fra, fra+eng) to have scans recognised"


def recognise(path: Path, languages: str, pages: int, target: Path) -> None:
    """Writes a copy of a PDF to `target` in which the `pages` pages without text have the text that is recognised on them; the others stay as they are.

    Args:
        path: The file.
        languages: Tesseract's names of the languages, with `+` between them.
        pages: So many pages are to be recognised; each is given a minute.
        target: The file to write.

    Raises:
        DocumentError: A program is missing, does not know the language, or fails; the message says which.
    """
    if importlib.util.find_spec("ocrmypdf") is None or shutil.which("tesseract") is None:
        raise DocumentError(
            "is a scan, and OCRmyPDF or Tesseract is missing: pip install 'document-assistant[ocr]', and tesseract-ocr from the system's packages"
        )
    command = [sys.executable, "-m", "ocrmypdf", "--skip-text", "--output-type", "pdf", "--quiet", "--jobs", "1", "-l", languages, str(path), str(target)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_SECONDS_A_PAGE * pages, check=False)
    except subprocess.TimeoutExpired as exc:
        raise DocumentError(f"is a scan whose recognition takes longer than {_SECONDS_A_PAGE} seconds a page") from exc
    if done.returncode:
        said = [line.strip() for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()] or [f"exit code {done.returncode}"]
        raise DocumentError(f"is a scan that cannot be recognised (ocrmypdf: {' '.join(said)[:160]})")
