"""Made-up prose about a house: when, where, who, how many, how much, what for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import AIMS, BODIES, GROUPS, ROLES, Language, Term, brand, figure, person, stranger, word

_MONTHS = (
    Term("January", "janvier"),
    Term("March", "mars"),
    Term("May", "mai"),
    Term("July", "juillet"),
    Term("September", "septembre"),
    Term("November", "novembre"),
)


@dataclass(frozen=True, slots=True)
class _Fact:
    """A sentence in both languages, which leaves the answer open, and what is asked to get it."""

    said: dict[Language, tuple[str, ...]]
    asked: Wordings
    answer: Callable[[Random, Language], str]


def money(random: Random, language: Language) -> str:
    """An amount with its currency."""
    unit = random.choice(("million euros", "billion francs", "€") if language == "en" else ("millions d’euros", "milliards de francs", "€"))
    return f"{figure(random, language)} {unit}"


def date(random: Random, language: Language) -> str:
    """A year, a month or a day."""
    month, year = random.choice(_MONTHS).in_(language), random.randrange(1880, 2035)
    return random.choice((str(year), f"{month} {year}", f"{random.randrange(2, 29)} {month} {year}"))


_FACTS: dict[str, _Fact] = {
    "founded": _Fact(
        {
            "en": ("{name} was founded in {answer}.", "Founded in {answer}, {name} is a {body} for {subject}."),
            "fr": ("{name} a été fondé en {answer}.", "Fondé en {answer}, {name} est {body_the} pour {subject_the}."),
        },
        {
            "en": ("When was {name} founded?", "In which year did {name} begin?", "{name} founding date"),
            "fr": ("Quand {name} a-t-il été fondé ?", "En quelle année {name} a-t-il débuté ?", "{name} date de fondation"),
        },
        date,
    ),
    "seat": _Fact(
        {
            "en": ("Its seat is in {answer}.", "{name} has its offices in {answer}."),
            "fr": ("Son siège est à {answer}.", "{name} a ses bureaux à {answer}."),
        },
        {
            "en": ("Where is the seat of {name}?", "In which town is {name}?", "{name} location"),
            "fr": ("Où se trouve le siège de {name} ?", "Dans quelle ville est {name} ?", "{name} siège"),
        },
        lambda random, language: word(random),
    ),
    "leader": _Fact(
        {"en": ("{answer} is its {role}.", "Its {role} is {answer}."), "fr": ("{answer} en est {role_the}.", "{role_the} de {name} est {answer}.")},
        {
            "en": ("Who is the {role} of {name}?", "What is the name of {name}'s {role}?", "{name} {role}"),
            "fr": ("Qui est {role_the} de {name} ?", "Comment s’appelle {role_the} de {name} ?", "{name} {role}"),
        },
        lambda random, language: person(random),
    ),
    "staff": _Fact(
        {
            "en": ("{name} employs {answer} people.", "{answer} people work there."),
            "fr": ("{name} emploie {answer} personnes.", "{answer} personnes y travaillent."),
        },
        {
            "en": ("How many people work at {name}?", "How many employees does {name} have?", "{name} staff number"),
            "fr": ("Combien de personnes travaillent chez {name} ?", "Combien d’employés {name} a-t-il ?", "{name} effectif"),
        },
        lambda random, language: str(random.randrange(5, 3000)),
    ),
    "members": _Fact(
        {
            "en": ("It counts {answer} {group} among its members.", "More than {answer} {group} have joined {name}."),
            "fr": ("Il compte {answer} {group} parmi ses membres.", "Plus de {answer} {group} ont rejoint {name}."),
        },
        {
            "en": ("How many {group} have joined {name}?", "How many {group} are in {name}?", "number of {group} {name}"),
            "fr": ("Combien de {group} ont rejoint {name} ?", "Combien de {group} {name} compte-t-il ?", "nombre de {group} {name}"),
        },
        lambda random, language: str(random.randrange(5, 3000)),
    ),
    "budget": _Fact(
        {
            "en": ("Its yearly budget is {answer}.", "{name} receives {answer} for {subject}."),
            "fr": ("Son budget annuel est de {answer}.", "{name} reçoit {answer} pour {subject_the}."),
        },
        {
            "en": ("What is the budget of {name}?", "How much money does {name} receive?", "{name} budget", "How much funding does {name} have?"),
            "fr": ("Quel est le budget de {name} ?", "Combien d’argent {name} reçoit-il ?", "{name} budget", "De quel financement {name} dispose-t-il ?"),
        },
        money,
    ),
    "aim": _Fact(
        {"en": ("Its aim is {answer}.", "{name} was set up {answer}."), "fr": ("Son but est de {answer}.", "{name} a été créé pour {answer}.")},
        {
            "en": ("What is the aim of {name}?", "Which aim does {name} have?", "Why was {name} set up?"),
            "fr": ("Quel est le but de {name} ?", "Quel objectif {name} poursuit-il ?", "Pourquoi {name} a-t-il été créé ?"),
        },
        lambda random, language: random.choice(AIMS).in_(language),
    ),
    "partner": _Fact(
        {
            "en": ("In {town}, it works with {answer}.", "{name} has an agreement with {answer} about {subject}."),
            "fr": ("À {town}, il travaille avec {answer}.", "{name} a un accord avec {answer} sur {subject_the}."),
        },
        {
            "en": ("With whom does {name} work?", "Who is the partner of {name}?", "{name} partner"),
            "fr": ("Avec qui {name} travaille-t-il ?", "Qui est le partenaire de {name} ?", "{name} partenaire"),
        },
        lambda random, language: brand(random),
    ),
    "meaning": _Fact(
        {
            "en": ("In this report, “{term}” means {answer}.", "The word “{term}” stands for {answer}."),
            "fr": ("Dans ce rapport, « {term} » désigne {answer}.", "Le mot « {term} » veut dire {answer}."),
        },
        {
            "en": ("What does “{term}” mean?", "What is {term}?", "definition {term}"),
            "fr": ("Que désigne « {term} » ?", "Qu’est-ce que {term} ?", "définition {term}"),
        },
        lambda random, language: f"a common effort {random.choice(AIMS).en}" if language == "en" else f"un effort commun pour {random.choice(AIMS).fr}",
    ),
}


def facts(sheet: Sheet) -> None:
    """A paragraph about one house, sometimes a second one about another; the attributes that are not told are asked as well."""
    random, language = sheet.random, sheet.language
    for _ in range(random.choice((1, 1, 2))):
        name = brand(random)
        terms: dict[str, str | Term] = {
            "name": name,
            "body": random.choice(BODIES),
            "subject": sheet.subject(),
            "role": random.choice(ROLES),
            "group": random.choice(GROUPS),
            "town": word(random),
            "term": word(random).lower(),
        }
        fill = both(**terms)
        said = random.sample(list(_FACTS), random.randrange(2, 6))
        if random.random() < 0.6:
            sheet.heading(name)
        for place, kind in enumerate(said):
            fact = _FACTS[kind]
            choices = fact.said[language]
            template = next((choice for choice in choices if "{name}" in choice), choices[0]) if place == 0 else random.choice(choices)
            if place == 0 and "{name}" not in template:
                sheet.write(f"{name} is a {fill['en']['body']}. " if language == "en" else f"{name} est {fill['fr']['body_the']}. ")
            answer = sheet.spell(f"{template} ", **fill[language], answer=fact.answer(random, language))["answer"]
            sheet.ask(f"facts.{kind}", fact.asked, (answer,), fill=fill)
        sheet.write("\n\n")
        absent = [kind for kind in _FACTS if kind not in said]
        for kind in random.sample(absent, min(2, len(absent))):
            sheet.ask("facts.not_stated", _FACTS[kind].asked, near=answer, fill=fill)
        other = both(**terms | {"name": stranger(random, name), "term": word(random).lower()})
        sheet.ask("facts.wrong_name", _FACTS[said[-1]].asked, near=answer, fill=other)
