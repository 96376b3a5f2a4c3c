"""The persistent index: Chroma, written through `langchain-chroma` as whole generations; `chroma.py` is the only module that knows it.

Chroma's local mode is not process-safe: a second process sees stale vectors, two writers corrupt the folder, and reopening in one process
hands back the cached system. So a generation is written by one process under a lock, never changed once a pointer names it, and opened afresh
by every reader that notices the pointer move. A Chroma server holds the same generations under the same rules.

A generation has three collections: `chunks` and `units`, which carry the vectors, and `documents`, which carries the texts that every
offset refers to. Their names start with the generation's.
"""

from __future__ import annotations

from assistant.store.chroma import REBUILD
from assistant.store.generation import Generation
from assistant.store.index import Store
from assistant.store.snapshot import IndexInfo, Snapshot

__all__ = ["REBUILD", "Generation", "IndexInfo", "Snapshot", "Store"]
