"""What a reader thinks of a passage."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assistant.types import Span

ANSWER_TOKENS = 160
"""No answer is longer; a long list has so many."""
NEVER = -30.0
"""The log probability of what lies beyond the window."""
Floats = npt.NDArray[np.floating]


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
    start: Floats
    end: Floats
    tokens: tuple[range, ...]

    def best_span(self, first: int, last: int) -> tuple[Span | None, float]:
        """The likeliest answer between the start of one unit and the end of another, with its log probability; None where neither was read."""
        read = [place for place in self.tokens[first : last + 1] if place]
        if not read:
            return None, NEVER
        begin = read[0].start
        start, end, log_probability = best_span(self.start[begin : read[-1].stop], self.end[begin : read[-1].stop])
        return Span(self.spans[begin + start].start, self.spans[begin + end].end), max(log_probability, NEVER)


def best_span(start: Floats, end: Floats, longest: int = ANSWER_TOKENS) -> tuple[int, int, float]:
    """The first and the last token, and the score, of the span with the highest sum of a start's and an end's score; `(tokens,)` each, the same for both.

    >>> best_span(np.array([0.0, 2.0, 5.0]), np.array([4.0, 3.0, 0.0]))
    (1, 1, 5.0)
    """
    sums = start[:, None] + end[None, :]
    allowed = np.triu(np.ones_like(sums, dtype=bool)) & ~np.triu(np.ones_like(sums, dtype=bool), longest)
    first, last = divmod(int(np.where(allowed, sums, -np.inf).argmax()), len(end))
    return first, last, float(sums[first, last])
