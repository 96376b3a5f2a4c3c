from __future__ import annotations

import random
import signal
import time
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from assistant.chunking import CHUNKER
from assistant.errors import NoIndexError
from assistant.models.bundled import BundledEmbedder
from assistant.store import Store
from assistant.types import Chunk
from tests.indexing_support import BUSY, PROCESSES, build, build_in_process, check_no_leftovers, check_whole, expected_chunks, write_corpus

KILLS = 20


def files(state: int) -> dict[str, str]:
    """A corpus in which each state changes one file, removes one and adds one."""
    animals = ["cat", "dog", "owl", "ant"]
    return {f"{number}.md": f"# The {animals[number % 4]}\n\nIt is seen by {number // 2} people.\n" for number in range(state, state + 4)} | {
        "changing.txt": f"State {state} holds."
    }


def read(store: Store) -> list[Chunk]:
    """What a reader sees; nothing before the first index."""
    try:
        return list(store.snapshot().chunks())
    except NoIndexError:
        return []


def in_process(corpus: Path, folder: Path, lock_timeout: float = 60.0) -> ForkServerProcess:
    """A build that has just begun."""
    process = PROCESSES.Process(target=build_in_process, args=(corpus, str(folder), lock_timeout))
    process.start()
    return process


def moments(folder: Path, rng: random.Random, run: float) -> list[Callable[[], bool]]:
    """When to kill a build that starts now and takes about `run` seconds: some time later, while it writes, while it switches, while it cleans up."""

    def pointer() -> bytes:
        return (folder / "current").read_bytes() if (folder / "current").exists() else b""

    def generations() -> int:
        return len(list((folder / "generations").glob("*/chroma.sqlite3")))

    before, begun, started, delay = pointer(), generations(), time.monotonic(), rng.uniform(0, run)
    pause = rng.uniform(0, run / 4)

    def writing() -> bool:
        if generations() <= begun:
            return False
        time.sleep(pause)
        return True

    return [
        lambda: time.monotonic() - started > delay,
        writing,
        lambda: (folder / "current.new").exists() or pointer() != before,
        lambda: pointer() != before,
    ]


def test_killed_at_any_moment_the_next_run_ends_right(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", tmp_path / "index"
    store, rng = Store(str(folder)), random.Random(9)
    run, killed = 0.0, 0
    for state in range(2):  # the first also starts the server that the others are forked from
        started = time.monotonic()
        in_process(write_corpus(corpus, files(state)), tmp_path / "whole").join()
        run = time.monotonic() - started
    old: list[Chunk] = []
    for attempt in range(3 * KILLS):
        write_corpus(corpus, files(attempt))
        new = expected_chunks(corpus)
        due = moments(folder, rng, run)[attempt % 4]
        process = in_process(corpus, folder)
        while process.is_alive() and not due():
            time.sleep(0.0005)
        process.kill()
        process.join()
        killed += process.exitcode == -signal.SIGKILL

        seen = read(store)
        assert seen in (old, new), "a reader sees the old state or the new one"
        old = seen
        if attempt % 2:
            build(corpus, store)
            assert list(check_whole(store, corpus).chunks()) == new
            check_no_leftovers(folder)
            old = new
        if killed >= KILLS:
            break
    assert killed >= KILLS, "most builds were over before their moment came"


def test_two_builds_at_once(tmp_path: Path) -> None:
    corpus, folder = write_corpus(tmp_path / "corpus", files(0)), tmp_path / "index"
    both = [in_process(corpus, folder) for _ in range(2)]
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    check_whole(Store(str(folder)), corpus)
    check_no_leftovers(folder)


def test_a_build_that_may_not_wait_refuses(tmp_path: Path) -> None:
    corpus, folder = write_corpus(tmp_path / "corpus", files(0)), tmp_path / "index"
    with Store(str(folder)).write(BundledEmbedder(), CHUNKER):
        process = in_process(corpus, folder, 0.1)
        process.join()
    assert process.exitcode == BUSY
    with pytest.raises(NoIndexError):
        Store(str(folder)).snapshot()
