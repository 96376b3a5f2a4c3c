"""`python -m evals run [SUITE]`: puts a suite of questions to the assistant and says how many answers are right."""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import track
from rich.table import Table

from assistant.assistant import Assistant
from assistant.settings import load_settings
from assistant.types import Answer
from evals.cases import read_cases
from evals.scoring import Score, abstention_f1, score

_SUITES = Path(__file__).parent / "suites"


def main() -> None:
    """Runs a suite and prints its table; with `--show` every case that went wrong, with `--output` a row a case."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("verb", choices=["run"])
    parser.add_argument("suite", nargs="?", type=Path, default=_SUITES / "dev.jsonl")
    parser.add_argument("--corpus")
    parser.add_argument("--index")
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    parser.add_argument("--output", type=Path, help="write a row a case")
    options = parser.parse_args()
    console = Console(highlight=False)
    assistant = Assistant.open(load_settings(corpus=options.corpus, index=options.index))
    scores: list[Score] = []
    rows = []
    for case in track(read_cases(options.suite), "questions", console=Console(stderr=True), transient=True):
        reply = assistant.ask(case.question, case.history)
        result = score(case, reply, assistant.text)
        scores.append(result)
        rows.append({"id": case.id, "right": result.right, "facts": result.facts, "cited": result.cited, "exact": result.exact, "answer": reply.as_dict()})
        if options.show and not result.right:
            console.print(f"[bold]{case.id}[/] {case.kind} {case.language} {escape(case.question)}")
            console.print(f"   {'answered' if isinstance(reply, Answer) else 'abstained'} {reply.confidence:.2f} facts {result.facts}", markup=False)
            console.print("   " + reply.text.replace("\n", "\n   "), markup=False, style="dim")
    if options.output:
        options.output.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    _print_table(console, scores)


def _print_table(console: Console, scores: list[Score]) -> None:
    groups: dict[str, list[Score]] = defaultdict(list)
    for result in scores:
        groups[f"kind {result.case.kind}"].append(result)
        groups[f"language {result.case.language}"].append(result)
        groups["answerable" if result.case.answerable else "unanswerable"].append(result)
        groups["all"].append(result)
    table = Table(box=None, header_style="bold")
    for column in ("", "right", "of", "answered", "quotes exact"):
        table.add_column(column, justify="left" if not column else "right")
    for name, members in sorted(groups.items(), key=lambda item: (not item[0].startswith("kind"), item[0])):
        right, answered, exact = (sum(values) for values in zip(*((s.right, s.answered, s.answered and s.exact) for s in members), strict=True))
        table.add_row(name, str(right), str(len(members)), str(answered), f"{exact} of {answered}")
    console.print(table)
    f1 = abstention_f1(scores)
    console.print(f"abstention F1: {'undefined' if f1 is None else f'{f1:.2f}'}")


if __name__ == "__main__":
    main()
