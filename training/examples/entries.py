"""Made-up catalogues: an entry for each house, with what it is, whom it is for and how to reach it; and glossaries."""

from __future__ import annotations

from assistant.lexical import fold
from assistant.types import Span
from training.examples.sheet import Sheet, Wordings, both
from training.examples.trades import THINGS
from training.examples.words import AIMS, BODIES, GROUPS, Term, brand, host, person, stranger, telephone, word

_WHAT: Wordings = {
    "en": (
        *("What is {name}?", "What does {name} do?", "Tell me about {name}", "{name}?", "What is {name} about?", "Describe {name}.", "{name} activity"),
        *("What does {name} deal with?", "In which field is {name} active?", "What does {name} cover?", "What exactly is {name}?", "What is {name} good for?"),
    ),
    "fr": (
        *("Qu’est-ce que {name} ?", "Que fait {name} ?", "Parle-moi de {name}", "{name} ?", "C’est quoi, {name} ?", "De quoi s’occupe {name} ?"),
        *("{name}, ils font quoi ?", "Dans quel domaine travaille {name} ?", "Que couvre {name} ?", "À quoi sert {name} ?", "{name} activité"),
    ),
}
_WHICH: Wordings = {
    "en": (
        "Which {body} is for {subject_the}?",
        "What is the name of the {body} for {subject_the}?",
        "Which {body} deals with {subject_the}?",
        "{body} for {subject}",
        "Is there a {body} for {subject_the}?",
        "I work in {subject_the}: which {body} should I join?",
        "My business is {subject}. Who can help me?",
        "{body_which} for {subject}?",
    ),
    "fr": (
        "Quel est le nom de {body_the} pour {subject_the} ?",
        "{body_the} pour {subject_the}, c’est lequel ?",
        "Qui s’occupe {subject_of} ?",
        "{body} {subject}",
        "Y a-t-il un organisme pour {subject_the} ?",
        "Je travaille dans le domaine {subject_of} : à qui m’adresser ?",
        "Mon métier, c’est {subject_the}. Qui peut m’aider ?",
        "{body_which} pour {subject_the} ?",
        "Je travaille dans {subject_the}, {body_which} me concerne ?",
    ),
}
_NEEDS: Wordings = {
    "en": (
        *("We are in {thing}: {body_which} is for us?", "My firm works with {thing}: {body_which} should I contact?", "who can help with {thing}?"),
        *("Whom do I talk to about {thing}?", "I have a business in {thing}, where should I go?", "We deal with {thing}. Is there a {body} for us?"),
        *("{body} {thing}", "I do something with {thing}, {body_which} should I join?", "Our trade is {thing}: who could support us?"),
    ),
    "fr": (
        *("Ma société travaille avec {thing_the} : {body_which} contacter ?", "{body_which} pour {thing_the} ?", "qui peut aider pour {thing_the} ?"),
        *("Je travaille dans {thing_the}, {body_which} me concerne ?", "Mon entreprise s’occupe {thing_of}, où m’adresser ?", "{body} {thing}"),
        *("Nous nous occupons {thing_of}. Y a-t-il {body_the} pour nous ?", "Notre activité, c’est {thing_the} : qui pourrait nous soutenir ?"),
    ),
}
_WHOM: Wordings = {
    "en": (
        *("Who does {name} bring together?", "Who are the members of {name}?", "Whom does {name} unite?", "{name} members", "Who works together in {name}?"),
    ),
    "fr": (
        *("Qui {name} réunit-il ?", "Qui sont les membres de {name} ?", "Qui {name} rassemble-t-il ?", "{name} membres"),
        *("Qui travaille avec qui chez {name} ?",),
    ),
}
_CONTACTS: dict[str, Wordings] = {
    "mail": {
        "en": ("What is the e-mail address of {name}?", "How can I write to {name}?", "{name} email", "Which address do I mail to reach {name}?"),
        "fr": ("Quelle est l’adresse e-mail de {name} ?", "Comment écrire à {name} ?", "{name} courriel", "À quelle adresse mail joindre {name} ?"),
    },
    "telephone": {
        "en": ("What is the phone number of {name}?", "How can I call {name}?", "{name} telephone", "Under which number can {name} be reached?"),
        "fr": ("Quel est le numéro de téléphone de {name} ?", "Comment téléphoner à {name} ?", "{name} téléphone", "À quel numéro joindre {name} ?"),
    },
    "web": {
        "en": ("What is the website of {name}?", "Where is {name} on the web?", "{name} website", "URL of {name}?"),
        "fr": ("Quel est le site web de {name} ?", "Où trouver {name} sur internet ?", "{name} site internet", "URL de {name} ?"),
    },
    "address": {
        "en": ("What is the postal address of {name}?", "Where is the office of {name}?", "In which street is {name}?", "{name} address"),
        "fr": ("Quelle est l’adresse postale de {name} ?", "Où se trouve le bureau de {name} ?", "Dans quelle rue se trouve {name} ?", "{name} adresse"),
    },
    "contact": {
        "en": ("Who is the contact person of {name}?", "Whom do I ask for at {name}?", "{name} contact person"),
        "fr": ("Qui est la personne de contact de {name} ?", "À qui s’adresser chez {name} ?", "{name} personne de contact"),
    },
}
_UNSTATED: Wordings = {
    "en": (
        "How many people work at {name}?",
        "When was {name} founded?",
        "What is the budget of {name}?",
        "Who leads {name}?",
        "How much does it cost to join {name}?",
    ),
    "fr": (
        "Combien de personnes travaillent chez {name} ?",
        "Quand {name} a-t-il été fondé ?",
        "Quel est le budget de {name} ?",
        "Qui dirige {name} ?",
        "Combien coûte l’adhésion à {name} ?",
    ),
}
_MEANS: Wordings = {
    "en": ("What does {name} mean?", "What is a {name}?", "Definition of {name}", "Explain {name}.", "How is {name} defined?"),
    "fr": ("Que signifie {name} ?", "Qu’est-ce qu’un {name} ?", "Définition de {name}", "Explique {name}.", "Comment {name} est-il défini ?"),
}
_LABELS = {
    "mail": (("E-mail: ", "Mail: ", ""), ("Courriel : ", "E-mail : ", "")),
    "telephone": (("Tel.: ", "Phone: ", "T "), ("Tél. : ", "Téléphone : ", "T ")),
    "web": (("Website: ", "Web: ", ""), ("Site : ", "Web : ", "")),
    "address": (("Address: ", "Office: ", ""), ("Adresse : ", "Bureau : ", "")),
    "contact": (("Contact: ", "Contact person: "), ("Contact : ", "Personne de contact : ")),
}
_THING = 0.3
"""The share of key words that say what is handled instead of the trade."""


def catalogue(sheet: Sheet) -> None:
    """Several entries, each with a heading, what it says, and some lines to reach it by."""
    random = sheet.random
    body = random.choice(BODIES)
    has_sentences = random.random() < 0.6
    sheet.heading(sheet.pick((f"The {body.en} guide", "Who does what", "Our partners"), (f"Guide : {body.in_('fr')}", "Qui fait quoi", "Nos partenaires")))
    for _ in range(random.randrange(2, 5)):
        name, subject = brand(random), sheet.subject()
        sheet.heading(name, 3)
        near = _described(sheet, name, body, subject) if has_sentences else _fragments(sheet, name, body, subject)
        sheet.write("\n")
        kinds = random.sample(list(_CONTACTS), random.randrange(4))
        for kind in kinds:
            near = _contact(sheet, kind, name)
        if not kinds or random.random() < 0.5:
            absent = random.choice([kind for kind in _CONTACTS if kind not in kinds])
            sheet.ask("catalogue.no_contact", _CONTACTS[absent], near=near, fill=both(name=name))
        sheet.ask("catalogue.not_stated", _UNSTATED, near=near, fill=both(name=name))
        if random.random() < 0.4:
            sheet.ask("catalogue.wrong_name", random.choice((_WHAT, _WHOM, _CONTACTS["mail"])), near=near, fill=both(name=stranger(random, name)))
        if random.random() < 0.4:
            sheet.ask("catalogue.wrong_subject", _WHICH, near=near, fill=both(body=body, subject=sheet.subject()))
        if random.random() < 0.4:
            sheet.ask("catalogue.wrong_need", _NEEDS, near=near, fill=both(body=body, thing=random.choice(THINGS[sheet.subject()])))
        sheet.write("\n")


def _described(sheet: Sheet, name: str, body: Term, subject: Term) -> Span:
    """Sentences: what it is, whom it unites, what for."""
    random, language = sheet.random, sheet.language
    start = len(sheet.text)
    called = sheet.write(name)
    sheet.write(f" is the {body.en} for {subject.en}. " if language == "en" else f" est {body.fr} pour {subject.fr}. ")
    definition = Span(start, len(sheet.text) - 1)
    members = random.sample(GROUPS, 2)
    sheet.write(sheet.pick(("It brings together ", f"{name} unites "), ("Il réunit ", f"{name} rassemble ")))
    united = sheet.write(" and ".join(term.en for term in members) if language == "en" else " et ".join(term.fr for term in members))
    aim = random.choice(AIMS)
    sheet.write(f" {aim.en}.\n" if language == "en" else f" pour {aim.fr}.\n")
    sheet.ask("catalogue.what", _WHAT, (definition,), fill=both(name=name))
    sheet.ask("catalogue.which", _WHICH, (called,), fill=both(body=body, subject=subject))
    sheet.ask("catalogue.need", _NEEDS, (called,), fill=both(body=body, thing=random.choice(THINGS[subject])))
    sheet.ask("catalogue.whom", _WHOM, (united,), fill=both(name=name))
    return united


def _fragments(sheet: Sheet, name: str, body: Term, subject: Term) -> Span:
    """A line of key words, which the heading names: subjects, or what is handled."""
    random = sheet.random
    subjects = [subject, *(sheet.subject() for _ in range(random.randrange(1, 4)))]
    shown = [random.choice(THINGS[term]) if random.random() < _THING else term for term in subjects]
    words = [term.in_(sheet.language) for term in shown]
    random.shuffle(words)
    line = sheet.write(", ".join(words).capitalize())
    sheet.write("\n")
    sheet.ask("catalogue.what", _WHAT, (line,), fill=both(name=name))
    sheet.ask("catalogue.which", _WHICH, (line,), fill=both(body=body, subject=subject))
    sheet.ask("catalogue.need", _NEEDS, (line,), fill=both(body=body, thing=random.choice(THINGS[subject])))
    sheet.ask("catalogue.no_members", _WHOM, near=line, fill=both(name=name))
    return line


def _contact(sheet: Sheet, kind: str, name: str) -> Span:
    random = sheet.random
    domain = host(random, name)
    said = {
        "mail": f"{random.choice(('info', 'hello', 'office', fold(word(random, 2))))}@{domain}",
        "telephone": telephone(random),
        "web": random.choice(("www.", "https://", "https://www.")) + domain,
        "address": f"{random.randrange(1, 200)} {word(random)} Street, {word(random)}"
        if sheet.language == "en"
        else f"rue {word(random)} {random.randrange(1, 200)}, {random.randrange(1000, 9999)} {word(random)}",
        "contact": person(random),
    }[kind]
    sheet.write(("- " if sheet.markdown else "") + sheet.pick(*_LABELS[kind]))
    span = sheet.write(said)
    sheet.write("\n")
    sheet.ask(f"catalogue.{kind}", _CONTACTS[kind], (span,), fill=both(name=name))
    return span


def glossary(sheet: Sheet) -> None:
    """A term and its meaning a line."""
    random, language = sheet.random, sheet.language
    sheet.heading(sheet.pick(("Glossary", "Terms"), ("Glossaire", "Termes")))
    for _ in range(random.randrange(3, 6)):
        name, aim, subject = word(random).lower(), random.choice(AIMS), sheet.subject()
        sheet.write("- " if sheet.markdown else "• ")
        sheet.write(f"{name.capitalize()}: " if language == "en" else f"{name.capitalize()} : ")
        meaning = sheet.write(
            f"a way {aim.en} in the field {subject.of('en')}" if language == "en" else f"moyen de {aim.fr} dans le domaine {subject.of('fr')}"
        )
        sheet.write("\n")
        sheet.ask("glossary.meaning", _MEANS, (meaning,), fill=both(name=name))
    sheet.ask("glossary.wrong_name", _MEANS, near=meaning, fill=both(name=word(random).lower()))
    sheet.write("\n")
