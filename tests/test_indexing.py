from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.errors import CorpusError, StoreError
from assistant.indexing import IndexReport, build_index, check_compatible, index_status
from assistant.models.bundled import BundledEmbedder
from assistant.store import Store
from tests.indexing_support import (
    INTAKE,
    CountingEmbedder,
    OtherEmbedder,
    build,
    check_no_leftovers,
    check_whole,
    chroma_server,
    expected_chunks,
    write_corpus,
)

FILES = {"a.txt": "The cat sleeps.", "sub/b.md": "# Tax\n\nIt is due.", "c.txt": "A third file."}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus and its index, to be copied."""
    folder = tmp_path_factory.mktemp("built")
    build(write_corpus(folder / "corpus", FILES), Store(str(folder / "index")))
    return folder


@pytest.fixture
def corpus(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    return tmp_path / "corpus"


@pytest.fixture
def store(corpus: Path) -> Store:
    return Store(str(corpus.with_name("index")), lock_timeout=5)


def statuses(report: IndexReport) -> dict[str, str]:
    return {file.file: file.status for file in report.files}


def reason(report: IndexReport, file: str) -> str | None:
    return next(entry.reason for entry in report.files if entry.file == file)


def tree(folder: Path) -> dict[str, tuple[int, int]]:
    """What lies in the index folder, down to the databases: Chroma touches its own files when it merely opens them."""
    paths = [*folder.glob("*"), *folder.glob("generations/*/readers.lock")]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


def test_first_build(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", FILES)
    store = Store(str(tmp_path / "index"))
    calls: list[tuple[str, int, int]] = []
    report = build_index(corpus, store, BundledEmbedder(), intake=INTAKE, progress=lambda *call: calls.append(call))
    assert statuses(report) == dict.fromkeys(FILES, "indexed")
    assert calls == [("a.txt", 0, 3), ("c.txt", 1, 3), ("sub/b.md", 2, 3), ("", 3, 3)]
    assert report.documents == 3
    assert report.chunks == len(expected_chunks(corpus)) == sum(file.chunks for file in report.files)
    assert [info.file for info in store.snapshot().documents.values()] == ["a.txt", "c.txt", "sub/b.md"]
    assert json.loads(json.dumps(report.as_dict()))["files"][0] == {
        "file": "a.txt",
        "status": "indexed",
        "reason": None,
        "notes": [],
        "chunks": 1,
        "document_id": report.files[0].document_id,
    }
    check_whole(store, corpus)
    check_no_leftovers(tmp_path / "index")


def test_nothing_to_do_writes_nothing(corpus: Path, store: Store) -> None:
    before = tree(corpus.with_name("index"))
    report = build(corpus, store)
    assert statuses(report) == dict.fromkeys(FILES, "unchanged")
    assert (report.documents, report.chunks) == (3, len(expected_chunks(corpus)))
    assert tree(corpus.with_name("index")) == before


def test_a_file_that_never_could_be_read_does_not_make_a_new_index(corpus: Path, store: Store) -> None:
    (corpus / "bad.txt").write_bytes(b"\xff\xfe")
    snapshot = store.snapshot()
    report = build(corpus, store)
    assert statuses(report) == {**dict.fromkeys(FILES, "unchanged"), "bad.txt": "skipped"}
    assert "UTF-8" in str(reason(report, "bad.txt"))
    assert store.snapshot() is snapshot


def test_changed_removed_new_and_renamed(corpus: Path, store: Store) -> None:
    counting = CountingEmbedder()
    (corpus / "a.txt").write_text("The cat wakes.")
    (corpus / "c.txt").unlink()
    (corpus / "sub/b.md").rename(corpus / "b.md")
    (corpus / "d.txt").write_text("A new file.")
    report = build_index(corpus, store, counting, intake=INTAKE)
    assert statuses(report) == {"a.txt": "indexed", "b.md": "indexed", "c.txt": "removed", "d.txt": "indexed", "sub/b.md": "removed"}
    assert not [text for text in counting.embedded if "Tax" in text], "a renamed file is read again, but not embedded"
    check_whole(store, corpus)
    check_no_leftovers(corpus.with_name("index"))


def test_only_a_removal(corpus: Path, store: Store) -> None:
    (corpus / "c.txt").unlink()
    assert statuses(build(corpus, store)) == {"a.txt": "unchanged", "c.txt": "removed", "sub/b.md": "unchanged"}
    check_whole(store, corpus)


def test_the_manifest_is_part_of_a_document(corpus: Path, store: Store) -> None:
    manifest = corpus / "manifest.jsonl"
    manifest.write_text(json.dumps({"file": "a.txt", "title": "On cats", "publisher": "P"}))
    assert statuses(build(corpus, store)) == {"a.txt": "indexed", "c.txt": "unchanged", "sub/b.md": "unchanged"}
    assert [(info.title, info.publisher) for info in store.snapshot().documents.values()] == [("On cats", "P"), ("c", None), ("Tax", None)]
    check_whole(store, corpus)
    manifest.unlink()
    assert statuses(build(corpus, store))["a.txt"] == "indexed"
    assert next(iter(store.snapshot().documents.values())).title == "a"


def test_same_content_twice(corpus: Path, store: Store) -> None:
    """The first by name is indexed, even if the other was there before."""
    shutil.copy(corpus / "c.txt", corpus / "b.txt")
    report = build(corpus, store)
    assert statuses(report) == {"a.txt": "unchanged", "b.txt": "indexed", "c.txt": "skipped", "sub/b.md": "unchanged"}
    assert reason(report, "c.txt") == "same content as b.txt"
    assert report.documents == 3
    check_whole(store, corpus)
    snapshot = store.snapshot()
    assert statuses(build(corpus, store)) == {"a.txt": "unchanged", "b.txt": "unchanged", "c.txt": "skipped", "sub/b.md": "unchanged"}
    assert store.snapshot() is snapshot


def test_a_renamed_file_is_known_by_its_content(corpus: Path, store: Store) -> None:
    (corpus / "sub/b.md").rename(corpus / "tax.md")
    status = {file.file: (file.status, file.reason) for file in index_status(corpus, store, intake=INTAKE).files}
    assert status["tax.md"] == ("new", "renamed from sub/b.md")
    assert status["sub/b.md"] == ("removed", "renamed to tax.md")
    counting = CountingEmbedder()
    report = build_index(corpus, store, counting, intake=INTAKE)
    assert statuses(report) == {"a.txt": "unchanged", "c.txt": "unchanged", "sub/b.md": "removed", "tax.md": "indexed"}
    assert (reason(report, "tax.md"), reason(report, "sub/b.md")) == ("renamed from sub/b.md", "renamed to tax.md")
    assert not counting.embedded
    check_whole(store, corpus)


def test_a_copy_takes_the_place_of_a_file_that_is_gone(corpus: Path, store: Store) -> None:
    shutil.copy(corpus / "sub/b.md", corpus / "tax.md")
    counting = CountingEmbedder()
    report = build_index(corpus, store, counting, intake=INTAKE)
    assert statuses(report) == {"a.txt": "unchanged", "c.txt": "unchanged", "sub/b.md": "unchanged", "tax.md": "skipped"}
    assert [info.copies for info in store.snapshot().documents.values()] == [(), (), ("tax.md",)]
    check_whole(store, corpus)
    snapshot = store.snapshot()
    build(corpus, store)
    assert store.snapshot() is snapshot
    (corpus / "sub/b.md").unlink()
    report = build_index(corpus, store, counting, intake=INTAKE)
    assert statuses(report) == {"a.txt": "unchanged", "c.txt": "unchanged", "sub/b.md": "removed", "tax.md": "indexed"}
    assert reason(report, "tax.md") == "takes the place of sub/b.md, which had the same content"
    assert reason(report, "sub/b.md") == "the same content stays as tax.md"
    assert [(info.file, info.copies) for info in store.snapshot().documents.values()] == [("a.txt", ()), ("c.txt", ()), ("tax.md", ())]
    assert not counting.embedded
    check_whole(store, corpus)


def test_a_copy_that_goes_is_forgotten(corpus: Path, store: Store) -> None:
    shutil.copy(corpus / "sub/b.md", corpus / "tax.md")
    build(corpus, store)
    (corpus / "tax.md").unlink()
    assert statuses(build(corpus, store)) == dict.fromkeys(FILES, "unchanged")
    assert not any(info.copies for info in store.snapshot().documents.values())
    check_whole(store, corpus)


def test_versions_come_and_go_with_their_files(corpus: Path, store: Store) -> None:
    rule = "The quay is closed to lorries from eight in the evening, and to all but residents on market days."
    (corpus / "quay-v1.md").write_text(f"# Rules of the quay\n\n{rule} The fine is 50 euros.")
    (corpus / "quay-v2.md").write_text(f"# Rules of the quay\n\n{rule} The fine is 60 euros.")
    build(corpus, store)
    related = {info.file: [str(version) for version in info.related("older")] for info in store.snapshot().documents.values()}
    assert related == {"a.txt": [], "c.txt": [], "quay-v1.md": [], "quay-v2.md": ["quay-v1.md (v1)"], "sub/b.md": []}
    status = {file.file: file.versions for file in index_status(corpus, store, intake=INTAKE).files}
    assert status["quay-v1.md"] == ("older version; the newest is quay-v2.md (v2)",)
    check_whole(store, corpus)
    (corpus / "quay-v1.md").unlink()
    assert statuses(build(corpus, store))["quay-v2.md"] == "unchanged"
    assert not any(info.versions for info in store.snapshot().documents.values())


def test_same_content_under_a_name_that_cannot_be_read(corpus: Path, store: Store) -> None:
    shutil.copy(corpus / "c.txt", corpus / "aa.pdf")
    report = build(corpus, store)
    assert statuses(report) == {"a.txt": "unchanged", "aa.pdf": "skipped", "c.txt": "unchanged", "sub/b.md": "unchanged"}


def test_an_indexed_file_that_can_no_longer_be_read(corpus: Path, store: Store) -> None:
    (corpus / "a.txt").write_bytes(b"\xff")
    (corpus / "c.txt").write_bytes(b"")
    report = build(corpus, store)
    assert statuses(report) == {"a.txt": "skipped", "c.txt": "skipped", "sub/b.md": "unchanged"}
    assert all(str(reason(report, file)).endswith("; it is no longer in the index") for file in ("a.txt", "c.txt"))
    assert [info.file for info in store.snapshot().documents.values()] == ["sub/b.md"]


def test_nothing_can_be_indexed(corpus: Path, store: Store) -> None:
    before = store.snapshot()
    write_corpus(corpus, {"x.txt": b"\xff", "y.odt": b"PK"})
    for rebuild in (False, True):
        with pytest.raises(CorpusError, match=r"nothing in the corpus can be indexed \(x\.txt: .*UTF-8.*; y\.odt: format .odt") as caught:
            build(corpus, store, rebuild=rebuild)
        assert "\n" not in str(caught.value)
    assert store.snapshot() is before
    with pytest.raises(CorpusError, match="does not exist"):
        build(corpus / "nowhere", store)


def test_another_embedder_or_chunker_is_refused(corpus: Path, store: Store) -> None:
    other = OtherEmbedder()
    info = store.snapshot().info
    check_compatible(info, BundledEmbedder())
    refusal = (
        r"index was built with bundled/multilingual-e5-small-[0-9a-f]{8} \(384 dimensions, chunker \w+\), "
        r"not other/model \(384 dimensions, chunker \w+\); run `assistant index --rebuild`"
    )
    for file in ("a.txt", "new.txt"):
        (corpus / file).write_text("Something else.")
        with pytest.raises(StoreError, match=refusal):
            build_index(corpus, store, other, intake=INTAKE)
    for stale in (replace(info, chunker="0"), replace(info, dimension=3)):
        with pytest.raises(StoreError, match="--rebuild"):
            check_compatible(stale, BundledEmbedder())
    del info
    report = build_index(corpus, store, other, intake=INTAKE, rebuild=True)
    assert report.embedder == store.snapshot().info.embedder == "other/model"
    assert "unchanged" not in statuses(report).values()
    check_whole(store, corpus)
    check_no_leftovers(corpus.with_name("index"))


class Interrupted(Exception):
    pass


class Interrupting(CountingEmbedder):
    """Stops at the fourth document's worth of texts."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        if len(self.embedded) >= 4:
            raise Interrupted
        return super().embed_documents(texts)


def test_a_build_that_was_cut_short_goes_on_where_it_stopped(tmp_path: Path) -> None:
    corpus, store = write_corpus(tmp_path / "corpus", FILES), Store(str(tmp_path / "index"))
    first, second = Interrupting(), CountingEmbedder()
    with pytest.raises(Interrupted):
        build_index(corpus, store, first, intake=INTAKE)
    build_index(corpus, store, second, intake=INTAKE)
    assert len(first.embedded) >= 4
    assert not set(first.embedded) & set(second.embedded)
    check_whole(store, corpus)
    check_no_leftovers(tmp_path / "index")


def test_leftovers_are_removed_even_when_nothing_is_to_be_done(corpus: Path, store: Store) -> None:
    folder = corpus.with_name("index")
    (folder / "generations" / "g0000000001-00000000").mkdir()
    (folder / "current.new").touch()
    assert statuses(build(corpus, store)) == dict.fromkeys(FILES, "unchanged")
    check_no_leftovers(folder)


def test_a_file_that_changes_while_it_is_read(corpus: Path, store: Store) -> None:
    """A pipe in place of a file would be another; here the bytes differ at the second look."""
    target = corpus / "new.txt"
    target.write_text("First.")

    def change(file: str, done: int, total: int) -> None:
        if file == "new.txt":
            target.write_text("Second.")

    report = build_index(corpus, store, BundledEmbedder(), intake=INTAKE, progress=change)
    assert reason(report, "new.txt") == "was changed while it was being read; run `assistant index` again"
    assert statuses(build(corpus, store))["new.txt"] == "indexed"
    check_whole(store, corpus)


def test_status(corpus: Path, store: Store, tmp_path: Path) -> None:
    status = index_status(corpus, store, intake=INTAKE)
    assert status.up_to_date
    assert status.index == store.snapshot().info
    assert (status.documents, status.chunks) == (3, len(expected_chunks(corpus)))
    (corpus / "a.txt").write_text("Changed.")
    (corpus / "c.txt").unlink()
    (corpus / "bad.txt").write_bytes(b"\xff")
    (corpus / "new.txt").write_text("New.")
    shutil.copy(corpus / "new.txt", corpus / "newer.txt")
    before = tree(corpus.with_name("index"))
    status = index_status(corpus, store, intake=INTAKE)
    assert {file.file: file.status for file in status.files} == {
        "a.txt": "changed",
        "bad.txt": "skipped",
        "c.txt": "removed",
        "new.txt": "new",
        "newer.txt": "skipped",
        "sub/b.md": "unchanged",
    }
    assert not status.up_to_date
    assert json.loads(json.dumps(status.as_dict()))["index"]["dimension"] == 384
    assert tree(corpus.with_name("index")) == before
    nothing = index_status(corpus, Store(str(tmp_path / "none")), intake=INTAKE)
    assert (nothing.index, nothing.documents, nothing.up_to_date) == (None, 0, False)
    assert {file.status for file in nothing.files} == {"new", "skipped"}
    assert not (tmp_path / "none").exists()


def test_the_same_on_a_server(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", FILES)
    with chroma_server(tmp_path) as url:
        store = Store(url, cache=tmp_path / "cache")
        assert statuses(build(corpus, store)) == dict.fromkeys(FILES, "indexed")
        reader = Store(url, cache=tmp_path / "elsewhere")
        old = reader.snapshot()
        (corpus / "a.txt").write_text("Changed.")
        (corpus / "c.txt").unlink()
        assert statuses(build(corpus, store)) == {"a.txt": "indexed", "c.txt": "removed", "sub/b.md": "unchanged"}
        assert len(list(old.chunks())) == 3
        check_whole(reader, corpus)
        assert statuses(build(corpus, store)) == {"a.txt": "unchanged", "sub/b.md": "unchanged"}
        store.close()
        reader.close()
