"""multilingual-e5-small in PyTorch: what a copy in another form must agree with, and what a training starts from."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from transformers import BertConfig, BertModel

from training.weights import Floats, Weights

_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight", "emb.pos": "position_embeddings.weight", "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight", "emb.ln.b": "LayerNorm.bias",
}  # fmt: skip
_LAYER = {
    "q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value", "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm", "fi": "intermediate.dense", "fo": "output.dense", "oln": "output.LayerNorm",
}  # fmt: skip
"""What the parts are called in Transformers."""


def base_config(weights: Weights, vocabulary: int) -> BertConfig:
    """The shape of the model, with a table of so many words."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=weights.width,
        num_hidden_layers=weights.layers,
        num_attention_heads=weights.heads,
        intermediate_size=weights.inner,
        max_position_embeddings=weights.positions,
        layer_norm_eps=weights.epsilon,
    )


def named_arrays(weights: Weights) -> dict[str, Floats]:
    """The weights in single precision, by their names in Transformers."""
    vectors = {name: value.reshape(-1, weights.width) if name in ("emb.pos", "emb.type") else value for name, value in weights.vectors.items()}
    arrays = vectors | {name: np.ascontiguousarray(matrix.dense()) for name, matrix in weights.matrices.items()}
    return {_name(name): value for name, value in arrays.items()}


def base_model(weights: Weights) -> BertModel:
    """The model with its whole vocabulary, in single precision, ready to be run."""
    model = BertModel(base_config(weights, len(weights.matrices["emb.word"].scales)), add_pooling_layer=False)
    missing, unknown = model.load_state_dict({name: torch.tensor(value) for name, value in named_arrays(weights).items()}, strict=False)
    if unknown or set(missing) - {"embeddings.position_ids"}:
        raise ValueError(f"weights {unknown} have no place in the model, {missing} are missing")
    model.train(False)
    return model


def text_vector(model: BertModel, ids: Sequence[int]) -> Floats:
    """The L2-normalised mean of the last layer for one text, `(width,)`."""
    with torch.inference_mode():
        mean = model(input_ids=torch.tensor([list(ids)])).last_hidden_state[0].mean(dim=0)
        vector: Floats = torch.nn.functional.normalize(mean, dim=0).numpy()
    return vector


def _name(name: str) -> str:
    """The name in Transformers of "l3.ao.w" or "emb.pos"."""
    if name in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer.removeprefix('l')}.{_LAYER[part]}.{'weight' if kind == 'w' else 'bias'}"
