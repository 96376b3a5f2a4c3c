"""The assistant beside a plain LangChain + Chroma search, measured in one run: `python -m evals.bench` (= `make bench`).

The baselines split every 1000 characters with 200 of overlap, embed, and ask Chroma for the five nearest by cosine: once with all-MiniLM-L6-v2, as most
tutorials do, once with the assistant's own embedder. How they are compared:

- each has a process of its own, so that one's threads do not slow another's, and they take turns, so that the machine's noise hits all of them;
- indexing is timed with the embedder loaded; the baselines are given the parsed text and are not timed while files are read, the assistant is;
- a cold start is a new process from its start to its exit, with warm file caches; the peak memory is the resident set of that same process;
- the facts of an answer are looked for in the passages' own words: the headings that the assistant embeds above them do not count.
"""

from __future__ import annotations

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from random import Random

from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.errors import AssistantError
from evals import reading_speed
from evals.contestants import BASELINES, INTAKE, OURS, ROOT, Contestant, Figures, Question, read_questions
from evals.sources import corpus_sources


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of the table; `better` is an arrow, empty where neither is."""

    name: str
    label: str
    better: str = ""
    digits: int = 0


MEASURES = (
    Measure("chunks", "Chunks"),
    Measure("vectors", "Vectors (ours: also of sentences)"),
    Measure("top5_characters", "Characters in first five passages"),
    Measure("index_chunks_per_s", "Indexing, chunks/s", "↑", 2),
    Measure("index_vectors_per_s", "Indexing, vectors/s", "↑", 1),
    Measure("index_characters_per_s", "Indexing, characters/s", "↑"),
    Measure("cold_start_s", "Cold start, s", "↓", 2),
    Measure("peak_memory_mb", "Peak memory, MB", "↓"),
    Measure("search_median_ms", "Search, median ms", "↓", 1),
    Measure("search_p95_ms", "Search, p95 ms", "↓", 1),
    Measure("answer_median_ms", "Answer (baselines: search), median ms", "↓", 1),
    Measure("answer_p95_ms", "Answer (baselines: search), p95 ms", "↓", 1),
    Measure("facts_in_first", "All facts in first passage, share", "↑", 3),
    Measure("facts_in_five", "All facts in first five, share", "↑", 3),
)


def ratios(ours: Figures, baseline: Figures) -> dict[str, float | None]:
    """Ours divided by the baseline's, for every measure of which more or less is better; None where the baseline's is zero."""
    return {m.name: ours[m.name] / baseline[m.name] if baseline[m.name] else None for m in MEASURES if m.better}


def measure_all(corpus: Path, characters: int, questions: Sequence[Question], *, quick: bool, console: Console) -> dict[str, Figures]:
    """The figures of the assistant and of each baseline; with `quick` everything once. `characters` is the length of the corpus."""
    builds, rounds, starts = (1, 1, 1) if quick else (3, 3, 5)
    order = Random(0)  # who follows whom matters: a neighbour's threads spin on for a while
    with ExitStack() as stack:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        contestants = [Contestant(name, corpus, place, stack) for name in (OURS, *BASELINES)]
        progress = stack.enter_context(Progress(console=console, transient=True, disable=not console.is_terminal))

        for number in progress.track(range(builds), description="Indexing"):
            for contestant in order.sample(contestants, len(contestants)):
                contestant.build(number)
        for contestant in progress.track(contestants, description="Retrieval quality"):
            contestant.judge(questions)
        for method in ("search", "answer"):
            for question in progress.track(list(questions) * rounds, description=f"Latency, {method}"):
                for contestant in order.sample(contestants, len(contestants)):
                    contestant.ask(method, question)
        for number in progress.track(range(starts + (not quick)), description="Cold start and memory"):
            for contestant in order.sample(contestants, len(contestants)):
                contestant.start(questions[number % len(questions)], keep=quick or number > 0)  # the first fills the caches
        return {contestant.name: contestant.figures(characters) for contestant in contestants}


def table(figures: dict[str, Figures]) -> Table:
    """A row a measure: ours, then each baseline's with ours divided by it."""
    caption = "↑ more is better, ↓ less is better; × is the assistant's divided by the baseline's"
    drawn = Table(title="The assistant beside LangChain + Chroma with either embedder", caption=caption, box=SIMPLE, padding=(0, 1, 0, 0))
    drawn.add_column("", overflow="fold")
    for column in (OURS, *(column for name in BASELINES for column in (name, "×"))):
        drawn.add_column(column, justify="right", no_wrap=True)
    by_baseline = {name: ratios(figures[OURS], figures[name]) for name in BASELINES}
    for measure in MEASURES:
        cells = [_cell(figures[OURS][measure.name], measure.digits)]
        for name in BASELINES:
            cells += [_cell(figures[name][measure.name], measure.digits), _cell(by_baseline[name].get(measure.name), 2)]
        drawn.add_row(f"{measure.label} {measure.better}", *cells)
    return drawn


def _cell(value: float | None, digits: int) -> str:
    return "–" if value is None else f"{value:,.{digits}f}"


def main() -> None:
    """Measures and prints; exit code 2 and one line on standard error where the corpus or the questions cannot be used."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=ROOT / "corpus", help="folder of source documents")
    parser.add_argument("--questions", default="dev", help="suite of questions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file, too")
    parser.add_argument("--quick", action="store_true", help="measure everything only once")
    options = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        del os.environ[name]  # what is measured is the assistant as it comes
    os.environ |= {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", "ANONYMIZED_TELEMETRY": "False"}
    try:
        corpus, questions = options.corpus.resolve(), read_questions(options.questions)
        sources = corpus_sources(corpus, intake=INTAKE)
        characters = sum(len(source.text) for source in sources.values())
        speeds = reading_speed.measure(sorted({word for source in sources.values() for word in source.text.split()}))
        figures = measure_all(corpus, characters, questions, quick=options.quick, console=Console(stderr=True))
    except (AssistantError, OSError) as exc:
        parser.error(str(exc))
    Console().print(table(figures))
    Console().print(reading_speed.table(speeds))
    if options.json:
        report = {
            "corpus": str(corpus),
            "characters": characters,
            "questions": len(questions),
            "quick": options.quick,
            "cpus": os.cpu_count(),
            "load": os.getloadavg()[0],
        }
        report |= {"pages_per_s": speeds, "figures": figures, "ratios": {name: ratios(figures[OURS], figures[name]) for name in BASELINES}}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
