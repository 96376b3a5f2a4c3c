"""multilingual-e5-small in PyTorch: what a copy in another form must agree with, and what a training starts from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor
from transformers import BertConfig, BertModel

from training.base.weights import Floats, Weights
from training.graph import Transformer

_Values = TypeVar("_Values", Tensor, Floats)
_WORDS = "emb.word"
_EMBEDDINGS = {
    _WORDS: "word_embeddings.weight", "emb.pos": "position_embeddings.weight", "emb.type": "token_type_embeddings.weight",
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


def base_transformer(weights: Weights) -> Transformer:
    """The weights in single precision, without the table of words."""
    vectors = {name: value.reshape(-1, weights.width) if name in ("emb.pos", "emb.type") else value for name, value in weights.vectors.items()}
    matrices = {name: np.ascontiguousarray(matrix.dense()) for name, matrix in weights.matrices.items() if name != _WORDS}
    return Transformer(weights.layers, weights.heads, weights.epsilon, matrices, vectors)


def transformers_names(transformer: Transformer) -> dict[str, Floats]:
    """The weights by their names in Transformers."""
    return {_name(name): value for name, value in {**transformer.vectors, **transformer.matrices}.items()}


def trained_transformer(arrays: Mapping[str, Floats], config: BertConfig) -> Transformer:
    """The same of a model that was trained; `arrays` has at least those of the base, by their names in Transformers, but for the table of words."""
    layers = range(config.num_hidden_layers)
    matrices = [f"l{layer}.{part}.w" for layer in layers for part in _LAYER if not part.endswith("ln")]
    norms = [f"l{layer}.{part}.w" for layer in layers for part in _LAYER if part.endswith("ln")]
    vectors = [*(name for name in _EMBEDDINGS if name != _WORDS), *norms, *(f"l{layer}.{part}.b" for layer in layers for part in _LAYER)]
    taken = [{name: np.ascontiguousarray(arrays[_name(name)], dtype=np.float32) for name in names} for names in (matrices, vectors)]
    return Transformer(config.num_hidden_layers, config.num_attention_heads, config.layer_norm_eps, *taken)


def base_model(weights: Weights) -> BertModel:
    """The model with its whole vocabulary, in single precision, ready to be run."""
    words = weights.matrices[_WORDS].dense()
    model = BertModel(base_config(weights, len(words)), add_pooling_layer=False)
    arrays = transformers_names(base_transformer(weights)) | {_name(_WORDS): words}
    missing, unknown = model.load_state_dict({name: torch.tensor(value) for name, value in arrays.items()}, strict=False)
    if unknown or set(missing) - {"embeddings.position_ids"}:
        raise ValueError(f"weights {unknown} have no place in the model, {missing} are missing")
    model.train(False)
    return model


def body_of(config: BertConfig, layers: int) -> BertModel:
    """So many layers of random weights that take the vectors of words instead of words."""
    config = deepcopy(config)
    config.num_hidden_layers = layers
    config.attention_probs_dropout_prob = 0.0  # drawing for every pair of tokens takes a third of the time on a processor
    config._attn_implementation = "sdpa"
    body = BertModel(config, add_pooling_layer=False)
    del body.embeddings.word_embeddings
    return body


def freeze(body: BertModel, layers: int) -> None:
    """Lets the lowest layers, and what is below them, stay as they are: a batch takes half the time where half of them do.

    What those of a multilingual model know of several languages at once is kept as well (Wu and Dredze 2019, doi:10.18653/v1/D19-1077).
    """
    for part in (body.embeddings, *body.encoder.layer[:layers]) if layers else ():
        part.requires_grad_(False)


def mean_of(trained: Mapping[str, _Values], earlier: Mapping[str, _Values], kept: float) -> dict[str, _Values]:
    """The mean of the weights of two networks of one shape; `kept` is the share of the earlier one's."""
    return {name: kept * earlier[name] + (1 - kept) * value for name, value in trained.items()}


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
