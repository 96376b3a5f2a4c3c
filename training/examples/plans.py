"""Made-up spending plans in numbered parts with measures below them, and shares of groups: a question rarely has the words of the row that answers it."""

from __future__ import annotations

from random import Random

from assistant.types import Span
from training.examples.sheet import Sheet, Wordings, both
from training.examples.tables import write_table
from training.examples.words import GROUPS, MEASURES, Term, brand, capital, figure

_TOTAL = Term("Total", "Total")
_SOURCES = (Term("Grants", "Subventions"), Term("Loans", "Prêts"), Term("Savings", "Épargne"), Term("Donations", "Dons"), Term("Reserve", "Réserve"))
_PARTS = (Term("Part", "Volet"), Term("Pillar", "Pilier"), Term("Chapter", "Chapitre"), Term("Objective", "Objectif"), Term("Line", "Ligne"))
_MEASURES = (
    Term("Support for {0}", "Soutenir {0}"),
    Term("Developing {0} and {1}", "Développer {0} et {1}"),
    Term("New equipment for {0}", "De nouveaux équipements pour {0}"),
    Term("{0} close to the inhabitants", "{0} au plus près des habitants"),
    Term("Research on {0} and {1}", "La recherche sur {0} et {1}"),
    Term("Bringing {0} up to date", "Mettre à jour {0}"),
)
_ROMAN = ("I", "II", "III", "IV", "V", "VI")

_AMOUNT: Wordings = {
    "en": (
        "How much does the {name} plan set aside for {row_the}?",
        "What does {name} spend on {row_the}, all in all?",
        "Under {name}, how much money is there for {row_the}?",
        "{name}: {row} amount",
        "I work in {row_the}: what can I expect from the {name} plan in total?",
    ),
    "fr": (
        "Combien le plan {name} prévoit-il pour {row_the} ?",
        "Quelle enveloppe le plan {name} réserve-t-il à {row_the} ?",
        "Dans le plan {name}, quel montant pour {row_the} ?",
        "{name} : {row} montant",
        "Je travaille dans le domaine {row_of} : que prévoit le plan {name} au total ?",
    ),
}
_BY_NUMBER: Wordings = {
    "en": ("How much for {number} of the {name} plan?", "{name}: total for {part} {number}?", "What amount has {number} in {name}?"),
    "fr": ("Combien pour {number} du plan {name} ?", "{name} : total pour {part} {number} ?", "Quel est le montant de {number} dans {name} ?"),
}
_BY_SOURCE: Wordings = {
    "en": (
        "How much in {column} is there for {row_the} in {name}?",
        "{name}, {row}: which sum in {column}?",
        "What do {column} pay for {row_the} under {name}?",
    ),
    "fr": (
        "Combien de {column} pour {row_the} dans {name} ?",
        "{name}, {row} : quelle somme en {column} ?",
        "Quelle part en {column} pour {row_the}, plan {name} ?",
    ),
}
_BY_SOURCES: Wordings = {
    "en": (
        "How do {column} and {other} compare for {row_the} in {name}?",
        "{name}, {row}: more {column} or more {other}, and how much of each?",
        "What do {column} and {other} come to for {row_the} under {name}?",
    ),
    "fr": (
        "{name} : comment se comparent {column} et {other} pour {row_the} ?",
        "{name}, {row} : plus de {column} ou de {other}, et combien de chaque ?",
        "Quels montants en {column} et en {other} pour {row_the}, plan {name} ?",
    ),
}
_COMPARED: Wordings = {
    "en": (
        "Does {name} give more to {row_the} or to {other_the}?",
        "{row} or {other}: which gets more from the {name} plan, and how much each?",
        "How much more does {row_the} get than {other_the} under {name}?",
        "How much do {row_the} and {other_the} get together from {name}?",
        "{name}: {row} and {other}, the two amounts",
        "What is the difference between {row_the} and {other_the} in {name}?",
    ),
    "fr": (
        "Le plan {name} donne-t-il plus à {row_the} ou à {other_the} ?",
        "{row} ou {other} : qui reçoit le plus du plan {name}, et combien chacun ?",
        "De combien {row_the} dépasse-t-il {other_the} dans {name} ?",
        "Combien {row_the} et {other_the} reçoivent-ils ensemble du plan {name} ?",
        "{name} : {row} et {other}, les deux montants",
        "Quelle différence entre {row_the} et {other_the} dans {name} ?",
    ),
}
_LARGEST: Wordings = {
    "en": ("Which measure of the {name} plan gets the most?", "{name}: the largest measure?", "For which measure does {name} set the highest amount aside?"),
    "fr": ("Quelle mesure du plan {name} reçoit le plus ?", "{name} : la plus grosse mesure ?", "Pour quelle mesure {name} prévoit-il le plus gros montant ?"),
}
_SMALLEST: Wordings = {
    "en": ("Which measure of the {name} plan gets the least?", "{name}: the smallest measure?"),
    "fr": ("Quelle mesure du plan {name} reçoit le moins ?", "{name} : la plus petite mesure ?"),
}
_SHARE: Wordings = {
    "en": (
        "What share of {group} work on {row_the}?",
        "How many per cent of the {group} do {row}?",
        "Among {group}, what proportion is active in {row_the}?",
        "{row}: share of {group}",
    ),
    "fr": (
        "Quelle part des {group} travaille sur {row_the} ?",
        "Quel pourcentage des {group} fait {row_of} ?",
        "Parmi les {group}, quelle proportion est active dans {row_the} ?",
        "{row} : part des {group}",
    ),
}

_SHARES: Wordings = {
    "en": (
        "What share of {group} work on {row_the}, against what share of {other}?",
        "{row}: {group} compared with {other}, in per cent?",
        "Are more of the {group} or of the {other} active in {row_the}, and what are the two shares?",
    ),
    "fr": (
        "Quelle part des {group} travaille sur {row_the}, contre quelle part des {other} ?",
        "{row} : {group} par rapport aux {other}, en pour cent ?",
        "Les {group} sont-ils plus nombreux que les {other} dans {row_the}, et quelles sont les deux parts ?",
    ),
}


def plans(sheet: Sheet) -> None:
    """A budget of two or three parts, each with its measures, in one to four columns."""
    random, language = sheet.random, sheet.language
    name, part = brand(random), random.choice(_PARTS)
    columns = [_TOTAL, *random.sample(_SOURCES, random.choice((0, 0, 1, 2, 3)))]
    absent = random.choice([source for source in _SOURCES if source not in columns])
    start = random.randrange(1995, 2030)
    sheet.heading(
        sheet.pick((f"{name} plan: budget {start}-{start + 4}", f"The {name} plan"), (f"Plan {name} : budgets {start}-{start + 4}", f"Le plan {name}")), 2
    )
    rows: list[tuple[str, str, tuple[Term, ...]]] = []
    roman, said = random.random() < 0.6, f"{part.in_(language)} " if random.random() < 0.8 else ""
    for place in range(random.choice((2, 2, 3))):
        number = _ROMAN[place] if roman else str(place + 1)
        terms = (sheet.subject(), sheet.subject())
        rows.append((number, f"{said}{number} - {_phrase(random, language, terms)}", terms[:1]))
        for step in range(random.randrange(1, 4)):
            inner = (sheet.subject(), sheet.subject())
            rows.append((f"{number}.{step + 1}", f"{number}.{step + 1} {_phrase(random, language, inner)}", inner[:1]))
    cells = [[figure(random, language) for _ in columns] for _ in rows]
    written = write_table(
        sheet,
        random.choice(MEASURES[:4]).in_(language),
        [column.in_(language) for column in columns],
        [(label, row) for (_, label, _), row in zip(rows, cells, strict=True)],
    )
    for place in random.sample(range(len(rows)), min(4, len(rows))):
        sheet.ask("plan.amount", _AMOUNT, (written.cells[place][0],), fill=both(name=name, row=rows[place][2][0]))
    place = random.randrange(len(rows))
    near = written.cells[place][0]
    filled = both(name=name, row=rows[place][2][0], part=part.lowered(), number=rows[place][0])
    sheet.ask("plan.number", _BY_NUMBER, (near,), fill=filled)
    if len(columns) > 1:
        column = random.randrange(1, len(columns))
        cell = written.cells[place][column]
        sheet.ask("plan.source", _BY_SOURCE, (cell,), fill=both(name=name, row=rows[place][2][0], column=columns[column].lowered()))
    if len(columns) > 2:
        one, other = random.sample(range(1, len(columns)), 2)
        filled = both(name=name, row=rows[place][2][0], column=columns[one].lowered(), other=columns[other].lowered())
        sheet.ask("plan.sources", _BY_SOURCES, (written.cells[place][one], written.cells[place][other]), fill=filled)
    one, other = random.sample(range(len(rows)), 2)
    both_rows = both(name=name, row=rows[one][2][0], other=rows[other][2][0])
    sheet.ask("plan.compared", _COMPARED, (written.cells[one][0], written.cells[other][0]), fill=both_rows)
    measures = sorted((_value(row[0], language), at) for at, ((number, _, _), row) in enumerate(zip(rows, cells, strict=True)) if "." in number)
    if len(measures) > 2:
        at, wordings = random.choice(((measures[-1][1], _LARGEST), (measures[0][1], _SMALLEST)))
        sheet.ask("plan.extreme", wordings, (Span(written.labels[at].start, written.cells[at][-1].end),), fill=both(name=name))
    sheet.ask("plan.missing_source", _BY_SOURCE, near=near, fill=both(name=name, row=rows[place][2][0], column=absent.lowered()))
    sheet.ask("plan.missing_row", _AMOUNT, near=near, fill=both(name=name, row=sheet.subject()))
    sheet.ask("plan.wrong_name", _AMOUNT, near=near, fill=both(name=brand(random), row=rows[place][2][0]))
    sheet.ask(
        "plan.missing_number", _BY_NUMBER, near=near, fill=both(name=name, part=part.lowered(), number=f"{_ROMAN[5] if roman else 6}.{random.randrange(1, 5)}")
    )


def shares(sheet: Sheet) -> None:
    """Percentages of two groups, in sentences or in fragments; what one does the other may not."""
    random, language = sheet.random, sheet.language
    first, second = random.sample(GROUPS, 2)
    terms = [sheet.subject() for _ in range(random.randrange(2, 5))]
    sheet.heading(sheet.pick(("Who does what", "Activities in per cent"), ("Qui fait quoi", "Les activités en pour cent")))
    is_prose = random.random() < 0.5
    sign = "%" if language == "en" else " %"
    written: dict[Term, list[Span]] = {first: [], second: []}
    for group in (first, second):
        if is_prose:
            sheet.write(
                sheet.pick(
                    (f"Among {group.in_('en')}, ", f"The survey of {group.in_('en')} finds that "),
                    (f"Parmi {group.fr}, ", f"L’enquête auprès {group.of('fr')} montre que "),
                )
            )
        else:
            sheet.write(capital(group.in_(language)) + (":" if language == "en" else " :") + "\n")
        for place, term in enumerate(terms):
            if is_prose:
                span = sheet.write(f"{random.randrange(2, 98)}{sign}")
                sheet.write(sheet.pick((f" work on {term.en}", f" are active in {term.en}"), (f" travaillent sur {term.fr}", f" sont actifs dans {term.fr}")))
                sheet.write("." if place == len(terms) - 1 else sheet.pick((", ",), (", ",)))
            else:
                sheet.write(f"- {capital(term.in_(language))} (")
                span = sheet.write(f"{random.randrange(2, 98)}{sign}")
                sheet.write(")\n")
            written[group].append(span)
            sheet.ask("share.of_group", _SHARE, (span,), fill=both(group=_plural(group), row=term))
        sheet.write(" " if is_prose else "\n")
    for place, term in enumerate(terms[:2]):
        spans = (written[first][place], written[second][place])
        sheet.ask("share.compared", _SHARES, spans, fill=both(group=_plural(first), other=_plural(second), row=term))
    third = random.choice([group for group in GROUPS if group not in (first, second)])
    sheet.ask("share.missing_group", _SHARE, near=span, fill=both(group=_plural(third), row=terms[0]))
    sheet.ask("share.missing_subject", _SHARE, near=span, fill=both(group=_plural(first), row=sheet.subject()))
    sheet.write("\n")


def _phrase(random: Random, language: str, terms: tuple[Term, Term]) -> str:
    return capital(random.choice(_MEASURES).in_(language).format(*(term.the(language) for term in terms)))


def _value(written: str, language: str) -> float:
    return float(written.replace(",", "") if language == "en" else written.replace(" ", "").replace(",", "."))


def _plural(group: Term) -> Term:
    """The group without its article."""
    return Term(group.en, group.in_("fr"))
