"""Made-up profiles of places and schemes, in sentences or in the fragments of a slide, and lines of people to write to."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from assistant.lexical import fold
from assistant.types import Span
from training.examples.relations import PLACES, SCHEMES, Relation, spelt_out
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import ROLES, brand, host, person, stranger, telephone

_LETTERS: Wordings = {
    "en": ("What do the letters of {name} stand for?", "What does {name} stand for?", "{name} in full", "What is {name} short for?"),
    "fr": ("Que signifient les lettres de {name} ?", "Que veut dire le sigle {name} ?", "{name} en toutes lettres", "{name}, c’est l’abréviation de quoi ?"),
}
_WRITE_ABOUT: Wordings = {
    "en": ("Whom do I write to about {subject_the}?", "Which address do I mail about {subject_the}?", "e-mail {subject}", "Who answers mail on {subject_the}?"),
    "fr": (
        "À qui écrire au sujet {subject_of} ?",
        "Quelle adresse mail pour {subject_the} ?",
        "e-mail {subject}",
        "Qui répond aux courriels sur {subject_the} ?",
    ),
}
_WHO_ABOUT: Wordings = {
    "en": ("Who is in charge of {subject_the}?", "Whom can I talk to about {subject_the}?", "contact person {subject}", "Who deals with {subject_the}?"),
    "fr": ("Qui est en charge {subject_of} ?", "À qui parler {subject_of} ?", "personne de contact {subject}", "Qui s’occupe {subject_of} ?"),
}
_CALL: Wordings = {
    "en": ("How can I call {name}?", "What is the phone number of {name}?", "{name} telephone"),
    "fr": ("Comment téléphoner à {name} ?", "Quel est le numéro de {name} ?", "{name} téléphone"),
}
_MAIL: Wordings = {
    "en": ("What is the e-mail address of {name}?", "How do I write to {name}?", "{name} mail"),
    "fr": ("Quelle est l’adresse e-mail de {name} ?", "Comment écrire à {name} ?", "{name} mail"),
}
_ROLE: Wordings = {
    "en": ("What is the job of {name}?", "What does {name} do at {house}?", "{name} position"),
    "fr": ("Quelle est la fonction de {name} ?", "Que fait {name} chez {house} ?", "{name} fonction"),
}
_ALL: Wordings = {
    "en": ("Which people can I e-mail about {house}?", "Whom can I write to at {house}?", "Contacts of {house}?", "E-mail addresses of {house}?"),
    "fr": ("À qui puis-je écrire chez {house} ?", "Quelles sont les personnes de contact de {house} ?", "Contacts de {house} ?", "Adresses mail de {house} ?"),
}


def profiles(sheet: Sheet) -> None:
    """One to three places or schemes, each with some of what may be told of it; the rest is asked as well."""
    random = sheet.random
    is_prose = random.random() < 0.5
    near: Span | None = None
    names: list[str] = []
    for _ in range(random.choice((1, 2, 2, 3))):
        relations, others = random.choice(((PLACES, SCHEMES), (SCHEMES, PLACES), (SCHEMES, PLACES)))
        name, long = (_another(random, names), None) if random.random() < 0.75 else spelt_out(random, sheet.language)
        names.append(name)
        said = random.sample(list(relations), random.randrange(2, 6))
        if random.random() < 0.6 or not is_prose:
            sheet.heading(name)
        if long is not None:
            near = _letters(sheet, name, long)
        told = _sentences if is_prose else _fragments
        for relation, span in zip(said, told(sheet, name, [relations[relation] for relation in said]), strict=True):
            near = span
            for _ in range(2):
                sheet.ask(f"profile.{relation}", relations[relation].asked, (span,), fill=both(name=name))
        absent = [relation for relation in relations if relation not in said]
        for relation in random.sample(absent, min(3, len(absent))):
            sheet.ask("profile.not_stated", relations[relation].asked, near=near, fill=both(name=name))
        sheet.ask("profile.wrong_name", relations[said[-1]].asked, near=near, fill=both(name=stranger(random, name)))
        sheet.ask("profile.wrong_name", others[random.choice(list(others))].asked, near=near, fill=both(name=stranger(random, name)))
        if long is None and random.random() < 0.5:
            sheet.ask("profile.no_letters", _LETTERS, near=near, fill=both(name=name))


def contacts(sheet: Sheet) -> None:
    """Two to four people of a house, each with a task and how to reach them, on one line or on several."""
    random, language = sheet.random, sheet.language
    house = brand(random)
    sheet.heading(sheet.pick((f"{house}: contacts", f"Your contacts at {house}", house), (f"{house} : contacts", f"Vos contacts chez {house}", house)), 3)
    has_subject, has_role, has_mail, has_call = (random.random() < share for share in (0.6, 0.4, 0.9, 0.5))
    separator = random.choice((", ", " – ", " | ", "\n", "\n"))
    bullet = "- " if sheet.markdown else random.choice(("", "• "))
    first = len(sheet.text)
    for _ in range(random.randrange(2, 5)):
        name, role, subject = person(random), random.choice(ROLES), sheet.subject()
        fill = both(name=name, subject=subject, house=house)
        sheet.write(bullet if separator != "\n" else "")
        last = called = sheet.write(name)
        if has_role:
            last = _next(sheet, separator, role.in_(language))
            sheet.ask("contact.role", _ROLE, (last,), fill=fill)
        if has_subject:
            last = _next(sheet, separator, subject.in_(language))
        sheet.ask("contact.who" if has_subject else "contact.not_stated", _WHO_ABOUT, (called,) if has_subject else (), called, fill=fill)
        if has_mail:
            last = _next(sheet, separator, _mail(random, name, house))
            sheet.ask("contact.mail", _MAIL, (last,), fill=fill)
            if has_subject:
                sheet.ask("contact.write_about", _WRITE_ABOUT, (last,), fill=fill)
        if has_call:
            last = _next(sheet, separator, telephone(random))
        sheet.ask("contact.call" if has_call else "contact.not_stated", _CALL, (last,) if has_call else (), called, fill=fill)
        sheet.write("\n" if separator != "\n" else "\n\n")
    for _ in range(2):
        sheet.ask("contact.all", _ALL, (Span(first + len(bullet) if separator != "\n" else first, last.end),), fill=both(house=house))
    sheet.ask("contact.wrong_house", _ALL, near=last, fill=both(house=brand(random)))
    sheet.ask("contact.wrong_name", _MAIL, near=last, fill=both(name=person(random)))
    sheet.ask("contact.wrong_subject", _WRITE_ABOUT, near=last, fill=both(subject=sheet.subject()))
    sheet.write("\n")


def _another(random: Random, names: Sequence[str]) -> str:
    """A name beside those that a document has: often one that shares a word with the first, as a plan's does with its region's."""
    name = stranger(random, names[0]) if names else brand(random)
    return brand(random) if name in names else name


def _letters(sheet: Sheet, name: str, long: str) -> Span:
    """A line or a sentence that spells a name out."""
    forms = (
        ("{name}: {long}\n", "The {long} ({name}) was set up lately. ", "{name} stands for {long}. ", "{long} ({name})\n"),
        ("{name} : {long}\n", "{long} ({name}) vient d’être créé. ", "{name} signifie {long}. ", "{long} ({name})\n"),
    )
    span = sheet.spell(sheet.pick(*forms), name=name, long=long)["long"]
    sheet.ask("profile.letters", _LETTERS, (span,), fill=both(name=name))
    return span


def _sentences(sheet: Sheet, name: str, relations: Sequence[Relation]) -> list[Span]:
    """A paragraph that names the name at first; returns the answers."""
    spans = []
    for place, relation in enumerate(relations):
        choices = relation.said[sheet.language]
        template = next(choice for choice in choices if "{name}" in choice) if place == 0 else sheet.random.choice(choices)
        spans.append(_filled(sheet, template, name, relation))
        sheet.write(" ")
    sheet.write("\n\n")
    return spans


def _fragments(sheet: Sheet, name: str, relations: Sequence[Relation]) -> list[Span]:
    """A fragment a line, some with words around; returns the answers."""
    bullet = sheet.random.choice(("", "", "- " if sheet.markdown else "• "))
    spans = []
    for relation in relations:
        sheet.write(bullet)
        spans.append(_filled(sheet, sheet.random.choice(relation.noted[sheet.language]), name, relation))
        sheet.write("\n\n" if sheet.markdown and not bullet else "\n")
    sheet.write("\n")
    return spans


def _filled(sheet: Sheet, template: str, name: str, relation: Relation) -> Span:
    """Writes a template with a name and an answer; returns where the answer lies."""
    answer = relation.answer(sheet.random, sheet.language)
    return sheet.spell(template, name=name, answer=answer)["answer"]


def _next(sheet: Sheet, separator: str, text: str) -> Span:
    sheet.write(separator)
    return sheet.write(text)


def _mail(random: Random, name: str, house: str) -> str:
    return f"{fold(name).replace(' ', random.choice(('.', '_')))}@{host(random, house)}"
