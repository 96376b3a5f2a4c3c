"""The encoder in training: texts -> vectors -> losses.

The chunks and the units of a folder are told from each other by a softmax over their cosines with a question (InfoNCE, van den Oord et al. 2018,
arXiv:1807.03748); of several that hold the answer any is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.functional import normalize

from assistant.models.bundled import PASSAGE, QUERY
from training.base.network import body_of, freeze, trained_transformer
from training.base.start import Base
from training.encoder.examples import Choice
from training.graph import encoder_graph
from training.kit import write_files

_TEMPERATURE = 0.02
_TOKENS = 288
"""Of a text; the rest is cut off."""


class EncoderModel(nn.Module):
    """The transformer of the base over the vectors of words, which do not learn."""

    def __init__(self, base: Base, frozen: int) -> None:
        """With the base's weights, of whose layers so many of the lowest stay as they are."""
        super().__init__()
        self.base = base
        self.body = body_of(base.config, base.config.num_hidden_layers)
        self.body.load_state_dict({name: torch.tensor(value) for name, value in base.body.items()})
        freeze(self.body, frozen)

    def forward(self, texts: Sequence[str]) -> Tensor:
        """The vectors of texts, `(texts, width)`, L2-normalised means; texts of about one length are read together."""
        ids = [self.base.tokens.ids(text) for text in texts]
        ids = [one if len(one) <= _TOKENS else [*one[: _TOKENS - 1], one[-1]] for one in ids]
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        found: list[Tensor] = []
        for first in range(0, len(order), 16):
            found.append(self._read([ids[place] for place in order[first : first + 16]]))
        back = torch.tensor(sorted(range(len(order)), key=order.__getitem__))
        return torch.cat(found)[back]

    def _read(self, ids: Sequence[Sequence[int]]) -> Tensor:
        longest = max(map(len, ids))
        mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in ids])
        filled = [token for one in ids for token in (*one, *[0] * (longest - len(one)))]
        words = torch.from_numpy(self.base.tokens.vectors(filled).reshape(len(ids), longest, -1))
        hidden = self.body(inputs_embeds=words, attention_mask=mask).last_hidden_state
        shown = mask.unsqueeze(-1).to(hidden.dtype)
        return normalize((hidden * shown).sum(1) / shown.sum(1), dim=-1)


def loss_of(model: EncoderModel, given: Choice) -> Tensor:
    """The negative log-likelihood of any right chunk among the chunks, and of any right unit among the units, `()`."""
    asked = model([QUERY + question for question in given.questions])
    chunks, units = (asked @ model([PASSAGE + text for text in texts]).T / _TEMPERATURE for texts in (given.chunks, given.units))
    return any_of(chunks, given.right_chunks) + any_of(units, given.right_units)


def any_of(scores: Tensor, right: Sequence[Sequence[int]]) -> Tensor:
    """The mean negative log-likelihood of any of the right places of each row, `()`; scores are logits, `(questions, places)`."""
    good = torch.stack([row[list(places)].logsumexp(-1) for row, places in zip(scores, right, strict=True)])
    return (scores.logsumexp(-1) - good).mean()


def write_encoder(model: EncoderModel, kit: Path) -> None:
    """Writes the encoder into a kit."""
    weights = {name: value.detach().numpy() for name, value in model.body.state_dict().items()}
    graph = encoder_graph(trained_transformer(weights, model.body.config))
    write_files(kit, {"encoder.onnx": graph.SerializeToString(deterministic=True)})
