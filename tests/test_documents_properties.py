"""What must hold of every text, whatever is in it: nothing is lost, nothing is said twice, every offset is exact, and no text takes forever."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.chunking import chunk_document, chunk_embedding_text
from assistant.documents.markdown import parse_markdown
from assistant.documents.sentences import split_sentences
from assistant.documents.structure import parse_structure
from assistant.models.bundled import BundledEmbedder
from assistant.models.embedder import Embedder
from assistant.types import Block, Document, DocumentInfo, Span, Unit
from tests.measuring import calls

_FRAGMENTS = (
    *("\n", "\n", "\n\n", "\r\n", "\r", "\f", "\v", "\x85", "\u2028", "\t", "    ", " ", "\xa0", "\x00", "\x1c", "\ufeff"),
    *("• ", "•", "- ", "-", "* ", "– ", "1. ", "12) ", "(a) ", "iv. ", "1.", "10", "😀 ", "© ", "°"),
    *("# ", "###### ", "#", "===\n", "---\n", "> ", ">", "```\n", "~~~py\n", "<div>", "</div>\n", "<!-- ", "-->", "[a]: /x 'T'\n", "[a]", "[x] ", "- [ ] "),
    *("| a | b |\n", "|---|---|\n", "| 1 | 2 |\n", "|", "---\ntitle: x\n---\n"),
    *("Harbour fees", "Total 12 13\n", "Boats 1,5 –\n", "2021 2022\n", "THE MILL", "mill", "of the", "L'", "d’", "12 €", "208,42", "100 %"),
    *(
        "It rains. ",
        "Why? ",
        "M. Dupont ",
        "art. 3",
        "e.g. ",
        "2.1. ",
        "“",
        "”",
        "« ",
        " »",
        "Fees:",
        "fees: \n",
        ",",
        "(",
        "…",
        "x@y.org",
        "https://a.example/b",
        "é",
        "漢字",
        "²",
    ),
    *("pear " * 60, "x" * 1500, "“" * 300, "- a\n" * 40, "12 " * 150, "> " * 30, "* " * 30, "Row 1 2\n" * 30, "Name\n" * 12, "-" * 800),
)
_ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
_TEXTS = st.lists(st.sampled_from(_FRAGMENTS) | _ANY_TEXT, max_size=40).map("".join)
_LANGUAGES = st.sampled_from(["en", "fr", "und", "de"])
_PARSERS: dict[str, Callable[[str, str], tuple[Block, ...]]] = {"plain": parse_structure, "markdown": parse_markdown}

_PLAIN_MARKER = re.compile(r"\W|_|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)]")
_MARKDOWN_MARKERS = re.compile(r"(?:[ \t>]*(?:[-*+]|\d{1,9}[.)])(?:[ \t]+\[[ xX]\])?)+")


class NarrowEmbedder(BundledEmbedder):
    """The real embedder with a window that ordinary units exceed."""

    max_tokens = 60


_EMBEDDERS: tuple[Embedder, ...] = (BundledEmbedder(), NarrowEmbedder())


def _units(blocks: tuple[Block, ...]) -> list[Unit]:
    return [unit for block in blocks for unit in block.units]


def _check_units(text: str, blocks: tuple[Block, ...]) -> None:
    units = _units(blocks)
    assert all(block.units for block in blocks)
    assert all(unit.span.of(text).strip() for unit in units)
    assert all(0 <= unit.start < unit.end <= len(text) for unit in units)
    assert all(before.end <= after.start for before, after in pairwise(units))
    for unit in units:
        for header in unit.header:
            assert 0 <= header.start < header.end <= unit.start
            assert header.of(text).strip()
    starts = {unit.start for unit in units if unit.kind in ("heading", "line")}
    assert all(heading.start in starts and heading.start <= block.start for block in blocks for heading in block.headings)


def _uncovered(text: str, units: list[Unit]) -> list[bool]:
    """For each character, whether it belongs to no unit."""
    uncovered = [True] * len(text)
    for unit in units:
        uncovered[unit.start : unit.end] = [False] * (unit.end - unit.start)
    return uncovered


@given(_TEXTS, _LANGUAGES)
@example("M", "en")
@example("Fees:\n• a\n\n• b", "fr")
def test_plain_text_loses_nothing_but_markers(text: str, language: str) -> None:
    blocks = parse_structure(text, language)
    _check_units(text, blocks)
    uncovered = _uncovered(text, _units(blocks))
    for line in re.finditer(r"[^\n\r\f\v\x85\u2028\u2029]+", text):
        lost = "".join(text[index] for index in range(*line.span()) if uncovered[index] and not text[index].isspace())
        assert not lost or (line.group().lstrip().startswith(lost) and _PLAIN_MARKER.fullmatch(lost)), (line.group(), lost)


@given(_TEXTS, _LANGUAGES)
@example("[a]: /x\n\n> [b]: /y\n\n- [c]: /z\n", "en")
@example("One\nTwo\n===\n\n1. # H\n   ```\n   code 1.\n   ```\n2. | a |\n   |---|\n   | 1 |\n", "en")
@example("> " * 30 + "deep\n", "en")
@example("---\ntitle: x\n---\n# A\n", "en")
@example("|  |\n|--|\n| k |\n", "en")
def test_markdown_loses_no_letter_and_no_digit(text: str, language: str) -> None:
    blocks = parse_markdown(text, language)
    _check_units(text, blocks)
    uncovered = _uncovered(text, _units(blocks))
    for line in re.finditer(r"[^\r\n]+", text):
        markers = _MARKDOWN_MARKERS.match(line.group())
        first = line.start() + (markers.end() if markers else 0)
        lost = [text[index] for index in range(first, line.end()) if uncovered[index] and text[index].isalnum()]
        assert not lost, (line.group(), lost)


@given(_TEXTS, _LANGUAGES)
def test_every_character_is_in_one_sentence(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(span.of(text) == span.of(text).strip() != "" for span in spans)
    assert "".join("".join(span.of(text) for span in spans).split()) == "".join(text.split())


@pytest.mark.parametrize("embedder", _EMBEDDERS, ids=["bundled", "narrow"])
@pytest.mark.parametrize("parser", _PARSERS)
@given(text=_TEXTS)
@example("# a\n" * 200)
@example("word " * 2000)
@example("漢" * 3000)
@example("Title\n\n" + "\n".join(f"Heading {number}" for number in range(300)))
@example("# " + "long heading " * 300 + "\n\ntext\n")
@example("one\n\n" + "- " * 2000 + "\n\ntwo\n\n" + "=" * 3000 + "\n\nthree\n")
def test_chunks_are_exact_and_fit_the_window(parser: str, embedder: Embedder, text: str) -> None:
    blocks = _PARSERS[parser](text, "en")
    document = Document(DocumentInfo("0" * 16, "a.txt", "A title", "en", "0" * 64), text, blocks)
    chunks = chunk_document(document, embedder)
    assert all(before.end <= after.start for before, after in pairwise(chunks))
    for chunk in chunks:
        assert text[chunk.start : chunk.end] == chunk.text
        assert chunk.units[0].start == chunk.start
        assert chunk.units[-1].end == chunk.end
        assert all(before.end <= after.start for before, after in pairwise(chunk.units))
        assert embedder.count_tokens(chunk_embedding_text(chunk)) <= embedder.max_tokens
    stored = [unit.span for chunk in chunks for unit in chunk.units]
    for unit in (unit for block in blocks if block.kind != "running" for unit in block.units):
        parts = [span for span in stored if unit.start <= span.start and span.end <= unit.end]
        if parts != [unit.span]:  # it was cut, which only a unit that exceeds its share of the window is
            assert embedder.count_tokens(unit.span.of(text)) > min(220, embedder.max_tokens * 2 // 3)
            assert "".join(_squeezed(span, text) for span in parts) == _squeezed(unit.span, text)
        stored = stored[len(parts) :]
    assert not stored


def _squeezed(span: Span, text: str) -> str:
    return "".join(span.of(text).split())


_REPEATED = (
    *(
        "The river was calm and\nthe boats went out to sea\n",
        "• pears\n",
        "1. pears\n",
        "pears;\n",
        "Axe A. Poires\n",
        "Pears 12 14\n",
        "Pears and plums\n",
        "Pears\n\n\n\n",
        "a b\n",
        "Abc.\n",
    ),
    *("and the\n", "word,\n", "Name\nPears 12\n", "  x\n x\n", "pear ", "x", "“", "<!--", "1! ", "A. ", "Fees:\n- a\n", "\n", " \n", "\f", "\ufeff"),
    *("> ", "- ", "- a\n", "[a]: /x\n", "| 1 | 2 |\n", "# H\n\n", "# H\n\ntext\n\n", "<a", "---\n", "a: b\n", "[", "`a", "*a ", "1.\n"),
)


def _seconds(work: Callable[[], object]) -> float:
    """The shortest of three runs, in processor time."""
    return min(_timed(work) for _ in range(3))


def _timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


@pytest.mark.parametrize("piece", _REPEATED, ids=repr)
@pytest.mark.parametrize("parser", _PARSERS)
def test_ten_times_the_text_is_about_ten_times_the_work(parser: str, piece: str) -> None:
    parse = _PARSERS[parser]
    small, large = piece * (2_000 // len(piece)), piece * (20_000 // len(piece))
    parse(small, "fr")
    assert calls(lambda: parse(large, "fr")) < 20 * calls(lambda: parse(small, "fr")) + 1_000
    # What a single call does (a search, a slice) shows in the time alone; a hundredfold would be quadratic.
    assert _seconds(lambda: parse(large, "fr")) < 40 * max(_seconds(lambda: parse(small, "fr")), 0.001)


@pytest.mark.parametrize("text", ["pear " * 20_000, "x" * 100_000, "漢" * 50_000, "# " + "pear " * 20_000], ids=["words", "word", "characters", "heading"])
def test_a_very_long_line_is_cut_into_windows(text: str) -> None:
    counted = 0

    class CountingEmbedder(BundledEmbedder):
        """The real embedder, which remembers how much it was asked to count."""

        def count_tokens(self, text: str) -> int:
            nonlocal counted
            counted += len(text)
            return super().count_tokens(text)

    document = Document(DocumentInfo("0" * 16, "a.md", "A title", "en", "0" * 64), text, parse_markdown(text, "en"))
    chunks = chunk_document(document, CountingEmbedder())
    assert sum(len(_squeezed(Span(chunk.start, chunk.end), text)) for chunk in chunks) == len("".join(text.removeprefix("# ").split()))
    assert counted < 60 * len(text)
