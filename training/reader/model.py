"""The reader's network: one pass over question and passage gives the answer's start and end, the unit that holds it, and whether there is one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot
from transformers import BertConfig

from training.base.network import body_of

_NEVER = -1e9
"""The logit of what cannot be."""


class Scores(NamedTuple):
    """Logits. A place where no answer can be has the lowest there is.

    Attributes:
        start: That the answer starts at a token, `(batch, tokens)`.
        end: That it ends with a token, `(batch, tokens)`.
        units: That a unit holds it, `(batch, units)`.
        answerable: That there is one, `(batch,)`.
    """

    start: Tensor
    end: Tensor
    units: Tensor
    answerable: Tensor


class ReaderModel(nn.Module):
    """A transformer body over the vectors of words, which are kept apart and do not learn, and a head for each of the scores."""

    def __init__(self, config: BertConfig, layers: int) -> None:
        """Takes the base's configuration and how many layers to have."""
        super().__init__()
        self.body = body_of(config, layers)
        width = config.hidden_size
        self.span = nn.Linear(width, 2)
        self.unit = nn.Sequential(nn.Linear(width, width), nn.GELU())
        self.unit_score = nn.Linear(width, 1)
        self.answerable = nn.Sequential(nn.Linear(2 * width, width), nn.Tanh(), nn.Dropout(config.hidden_dropout_prob), nn.Linear(width, 1))

    @classmethod
    def from_base(cls, config: BertConfig, weights: Mapping[str, np.ndarray], layers: int) -> ReaderModel:
        """A reader with the base's weights; of its layers the last ones of equal runs, as 2, 4, ..., 12 for six of twelve, are taken.

        Raises:
            ValueError: The base has fewer layers, or a number of them that cannot be divided so.
        """
        if layers < 1 or config.num_hidden_layers % layers:
            raise ValueError(f"{layers} layers cannot be taken evenly out of {config.num_hidden_layers}; take a divisor")
        model = cls(config, layers)
        step = config.num_hidden_layers // layers
        renamed = {f"encoder.layer.{step * (place + 1) - 1}.": f"encoder.layer.{place}." for place in range(layers)}
        taken = {}
        for name, value in weights.items():
            prefix = ".".join(name.split(".")[:3]) + "."
            if not name.startswith("encoder.layer.") or prefix in renamed:
                taken[renamed.get(prefix, prefix) + name.removeprefix(prefix) if prefix in renamed else name] = torch.from_numpy(np.array(value))
        types = taken["embeddings.token_type_embeddings.weight"]
        types[1:] = types[0]  # the base knows one kind of text, the reader question and passage
        model.body.load_state_dict(taken)
        return model

    def forward(self, words: Tensor, mask: Tensor, types: Tensor, unit_of_token: Tensor, unit_count: int) -> Scores:
        """The scores of a batch.

        Args:
            words: The vectors of the tokens, `(batch, tokens, width)`.
            mask: 1 for a token, 0 for what fills the row up, `(batch, tokens)`.
            types: 0 for the question, 1 for the passage, `(batch, tokens)`.
            unit_of_token: 0 for a token outside all units, else the unit's number from 1 on, `(batch, tokens)`.
            unit_count: The largest number of units.
        """
        hidden = self.body(inputs_embeds=words, attention_mask=mask, token_type_ids=types).last_hidden_state
        outside = unit_of_token == 0
        start, end = self.span(hidden).float().unbind(-1)
        member = one_hot(unit_of_token, unit_count + 1)[:, :, 1:].to(hidden.dtype)  # (batch, tokens, units)
        sizes = member.sum(1).unsqueeze(-1)
        pooled = member.transpose(1, 2) @ self.unit(hidden) / sizes.clamp(min=1)
        units = self.unit_score(pooled).squeeze(-1).float()
        filled = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * filled).sum(1) / filled.sum(1)
        answerable = self.answerable(torch.cat([hidden[:, 0], mean], dim=-1)).squeeze(-1).float()
        lowest = _NEVER
        return Scores(
            start.masked_fill(outside, lowest), end.masked_fill(outside, lowest), units.masked_fill(sizes.squeeze(-1) == 0, lowest), answerable
        )  # fmt: skip


class Targets(NamedTuple):
    """What the scores should say.

    Attributes:
        start: 1 at each right start, `(batch, tokens)`.
        end: 1 at each right end, `(batch, tokens)`.
        units: Shares of the right units, `(batch, units)`, all 0 without an answer.
        answerable: 1 where there is an answer, `(batch,)`.
        groups: The number of the question that a row puts, `(batch,)`.
    """

    start: Tensor
    end: Tensor
    units: Tensor
    answerable: Tensor
    groups: Tensor


def loss_of(scores: Scores, targets: Targets) -> Tensor:
    """The negative log-likelihood of the passage that answers, and where there is one of any of its starts, of its ends and of its units, `()`."""
    has_answer = targets.answerable
    places = [
        -torch.logsumexp(torch.where(right > 0, torch.log_softmax(logits, -1), _NEVER), -1)
        for logits, right in ((scores.start, targets.start), (scores.end, targets.end))
    ]
    units = -(targets.units * torch.log_softmax(scores.units, -1)).sum(-1)
    where = torch.where(has_answer > 0, (places[0] + places[1]) / 2 + units / 2, torch.zeros_like(units))
    return _passage_loss(scores.answerable, targets) + where.sum() / has_answer.sum().clamp(min=1)


def _passage_loss(logits: Tensor, targets: Targets) -> Tensor:
    """The negative log-likelihood of the passages that answer a question among all that it is put to and "none of them", whose logit is 0.

    So the logits of passages can be compared (the shared norm of Clark and Gardner 2018, arXiv:1710.10723). Of one passage it is binary cross-entropy.
    """
    member = one_hot(targets.groups).T.bool()  # (groups, batch)
    right = member & (targets.answerable > 0)
    none = logits.new_zeros(len(member))
    good = torch.where(right.any(-1), torch.where(right, logits, _NEVER).logsumexp(-1), none)
    return (torch.logaddexp(torch.where(member, logits, _NEVER).logsumexp(-1), none) - good).mean()
