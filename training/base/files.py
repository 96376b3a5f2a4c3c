"""The files of the kit that are made of the base alone."""

from __future__ import annotations

import io

import numpy as np

from training.base.network import base_transformer
from training.base.vocabulary import kept_pieces, token_table, tokenizer_file, tokenizer_of
from training.base.weights import Weights
from training.graph import encoder_graph


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
