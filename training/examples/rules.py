"""Made-up rules: what a file has, who may apply, what is not paid, what is forbidden, each a list, asked for in other words than those that introduce it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.types import Span
from training.examples.lists import write_list
from training.examples.sheet import Sheet, Wordings, both, wordings
from training.examples.words import GROUPS, SUBJECTS, Term, brand, terms


@dataclass(frozen=True, slots=True)
class Rule:
    """A kind of list.

    Attributes:
        title: Of a section that has nothing else.
        leads: What introduces it.
        said: How it goes as a sentence; `items` are its items.
        asked: How one asks for it.
        items: What it has.
    """

    title: Term
    leads: Wordings
    said: Wordings
    asked: Wordings
    items: tuple[Term, ...]


RULES = {
    "papers": Rule(
        Term("The file", "Le dossier"),
        wordings(
            "The application file of {name} comprises: | To be enclosed: | A complete file has: | Please send along with the form: | The file:",
            "Le dossier {name} comprend : | À joindre au formulaire : | Sont à fournir : | Un dossier complet se compose de ce qui suit :| Pièces du dossier :",
        ),
        wordings("The file for {name} comprises {items}.", "Le dossier {name} comprend {items}."),
        wordings(
            "Which papers do I have to send for {name}? | What must I hand in? | What do I need to attach to my application for {name}? | {name} documents"
            "| What paperwork does {name} ask for? | Which proofs are required? | what should be in my envelope for {name}",
            "Quels papiers dois-je envoyer pour {name} ? | Que faut-il remettre ? | Quels justificatifs accompagnent la demande {name} ? | documents {name}"
            "| Quelles attestations demande-t-on pour {name} ? | De quels documents ai-je besoin ? | {name}, je dois mettre quoi dans l’enveloppe ?",
        ),
        terms("""
a copy of the identity card|une copie de la carte d’identité
the last two pay slips|les deux dernières fiches de paie
a bank statement|un extrait de compte
a plan of the premises|un plan des lieux
three quotes|trois devis
a certificate of insurance|une attestation d’assurance
the statutes of the association|les statuts de l’association
a letter from the landlord|une lettre du bailleur
the latest accounts|les derniers comptes
a photograph of the façade|une photo de la façade
the building permit|le permis de bâtir
a curriculum vitae|un curriculum vitæ
"""),
    ),
    "conditions": Rule(
        Term("Conditions", "Conditions"),
        wordings(
            "To obtain {name}, one has to: | {name} goes to those who: | The applicant must: | Conditions: | Requirements of {name}:",
            "Pour obtenir {name}, il faut : | Le demandeur doit : | Conditions : | Pour y avoir droit, on est tenu de : | Conditions d’accès à {name} :",
        ),
        wordings("The applicant must {items}.", "Le demandeur doit {items}."),
        wordings(
            "Who qualifies for {name}? | Am I entitled to {name}? | What does it take to get {name}? | Under which circumstances is {name} granted?"
            "| {name} eligibility"
            "| What criteria apply? | When can my firm count on {name}? | What are you looking at before you give {name}?",
            "Ai-je droit à {name} ? | À quelles exigences faut-il répondre ? | Quels critères pour {name} ? | Qui peut prétendre à {name} ?"
            "| {name} éligibilité"
            "| Sous quelles réserves {name} est-il accordé ? | Que doit remplir ma société pour recevoir {name} ? | Suis-je dans le bon pour {name} ?",
        ),
        terms("""
employ fewer than fifty people|occuper moins de cinquante personnes
have existed for two years|exister depuis deux ans
owe no taxes|ne devoir aucun impôt
be entered in the trade register|être inscrit au registre du commerce
own the building|être propriétaire du bâtiment
keep certified accounts|tenir une comptabilité certifiée
speak one of the two languages|parler l’une des deux langues
have the seat in the district|avoir son siège dans le district
train at least one apprentice|former au moins un apprenti
invest a tenth of the sum|investir un dixième de la somme
be over eighteen|avoir plus de dix-huit ans
hold a first-aid certificate|détenir un brevet de secouriste
"""),
    ),
    "unpaid": Rule(
        Term("Exclusions", "Exclusions"),
        wordings(
            "{name} does not cover: | The following are left out: | Not eligible: | Excluded from {name}: | Remains at the expense of the applicant:",
            "{name} ne couvre pas : | Sont exclus : | Ne sont pas admis : | Reste à charge du demandeur : | Hors {name} :",
        ),
        wordings("Not covered are {items}.", "Ne sont pas couverts {items}."),
        wordings(
            "What won’t {name} pay for? | Which expenses are refused? | What do I have to pay out of my own pocket? | What is not refunded by {name}?"
            "| Which costs are you not going to bear? | What can’t I spend the {name} money on? | {name} what is not included",
            "Qu’est-ce que {name} ne rembourse pas ? | Quelles dépenses refusez-vous ? | Que dois-je payer de ma poche ? | Qu’est-ce qui n’est pas financé ?"
            "| Quels frais ne prenez-vous pas à votre compte ? | À quoi l’argent de {name} ne peut-il pas servir ? | {name} non compris",
        ),
        terms("""
the purchase of land|l’achat de terrains
meals|les repas
fines|les amendes
second-hand machines|les machines d’occasion
value added tax|la taxe sur la valeur ajoutée
flights|les vols
salaries of managers|les salaires des dirigeants
rents|les loyers
advertising|la publicité
interest on loans|les intérêts d’emprunts
gifts|les cadeaux
legal fees|les frais d’avocat
"""),
    ),
    "forbidden": Rule(
        Term("House rules", "Règlement intérieur"),
        wordings(
            "It is forbidden to: | At {name}, users shall not: | Nobody may: | Prohibited in the house: | {name} does not allow anyone to:",
            "Il est interdit de : | Chez {name}, il est défendu de : | Nul ne peut se permettre de : | {name} n’autorise personne à : | Interdiction de :",
        ),
        wordings("At {name} it is forbidden to {items}.", "Chez {name}, il est interdit de {items}."),
        wordings(
            "What am I not allowed to do at {name}? | What is banned at {name}? | What mustn’t we do there? | Which things are off limits? | {name} don’ts"
            "| What can’t one do on the premises of {name}? | What gets you into trouble at {name}?",
            "Qu’est-ce qu’on ne peut pas faire chez {name} ? | Qu’est-ce qui n’est pas permis ? | De quoi faut-il s’abstenir chez {name} ?"
            "| {name} interdictions"
            "| Que n’a-t-on pas le droit de faire là-bas ? | Qu’est-ce qui est prohibé dans les locaux de {name} ?",
        ),
        terms("""
smoke indoors|fumer à l’intérieur
bring animals|amener des animaux
leave tools outside|laisser des outils dehors
copy the keys|copier les clés
block the exits|bloquer les sorties
cook in the rooms|cuisiner dans les chambres
lend one’s badge|prêter son badge
store petrol|stocker de l’essence
make noise after ten|faire du bruit après dix heures
park in the yard|stationner dans la cour
stick posters on the doors|coller des affiches sur les portes
move the furniture|déplacer les meubles
"""),
    ),
    "duties": Rule(
        Term("Commitments", "Engagements"),
        wordings(
            "Members of {name} undertake to: | In return, beneficiaries of {name} shall: | Those who sign agree to: | Obligations:",
            "Les membres de {name} s’engagent à : | En contrepartie, les bénéficiaires doivent : | Le signataire accepte de : | Obligations :",
        ),
        wordings("Members of {name} undertake to {items}.", "Les membres de {name} s’engagent à {items}."),
        wordings(
            "What is expected of members of {name}? | What do I let myself in for if I join {name}? | What must I do in exchange?"
            "| What do you ask of us once we are in?"
            "| {name} duties | Which promises does one make to {name}?",
            "Qu’attend-on des membres de {name} ? | À quoi est-ce que je m’oblige en rejoignant {name} ? | Que dois-je faire en échange ? | {name} devoirs"
            "| Que nous demande-t-on une fois entrés ? | Que promet-on à {name} ?",
        ),
        terms("""
report once a year|faire rapport une fois l’an
display the logo|afficher le logo
pay the fee in March|payer la cotisation en mars
attend two meetings|assister à deux réunions
keep the invoices for five years|garder les factures cinq ans
answer the survey|répondre à l’enquête
open their books|ouvrir leurs livres
welcome visitors|accueillir des visiteurs
share their results|partager leurs résultats
tell of every accident|signaler tout accident
"""),
    ),
    "grounds": Rule(
        Term("Withdrawal", "Retrait"),
        wordings(
            "{name} is withdrawn in these cases: | Membership of {name} ends upon: | {name} may be terminated for: | Grounds for withdrawal:",
            "{name} est retiré dans les cas suivants : | La participation à {name} prend fin en cas de : | {name} peut être résilié pour :"
            "| Motifs de retrait :",
        ),
        wordings("{name} is withdrawn for {items}.", "{name} est retiré pour {items}."),
        wordings(
            "When can one lose {name}? | For what reasons could we be thrown out of {name}? | What makes you take {name} back?"
            "| Why might I be dropped from {name}?"
            "| In which cases do I have to leave? | {name} loss",
            "Quand perd-on {name} ? | Pourquoi pourrait-on nous exclure de {name} ? | Qu’est-ce qui fait que vous reprenez {name} ? | {name} perte"
            "| Dans quels cas doit-on quitter {name} ? | Pour quelles raisons risque-t-on d’être mis dehors ?",
        ),
        terms("""
unpaid fees|cotisations impayées
false statements|fausses déclarations
delays of more than a year|retard de plus d’un an
a move abroad|départ à l’étranger
three absences|trois absences
damage to the premises|dégâts aux locaux
insults to the staff|insultes au personnel
bankruptcy|faillite
repeated noise|bruit répété
closure of the site|fermeture du site
"""),
    ),
    "benefits": Rule(
        Term("Services", "Services"),
        wordings(
            "With {name} you get: | Members enjoy: | {name} brings: | Included: | The {name} package:",
            "Avec {name}, vous recevez : | Les membres bénéficient de : | {name} apporte : | Sont compris : | La formule {name} :",
        ),
        wordings("{name} brings {items}.", "{name} apporte {items}."),
        wordings(
            "What’s in it for me if I join {name}? | What are the advantages of {name}? | Why should we sign up with {name}?"
            "| What do I get for my money at {name}?"
            "| {name} perks | What does one gain from {name}? | What do you do for your members?",
            "Qu’est-ce que j’y gagne avec {name} ? | Quels sont les avantages de {name} ? | Pourquoi s’inscrire chez {name} ? | {name} atouts"
            "| Qu’est-ce que je reçois pour mon argent chez {name} ? | À quoi cela sert-il d’entrer chez {name} ? | Que faites-vous pour vos adhérents ?",
        ),
        terms("""
a discount on training|une remise sur les formations
a desk in the shared office|un bureau dans l’espace partagé
an entry in the directory|une fiche dans l’annuaire
free advice on contracts|des conseils gratuits sur les contrats
a stand at the fair|un stand au salon
a monthly newsletter|une lettre mensuelle
help with patents|une aide pour les brevets
a meeting room|une salle de réunion
introductions to investors|des contacts avec des investisseurs
access to the test bench|l’accès au banc d’essai
"""),
    ),
    "troubles": Rule(
        Term("Points of attention", "Points d’attention"),
        wordings(
            "Weak points of {name}: | Concerns: | {name} meets with: | Risks: | What weighs on {name}:",
            "Faiblesses de {name} : | Points noirs : | {name} se heurte à : | Risques : | Ce qui pèse sur {name} :",
        ),
        wordings("{name} meets with {items}.", "{name} se heurte à {items}."),
        wordings(
            "What problems does {name} have? | What could go wrong with {name}? | What slows {name} down? | What makes things hard for {name}?"
            "| {name} difficulties"
            "| Which obstacles are there? | What are people worried about?",
            "Quels problèmes {name} rencontre-t-il ? | Qu’est-ce qui pourrait mal tourner chez {name} ? | Qu’est-ce qui ralentit {name} ? | {name} difficultés"
            "| Quels obstacles y a-t-il ? | Qu’est-ce qui complique la tâche de {name} ? | De quoi s’inquiète-t-on ?",
        ),
        terms("""
a lack of welders|un manque de soudeurs
late deliveries of steel|des livraisons d’acier tardives
unclear rules|des règles floues
an ageing fleet|un parc vieillissant
the price of gas|le prix du gaz
few female applicants|peu de candidates
strikes at the port|des grèves au port
slow permits|des permis qui tardent
competition from abroad|la concurrence étrangère
a budget cut|une coupe budgétaire
"""),
    ),
    "topics": Rule(
        Term("Pillars", "Piliers"),
        wordings(
            "{name} rests on these pillars: | Lines of work: | {name} puts first: | The chapters of {name}: | Key areas:",
            "{name} repose sur ces piliers : | Lignes d’action : | {name} donne la priorité à : | Les volets de {name} : | Domaines clés :",
        ),
        wordings("{name} rests on {items}.", "{name} repose sur {items}."),
        wordings(
            "What does {name} concentrate on? | Around what is {name} built? | Which topics matter most to {name}?"
            "| What are the main strands of {name}? | {name} axes"
            "| Where does {name} set its priorities? | What is {name} made up of?",
            "Sur quoi {name} se concentre-t-il ? | Autour de quoi {name} est-il bâti ? | Quels sujets comptent le plus pour {name} ? | {name} axes"
            "| Quels sont les grands axes de {name} ? | Où {name} place-t-il ses priorités ? | De quoi {name} est-il fait ?",
        ),
        SUBJECTS,
    ),
    "admitted": Rule(
        Term("For whom", "Pour qui"),
        wordings(
            "{name} is open to: | May apply: | Admitted: | {name} addresses: | Candidates:",
            "{name} est ouvert aux publics suivants : | Peuvent postuler : | Sont admis : | {name} s’adresse à ceux-ci : | Candidats :",
        ),
        wordings("{name} is open to {items}.", "Peuvent postuler : {items}."),
        wordings(
            "Who may take part in {name}? | Is {name} for people like us? Who is it for? | What kinds of organisations can answer the {name} call?"
            "| {name} for whom"
            "| Whom is {name} meant for? | Who has the right to submit something to {name}?",
            "Qui peut participer à {name} ? | {name}, c’est pour qui ? | Quels types de structures ont le droit de répondre à {name} ? | {name} public"
            "| À qui {name} est-il destiné ? | Qui a la possibilité de déposer quelque chose chez {name} ?",
        ),
        GROUPS,
    ),
}
_ALIKE = ({"conditions", "admitted", "duties"}, {"forbidden", "grounds"})
"""Kinds of which one may answer for another."""
_INTRODUCED = wordings(
    "{name} has existed for some years. | The board of {name} adopted these rules in spring. | {name} answers questions by telephone."
    "| This page was revised. | ",
    "{name} existe depuis quelques années. | Le conseil de {name} a adopté ce texte au printemps. | {name} répond aux questions par téléphone.| Page revue. | ",
)
_TITLES = wordings("{name} | Rules of {name} | About {name} | {name}: what to know", "{name} | Règlement de {name} | À propos de {name} | {name} : à savoir")


def rules(sheet: Sheet) -> None:
    """One to three lists on one house, as items or as a sentence; asked as well for one that is not there."""
    random = sheet.random
    name = brand(random)
    kinds = random.sample(list(RULES), random.randrange(1, 4))
    sheet.heading(random.choice(_TITLES[sheet.language]).format(name=name))
    sheet.write(random.choice(_INTRODUCED[sheet.language]).format(name=name) + "\n\n")
    near: Span | None = None
    for kind in kinds:
        near = _rule(sheet, RULES[kind], name)
        for _ in range(3):
            sheet.ask(f"rules.{kind}", RULES[kind].asked, (near,), fill=both(name=name))
    unsaid = set(RULES).difference(kinds, *(alike for alike in _ALIKE if not alike.isdisjoint(kinds)))
    sheet.ask("rules.not_stated", RULES[random.choice(sorted(unsaid))].asked, near=near, fill=both(name=name))
    named = {language: [text for text in texts if "{name}" in text] for language, texts in RULES[kinds[0]].asked.items()}
    sheet.ask("rules.wrong_name", named, near=near, fill=both(name=brand(random)))


def _rule(sheet: Sheet, rule: Rule, name: str) -> Span:
    """Writes a list; returns where its items are."""
    random, language = sheet.random, sheet.language
    items = [term.in_(language) for term in random.sample(rule.items, random.randrange(3, 6))]
    if random.random() < 0.4:
        sheet.heading(rule.title.in_(language), 3)
    if random.random() < 0.3:
        joined = ", ".join(items[:-1]) + (" and " if language == "en" else " et ") + items[-1]
        whole = sheet.spell(random.choice(rule.said[language]), name=name, items=joined)["items"]
        sheet.write("\n\n")
        return whole
    sheet.spell(random.choice(rule.leads[language]), name=name)
    sheet.write("\n\n" if sheet.markdown else "\n")
    spans = write_list(sheet, items)
    sheet.write("\n")
    return Span(spans[0].start, spans[-1].end)
