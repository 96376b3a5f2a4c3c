"""The trained reader as a graph: what it makes of each token, and of the whole."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import onnx

from training.base.weights import Floats
from training.graph import Graph, Transformer

TYPES = "token_types"


def reader_graph(transformer: Transformer, heads: Mapping[str, Floats]) -> onnx.ModelProto:
    """The network of `ReaderModel`.

    In: `token_vectors` `(texts, tokens, width)`, `token_types` `(texts, tokens)`, 0 for the question and 1 for the passage. Out: `token_scores`
    `(texts, tokens, 3)`, logits that the answer starts and ends with a token, and what a unit's logit is the mean of; `answerable` `(texts, 1, 1)`, the logit
    that there is an answer. `heads` are the weights of the heads by their names in `ReaderModel`.
    """
    graph = Graph(transformer)

    def linear(given: str, name: str, output: str) -> str:
        matrix = graph.constant(f"{name}.weight", heads[f"{name}.weight"].T)
        return graph.add("Add", [graph.add("MatMul", [given, matrix], f"{output}.product"), graph.constant(f"{name}.bias", heads[f"{name}.bias"])], output)

    hidden = graph.hidden(TYPES)
    bounds = linear(hidden, "span", "bounds")
    unit = linear(graph.add("Gelu", [linear(hidden, "unit.0", "unit_inner")], "unit_active", "com.microsoft"), "unit_score", "unit")
    graph.add("Concat", [bounds, unit], "token_scores", axis=-1)
    first = graph.add("Gather", [hidden, graph.constant("first_token", np.array([0]))], "first_hidden", axis=1)
    mean = graph.add("ReduceMean", [hidden, graph.constant("over_tokens", np.array([1]))], "mean", keepdims=1)
    whole = graph.add("Concat", [first, mean], "whole", axis=-1)
    linear(graph.add("Tanh", [linear(whole, "answerable.0", "answerable_inner")], "answerable_active"), "answerable.3", "answerable")
    return graph.model("reader", {"token_scores": ["texts", "tokens", 3], "answerable": ["texts", 1, 1]})
