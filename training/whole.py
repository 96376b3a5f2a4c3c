"""Asks the whole assistant about public passages that nothing in it was fitted to: `python -m training.whole --data DIR`.

A folder is made of passages whose titles are held out, and every question to them is asked. One passage in four is left out, so that its questions have no
answer; so have those that the set itself calls unanswerable. An answer is right that cites a span with the answer in it.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import track

from assistant.answering.reader import TrainedReader
from assistant.assistant import Assistant
from assistant.models import BUNDLED, load_embedder, load_reader
from assistant.types import Answer
from evals.metrics.abstention import abstention_f1
from evals.metrics.calibration import expected_calibration_error
from evals.statistics import bootstrap_interval, proportion_interval
from training.corpora import Asked, Corpus, chosen, fraction, indexed, public_corpora, without

_LEFT_OUT = 0.25


def main(arguments: Sequence[str] | None = None) -> None:
    """Asks and prints the figures of each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the public question sets")
    parser.add_argument("--passages", type=int, default=175, help="of each set, before some are left out")
    parser.add_argument("--questions", type=int, default=300, help="of each set, at most")
    options = parser.parse_args(arguments)
    figures = {corpus.name: measured(small(corpus, options.passages), options.questions) for corpus in public_corpora(options.data)}
    Console().print_json(json.dumps(figures))


def small(corpus: Corpus, passages: int) -> Corpus:
    """So many of the held-out passages, with some of them left out."""
    wanted = dict.fromkeys(asked.file for asked in corpus.questions if asked.part == "held_out")
    kept = set(list(wanted)[:passages])
    asked = tuple(asked for asked in corpus.questions if asked.file in kept)
    only = Corpus(corpus.name, {file: content for file, content in corpus.files.items() if file in kept}, asked)
    return without(only, lambda file: fraction(file) < _LEFT_OUT)


def measured(corpus: Corpus, most: int) -> dict[str, object]:
    """The share of the answerable questions that are answered rightly, what is abstained from, and how well confidence tells."""
    embedder = load_embedder(BUNDLED)
    with tempfile.TemporaryDirectory() as folder:
        store = indexed(corpus, Path(folder), embedder)
        assistant = Assistant.over(store, embedder, TrainedReader(load_reader()))
        replies = [(asked, assistant.ask(asked.question)) for asked in track(chosen(corpus, "held_out", most), corpus.name)]
        store.close()
    right = [isinstance(reply, Answer) and _is_right(asked, reply) for asked, reply in replies]
    absent = np.array([not asked.answers for asked, _ in replies])
    abstained = np.array([not isinstance(reply, Answer) for _, reply in replies])
    answered = [(reply.confidence, ok) for (_, reply), ok in zip(replies, right, strict=True) if isinstance(reply, Answer)]
    n_right, n_answerable = sum(right), int((~absent).sum())
    interval = bootstrap_interval(len(replies), lambda index: abstention_f1(abstained[index].tolist(), absent[index].tolist()))
    return {
        "passages": len(corpus.files),
        "questions": len(replies),
        "answerable": n_answerable,
        "right": round(n_right / n_answerable, 3),
        "right_interval": [round(bound, 3) for bound in proportion_interval(n_right, n_answerable)],
        "abstention_f1": round(abstention_f1(abstained.tolist(), absent.tolist()), 3),
        "abstention_f1_interval": [round(bound, 3) for bound in interval or ()],
        "answered_absent": int((absent & ~abstained).sum()),
        "abstained_present": int((~absent & abstained).sum()),
        "ece": round(expected_calibration_error([confidence for confidence, _ in answered], [ok for _, ok in answered]), 3),
    }


def _is_right(asked: Asked, reply: Answer) -> bool:
    return any(
        citation.document.file == asked.file and any(citation.start <= span.start and span.end <= citation.end for span in asked.answers)
        for citation in reply.citations
    )


if __name__ == "__main__":
    main()
