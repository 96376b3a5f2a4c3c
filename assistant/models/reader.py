"""The bundled reader: question and passage -> where in the passage the answer is, and whether it is there at all."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np

from assistant.models.kit.files import KIT, version
from assistant.models.kit.network import THREADS, Network
from assistant.models.kit.tokens import TABLE, TOKENIZER, shared_tokens
from assistant.models.passage_scores import NEVER, Floats, PassageScores
from assistant.types import Span

WINDOW = 288
"""Tokens of question and passage together, with the marks around them; what exceeds it is not read."""
QUESTION_TOKENS = 48
PASSAGE_TOKENS = 236
"""What is surely left for the passage."""


class BundledReader:
    """Reads each passage for itself, so what it finds depends on nothing but question and passage. Several threads may use it at once.

    Attributes:
        version: Changes with what it would find.
    """

    def __init__(self, kit: Path = KIT) -> None:
        """Loads the model, which takes a quarter of a second.

        Raises:
            ModelError: A file of it is damaged, or this machine cannot run it.
        """
        self._tokens = shared_tokens(kit)
        self._network = Network("reader.onnx", kit, threads=1)
        self.version = version("reader.onnx", TOKENIZER, TABLE, kit=kit)

    def fits(self, passage: str) -> bool:
        """Whether a passage is read to its end, whatever the question."""
        return self._tokens.count(passage) <= PASSAGE_TOKENS

    def read(self, asked: Sequence[tuple[str, str, Sequence[Span]]]) -> list[PassageScores]:
        """Reads questions and the passage that each is put to, several at once: a text, and where its units lie in it, in order."""
        with ThreadPoolExecutor(THREADS) as pool:
            return list(pool.map(lambda pair: self._read(*pair), asked))

    def _read(self, question: str, passage: str, units: Sequence[Span]) -> PassageScores:
        pair = self._tokens.pair(question, passage, question_tokens=QUESTION_TOKENS, window=WINDOW)
        types = np.zeros((1, len(pair.ids)), dtype=np.int64)
        types[0, pair.first :] = 1
        token_scores, answerable = self._network.run(token_vectors=self._tokens.vectors(pair.ids)[None], token_types=types)
        places = [pair.overlapping(unit) for unit in units]
        inside = np.zeros(len(pair.spans), dtype=bool)
        inside[[token for place in places for token in place]] = True
        scores = token_scores[0, pair.first : pair.first + len(pair.spans)]
        start, end = (_log_softmax(np.where(inside, scores[:, side], -np.inf)) for side in (0, 1))
        means = [scores[place, 2].mean() if place else -np.inf for place in places]
        shares = tuple(max(float(share), NEVER) for share in _log_softmax(np.array(means)))
        return PassageScores(float(answerable.item()), shares, pair.spans, start, end, tuple(places))


def _log_softmax(logits: Floats) -> Floats:
    if not np.isfinite(logits).any():
        return np.full(logits.shape, NEVER)
    shifted = logits - logits.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result
