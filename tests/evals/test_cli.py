"""`python -m evals` as an evaluator uses it, in processes of its own, on a small corpus."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, Page

from evals.cases import Case, read_cases, write_cases
from tests.evals.support import OTHER, SOURCES, TEXT, case, number, span, text

ROOT = Path(__file__).parents[2]
CASES = (
    case(number("12"), gold=(span("The port has 12 quays."),), name="quays").model_copy(update={"question": "How many quays does the port have?"}),
    case(text("Odile Vranck"), gold=(span("Odile Vranck runs it."),), name="who").model_copy(update={"question": "Who runs the port?"}),
    case(name="swans", kind="<b>unanswerable</b>").model_copy(update={"question": "How many swans are there? <script>alert(1)</script> \x1b[31m"}),
)


def evals(*arguments: object, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evals", *map(str, arguments)], input=typed, capture_output=True, text=True, encoding="utf-8", check=False, cwd=ROOT
    )


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A suite folder with a corpus of its own."""
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "corpus").mkdir()
    for file, source in SOURCES.items():
        (folder / "corpus" / file).write_text(source.text, encoding="utf-8", newline="")
    write_cases(folder / "suite.jsonl", CASES)
    return folder


@pytest.fixture(scope="module")
def first(suite: Path) -> Path:
    """The folder of a run."""
    done = evals("run", suite, "--output", suite / "first")
    assert done.returncode == 0, done.stderr
    assert "Right ↑" in done.stdout
    assert "3 cases, 0 failed" in done.stdout
    return suite / "first"


def test_two_runs_on_the_same_index_give_the_same_bytes(suite: Path, first: Path) -> None:
    assert evals("run", suite, "--output", suite / "second").returncode == 0
    names = sorted(path.name for path in first.iterdir())
    assert names == ["junit.xml", "report.html", "results.jsonl", "summary.json", "timings.json"]
    for name in set(names) - {"timings.json"}:
        assert (first / name).read_bytes() == (suite / "second" / name).read_bytes(), name
    done = evals("compare", first, suite / "second")
    assert done.returncode == 0, done.stdout
    assert "0 worse" in done.stdout
    assert "gate passed" in done.stdout


def test_a_result_has_everything_needed_to_see_why(first: Path) -> None:
    rows = {row["id"]: row for row in map(json.loads, (first / "results.jsonl").read_text(encoding="utf-8").splitlines())}
    assert list(rows) == ["quays", "who", "swans"]
    row = rows["quays"]
    assert row["right"]
    assert row["cited"][0]["text"] == row["cited"][0]["quote"] == row["gold"][0]["quote"] == "The port has 12 quays."
    assert row["facts"] == [{"any": ["12"], "kind": "number", "stated": True, "proven": True, "passage": 1}]
    assert row["case"]["question"] == "How many quays does the port have?"
    assert row["answer"]["passages"]
    assert "timings_ms" not in row["answer"]


def test_the_summary_names_what_was_measured(first: Path) -> None:
    summary = json.loads((first / "summary.json").read_text(encoding="utf-8"))
    assert set(summary["documents"]) == {"airport.txt", "port.txt"}
    assert summary["system"]["embedder"]
    assert re.fullmatch("[0-9a-f]{64}", summary["suite"]["sha256"])
    timings = json.loads((first / "timings.json").read_text(encoding="utf-8"))
    assert set(timings["cases_ms"]) == {"quays", "who", "swans"}
    assert timings["peak_memory_mb"] > 0


def test_junit_is_xml_whatever_a_question_holds(suite: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_text('{"id": "swans", "answer": {"status": "answered", "text": "\\u0000 ]]> & <b>"}}\n', encoding="utf-8")
    assert evals("run", suite, "--answers", answers, "--output", tmp_path / "run").returncode == 0
    root = ElementTree.parse(tmp_path / "run" / "junit.xml").getroot()
    assert root[0].attrib == {"name": suite.name, "tests": "3", "failures": "1", "errors": "2"}
    assert [child.tag for element in root[0] for child in element] == ["error", "error", "failure"]


def test_another_assistant_is_scored_from_what_it_answered(suite: Path, first: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    end = len("The port has 12 quays.")
    cited = {"marker": 1, "file": "port.txt", "start": 0, "end": end, "quote": TEXT[:end]}
    rows = [
        {"id": "quays", "answer": {"status": "answered", "text": "There are 12 quays. [1]", "citations": [cited]}},
        {"id": "who", "answer": {"status": "perhaps"}},
        {"id": "elsewhere", "answer": None},
    ]
    answers.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = evals("run", suite, "--answers", answers, "--output", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    assert "3 cases, 2 failed" in done.stdout
    found = {row["id"]: row for row in map(json.loads, (tmp_path / "run" / "results.jsonl").read_text(encoding="utf-8").splitlines())}
    assert found["quays"]["right"]
    assert "is no answer (status" in found["who"]["why"]
    assert "has no answer to it" in found["swans"]["why"]
    done = evals("compare", first, tmp_path / "run")
    assert done.returncode == 1
    assert "Failed runs (failed): 0.000 -> 0.667, allowed 0" in done.stdout


def test_a_tolerance_can_be_named(suite: Path, first: Path, tmp_path: Path) -> None:
    wrong = evals("compare", first, first, "--tolerance", "rihgt=0.1")
    assert (wrong.returncode, "there is no metric rihgt" in wrong.stderr) == (2, True)
    assert evals("compare", first, first, "--tolerance", "right").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["run", "nowhere"], "there is no such file"),
        (["run", "dev", "--answers", "nowhere.jsonl"], "nowhere.jsonl"),
        (["run", "dev", "--corpus", "nowhere", "--index", "/tmp/nowhere-index"], "nowhere"),
        (["compare", "nowhere", "nowhere"], "is no run"),
        (["gate", "--baseline", "nowhere.json"], "is no baseline"),
        (["check", "nowhere"], "there is no such file"),
        (["import", "nowhere.json", "/tmp/nowhere-suite"], "cannot be read"),
        (["frobnicate"], "evals --help"),
    ],
)
def test_bad_usage_is_one_line_and_exit_code_2(arguments: list[str], message: str) -> None:
    done = evals(*arguments)
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stderr.count("\n") == 1


def test_gold_evidence_that_moved_is_found_and_written(suite: Path, tmp_path: Path) -> None:
    folder = tmp_path / "suite"
    (folder / "corpus").mkdir(parents=True)
    (folder / "corpus" / "port.txt").write_text(f"New.\n{TEXT.replace('Odile Vranck runs it.', 'Nobody runs it.')}", encoding="utf-8")
    (folder / "corpus" / "airport.txt").write_text(OTHER, encoding="utf-8")
    write_cases(folder / "suite.jsonl", CASES)
    done = evals("check", folder)
    assert done.returncode == 1
    assert "quays: moved from port.txt 0-22 to 5-27" in done.stdout
    assert "who: vanished from port.txt" in done.stdout
    assert evals("check", folder, "--write").returncode == 1  # what vanished is still to be mended
    assert read_cases(folder / "suite.jsonl")[0].gold[0].start == 5
    done = evals("check", folder)
    assert "moved from" not in done.stdout
    assert evals("check", suite).returncode == 0


def test_a_suite_is_begun_by_asking(suite: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.jsonl"
    typed = "\n".join(["x", "r", "9", "1", "nonsense", "12; quays", "n", "e", "not there", "It opened in May 1998.", "May 1998", "s"])
    arguments = ("new", "How many quays does the port have?", "How many swans are there?", "When did the port open?", "Who?", "--suite", mine)
    done = evals(*arguments, "--corpus", suite / "corpus", "--index", suite / "index", typed=f"{typed}\n")
    assert done.returncode == 0, done.stderr
    for complaint in ("expected one of r, e, n, s", "no citation 9", "does not state “nonsense”", "no document has these words"):
        assert complaint in done.stdout
    quays, swans, opened = read_cases(mine)
    assert [gold.quote for gold in quays.gold] == ["The port has 12 quays."]
    assert quays.gold[0].sha256
    assert [(fact.any, fact.kind) for fact in quays.expect.facts] == [(("12",), "number"), (("quays",), "text")]
    assert not swans.answerable
    assert [(fact.any, fact.kind) for fact in opened.expect.facts] == [(("May 1998",), "date")]
    assert [row.id for row in (quays, swans, opened)] == ["mine-001", "mine-002", "mine-003"]
    done = evals("run", mine, "--corpus", suite / "corpus", "--index", suite / "index", "--output", tmp_path / "run")
    assert done.returncode == 0, done.stderr


@pytest.fixture
def page(first: Path, browser: Browser) -> Iterator[Page]:
    """The report, opened as a file by somebody who is offline."""
    context = browser.new_context(offline=True)
    opened = context.new_page()
    problems: list[str] = []
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("console", lambda message: problems.append(message.text))
    opened.on("dialog", lambda dialog: problems.append(f"dialog: {dialog.message}"))
    opened.on("request", lambda request: None if request.url.startswith("file:") else problems.append(request.url))
    opened.goto((first / "report.html").as_uri())
    yield opened
    assert problems == []
    context.close()


@pytest.mark.browser
def test_the_report_shows_and_filters_the_cases_offline(page: Page) -> None:
    cases = page.locator(".case")
    page.select_option("#verdict", "")
    assert cases.count() == 3
    assert page.locator(".card .value").count() >= 10
    assert page.locator("svg").count() >= 2
    page.fill("#words", "MANY quays")
    assert page.locator(".case:visible").count() == 1
    assert page.text_content("#count") == "1 of 3"
    page.locator(".case:visible summary").click()
    assert page.locator(".case:visible mark").first.text_content() == "The port has 12 quays."
    page.fill("#words", "script alert")
    assert "<script>alert(1)</script>" in (page.locator(".case:visible .question").text_content() or "")


@pytest.mark.browser
def test_the_report_prints(page: Page) -> None:
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="print")
    assert not page.locator("#filters").is_visible()
    assert page.locator(".card").first.is_visible()


def test_cases_may_be_empty_of_everything_but_a_question(tmp_path: Path, suite: Path) -> None:
    path = tmp_path / "junk.jsonl"
    write_cases(
        path,
        [
            Case.model_validate({"id": str(n), "question": q, "language": "en", "kind": "k", "expect": {"status": "abstained"}})
            for n, q in enumerate(["", " ", "?!", "\u2028"])
        ],
    )
    done = evals("run", path, "--corpus", suite / "corpus", "--index", suite / "index", "--output", tmp_path / "run")
    assert done.returncode == 0, done.stderr
    assert "4 cases, 0 failed" in done.stdout
