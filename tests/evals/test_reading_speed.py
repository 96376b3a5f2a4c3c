"""The time that reading files of each format takes grows with their length and no faster."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from assistant.documents.corpus import load, scan
from assistant.types import Intake
from evals.reading_speed import WRITERS, made_up
from tests.measuring import calls

WORDS = "harbour boat rope mast sail wind tide fee pier lamp crew storm".split()


@pytest.mark.parametrize("ending", [ending for ending in WRITERS if ending != "pdf"])  # a PDF is read in another process, and measured page by page
def test_ten_times_the_pages_are_about_ten_times_the_work(tmp_path: Path, ending: str) -> None:
    work = []
    for pages in (4, 40):
        corpus = tmp_path / str(pages)
        corpus.mkdir()
        WRITERS[ending](corpus / f"made.{ending}", made_up(WORDS, pages))
        (source,), _ = scan(corpus, intake=Intake())
        load(source)  # what is loaded and cached once
        work.append(calls(partial(load, source)))
    assert work[1] < 15 * work[0]
