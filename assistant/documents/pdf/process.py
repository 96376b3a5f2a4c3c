"""Reading a PDF: in a process of its own, so that a hostile file costs its limit of time and memory and no more."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

from assistant.documents.pdf.file import PdfContent, parse_pdf
from assistant.documents.pdf.recognition import REMEDY, recognise
from assistant.errors import DocumentError
from assistant.types import Intake

SECONDS_A_PAGE = 0.5
"""So much more time is given for each page that has been read."""
_MOST_MEMORY = 4 * 1024**3
"""Address space of the process, in bytes, where the system can limit it."""
_TOO_SLOW, _UNREADABLE = 75, 65
"""How the process ends (sysexits.h: EX_TEMPFAIL, EX_DATAERR)."""
_START = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from assistant.documents.pdf.process import serve; serve(*sys.argv[2:])"


def read_pdf(path: Path, intake: Intake) -> PdfContent:
    """What a PDF holds; pages without text are recognised where that is asked for.

    Raises:
        DocumentError: The file cannot be read, or not within the limits, or holds no text.
    """
    content = parse_apart(path, intake)
    if content.unread and intake.ocr:
        with tempfile.TemporaryDirectory() as folder:
            target = Path(folder, path.name)
            recognise(path, intake.ocr, len(content.unread), target)
            again = parse_apart(target, intake)
        known = f"text of page {', '.join(map(str, content.unread))} recognised ({intake.ocr}); it may have mistakes"
        content = replace(again, notes=(known, *again.notes))
    if not content.elements:
        raise DocumentError(f"{content.notes[-1]}; {REMEDY}")
    return content


def parse_apart(path: Path, intake: Intake) -> PdfContent:
    """`parse_pdf` in another process.

    Raises:
        DocumentError: The file cannot be read, or not within the limits.
    """
    command = [sys.executable, "-c", _START, json.dumps(sys.path), str(path), str(intake.pages), str(intake.seconds)]
    longest = intake.seconds + SECONDS_A_PAGE * intake.pages + 30
    try:
        done = subprocess.run(command, capture_output=True, timeout=longest, check=False)
    except subprocess.TimeoutExpired as exc:
        raise DocumentError(_slow(intake)) from exc
    if done.returncode == 0:
        content: PdfContent = pickle.loads(done.stdout)  # what our own process wrote
        return content
    if done.returncode == _UNREADABLE:
        raise DocumentError(done.stdout.decode("utf-8"))
    if done.returncode == _TOO_SLOW:
        raise DocumentError(_slow(intake))
    last = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2][:120] or f"exit code {done.returncode}"
    raise DocumentError(f"stops the PDF reader ({last}); open it in a viewer and export it again")


def _slow(intake: Intake) -> str:
    return f"takes longer than {intake.seconds:g} seconds to read; raise ASSISTANT_MAX_FILE_SECONDS to wait for it"


def serve(path: str, pages: str, seconds: str) -> None:
    """What the other process does: it reads the file, writes what it holds to standard output, and ends itself when its time is over."""
    _limit_memory()
    watch = _Watch(float(seconds))
    try:
        content = parse_pdf(Path(path), max_pages=int(pages), on_page=watch.prolong)
    except DocumentError as exc:
        sys.stdout.buffer.write(str(exc).encode("utf-8", "replace"))
        sys.stdout.flush()
        os._exit(_UNREADABLE)
    pickle.dump(content, sys.stdout.buffer)
    sys.stdout.flush()
    os._exit(0)  # without waiting for the watch


class _Watch:
    """Ends the process when the time is over; PDFium's calls let other threads run meanwhile."""

    def __init__(self, seconds: float) -> None:
        self.end = time.monotonic() + seconds
        threading.Thread(target=self._wait, daemon=True).start()

    def prolong(self) -> None:
        self.end += SECONDS_A_PAGE

    def _wait(self) -> None:
        while (left := self.end - time.monotonic()) > 0:
            time.sleep(min(left, 1.0))
        os._exit(_TOO_SLOW)


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard == resource.RLIM_INFINITY else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
