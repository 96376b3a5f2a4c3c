"""What people of each trade handle or offer: someone says that he has hives, where the documents speak of beekeeping."""

from __future__ import annotations

from training.examples.words import SUBJECTS, phrases

_THINGS = """
fisheries|trawlers|les chalutiers|sardines|les sardines
school meals|canteens|les cantines|pupils’ lunches|les dîners des élèves
public libraries|novels to lend|le prêt de romans|reading rooms|les salles de lecture
museums|collections of paintings|les collections de tableaux|guided tours of galleries|les visites guidées de galeries
road maintenance|potholes|les nids-de-poule|asphalt|l’asphalte
street lighting|lamp posts|les lampadaires|bulbs for avenues|les ampoules pour avenues
swimming pools|diving boards|les plongeoirs|lifeguards|les maîtres-nageurs
forest protection|old oaks|les vieux chênes|rangers|les gardes forestiers
dairy farming|milking machines|les trayeuses|cows|les vaches
beekeeping|hives|les ruches|honey|le miel
fruit growing|apples|les pommes|orchards|les vergers
vineyards|grapes|les raisins|wine|le vin
hospital equipment|scanners for patients|les scanners pour patients|operating tables|les tables d’opération
home care|nurses who visit the sick|les visites d’infirmières à des malades|meals brought to patients|les repas portés aux malades
child care|crèches|les crèches|toddlers|les tout-petits
elderly care|retirement homes|les maisons de retraite|old people|les vieilles personnes
vaccination|syringes|les seringues|protection against the flu|la protection contre la grippe
dental care|crowns for teeth|les couronnes pour dents|dentists|les dentistes
drinking water|wells|les puits|taps|les robinets
waste collection|dustbins|les poubelles|rubbish lorries|les camions-poubelles
recycling|old bottles|les vieilles bouteilles|scrap|la ferraille
air quality|fine dust|les poussières fines|exhaust fumes|les gaz d’échappement
noise reduction|soundproof walls|les murs antibruit|quiet engines|les moteurs silencieux
flood defences|dykes|les digues|sandbags|les sacs de sable
river cleaning|polluted streams|les ruisseaux pollués|banks full of plastic bags|les berges pleines de sacs
fire services|hoses|les lances à eau|ladder trucks|les camions à échelle
mountain rescue|avalanche dogs|les chiens d’avalanche|climbers in danger|les alpinistes en danger
police training|lessons for constables|les leçons pour agents|shooting practice|les exercices de tir
legal aid|lawyers for the poor|les avocats pour démunis|lawsuits|les procès
consumer advice|complaints of buyers|les plaintes d’acheteurs|misleading labels|les étiquettes trompeuses
housing renovation|old façades|les vieilles façades|new roofs|les nouvelles toitures
social housing|cheap flats|les appartements bon marché|tenants with a low income|les locataires à bas revenu
heating grants|boilers|les chaudières|radiators|les radiateurs
solar panels|sunlight turned into current|le courant tiré du soleil|photovoltaic roofs|les toits photovoltaïques
wind farms|turbines with blades|les turbines à pales|masts at sea|les mâts en mer
insulation|double glazing|le double vitrage|wool for attics|la laine pour greniers
cycle paths|bikes|les vélos|cyclists|les cyclistes
bus services|coaches|les autocars|stops with timetables|les arrêts avec horaires
ferry lines|crossings by boat|les traversées en bateau|landing stages|les embarcadères
tramways|rails in the street|les rails en rue|overhead wires|les caténaires
railway stations|platforms|les quais|trains|les trains
airports|runways|les pistes d’atterrissage|planes|les avions
harbours|quays|les débarcadères|containers|les conteneurs
canals|locks for barges|les écluses|barges|les péniches
bridges|arches over rivers|les arches sur rivières|suspension cables|les câbles de suspension
tunnels|drilling through mountains|le percement de montagnes|underground passages|les passages souterrains
theatre|plays|les pièces jouées|actors|les comédiens
music schools|piano lessons|les leçons de piano|violins|les violons
film production|cameras|les caméras|cinema|le cinéma
book fairs|novelists|les romanciers|stands of booksellers|les stands de libraires
heritage sites|castles|les châteaux|ruins|les ruines
archives|old letters|les vieilles lettres|parchments|les parchemins
sports clubs|football teams|les équipes de football|athletes|les athlètes
youth camps|tents for teenagers|les tentes pour adolescents|scouts|les scouts
language courses|grammar lessons|les leçons de grammaire|conversation in Spanish|la conversation en espagnol
adult education|evening classes|les cours du soir|people who go back to school|le retour à l’école
apprenticeships|young people who learn a trade|les jeunes qui apprennent un métier|master craftsmen|les maîtres artisans
scholarships|money for students|l’argent pour étudiants|tuition fees|les frais d’inscription
teacher recruitment|vacant posts in schools|les postes vacants en classe|new professors|les nouveaux professeurs
laboratories|test tubes|les éprouvettes|microscopes|les microscopes
space science|telescopes|les télescopes|planets|les planètes
ocean research|deep seas|les grands fonds|plankton|le plancton
medical research|new remedies|les nouveaux remèdes|clinical trials|les essais cliniques
plant breeding|seeds|les semences|new varieties of wheat|les nouvelles variétés de blé
robot design|mechanical arms|les bras mécaniques|androids|les androïdes
ceramics|pottery|la poterie|tiles|les carrelages
textile design|fabrics|les tissus|knitwear|les tricots
furniture making|chairs|les chaises|cupboards|les armoires
paper mills|cardboard|le carton|wood pulp|la pâte de bois
glass making|windows|les vitres|crystal vases|les vases en cristal
shipbuilding|hulls|les coques|yachts|les yachts
watchmaking|clocks|les pendules|wristwatches|les montres
bakeries|bread|le pain|croissants|les croissants
cheese making|camembert|le camembert|goat’s milk|le lait de chèvre
breweries|beer|la bière|hops|le houblon
market halls|stalls|les étals|vegetable sellers|les vendeurs de légumes
craft workshops|handmade jewels|les bijoux faits main|wicker baskets|les paniers en osier
rural shops|grocers in villages|les épiceries de village|the last shop of a village|le dernier magasin d’un village
tourism|travellers|les voyageurs|holidays|les vacances
campsites|caravans|les caravanes|tents|les tentes
hiking trails|walkers|les marcheurs|signposts in the woods|les balises en forêt
ski resorts|snow|la neige|chair lifts|les télésièges
hotels|bedrooms for guests|les chambres pour clients|receptions open at night|les réceptions de nuit
exports|sales abroad|les ventes à l’étranger|foreign clients|les clients étrangers
customs|border checks|les contrôles aux frontières|import duties|les droits d’entrée
tax collection|tax returns|les déclarations fiscales|unpaid levies|les impôts impayés
public procurement|calls for tender|les appels d’offres|contracts with the state|les contrats avec l’État
data protection|passwords|les mots de passe|privacy|la vie privée
mapping|atlases|les atlas|aerial photographs|les photos aériennes
weather stations|rain gauges|les pluviomètres|forecasts|les prévisions du temps
telephone lines|switchboards|les standards|copper wires|les fils de cuivre
broadband|fast internet|l’internet rapide|optical fibre|la fibre optique
printing|posters|les affiches|ink|l’encre
postal services|parcels|les colis|stamps|les timbres
staff salaries|wages|les rémunérations|payslips|les fiches de paie
building leases|rent for offices|le prix de location de bureaux|landlords|les propriétaires
office supplies|pencils|les crayons|staplers|les agrafeuses
insurance|policies against theft|les polices contre le vol|damage claims|les déclarations de sinistre
vehicle fleet|company cars|les voitures de société|vans|les camionnettes
"""

THINGS = phrases(SUBJECTS, _THINGS)
"""Two for each subject."""
