"""What may be told of a place or of a scheme: in sentences, in the fragments of a slide, and asked in words that are not always those of the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

from training.examples.facts import date, money
from training.examples.sheet import Wordings, wordings
from training.examples.words import AIMS, BODIES, GROUPS, ROLES, SUBJECTS, Language, capital, person, word


@dataclass(frozen=True, slots=True)
class Relation:
    """Something that is told of a name.

    Attributes:
        said: Sentences, which leave the name and the answer open.
        noted: Fragments of slides and forms.
        asked: Questions.
        answer: Makes an answer up.
    """

    said: Wordings
    noted: Wordings
    asked: Wordings
    answer: Callable[[Random, Language], str]


def _relation(answer: Callable[[Random, Language], str], **templates: str) -> Relation:
    """A relation; `said_en`, `said_fr`, `noted_en`, ... hold their templates with bars between them."""
    said, noted, asked = (wordings(templates[f"{name}_en"], templates[f"{name}_fr"]) for name in ("said", "noted", "asked"))
    return Relation(said, noted, asked, answer)


def _large(random: Random, language: Language) -> str:
    """A number of people."""
    if random.random() < 0.4:
        tenth = f"{random.randrange(1, 60)}{'.' if language == 'en' else ','}{random.randrange(1, 10)}"
        return f"{tenth} {random.choice(('million', 'm', 'Mio') if language == 'en' else ('millions', 'M', 'Mio'))}"
    return f"{random.randrange(11, 990)}{',' if language == 'en' else random.choice((' ', '.'))}{random.randrange(1000):03}"


def _whole(random: Random, language: Language) -> str:
    return f"{random.randrange(1, 60)}{',' if language == 'en' else random.choice((' ', '.'))}{random.randrange(1000):03}"


def _share(random: Random, language: Language) -> str:
    value = str(random.randrange(2, 99)) if random.random() < 0.6 else f"{random.randrange(1, 99)}{'.' if language == 'en' else ','}{random.randrange(1, 10)}"
    return f"{value}{random.choice(('%', ' %', ' per cent') if language == 'en' else (' %', '%', ' pour cent'))}"


def _per_head(random: Random, language: Language) -> str:
    thousands = f"{random.randrange(4, 90)}{',' if language == 'en' else random.choice((' ', '.'))}{random.randrange(1000):03}"
    return f"€{thousands}" if language == "en" and random.random() < 0.4 else f"{thousands} {random.choice(('€', 'euros', 'EUR'))}"


def _times(random: Random, language: Language) -> str:
    return str(random.randrange(2, 60)) if random.random() < 0.6 else random.choice(_COUNTS[language])


def _place(random: Random, language: Language) -> str:
    return random.choice(_RANKS[language])


def _several(random: Random, language: Language) -> str:
    """Some subjects in one sentence."""
    terms = [term.the(language) for term in random.sample(SUBJECTS, random.randrange(3, 6))]
    return f"{', '.join(terms[:-1])} {'and' if language == 'en' else 'et'} {terms[-1]}"


def _groups(random: Random, language: Language) -> str:
    return (" and " if language == "en" else " et ").join(term.the(language) for term in random.sample(GROUPS, random.choice((1, 2, 2))))


def _decider(random: Random, language: Language) -> str:
    return f"{'the ' if language == 'en' else ''}{random.choice((*BODIES, *ROLES)).the(language)}"


def _ground(random: Random, language: Language) -> str:
    term = random.choice(SUBJECTS)
    subject = term.the(language)
    if language == "en":
        return random.choice(
            (f"a survey of {subject}", f"a comparison of {subject} abroad", f"ten years of statistics on {subject}", f"talks with {word(random)}")
        )
    return random.choice(
        (f"une enquête sur {subject}", f"une comparaison {term.of(language)}", f"dix ans de chiffres sur {subject}", f"des entretiens avec {word(random)}")
    )


def _became(random: Random, language: Language) -> str:
    subject, aim = random.choice(SUBJECTS), random.choice(AIMS)
    return f"a platform for {subject.en} {aim.en}" if language == "en" else f"une plateforme consacrée à {subject.fr}, pour {aim.fr}"


def _team(random: Random, language: Language) -> str:
    joiner = " and " if language == "en" else " et "
    return joiner.join(person(random) for _ in range(random.choice((1, 1, 2))))


_COUNTS: Mapping[Language, tuple[str, ...]] = {"en": ("twice", "three", "five", "eight", "a dozen"), "fr": ("deux", "trois", "cinq", "huit", "une douzaine de")}
_RANKS: Mapping[Language, tuple[str, ...]] = {
    "en": ("first", "second", "third", "fourth", "ninth", "12th", "27th"),
    "fr": ("premier", "deuxième", "troisième", "quatrième", "neuvième", "12e", "27e"),
}

PLACES: Mapping[str, Relation] = MappingProxyType(
    {
        "people": _relation(
            _large,
            said_en="{name} has {answer} inhabitants. | Some {answer} people live in {name}.",
            said_fr="{name} compte {answer} habitants. | Quelque {answer} personnes vivent à {name}.",
            noted_en="{answer} inhabitants | Population: {answer} | Inhabitants: {answer} | Pop. {answer}",
            noted_fr="{answer} habitants | Population : {answer} | Nombre d’habitants : {answer} | Pop. {answer}",
            asked_en="How many people live in {name}? | What is the population of {name}? | {name} population | How many inhabitants does {name} have?",
            asked_fr="Combien d’habitants {name} compte-t-il ? | Quelle est la population de {name} ? | {name} population | Combien de gens vivent à {name} ?",
        ),
        "area": _relation(
            _whole,
            said_en="It stretches over {answer} km². | {name} covers {answer} square kilometres.",
            said_fr="Il s’étend sur {answer} km². | {name} couvre {answer} kilomètres carrés.",
            noted_en="{answer} km² | Area: {answer} km² | Surface {answer} km²",
            noted_fr="{answer} km² | Superficie : {answer} km² | Surface {answer} km²",
            asked_en="How large is {name}? | What area does {name} cover? | How many square kilometres is {name}? | {name} surface area",
            asked_fr="Quelle est la superficie de {name} ? | Combien de kilomètres carrés fait {name} ? | Quelle étendue a {name} ? | {name} superficie",
        ),
        "wealth": _relation(
            _per_head,
            said_en="Each inhabitant of {name} produces {answer} a year. | Its GDP per head is {answer}.",
            said_fr="Chaque habitant de {name} produit {answer} par an. | Son PIB par habitant est de {answer}.",
            noted_en="GDP/capita: {answer} | GDP per inhabitant {answer} | {answer}/inhabitant (GDP)",
            noted_fr="PIB/habitant : {answer} | PIB par tête {answer} | {answer}/hab. (PIB)",
            asked_en="What is the GDP per capita of {name}? | How much does a person in {name} produce? | GDP per head {name}",
            asked_fr="Quel est le PIB par habitant de {name} ? | Combien produit une personne à {name} ? | PIB par tête {name}",
        ),
        "average": _relation(
            _share,
            said_en="{name} reaches {answer} of the national average. | Income there is at {answer} of the continent’s mean.",
            said_fr="{name} atteint {answer} de la moyenne nationale. | Le revenu y est à {answer} de la moyenne du continent.",
            noted_en="{answer} of the national average | Income: {answer} of the mean | National average = 100; {name}: {answer}",
            noted_fr="{answer} de la moyenne nationale | Revenu : {answer} de la moyenne | Moyenne nationale = 100 ; {name} : {answer}",
            asked_en="How well off is {name} compared with the average? | Where does {name} stand against the average? | Is {name} above or below the average?",
            asked_fr="Où se situe {name} par rapport à la moyenne ? | {name} est-il au-dessus de la moyenne ? | Quel niveau de vie a {name} ?",
        ),
        "work": _relation(
            _share,
            said_en="In {name}, {answer} of the workforce have no job. | The unemployment rate is {answer}.",
            said_fr="À {name}, {answer} des actifs sont sans emploi. | Le taux de chômage est de {answer}.",
            noted_en="Unemployment: {answer} | Out of work: {answer} | Jobless rate {answer}",
            noted_fr="Chômage : {answer} | Sans emploi : {answer} | Taux de chômage {answer}",
            asked_en="How many people in {name} are unemployed? | What is the jobless rate in {name}? | unemployment {name}",
            asked_fr="Combien de gens sont au chômage à {name} ? | Quel est le taux de chômage à {name} ? | chômage {name}",
        ),
        "research": _relation(
            _share,
            said_en="{name} spends {answer} of its GDP on research. | Research takes {answer} of what it produces.",
            said_fr="{name} consacre {answer} de son PIB à la recherche. | La recherche absorbe {answer} de ce qu’il produit.",
            noted_en="R&D: {answer} of GDP | Research spending {answer} GDP | {answer} of GDP for research",
            noted_fr="R&D : {answer} du PIB | Dépenses de recherche {answer} PIB | {answer} du PIB pour la recherche",
            asked_en="What share of its GDP does {name} put into research? | How much does {name} spend on R&D? | R&D intensity of {name}",
            asked_fr="Quelle part de son PIB {name} consacre-t-il à la recherche ? | Combien {name} dépense-t-il en R&D ? | R&D {name}",
        ),
        "seat": _relation(
            lambda random, language: word(random),
            said_en="Its capital is {answer}. | The government of {name} sits in {answer}.",
            said_fr="Sa capitale est {answer}. | Le gouvernement de {name} siège à {answer}.",
            noted_en="Capital: {answer} | Main town: {answer}",
            noted_fr="Capitale : {answer} | Chef-lieu : {answer}",
            asked_en="What is the capital of {name}? | Which is the main town of {name}? | In which town does the government of {name} sit?",
            asked_fr="Quelle est la capitale de {name} ? | Quel est le chef-lieu de {name} ? | Dans quelle ville siège le gouvernement de {name} ?",
        ),
        "rank": _relation(
            _place,
            said_en="{name} comes {answer} among the regions for new patents. | It is {answer} in the league of innovators.",
            said_fr="{name} est {answer} parmi les régions pour les brevets. | Il est {answer} au classement des innovateurs.",
            noted_en="Innovation: {answer} of all regions | {answer} in the ranking of innovators",
            noted_fr="Innovation : {answer} de toutes les régions | {answer} au classement des innovateurs",
            asked_en="What rank does {name} have in innovation? | Which place does {name} take among the innovators? | {name} innovation ranking",
            asked_fr="Quel est le rang de {name} en innovation ? | Quelle place {name} occupe-t-il parmi les innovateurs ? | classement innovation {name}",
        ),
        "growth": _relation(
            _share,
            said_en="Its exports rose by {answer} in ten years. | {name} sells {answer} more abroad than ten years ago.",
            said_fr="Ses exportations ont augmenté de {answer} en dix ans. | {name} vend à l’étranger {answer} de plus.",
            noted_en="Exports: +{answer} in ten years | Exports up {answer}",
            noted_fr="Exportations : +{answer} en dix ans | Hausse des exportations : {answer}",
            asked_en="By how much have the exports of {name} grown? | How did sales abroad develop in {name}? | export growth {name}",
            asked_fr="De combien les exportations de {name} ont-elles augmenté ? | Comment ont évolué les ventes de {name} ? | exportations {name}",
        ),
    }
)  # fmt: skip
"""Of a region or a town."""

SCHEMES: Mapping[str, Relation] = MappingProxyType(
    {
        "deadline": _relation(
            date,
            said_en="Applications must be in by {answer}. | {name} closes on {answer}.",
            said_fr="Les dossiers doivent être rentrés pour le {answer}. | {name} se clôture le {answer}.",
            noted_en="Deadline: {answer} | Apply before {answer} | Closing date {answer}",
            noted_fr="Échéance : {answer} | Date limite : {answer} | Candidatures jusqu’au {answer}",
            asked_en="Until when can I apply to {name}? | What is the deadline of {name}? | By when must files for {name} be in? | {name} closing date",
            asked_fr="Jusqu’à quand peut-on postuler à {name} ? | Quelle est l’échéance de {name} ? | Pour quand rentrer un dossier {name} ?",
        ),
        "rate": _relation(
            _share,
            said_en="{name} pays up to {answer} of the costs. | The aid covers {answer} of what is spent.",
            said_fr="{name} prend en charge jusqu’à {answer} des coûts. | L’aide couvre {answer} des dépenses.",
            noted_en="Aid: {answer} of the costs | Rate of support {answer} | Up to {answer} of expenses",
            noted_fr="Aide : {answer} des coûts | Taux d’intervention {answer} | Jusqu’à {answer} des dépenses",
            asked_en="What share of my costs does {name} pay? | How much of the expenses is covered by {name}? | {name} support rate",
            asked_fr="Quelle part de mes frais {name} paie-t-il ? | Quel pourcentage des dépenses {name} couvre-t-il ? | {name} taux",
        ),
        "ceiling": _relation(
            money,
            said_en="No project gets more than {answer}. | The ceiling of {name} is {answer}.",
            said_fr="Aucun projet ne reçoit plus de {answer}. | Le plafond de {name} est de {answer}.",
            noted_en="Ceiling: {answer} | Max. {answer} | At most {answer} a project",
            noted_fr="Plafond : {answer} | Max. {answer} | Au plus {answer} par projet",
            asked_en="How much can I get from {name} at most? | What is the maximum amount under {name}? | {name} maximum",
            asked_fr="Combien puis-je obtenir au maximum de {name} ? | Quel est le montant maximal de {name} ? | {name} maximum",
        ),
        "envelope": _relation(
            money,
            said_en="{name} has {answer} to give. | The region put {answer} into it.",
            said_fr="{name} dispose de {answer}. | La région y a mis {answer}.",
            noted_en="{name} ({answer}) | {answer} in all | Budget: {answer}",
            noted_fr="{name} ({answer}) | {answer} au total | Budget : {answer}",
            asked_en="How much money is in {name}? | What budget does {name} have in all? | What does {name} amount to? | {name} budget",
            asked_fr="Combien d’argent y a-t-il dans {name} ? | Quel budget {name} représente-t-il en tout ? | {name}, c’est combien ? | {name} budget",
        ),
        "eligible": _relation(
            _groups,
            said_en="It is open to {answer}. | Only {answer} can take part in {name}.",
            said_fr="Il est ouvert à {answer}. | Seuls {answer} peuvent participer à {name}.",
            noted_en="For {answer} | Target group: {answer} | Who: {answer}",
            noted_fr="Pour {answer} | Public cible : {answer} | Qui : {answer}",
            asked_en="Who can apply to {name}? | Whom is {name} for? | Am I eligible for {name}? | {name} beneficiaries",
            asked_fr="Qui peut postuler à {name} ? | À qui s’adresse {name} ? | Ai-je droit à {name} ? | {name} bénéficiaires",
        ),
        "decides": _relation(
            _decider,
            said_en="After the jury’s opinion, {answer} grants the label. | In {name}, {answer} decides who is accepted.",
            said_fr="Après l’avis du jury, c’est {answer} qui octroie le label. | Pour {name}, {answer} décide qui est retenu.",
            noted_en="Jury: opinion; {answer}: decision | Decision: {answer} | Final say: {answer}",
            noted_fr="Jury : avis ; {answer} : décision | Décision : {answer} | Dernier mot : {answer}",
            asked_en="Who decides in {name}? | Who has the last word in {name}? | Who officially awards {name}? | After the jury, who grants {name}?",
            asked_fr="Qui décide dans {name} ? | Qui a le dernier mot dans {name} ? | Qui attribue {name} ? | Après le jury, qui octroie {name} ?",
        ),
        "advises": _relation(
            lambda random, language: f"{random.randrange(3, 20)} experts" if random.random() < 0.4 else _decider(random, language),
            said_en="The files are examined by {answer}. | For {name}, {answer} compare the files and give an opinion.",
            said_fr="Les dossiers sont examinés par {answer}. | Pour {name}, {answer} comparent les dossiers et donnent un avis.",
            noted_en="Selection: {answer} | Opinion of {answer} | Files read by {answer}",
            noted_fr="Sélection : {answer} | Avis de {answer} | Dossiers lus par {answer}",
            asked_en="Who examines the files of {name}? | Who gives an opinion on the bids for {name}?",
            asked_fr="Qui examine les dossiers de {name} ? | Qui rend un avis sur les candidatures à {name} ? | Qui évalue les projets de {name} ?",
        ),
        "ground": _relation(
            _ground,
            said_en="Its themes were chosen on the strength of {answer}. | {name} builds on {answer}.",
            said_fr="Ses thèmes ont été choisis à partir de {answer}. | {name} se fonde sur {answer}.",
            noted_en="Choice of themes: {answer} | Based on {answer} | Starting point: {answer}",
            noted_fr="Choix des thèmes : {answer} | Sur la base de {answer} | Point de départ : {answer}",
            asked_en="On what were the themes of {name} chosen? | Which study does {name} rely on? | How were the priorities of {name} selected?",
            asked_fr="Sur quoi repose le choix des thèmes de {name} ? | Sur quelle étude {name} s’appuie-t-il ? | Sur quoi se fonde {name} ?",
        ),
        "became": _relation(
            _became,
            said_en="Over the years {name} has turned into {answer}. | Today it is {answer}.",
            said_fr="Au fil des ans, {name} s’est transformé en {answer}. | Aujourd’hui, c’est {answer}.",
            noted_en="Now: {answer} | Has become {answer} | Today {answer}",
            noted_fr="Aujourd’hui : {answer} | Devenu {answer} | Désormais {answer}",
            asked_en="What has become of {name}? | What is {name} today? | How did {name} develop over time?",
            asked_fr="Qu’est devenu {name} ? | Qu’est-ce que {name} aujourd’hui ? | Comment {name} a-t-il évolué ?",
        ),
        "fields": _relation(
            _several,
            said_en="{name} has chosen these priorities: {answer}. | It concentrates on {answer}.",
            said_fr="{name} a retenu ces priorités : {answer}. | Il se concentre sur {answer}.",
            noted_en="Priorities: {answer} | Fields: {answer} | {answer}",
            noted_fr="Priorités : {answer} | Domaines : {answer} | {answer}",
            asked_en="What are the priorities of {name}? | Which fields does {name} deal with? | Name the areas of {name}.",
            asked_fr="Quelles sont les priorités de {name} ? | De quels domaines {name} s’occupe-t-il ? | Cite les domaines de {name}.",
        ),
        "links": _relation(
            _several,
            said_en="The chain of {name} is made up of {answer}. | {name} sorts its members into {answer}.",
            said_fr="La chaîne de {name} se compose de {answer}. | {name} classe ses membres en {answer}.",
            noted_en="The chain: {answer} | Links of the chain: {answer} | Categories: {answer}",
            noted_fr="La chaîne : {answer} | Maillons : {answer} | Catégories : {answer}",
            asked_en="What are the links of {name}’s chain? | Into which categories does {name} sort its members? | What is the chain of {name}?",
            asked_fr="Quels sont les maillons de la chaîne de {name} ? | En quelles catégories {name} classe-t-il ses membres ? | De quoi se compose {name} ?",
        ),
        "jobs": _relation(
            _whole,
            said_en="So far {name} has created {answer} jobs. | Thanks to it, {answer} people have found work.",
            said_fr="À ce jour, {name} a créé {answer} emplois. | Grâce à lui, {answer} personnes ont trouvé du travail.",
            noted_en="{answer} jobs created | Jobs: {answer} | +{answer} jobs",
            noted_fr="{answer} emplois créés | Emplois : {answer} | +{answer} emplois",
            asked_en="How many jobs did {name} create? | How many people found work through {name}? | {name} jobs",
            asked_fr="Combien d’emplois {name} a-t-il créés ? | Combien de gens ont trouvé du travail grâce à {name} ? | {name} emplois",
        ),
        "projects": _relation(
            _times,
            said_en="{name} has supported {answer} projects. | In all, {answer} projects were accepted.",
            said_fr="{name} a soutenu {answer} projets. | En tout, {answer} projets ont été retenus.",
            noted_en="{answer} projects accepted | Projects: {answer} | {answer} projects",
            noted_fr="{answer} projets retenus | Projets : {answer} | {answer} projets",
            asked_en="How many projects did {name} support? | Number of projects accepted by {name}? | {name}: how many projects?",
            asked_fr="Combien de projets {name} a-t-il soutenus ? | Nombre de projets retenus par {name} ? | {name} : combien de projets ?",
        ),
        "private": _relation(
            _share,
            said_en="Firms bring {answer} of the money of {name}. | {answer} of it comes from private purses.",
            said_fr="Les entreprises apportent {answer} des moyens de {name}. | {answer} viennent du privé.",
            noted_en="Private share: {answer} | {answer} private money | Firms: {answer}",
            noted_fr="Part privée : {answer} | {answer} de fonds privés | Entreprises : {answer}",
            asked_en="What share of {name} is private money? | How much do firms contribute to {name}? | private part of {name}",
            asked_fr="Quelle part de {name} vient du privé ? | Combien les entreprises apportent-elles à {name} ? | part privée {name}",
        ),
        "author": _relation(
            _team,
            said_en="This note on {name} was written by {answer}. | The text is by {answer}.",
            said_fr="Cette note sur {name} a été rédigée par {answer}. | Le texte est de {answer}.",
            noted_en="By {answer} | Author: {answer} | Written by {answer}",
            noted_fr="Par {answer} | Auteur : {answer} | Rédaction : {answer}",
            asked_en="Who wrote the note on {name}? | Who is the author of the article on {name}? | {name} author",
            asked_fr="Qui a écrit la note sur {name} ? | Qui est l’auteur de l’article sur {name} ? | {name} auteur",
        ),
        "sector": _relation(
            lambda random, language: random.choice(SUBJECTS).the(language),
            said_en="{name} puts its money into {answer}. | It is a fund for {answer}.",
            said_fr="{name} place son argent dans {answer}. | C’est un fonds pour {answer}.",
            noted_en="Fund for {answer} | Invests in {answer} | Speciality: {answer}",
            noted_fr="Fonds pour {answer} | Investit dans {answer} | Spécialité : {answer}",
            asked_en="What does {name} invest in? | What is the speciality of {name}? | In which sector does {name} place its money?",
            asked_fr="Dans quoi {name} investit-il ? | Quelle est la spécialité de {name} ? | Dans quel secteur {name} place-t-il son argent ?",
        ),
        "update": _relation(
            date,
            said_en="{name} will be brought up to date in {answer}. | The next revision is due in {answer}.",
            said_fr="{name} sera mis à jour en {answer}. | La prochaine révision est prévue pour {answer}.",
            noted_en="Revision: {answer} | To be updated by {answer} | {answer}: update",
            noted_fr="Révision : {answer} | À actualiser pour {answer} | {answer} : actualisation",
            asked_en="When will {name} be updated? | By when must {name} be revised? | {name} next revision",
            asked_fr="Quand {name} sera-t-il actualisé ? | Pour quand faut-il réviser {name} ? | {name} prochaine révision",
        ),
    }
)  # fmt: skip
"""Of a programme, a fund or a plan."""


def spelt_out(random: Random, language: Language) -> tuple[str, str]:
    """A name of capitals, and what its letters stand for."""
    body, subject = random.choice(BODIES), random.choice(SUBJECTS)
    other = word(random)
    long = f"{capital(body.en)} of {other} for {subject.en}" if language == "en" else f"{capital(body.in_('fr'))} {other} pour {subject.fr}"
    words = [part.split("’")[-1] for part in long.split() if part not in ("of", "for", "pour", "la", "le", "les")]
    return "".join(part[0].upper() for part in words), long
