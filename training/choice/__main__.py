"""Fits the reader's choice among all units of all passages: `python -m training.choice --data DIR`.

The corpora are of public passages of either language in one folder, whose titles the network was not trained on, with some of the questions put into the other
language, of made-up documents, and of folders that were written for it. Each is indexed as the assistant indexes any folder, each question is put to its
retriever, and the weights maximise the likelihood of a unit that holds the answer, or of "none of them". For a third of the answerable questions the document
with the answer is hidden, so that they become unanswerable ones. They are fitted to the titles and documents that are there for calibration; the figures are of
those held out.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from assistant.answering.reader import WEIGHTS
from assistant.models.reader import BundledReader
from training.choice.cases import cases_of
from training.choice.fitting import figures, fit
from training.corpora import bilingual_corpus, made_up_corpus, written_corpus
from training.examples.example import Part
from training.examples.written import WRITTEN, folders

_PARTS: tuple[Part, ...] = ("calibration", "held_out")


def main(arguments: Sequence[str] | None = None) -> None:
    """Fits, prints the figures of what is held out, and writes the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the public question sets")
    parser.add_argument("--kit", type=Path, help="the folder of the models; the bundled ones if it is not given")
    parser.add_argument("--documents", type=int, default=60, help="made up for each part")
    parser.add_argument("--questions", type=int, default=500, help="of each part of each set, at most")
    parser.add_argument("--output", type=Path, default=WEIGHTS)
    parser.add_argument("--work", type=Path, help="folder that keeps the indexes for the next run")
    options = parser.parse_args(arguments)
    reader = BundledReader(options.kit) if options.kit else BundledReader()
    corpora = [bilingual_corpus(options.data)]
    for part in _PARTS:
        corpora += [made_up_corpus(options.documents, part), *(written_corpus(folder, part) for folder in folders(WRITTEN / part))]
    with tempfile.TemporaryDirectory() as temporary:
        cases = [case for corpus in corpora for case in cases_of(corpus, (options.work or Path(temporary)) / corpus.name, reader, options.questions)]
    fitted = fit([case for case in cases if case.part == "calibration"])
    sources = sorted({case.source for case in cases})
    held_out = {source: [case for case in cases if case.source == source and case.part == "held_out"] for source in sources}
    fitted |= {"fitted_to": sources, "held_out": {source: figures(found, fitted) for source, found in held_out.items()}}
    options.output.write_text(json.dumps(fitted, indent=1) + "\n", encoding="utf-8")
    Console().print_json(json.dumps(fitted))


if __name__ == "__main__":
    main()
