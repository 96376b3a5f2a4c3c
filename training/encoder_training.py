"""Trains the encoder to find what answers a question: `python -m training.encoder_training --data DIR --written DIR --out DIR`.

`--out` gets the checkpoint, from which the same command goes on, and a kit with the encoder in it, whose card has the report.

The chunks and the units of a folder are told from each other by a softmax over their cosines with a question (InfoNCE, van den Oord et al. 2018,
arXiv:1807.03748); of several that hold the answer any is right.
"""

from __future__ import annotations

import argparse
import json
import math
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

import torch
from rich.console import Console
from torch import Tensor, nn
from torch.nn.functional import normalize

from assistant.models import BUNDLED, load_embedder
from assistant.models.bundled import PASSAGE, QUERY, BundledEmbedder
from training.base import body_of, freeze, trained_transformer
from training.corpora import bilingual_corpus, written_corpus
from training.encoder_examples import Choice, Folder, choices, public_folders, written_folder
from training.encoder_report import found_within
from training.examples.written import WRITTEN, folders
from training.graph import encoder_graph
from training.kit import copy_kit, kit_to_write, update_card, write_files
from training.loop import Plan, Training
from training.reader_base import Base, load_base
from training.reader_report import Figures

_TEMPERATURE = 0.02
_TOKENS = 288
"""Of a text; the rest is cut off."""
_OTHERS = 8


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


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains, and writes the encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the public question sets")
    parser.add_argument("--written", type=Path, required=True, help="folders of documents and questions that were written for training")
    parser.add_argument("--out", type=Path, required=True, help="what is made")
    parser.add_argument("--kit", type=Path, help="where the encoder is put; a kit below --out if it is not given")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--frozen", type=int, default=6, help="how many of the lowest layers do not learn")
    parser.add_argument("--rate", type=float, default=3e-5, help="the highest learning rate")
    parser.add_argument("--batch", type=int, default=16, help="questions of a batch")
    parser.add_argument("--share", type=float, default=0.1, help="of the public questions, taken in each epoch")
    parser.add_argument("--minutes", type=float, default=math.inf)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--report", action="store_true", help="report even if it is not through")
    parser.add_argument("--sample", type=int, default=300, help="questions of each set to report on, of each folder at most")
    options = parser.parse_args(arguments)
    console, embedder = Console(), load_embedder(BUNDLED)
    own = [written_folder(folder, embedder) for folder in folders(options.written)]
    public = list(public_folders(options.data, embedder))

    def batches_of(epoch: int) -> list[Choice]:
        random = Random(f"{options.seed}/encoder/{epoch}")
        batches = [choice for folder in own for choice in choices(folder, options.batch, _OTHERS, random)]
        batches += [choice for folder in public for choice in choices(_some(folder, options.share, random), options.batch, _OTHERS, random)]
        return random.sample(batches, len(batches))

    torch.manual_seed(options.seed)
    steps = sum(len(batches_of(epoch)) for epoch in range(options.epochs))
    plan = Plan(epochs=options.epochs, steps=steps, rate=options.rate, size=options.batch, seed=options.seed, bf16=False, frozen=options.frozen)
    training = Training(EncoderModel(load_base(), options.frozen), plan, options.out / "checkpoint.pt", batches_of, loss_of)
    console.print(f"{steps} batches; {training.total} are done; {sum(len(folder.sought) for folder in own)} written questions")
    is_done = training.run(seconds=60 * options.minutes, every=120, report=console.print)
    kit = kit_to_write(options.kit, options.out)
    write_encoder(training.model, kit)
    if is_done or options.report:
        trained = {name: getattr(options, name) for name in ("frozen", "epochs", "rate", "batch", "share", "seed")}
        found = compared(kit, options.data, options.sample)
        update_card(kit, "encoder", {"trained": {**trained, "batches": training.total, "batches_planned": steps}, "searches": found})
        console.print_json(json.dumps(found))
    if not is_done:
        console.print("not through; the same command goes on")


def compared(kit: Path, data: Path, most: int) -> dict[str, Figures]:
    """What searches with the base's encoder and with the kit's find, in public passages of both languages and in the written folders that are held out."""
    corpora = [bilingual_corpus(data), *(written_corpus(folder, "held_out") for folder in folders(WRITTEN / "held_out"))]
    with tempfile.TemporaryDirectory() as base:
        copy_kit(Path(base))
        write_encoder(EncoderModel(load_base(), frozen=0), Path(base))
        return {name: found_within(corpora, BundledEmbedder(Path(where)), most) for name, where in (("base", base), ("kit", kit))}


def _some(folder: Folder, share: float, random: Random) -> Folder:
    return Folder(folder.chunks, folder.units, tuple(random.sample(folder.sought, round(share * len(folder.sought)))))


if __name__ == "__main__":
    main()
