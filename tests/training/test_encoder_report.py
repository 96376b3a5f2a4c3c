from __future__ import annotations

from assistant.models import BUNDLED, load_embedder
from assistant.types import Span
from training.corpora import Asked, Corpus
from training.encoder.report import found_within

MILL = "The mill at Orsel grinds rye for eleven villages.\n"
PORT = "The port of Tamsy has three cranes. Boats may not stay longer than nine days.\n"


def asked(question: str, file: str, text: str, answer: str) -> Asked:
    spans = (Span(text.index(answer), text.index(answer) + len(answer)),) if answer else ()
    return Asked(question, file, spans, "held_out", "own")


def test_a_passage_of_the_right_file_with_the_answer_is_found() -> None:
    questions = (
        asked("How long may a boat stay in the port?", "port.txt", PORT, "nine days"),
        asked("What does the mill grind?", "port.txt", PORT, "three cranes"),  # its passage comes second
        asked("Who owns the mill?", "mill.txt", MILL, ""),
    )
    corpus = Corpus("two", {"mill.txt": ("Mill", MILL), "port.txt": ("Port", PORT)}, questions)
    found = found_within([corpus], load_embedder(BUNDLED), 10)["own"]
    assert found["questions"] == 2
    assert [found[f"within_{limit}"]["value"] for limit in (1, 5, 10)] == [0.5, 1.0, 1.0]
