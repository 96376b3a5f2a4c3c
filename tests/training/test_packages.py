from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from assistant.models.bundled import BundledEmbedder
from tests.training.support import reading
from training.examples.example import Example
from training.examples.packages import Packages

SAID = {
    "quill": (
        ("editor for long novels", "Quill offers authors what keeps the chapters of a book in order:", ("counting words", "printing proofs", "keeping drafts")),
        ("éditeur pour romans", "Quill propose aux auteurs de quoi garder leur livre en ordre :", ("compter les mots", "imprimer", "garder les brouillons")),
    ),
    "sextant": (
        ("star map for sailors", "Sextant draws the night sky above any place at sea and names its brightest points.", ()),
        ("carte du ciel pour marins", "Sextant dessine le ciel de nuit au-dessus de tout lieu en mer et en nomme les points.", ()),
    ),
    "barn-owl": (
        ("accounts of small farms", "It keeps the books of an agricultural holding, from the first seed to the last sale.", ()),
        ("comptabilité de petites fermes", "Il tient les livres d'une exploitation agricole, de la semence à la vente.", ()),
    ),
    "tuner": (
        ("chromatic helper for guitars", "Tuner listens to a string and tells by how much its pitch is too high or too low.", ()),
        ("aide chromatique pour guitares", "Tuner écoute une corde et dit de combien sa hauteur est trop grave ou trop aiguë.", ()),
    ),
    "hopscotch": (
        ("counting game for children", "In Hopscotch the players add up small numbers before a rabbit reaches its hole.", ()),
        ("jeu de calcul pour enfants", "Dans Hopscotch, les joueurs additionnent de petits nombres avant que le lapin arrive.", ()),
    ),
    "weir": (
        ("alarm at high tide levels", "Weir watches gauges along a river and rings when the water rises too fast.", ()),
        ("alarme en cas de crue soudaine", "Weir surveille les jauges d'une rivière et sonne quand l'eau monte trop vite.", ()),
    ),
}  # fmt: skip
PARTS = ("quill-data", "libquill2", "python3-weir")


def write(folder: Path) -> Path:
    """The descriptions as Debian's lists have them."""
    for place, language in enumerate(("en", "fr")):
        paragraphs = []
        for name, said in {**SAID, **dict.fromkeys(PARTS, SAID["quill"])}.items():
            synopsis, text, items = said[place]
            half = text.rindex(" ", 0, len(text) // 2)
            lines = [text[:half], text[half + 1 :], *([".", *(f"  * {item}" for item in items)] if items else [])]
            paragraphs.append(f"Package: {name}\nDescription-md5: 0\nDescription-{language}: {synopsis}\n" + "\n".join(f" {line}" for line in lines))
        (folder / language).write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return Packages(write(tmp_path_factory.mktemp("debian")), embedder().embed_documents)


@cache
def embedder() -> BundledEmbedder:
    return BundledEmbedder()


@pytest.fixture(scope="module")
def examples(packages: Packages) -> list[Example]:
    return list(packages.examples(30, reading(), seed=1))


def test_parts_of_a_program_are_left_out_and_lines_joined(packages: Packages) -> None:
    assert [package.name for package in packages.packages] == sorted(SAID)
    (quill,) = (package for package in packages.packages if package.name == "quill")
    for place, text in enumerate(quill.texts.values()):
        assert (text.synopsis, text.paragraphs, text.items) == (SAID["quill"][place][0], (SAID["quill"][place][1],), SAID["quill"][place][2])


def test_a_need_is_answered_by_the_entry_whose_synopsis_it_is_in_either_language(examples: list[Example]) -> None:
    needs = [made for made in examples if made.kind == "packages.need"]
    asked_in: Counter[bool] = Counter()
    for made in needs:
        (answer,) = {made.passage[unit.start : unit.end] for unit in (made.units[place] for place in made.answer_units)}
        (name,) = (name for name, said in SAID.items() for _, text, _ in said if text == answer)
        shown = next(place for place, (_, text, _) in enumerate(SAID[name]) if text == answer)
        assert SAID[name][shown][0] not in made.passage
        asked_in[made.language == ("en", "fr")[shown]] += 1
    assert asked_in[True] > asked_in[False] > 10


def test_what_no_entry_has_is_not_answered(examples: list[Example]) -> None:
    absent = [made for made in examples if made.kind in {"packages.wrong_need", "packages.wrong_name", "packages.wrong_passage"}]
    assert {made.kind for made in absent} == {"packages.wrong_need", "packages.wrong_name", "packages.wrong_passage"}
    assert not any(made.answers for made in absent)
    for made in absent:
        if made.kind == "packages.wrong_name":
            assert not any(name in made.question.casefold() and f"{name.capitalize()} " in made.passage for name in SAID)


def test_a_list_is_asked_for_whole(examples: list[Example]) -> None:
    lists = [made for made in examples if made.kind == "packages.able"]
    assert lists
    assert all(len(made.answer_units) == 3 for made in lists)


def test_the_same_seed_gives_the_same_examples(packages: Packages, examples: list[Example]) -> None:
    assert list(packages.examples(30, reading(), seed=1)) == examples
    assert list(packages.examples(3, reading(), seed=2)) != examples
