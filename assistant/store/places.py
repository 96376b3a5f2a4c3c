"""Where generations lie: a folder of Chroma databases, or the collections of a Chroma server."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import Protocol
from urllib.parse import urlsplit

from assistant.errors import StoreError
from assistant.store.chroma import REBUILD, Client, MissingError, close, open_collection, open_folder, open_server
from assistant.store.folder import GenerationFolder, begun, new_generation

_COLLECTION = re.compile(r"(g\d+-[0-9a-f]{8})-(?:chunks|units|documents)")
_ORPHANED = 3600.0  # seconds after which an unfinished generation on a server counts as abandoned


class Place(Protocol):
    """Where generations lie. Only the holder of `lock` may call `create`, `switch`, `remove` and `clean`."""

    location: str
    lock: Path
    vectors: Path

    def current(self) -> str | None:
        """The name of the current generation, or None before the first."""

    def open(self, generation: str) -> tuple[Client, Callable[[], None]]:
        """A client and what releases it. Until then nobody removes the generation. FileNotFoundError: it is gone."""

    def create(self) -> str:
        """Begins a generation."""

    def switch(self, generation: str) -> None:
        """Makes it the current one, atomically."""

    def remove(self, generation: str) -> None:
        """Removes it."""

    def leftovers(self) -> bool:
        """Whether there is anything that `clean` could remove."""

    def clean(self) -> None:
        """Removes unfinished generations of dead writers, and superseded ones that nobody reads."""

    def close(self) -> None:
        """Lets every connection go."""


class Folder(GenerationFolder):
    """Generations as folders, each a Chroma database of its own."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.location = str(root)

    def open(self, generation: str) -> tuple[Client, Callable[[], None]]:
        """A database of its own, and the reader's lock that keeps it."""
        descriptor = self.hold(generation)
        if descriptor is None:
            raise FileNotFoundError(f"{self.path(generation)} does not exist")
        try:
            client = open_folder(self.path(generation))
        except Exception as exc:  # Chroma raises whatever its start happened to stumble over
            os.close(descriptor)
            raise StoreError(f"{self.location}: Chroma cannot open the current generation ({exc}); run `{REBUILD}`") from exc

        def release() -> None:
            close(client)
            os.close(descriptor)

        return client, release

    def close(self) -> None:
        """Nothing stays open between snapshots."""


class Server:
    """Generations as collections on a Chroma server; the pointer is the metadata of one more collection.

    The lock only keeps apart the writers of one machine; those of several must be coordinated by their operators. Should they not be, no index is
    corrupted: every generation has a name of its own, and a writer removes only those that were current before the previous one, and those
    neither current nor previous that were begun over an hour ago. The previous one stays, for readers cannot be seen from here.
    """

    _POINTER = "assistant-index"

    def __init__(self, url: str, host: str, port: int, ssl: bool, cache: Path) -> None:
        self.location = url
        self.lock = cache / "lock"
        self.vectors = cache / "vectors.sqlite"
        self._address = (host, port, ssl)
        self._shared: Client | None = None
        self._guard = RLock()

    def current(self) -> str | None:
        """What the pointer names."""
        return self._pointer()[0]

    def open(self, generation: str) -> tuple[Client, Callable[[], None]]:
        """The shared connection; nothing on the server tells who reads."""
        return self._client(), lambda: None

    def create(self) -> str:
        """A name; the collections follow with the first document."""
        return new_generation()

    def switch(self, generation: str) -> None:
        """Moves the pointer, and removes the generation before the one that it leaves."""
        current, previous = self._pointer()
        pointer = self._client().get_or_create_collection(self._POINTER, embedding_function=None)
        pointer.modify(metadata={"current": generation, "previous": current or ""})
        if previous:
            self.remove(previous)

    def remove(self, generation: str) -> None:
        """Removes the generation's collections."""
        for name in self._collections():
            if name.startswith(f"{generation}-"):
                self._client().delete_collection(name)

    def leftovers(self) -> bool:
        """Whether any generation was abandoned."""
        return bool(self._abandoned())

    def clean(self) -> None:
        """Removes the abandoned ones."""
        for generation in self._abandoned():
            self.remove(generation)

    def close(self) -> None:
        """Lets the connection go."""
        with self._guard:
            client, self._shared = self._shared, None
        if client is not None:
            close(client)

    def _client(self) -> Client:
        host, port, ssl = self._address
        with self._guard:
            if self._shared is None:
                try:
                    self._shared = open_server(host, port, ssl=ssl)
                except ValueError as exc:
                    raise StoreError(f"{self.location}: no Chroma server answers ({exc}); start one with `chroma run --host {host} --port {port}`") from exc
            return self._shared

    def _pointer(self) -> tuple[str | None, str | None]:
        """The current generation and the one before."""
        try:
            metadata = open_collection(self._client(), self._POINTER).metadata or {}
        except MissingError:
            return None, None
        return metadata.get("current") or None, metadata.get("previous") or None

    def _collections(self) -> list[str]:
        names: list[str] = []
        while page := self._client().list_collections(limit=100, offset=len(names)):
            names += [collection.name for collection in page]
        return names

    def _abandoned(self) -> list[str]:
        generations = {match[1] for match in map(_COLLECTION.fullmatch, self._collections()) if match}
        return sorted(generation for generation in generations.difference(self._pointer()) if time.time() - begun(generation) > _ORPHANED)


def server(url: str, cache: Path | None) -> Server:
    """The server at `http://host:port`; `cache` is where this machine keeps its writers' lock and vectors, `~/.cache/assistant` if None.

    Raises:
        StoreError: It is no such address.
    """
    parts = urlsplit(url.rstrip("/"))
    try:
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if parts.scheme not in ("http", "https") or not host or port is None or parts.path:
        raise StoreError(f"{url} is not the address of a Chroma server; expected http://host:port")
    folder = (cache or Path.home() / ".cache" / "assistant") / hashlib.sha256(f"{parts.scheme}://{host}:{port}".encode()).hexdigest()[:16]
    return Server(url, host, port, parts.scheme == "https", folder)
