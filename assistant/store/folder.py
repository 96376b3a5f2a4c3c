"""The index folder: whole generations side by side, and a pointer that names the current one.

    index/lock                  held by the one writer
    index/current               the name of the current generation, replaced atomically
    index/vectors.sqlite        embeddings already computed
    index/numbers.json          what was computed of the current generation once
    index/generations/NAME/     one generation, never changed once it is current
        readers.lock            held shared by every reader; whoever gets it exclusively may remove the generation

All locks are flock(2): they end with the process that holds them, however it ends.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import time
from pathlib import Path

_READERS = "readers.lock"


def new_generation() -> str:
    """A name that no other generation has; it tells when it was begun."""
    return f"g{int(time.time()):010d}-{secrets.token_hex(4)}"


def begun(generation: str) -> float:
    """When a generation was begun, in seconds since 1970."""
    return float(generation[1:].partition("-")[0])


class GenerationFolder:
    """The folder at `root`. Only the holder of `lock` may call `create`, `switch`, `remove` and `clean`."""

    def __init__(self, root: Path) -> None:
        """Nothing is created before it is needed."""
        self.root = root
        self.lock = root / "lock"
        self.vectors = root / "vectors.sqlite"
        self._pointer = root / "current"
        self._new_pointer = root / "current.new"
        self._generations = root / "generations"

    def path(self, generation: str) -> Path:
        """Where a generation lies."""
        return self._generations / generation

    def current(self) -> str | None:
        """The name of the current generation, or None before the first."""
        try:
            return self._pointer.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def hold(self, generation: str) -> int | None:
        """Keeps a generation from being removed until the returned descriptor is closed; None if it is gone or going."""
        lock = self.path(generation) / _READERS
        try:
            descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            # A remover unlinks the lock file first: the one we hold must still be the one in the folder.
            if os.path.samestat(os.fstat(descriptor), lock.stat()):
                return descriptor
        except (BlockingIOError, FileNotFoundError):
            pass
        os.close(descriptor)
        return None

    def create(self) -> str:
        """Begins a generation: an empty folder with the lock of its readers."""
        generation = new_generation()
        self.path(generation).mkdir(parents=True)
        (self.path(generation) / _READERS).touch()
        return generation

    def switch(self, generation: str) -> None:
        """Makes a whole generation the current one, at once and durably: on disk before the pointer names it."""
        for folder, _, files in os.walk(self.path(generation)):
            for file in files:
                _sync(Path(folder, file))
            _sync(Path(folder))
        _sync(self._generations)
        self._new_pointer.write_text(generation + "\n", encoding="ascii")
        _sync(self._new_pointer)
        self._new_pointer.replace(self._pointer)
        _sync(self.root)

    def leftovers(self) -> bool:
        """Whether there is anything that `clean` could remove."""
        return self._new_pointer.exists() or bool(self._superseded())

    def clean(self) -> None:
        """Removes what dead writers left behind, and superseded generations that nobody reads any more."""
        self._new_pointer.unlink(missing_ok=True)
        for generation in self._superseded():
            self.remove(generation)

    def remove(self, generation: str) -> None:
        """Removes a generation unless somebody reads it."""
        lock = self.path(generation) / _READERS
        try:
            descriptor = os.open(lock, os.O_RDONLY | os.O_CLOEXEC)
        except FileNotFoundError:
            descriptor = None  # its removal was begun, or its creation cut short
        try:
            if descriptor is not None:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                lock.unlink()
            # Chroma closes its files in the background; what it brings back is removed by the next writer.
            shutil.rmtree(self.path(generation), ignore_errors=True)
        except BlockingIOError:
            pass  # a reader has it; a later writer removes it
        finally:
            if descriptor is not None:
                os.close(descriptor)

    def _superseded(self) -> list[str]:
        current = self.current()
        if not self._generations.is_dir():
            return []
        return sorted(path.name for path in self._generations.iterdir() if path.name != current)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
