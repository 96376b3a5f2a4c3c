"""How easily the documents seem to answer what they do not: questions that nobody asks them set the measure for those that are asked.

A passage of an encyclopaedia looks more like an answer to anything than a slide does, and of many passages one does sooner than of few. What a question reaches
is therefore held against what a cohort of questions about nothing in particular reaches on the same index, as the scores of voices are in speaker verification
("zero normalisation", Auckenthaler et al. 2000, doi:10.1006/dspr.1999.0360).
"""

from __future__ import annotations

import math

from assistant.answering.reader import Reader, Reading
from assistant.retrieval import Retriever

QUESTIONS = (
    *("How many people work there?", "When was the organisation founded?", "Who is the director?", "What does membership cost?"),
    *("What is the maximum amount?", "Which countries take part?", "What percentage of women is employed?", "Where is the headquarters?"),
    *("Combien de temps dure la procédure ?", "Qui a rédigé le rapport ?", "Que s’est-il passé en 1987 ?", "Quelle est la hauteur du bâtiment ?"),
    *("Quelles sont les heures d’ouverture ?", "Quel est le numéro de téléphone du bureau ?", "Combien de membres y a-t-il ?", "Où a lieu la réunion ?"),
)
"""They name nothing, so whatever answers them does so by accident."""
_PASSAGES = 3
"""So many passages are read for each."""
_USUAL = -1.4
"""What they reach, in log odds, on an index that needs no correction; this and the share were chosen by looking at nine, from slides and reports (-1.0) to
what a university writes of itself (1.5)."""
_SHARE = 0.5
"""By how much of the difference to the usual a question is corrected."""
_MOST = 1.0
"""By no more is it corrected: a handful of passages may have nothing at all in common with the cohort, and some documents answer a part of it."""
_LEAST = 1e-4


def bias(reader: Reader, retriever: Retriever) -> float:
    """By how much more likely, in log odds, "none of them" is on an index than the reader thinks; below zero where it is less likely."""
    reached = [reader.read(question, retriever.search(question, _PASSAGES), retriever.lexical).answerable for question in QUESTIONS]
    mean = sum(math.log(max(one, _LEAST) / max(1 - one, _LEAST)) for one in reached) / len(reached)
    return min(_MOST, max(-_MOST, _SHARE * (mean - _USUAL)))


def corrected(reading: Reading, bias: float) -> Reading:
    """A reading with the odds of "none of them" multiplied by the exponential of `bias`; what else there is stays in proportion."""
    none = reading.unanswerable * math.exp(bias)
    total = none + sum(evidence.probability for evidence in reading.evidence)
    return Reading(tuple(evidence.scaled(1 / total) for evidence in reading.evidence), none / total) if reading.evidence else reading
