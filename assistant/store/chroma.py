"""The door to Chroma: clients, collections, and what goes wrong with them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, TypeAlias

import chromadb
import httpx
from chromadb.api import ClientAPI
from chromadb.api.collection_configuration import CreateHNSWConfiguration
from chromadb.config import Settings
from chromadb.errors import ChromaError, NotFoundError
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_core.vectorstores import VectorStore

from assistant.errors import StoreError

REBUILD = "assistant index --rebuild"

Client: TypeAlias = ClientAPI
MissingError = NotFoundError
"""What a collection that is gone raises."""

# Generous, so that the approximate search misses nothing in practice: on 6000 clustered vectors it found every one of the true 50 nearest,
# in 3 ms; with Chroma's defaults for a search (100 candidates) it loses 2 in 100.
_HNSW: CreateHNSWConfiguration = {"space": "cosine", "ef_construction": 400, "ef_search": 1000, "max_neighbors": 32}
_REGISTER = RLock()
"""Chroma's register of open systems is not thread-safe; a finaliser may close a client while the same thread opens one."""


def open_folder(path: Path) -> Client:
    """A client of the database in a folder, in this process shared by all who open the same folder before it is closed.

    Opening writes: Chroma touches its SQLite file and lays out anew the index files of a collection that never filled one.
    """
    with _REGISTER:
        return chromadb.PersistentClient(path, settings=Settings(anonymized_telemetry=False))


def open_server(host: str, port: int, *, ssl: bool) -> Client:
    """A client of a server.

    Raises:
        ValueError: None answers.
    """
    with _REGISTER:
        return chromadb.HttpClient(host, port, ssl=ssl, settings=Settings(anonymized_telemetry=False))


def close(client: Client) -> None:
    """Closes a client, its connections included, which Chroma itself leaves open."""
    concrete: Any = client  # the interface has no `close`
    servers = [getattr(concrete, "_server", None), getattr(getattr(concrete, "_admin_client", None), "_server", None)]
    with _REGISTER:
        concrete.close()
    for server in servers:
        session = getattr(server, "_session", None)
        if isinstance(session, httpx.Client):
            session.close()


def open_collection(client: Client, name: str) -> chromadb.Collection:
    """A collection that exists, to be read.

    Raises:
        MissingError: It does not.
    """
    return client.get_collection(name, embedding_function=None)


def create_collection(client: Client, name: str, embeddings: Embeddings, metadata: Mapping[str, str | int]) -> VectorStore:
    """A new collection, in cosine space, to be written through `langchain-chroma`."""
    return Chroma(
        client=client,
        collection_name=name,
        embedding_function=embeddings,
        collection_metadata=dict(metadata),
        collection_configuration={"hnsw": _HNSW},
    )


@contextmanager
def explained(location: str) -> Iterator[None]:
    """What Chroma, its transport and the disk raise, as one line that says what to do."""
    try:
        yield
    except NotFoundError as exc:
        raise StoreError(f"{location}: the index was replaced while it was being read; try again") from exc
    except ChromaError as exc:
        raise StoreError(f"{location}: Chroma failed ({exc}); if it happens again, run `{REBUILD}`") from exc
    except (sqlite3.Error, OSError) as exc:
        raise StoreError(f"{location}: cannot be read or written ({exc}); check the disk and the rights to the folder") from exc
    except httpx.HTTPError as exc:
        raise StoreError(f"{location}: the Chroma server does not answer ({exc}); check that it runs") from exc
