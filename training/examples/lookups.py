"""The other way round: a figure is named, and asked is when it was, or whose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random

from assistant.types import Span
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import GROUPS, Language, Term, brand, figure, stranger

YEAR_OF_AMOUNT: Wordings = {
    "en": (
        "In which year did {place} spend {amount} on {row_the}?",
        "When was the figure for {row_the} in {place} {amount}?",
        "In what year was it {amount} for {row_the} ({place})?",
        "{row} {place} {amount}: which year?",
    ),
    "fr": (
        "En quelle année {place} a-t-il dépensé {amount} pour {row_the} ?",
        "Quand le chiffre {row_of} à {place} était-il de {amount} ?",
        "Quelle année compte {amount} pour {row_the} ({place}) ?",
        "{row} {place} {amount} : quelle année ?",
    ),
}
ROW_OF_AMOUNT: Wordings = {
    "en": (
        "What did {amount} go to in {column} in {place}?",
        "Which item received {amount} in {place} in {column}?",
        "{place} spent {amount} in {column}: on what?",
        "What was {amount} used for in {place}?",
    ),
    "fr": (
        "À quoi sont allés {amount} en {column} à {place} ?",
        "Quel poste a reçu {amount} à {place} en {column} ?",
        "{place} a dépensé {amount} en {column} : pour quoi ?",
        "À quoi ont servi {amount} à {place} ?",
    ),
}
NAME_OF_FIGURE: Wordings = {
    "en": ("Which place has {amount} {column}?", "Where are there {amount} {column}?", "Who counts {amount} {column}?", "{amount} {column}: where?"),
    "fr": ("Quel lieu compte {amount} {column} ?", "Où y a-t-il {amount} {column} ?", "Qui a {amount} {column} ?", "{amount} {column} : où ?"),
}
PROJECT_OF_BUDGET: Wordings = {
    "en": ("What are the {amount} for?", "Which project has a budget of {amount}?", "What is done with the {amount}?", "Who gets {amount}?"),
    "fr": ("À quoi servent les {amount} ?", "Quel projet a un budget de {amount} ?", "Que fait-on des {amount} ?", "Qui reçoit {amount} ?"),
}
_COUNTED: Wordings = {
    "en": ("How many {group} did {name} receive in {year}?", "{name}: how many {group} in {year}?", "What was the number of {group} at {name} in {year}?"),
    "fr": (
        "Combien de {group} {name} a-t-il accueilli en {year} ?",
        "{name} : combien de {group} en {year} ?",
        "Quel était le nombre de {group} chez {name} en {year} ?",
    ),
}
_YEAR_OF_COUNT: Wordings = {
    "en": ("In which year did {name} receive {amount} {group}?", "When were there {amount} {group} at {name}?", "{name}, {amount} {group}: when?"),
    "fr": (
        "En quelle année {name} a-t-il accueilli {amount} {group} ?",
        "Quand y avait-il {amount} {group} chez {name} ?",
        "{name}, {amount} {group} : quand ?",
    ),
}
_SAID: Wordings = {
    "en": ("{name} received {amount} {group} in {year}.", "In {year}, {name} received {amount} {group}.", "{year}: {amount} {group} were received by {name}."),
    "fr": (
        "{name} a accueilli {amount} {group} en {year}.",
        "En {year}, {name} a accueilli {amount} {group}.",
        "{year} : {amount} {group} accueillis par {name}.",
    ),
}
_PLAIN = 0.2
"""The share of figures whose thousands are not set apart in the question."""


def noted(amount: str, language: Language, random: Random) -> Term:
    """A figure of a document in that language as either language writes it.

    >>> noted("2,304.5", "en", Random(0))
    Term(en='2,304.5', fr='2 304,5')
    """
    en = amount.translate({ord(" "): ",", ord(","): "."}) if language == "fr" else amount
    fr = amount.translate({ord(","): " ", ord("."): ","}) if language == "en" else amount
    return Term(en.replace(",", ""), fr.replace(" ", "")) if random.random() < _PLAIN else Term(en, fr)


def in_measure(amount: Term, measure: Term) -> Term:
    """A figure with the measure of its table, as a sentence has it: "12 million euros"."""
    plain = measure.en.lower().replace("millions", "million").replace("thousands", "thousand").replace(" of ", " ")
    return Term(f"{amount.en} {plain}", f"{amount.fr} {measure.fr.lower()}")


def once(cells: Sequence[Sequence[Span]], text: str) -> list[tuple[int, int]]:
    """The rows and columns of the cells whose figure no other has."""
    said = Counter(span.of(text) for row in cells for span in row)
    return [(row, column) for row, spans in enumerate(cells) for column, span in enumerate(spans) if said[span.of(text)] == 1]


def series(sheet: Sheet) -> None:
    """One sentence a year, all alike, of one house or of two in turn."""
    random, language = sheet.random, sheet.language
    names, group, first = [brand(random) for _ in range(random.choice((1, 2)))], random.choice(GROUPS), random.randrange(1985, 2028)
    years = [str(first + step) for step in range(random.randrange(3, 7))]
    template, between = random.choice(_SAID[language]), random.choice((" ", "\n", "\n\n"))
    sheet.heading(sheet.pick(("Ledger", "Year by year"), ("Registre", "Année par année")))
    told: list[tuple[str, str, Span, Span]] = []
    for year in years:
        for name in names:
            amount = figure(random, language)
            places = sheet.spell(template, name=name, amount=amount, group=group.in_(language), year=year)
            sheet.write(between)
            told.append((name, year, places["amount"], places["year"]))
    sheet.write("\n\n")
    amounts = Counter(amount.of(sheet.text) for _, _, amount, _ in told)
    for name, year, count, when in random.sample(told, 3):
        sheet.ask("series.figure", _COUNTED, (count,), fill=both(name=name, year=year, group=group))
        if amounts[count.of(sheet.text)] == 1:
            sheet.ask("series.year", _YEAR_OF_COUNT, (when,), fill=both(name=name, group=group, amount=noted(count.of(sheet.text), language, random)))
    name, _, near, _ = told[-1]
    later, other = str(first + len(years) + random.randrange(3)), noted(figure(random, language), language, random)
    sheet.ask("series.missing_year", _COUNTED, near=near, fill=both(name=name, year=later, group=group))
    if other.in_(language) not in amounts:
        sheet.ask("series.missing_figure", _YEAR_OF_COUNT, near=near, fill=both(name=name, group=group, amount=other))
    sheet.ask("series.wrong_name", _COUNTED, near=near, fill=both(name=stranger(random, name), year=years[-1], group=group))
