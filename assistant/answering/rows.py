"""Table rows: label and cells, the unit of measure, and the column that a question names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.lexical import content_words, words
from assistant.types import Span

_CELL = re.compile(r"[-+−–]?[€$£]?\d+(?:[.,’']\d+)*\s?(?:%|€|\$|£)?|[-–—]|n/?a|n\.d\.")
_MEASURE = re.compile(
    r"(?:en |in )?(?:milliers|millions?|milliards?|thousands?|billions?|mio|mds?|[kM])\.?\s?(?:d[e’']\s?|of )?(?:€|euros?|eur\b|\$|dollars?|£|CHF)"
    r"|€|%|\beuros?\b|\beur\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """A table row cut into its label and its numeric cells, each as a span of the document."""

    label: Span
    cells: tuple[Span, ...]


def split_row(text: str, span: Span) -> Row | None:
    """The label and the cells of a row; None where it does not end in cells. Cells lie between bars where there are any, between white space otherwise."""
    found = _pieces(text, span)
    position = len(found)
    while position > 0 and _CELL.fullmatch(found[position - 1].of(text)):
        position -= 1
    if position in (0, len(found)):
        return None
    return Row(Span(found[0].start, found[position - 1].end), tuple(found[position:]))


def _pieces(text: str, span: Span) -> list[Span]:
    content = span.of(text)
    pattern = r"[^\s|](?:[^|]*[^\s|])?" if "|" in content else r"\S+"
    return [Span(span.start + match.start(), span.start + match.end()) for match in re.finditer(pattern, content)]


def measure(text: str, header: Sequence[Span]) -> str | None:
    """The unit of measure that the header lines state, nearest to the rows first, in their words."""
    for span in reversed(header):
        match = _MEASURE.search(span.of(text))
        if match:
            return match.group()
    return None


def column_of(text: str, header: Sequence[Span], row: Row, question: str) -> tuple[Span, Span] | None:
    """The cell whose column the question names, and the column's header; None where the columns cannot be told apart for certain.

    Certain means: the header line has bars between the columns, or it has, besides the unit of measure, as many words as the row has cells and most of them
    are numbers, as years are. Words alone prove nothing: a column may have several.
    """
    asked = set(content_words(question)) - set(words(row.label.of(text)))
    for span in reversed(header):
        columns = _columns(text, span)
        if len(columns) not in (len(row.cells), len(row.cells) + 1):
            continue
        pairs = zip(row.cells, columns[-len(row.cells) :], strict=True)
        named = [(cell, column) for cell, column in pairs if set(words(column.of(text))) & asked]
        if len(named) == 1 and ("|" in span.of(text) or (len(columns) == len(row.cells) and _mostly_numbers(text, columns))):
            return named[0]
    return None


def _mostly_numbers(text: str, columns: Sequence[Span]) -> bool:
    return 2 * sum(any(character.isdigit() for character in column.of(text)) for column in columns) > len(columns)


def _columns(text: str, span: Span) -> list[Span]:
    """The column headers of a header line: its pieces, without the unit of measure that stands before them."""
    content = span.of(text)
    unit = None if "|" in content else _MEASURE.search(content)
    if unit is None:
        return _pieces(text, span)
    before, after = Span(span.start, span.start + unit.start()), Span(span.start + unit.end(), span.end)
    return [*_pieces(text, before), *_pieces(text, after)]
