"""Table rows: which of their cells a question asks for, and how a person would say them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answering.operations import LEAST, MOST, PERIOD, WHICH_YEAR, period
from assistant.documents.tables import MEASURE, value
from assistant.lexical import WordMatcher, content_words, fold, words
from assistant.types import Cell, Passage, Span, Unit

Column = tuple[Span, ...]
"""The header cells of a column; none where the table has a single column without a name."""
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEFT_OUT = re.compile(r"\b(?:hors|sans|sauf|excepte|excluding|except|without|apart from|not counting)\b[^,;:.?!()]*")
"""What the question leaves out."""
_COMPARES = re.compile(
    r"\b(?:compar\w+|versus|vs|against|par rapport|differ\w*|gap|ecarts?|than)\b|\b(?:plus|moins|aussi|autant)\b.*\bqu(?:e\b|['’])"
    r"|\b(?:et|and)\s+(?:(?:a|de|en|dans|in|at|to|of)\s+)?(?:qui|ou|quand|quel\w*|combien|comment|who|where|when|which|what|how)\b"
)
"""What a question has that sets one column against another, or asks for several ("who runs it and where is it?")."""
_WHOLE = re.compile(
    r"\b(?:total(?:e|es|s)?|totaux|en tout|au global|global(?:e|ement)?|overall|altogether|in all|together|combined|confondu(?:e|es|s)|ensemble)\b"
)


def measure(passage: Passage, unit: Unit) -> str | None:
    """The unit of measure that the header lines state for all of a table, nearest to the rows first; one in a column's name is that column's."""
    text = passage.document_text
    names = [span for column in _columns(passage, unit) for span in column]
    for span in reversed(unit.header):
        for match in MEASURE.finditer(span.of(text)):
            start, end = span.start + match.start(), span.start + match.end()
            if not any(name.start <= start and end <= name.end for name in names):
                return match.group()
    return None


def own_measure(text: str, cell: Cell) -> str | None:
    """The unit of measure that a cell or the name of its column states."""
    matches = (MEASURE.search(span.of(text)) for span in (cell.span, *cell.column))
    return next((match.group() for match in matches if match), None)


def asked_cells(question: str, passage: Passage, unit: Unit) -> tuple[Cell, ...] | None:
    """The cells of a row that a question asks for by their columns: none where it names no column, and None where it names one that the row has no cell in.

    A number, as a year is, must stand in the column's name as it is. Another column is named by all the words that it alone has; a part of them may be said of
    anything, and then the whole row is the answer, as it is where columns are compared. Asked in which year the row is largest or smallest, it is that year's.
    "Total", by that or another word, is meant beside a year, or where no other column is. What the label says itself names no column.
    """
    text = passage.document_text
    columns = _columns(passage, unit)
    if not columns:
        return ()
    label = _label_words(text, unit)
    folded = _LEFT_OUT.sub(" ", PERIOD.sub(" ", fold(question)))
    asked = [word for word in content_words(folded) if word not in label]
    names = {column: words(" ".join(span.of(text) for span in column)) for column in columns}
    whole = {column for column, name in names.items() if _WHOLE.fullmatch(" ".join(name))}
    if not Counter(_WHOLE.findall(folded)) - Counter(_WHOLE.findall(" ".join(label))):
        whole = set()
    years = {column for column, name in names.items() if any(word in asked for word in name if word[0].isdigit())}
    if years:
        years = _named_fullest(asked, names) & years or {column for column in years if _is_named(column, asked, names)} or years
        found = _in_columns(unit, years)
        return found and (_in_columns(unit, years | whole) or found)
    if _misses_year(asked, names, text, unit):
        return None
    extreme = _extreme_years(folded, text, unit)
    if extreme:
        return extreme
    named = _named_fullest(asked, names) or {column for column in names if _is_named(column, asked, names)} or whole
    return _in_columns(unit, named) if len(named) == 1 and not _COMPARES.search(folded) else ()


def named_columns(question: str, passage: Passage, unit: Unit) -> list[Column]:
    """The columns that a question names, in their order: years, or else those of a period, or else the others that it names. No total is one."""
    text = passage.document_text
    label = _label_words(text, unit)
    asked = [word for word in content_words(_LEFT_OUT.sub(" ", PERIOD.sub(" ", fold(question)))) if word not in label]
    names = {column: words(" ".join(span.of(text) for span in column)) for column in _columns(passage, unit)}
    of_years = {column: {word for word in name if YEAR.fullmatch(word)} for column, name in names.items()}
    named = {column for column, found in of_years.items() if found & set(asked)}
    years = period(question)
    if not named and years and all(any(year in found for found in of_years.values()) for year in years):
        named = {column for column, found in of_years.items() if any(years[0] <= year <= years[1] for year in found)}
    named = named or {column for column in names if _is_named(column, asked, names)}
    return sorted(named)


def whole_column(passage: Passage, unit: Unit) -> Column | None:
    """The column that has the total of the others, if the table has one."""
    text = passage.document_text
    return next((column for column in _columns(passage, unit) if _WHOLE.fullmatch(" ".join(words(" ".join(span.of(text) for span in column))))), None)


def is_total(text: str, unit: Unit) -> bool:
    """Whether a row's label is a word for a total and nothing else."""
    return unit.label is not None and _WHOLE.fullmatch(" ".join(words(unit.label.of(text)))) is not None


def row_words(question: str, passage: Passage, unit: Unit) -> list[str]:
    """The words of a question that a row's label has, but for those that name the column."""
    text = passage.document_text
    columns = {word for cell in asked_cells(question, passage, unit) or () for span in cell.column for word in words(span.of(text))}
    label = WordMatcher(_label_words(text, unit))
    return [word for word in content_words(question) if word not in columns and label.match(word) > 0]


def _label_words(text: str, unit: Unit) -> list[str]:
    """The words of what names a row."""
    return words(" ".join(span.of(text) for span in unit.labels))


def _columns(passage: Passage, unit: Unit) -> list[Column]:
    """The columns of the row's table, from all its rows in the passage."""
    rows = [other for other in passage.chunk.units if other.kind == "row" and other.header == unit.header]
    return list(dict.fromkeys(cell.column for row in (unit, *rows) for cell in row.cells if cell.column))


def _in_columns(unit: Unit, columns: set[tuple[Span, ...]]) -> tuple[Cell, ...] | None:
    return tuple(cell for cell in unit.cells if cell.column in columns) or None


def _extreme_years(folded_question: str, text: str, unit: Unit) -> tuple[Cell, ...]:
    """The cells of the years in which a row is largest or smallest, where the question asks in which that is."""
    cells = [cell for cell in unit.cells if any(YEAR.fullmatch(span.of(text)) for span in cell.column)]
    extreme = min if LEAST.search(folded_question) else max if MOST.search(folded_question) else None
    if extreme is None or len(cells) < 2 or not WHICH_YEAR.search(folded_question):
        return ()
    values = [value(cell.span.of(text)) for cell in cells]
    return tuple(cell for cell, found in zip(cells, values, strict=True) if found == extreme(values))


def _misses_year(asked: Sequence[str], names: Mapping[Column, Sequence[str]], text: str, unit: Unit) -> bool:
    """Whether the columns are years and the question asks for one that is neither among them nor what the whole table is about."""
    wanted = [word for word in asked if YEAR.fullmatch(word)]
    of_years = sum(any(YEAR.fullmatch(word) for word in name) for name in names.values())
    about = {word for span in unit.header for word in words(span.of(text))}
    return bool(wanted) and 2 * of_years > len(names) and not about & set(wanted)


def _named_fullest(asked: Sequence[str], names: Mapping[Column, Sequence[str]]) -> set[Column]:
    """The column of whose name the question has more than of any other's, and all that it has of theirs ("turnover per enterprise" beside "turnover")."""
    found: dict[Column, set[str]] = {}
    for column, name in names.items():
        matcher = WordMatcher(content_words(" ".join(name)))
        found[column] = {word for word in asked if matcher.match(word) > 0}
    best = max(found, key=lambda column: len(found[column]))
    return {best} if len(found[best]) > 1 and all(found[other] < found[best] for other in found if other != best) else set()


def _is_named(column: Column, asked: Sequence[str], names: Mapping[Column, Sequence[str]]) -> bool:
    """Whether the question has all the words of a column's name that no other column has."""
    others = WordMatcher(word for other, name in names.items() if other != column for word in name)
    own = [word for word in content_words(" ".join(names[column])) if not others.match(word)]  # of "2024 Loans" beside "2024 Grants": "loans"
    matcher = WordMatcher(asked)
    return bool(own) and not _WHOLE.fullmatch(" ".join(names[column])) and all(matcher.match(word) > 0 for word in own)
