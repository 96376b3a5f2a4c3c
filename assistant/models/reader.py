"""The bundled reader: question and passage -> where in the passage the answer is, and whether it is there at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from assistant.models.kit.files import KIT
from assistant.models.kit.network import Network
from assistant.models.kit.tokens import shared_tokens
from assistant.types import Span

WINDOW = 288
"""Tokens of question and passage together, with the marks around them; what exceeds it is not read."""
QUESTION_TOKENS = 48
PASSAGE_TOKENS = 236
"""What is surely left for the passage."""
ANSWER_TOKENS = 160
"""No answer is longer; a long list has so many."""
_NEVER = -30.0
"""The log probability of what lies beyond the window."""
_Floats = npt.NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class PassageScores:
    """What the reader thinks of a passage.

    Attributes:
        answerable: The logit that it answers.
        units: For each unit the log probability that it holds the answer, if there is one.
        spans: Where in the passage each token is that was read.
        start: The log probability that the answer starts at a token, `(tokens,)`.
        end: That it ends with a token.
        tokens: The tokens of each unit.
    """

    answerable: float
    units: tuple[float, ...]
    spans: tuple[Span, ...]
    start: _Floats
    end: _Floats
    tokens: tuple[range, ...]

    def best_span(self, first: int, last: int) -> tuple[Span | None, float]:
        """The likeliest answer between the start of one unit and the end of another, with its log probability; None where neither was read."""
        read = [place for place in self.tokens[first : last + 1] if place]
        if not read:
            return None, _NEVER
        begin = read[0].start
        start, end, log_probability = best_span(self.start[begin : read[-1].stop], self.end[begin : read[-1].stop])
        return Span(self.spans[begin + start].start, self.spans[begin + end].end), max(log_probability, _NEVER)


class BundledReader:
    """Reads one passage at a time, so what it finds depends on nothing but question and passage."""

    def __init__(self, kit: Path = KIT) -> None:
        """Loads the model, which takes a quarter of a second.

        Raises:
            EmbedderError: A file of it is damaged, or this machine cannot run it.
        """
        self._tokens = shared_tokens(kit)
        self._network = Network("reader.onnx", kit)

    def fits(self, passage: str) -> bool:
        """Whether a passage is read to its end, whatever the question."""
        return self._tokens.count(passage) <= PASSAGE_TOKENS

    def scores(self, question: str, passage: str, units: Sequence[Span]) -> PassageScores:
        """Reads a passage; `units` are where its units lie, in order."""
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
        shares = tuple(max(float(share), _NEVER) for share in _log_softmax(np.array(means)))
        return PassageScores(float(answerable.item()), shares, pair.spans, start, end, tuple(places))


def best_span(start: _Floats, end: _Floats, longest: int = ANSWER_TOKENS) -> tuple[int, int, float]:
    """The first and the last token, and the score, of the span with the highest sum of a start's and an end's score; `(tokens,)` each, the same for both.

    >>> best_span(np.array([0.0, 2.0, 5.0]), np.array([4.0, 3.0, 0.0]))
    (1, 1, 5.0)
    """
    sums = start[:, None] + end[None, :]
    allowed = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(np.ones_like(sums, dtype=bool), longest)
    first, last = divmod(int(np.where(allowed, sums, -np.inf).argmax()), len(end))
    return first, last, float(sums[first, last])


def _log_softmax(logits: _Floats) -> _Floats:
    if not np.isfinite(logits).any():
        return np.full(logits.shape, _NEVER)
    shifted = logits - logits.max()
    result: _Floats = shifted - np.log(np.exp(shifted).sum())
    return result
