"""Questions put into the other language by a translator of rules, Apertium (Forcada et al. 2011, doi:10.1007/s10590-011-9090-0), by way of Catalan.

Its sentences are clumsy, its words mostly right: enough to learn that a question in one language may be answered by a text in the other.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Sequence

from assistant.lexical import fold

_WAYS = {"en": ("eng-cat", "cat-fra"), "fr": ("fra-cat", "cat-eng")}
OTHER = {"en": "fr", "fr": "en"}
_NAME = re.compile(r"(?<=\w\W)(?:[^\W\d_a-zà-ÿ]\w+|\w*\d\w*)")
"""Inside a question, a word with a capital or a figure."""
_SPACES = re.compile(r"\s+")


def translated(questions: Sequence[str], language: str) -> list[str | None]:
    """Each question in the other of the two languages; None where a name or a figure did not come through.

    Raises:
        FileNotFoundError: Apertium, or one of the pairs of languages, is not there.
    """
    if not questions:
        return []
    text = "\n\n".join(_SPACES.sub(" ", question).strip() for question in questions)
    for mode in _WAYS[language]:
        text = _run(mode, text)
    said = [_SPACES.sub(" ", line).strip() for line in text.removesuffix("\n").split("\n\n")]
    return [line if _keeps_names(question, line) else None for question, line in zip(questions, said, strict=True)]


def reworded(questions: Sequence[str], language: str) -> list[str | None]:
    """Each question put into the other language and back, where that changed it: other words for the same things, and other word order.

    Raises:
        FileNotFoundError: Apertium, or one of the pairs of languages, is not there.
    """
    there = translated(questions, language)
    back = iter(translated([text for text in there if text], OTHER[language]))
    return [said if text and (said := next(back)) and fold(said) != fold(question) else None for question, text in zip(questions, there, strict=True)]


def _run(mode: str, text: str) -> str:
    program = shutil.which("apertium")
    if program is None:
        raise FileNotFoundError("apertium is not there; install Debian's apertium-eng-cat and apertium-fra-cat")
    done = subprocess.run([program, "-u", mode], input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        raise FileNotFoundError(f"apertium {mode}: {done.stderr.strip() or done.stdout.strip()}; install Debian's apertium-eng-cat and apertium-fra-cat")
    return done.stdout


def _keeps_names(question: str, text: str) -> bool:
    said = fold(text)
    return all(fold(name) in said for name in _NAME.findall(question))
