"""The corpus folder: what is read, what is skipped and why, and what a document is called."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from assistant.documents.corpus import load, scan
from assistant.errors import CorpusError, DocumentError
from assistant.types import Document, Intake
from tests.indexing_support import write_corpus

PROSE = "The mill stands by the river and grinds wheat for the whole village.\n"


def reasons(folder: Path) -> dict[str, str]:
    return {skip.file: skip.reason for skip in scan(folder, intake=Intake(1))[1]}


def read(folder: Path, content: str | bytes, file: str = "a.txt", **entry: str) -> Document:
    manifest = {"manifest.jsonl": json.dumps({"file": file, **entry})} if entry else {}
    (source,), _ = scan(write_corpus(folder, {file: content, **manifest}), intake=Intake(1))
    return load(source)


def test_what_a_folder_holds(tmp_path: Path) -> None:
    corpus = write_corpus(
        tmp_path / "corpus",
        {
            **{"b.txt": PROSE, "a.md": PROSE, "deep/er/c.TXT": PROSE, "d.pdf": b"%PDF-"},
            **{".hidden.txt": PROSE, ".git/x.txt": PROSE, "manifest.jsonl": "", "examples.json": "[]"},
            **{"report.odt": b"PK", "data.bin": b"\x00", "README": "x", "empty.txt": "", "large.txt": "x" * 2000},
        },
    )
    sources, skips = scan(corpus, intake=Intake(0.0015))
    assert [source.file for source in sources] == ["a.md", "b.txt", "d.pdf", "deep/er/c.TXT"]
    assert sources[1].sha256 == hashlib.sha256(PROSE.encode()).hexdigest()
    assert sources[1].id == sources[1].sha256[:16]
    supported = "is not supported; supported: .txt, .md, .pdf, .docx, .pptx, .xlsx, .html, .htm, .csv, .tsv"
    assert [(skip.file, skip.reason) for skip in skips] == [
        ("README", f"format (none) {supported}"),
        ("data.bin", f"format .bin {supported}"),
        ("empty.txt", "is empty"),
        ("large.txt", "is larger than 0.0015 MB; raise ASSISTANT_MAX_FILE_MB to read it"),
        ("report.odt", f"format .odt {supported}"),
    ]


def test_links_that_lead_nowhere(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE})
    (corpus / "gone.txt").symlink_to("nowhere.txt")
    (corpus / "self.txt").symlink_to("self.txt")
    (corpus / "loop").symlink_to(corpus, target_is_directory=True)
    sources, _ = scan(corpus, intake=Intake(1))
    assert [source.file for source in sources] == ["a.txt"]
    assert reasons(corpus) == {
        "gone.txt": "cannot be opened (No such file or directory)",
        "self.txt": "cannot be opened (Too many levels of symbolic links)",
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE})
    (corpus / "a.txt").chmod(0)
    assert reasons(corpus) == {"a.txt": "cannot be opened (Permission denied)"}


def test_a_name_that_is_not_unicode(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE})
    Path(os.fsdecode(os.fsencode(corpus) + b"/caf\xe9.txt")).write_text(PROSE)
    assert reasons(corpus) == {"caf?.txt": "its name is not valid UTF-8; rename it"}


@pytest.mark.parametrize("files", [{}, {".hidden.txt": PROSE}, {"manifest.jsonl": '{"file": "a.txt"}'}])
def test_an_empty_folder_is_an_error(tmp_path: Path, files: dict[str, str]) -> None:
    (tmp_path / "corpus").mkdir()
    write_corpus(tmp_path / "corpus", files)
    (tmp_path / "corpus").mkdir(exist_ok=True)
    with pytest.raises(CorpusError, match=r"is empty; put .txt, .md, .pdf, .* files into it$"):
        scan(tmp_path / "corpus", intake=Intake(1))


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"does not exist; name another with --corpus DIR$"):
        scan(tmp_path / "corpus", intake=Intake(1))


def test_a_manifest_with_mistakes(tmp_path: Path) -> None:
    lines = ["\ufeff" + json.dumps({"file": "a.txt", "title": "The\u2028Mill"}, ensure_ascii=False), "", "{broken", '{"title": "no file"}']
    lines += ['{"file": "gone.txt"}', json.dumps({"file": "x" * 5000 + ".txt"})]
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE, "manifest.jsonl": "\r\n".join(lines)})
    (source,), skips = scan(corpus, intake=Intake(1))
    assert source.entry.title == "The\u2028Mill"
    assert [(skip.file[:10], skip.reason) for skip in skips] == [
        ("gone.txt", "is in the manifest but not in the folder"),
        ("manifest.j", "line 3 is ignored: Invalid JSON: key must be a string at line 1 column 2"),
        ("manifest.j", "line 4 is ignored: Field required"),
        ("xxxxxxxxxx", "is in the manifest but not in the folder"),
    ]


def test_a_manifest_that_is_not_text(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE, "manifest.jsonl": b"\xff"})
    assert list(reasons(corpus)) == ["manifest.jsonl"]
    assert reasons(corpus)["manifest.jsonl"].endswith("; its entries are ignored")


def test_the_manifest_describes_a_document(tmp_path: Path) -> None:
    digest = hashlib.sha256(PROSE.encode()).hexdigest()
    document = read(
        tmp_path / "corpus", PROSE, title="Mills", publisher="The village", language="fr", date="2021", source="https://mill.example", sha256=digest
    )
    info = document.info
    assert (info.title, info.publisher, info.language, info.date, info.source) == ("Mills", "The village", "fr", "2021", "https://mill.example")
    assert document.notes == ()
    assert read(tmp_path / "corpus", PROSE, sha256=digest.upper()).notes == ()


def test_another_version_than_the_manifest_has_is_noted(tmp_path: Path) -> None:
    assert read(tmp_path / "corpus", PROSE, sha256="0" * 64).notes == ("differs from the version in the manifest (sha256 000000000000…)",)


@pytest.mark.parametrize(
    ("file", "content", "title"),
    [
        ("a.txt", f"THE OLD MILL\n\n{PROSE}", "THE OLD MILL"),
        ("a.txt", f"THE OLD MILL\nReport of the year 2021\n\nThe wheel\n\n{PROSE}", "THE OLD MILL – Report of the year 2021"),
        ("a.md", f"\ufeff# The *old* mill #\n\n{PROSE}", "The *old* mill"),
        ("a.md", f"The old\nmill\n===\n\n{PROSE}", "The old mill"),
        ("deep/old mill.txt", PROSE, "old mill"),
        ("a.txt", f"{'Long ' * 19}mill\n\n{PROSE}", "Long " * 19 + "mill"),
    ],
)
def test_without_a_manifest_the_first_heading_or_the_file_is_the_title(tmp_path: Path, file: str, content: str, title: str) -> None:
    assert read(tmp_path / "corpus", content, file).info.title == title


def test_the_text_is_the_file_unchanged(tmp_path: Path) -> None:
    content = "\ufeffLe moulin\r\n\r\nLe moulin se trouve au bord de la rivière 😀 et moud le blé.\r\n"
    document = read(tmp_path / "corpus", content)
    assert document.text == content
    assert document.info.language == "fr"
    assert document.blocks[0].units[0].span.of(content) == "Le moulin"
    assert read(tmp_path / "corpus", "12 + 30").info.language == "und"


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("a.txt", "Été à la mer".encode("latin-1"), "is not UTF-8 (byte 0xc9 at 0); save it as UTF-8"),
        ("a.txt", PROSE.encode("utf-16"), "is not text (it holds NUL bytes); if it is UTF-16, save it as UTF-8"),
        ("a.txt", b"%PDF-1.7\n...", "is a PDF, not text; give it the right ending"),
        ("a.md", b"PK\x03\x04...", "is a ZIP archive or an Office file, not text; give it the right ending"),
        ("a.pdf", PROSE.encode(), "is no PDF; give it the right ending"),
        ("a.txt", b" \r\n\t\n", "holds no text"),
        ("a.md", b"---\n\n***\n", "holds no text"),
        ("a.txt", "\ufeff\n".encode(), "holds no text"),
    ],
)
def test_what_cannot_be_read_says_so_in_one_line(tmp_path: Path, file: str, content: bytes, message: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(tmp_path / "corpus", content, file)
    assert str(caught.value) == message


def test_a_file_that_goes_between_scan_and_load(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus", {"a.txt": PROSE})
    (source,), _ = scan(corpus, intake=Intake(1))
    source.path.unlink()
    with pytest.raises(DocumentError, match=r"^cannot be opened \(No such file or directory\)$"):
        load(source)
