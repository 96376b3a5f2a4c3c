"""A run's folder: what was asked and answered, what was checked, the figures. Only `timings.json` differs between two runs on the same index."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from evals.cases import SuiteError
from evals.figures import groups, summarise
from evals.scoring import Outcome, Record
from evals.sources import Sources, surroundings
from evals.systems import Evaluation

RESULTS, SUMMARY, TIMINGS, REPORT, JUNIT = "results.jsonl", "summary.json", "timings.json", "report.html", "junit.xml"


@dataclass(frozen=True, slots=True)
class Run:
    """The records of a suite's cases, and their questions where they are known; `source` names where they come from."""

    source: str
    suite: str
    suite_sha256: str
    records: tuple[Record, ...]
    questions: Mapping[str, str]


def summary_of(suite: str, suite_sha256: str, system: Mapping[str, object], sources: Sources, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """What a run was made of, and its figures."""
    return {
        "suite": {"name": suite, "sha256": suite_sha256},
        "system": dict(system),
        "documents": {file: sources[file].sha256 for file in sorted(sources)},
        **summarise([outcome.record for outcome in outcomes]),
    }


def timings_of(evaluation: Evaluation, seconds: float) -> dict[str, Any]:
    """How long each reply took, in milliseconds, overall and in each group, and the most memory that the process held (megabytes, its models included)."""
    times = evaluation.milliseconds
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6
    by_group = groups([outcome.record for outcome in evaluation.outcomes])
    return {
        "seconds": round(seconds, 1),
        "median_ms": round(float(np.median(list(times.values()))), 1),
        "p95_ms": round(float(np.percentile(list(times.values()), 95)), 1),
        "peak_memory_mb": round(peak),
        "groups_median_ms": {name: round(float(np.median([times[record.id] for record in members])), 1) for name, members in by_group.items()},
        "cases_ms": {name: round(value, 1) for name, value in times.items()},
    }


def result_row(outcome: Outcome, sources: Sources) -> dict[str, Any]:
    """Everything that is known of one case: the record, the case, what was answered, and what was checked."""
    checks, reply = outcome.checks, outcome.reply
    facts = [
        {**fact.model_dump(mode="json"), "stated": stated, "proven": proven, "passage": rank}
        for fact, stated, proven, rank in zip(outcome.case.expect.facts, checks.stated, checks.proven, checks.ranks, strict=True)
    ] if reply else []  # fmt: skip
    gold = [
        {**located.gold.model_dump(), "status": located.status} | _context(located.gold.file, located.gold.start, located.gold.end, sources)
        for located in checks.gold
    ]
    cited = [
        {**citation.model_dump(), **asdict(span)} | _context(citation.file, citation.start, citation.end, sources)
        for citation, span in zip(reply.citations if reply else (), checks.cited, strict=reply is not None and reply.answered)
    ]
    rest = {"facts": facts, "gold": gold, "cited": cited, "answer": dict(outcome.answer)}
    return {**asdict(outcome.record), "why": outcome.why, "case": outcome.case.as_dict(), **rest}


def _context(file: str, start: int, end: int, sources: Sources) -> dict[str, str]:
    """What stands around a span, and in it, in the document itself."""
    if file not in sources:
        return {"before": "", "text": "", "after": ""}
    before, after = surroundings(sources[file].text, start, end)
    return {"before": before, "text": sources[file].text[start:end], "after": after}


def write_json(path: Path, value: object) -> None:
    """Writes JSON for people and for diffs."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_rows(path: Path, rows: Sequence[Mapping[str, Any]]) -> None:
    """Writes a row of JSON a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def read_run(folder: Path) -> Run:
    """The run that a folder holds.

    Raises:
        SuiteError: It holds none, or a file of it is damaged.
    """
    try:
        rows = [json.loads(line) for line in (folder / RESULTS).read_text(encoding="utf-8").split("\n") if line]
        suite = json.loads((folder / SUMMARY).read_text(encoding="utf-8"))["suite"]
        records = tuple(record_from(row) for row in rows)
        return Run(str(folder), suite["name"], suite["sha256"], records, {row["id"]: row["case"]["question"] for row in rows})
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, KeyError, TypeError) as exc:
        raise SuiteError(f"{folder}: is no run ({exc}); `python -m evals run` writes one, with {RESULTS} and {SUMMARY}") from exc


def record_from(row: Mapping[str, Any]) -> Record:
    """The record that a row of JSON holds.

    Raises:
        KeyError: A field is missing.
    """
    values = {field.name: row[field.name] for field in fields(Record)}
    return Record(**values | {"files": tuple(values["files"])})
