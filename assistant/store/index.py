"""The index as a whole: the current generation to read, and the next one to write."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from threading import RLock

from filelock import FileLock, Timeout

from assistant.errors import IndexBusyError, NoIndexError, StoreError
from assistant.models.embedder import Embedder
from assistant.store.chroma import REBUILD, MissingError, explained
from assistant.store.generation import Generation
from assistant.store.places import Folder, Place, server
from assistant.store.snapshot import IndexInfo, Snapshot
from assistant.store.vector_cache import VectorCache


class Store:
    """Where the index lies: a folder, or a Chroma server at `http://host:port`."""

    def __init__(self, location: str, *, lock_timeout: float = 600.0, cache: Path | None = None) -> None:
        """Nothing is opened or created before it is needed.

        Args:
            location: The folder or the address.
            lock_timeout: Seconds to wait for another writer.
            cache: For a server, where this machine keeps the lock of its writers and their vectors; `~/.cache/assistant` if None.

        Raises:
            StoreError: The address is not usable.
        """
        self._place: Place = server(location, cache) if "://" in location else Folder(Path(location))
        self._lock_timeout = lock_timeout
        self._snapshot: Snapshot | None = None
        self._guard = RLock()

    def snapshot(self) -> Snapshot:
        """The current generation: the same object as long as it stays current. One that it replaces is closed when its last user lets it go.

        Raises:
            NoIndexError: There is none yet.
            StoreError: It cannot be opened.
        """
        with self._guard, explained(self._place.location):
            snapshot = self._snapshot
            if snapshot is None or snapshot.closed or snapshot.info.generation != self._place.current():
                self._snapshot = None
                snapshot = self._snapshot = self._open()
            return snapshot

    @contextmanager
    def write(self, embedder: Embedder, chunker: str, *, rebuild: bool = False) -> Iterator[Generation]:
        """One new generation, which becomes the current one when the block ends well; if it raises or adds no document, all stays as it was.

        With `rebuild` the current generation is not looked at and no vector is used again.

        Raises:
            IndexBusyError: Another process is still writing after `lock_timeout` seconds.
        """
        location, place = self._place.location, self._place
        with self._writing(self._lock_timeout), ExitStack() as stack:
            with explained(location):
                place.clean()
                vectors = stack.enter_context(closing(VectorCache(place.vectors, embedder)))
                if rebuild:
                    vectors.clear()
                previous = None if rebuild or place.current() is None else stack.enter_context(closing(self._open()))
            generation = Generation(place, lambda name: IndexInfo(embedder.name, embedder.dimension, chunker, name), previous, vectors)
            stack.callback(generation.discard)
            yield generation
            if generation.name is None:
                return
            with explained(location):
                generation.finish()
                place.switch(generation.name)
                vectors.prune()
                stack.close()
                with self._guard:
                    self._snapshot = None
                place.clean()

    def number(self, snapshot: Snapshot, name: str, computed: Callable[[], float]) -> float:
        """A number that tells something of a generation, by its name: computed once, and kept for later processes beside the lock.

        Where nothing can be written there, each process computes it anew.
        """
        path, generation = self._place.lock.with_name("numbers.json"), snapshot.info.generation
        try:
            known: dict[str, float] = json.loads(path.read_text(encoding="utf-8")).get(generation, {})
        except (OSError, ValueError, AttributeError):
            known = {}
        if name not in known:
            known[name] = computed()
            unfinished = path.with_name(f"{path.name}.{os.getpid()}")
            with suppress(OSError):
                unfinished.write_text(json.dumps({generation: known}), encoding="utf-8")
                unfinished.replace(path)
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)
        return known[name]

    def clean(self) -> None:
        """Removes what killed writers left behind, unless somebody is writing right now."""
        with explained(self._place.location):
            leftovers = self._place.leftovers()
        if leftovers:
            try:
                with self._writing(0), explained(self._place.location):
                    self._place.clean()
            except IndexBusyError:
                pass  # whoever is writing cleans up

    def close(self) -> None:
        """Lets the current snapshot and the connection go; the store can be used again."""
        with self._guard:
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None
            self._place.close()

    def _open(self) -> Snapshot:
        while True:
            generation = self._place.current()
            if generation is None:
                raise NoIndexError(f"there is no index at {self._place.location} yet; run `assistant index`")
            try:
                return Snapshot(self._place.location, generation, *self._place.open(generation))
            except (MissingError, FileNotFoundError, KeyError, StoreError) as exc:
                if self._place.current() != generation:
                    continue  # it was replaced in between
                if isinstance(exc, StoreError):
                    raise
                raise StoreError(f"{self._place.location}: the current generation {generation} is damaged ({exc}); run `{REBUILD}`") from exc

    @contextmanager
    def _writing(self, timeout: float) -> Iterator[None]:
        """Holds the lock of the one writer, and explains what the place raises."""
        location = self._place.location
        try:
            self._place.lock.parent.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self._place.lock).acquire(timeout=timeout)
        except Timeout as exc:
            raise IndexBusyError(f"{location}: another process is writing the index, still after {timeout:g} s; try again when it is done") from exc
        except OSError as exc:
            raise StoreError(f"{location}: cannot be written ({exc.strerror}); name another place with --index") from exc
        with lock:
            yield
