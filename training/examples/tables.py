"""Made-up tables: amounts by year, figures by name, prices, opening hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.types import Span
from training.examples.lookups import NAME_OF_FIGURE, ROW_OF_AMOUNT, YEAR_OF_AMOUNT, in_measure, noted, once
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import COLUMNS, MEASURES, Term, capital, figure, word

_MONEY, _COUNTED = MEASURES[:4], MEASURES[4:]
_MONEY_COLUMNS = frozenset(("Grants", "Costs", "Revenue", "Loans"))
_ROWS = (3, 4, 5, 6, 8, 11)
"""How many rows a table may have."""

_AMOUNT: Wordings = {
    "en": (
        "How much was spent on {row_the} in {column} in {place}?",
        "What amount went to {row_the} in {column} ({place})?",
        "What is the {column} budget for {row_the} in {place}?",
        "How much did {place} give to {row_the} in {column}?",
        "{place}: {row} {column}?",
        "Which sum was set aside for {row_the} in {column} by {place}?",
    ),
    "fr": (
        "Combien {place} a-t-il dépensé pour {row_the} en {column} ?",
        "Quel montant va à {row_the} en {column} ({place}) ?",
        "Quel est le budget {column} pour {row_the} à {place} ?",
        "Combien pour {row_the} en {column}, {place} ?",
        "{place} : {row} {column} ?",
        "Quelle somme est prévue pour {row_the} en {column} à {place} ?",
    ),
}
_COUNT: Wordings = {
    "en": (
        "How many {measure} were there for {row_the} in {column} in {place}?",
        "What was the figure for {row_the} in {column} in {place}, in {measure}?",
        "{measure} for {row} in {column}, {place}?",
        "How many {measure} for {row_the} in {column} ({place})?",
    ),
    "fr": (
        "Combien de {measure} pour {row_the} en {column} à {place} ?",
        "Quel est le chiffre {row_of} en {column} à {place}, en {measure} ?",
        "{measure} : {row} en {column}, {place} ?",
        "Combien y avait-il de {measure} pour {row_the} en {column} ({place}) ?",
    ),
}
_SUM: Wordings = {
    "en": (
        "What is the total for {column} in {place}?",
        "How much is it in total in {column} in {place}?",
        "Total {column} {place}?",
        "What was {place}'s whole in {column}?",
    ),
    "fr": (
        "Quel est le total pour {column} à {place} ?",
        "Combien au total en {column} à {place} ?",
        "Total {column} {place} ?",
        "Quel montant global à {place} en {column} ?",
    ),
}
_COURSE: Wordings = {
    "en": ("How did {row_the} develop over the years in {place}?", "What are the yearly figures for {row_the} in {place}?", "{row}, year by year, {place}?"),
    "fr": (
        "Comment {row_the} ont-ils évolué d’année en année à {place} ?",
        "Quels sont les chiffres annuels {row_of} à {place} ?",
        "{row}, année par année, {place} ?",
    ),
}
_CHANGE: Wordings = {
    "en": (
        "By how much did {row_the} change between {column} and {other} in {place}?",
        "{row} in {place}, {column} compared with {other}: what were the two figures?",
        "Did {place} have more for {row_the} in {column} or in {other}?",
    ),
    "fr": (
        "De combien {row_the} ont-ils changé entre {column} et {other} à {place} ?",
        "{row} à {place}, {column} par rapport à {other} : quels sont les deux chiffres ?",
        "Y avait-il plus pour {row_the} en {column} ou en {other} à {place} ?",
    ),
}
_WHO: Wordings = {
    "en": (
        "Who is responsible for {row_the} in {place}?",
        "Who decides on {row_the} in {place}?",
        "Why was the money for {row_the} changed in {place}?",
        "Where is the office for {row_the} in {place}?",
    ),
    "fr": (
        "Qui est responsable {row_of} à {place} ?",
        "Qui décide pour {row_the} à {place} ?",
        "Pourquoi le montant pour {row_the} a-t-il changé à {place} ?",
        "Où est le bureau {row_of} à {place} ?",
    ),
}
_NAMED_COUNT: Wordings = {
    "en": ("How many {column} does {row} have?", "Number of {column} of {row}?", "{row} {column}", "How many {column} are there in {row}?"),
    "fr": ("Combien de {column} {row} a-t-il ?", "Nombre de {column} de {row} ?", "{row} {column}", "Combien y a-t-il de {column} à {row} ?"),
}
_NAMED_AMOUNT: Wordings = {
    "en": ("How high are the {column} of {row}?", "What {column} does {row} have?", "{row} {column}", "How much are {row}'s {column}?"),
    "fr": ("À combien s’élèvent les {column} de {row} ?", "Quelles sont les {column} de {row} ?", "{row} {column}", "Combien de {column} pour {row} ?"),
}
_PRICE: Wordings = {
    "en": ("How much does a lesson on {row_the} cost?", "What is the price for {row_the}?", "{row} price", "What do I pay for {row_the}?"),
    "fr": ("Combien coûte une séance sur {row_the} ?", "Quel est le prix pour {row_the} ?", "{row} prix", "Que dois-je payer pour {row_the} ?"),
}
_OPENING: Wordings = {
    "en": ("When does it {column} on {row_the}?", "At what time does the house {column} on {row_the}?", "{row}: {column}?"),
    "fr": ("À quelle heure {column} le {row} ?", "Quand est-ce que ça {column} le {row} ?", "{row} : {column} ?"),
}
_DAYS = tuple(
    Term(*pair.split("|")) for pair in "Monday|lundi Tuesday|mardi Wednesday|mercredi Thursday|jeudi Friday|vendredi Saturday|samedi Sunday|dimanche".split()
)


@dataclass(frozen=True, slots=True)
class Written:
    """Where the cells of a table are, by row and column."""

    labels: tuple[Span, ...]
    cells: tuple[tuple[Span, ...], ...]


def write_table(sheet: Sheet, corner: str, columns: Sequence[str], rows: Sequence[tuple[str, Sequence[str]]], *, is_words: bool = False) -> Written:
    """A table between pipes, in columns of one width, or, unless its cells are words, with single spaces as text copied from a page has."""
    written = []
    form = "pipes" if sheet.markdown else "wide" if is_words else sheet.random.choice(("wide", "narrow"))
    first = max(len(corner), *(len(label) for label, _ in rows)) + 3
    width = max(len(cell) for cell in (*columns, *(cell for _, cells in rows for cell in cells))) + 3
    for place, (label, cells) in enumerate([(corner, columns), *rows]):
        spans = [_cell(sheet, label, first, form, is_label=True)]
        spans += [_cell(sheet, cell, width, form) for cell in cells]
        sheet.write(" |\n" if form == "pipes" else "\n")
        if place == 0 and form == "pipes":
            sheet.write("|---" * (len(columns) + 1) + "|\n")
        written.append(spans)
    sheet.write("\n")
    return Written(tuple(spans[0] for spans in written[1:]), tuple(tuple(spans[1:]) for spans in written[1:]))


def _cell(sheet: Sheet, text: str, width: int, form: str, *, is_label: bool = False) -> Span:
    if form == "pipes":
        sheet.write("| " if is_label else " | ")
        return sheet.write(text)
    if form == "narrow":
        sheet.write("" if is_label else " ")
        return sheet.write(text if is_label else text.replace(" ", ""))
    if not is_label:
        sheet.write(" " * (width - len(text)))
    span = sheet.write(text)
    sheet.write(" " * (width - len(text)) if is_label else "")
    return span


def years(sheet: Sheet) -> None:
    """Amounts or numbers by year, of one place or of two."""
    random, language = sheet.random, sheet.language
    start = random.randrange(1990, 2030)
    columns = [str(start + step) for step in range(random.randrange(2, 6))]
    terms = [sheet.subject() for _ in range(random.choice(_ROWS))]
    is_money = random.random() < 0.7
    measure = random.choice(_MONEY if is_money else _COUNTED)
    places = [word(random, 2) for _ in range(random.choice((1, 1, 2)))]
    numbering = random.random() < 0.3
    for number, place in enumerate(places, 1):
        has_total = random.random() < 0.5
        sheet.heading(
            sheet.pick(
                (f"Budget of {place}", f"{place}: figures by year", f"Table {number}. {place}"),
                (f"Budget de {place}", f"{place} : chiffres par an", f"Tableau {number}. {place}"),
            ),
            3,
        )
        labels = [f"{number}.{at} {term.in_(language)}" if numbering else capital(term.in_(language)) for at, term in enumerate(terms, 1)]
        rows = [(label, [figure(random, language) for _ in columns]) for label in labels]
        rows += [("Total", [figure(random, language) for _ in columns])] if has_total else []
        written = write_table(sheet, measure.in_(language), columns, rows)
        wordings, mismatched = (_AMOUNT, _COUNT) if is_money else (_COUNT, _AMOUNT)
        for _ in range(3):
            row, column = random.randrange(len(terms)), random.randrange(len(columns))
            fill = both(row=terms[row], column=columns[column], place=place, measure=measure.lowered())
            sheet.ask("table.cell", wordings, (written.cells[row][column],), fill=fill)
        row, column = random.randrange(len(terms)), random.randrange(len(columns))
        near = written.cells[row][column]
        wrong_year = str(int(random.choice(columns)) + random.choice((-7, -6, 6, 7, 8)))
        fill = both(row=terms[row], column=columns[column], place=place, measure=(random.choice(_COUNTED) if is_money else measure).lowered())
        sheet.ask("table.missing_year", wordings, near=near, fill=both(row=terms[row], column=wrong_year, place=place, measure=measure.lowered()))
        sheet.ask("table.missing_row", wordings, near=near, fill=both(row=sheet.subject(), column=columns[column], place=place, measure=measure.lowered()))
        sheet.ask("table.wrong_place", wordings, near=near, fill=both(row=terms[row], column=columns[column], place=word(random, 2), measure=measure.lowered()))
        sheet.ask("table.wrong_measure", mismatched, near=near, fill=fill)
        sheet.ask("table.not_stated", _WHO, near=near, fill=fill)
        one, other = random.sample(range(len(columns)), 2)
        compared = both(row=terms[row], column=columns[one], other=columns[other], place=place)
        sheet.ask("table.change", _CHANGE, (written.cells[row][one], written.cells[row][other]), fill=compared)
        _ask_back(sheet, written, terms, columns, place, measure if is_money and random.random() < 0.5 else None)
        sheet.ask("table.row", _COURSE, (Span(written.cells[row][0].start, written.cells[row][-1].end),), fill=fill)
        if has_total:
            sheet.ask("table.total", _SUM, (written.cells[-1][column],), fill=fill)
        else:
            sheet.ask("table.no_total", _SUM, near=near, fill=fill)


def _ask_back(sheet: Sheet, written: Written, terms: Sequence[Term], columns: Sequence[str], place: str, measure: Term | None) -> None:
    """Asks for the year and for the row of two figures that stand only once in a table, and for the row of one that does not stand there."""
    random, language = sheet.random, sheet.language

    def said(amount: str) -> Term:
        return in_measure(noted(amount, language, random), measure) if measure else noted(amount, language, random)

    alone = [(row, column) for row, column in once(written.cells, sheet.text) if row < len(terms)]
    for (row, column), is_year in zip(random.sample(alone, min(2, len(alone))), (True, False), strict=False):
        cell = written.cells[row][column]
        fill = both(row=terms[row], column=columns[column], place=place, amount=said(cell.of(sheet.text)))
        if is_year:
            sheet.ask("table.year_of_amount", YEAR_OF_AMOUNT, (cell,), fill=fill)
        else:
            sheet.ask("table.row_of_amount", ROW_OF_AMOUNT, (written.labels[row],), fill=fill)
    other = figure(random, language)
    if other not in {cell.of(sheet.text) for cells in written.cells for cell in cells}:
        fill = both(column=columns[0], place=place, amount=said(other))
        sheet.ask("table.missing_amount", ROW_OF_AMOUNT, near=written.labels[0], fill=fill)


def names(sheet: Sheet) -> None:
    """Figures of several kinds for places that nobody knows."""
    random, language = sheet.random, sheet.language
    columns, absent = _split(sheet, random.sample(COLUMNS, 5), random.randrange(2, 4))
    rows = [word(random) for _ in range(random.choice(_ROWS))]
    sheet.heading(
        sheet.pick(("Key figures", "Overview of the sites", "Figures by district"), ("Chiffres clés", "Aperçu des sites", "Chiffres par district")), 3
    )
    titles = [column.in_(language) for column in columns]
    written = write_table(
        sheet,
        sheet.pick(("Place", "Site", "District"), ("Lieu", "Site", "District")),
        titles,
        [(row, [figure(random, language) for _ in columns]) for row in rows],
    )
    for _ in range(4):
        row, column = random.randrange(len(rows)), random.randrange(len(columns))
        sheet.ask("table.column", _named(columns[column]), (written.cells[row][column],), fill=both(row=rows[row], column=columns[column].lowered()))
    for row, column in random.sample(alone := once(written.cells, sheet.text), min(2, len(alone))):
        amount = noted(written.cells[row][column].of(sheet.text), language, random)
        sheet.ask("table.name_of_figure", NAME_OF_FIGURE, (written.labels[row],), fill=both(amount=amount, column=columns[column].lowered()))
    row = random.randrange(len(rows))
    sheet.ask("table.missing_column", _named(absent[0]), near=written.labels[row], fill=both(row=rows[row], column=absent[0].lowered()))
    sheet.ask("table.missing_name", _named(columns[0]), near=written.labels[row], fill=both(row=word(random), column=columns[0].lowered()))


def prices(sheet: Sheet) -> None:
    """One price a line."""
    random, language = sheet.random, sheet.language
    terms = [sheet.subject() for _ in range(random.randrange(4, 7))]
    sheet.heading(sheet.pick(("Price list", "What our lessons cost"), ("Liste des prix", "Tarif de nos séances")), 3)
    rows = [(capital(term.in_(language)), [f"{random.randrange(5, 90)}{'.' if language == 'en' else ','}{random.randrange(10, 99)} €"]) for term in terms]
    written = write_table(sheet, sheet.pick(("Lesson",), ("Séance",)), [sheet.pick(("Price",), ("Prix",))], rows)
    for row in random.sample(range(len(terms)), 3):
        sheet.ask("prices.cell", _PRICE, written.cells[row], fill=both(row=terms[row]))
    sheet.ask("prices.missing_row", _PRICE, near=written.cells[0][0], fill=both(row=sheet.subject()))


def hours(sheet: Sheet) -> None:
    """When a house opens and closes."""
    random, language = sheet.random, sheet.language
    days = sorted(random.sample(range(7), random.randrange(4, 7)))
    absent = random.choice([day for day in range(7) if day not in days])
    sheet.heading(sheet.pick(("Opening hours", "When to come"), ("Heures d’ouverture", "Quand venir")), 3)
    rows = [
        (
            capital(_DAYS[day].in_(language)),
            [f"{random.randrange(7, 12)}:{random.randrange(10, 60)}", f"{random.randrange(15, 23)}:{random.randrange(10, 60)}"],
        )
        for day in days
    ]
    written = write_table(sheet, sheet.pick(("Day",), ("Jour",)), list(sheet.pick(("Opens Closes",), ("Ouverture Fermeture",)).split()), rows)
    verbs = (Term("open", "ouvre"), Term("close", "ferme"))
    for place in random.sample(range(len(days)), 3):
        column = random.randrange(2)
        sheet.ask("hours.cell", _OPENING, (written.cells[place][column],), fill=both(row=_DAYS[days[place]], column=verbs[column]))
    sheet.ask("hours.missing_row", _OPENING, near=written.labels[0], fill=both(row=_DAYS[absent], column=verbs[0]))


def _named(column: Term) -> Wordings:
    return _NAMED_AMOUNT if column.en in _MONEY_COLUMNS else _NAMED_COUNT


def _split(sheet: Sheet, terms: Sequence[Term], count: int) -> tuple[list[Term], list[Term]]:
    return list(terms[:count]), list(terms[count:])
