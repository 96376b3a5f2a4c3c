"""A transformer of BERT's shape as an ONNX graph, with its matrices in eight bits.

The graph is put together node by node: that needs neither PyTorch nor its exporter, names everything, and gives the same bytes each time. Each row of a matrix
has a scale of its own, and so has each token on its way into one ("vector-wise quantisation", Dettmers et al. 2022, arXiv:2208.07339, section 3.1); with one
scale for all tokens, as in ONNX Runtime's dynamic quantisation, the cosine with the original falls from 0.999 to 0.996. The numbers of a matrix stay within
63, so that processors that add up pairs of products in sixteen bits do not overflow, and all give the same sums.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper

from training.base.weights import Floats

_RUNTIME = "com.microsoft"
"""The domain of ONNX Runtime's own operators."""
_LARGEST = 63
"""Of the numbers of a matrix."""
_GELU = 0.17
"""How far below zero GELU goes."""


@dataclass(frozen=True, slots=True)
class Transformer:
    """The weights of a transformer.

    Attributes:
        layers: Their number.
        heads: Attention heads of a layer.
        epsilon: Of the layer normalisation.
        matrices: By name: "q", "k", "v", "ao" (attention output), "fi" and "fo" (feed-forward in and out) of each layer, as "l0.q.w", `(out, in)`.
        vectors: By name: positions ("emb.pos", `(tokens, width)`), types ("emb.type"), biases ("l0.q.b"), normalisations ("emb.ln.w", "l0.aln.b", "l0.oln.w").
    """

    layers: int
    heads: int
    epsilon: float
    matrices: Mapping[str, Floats]
    vectors: Mapping[str, Floats]


def encoder_graph(transformer: Transformer) -> onnx.ModelProto:
    """An encoder: `token_vectors` `(texts, tokens, width)`, texts of one length, in; `text_vectors` `(texts, width)`, L2-normalised means, out."""
    graph = Graph(transformer)
    hidden = graph.hidden()
    mean = graph.add("ReduceMean", [hidden, graph.constant("over_tokens", np.array([1]))], "mean", keepdims=0)
    graph.add("LpNormalization", [mean], "text_vectors", axis=1, p=2)
    return graph.model("encoder", {"text_vectors": ["texts", graph.width]})


@dataclass(frozen=True, slots=True)
class _Rounded:
    """Numbers in eight bits: `largest` `(texts, tokens, 1)` times `step` times what they are above `zero`."""

    name: str
    largest: str
    step: str
    zero: str


def transformer_of(model: onnx.ModelProto) -> Transformer:
    """The weights of a transformer out of the graph that was made of it, but for what rounding to eight bits took: the way back."""
    found = {constant.name: numpy_helper.to_array(constant) for constant in model.graph.initializer}
    attributes = {(node.op_type, attribute.name): attribute for node in model.graph.node for attribute in node.attribute}
    matrices: dict[str, Floats] = {}
    vectors: dict[str, Floats] = {"emb.pos": found["positions"], "emb.type": found["kinds"], "emb.ln.w": found["emb.ln.w"], "emb.ln.b": found["emb.ln.b"]}
    layers = sum(name.endswith(".qkv.b") for name in found)
    for layer in (f"l{number}." for number in range(layers)):
        numbers = {part: found[f"{layer}{part}.w"].T.astype(np.float32) for part in ("q", "k", "v", "ao", "fi", "fo")}
        matrices |= {f"{layer}{part}.w": value * found[f"{layer}{part}.scales"][:, None] for part, value in numbers.items()}
        vectors |= {f"{layer}{part}.b": bias for part, bias in zip("qkv", np.split(found[f"{layer}qkv.b"], 3), strict=True)}
        vectors |= {f"{layer}{part}": found[f"{layer}{part}"] for part in ("ao.b", "fi.b", "aln.w", "aln.b", "oln.w", "oln.b")}
        vectors[f"{layer}fo.b"] = found[f"{layer}fo.b"] + np.float32(_GELU) * matrices[f"{layer}fo.w"].sum(axis=1)
    return Transformer(layers, attributes["MultiHeadAttention", "num_heads"].i, attributes["LayerNormalization", "epsilon"].f, matrices, vectors)


class Graph:
    """The nodes and the weights so far."""

    def __init__(self, transformer: Transformer) -> None:
        """Begins with the transformer's weights and no node."""
        self._transformer = transformer
        self.width = transformer.vectors["emb.ln.w"].size
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._inputs = [helper.make_tensor_value_info("token_vectors", TensorProto.FLOAT, ["texts", "tokens", self.width])]
        self._last = self.constant("over_numbers", np.array([-1]))
        self._step, self._middle = self.constant("step", np.array(1 / 127, np.float32)), self.constant("middle", np.array(128, np.uint8))
        self._half_step, self._bottom = self.constant("half_step", np.array(1 / 255, np.float32)), self.constant("bottom", np.array(0, np.uint8))
        self._lift = self.constant("lift", np.array(_GELU, np.float32))

    def constant(self, name: str, value: npt.NDArray[np.generic]) -> str:
        """Keeps a weight under a name."""
        self._constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, operator: str, inputs: Sequence[str], output: str, domain: str = "", **attributes: Any) -> str:  # noqa: ANN401 - whatever the operator takes
        """Adds a node with one output."""
        self._nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def hidden(self, types: str | None = None) -> str:
        """What the last layer makes of the input `token_vectors`, `(texts, tokens, width)`; `types` is an input with a number for each token, all 0 without."""
        hidden = self._embedded("token_vectors", types)
        for number in range(self._transformer.layers):
            hidden = self._layer(f"l{number}.", hidden)
        return hidden

    def _embedded(self, tokens: str, types: str | None) -> str:
        """The vectors of the tokens with their positions and types, normalised."""
        positions, kinds = self._transformer.vectors["emb.pos"], self._transformer.vectors["emb.type"]
        table = self.constant("positions", positions if types else positions + kinds[0])
        length = self.add("Shape", [tokens], "length", start=1, end=2)
        here = self.add("Slice", [table, self.constant("first", np.array([0])), length], "here")
        placed = self.add("Add", [tokens, here], "placed")
        if types:
            self._inputs.append(helper.make_tensor_value_info(types, TensorProto.INT64, ["texts", "tokens"]))
            placed = self.add("Add", [placed, self.add("Gather", [self.constant("kinds", kinds), types], "kind")], "typed")
        return self._normalised(placed, "emb.ln")

    def _layer(self, layer: str, hidden: str) -> str:
        """Attention and the feed-forward network, each added to what it was given, and the sum normalised."""
        given = self._rounded(hidden)
        projected = [self._product(f"{layer}{name}", given) for name in "qkv"]
        bias = self.constant(f"{layer}qkv.b", np.concatenate([self._transformer.vectors[f"{layer}{name}.b"] for name in "qkv"]))
        attended = self.add("MultiHeadAttention", [*projected, bias], f"{layer}attended", _RUNTIME, num_heads=self._transformer.heads)
        hidden = self._added(f"{layer}ao", f"{layer}aln", self._rounded(attended), hidden)
        inner = self._product(f"{layer}fi", self._rounded(hidden))
        active = self.add("BiasGelu", [inner, *self._vectors(f"{layer}fi.b")], f"{layer}active", _RUNTIME)
        return self._added(f"{layer}fo", f"{layer}oln", self._rounded_upwards(active), hidden, lifted=_GELU)

    def _added(self, matrix: str, norm: str, change: _Rounded, hidden: str, lifted: float = 0.0) -> str:
        """What the matrix makes of the change, added and normalised; by how much its numbers were lifted is taken off again."""
        numbers, scales = self._eight_bits(matrix)
        bias: Floats = self._transformer.vectors[f"{matrix}.b"] - np.float32(lifted) * scales * numbers.sum(axis=1, dtype=np.float32)
        added = self.add("Add", [self._product(matrix, change), hidden], f"{norm}.added")
        return self._normalised(self.add("Add", [added, self.constant(f"{matrix}.b", bias)], f"{norm}.given"), norm)

    def _normalised(self, given: str, norm: str) -> str:
        return self.add("LayerNormalization", [given, *self._vectors(f"{norm}.w", f"{norm}.b")], norm, axis=-1, epsilon=self._transformer.epsilon)

    def _rounded(self, name: str) -> _Rounded:
        """Numbers of either sign in eight bits, in shares of each token's largest."""
        return self._shares(name, self.add("Abs", [name], f"{name}.size"), self._step, self._middle)

    def _rounded_upwards(self, name: str) -> _Rounded:
        """What comes out of GELU, which is never below -0.17, lifted by as much: none of the eight bits goes to a sign."""
        lifted = self.add("Add", [name, self._lift], f"{name}.lifted")
        return self._shares(lifted, lifted, self._half_step, self._bottom)

    def _shares(self, name: str, size: str, step: str, zero: str) -> _Rounded:
        largest = self.add("ReduceMax", [size, self._last], f"{name}.largest", keepdims=1)
        shares = self.add("Div", [name, largest], f"{name}.shares")
        return _Rounded(self.add("QuantizeLinear", [shares, step, zero], f"{name}.rounded"), largest, step, zero)

    def _product(self, name: str, given: _Rounded) -> str:
        """The matrix of that name times what was rounded."""
        numbers, scales = self._eight_bits(name)
        inputs = [given.name, self.constant(f"{name}.w", numbers.T), given.step, self.constant(f"{name}.scales", scales), given.zero]
        return self.add("Mul", [self.add("MatMulIntegerToFloat", inputs, f"{name}.shares", _RUNTIME), given.largest], name)

    def _eight_bits(self, name: str) -> tuple[npt.NDArray[np.int8], Floats]:
        """The numbers of a matrix, and the scale of each row."""
        dense = self._transformer.matrices[f"{name}.w"]
        scales: Floats = np.abs(dense).max(axis=1) / np.float32(_LARGEST)
        return np.rint(dense / scales[:, None]).astype(np.int8), scales

    def _vectors(self, *names: str) -> list[str]:
        return [self.constant(name, self._transformer.vectors[name]) for name in names]

    def model(self, name: str, outputs: Mapping[str, Sequence[str | int]]) -> onnx.ModelProto:
        """The model, checked; `outputs` gives the shape of each."""
        given = [helper.make_tensor_value_info(output, TensorProto.FLOAT, list(shape)) for output, shape in outputs.items()]
        graph = helper.make_graph(self._nodes, name, self._inputs, given, list(self._constants.values()))
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(_RUNTIME, 1)]
        made = helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="document-assistant")
        onnx.checker.check_model(made)
        return made
