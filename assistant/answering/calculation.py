"""The sum or the difference that a question asks for, of rows of a table that it names or of columns of one row.

It is found only where the table proves what it takes: figures of one notation and one unit of measure, each in a column that is known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.answering.figures import decimals
from assistant.answering.grid import Grid, Operand, Working, grid_of, term
from assistant.answering.operations import Operation, operation, period, row_numbers, subject
from assistant.answering.reader import Evidence, Reading
from assistant.answering.rows import YEAR, Column, asked_cells, is_total, named_columns, row_words
from assistant.answering.selection import named_beside
from assistant.documents.sums import near
from assistant.documents.tables import numbering
from assistant.lexical import WordMatcher, content_words, fold, words
from assistant.types import Unit

_REFERENCE = re.compile(r"\b(?:than|(?:plus|moins|davantage)\b[^?]*?\bqu(?:e\b|')|par rapport|compared|versus|vs)")
"""What stands before the row that another is compared with."""
_HOW_MUCH = re.compile(r"\b(?:combien|how much)\b")


def calculate(question: str, reading: Reading) -> list[Working]:
    """The working of the arithmetic that a question asks for; none where it asks for none, or the table does not allow it."""
    working = _working(question, reading)
    return [working] if working else []


def _working(question: str, reading: Reading) -> Working | None:
    if operation(question) is None and period(question) is None:
        return None
    best = reading.evidence[0]
    grid = grid_of(best.passage, best.unit)
    if grid is None:
        return None
    named = [best, *named_beside(subject(question), best, reading.evidence, several=True)]
    labels = [words(row.unit.label.of(row.passage.document_text)) if row.unit.label else [] for row in named]
    asked = operation(_without(question, {word for label in labels for word in label}))
    columns = named_columns(question, best.passage, best.unit)
    if not columns and asked_cells(question, best.passage, best.unit) is None:
        return None  # it names a column that the table does not have
    if len(named) == 1:
        meant = _row_meant(question, grid, best)
        return _of_columns(question, asked, grid, meant, columns) if meant else None
    if not all(_is_singled_out(question, grid, row.unit) for row in named) or _misses_number(question, grid, named):
        return None
    return _of_rows(question, asked, grid, named, columns)


def _row_meant(question: str, grid: Grid, best: Evidence) -> Unit | None:
    """The best row where the question has a word of its label; the total, where it has none of any and the table one total; otherwise none."""
    text = grid.passage.document_text
    if row_words(question, best.passage, best.unit) or is_total(text, best.unit) or len(grid.rows) == 1:
        return best.unit
    totals = [row for row in grid.rows if is_total(text, row)]
    return totals[0] if len(totals) == 1 else None


def _is_singled_out(question: str, grid: Grid, unit: Unit) -> bool:
    """Whether the question has a row's number, all of its label, or a word that no other label of the table has."""
    label = grid.labels[grid.rows.index(unit)]
    if fold(numbering(label)[1]) in row_numbers(question):
        return True
    said = content_words(subject(question))
    in_question, own = WordMatcher(said), WordMatcher(words(label))
    others = WordMatcher(word for row, other in zip(grid.rows, grid.labels, strict=True) if row != unit for word in words(other))
    return all(in_question.match(word) for word in content_words(label)) or any(own.match(word) and not others.match(word) for word in said)


def _misses_number(question: str, grid: Grid, named: Sequence[Evidence]) -> bool:
    """Whether the question has the number of one more row beside those that it names: a sum without it would be another."""
    numbers = {fold(numbering(grid.labels[grid.rows.index(row.unit)])[1]) for row in named}
    above = {number.rpartition(".")[0] for number in numbers}
    return any(number not in numbers and number.rpartition(".")[0] in above for number in row_numbers(question))


def _without(question: str, label: set[str]) -> str:
    """A question without the words of rows' labels, which do not say what to do with the rows."""
    own = set(content_words(" ".join(label)))
    return " ".join(part for part in fold(question).replace("’", "'").split() if not set(words(part)) & own)


def _of_rows(question: str, asked: Operation | None, grid: Grid, named: Sequence[Evidence], columns: Sequence[Column]) -> Working | None:
    column = grid.column(columns)
    operands = [operand for row in named if column is not None and (operand := grid.operand(row.unit, column))]
    if column is None or len(operands) < len(named):
        return None
    if asked == "sum":
        operands.sort(key=lambda operand: operand.unit.start)
        return _sum_of_rows(grid, column, operands)
    if asked in ("rise", "fall", "difference") and len(operands) == 2:
        first, second = operands if _reference(question, grid, operands) == 1 else operands[::-1]
        return _difference(grid, first, second, asked)
    return None


def _sum_of_rows(grid: Grid, column: Column, operands: Sequence[Operand]) -> Working | None:
    """The sum of rows, as the table states it where they are all the parts of another; none where one is a part of another, and would count twice."""
    above = grid.parents(column)
    if above is None:
        return _equation(grid, operands, "+")
    places = [grid.rows.index(operand.unit) for operand in operands]
    over: set[int | None] = set()
    for place in places:
        parent = above[place]
        while parent is not None:
            over.add(parent)
            parent = above[parent]
    if over & set(places):
        return None
    parent = above[places[0]]
    if parent is not None and [place for place, other in enumerate(above) if other == parent] == places:
        return _stated(grid, grid.operand(grid.rows[parent], column), operands)
    return _equation(grid, operands, "+")


def _of_columns(question: str, asked: Operation | None, grid: Grid, unit: Unit, columns: Sequence[Column]) -> Working | None:
    years = period(question)
    if asked is None and years and grid.whole and _HOW_MUCH.search(fold(question)):
        asked = "sum"  # years that the table itself adds up
    if asked != "sum" and years:
        columns = [*columns[:1], *columns[1:][-1:]]
    operands = [operand for column in columns if (operand := grid.operand(unit, column))]
    if len(operands) < max(2, len(columns)):
        return None
    if asked == "sum":
        every = grid.whole is not None and grid.columns - {grid.whole} == set(columns)
        return _stated(grid, grid.operand(unit, grid.whole) if every and grid.whole else None, operands)
    if asked in ("rise", "fall", "difference") and len(operands) == 2:
        text = grid.passage.document_text
        in_time = all(YEAR.search(span.of(text)) for column in columns for span in column)
        return _difference(grid, operands[1], operands[0], "rise" if in_time and asked == "difference" else asked)
    return None


def _reference(question: str, grid: Grid, operands: Sequence[Operand]) -> int:
    """Which of two rows the other is compared with: the one after "than", or else the one named second."""
    labels = [words(operand.unit.label.of(grid.passage.document_text)) if operand.unit.label else [] for operand in operands]
    own = [WordMatcher(set(label) - set(other)) for label, other in zip(labels, reversed(labels), strict=True)]
    folded = fold(question).replace("’", "'")
    marks = list(_REFERENCE.finditer(folded))
    for said, is_reference in ((folded[marks[-1].end() :] if marks else "", True), (folded, False)):
        for word in content_words(said):
            found = [place for place, label in enumerate(own) if label.match(word)]
            if len(found) == 1:
                return found[0] if is_reference else 1 - found[0]
    return 1


def _stated(grid: Grid, stated: Operand | None, parts: Sequence[Operand]) -> Working | None:
    """The sum as the table states it, where it does, or else computed. The parts are shown where they add up to the last digit."""
    written = grid.notation([stated, *parts]) if stated else None
    if stated is None or written is None:
        return _equation(grid, parts, "+")
    values = [written.value(part.figure) for part in parts]
    total = written.value(stated.figure)
    if total == sum(values):
        equation = _equation(grid, parts, "+")
        return replace(equation, beside=stated) if equation and stated.unit != parts[0].unit else Working(grid, (stated,))
    return Working(grid, (stated,)) if near(total, values) else _equation(grid, parts, "+")


def _difference(grid: Grid, first: Operand, second: Operand, asked: Operation) -> Working | None:
    """How much the first is above the second, or below it; where the question does not say which is larger, the larger less the smaller."""
    written = grid.notation([first, second])
    if written is None:
        return None
    smaller = written.value(first.figure) < written.value(second.figure)
    turned = asked == "fall" or (asked == "difference" and smaller)
    return _equation(grid, (second, first) if turned else (first, second), "−")


def _equation(grid: Grid, operands: Sequence[Operand], operator: str) -> Working | None:
    written = grid.notation(operands)
    if written is None:
        return None
    found = [written.value(operand.figure) for operand in operands]
    result = sum(found, Decimal(0)) if operator == "+" else found[0] - found[1]
    said = f" {operator} ".join(term(operand.figure) for operand in operands)
    return Working(grid, tuple(operands), f"{said} = **{written.written(result, max(map(decimals, found)))}**")
