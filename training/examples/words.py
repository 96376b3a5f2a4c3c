"""What made-up documents are about: subjects in both languages, and names that nobody has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from types import MappingProxyType
from typing import Literal

from assistant.lexical import fold

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Term:
    """A subject in both languages; the French one has its article."""

    en: str
    fr: str

    def in_(self, language: str) -> str:
        """As it stands alone, in a heading or a table."""
        if language == "en":
            return self.en
        for article in ("les ", "la ", "le ", "l’"):
            if self.fr.startswith(article):
                return self.fr[len(article) :]
        return self.fr

    def lowered(self) -> Term:
        """With small first letters, as a heading's words stand inside a sentence."""
        return Term(self.en[:1].lower() + self.en[1:], self.fr[:1].lower() + self.fr[1:])

    def the(self, language: str) -> str:
        """As it stands in a sentence: "fisheries", "la pêche"."""
        return self.en if language == "en" else self.fr

    def of(self, language: str) -> str:
        """After "of": "of fisheries", "de la pêche"."""
        if language == "en":
            return f"of {self.en}"
        for article, of in (("les ", "des "), ("le ", "du ")):
            if self.fr.startswith(article):
                return of + self.fr[len(article) :]
        return f"de {self.fr}"

    def which(self, language: str) -> str:
        """After "which": "which agency", "quelle agence"."""
        if language == "en":
            return f"which {self.en}"
        is_feminine = self.fr.startswith("la ") or self.fr.endswith(("ence", "ion"))
        return f"{'quelle' if is_feminine else 'quel'} {self.in_('fr')}"


def terms(lines: str) -> tuple[Term, ...]:
    """The terms of lines like `fisheries|la pêche`."""
    return tuple(Term(*line.split("|")) for line in lines.strip().split("\n"))


def phrases(of: Sequence[Term], lines: str) -> Mapping[Term, tuple[Term, ...]]:
    """What is said of each term: lines like `fisheries|trawlers|les chalutiers`, the term's English first, then any number of phrases in both languages.

    Raises:
        KeyError: A term has no line.
    """
    said: dict[str, tuple[Term, ...]] = {}
    for line in lines.strip().split("\n"):
        name, *rest = line.split("|")
        said[name] = (*said.get(name, ()), *map(Term, rest[::2], rest[1::2]))
    return MappingProxyType({term: said[term.en] for term in of})


SUBJECTS = terms("""
fisheries|la pêche
school meals|les repas scolaires
public libraries|les bibliothèques publiques
museums|les musées
road maintenance|l’entretien des routes
street lighting|l’éclairage public
swimming pools|les piscines
forest protection|la protection des forêts
dairy farming|l’élevage laitier
beekeeping|l’apiculture
fruit growing|l’arboriculture fruitière
vineyards|les vignobles
hospital equipment|l’équipement des hôpitaux
home care|les soins à domicile
child care|l’accueil des enfants
elderly care|l’aide aux personnes âgées
vaccination|la vaccination
dental care|les soins dentaires
drinking water|l’eau potable
waste collection|la collecte des déchets
recycling|le recyclage
air quality|la qualité de l’air
noise reduction|la réduction du bruit
flood defences|la protection contre les inondations
river cleaning|le nettoyage des rivières
fire services|les services d’incendie
mountain rescue|le secours en montagne
police training|la formation des policiers
legal aid|l’aide juridique
consumer advice|le conseil aux consommateurs
housing renovation|la rénovation des logements
social housing|le logement social
heating grants|les primes de chauffage
solar panels|les panneaux solaires
wind farms|les parcs éoliens
insulation|l’isolation
cycle paths|les pistes cyclables
bus services|les lignes d’autobus
ferry lines|les liaisons par ferry
tramways|les tramways
railway stations|les gares
airports|les aéroports
harbours|les ports
canals|les canaux
bridges|les ponts
tunnels|les tunnels
theatre|le théâtre
music schools|les écoles de musique
film production|la production de films
book fairs|les salons du livre
heritage sites|les sites du patrimoine
archives|les archives
sports clubs|les clubs sportifs
youth camps|les camps de jeunesse
language courses|les cours de langue
adult education|l’éducation des adultes
apprenticeships|l’apprentissage
scholarships|les bourses d’études
teacher recruitment|le recrutement des enseignants
laboratories|les laboratoires
space science|les sciences spatiales
ocean research|la recherche océanographique
medical research|la recherche médicale
plant breeding|la sélection des plantes
robot design|la conception de robots
ceramics|la céramique
textile design|la création textile
furniture making|la fabrication de meubles
paper mills|les papeteries
glass making|la verrerie
shipbuilding|la construction navale
watchmaking|l’horlogerie
bakeries|les boulangeries
cheese making|la fromagerie
breweries|les brasseries
market halls|les halles
craft workshops|les ateliers d’artisanat
rural shops|les commerces ruraux
tourism|le tourisme
campsites|les campings
hiking trails|les sentiers de randonnée
ski resorts|les stations de ski
hotels|les hôtels
exports|les exportations
customs|la douane
tax collection|la perception des impôts
public procurement|les marchés publics
data protection|la protection des données
mapping|la cartographie
weather stations|les stations météorologiques
telephone lines|les lignes téléphoniques
broadband|le haut débit
printing|l’imprimerie
postal services|les services postaux
staff salaries|les salaires du personnel
building leases|les loyers des bâtiments
office supplies|les fournitures de bureau
insurance|les assurances
vehicle fleet|le parc automobile
""")

ROLES = terms("""
director|le directeur
chairwoman|la présidente
treasurer|le trésorier
secretary general|le secrétaire général
chief engineer|l’ingénieur en chef
curator|le conservateur
project manager|le chef de projet
head of research|le responsable de la recherche
press officer|l’attaché de presse
medical director|le directeur médical
librarian|la bibliothécaire
auditor|l’auditeur
mayor|le maire
rector|le recteur
coordinator|la coordinatrice
""")

BODIES = terms("""
federation|la fédération
institute|l’institut
agency|l’agence
network|le réseau
foundation|la fondation
association|l’association
centre|le centre
observatory|l’observatoire
council|le conseil
cooperative|la coopérative
""")

GROUPS = terms("""
growers|les producteurs
schools|les écoles
hospitals|les hôpitaux
craftsmen|les artisans
hotel keepers|les hôteliers
carriers|les transporteurs
universities|les universités
publishers|les éditeurs
municipalities|les communes
farmers|les agriculteurs
nurses|les infirmières
architects|les architectes
brewers|les brasseurs
shipyards|les chantiers navals
volunteers|les bénévoles
researchers|les chercheurs
builders|les constructeurs
photographers|les photographes
""")

AIMS = terms("""
to share equipment|partager le matériel
to train young people|former les jeunes
to lower costs|réduire les coûts
to test new methods|essayer de nouvelles méthodes
to advise the public|conseiller le public
to collect statistics|rassembler des statistiques
to open new markets|ouvrir de nouveaux marchés
to protect the landscape|protéger le paysage
to publish guides|publier des guides
to organise exhibitions|organiser des expositions
to repair old machines|réparer de vieilles machines
to improve safety|améliorer la sécurité
to save energy|économiser l’énergie
to translate documents|traduire des documents
to visit schools|visiter les écoles
to certify products|certifier des produits
""")

MEASURES = terms("""
Millions of euros|Millions d’euros
Millions €|Millions €
Thousands €|Milliers €
Thousands of francs|Milliers de francs
tonnes|tonnes
Number of persons|Nombre de personnes
hectares|hectares
""")

COLUMNS = terms("""
Members|Membres
Projects|Projets
Staff|Personnel
Visitors|Visiteurs
Grants|Subventions
Costs|Coûts
Revenue|Recettes
Sites|Sites
Courses|Cours
Loans|Prêts
Vehicles|Véhicules
Complaints|Plaintes
""")

_ONSETS = ("b", "br", "c", "ch", "d", "dr", "f", "fl", "g", "gr", "h", "j", "k", "l", "m", "n", "p", "pl", "qu", "r", "s", "st", "t", "tr", "v", "z")
_VOWELS = ("a", "e", "i", "o", "u", "é", "ai", "ou", "au", "ia", "eo", "ei")
_CODAS = ("", "", "", "n", "l", "r", "s", "x", "nd", "rt", "lm", "sk")
_FIRST_NAMES = (
    "Anna Béatrice Carla Denise Elsa Fanny Greta Hélène Irène Judith Karin Léa Maud Nora Odile Paula Rosa Sofia Thérèse Ursula "
    "Adrien Bruno Cédric Dimitri Edgar Félix Gaspard Hugo Ismaël Jonas Kevin Lucas Martin Nils Oscar Pablo Quentin Ruben Simon Théo"
).split()


def capital(text: str) -> str:
    """The text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def word(random: Random, syllables: int = 0) -> str:
    """A word that means nothing."""
    made = "".join(random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables or random.choice((2, 2, 3)))) + random.choice(_CODAS)
    return made.capitalize()


def acronym(random: Random) -> str:
    """Capitals, as organisations have."""
    return "".join(random.choice("ABCDEFGHILMNOPRSTUVXZ") for _ in range(random.choice((3, 4, 4, 5))))


def person(random: Random) -> str:
    """A first name and a surname."""
    return f"{random.choice(_FIRST_NAMES)} {word(random)}"


def brand(random: Random) -> str:
    """The name of an organisation or a project."""
    form = random.randrange(5)
    if form == 0:
        return acronym(random)
    if form == 1:
        return word(random, 2) + random.choice(("Net", "Lab", "Hub", "Tech", "Plus", "Form"))
    if form == 2:
        return f"{word(random)} {random.choice(('Alliance', 'Forum', 'Atlas', 'Horizon', 'Union'))}"
    return word(random).upper() if form == 3 else word(random)


def stranger(random: Random, name: str) -> str:
    """A name that is not that one: half the time one that shares a word with it, as a plan's does with its region's."""
    form = random.randrange(4)
    if form == 0:
        return f"{random.choice(('New', 'Agro', 'Nova', 'Inter', 'Young'))} {name}"
    return f"{name} {random.choice(('Plus', 'Campus', 'Junior', 'Partners', '2040'))}" if form == 1 else brand(random)


def figure(random: Random, language: str) -> str:
    """An amount or a count as that language writes it."""
    form = random.randrange(4)
    if form == 0:
        return str(random.randrange(3, 999))
    if form == 1:
        return f"{random.randrange(1, 99)},{random.randrange(1000):03}" if language == "en" else f"{random.randrange(1, 99)} {random.randrange(1000):03}"
    decimals = f"{random.randrange(1, 100):02}" if form == 2 else str(random.randrange(1, 10))
    return f"{random.randrange(1, 400)}{'.' if language == 'en' else ','}{decimals}"


def host(random: Random, name: str) -> str:
    """The internet name of an organisation."""
    return f"{''.join(c for c in fold(name) if c.isalnum())}.{random.choice(('example', 'org', 'eu', 'net'))}"


def telephone(random: Random) -> str:
    """A number with a country and spaces."""
    return f"+{random.randrange(30, 99)} {random.randrange(1, 9)} {random.randrange(100, 999)} {random.randrange(10, 99)} {random.randrange(10, 99)}"
