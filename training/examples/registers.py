"""Made-up tables of words: who is in charge of each measure, where, since when, until when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from training.examples.facts import date
from training.examples.sheet import Sheet, Wordings, both, wordings
from training.examples.tables import write_table
from training.examples.words import BODIES, GROUPS, ROLES, Language, Term, brand, capital, host, person, terms, word


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its title, its cells, what asks for one, and what asks for the row by it."""

    title: Term
    cell: Callable[[Random, Language], str]
    asked: Wordings
    sought: Wordings


def _column(title: str, cell: Callable[[Random, Language], str], en: str, fr: str, sought_en: str, sought_fr: str) -> _Column:
    return _Column(Term(*title.split("|")), cell, wordings(en, fr), wordings(sought_en, sought_fr))


_STATES = terms("""
planned|prévu
under way|en cours
finished|terminé
suspended|suspendu
delayed|retardé
""")
_COLUMNS = (
    _column(
        "In charge|Responsable",
        lambda random, language: person(random),
        "Who is in charge of {row}? | Whom do I ask about {row}? | {row}: who looks after it?",
        "Qui est responsable de {row} ? | À qui s’adresser pour {row} ? | {row} : qui s’en occupe ?",
        "What is {cell} in charge of? | Which measure does {cell} look after? | {cell}: responsible for what?",
        "De quoi {cell} est-il responsable ? | Quelle mesure suit {cell} ? | {cell}, responsable de quoi ?",
    ),
    _column(
        "Function|Fonction",
        lambda random, language: random.choice(ROLES).in_(language),
        "Which function is {row} given to? | What post is {row} with? | {row} function",
        "À quelle fonction {row} est-il confié ? | Quel poste pour {row} ? | {row} fonction",
        "Which measure has the {cell}? | What is with the {cell}? | measure of the {cell}",
        "Quelle mesure revient au poste « {cell} » ? | Qu’est-ce qui va avec « {cell} » ? | mesure {cell}",
    ),
    _column(
        "Place|Lieu",
        lambda random, language: word(random),
        "Where does {row} take place? | In which town is {row}? | {row}: where?",
        "Où se déroule {row} ? | Dans quelle ville se trouve {row} ? | {row} : où ?",
        "What takes place in {cell}? | Which measure is in {cell}? | {cell}: what is there?",
        "Qu’est-ce qui a lieu à {cell} ? | Quelle mesure se trouve à {cell} ? | {cell} : qu’y a-t-il ?",
    ),
    _column(
        "Start|Début",
        date,
        "When does {row} start? | From when on is there {row}? | start of {row}",
        "Quand {row} commence-t-il ? | À partir de quand {row} ? | début de {row}",
        "What starts in {cell}? | Which measure begins in {cell}? | {cell}: what begins?",
        "Qu’est-ce qui commence en {cell} ? | Quelle mesure débute en {cell} ? | {cell} : début de quoi ?",
    ),
    _column(
        "Deadline|Échéance",
        date,
        "Until when can one apply for {row}? | What is the deadline of {row}? | {row} deadline",
        "Jusqu’à quand postuler pour {row} ? | Quelle est l’échéance de {row} ? | {row} échéance",
        "Which deadline is in {cell}? | What closes in {cell}? | {cell}: the deadline of what?",
        "Quelle échéance tombe en {cell} ? | Qu’est-ce qui se termine en {cell} ? | {cell} : échéance de quoi ?",
    ),
    _column(
        "Body|Organisme",
        lambda random, language: f"{random.choice(BODIES).in_(language)} {word(random)}",
        "Which body manages {row}? | Who runs {row}? | {row}: which organisation?",
        "Quel organisme gère {row} ? | Qui gère {row} ? | {row} : quel organisme ?",
        "What does the {cell} manage? | Which measure is run by the {cell}? | {cell}: which measure?",
        "Que gère « {cell} » ? | Quelle mesure dépend de « {cell} » ? | {cell} : quelle mesure ?",
    ),
    _column(
        "For whom|Public",
        lambda random, language: random.choice(GROUPS).in_(language),
        "Whom is {row} for? | Who can take part in {row}? | {row} target group",
        "À qui s’adresse {row} ? | Qui peut participer à {row} ? | {row} public",
        "What is there for {cell}? | Which measure is for {cell}? | measure for {cell}",
        "Qu’y a-t-il pour : {cell} ? | Quelle mesure s’adresse aux {cell} ? | mesure {cell}",
    ),
    _column(
        "E-mail|E-mail",
        lambda random, language: f"{word(random, 2).lower()}@{host(random, brand(random))}",
        "Where do I write about {row}? | Which e-mail address is for {row}? | {row} mail",
        "Où écrire pour {row} ? | Quelle adresse e-mail pour {row} ? | {row} mail",
        "What is {cell} for? | Which measure has the address {cell}?",
        "À quoi sert {cell} ? | Quelle mesure a l’adresse {cell} ?",
    ),
    _column(
        "Status|État",
        lambda random, language: random.choice(_STATES).in_(language),
        "How far is {row}? | What is the status of {row}? | {row} status",
        "Où en est {row} ? | Quel est l’état de {row} ? | {row} état",
        "What is {cell}? | Which measure is {cell}?",
        "Qu’est-ce qui est {cell} ? | Quelle mesure est {cell} ?",
    ),
)


def registers(sheet: Sheet) -> None:
    """Three to seven measures, a row each, with two to four things that are told of them in words."""
    random, language = sheet.random, sheet.language
    *columns, absent = random.sample(_COLUMNS, random.randrange(3, 6))
    has_names = random.random() < 0.5
    *measures, other = (_measure(sheet, has_name=has_names) for _ in range(random.randrange(4, 9)))
    sheet.heading(
        sheet.pick(("Measures and their owners", "Who does what", "State of play"), ("Mesures et responsables", "Qui fait quoi", "État des lieux")), 3
    )
    cells = [[column.cell(random, language) for column in columns] for _ in measures]
    rows = [(label, told) for (label, _), told in zip(measures, cells, strict=True)]
    corner = sheet.pick(("Measure", "Project", "Theme"), ("Mesure", "Projet", "Thème"))
    written = write_table(sheet, corner, [column.title.in_(language) for column in columns], rows, is_words=True)
    for _ in range(4):
        row, place = random.randrange(len(rows)), random.randrange(len(columns))
        sheet.ask("register.cell", columns[place].asked, (written.cells[row][place],), fill=both(row=measures[row][1]))
    for place, column in enumerate(columns):
        found = [line[place] for line in cells]
        row = random.randrange(len(rows))
        if found.count(found[row]) == 1:
            sheet.ask("register.row", column.sought, (written.labels[row],), fill=both(cell=found[row]))
        elsewhere = column.cell(random, language)
        if elsewhere not in found and random.random() < 0.4:
            sheet.ask("register.missing_cell", column.sought, near=written.labels[row], fill=both(cell=elsewhere))
    row = random.randrange(len(rows))
    sheet.ask("register.missing_column", absent.asked, near=written.labels[row], fill=both(row=measures[row][1]))
    sheet.ask("register.missing_row", columns[0].asked, near=written.labels[row], fill=both(row=other[1]))


def _measure(sheet: Sheet, *, has_name: bool) -> tuple[str, str | Term]:
    """What a row is called, and what its measure is in a question: its name, or what it is about."""
    if has_name:
        name = brand(sheet.random)
        return name, name
    subject = sheet.subject()
    return capital(subject.in_(sheet.language)), Term(f"the measure on {subject.en}", f"la mesure sur {subject.fr}")
