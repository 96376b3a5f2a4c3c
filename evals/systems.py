"""What can be evaluated: the assistant of this project, or what any other one answered; and putting a suite to it."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.errors import AssistantError, NoIndexError, StoreError
from assistant.indexing import build_index, check_compatible, index_status
from assistant.models import load_embedder
from assistant.settings import Settings, load_settings
from assistant.store import Store
from evals.cases import Case, Suite, SuiteError
from evals.replies import parse_reply
from evals.scoring import Outcome, failed, score
from evals.sources import Sources, corpus_sources, indexed_sources

System = Callable[[Case], Any]
"""Gives ANSWER JSON for a case. An `AssistantError` that it raises is a failed run."""
Progress = Callable[[str, int, int], None]
"""Called with what is being done (a case's id, a file), how many are done, and how many there are."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is evaluated: it answers cases from documents. `about` names it, for the run's summary."""

    system: System
    sources: Sources
    about: dict[str, object]


def open_assistant(suite: Suite | None, *, corpus: Path | None = None, index: str | None = None, progress: Progress | None = None) -> Assistant:
    """The assistant on an up-to-date index of a suite's documents, which is built or updated first; that of a server is never written to.

    Args:
        suite: Names the documents, where it has its own.
        corpus: The folder of documents instead.
        index: The index instead.
        progress: Called while documents are indexed.

    Raises:
        SuiteError: The index of a server differs from the documents.
        AssistantError: A model, the corpus or the index cannot be used.
    """
    settings = suite_settings(suite, corpus=corpus, index=index)
    is_folder = not settings.index.startswith(("http://", "https://"))
    if is_folder:
        _bring_up_to_date(settings, progress)
    assistant = Assistant.open(settings, progress)
    if not is_folder and not index_status(settings.corpus, assistant.store, intake=settings.intake).up_to_date:
        raise SuiteError(f"the index at {settings.index} differs from {settings.corpus}; `assistant index --status` tells how, `assistant index` updates it")
    return assistant


def _bring_up_to_date(settings: Settings, progress: Progress | None) -> None:
    """Builds or updates the index of a folder, anew where another embedder or chunker made it: it is an artefact."""
    embedder, store = load_embedder(settings.embedder), Store(settings.index, lock_timeout=settings.lock_timeout)
    try:
        check_compatible(store.snapshot().info, embedder)
        rebuild = False
    except NoIndexError:
        rebuild = False
    except StoreError:
        rebuild = True
    build_index(settings.corpus, store, embedder, intake=settings.intake, rebuild=rebuild, progress=progress)
    store.close()


def suite_settings(suite: Suite | None, *, corpus: Path | None = None, index: str | None = None) -> Settings:
    """The settings of the environment, with a suite's own corpus and index where it has them, and what is named on top."""
    own_corpus, own_index = (suite.corpus, suite.index) if suite else (None, None)
    beside = own_index if corpus is None else None  # the suite's index is that of its own corpus
    return load_settings(corpus=corpus or own_corpus, index=index or (str(beside) if beside else None))


def asked(assistant: Assistant) -> Subject:
    """The assistant as it is, from the documents of its index."""
    info = assistant.store.snapshot().info
    about: dict[str, object] = {"name": f"assistant {version('document-assistant')}", "embedder": info.embedder, "chunker": info.chunker}
    return Subject(lambda case: assistant.ask(case.question, case.turns).as_dict(), indexed_sources(assistant), about)


def recorded(path: Path, corpus: Path, *, intake: Intake) -> Subject:
    """What an assistant answered before, whichever: rows `{"id", "answer"}`, as `assistant ask --batch` writes them, about the documents of a folder.

    Raises:
        SuiteError: The file cannot be read, or a line is no such row.
        CorpusError: The folder does not exist or holds no file.
    """
    answers = _answers(path)

    def answer(case: Case) -> Any:  # noqa: ANN401 - whatever was recorded
        if case.id not in answers:
            raise SuiteError(f"{path.name} has no answer to it")
        return answers[case.id]

    about: dict[str, object] = {"name": path.name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    return Subject(answer, corpus_sources(corpus, intake=intake), about)


def _answers(path: Path) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for number, row in _rows(path):
        if not isinstance(row, dict) or "id" not in row or "answer" not in row:
            raise SuiteError(f'{path}, line {number}: expected {{"id", "answer"}}')
        if str(row["id"]) in answers:
            raise SuiteError(f"{path}, line {number}: there is an answer to {row['id']} already")
        answers[str(row["id"])] = row["answer"]
    return answers


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        raise SuiteError(f"{path}: cannot be read ({exc}); expected a UTF-8 file with one JSON value a line") from exc
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError as exc:
                raise SuiteError(f"{path}, line {number}: is not JSON ({exc.msg})") from exc


def open_subject(
    suite: Suite, *, corpus: Path | None = None, index: str | None = None, answers: Path | None = None, progress: Progress | None = None
) -> Subject:
    """The assistant on a suite's documents, or with `answers` what another one said about them.

    Raises:
        AssistantError: What `open_assistant` and `recorded` raise.
    """
    if answers is None:
        return asked(open_assistant(suite, corpus=corpus, index=index, progress=progress))
    settings = suite_settings(suite, corpus=corpus)
    return recorded(answers, settings.corpus, intake=settings.intake)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcomes of a suite's cases, in its order; `milliseconds` has the time that each reply took, by case."""

    outcomes: tuple[Outcome, ...]
    milliseconds: dict[str, float] = field(default_factory=dict)


def evaluate(cases: Sequence[Case], subject: Subject, progress: Progress | None = None) -> Evaluation:
    """Puts every case to a subject and scores what it says; one that fails is recorded with the reason, and the rest goes on."""
    outcomes, milliseconds = [], {}
    for done, case in enumerate(cases, 1):
        started = time.perf_counter()
        outcome, total = _evaluate_one(case, subject)
        outcomes.append(outcome)
        milliseconds[case.id] = 1000 * (time.perf_counter() - started) if total is None else total
        if progress is not None:
            progress(case.id, done, len(cases))
    return Evaluation(tuple(outcomes), milliseconds)


def _evaluate_one(case: Case, subject: Subject) -> tuple[Outcome, float | None]:
    """The outcome, and the time that the reply says it took."""
    try:
        answer = subject.system(case)
        reply = parse_reply(answer)
    except AssistantError as exc:
        return failed(case, str(exc)), None
    kept = {key: value for key, value in answer.items() if key != "timings_ms"}
    return score(case, reply, subject.sources, kept), reply.timings_ms.get("total")
