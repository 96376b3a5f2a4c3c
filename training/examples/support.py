"""Made-up schemes that give money or help: asked for as one who needs it asks, by who he is, by what he wants to do or by what he hopes to get."""

from __future__ import annotations

from assistant.types import Span
from training.examples.facts import money
from training.examples.needs import PEOPLE, WISHES
from training.examples.relations import SCHEMES
from training.examples.sheet import Sheet, Wordings, both
from training.examples.words import AIMS, GROUPS, brand, terms

INSTRUMENTS = terms("""
a loan|un prêt
a grant|une subvention
a voucher|un chèque
a guarantee|une garantie
a tax relief|une réduction d’impôt
a prize|un prix
an advance|une avance
a stake in the firm|une prise de participation
free advice|un accompagnement gratuit
a place to work|un espace de travail
""")
_SAID: Wordings = {
    "en": (
        "With {name}, {group} can get {instrument} of up to {amount} {aim}.",
        "{name} is {instrument} for {group} who want {aim}. It is worth {amount}.",
        "{group} who want {aim} receive {instrument} from {name}, {amount} at most.",
        "{name} offers {instrument} ({amount}) to {group} {aim}.",
    ),
    "fr": (
        "Avec {name}, {group} peuvent obtenir {instrument} de {amount} au plus pour {aim}.",
        "{name} est {instrument} pour {group} qui veulent {aim}. Il s’élève à {amount}.",
        "Pour {aim}, {group} reçoivent {instrument} de {name}, {amount} au maximum.",
        "{name} propose {instrument} ({amount}) : {group} peuvent ainsi {aim}.",
    ),
}
_NOTED: Wordings = {
    "en": (
        "{name}, {instrument} for {group} {aim} ({amount})",
        "{name}: {instrument}, {group}, {aim}, {amount}",
        "{name} ({amount}): {instrument} {aim} for {group}",
    ),
    "fr": (
        "{name}, {instrument} pour {aim} : {group} ({amount})",
        "{name} : {instrument}, {group}, {aim}, {amount}",
        "{name} ({amount}) : {instrument}, {group}, {aim}",
    ),
}
_FOR_WHOM: Wordings = {
    "en": (
        *("We are {group}. What money is there for us?", "Is there financial help for {group}?", "What support can {group} get?", "aid for {group}"),
        *("How can {group} get funding?", "Who finances {group}?", "Where do {group} find money?", "which help is there for {group}", "{group} subsidies"),
        *("I work with {group}, who can support us?", "Can {group} get any money?", "Which scheme is for {group}?"),
    ),
    "fr": (
        *("Nous sommes {group}. Quelles aides existent pour nous ?", "Y a-t-il une aide financière pour {group_the} ?", "aides {group}"),
        *("De quel soutien {group_the} peuvent-ils bénéficier ?", "Comment financer {group_the} ?", "Qui finance {group_the} ?", "subsides {group}"),
        *("Où {group_the} trouvent-ils de l’argent ?", "Je travaille avec {group_the}, qui peut nous soutenir ?", "Quel dispositif pour {group_the} ?"),
    ),
}
_WHAT_FOR: Wordings = {
    "en": (
        *("How can I get money {aim}?", "Which scheme do I need {aim}?", "We want {aim}: who pays for it?", "funding {aim}", "Who can help us {aim}?"),
        *("Is there help for those who want {aim}?", "I would like {aim}. What can I get?", "Where do I find support {aim}?"),
    ),
    "fr": (
        *("Comment obtenir de l’argent pour {aim} ?", "Quelle aide pour {aim} ?", "Nous voulons {aim} : qui paie ?", "financement pour {aim}"),
        *("Qui peut nous aider à {aim} ?", "Je voudrais {aim}. À quoi ai-je droit ?", "Où trouver un soutien pour {aim} ?"),
    ),
}
_OF_KIND: Wordings = {
    "en": ("Is there {kind} for {group}?", "Can {group} get {kind}?", "Who gives {kind} to {group}?", "Where can {group} ask for {kind}?"),
    "fr": ("Y a-t-il {kind} pour {group_the} ?", "Qui donne {kind} ? C’est pour {group_the}.", "Où {group_the} peuvent-ils demander {kind} ?"),
}
_KIND: Wordings = {
    "en": ("What kind of help does {name} give?", "What do {group} get from {name}?", "What is {name}?"),
    "fr": ("Quel type d’aide {name} apporte-t-il ?", "Que reçoivent {group_the} de {name} ?", "Qu’est-ce que {name} ?"),
}
_AMOUNT: Wordings = {
    "en": ("How much can {group} get?", "How much money is there {aim}?", "What does {name} pay at most?", "{name} amount", "How much do I get {aim}?"),
    "fr": ("Combien {group_the} peuvent-ils recevoir ?", "Combien d’argent pour {aim} ?", "Combien paie {name} au maximum ?", "{name} montant"),
}
_NEED: Wordings = {
    "en": (
        *("{said_the}. What is there for me?", "{said_the}: who can help?", "{said_the}. Is there any money for that?", "Where do I turn to? {said_the}."),
        *("{said_the}, what can I get?", "{said_the}, which scheme is for us?", "{said_the} - any funding?", "{said_the}. Whom do I ask?"),
    ),
    "fr": (
        *("{said_the}. Que pouvez-vous m’offrir ?", "{said_the} : qui peut m’aider ?", "{said_the}. Y a-t-il de l’argent pour cela ?"),
        *("Où m’adresser ? {said_the}.", "{said_the}, à quoi ai-je droit ?", "{said_the}, quel dispositif nous concerne ?", "{said_the} - une aide ?"),
        "{said_the}. À qui demander ?",
    ),
}
_UNTOLD = ("deadline", "rate", "decides", "jobs", "author")


def support(sheet: Sheet) -> None:
    """Two to four schemes, each for one group, with one aim and one kind of help; asked as well for groups, aims and kinds that none has."""
    random, language = sheet.random, sheet.language
    count, noted = random.randrange(2, 5), random.random() < 0.5
    groups, aims, kinds = random.sample(GROUPS, count + 1), random.sample(AIMS, count + 1), random.sample(INSTRUMENTS, count + 1)
    template = random.choice((_NOTED if noted else _SAID)[language])
    bullet = random.choice(("", "- " if sheet.markdown else "• ")) if noted else ""
    sheet.heading(sheet.pick(("What there is for you", "Instruments", "Ways to get help"), ("Ce qui existe pour vous", "Instruments", "Les dispositifs")))
    near: Span | None = None
    for group, aim, kind in zip(groups[:-1], aims[:-1], kinds[:-1], strict=True):
        name, amount = brand(random), money(random, language)
        said = group.in_(language) if noted else group.the(language)
        sheet.write(bullet)
        places = sheet.spell(template, name=name, group=said, aim=aim.in_(language), instrument=kind.in_(language), amount=amount)
        sheet.write("\n" if bullet else "\n\n")
        near = places["name"]
        fill = both(name=name, group=group, aim=aim, kind=kind)
        sheet.ask("support.need", _NEED, (places["name"],), fill=both(said=random.choice((*PEOPLE[group], *WISHES[aim]))))
        for asked, wordings in random.sample((("for_whom", _FOR_WHOM), ("what_for", _WHAT_FOR), ("of_kind", _OF_KIND)), 2):
            sheet.ask(f"support.{asked}", wordings, (places["name"],), fill=fill)
        sheet.ask("support.kind", _KIND, (places["instrument"],), fill=fill)
        sheet.ask("support.amount", _AMOUNT, (places["amount"],), fill=fill)
        sheet.ask("support.not_stated", SCHEMES[random.choice(_UNTOLD)].asked, near=near, fill=fill)
    absent = both(name=brand(random), group=groups[-1], aim=aims[-1], kind=kinds[-1])
    for missing, wordings in (("wrong_group", _FOR_WHOM), ("wrong_aim", _WHAT_FOR), ("wrong_name", _KIND), ("wrong_name", _AMOUNT)):
        sheet.ask(f"support.{missing}", wordings, near=near, fill=absent)
    sheet.ask("support.wrong_need", _NEED, near=near, fill=both(said=random.choice(WISHES[aims[-1]])))
    sheet.ask("support.wrong_kind", _OF_KIND, near=near, fill=both(group=groups[0], kind=kinds[-1]))
    sheet.write("\n")
