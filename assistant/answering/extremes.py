"""The largest or smallest row of a table, among rows that may be compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.answering.grid import Grid, Operand, Working, grid_of, term
from assistant.answering.levels import levels
from assistant.answering.operations import operation, row_numbers
from assistant.answering.reader import Evidence, Reading
from assistant.answering.rows import YEAR, Column, asked_cells, named_columns, row_words
from assistant.documents.tables import begins_total, numbering
from assistant.lexical import WordMatcher, content_words, fold, words
from assistant.types import Span

_WHICH = re.compile(r"\b(?:quel(?:le)?s?|which|what)\b")
_KIND_WORDS = 2
"""So many words after "which" may say what kind of row is meant."""
_MOST_TIED = 3


def extremes(question: str, reading: Reading) -> list[Working]:
    """The row that is largest or smallest, where the question asks which is, one working for each level at which rows may be compared.

    None where the question names rows itself, where the whole table is not known, or nothing tells that its rows measure the same.
    """
    asked = operation(question)
    best = _likeliest_table(reading)
    if asked not in ("largest", "smallest") or best is None:
        return []
    grid = grid_of(best.passage, best.unit)
    columns = named_columns(question, best.passage, best.unit)
    column = grid.column(columns) if grid is not None else None
    if grid is None or column is None or (column and () in grid.columns):
        return []
    if not columns and asked_cells(question, best.passage, best.unit) is None:
        return []  # it names a column that the table does not have
    values, above = grid.values(column), grid.parents(column)
    known = [operand for row in grid.rows if (operand := grid.operand(row, column))]
    alike = columns or any(begins_total(label) for label in grid.labels) or (known and grid.measure(known[0]))
    if above is None or not alike or grid.notation(known) is None:
        return []
    found: list[Working] = []
    for places in _compared(question, grid, values, above):
        working = _extreme(grid, column, [(place, value) for place in places if (value := values[place]) is not None], asked == "largest")
        if working is not None and all(working.shown != other.shown for other in found):
            found.append(working)
    return found


def _likeliest_table(reading: Reading) -> Evidence | None:
    """The likeliest row of the table whose rows are together likeliest, if they are more so than any other single unit."""
    mass: dict[tuple[str, tuple[Span, ...]], float] = {}
    first: dict[tuple[str, tuple[Span, ...]], Evidence] = {}
    other = 0.0
    for evidence in reading.evidence:
        key = (evidence.passage.document.id, evidence.unit.header)
        if evidence.unit.kind != "row":
            other = max(other, evidence.probability)
            continue
        mass[key] = mass.get(key, 0.0) + evidence.probability
        first.setdefault(key, evidence)
    best = max(mass, key=lambda key: mass[key], default=None)
    return first[best] if best is not None and mass[best] > other else None


def _compared(question: str, grid: Grid, values: Sequence[Decimal | None], above: Sequence[int | None]) -> list[list[int]]:
    """The rows to compare with each other: the parts of the row that is named, the rows of the kind that is, or those of each level."""
    rows = [place for place, (value, label) in enumerate(zip(values, grid.labels, strict=True)) if value is not None and not begins_total(label)]
    years = YEAR.findall(question)
    rows = [place for place in rows if any(year in grid.labels[place] for year in years)] or rows  # of a table with a row for each year
    parts = _parts(question, grid, above)
    if parts:
        return [[place for place in rows if place in parts]]
    is_numbered = any(fold(numbering(label)[1]) in row_numbers(question) for label in grid.labels)  # and that row has no parts
    if is_numbered or _names_rows(question, grid, rows) or _asks_for_column(question, grid):
        return []
    of_kind = _kind(question, grid)
    kind = [place for place in rows if place in of_kind]
    having_parts = {above[place] for place in kind}
    found = [[place for place in kind if place not in having_parts]] if kind else levels(grid.labels, values, above)
    return [[place for place in level if place in rows] for level in found]


def _asks_for_column(question: str, grid: Grid) -> bool:
    """Whether what the question asks for ("which zone") is what several columns are called."""
    text = grid.passage.document_text
    names = [WordMatcher(word for span in column for word in words(span.of(text))) for column in grid.columns]
    return any(sum(name.match(word) == 1.0 for name in names) > 1 for word in _kind_words(question)[:1])


def _kind_words(question: str) -> list[str]:
    """The words that may say what is asked for."""
    match = _WHICH.search(fold(question))
    return content_words(fold(question)[match.end() :])[:_KIND_WORDS] if match else []


def _kind(question: str, grid: Grid) -> set[int]:
    """The rows of the kind that the question asks for ("which measure"): with that word before their number, and all numbered as deeply; or in their label."""
    for word in _kind_words(question):
        numbers = [numbering(label) for label in grid.labels]
        depths = {number.count(".") for before, number in numbers if number and WordMatcher(words(before)).match(word) == 1.0}
        if depths:
            return {place for place, (_, number) in enumerate(numbers) if number and number.count(".") in depths}
        having = {place for place, label in enumerate(grid.labels) if WordMatcher(words(label)).match(word) == 1.0}
        if len(having) > 1:
            return having
    return set()


def _parts(question: str, grid: Grid, above: Sequence[int | None]) -> set[int]:
    """The parts of the row whose number the question has, where it has the number of a row that has parts ("in axis 2.3", "de l'axe IV")."""
    for parent in dict.fromkeys(place for place in above if place is not None):
        if fold(numbering(grid.labels[parent])[1]) in row_numbers(question):
            return {place for place, other in enumerate(above) if other == parent}
    return set()


def _names_rows(question: str, grid: Grid, rows: Sequence[int]) -> bool:
    """Whether the question has words that tell some of the rows from most others: then it asks for something about these."""
    text = grid.passage.document_text
    above = WordMatcher([*_kind_words(question), *YEAR.findall(question), *(word for span in grid.rows[0].header for word in words(span.of(text)))])
    named = [[word for word in row_words(question, grid.passage, grid.rows[place]) if not above.match(word)] for place in rows]
    return any(2 * sum(word in other for other in named) <= len(rows) for found in named for word in found)


def _extreme(grid: Grid, column: Column, values: Sequence[tuple[int, Decimal]], largest: bool) -> Working | None:
    ordered = sorted(values, key=lambda pair: pair[1], reverse=largest)  # stable: rows that are equal stay in the table's order
    tied = [place for place, value in ordered if value == ordered[0][1]]
    if len(ordered) < 2 or len(tied) > _MOST_TIED or len(tied) == len(ordered):
        return None
    shown = [grid.operand(grid.rows[place], column) for place in tied]
    beside = grid.operand(grid.rows[ordered[len(tied)][0]], column)
    operands: list[Operand] = [operand for operand in (*shown, beside) if operand]
    figures = [term(operand.figure) for operand in operands]
    sign = ">" if largest else "<"
    relation = f"{' = '.join(figures[:-1])} {sign} {figures[-1]}"
    span = Span(min(grid.rows[place].start for place, _ in values), max(grid.rows[place].end for place, _ in values))
    return Working(grid, tuple(operands[:-1]), relation, operands[-1], span)
