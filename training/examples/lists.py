"""Made-up lists: what a house does, whom it is for, how many of each; and steps to take."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Span
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import AIMS, GROUPS, Term, brand, capital

_AIMS: Wordings = {
    "en": (
        "What are the aims of {name}?",
        "What does {name} want to do?",
        "Aims of {name}",
        "Which goals does {name} pursue?",
        "List the missions of {name}.",
        "What are the {count} aims of {name}?",
    ),
    "fr": (
        "Quels sont les objectifs de {name} ?",
        "Que veut faire {name} ?",
        "Objectifs de {name}",
        "Quels buts {name} poursuit-il ?",
        "Énumère les missions de {name}.",
        "Quels sont les {count} objectifs de {name} ?",
    ),
}
_MEMBERS: Wordings = {
    "en": ("Who are the members of {name}?", "Whom does {name} bring together?", "Which groups belong to {name}?", "Members of {name}", "Who can join {name}?"),
    "fr": (
        "Qui sont les membres de {name} ?",
        "Qui {name} réunit-il ?",
        "Quels groupes font partie de {name} ?",
        "Membres de {name}",
        "Qui peut rejoindre {name} ?",
    ),
}
_FIELDS: Wordings = {
    "en": (
        "What fields does {name} work in?",
        "In which areas is {name} active?",
        "What are the priorities of {name}?",
        "Which {count} themes did {name} choose?",
        "{name} themes",
    ),
    "fr": (
        "Dans quels domaines {name} travaille-t-il ?",
        "Dans quels secteurs {name} est-il actif ?",
        "Quelles sont les priorités de {name} ?",
        "Quels {count} thèmes {name} a-t-il choisis ?",
        "{name} thèmes",
    ),
}
_PLACES: Wordings = {
    "en": (
        "How many places are there for {item_the} at {name}?",
        "Number of places for {item_the}, {name}?",
        "How many places does {name} offer for {item_the}?",
    ),
    "fr": (
        "Combien de places y a-t-il pour {item_the} chez {name} ?",
        "Nombre de places pour {item_the}, {name} ?",
        "Combien de places {name} offre-t-il pour {item_the} ?",
    ),
}
_COSTS: Wordings = {
    "en": ("How much does {item_the} cost at {name}?", "What is {name}'s budget for {item_the}?"),
    "fr": ("Combien coûte {item_the} chez {name} ?", "Quel est le budget de {name} pour {item_the} ?"),
}
_STEPS: Wordings = {
    "en": (
        "How do I register for {subject_the}?",
        "What are the steps to register for {subject_the}?",
        "Which steps does the registration for {subject_the} have?",
    ),
    "fr": (
        "Comment s’inscrire pour {subject_the} ?",
        "Quelles sont les étapes pour s’inscrire pour {subject_the} ?",
        "Quelles étapes comporte l’inscription pour {subject_the} ?",
    ),
}
_TODO = (
    Term("Fill in the form", "Remplir le formulaire"),
    Term("Send a copy of your passport", "Envoyer une copie du passeport"),
    Term("Wait for the letter", "Attendre la lettre"),
    Term("Pay the fee at the counter", "Payer les frais au guichet"),
    Term("Choose a date", "Choisir une date"),
    Term("Sign the contract", "Signer le contrat"),
    Term("Collect the badge", "Retirer le badge"),
    Term("Call the office", "Téléphoner au bureau"),
)
_NUMBERS = {"en": ("", "", "two", "three", "four", "five", "six", "seven"), "fr": ("", "", "deux", "trois", "quatre", "cinq", "six", "sept")}
_BULLETS = ("• ", "- ", "– ", "* ")


def write_list(sheet: Sheet, items: Sequence[str], *, numbered: bool = False) -> list[Span]:
    """One item a line."""
    bullet = "- " if sheet.markdown else sheet.random.choice(_BULLETS)
    end = sheet.random.choice(("", "", ";"))
    spans = []
    for place, item in enumerate(items, 1):
        sheet.write(f"{place}. " if numbered else bullet)
        spans.append(sheet.write(item + end))
        sheet.write("\n")
    sheet.write("\n")
    return spans


def lists(sheet: Sheet) -> None:
    """Two lists of one house, each below a line that introduces it or a heading."""
    random, language = sheet.random, sheet.language
    name = brand(random)
    kinds = random.sample(("aims", "members", "fields", "places"), 2)
    sheet.heading(name)
    for kind in kinds:
        count = random.randrange(3, 7)
        terms = [sheet.subject() for _ in range(count)] if kind in ("fields", "places") else random.sample(AIMS if kind == "aims" else GROUPS, count)
        items = [capital(term.in_(language)) for term in terms]
        if kind == "places":
            numbers = random.sample(range(5, 400), count)
            items = [f"{item}: {number} places" if language == "en" else f"{item} : {number} places" for item, number in zip(items, numbers, strict=True)]
        lead = _lead(sheet, kind)
        if random.random() < 0.35:
            sheet.heading(f"{lead} {name}" if random.random() < 0.5 else lead, 3)
        else:
            sheet.write(sheet.pick((f"{lead} of {name} are:", f"{name}. {lead}:"), (f"{lead} de {name} :", f"{name}. {lead} :")) + "\n\n")
        spans = write_list(sheet, items)
        whole = Span(spans[0].start, spans[-1].end)
        said = Term(_NUMBERS["en"][count], _NUMBERS["fr"][count])
        wordings = {"aims": _AIMS, "members": _MEMBERS, "fields": _FIELDS, "places": _FIELDS}[kind]
        for _ in range(3):
            sheet.ask("list.whole", wordings, (whole,), fill=both(name=name, count=said))
        if kind == "places":
            for place in random.sample(range(count), 2):
                start = sheet.text.index(str(numbers[place]), spans[place].start)
                sheet.ask("list.item", _PLACES, (Span(start, start + len(str(numbers[place]))),), fill=both(item=terms[place], name=name))
            sheet.ask("list.missing_item", _PLACES, near=whole, fill=both(item=sheet.subject(), name=name))
            sheet.ask("list.wrong_measure", _COSTS, near=spans[0], fill=both(item=terms[0], name=name))
        sheet.ask("list.wrong_name", wordings, near=whole, fill=both(name=brand(random), count=said))
    absent = {"aims": _AIMS, "members": _MEMBERS} | ({} if "places" in kinds else {"fields": _FIELDS})
    for kind in sorted(absent.keys() - set(kinds)):
        sheet.ask("list.not_stated", absent[kind], near=whole, fill=both(name=name, count=said))


def steps(sheet: Sheet) -> None:
    """What to do, one step after the other."""
    random, language = sheet.random, sheet.language
    subject = sheet.subject()
    sheet.heading(
        sheet.pick(
            (f"Registration: {subject.en}", f"How to register for {subject.en}"), (f"Inscription : {subject.in_('fr')}", f"S’inscrire pour {subject.fr}")
        )
    )
    sheet.write(sheet.pick(("Take these steps:", "Proceed as follows:"), ("Suivez ces étapes :", "Procédez comme suit :")) + "\n\n")
    spans = write_list(sheet, [term.in_(language) for term in random.sample(_TODO, random.randrange(3, 7))], numbered=True)
    whole = Span(spans[0].start, spans[-1].end)
    for _ in range(2):
        sheet.ask("steps.whole", _STEPS, (whole,), fill=both(subject=subject))
    sheet.ask("steps.wrong_subject", _STEPS, near=whole, fill=both(subject=sheet.subject()))


def _lead(sheet: Sheet, kind: str) -> str:
    return {
        "aims": sheet.pick(("The aims", "Missions", "The goals"), ("Les objectifs", "Missions", "Les buts")),
        "members": sheet.pick(("The members", "Member groups"), ("Les membres", "Groupes membres")),
        "fields": sheet.pick(("The fields", "Priorities", "Themes"), ("Les domaines", "Priorités", "Thèmes")),
        "places": sheet.pick(("The fields", "Courses and themes"), ("Les domaines", "Cours et thèmes")),
    }[kind]
