"""Tables recovered from PDFs beside what pdfplumber and Camelot recover as they come: `python -m evals.table_recovery FOLDER`.

FOLDER holds PDFs, and beside each NAME.pdf its true tables in NAME-str.xml, in the form of the ICDAR 2013 table competition. Needs the extra `tables`.
"""

from __future__ import annotations

import argparse
import logging
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from assistant.documents.elements import Grid, Merged, PageStart
from assistant.documents.pdf.process import parse_apart
from assistant.types import Intake
from evals.metrics.table_cells import Cell, Relation, adjacency, precision_recall

Grids = Mapping[int, Sequence[Sequence[Sequence[Cell | None]]]]
"""The tables on each page."""


def true_tables(path: Path) -> Grids:
    """The tables of a ground-truth file, by page."""
    found: dict[int, list[Sequence[Sequence[Cell | None]]]] = defaultdict(list)
    for region in etree.parse(str(path)).getroot().iter("region"):
        grid: dict[tuple[int, int], Cell] = {}
        for number, cell in enumerate(region.findall("cell")):
            first_row, first_column = int(cell.get("start-row")), int(cell.get("start-col"))
            rows = range(first_row, int(cell.get("end-row") or first_row) + 1)
            columns = range(first_column, int(cell.get("end-col") or first_column) + 1)
            grid |= {(row, column): (number, cell.findtext("content") or "") for row in rows for column in columns}
        if grid:
            height, width = max(row for row, _ in grid) + 1, max(column for _, column in grid) + 1
            found[int(region.get("page"))].append([[grid.get((row, column)) for column in range(width)] for row in range(height)])
    return found


def our_tables(path: Path) -> Grids:
    """What the assistant recovers."""
    found: dict[int, list[Sequence[Sequence[Cell | None]]]] = defaultdict(list)
    page = 0
    for element in parse_apart(path, Intake()).elements:
        page += isinstance(element, PageStart)
        if isinstance(element, Grid):
            found[page].append(_cells(element.rows))
    return found


def pdfplumber_tables(path: Path) -> Grids:
    """What pdfplumber recovers with its defaults."""
    import pdfplumber

    with pdfplumber.open(path) as file:
        return {page.page_number: [_cells([[cell or "" for cell in row] for row in rows]) for rows in page.extract_tables()] for page in file.pages}


def camelot_tables(path: Path) -> Grids:
    """What Camelot recovers with its defaults."""
    from camelot.io import read_pdf

    found: dict[int, list[Sequence[Sequence[Cell | None]]]] = defaultdict(list)
    for table in read_pdf(str(path), pages="all"):
        found[table.page].append(_cells(table.df.to_numpy().tolist()))
    return found


CONTESTANTS: dict[str, Callable[[Path], Grids]] = {"assistant": our_tables, "pdfplumber": pdfplumber_tables, "camelot": camelot_tables}


def _cells(rows: Sequence[Sequence[str | Merged]]) -> list[list[Cell | None]]:
    """The cells of a table with numbers; one that reaches over its neighbours has the same number there."""
    grid: list[list[Cell | None]] = []
    for row in rows:
        cells: list[Cell | None] = []
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                cells.append((len(grid) * 10_000 + column, cell))
            else:
                cells.append(cells[-1] if cell is Merged.LEFT and cells else grid[-1][column] if grid else None)
        grid.append(cells)
    return grid


@dataclass
class Score:
    """The relations that one contestant found in all files, each file's precision and recall, and the seconds that it took."""

    found: Counter[tuple[str, int, Relation]] = field(default_factory=Counter)
    by_file: list[tuple[float, float]] = field(default_factory=list)
    seconds: float = 0.0


def measure(folder: Path, console: Console) -> tuple[dict[str, Score], Counter[tuple[str, int, Relation]]]:
    """Each contestant's relations, and the true ones."""
    scores = {name: Score() for name in CONTESTANTS}
    true: Counter[tuple[str, int, Relation]] = Counter()
    for path in _pdfs(folder):
        own = Counter(dict(_relations(path.name, true_tables(path.with_name(f"{path.stem}-str.xml")))))
        true += own
        for name, score in scores.items():
            start = time.perf_counter()
            found = Counter(dict(_relations(path.name, CONTESTANTS[name](path))))
            score.seconds += time.perf_counter() - start
            score.found += found
            score.by_file.append(precision_recall(found, own))
        console.print(path.name, *(f"{name} {score.by_file[-1][0]:.2f} {score.by_file[-1][1]:.2f}" for name, score in scores.items()), sep="  ")
    return scores, true


def _pdfs(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*.pdf")) if path.with_name(f"{path.stem}-str.xml").exists()]


def _relations(file: str, tables: Grids) -> Iterator[tuple[tuple[str, int, Relation], int]]:
    for page, grids in tables.items():
        for relation, count in sum((adjacency(grid) for grid in grids), Counter[Relation]()).items():
            yield (file, page, relation), count


def main() -> None:
    """Measures and prints a table; exit code 2 and one line where the folder holds no such files."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="PDFs, each NAME.pdf with NAME-str.xml")
    folder = parser.parse_args().folder
    if not _pdfs(folder):
        parser.error(f"{folder} holds no NAME.pdf with a NAME-str.xml beside it")
    logging.disable(logging.WARNING)
    warnings.simplefilter("ignore")
    scores, true = measure(folder, Console(stderr=True))
    drawn = Table(title=f"Cells next to each other in {len(_pdfs(folder))} files ({true.total():,} relations)", box=SIMPLE)
    for column in ("", "precision", "recall", "F1", "precision, mean of files", "recall, mean of files", "seconds"):
        drawn.add_column(column, justify="left" if not column else "right")
    for name, score in scores.items():
        precision, recall = precision_recall(score.found, true)
        means = [sum(values) / len(score.by_file) for values in zip(*score.by_file, strict=True)]
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        drawn.add_row(name, *(f"{value:.3f}" for value in (precision, recall, both, *means)), f"{score.seconds:.1f}")
    Console().print(drawn)


if __name__ == "__main__":
    main()
