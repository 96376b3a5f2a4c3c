"""Documents -> chunks."""

from __future__ import annotations

import pytest

from assistant.chunking import TARGET_TOKENS, chunk_document, chunk_embedding_text, unit_embedding_text
from assistant.documents.markdown import parse_markdown
from assistant.documents.structure import parse_structure
from assistant.models.bundled import BundledEmbedder
from assistant.models.embedder import Embedder
from assistant.types import Chunk, Document, DocumentInfo, Page

SENTENCE = "The boats of the northern harbour sail before dawn and come home after dusk."


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return BundledEmbedder()


def chunks(text: str, embedder: Embedder, *, plain: bool = False, pages: tuple[Page, ...] = ()) -> list[Chunk]:
    blocks = parse_structure(text, "en") if plain else parse_markdown(text, "en")
    return list(chunk_document(Document(DocumentInfo("ab12", "a.md", "Sea notes", "en", "ab12", pages=pages), text, blocks), embedder))


def test_a_short_document_is_one_chunk(embedder: Embedder) -> None:
    text = "# Harbour\n\nBoats pay. Crews do not.\n"
    (chunk,) = chunks(text, embedder)
    assert (chunk.id, chunk.text, chunk.context, chunk.section, chunk.page) == (
        "ab12:2-35",
        "Harbour\n\nBoats pay. Crews do not.",
        "Sea notes",
        "Harbour",
        None,
    )
    assert [unit.kind for unit in chunk.units] == ["heading", "sentence", "sentence"]
    assert chunk_embedding_text(chunk) == "Sea notes\nHarbour Boats pay. Crews do not."


def test_an_empty_document_has_no_chunks(embedder: Embedder) -> None:
    assert chunks("\n", embedder) == []


def test_a_long_section_is_cut_between_sentences(embedder: Embedder) -> None:
    text = f"# Harbour\n\n## Boats\n\n{f'{SENTENCE} ' * 40}\n"
    found = chunks(text, embedder)
    assert len(found) > 2
    assert all(unit.span.of(text) == SENTENCE for chunk in found for unit in chunk.units if unit.kind == "sentence")
    assert sum(len(chunk.units) for chunk in found) == 42
    assert [chunk.context for chunk in found] == ["Sea notes", *["Sea notes > Harbour > Boats"] * (len(found) - 1)]
    assert {chunk.section for chunk in found[1:]} == {"Boats"}
    # No sentence more would have fitted.
    assert all(sum(embedder.count_tokens(unit.span.of(text)) for unit in chunk.units) + embedder.count_tokens(SENTENCE) > TARGET_TOKENS for chunk in found[:-1])


def test_a_heading_is_not_left_behind(embedder: Embedder) -> None:
    text = f"{f'{SENTENCE} ' * 8}\n\n# Mills\n\n{f'{SENTENCE} ' * 8}\n"
    found = chunks(text, embedder)
    assert [chunk.text.startswith("Mills") for chunk in found] == [False, True]


def test_the_line_that_introduces_a_list_stays_with_it(embedder: Embedder) -> None:
    text = f"{f'{SENTENCE} ' * 8}\n\nThe club offers:\n\n" + "".join(f"- lesson number {number} for crews\n" for number in range(14))
    found = chunks(text, embedder)
    assert [chunk.text.startswith("The club offers:") for chunk in found] == [False, True]


def test_a_heading_introduces_the_items_that_nothing_else_does(embedder: Embedder) -> None:
    text = "# Docks\n\n- north\n  - a crane\n\nThe lamps are:\n\n- red\n"
    headers = [[span.of(text) for span in unit.header] for chunk in chunks(text, embedder) for unit in chunk.units if unit.kind == "item"]
    assert headers == [["Docks"], ["Docks", "north"], ["The lamps are:"]]


def test_a_sentence_longer_than_the_window_is_cut_at_white_space(embedder: Embedder) -> None:
    text = "mill " * 500
    found = chunks(text, embedder)
    assert all(set(chunk.text.split()) == {"mill"} for chunk in found)
    assert sum(len(chunk.text.split()) for chunk in found) == 500
    assert all(embedder.count_tokens(chunk.text) <= TARGET_TOKENS for chunk in found)


def test_a_word_longer_than_the_window_is_cut_anywhere(embedder: Embedder) -> None:
    text = "x" * 5000
    found = chunks(text, embedder)
    assert len(found) > 1
    assert "".join(chunk.text for chunk in found) == text


def test_headings_without_text_do_not_pile_up(embedder: Embedder) -> None:
    text = "".join(f"# Chapter {number} of the book of boats\n\n" for number in range(100))
    found = chunks(text, embedder)
    assert sum(len(chunk.units) for chunk in found) == 100
    assert all(embedder.count_tokens(chunk_embedding_text(chunk)) <= embedder.max_tokens for chunk in found)


def test_a_very_long_title_is_cut_at_a_word(embedder: Embedder) -> None:
    text = f"# {'harbour ' * 300}\n\n{SENTENCE * 40}\n"
    last = chunks(text, embedder)[-1]
    assert set(last.context.split()) == {"Sea", "notes", ">", "harbour"}
    assert embedder.count_tokens(last.context) <= 96


def test_pages(embedder: Embedder) -> None:
    text = f"{f'{SENTENCE} ' * 12}\n\f{f'{SENTENCE} ' * 12}"
    middle = text.index("\f") + 1
    found = chunks(text, embedder, plain=True, pages=(Page(1, 0, middle), Page(2, middle, len(text))))
    assert [chunk.page for chunk in found] == [1 if chunk.start < middle else 2 for chunk in found]
    assert {chunk.page for chunk in found} == {1, 2}


def test_what_a_unit_is_embedded_with(embedder: Embedder) -> None:
    text = "# Club\n\nThe club offers:\n\n- lessons\n\n| Fruit | 2021 |\n|---|---|\n| Pears | 12 |\n"
    (chunk,) = chunks(text, embedder)
    assert [unit_embedding_text(chunk, unit, text) for unit in chunk.units] == [
        *("Club", "Club: The club offers:", "Club: The club offers:: lessons"),
        *("Club: | Fruit | 2021 |", "Club: | Fruit | 2021 |: | Pears | 12 |"),
    ]


def test_a_line_that_nothing_introduces_is_introduced_by_its_heading(embedder: Embedder) -> None:
    text = "# Fruit\n\n- pears\n"
    (chunk,) = chunks(text, embedder)
    assert [span.of(text) for span in chunk.units[1].header] == ["Fruit"]
