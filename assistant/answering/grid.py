"""A table whole, for arithmetic: its figures by row and column, how they are written, and what they measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.answering.figures import Notation, notation
from assistant.answering.levels import parents
from assistant.answering.marks import plain
from assistant.answering.rows import Column, measure, own_measure, whole_column
from assistant.documents.tables import MEASURE
from assistant.lexical import fold
from assistant.types import Cell, Passage, Span, Unit


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell with its row and the figure in it."""

    unit: Unit
    cell: Cell
    figure: str


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a table, each with a label, and a passage that has some of them."""

    passage: Passage
    rows: Sequence[Unit]

    @property
    def labels(self) -> list[str]:
        """The label of each row."""
        return [row.label.of(self.passage.document_text) if row.label else "" for row in self.rows]

    @property
    def columns(self) -> set[Column]:
        """The columns that have a cell; an empty one where it is not known which a cell is in, or where the only one has no name."""
        return {cell.column for row in self.rows for cell in row.cells}

    @property
    def whole(self) -> Column | None:
        """The column that has the total of the others."""
        return whole_column(self.passage, self.rows[0])

    def has(self, passage: Passage, unit: Unit) -> bool:
        """Whether a unit is one of its rows."""
        return passage.document.id == self.passage.document.id and unit in self.rows

    def column(self, named: Sequence[Column]) -> Column | None:
        """The one column that is meant where these are named: it, the total where they are all or none is named, or else the only one there is."""
        if len(named) == 1:
            return named[0]
        if self.whole is not None and (not named or self.columns - {self.whole} == set(named)):
            return self.whole
        return next(iter(self.columns)) if not named and len(self.columns) == 1 and all(len(row.cells) <= 1 for row in self.rows) else None

    def operand(self, unit: Unit, column: Column) -> Operand | None:
        """The figure of a row in a column, None where there is none."""
        cells = [cell for cell in unit.cells if cell.column == column]
        said = plain(cells[0].span.of(self.passage.document_text)) if len(cells) == 1 else ""
        figure = " ".join(MEASURE.sub(" ", said).split())
        return Operand(unit, cells[0], figure) if figure in said and notation([figure]) else None

    def notation(self, operands: Sequence[Operand]) -> Notation | None:
        """How operands are written, as their columns show it; None where the operands alone would be read otherwise, or are not measured alike."""
        columns = {operand.cell.column for operand in operands}
        around = [self.operand(row, column) for row in self.rows for column in columns]
        own, wide = notation([operand.figure for operand in operands]), notation([found.figure for found in around if found])
        if own is None or wide is None or len({self._measured(operand) for operand in operands}) > 1:
            return None
        return wide if all(own.value(operand.figure) == wide.value(operand.figure) for operand in operands) else None

    def values(self, column: Column) -> list[Decimal | None]:
        """What each row has in a column, None where it has no figure there, or the figures are not written alike."""
        operands = [self.operand(row, column) for row in self.rows]
        written = notation([operand.figure for operand in operands if operand])
        return [written.value(operand.figure) if operand and written else None for operand in operands]

    def parents(self, column: Column) -> list[int | None] | None:
        """The place of the row that each row is a part of, as far as a column tells (`levels.parents`)."""
        return parents(self.labels, self.values(column))

    def measure(self, operand: Operand) -> str | None:
        """The unit of measure that is said beside a figure: the cell's own, or the table's; that of its column or row is said with their names."""
        own = MEASURE.search(operand.cell.span.of(self.passage.document_text))
        return own.group() if own else None if self._named_measure(operand) else measure(self.passage, operand.unit)

    def _named_measure(self, operand: Operand) -> str | None:
        """The unit of measure in a cell, or in the name of its column or row."""
        text, label = self.passage.document_text, operand.unit.label
        of_row = MEASURE.search(label.of(text)) if label else None
        return own_measure(text, operand.cell) or (of_row.group() if of_row else None)

    def _measured(self, operand: Operand) -> str:
        return fold(self._named_measure(operand) or measure(self.passage, operand.unit) or "").replace(" ", "")


def grid_of(passage: Passage, unit: Unit) -> Grid | None:
    """The whole table of a row; None where it has no header to know it by, or a row of it was cut or has no label."""
    rows = [row for row in passage.document_units if row.kind == "row" and row.header == unit.header] if unit.kind == "row" and unit.header else []
    return Grid(passage, rows) if len(rows) > 1 and unit in rows and all(row.label is not None and row.label.start < row.label.end for row in rows) else None


@dataclass(frozen=True, slots=True)
class Working:
    """What was found in a table, and how.

    Attributes:
        grid: The table.
        shown: The cells that answer, or that the answer was computed from.
        relation: An equation with its result between `**`, a comparison, or nothing where the table states the answer itself.
        beside: The row that the shown one was compared with, or that states the result itself.
        compared: From the first to the last of all the rows that were.
    """

    grid: Grid
    shown: tuple[Operand, ...]
    relation: str = ""
    beside: Operand | None = None
    compared: Span | None = None


def term(figure: str) -> str:
    """A figure as it stands in a relation."""
    return f"({figure})" if figure[0] in "-−–" else figure
