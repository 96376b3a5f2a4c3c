from __future__ import annotations

from pathlib import Path

import pytest

from evals.cases import Gold
from evals.checking import check_gold, moved
from evals.sources import SourceText, corpus_sources, find_quote, locate, surroundings
from tests.evals.support import SOURCES, TEXT, case, number, span

QUOTE = "The port has 12 quays."
GOLD = span(QUOTE)


def source(text: str, file: str = "port.txt", sha256: str = "d" * 64) -> dict[str, SourceText]:
    return {file: SourceText(file, sha256, text)}


@pytest.mark.parametrize(
    ("sources", "status", "place"),
    [
        (SOURCES, "there", ("port.txt", 0)),
        (source(f"New. {TEXT}"), "moved", ("port.txt", 5)),
        (source(f"{'x' * 90} {QUOTE} {'y' * 40} {QUOTE}"), "moved", ("port.txt", 91)),  # the nearer of two
        (source(TEXT, "renamed.txt"), "moved", ("renamed.txt", 0)),
        (source("The port\n has 12\u00a0quays."), "moved", ("port.txt", 0)),
        (source("The port has 13 quays."), "vanished", ("port.txt", 0)),
        ({}, "vanished", ("port.txt", 0)),
    ],
)
def test_gold_evidence_is_found_wherever_it_stands(sources: dict[str, SourceText], status: str, place: tuple[str, int]) -> None:
    found = locate(GOLD, sources)
    assert (found.status, (found.gold.file, found.gold.start)) == (status, place)
    if found.found:
        here = sources[found.gold.file]
        assert here.text[found.gold.start : found.gold.end] == found.gold.quote
        assert found.gold.sha256 == here.sha256


def test_a_renamed_file_of_the_same_version_comes_before_another_that_says_the_same() -> None:
    gold = GOLD.model_copy(update={"sha256": "e" * 64})
    sources = source(TEXT, "a.txt") | source(TEXT, "z.txt", "e" * 64)
    assert locate(gold, sources).gold.file == "z.txt"


def test_what_moved_and_what_vanished_is_told_in_a_line() -> None:
    cases = [
        case(number("12"), gold=(GOLD,), name="quays"),
        case(number("5"), gold=(Gold(file="port.txt", quote="5 boats " * 20, start=3, end=163),), name="boats"),
    ]
    findings = check_gold(cases, source(f"New. {TEXT}"))
    assert [finding.message for finding in findings] == [
        "quays: moved from port.txt 0-22 to 5-27: “The port has 12 quays.”",
        f"boats: vanished from port.txt 3-163: “{('5 boats ' * 20)[:57]}…”",
    ]
    written = moved(cases, source(f"New. {TEXT}"))
    assert [row.gold[0].start for row in written] == [5, 3]
    assert check_gold(written[:1], source(f"New. {TEXT}")) == []


def test_every_place_of_a_quote_is_found() -> None:
    text = "12 gates. 12\n gates."
    assert [(gold.start, gold.quote) for gold in find_quote(" 12 gates. ", source(text))] == [(0, "12 gates."), (10, "12\n gates.")]
    assert list(find_quote("  ", source(text))) == []


def test_surroundings_are_cut_between_words() -> None:
    text = f"{'word ' * 100}QUOTE{' word' * 100}"
    before, after = surroundings(text, 500, 505)
    assert before.startswith("… word")
    assert after.endswith("word …")
    assert surroundings("a QUOTE b", 2, 7) == ("a ", " b")


def test_files_that_cannot_be_read_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"\xff\xff")
    (tmp_path / "c.docx").write_bytes(b"PK")
    assert set(corpus_sources(tmp_path, intake=Intake(1))) == {"a.txt"}
