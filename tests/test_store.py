from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.chunking import CHUNKER
from assistant.documents.editions import edition_of
from assistant.errors import IndexBusyError, ModelError, NoIndexError, StoreError
from assistant.models.bundled import BundledEmbedder
from assistant.store import REBUILD, Store
from assistant.store.records import chunk_from, chunk_metadata, document_from, document_metadata, edition_from, edition_metadata
from assistant.store.vector_cache import VectorCache
from assistant.types import Block, Chunk, Document, DocumentInfo, Page, Span, Unit
from tests.indexing_support import PROCESSES, CountingEmbedder, OtherEmbedder, check_no_leftovers, chroma_server, cosines, hold_snapshot


def document(number: int, text: str, *, pages: tuple[Page, ...] = ()) -> Document:
    sha256 = f"{number:064x}"[::-1]
    info = DocumentInfo(id=sha256[:16], file=f"{number}.txt", title=f"Nr {number}", language="en", sha256=sha256, publisher="P", pages=pages)
    return Document(info, text, (Block("paragraph", (Unit("sentence", 0, 1),)),))


def chunk(of: Document, *spans: tuple[int, int], section: str | None = None, page: int | None = None) -> Chunk:
    start, end = spans[0][0], spans[-1][1]
    units = tuple(Unit("sentence", first, last, (Span(0, 3),)) for first, last in spans)
    return Chunk(of.info.id, start, end, of.text[start:end], of.info.title, section, page, units)


CAT = document(1, "The cat sleeps. It purrs.")
TAX = document(2, "Taxes are due in June. It purrs.")
CAT_CHUNK = chunk(CAT, (0, 15), (16, 25))
TAX_CHUNK = chunk(TAX, (0, 22), (23, 32), section="Taxes", page=3)
BOTH = [(CAT, [CAT_CHUNK]), (TAX, [TAX_CHUNK])]


def fill(store: Store, embedder: BundledEmbedder, documents: list[tuple[Document, list[Chunk]]]) -> str:
    with store.write(embedder, CHUNKER) as generation:
        for item, chunks in documents:
            generation.add(item, chunks)
    assert generation.name is not None
    return generation.name


@pytest.fixture(scope="module")
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory, embedder: BundledEmbedder) -> Path:
    """An index of both documents, to be copied."""
    folder = tmp_path_factory.mktemp("filled") / "index"
    fill(Store(str(folder)), embedder, BOTH)
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(filled, tmp_path / "index"))


@pytest.fixture(params=["folder", "server"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Store]]:
    """Opens a store that holds nothing yet, again and again."""
    if request.param == "folder":
        yield lambda: Store(str(tmp_path / "index"), lock_timeout=5)
        return
    with chroma_server(tmp_path) as url:
        stores: list[Store] = []

        def opened() -> Store:
            stores.append(Store(url, lock_timeout=5, cache=tmp_path / "cache"))
            return stores[-1]

        yield opened
        for store in stores:
            store.close()


def test_life_of_an_index(empty: Callable[[], Store], embedder: BundledEmbedder) -> None:
    """In a folder and on a server alike."""
    store, reader = empty(), empty()
    with pytest.raises(NoIndexError, match="run `assistant index`"):
        store.snapshot()
    long = document(3, "é\u2028😀\x00 \r\n" * 60_000, pages=(Page(1, 0, 5), Page(2, 5, 360_000)))
    first = fill(store, embedder, [*BOTH, (long, [chunk(long, (0, 3), page=1)])])

    snapshot = reader.snapshot()
    assert snapshot.info.generation == first
    assert (snapshot.info.embedder, snapshot.info.dimension, snapshot.info.chunker) == (embedder.name, embedder.dimension, CHUNKER)
    assert list(snapshot.documents.values()) == [CAT.info, TAX.info, long.info]
    assert snapshot.text(long.info.id) == long.text
    assert list(snapshot.chunks()) == [CAT_CHUNK, TAX_CHUNK, chunk(long, (0, 3), page=1)]
    assert reader.snapshot() is snapshot

    query = embedder.embed_query("When do I pay taxes?")
    ids = [CAT_CHUNK.id, TAX_CHUNK.id]
    vectors = snapshot.unit_vectors(ids)
    assert {chunk_id: rows.shape for chunk_id, rows in vectors.items()} == dict.fromkeys(ids, (2, embedder.dimension))
    for chunk_id, place, cosine in snapshot.nearest_units(query, 4):
        if chunk_id in vectors:
            assert cosine == pytest.approx(cosines(vectors[chunk_id], query)[place], abs=1e-5)
    assert snapshot.nearest_chunks(query, 1)[0][0] == TAX_CHUNK.id
    assert snapshot.nearest_units(query, 1) == snapshot.nearest_units(query, 99)[:1]
    assert [cosine for *_, cosine in snapshot.nearest_units(query, 99)] == sorted((cosine for *_, cosine in snapshot.nearest_units(query, 99)), reverse=True)
    assert len(snapshot.nearest_chunks(query, 50)) == 3
    assert snapshot.nearest_units(query, 99, language="en") == snapshot.nearest_units(query, 99)
    assert snapshot.nearest_units(query, 99, language="fr") == []

    with store.write(embedder, CHUNKER) as generation:
        generation.keep(CAT.info.id)
        assert list(reader.snapshot().documents) == [CAT.info.id, TAX.info.id, long.info.id]
    assert len(list(snapshot.chunks())) == 3, "a snapshot outlives the generation's replacement"
    assert snapshot.text(TAX.info.id) == TAX.text
    assert list(reader.snapshot().documents) == [CAT.info.id]
    assert list(reader.snapshot().chunks()) == [CAT_CHUNK]
    np.testing.assert_array_equal(reader.snapshot().unit_vectors([CAT_CHUNK.id])[CAT_CHUNK.id], vectors[CAT_CHUNK.id])


def test_a_server_keeps_what_may_still_be_read_or_written(tmp_path: Path, embedder: BundledEmbedder) -> None:
    import chromadb

    with chroma_server(tmp_path) as url:
        store = Store(url, cache=tmp_path / "cache")
        host = chromadb.HttpClient("127.0.0.1", int(url.rpartition(":")[2]))
        old, young = f"g{int(time.time()) - 3700:010d}-{0:08x}", f"g{int(time.time()) - 3500:010d}-{0:08x}"
        foreign = {"my-documents", f"{young}-units", "old-chunks"}
        for name in [*foreign, f"{old}-units"]:
            host.create_collection(name, embedding_function=None)

        def generations() -> set[str]:
            return {collection.name.rpartition("-")[0] for collection in host.list_collections() if collection.name not in foreign}

        names = [fill(store, embedder, BOTH[:1])]
        assert generations() == {names[0], "assistant"}
        for _ in range(2):
            names.append(fill(store, embedder, BOTH[:1]))
        assert generations() == {names[1], names[2], "assistant"}, "the current one and the one before"
        assert foreign <= {collection.name for collection in host.list_collections()}
        with pytest.raises(ZeroDivisionError), store.write(embedder, CHUNKER) as generation:
            generation.add(*BOTH[1])
            raise ZeroDivisionError
        assert generations() == {names[1], names[2], "assistant"}
        assert list(store.snapshot().chunks()) == [CAT_CHUNK]
        store.close()
        for session in (host._server._session, host._admin_client._server._session):  # type: ignore[attr-defined]
            session.close()
    with pytest.raises(StoreError, match="no Chroma server answers"):
        store.snapshot()


@pytest.mark.parametrize("location", ["http://", "http://host", "ftp://host:1", "http://host:port", "http://host:80/path"])
def test_addresses_that_are_none(location: str) -> None:
    with pytest.raises(StoreError, match="expected http://host:port"):
        Store(location)


def test_opening_has_no_side_effects(tmp_path: Path) -> None:
    store = Store(str(tmp_path / "index"))
    with pytest.raises(NoIndexError):
        store.snapshot()
    store.clean()
    store.close()
    assert not list(tmp_path.iterdir())


def test_ties_are_settled_by_id(folder: Path, embedder: BundledEmbedder) -> None:
    """Both documents say "It purrs." but under different headers; two more say exactly the same."""
    twins = [document(number, "It purrs.") for number in (8, 9, 7)]
    store = Store(str(folder))
    fill(store, embedder, [(twin, [chunk(twin, (0, 9))]) for twin in twins])
    snapshot = store.snapshot()
    found = snapshot.nearest_units(embedder.embed_query("It purrs."), 2)
    assert [(chunk_id, place) for chunk_id, place, _ in found] == [(f"{twin.info.id}:0-9", 0) for twin in sorted(twins, key=lambda twin: twin.info.id)[:2]]
    assert found[0][2] == found[1][2]


def test_what_is_not_there(folder: Path, embedder: BundledEmbedder) -> None:
    snapshot = Store(str(folder)).snapshot()
    with pytest.raises(StoreError, match="no document nothing"):
        snapshot.text("nothing")
    with pytest.raises(StoreError, match="no chunk x:0-1"):
        snapshot.chunks_by_id([CAT_CHUNK.id, "x:0-1"])
    assert snapshot.chunks_by_id([]) == []
    assert snapshot.chunks_by_id([TAX_CHUNK.id, CAT_CHUNK.id, TAX_CHUNK.id]) == [TAX_CHUNK, CAT_CHUNK, TAX_CHUNK]
    assert snapshot.unit_vectors([]) == {}
    assert snapshot.nearest_chunks([1.0] * embedder.dimension, 0) == []
    with pytest.raises(StoreError, match=r"shape \(2,\).*expected \(384,\)"):
        snapshot.nearest_units([1.0, 0.0], 5)
    snapshot.close()
    snapshot.close()
    with pytest.raises(StoreError, match="was closed"):
        snapshot.nearest_units([1.0] * embedder.dimension, 5)


def test_nothing_is_left_of_a_failed_or_empty_write(folder: Path, embedder: BundledEmbedder) -> None:
    store = Store(str(folder))
    before = store.snapshot()
    with pytest.raises(ZeroDivisionError), store.write(embedder, CHUNKER) as generation:
        generation.add(*BOTH[0])
        raise ZeroDivisionError
    with store.write(embedder, CHUNKER):
        pass
    assert store.snapshot() is before
    check_no_leftovers(folder)


def test_the_collections_say_what_they_are(folder: Path) -> None:
    import chromadb

    generation = (folder / "current").read_text().strip()
    with chromadb.PersistentClient(folder / "generations" / generation) as client:  # type: ignore[attr-defined]
        for kind in ("chunks", "units", "documents"):
            collection = client.get_collection(f"{generation}-{kind}", embedding_function=None)
            assert collection.metadata == {"embedder": BundledEmbedder().name, "dimension": 384, "chunker": CHUNKER}
            assert collection._model.configuration_json["hnsw"]["space"] == "cosine"


def test_documents_are_kept_only_from_a_like_generation(folder: Path, embedder: BundledEmbedder) -> None:
    store = Store(str(folder))
    for writer, chunker in ((OtherEmbedder(), CHUNKER), (embedder, "0")):
        with pytest.raises(StoreError, match="index the document again"), store.write(writer, chunker) as generation:
            generation.keep(CAT.info.id)
    with pytest.raises(StoreError, match="added twice"), store.write(embedder, CHUNKER) as generation:
        generation.keep(CAT.info.id)
        generation.add(*BOTH[0])
    with pytest.raises(StoreError, match="no document x"), store.write(embedder, CHUNKER) as generation:
        generation.keep("x")
    check_no_leftovers(folder)


def test_two_chunks_of_one_place_are_found_out(folder: Path, embedder: BundledEmbedder) -> None:
    store = Store(str(folder))
    with pytest.raises(StoreError, match="duplicate"), store.write(embedder, CHUNKER) as generation:
        generation.add(CAT, [CAT_CHUNK, CAT_CHUNK])
    assert len(store.snapshot().documents) == 2


def test_one_writer_at_a_time(folder: Path, embedder: BundledEmbedder) -> None:
    with Store(str(folder)).write(embedder, CHUNKER), pytest.raises(IndexBusyError, match=r"still after 0\.1 s"):
        with Store(str(folder), lock_timeout=0.1).write(embedder, CHUNKER):
            pass


def test_a_reader_elsewhere_keeps_its_generation(folder: Path, tmp_path: Path, embedder: BundledEmbedder) -> None:
    ready, leave = tmp_path / "ready", tmp_path / "leave"
    reader = PROCESSES.Process(target=hold_snapshot, args=(str(folder), ready, leave))
    reader.start()
    while not ready.exists():
        assert reader.is_alive()
        time.sleep(0.01)
    store = Store(str(folder))
    name = fill(store, embedder, BOTH[:1])
    assert len(list((folder / "generations").iterdir())) == 2
    leave.touch()
    reader.join(60)
    assert reader.exitcode == 0
    store.clean()
    assert [path.name for path in (folder / "generations").iterdir()] == [name]


def test_many_threads_read_while_one_writes(folder: Path, embedder: BundledEmbedder) -> None:
    store = Store(str(folder))
    states = ([CAT_CHUNK, TAX_CHUNK], [CAT_CHUNK])
    stop = False

    def read() -> int:
        reads = 0
        while not stop:
            snapshot = store.snapshot()
            chunks = list(snapshot.chunks())
            assert chunks in states
            assert len(snapshot.nearest_chunks([1.0] * embedder.dimension, 9)) == len(chunks)
            assert snapshot.chunks_by_id([item.id for item in chunks]) == chunks
            reads += 1
        return reads

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(4)]
        try:
            for round_ in range(4):
                with Store(str(folder)).write(embedder, CHUNKER) as generation:
                    generation.keep(CAT.info.id)
                    if round_ % 2:
                        generation.add(*BOTH[1])
        finally:
            stop = True
        assert all(reader.result() for reader in readers)
    store.snapshot()
    store.clean()
    check_no_leftovers(folder)


@pytest.mark.parametrize("damage", ["pointer", "database", "collections"])
def test_a_damaged_index_names_the_remedy(folder: Path, embedder: BundledEmbedder, damage: str) -> None:
    generation = folder / "generations" / (folder / "current").read_text().strip()
    if damage == "pointer":
        (folder / "current").write_text("g0000000000-00000000\n")
    elif damage == "database":
        (generation / "chroma.sqlite3").write_bytes(b"not a database" * 1000)
    else:
        (generation / "chroma.sqlite3").unlink()
    store = Store(str(folder))
    with pytest.raises(StoreError, match=REBUILD):
        store.snapshot()
    with pytest.raises(StoreError, match=REBUILD), store.write(embedder, CHUNKER):
        pass
    with store.write(embedder, CHUNKER, rebuild=True) as written:
        written.add(*BOTH[0])
    assert list(store.snapshot().chunks()) == [CAT_CHUNK]
    check_no_leftovers(folder)


def test_a_place_that_cannot_be_written(tmp_path: Path, embedder: BundledEmbedder) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="cannot be"), Store(str(tmp_path / "file")).write(embedder, CHUNKER):
        pass


def test_nothing_is_embedded_twice(folder: Path) -> None:
    counting = CountingEmbedder()
    store = Store(str(folder))
    with store.write(counting, CHUNKER) as generation:
        generation.add(*BOTH[0])
        generation.keep(TAX.info.id)
    assert counting.embedded == []
    (folder / "vectors.sqlite").write_bytes(b"no database" * 100)
    with store.write(counting, CHUNKER) as generation:
        generation.keep(CAT.info.id)
    assert counting.embedded == [], "vectors missing in the cache come from the previous generation"
    with store.write(counting, CHUNKER, rebuild=True) as generation:
        assert generation.previous is None
        generation.add(*BOTH[0])
    assert len(counting.embedded) == 3


def test_the_cache_forgets_what_is_unused(tmp_path: Path) -> None:
    counting = CountingEmbedder()
    path = tmp_path / "new" / "vectors.sqlite"
    with closing(VectorCache(path, counting)) as cache:
        first = cache.embed_documents(["a", "b", "a"])
        assert first[0] == first[2] != first[1]
        assert cache.embed_documents([]) == []
        assert counting.embedded == ["a", "b"]
        assert cache.embed_query("a") == counting.embed_query("a")
        assert cache.count_tokens("a b") == counting.count_tokens("a b")
    with closing(VectorCache(path, counting)) as cache:
        assert cache.embed_documents(["b"]) == [first[1]]
        cache.prune()
        cache.prune()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM vectors").fetchall() == [(1,)]
    counting.dimension = 3
    with closing(VectorCache(path, counting)) as cache, pytest.raises(ModelError, match=r"expected \(1, 3\)"):
        cache.embed_documents(["b"])


spans = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 10**6), st.integers(0, 10**4))
units = st.builds(
    lambda kind, span, header: Unit(kind, span.start, span.end, tuple(header)),
    st.sampled_from(["heading", "sentence", "item", "row", "line"]),
    spans,
    st.lists(spans, max_size=3),
)


@given(st.text(), st.text(), st.one_of(st.none(), st.text()), st.one_of(st.none(), st.integers(1, 9999)), st.lists(units), st.data())
def test_a_chunk_comes_back_from_its_metadata(text: str, context: str, section: str | None, page: int | None, held: list[Unit], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    before = Chunk("d", start, end, text[start:end], context, section, page, tuple(held))
    metadata = chunk_metadata(before)
    assert all(isinstance(value, str | int) for value in metadata.values())
    assert chunk_from(metadata, text) == before


@given(st.builds(DocumentInfo, pages=st.lists(st.builds(Page), max_size=3).map(tuple), copies=st.lists(st.text(), max_size=3).map(tuple)))
def test_a_document_comes_back_from_its_metadata(info: DocumentInfo) -> None:
    assert document_from(document_metadata(info)) == info


def test_an_edition_comes_back_from_its_metadata() -> None:
    info = DocumentInfo("d", "rules-v2.1.md", "Rules of 3 May 2020", "en", "d", source="s")
    edition = edition_of(info, "Version of 4 May 2020. It replaces nothing but words, of which there are 14 here.\n\nThis version replaces version 1.")
    metadata = edition_metadata(edition)
    assert all(isinstance(value, str | int) for value in metadata.values())
    assert edition_from(metadata) == edition
    assert edition_from({}) is None
