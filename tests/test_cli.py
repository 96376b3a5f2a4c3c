"""The command line as a script uses it: in processes of its own, against the public contract."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ANSWER_FIELDS = [
    "question", "standalone_question", "language", "status", "text", "claims", "citations", "passages", "confidence", "reason", "mode", "model", "timings_ms",
]  # fmt: skip
CITATION_FIELDS = ["marker", "document_id", "file", "title", "sha256", "page", "section", "start", "end", "quote"]
PASSAGE_FIELDS = ["document_id", "file", "start", "end", "page", "similarity", "rank"]


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    options = ["--corpus", str(place / "corpus"), "--index", str(place / "index")]
    return subprocess.run([sys.executable, "-m", "assistant", *arguments, *options], capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cli")
    (place / "corpus").mkdir()
    (place / "corpus" / "port.txt").write_text(
        "Le port de Brelle\r\n\r\nLe port compte 12 quais. Sa directrice est Odile Vranck.\r\n", encoding="utf-8", newline=""
    )
    (place / "corpus" / "slides.docx").write_bytes(b"PK\x03\x04")
    (place / "corpus" / "empty.md").write_bytes(b"")
    return place


@pytest.fixture(scope="module")
def report(place: Path) -> dict[str, Any]:
    done = run(place, "index", "--json")
    assert done.returncode == 0, done.stderr
    loaded: dict[str, Any] = json.loads(done.stdout)
    return loaded


def test_index_reports_every_file(report: dict[str, Any]) -> None:
    found = {row["file"]: (row["status"], bool(row["reason"])) for row in report["files"]}
    assert found == {"port.txt": ("indexed", False), "slides.docx": ("skipped", True), "empty.md": ("skipped", True)}


def test_a_second_run_changes_nothing(place: Path, report: dict[str, Any]) -> None:
    again = json.loads(run(place, "index", "--json").stdout)
    assert {row["file"]: row["status"] for row in again["files"]}["port.txt"] == "unchanged"
    assert json.loads(run(place, "index", "--status", "--json").stdout)["up_to_date"]


def test_an_answer_has_the_fields_of_the_contract(place: Path, report: dict[str, Any]) -> None:
    done = run(place, "ask", "Combien de quais compte le port ?", "--json")
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert list(answer) == ANSWER_FIELDS
    assert (answer["status"], answer["language"], answer["mode"], answer["model"], answer["reason"]) == ("answered", "fr", "extractive", None, None)
    assert list(answer["citations"][0]) == CITATION_FIELDS
    assert list(answer["passages"][0]) == PASSAGE_FIELDS
    assert "12" in answer["text"]
    text = subprocess.run(
        [sys.executable, "-m", "assistant", "text", answer["citations"][0]["document_id"], "--index", str(place / "index")], capture_output=True, check=True
    ).stdout.decode("utf-8")
    assert text == (place / "corpus" / "port.txt").read_bytes().decode("utf-8")
    for citation in answer["citations"]:
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_batches_keep_the_order(place: Path, report: dict[str, Any], tmp_path: Path) -> None:
    rows = [
        {"id": 7, "question": "Qui est la directrice du port ?"},
        {"id": "b", "question": "et en 1830 ?", "history": [{"role": "user", "content": "Combien de quais ?"}]},
    ]
    asked = tmp_path / "in.jsonl"
    asked.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    for verb, key in (("ask", "answer"), ("search", "passages")):
        written = tmp_path / f"{verb}.jsonl"
        done = run(place, verb, "--batch", str(asked), "--output", str(written))
        assert done.returncode == 0, done.stderr
        answers = [json.loads(line) for line in written.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in answers] == [7, "b"]
        assert all(key in row for row in answers)


def test_a_conversation_comes_from_a_file(place: Path, report: dict[str, Any], tmp_path: Path) -> None:
    history = tmp_path / "history.json"
    history.write_text(json.dumps([{"role": "user", "content": "Combien de quais en 2015 ?"}]), encoding="utf-8")
    answer = json.loads(run(place, "ask", "et en 2016 ?", "--history", str(history), "--json").stdout)
    assert answer["standalone_question"] == "Combien de quais en 2016 ?"


def test_search_lists_passages(place: Path, report: dict[str, Any]) -> None:
    found = json.loads(run(place, "search", "directrice", "-k", "1", "--json").stdout)
    assert list(found) == ["passages"]
    assert found["passages"][0]["file"] == "port.txt"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "q", "--lang", "de"],
        ["ask", "q", "--model", "x:y"],
        ["ask", "--batch", "nowhere.jsonl", "--output", "out.jsonl"],
        ["ask", "q", "--history", "nowhere.json"],
        ["text", "0000000000000000"],
        ["index", "--corpus", "nowhere"],
        ["nonsense"],
    ],
)
def test_bad_usage_is_one_line_and_exit_code_two(place: Path, report: dict[str, Any], arguments: list[str]) -> None:
    options = [] if "--corpus" in arguments else ["--corpus", str(place / "corpus")]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments, *options, "--index", str(place / "index")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert not done.stdout


def test_nothing_that_can_be_indexed(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.bin").write_bytes(b"\x00")
    done = run(tmp_path, "index")
    assert done.returncode == 2
    assert "a.bin" in done.stderr


def test_the_corpus_shows_what_was_understood(place: Path, tmp_path: Path) -> None:
    listed = run(place, "corpus", "list", "--json")
    assert listed.returncode == 0, listed.stderr
    rows = {row["file"]: row for row in json.loads(listed.stdout)["documents"]}
    assert (rows["port.txt"]["headings"], rows["port.txt"]["sentences"]) == (1, 2)
    assert rows["slides.docx"]["reason"]
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "t.md").write_text("# Port\n\n- quai\n- phare\n\n| Zone | 2020 | 2021 |\n|---|---|---|\n| Nord | 1 | 2 |\n", encoding="utf-8")
    document = json.loads(run(tmp_path, "corpus", "list", "--json").stdout)["documents"][0]
    shown = run(tmp_path, "corpus", "show", document["document_id"][:8])
    assert shown.returncode == 0, shown.stderr
    for piece in ("# Port", "• quai", "• phare"):
        assert piece in shown.stdout
    table = [line.split() for line in shown.stdout.splitlines()]
    assert ["2020", "2021"] in table
    assert ["Nord", "1", "2"] in table


def test_copies_and_versions_are_shown_wherever_files_are(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    rule = "The quay is closed to lorries from eight in the evening, and to all but residents on market days."
    for name, fine in (("quay-v1.md", 50), ("quay-v2.md", 60), ("quay-v2 (1).md", 60)):
        (corpus / name).write_text(f"# Rules of the quay\n\n{rule} The fine is {fine} euros.\n", encoding="utf-8")
    assert run(tmp_path, "index").returncode == 0
    older, newer, same = "older version; the newest is quay-v2 (1).md (v2)", "newer version of quay-v1.md (v1)", "same content as quay-v2 (1).md"
    for command in (("index", "--status"), ("corpus", "list")):
        shown = run(tmp_path, *command).stdout
        assert all(said in shown for said in (older, newer, f"quay-v2.md: {same}")), shown
    rows = {row["file"]: row for row in json.loads(run(tmp_path, "corpus", "list", "--json").stdout)["documents"]}
    assert (rows["quay-v2 (1).md"]["copies"], rows["quay-v2 (1).md"]["versions"]) == (["quay-v2.md"], [newer])
    assert rows["quay-v2.md"]["reason"] == same
    assert older in run(tmp_path, "corpus", "show", "quay-v1.md").stdout
    assert newer in run(tmp_path, "corpus", "show", "quay-v2.md").stdout, "a copy's name shows the document"
    answer = json.loads(run(tmp_path, "ask", "How much is the fine on the quay?", "--json").stdout)
    assert list(answer) == ANSWER_FIELDS
    assert [citation["file"] for citation in answer["citations"]] == ["quay-v2 (1).md"]
    assert answer["text"].endswith("This is from the newer version, quay-v2 (1).md (v2); an older one is quay-v1.md (v1).")
    (corpus / "quay-v2 (1).md").unlink()
    assert "takes the place of quay-v2 (1).md, which had the same content" in run(tmp_path, "index").stdout


@pytest.mark.parametrize(("name", "message"), [("nope.txt", "corpus list"), ("slides.docx", "slides.docx: "), ("empty.md", "is empty")])
def test_what_cannot_be_shown_is_told_in_one_line(place: Path, name: str, message: str) -> None:
    done = run(place, "corpus", "show", name)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert message in done.stderr


def test_files_are_added_replaced_and_removed(place: Path, tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "a.txt").write_text("The lighthouse of Ardo is 41 metres high.\n", encoding="utf-8")
    added = run(tmp_path, "corpus", "add", str(inbox / "a.txt"))
    assert added.returncode == 0, added.stderr
    assert "a.txt: added" in added.stdout
    assert "1 documents" in added.stdout
    (inbox / "b.txt").write_bytes((inbox / "a.txt").read_bytes())
    assert "the same content is there as a.txt" in run(tmp_path, "corpus", "add", str(inbox / "b.txt")).stdout
    (inbox / "a.txt").write_text("The lighthouse of Ardo is 43 metres high.\n", encoding="utf-8")
    refused = run(tmp_path, "corpus", "add", str(inbox / "a.txt"))
    assert (refused.returncode, "--replace" in refused.stderr) == (2, True)
    assert "41 metres" in (tmp_path / "corpus" / "a.txt").read_text(encoding="utf-8")
    assert "a.txt: replaced" in run(tmp_path, "corpus", "add", "--replace", str(inbox / "a.txt")).stdout
    assert "43 metres" in json.loads(run(tmp_path, "ask", "How high is the lighthouse of Ardo?", "--json").stdout)["text"].replace("**", "")
    assert run(tmp_path, "corpus", "add", str(inbox / "none.txt")).returncode == 2
    assert run(tmp_path, "corpus", "remove", "none.txt").returncode == 2
    (inbox / "c.txt").write_text("The port of Ardo has three cranes.\n", encoding="utf-8")
    run(tmp_path, "corpus", "add", str(inbox / "c.txt"))
    assert "a.txt: removed" in run(tmp_path, "corpus", "remove", "a.txt").stdout
    assert [path.name for path in (tmp_path / "corpus").iterdir()] == ["c.txt"]


@pytest.mark.timeout(120)
def test_the_folder_is_watched(tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.txt").write_text("The lighthouse of Ardo is 41 metres high.\n", encoding="utf-8")
    options = ["--corpus", str(tmp_path / "corpus"), "--index", str(tmp_path / "index")]
    command = [sys.executable, "-u", "-m", "assistant", "index", "--watch", *options]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8") as watching:
        try:
            assert watching.stdout is not None
            said = iter(watching.stdout.readline, "")
            assert any("1 documents" in line for line in said)
            (tmp_path / "corpus" / "b.txt").write_text("The port of Ardo has three cranes.\n", encoding="utf-8")
            assert any("2 documents" in line for line in said)
            (tmp_path / "corpus" / "a.txt").unlink()
            assert any("1 documents" in line for line in said)
            (tmp_path / "corpus" / "b.txt").unlink()
            assert any("is empty" in line for line in said)
            (tmp_path / "corpus" / "c.txt").write_text("The quay of Ardo is new.\n", encoding="utf-8")
            assert any("1 documents" in line for line in said)
        finally:
            watching.terminate()
