"""How those who need help say who they are and what they want, in other words than the schemes that are made for them."""

from __future__ import annotations

from training.examples.words import AIMS, GROUPS, phrases

_PEOPLE = """
growers|I raise leeks|je cultive des poireaux
growers|my tomatoes ripen under glass|mes tomates poussent sous serre
schools|I am a headmistress|je suis proviseure
schools|our pupils are between six and twelve|nos élèves ont entre six et douze ans
hospitals|our clinic has ninety beds|notre clinique a nonante lits
hospitals|I run a maternity ward|je dirige une maternité
craftsmen|I am a locksmith|je suis serrurière
craftsmen|I make saddles by hand|je fais des selles à la main
hotel keepers|I own an inn|je tiens une auberge
hotel keepers|we let rooms to travellers|nous louons des chambres à des voyageurs
carriers|I have five lorries|j’ai cinq camions
carriers|my drivers bring parcels to the door|mes chauffeurs livrent des colis
universities|I am the dean of a faculty|je suis doyenne d’une faculté
universities|we award master’s degrees|nous délivrons des masters
publishers|we bring out novels|nous sortons des romans
publishers|I own a small literary press|j’ai une petite maison littéraire
municipalities|I am an alderman|je suis échevine
municipalities|our village has nine hundred souls|notre village a neuf cents âmes
farmers|I keep sheep|j’élève des moutons
farmers|we sow barley|nous semons de l’orge
nurses|I look after patients at night|je soigne des malades la nuit
nurses|I give injections at people’s homes|je fais des piqûres à domicile
architects|I draw plans of houses|je dessine des plans de maisons
architects|my studio designs town halls|mon bureau conçoit des mairies
brewers|I sell my own stout|je vends ma propre stout
brewers|we have copper vats and a hop field|nous avons des cuves en cuivre et du houblon
shipyards|we build yachts|nous construisons des yachts
shipyards|our dry dock repairs hulls|notre cale sèche répare des coques
volunteers|I give my Sundays to a soup kitchen|je donne mes dimanches à une soupe populaire
volunteers|nobody pays us for what we do|personne ne nous paie pour ce que nous faisons
researchers|I am writing a thesis|j’écris une thèse
researchers|my laboratory studies cells|mon laboratoire étudie les cellules
builders|I am a bricklayer|je suis maçonne
builders|we put up blocks of flats|nous élevons des immeubles
photographers|I take portraits|je fais des portraits
photographers|I have a darkroom|j’ai une chambre noire
"""
_WISHES = """
to share equipment|my harvester stands idle half the year|ma moissonneuse ne sert que la moitié de l’année
to share equipment|three of us need one lathe|à trois, il nous faut un seul tour
to train young people|a beginner should learn with us|une débutante devrait apprendre chez nous
to train young people|we have room for two trainees|nous avons place pour deux stagiaires
to lower costs|everything has become too dear for us|tout est devenu trop cher pour nous
to lower costs|our margins melt away|nos marges fondent
to test new methods|we would try it out before we buy it|nous voudrions nous en servir avant de l’acheter
to test new methods|nobody knows yet whether it works|nul ne sait encore si cela marche
to advise the public|people come to us with their questions|les gens viennent avec leurs questions
to advise the public|we plan a help desk|nous prévoyons un guichet
to collect statistics|we have to count our visitors|nous devons compter nos visiteurs
to collect statistics|figures on our trade are missing|il manque des chiffres sur notre métier
to open new markets|we sell only in our town so far|nous ne vendons que dans notre ville
to open new markets|we lack customers elsewhere|il nous manque des clients ailleurs
to protect the landscape|the hills around us are being built over|les collines d’ici se couvrent de maisons
to protect the landscape|a meadow is to stay as it is|une prairie doit rester comme elle est
to publish guides|we have written a handbook|nous avons écrit un manuel
to publish guides|our booklet is ready to be printed|notre brochure est prête à imprimer
to organise exhibitions|we want to show our paintings|nous voulons montrer nos tableaux
to organise exhibitions|the hall for our show costs too much|la salle de notre salon coûte trop
to repair old machines|our lathe of 1950 has broken down|notre tour de 1950 est en panne
to repair old machines|there are no spare parts left for our press|plus de pièces pour notre presse
to improve safety|two people were hurt in our workshop|deux personnes se sont blessées à l’atelier
to improve safety|our ladders are dangerous|nos échelles sont dangereuses
to save energy|our lamps burn all night|nos lampes brûlent toute la nuit
to save energy|the heat goes out through the roof|la chaleur part par le toit
to translate documents|our contracts are only in Dutch|nos contrats n’existent qu’en néerlandais
to translate documents|a leaflet is needed in Polish|il faut un dépliant en polonais
to visit schools|we would tell pupils of our work|nous voudrions parler de notre travail aux élèves
to visit schools|classes ask us to come|des classes nous invitent
to certify products|our soap lacks a label|notre savon n’a pas de label
to certify products|shops want proof of our quality|les magasins veulent une preuve de qualité
"""

PEOPLE = phrases(GROUPS, _PEOPLE)
"""What one of each group says of himself, two ways."""
WISHES = phrases(AIMS, _WISHES)
"""What one says who has each aim, two ways."""
