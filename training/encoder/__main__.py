"""Trains the encoder to find what answers a question: `python -m training.encoder --data DIR --written DIR --out DIR`.

`--out` gets the checkpoint, from which the same command goes on, and a kit with the encoder in it, whose card has the report.
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

from assistant.models import BUNDLED, load_embedder
from assistant.models.bundled import BundledEmbedder
from training.base.start import load_base
from training.corpora import bilingual_corpus, written_corpus
from training.encoder.examples import Choice, Folder, choices, public_folders, written_folder
from training.encoder.model import EncoderModel, loss_of, write_encoder
from training.encoder.report import found_within
from training.examples.written import WRITTEN, folders
from training.figures import Figures
from training.kit import copy_kit, kit_to_write, update_card
from training.loop import Plan, Training

_OTHERS = 8


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
