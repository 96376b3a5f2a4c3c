"""Lists of every format and shape, asked for and given: every item, and none of the next list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from assistant.assistant import Assistant
from assistant.settings import Settings
from assistant.types import Abstention, Answer

ORCHARD = """# Orchard of Velm

Planted in 1911, it feeds the village and its school.

## Trees

The following trees grow on the north slope:

- apple trees:
  - Russet
  - Cox
- pear trees
- a single quince

The following trees grow on the south slope:

1. fig trees
2. almond trees
3. a walnut tree

## Tools of the shed

- two ladders
- a press
- nine baskets

## Opening of the gate

The gate opens on these occasions, which the warden announces:

Some of them depend on the weather. They are written on a board at the gate.

- the blossom walk
- the picking week
- the cider evening
"""
AVIRON = """Club d'aviron de Grève

Le club possède une flotte ancienne.

Les bateaux du club sont les suivants :

• l'Hirondelle, un quatre
barré de 1978 ;

• le Goéland ;

• la Sterne.

Matériel prêté aux débutants

• un gilet
• une paire de gants
• une clé du vestiaire

Les débutants versent une caution :

– 20 euros pour les mineurs
– 35 euros pour les autres

Parcours : les boucles du fleuve
• la boucle du moulin
• la boucle des saules
• la boucle du barrage
"""
PAGE = """<html><body><h1>Museum of Clocks</h1><h2>Rooms</h2><p>The rooms are:</p>
<ol><li>the tower room<ul><li>the bell</li><li>the great dial</li></ul></li><li>the cellar</li><li>the attic</li></ol>
<p>The workshops are:</p><ul><li>oiling a spring</li><li>painting a dial</li></ul>
<h2>Benefactors of the museum</h2><ul><li>Ada Quill</li><li>Bruno Tarn</li><li>Celia Voss</li></ul></body></html>"""
SPECIES = [
    f"{colour} {bird}" for bird in ("heron", "warbler", "plover", "bunting", "sandpiper", "shrike") for colour in "grey red green blue white black".split()
]
BIRDS = f"""# Marsh of Ostrel

The marsh lies behind the dyke and floods each winter.

## Birds

The warden has counted these species in the marsh:

{"".join(f"- the {bird}, which was seen near the eastern dyke of the marsh in the early spring" + chr(10) for bird in SPECIES)}
The mammals of the marsh are:

- the otter
- the water vole
"""


DYKE = """THE DYKE OF ORM

The dyke was raised in 1902 and mended twice.



Dangers to the dyke
The grant ends in June
Four of eleven wardens
retire
Rents drive couples away

Staff of the dyke
Mona Reed, warden
Tam Oake, mason
"""


def ferry(path: Path) -> None:
    """A Word file with a nested list and two lists under one heading."""
    made = docx.Document()
    made.add_heading("Bac de Lune", 0)
    made.add_heading("Règlement du bac", 1)
    made.add_paragraph("Sont admis à bord :")
    for text, level in (("les piétons", 0), ("les véhicules", 0), ("vélos", 1), ("charrettes", 1), ("les animaux en laisse", 0)):
        paragraph = made.add_paragraph(text, style="List Bullet")
        numbering = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        numbering.get_or_add_ilvl().val = level
        numbering.append(OxmlElement("w:numId"))
        numbering[-1].set(qn("w:val"), "1")
    made.add_paragraph("Sont interdits à bord :")
    for text in ("les feux", "les remorques"):
        made.add_paragraph(text, style="List Bullet")
    made.save(str(path))


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus = tmp_path_factory.mktemp("lists")
    for name, text in (("orchard.md", ORCHARD), ("aviron.txt", AVIRON), ("clocks.html", PAGE), ("birds.md", BIRDS), ("dyke.txt", DYKE)):
        (corpus / name).write_text(text, encoding="utf-8")
    ferry(corpus / "bac.docx")
    return Assistant.open(Settings(corpus=corpus, index=str(corpus / ".index")))


def bullets(reply: Answer | Abstention) -> list[str]:
    assert isinstance(reply, Answer), reply.text
    return [line.rstrip(" ;.") for line in reply.text.splitlines() if line.lstrip().startswith("- ")]


@pytest.mark.parametrize(
    ("question", "items"),
    [
        ("Which trees grow on the north slope?", ["- apple trees:", "  - Russet", "  - Cox", "- pear trees", "- a single quince"]),
        ("What are the trees of the south slope?", ["- fig trees", "- almond trees", "- a walnut tree"]),
        ("List the tools of the shed.", ["- two ladders", "- a press", "- nine baskets"]),
        ("Tools of the shed?", ["- two ladders", "- a press", "- nine baskets"]),
        ("On which occasions does the gate open?", ["- the blossom walk", "- the picking week", "- the cider evening"]),
        ("Quels sont les bateaux du club ?", ["- l'Hirondelle, un quatre barré de 1978", "- le Goéland", "- la Sterne"]),
        ("Quel matériel est prêté aux débutants ? Donnez la liste.", ["- un gilet", "- une paire de gants", "- une clé du vestiaire"]),
        ("Liste des boucles du fleuve", ["- la boucle du moulin", "- la boucle des saules", "- la boucle du barrage"]),
        ("What are the rooms of the museum?", ["- the tower room", "  - the bell", "  - the great dial", "- the cellar", "- the attic"]),
        ("What are the two workshops?", ["- oiling a spring", "- painting a dial"]),
        ("What is in the tower room? List it.", ["- the bell", "- the great dial"]),
        ("Which apple trees grow on the north slope?", ["- Russet", "- Cox"]),
        ("Who are listed as benefactors of the museum?", ["- Ada Quill", "- Bruno Tarn", "- Celia Voss"]),
        ("Quels sont ceux qui sont admis à bord ?", ["- les piétons", "- les véhicules", "  - vélos", "  - charrettes", "- les animaux en laisse"]),
        ("Qu'est-ce qui est interdit à bord ? Citez tout.", ["- les feux", "- les remorques"]),
        ("What are the dangers to the dyke?", ["- The grant ends in June", "- Four of eleven wardens retire", "- Rents drive couples away"]),
        ("Which mammals of the marsh are there? List them.", ["- the otter", "- the water vole"]),
    ],
)
def test_every_item_and_none_of_the_next_list(assistant: Assistant, question: str, items: Sequence[str]) -> None:
    assert bullets(assistant.ask(question)) == items


def test_a_list_that_the_index_had_to_cut_is_given_whole(assistant: Assistant) -> None:
    reply = assistant.ask("What are the species that the warden has counted in the marsh?")
    assert bullets(reply) == [f"- the {bird}, which was seen near the eastern dyke of the marsh in the early spring" for bird in SPECIES]
    assert isinstance(reply, Answer)
    assert [citation.section for citation in reply.citations] == ["Birds"]
    assert len({passage.chunk.id for passage in reply.passages if passage.chunk.units[-1].kind == "item" and passage.document.file == "birds.md"}) > 1


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Combien versent les mineurs comme caution ?", "20 euros"),
        ("Where was the blue shrike seen?", "the blue shrike"),
    ],
)
def test_a_question_for_one_thing_gets_one_item(assistant: Assistant, question: str, answer: str) -> None:
    reply = assistant.ask(question)
    assert isinstance(reply, Answer)
    assert answer in reply.text
    assert "\n- " not in reply.text
