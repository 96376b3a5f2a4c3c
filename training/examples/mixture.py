"""What each epoch is made of: public questions, some with words of the other language, and new made-up documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from training.examples.example import Example
from training.examples.made_up import made_up
from training.examples.reading import Reading
from training.examples.switching import Dictionary, switched
from training.examples.wording import vary

_SWITCHED = 0.35
"""The share of public questions with translated words."""
_VARIED = 0.3
"""The share of public questions that are typed otherwise."""
_WORDS = (0.3, 0.9)
"""The share of the words of a question that are translated, from the least to the most."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """The training examples.

    Attributes:
        public: Of the public sets, those for training.
        dictionaries: Translations of single words, for each language.
        reading: Shows made-up documents as the assistant does.
        documents: How many documents are made up for an epoch.
        share: The share of the public examples that an epoch has, each time other ones.
        seed: Of everything that is drawn.
    """

    public: Sequence[Example]
    dictionaries: Mapping[str, Dictionary]
    reading: Reading
    documents: int
    share: float = 1.0
    seed: int = 0

    def epoch(self, number: int) -> list[Example]:
        """The examples of an epoch, the same each time they are asked for."""
        random = Random(f"{self.seed}/mixture/{number}")
        chosen = random.sample(list(self.public), round(self.share * len(self.public)))
        examples = [self._changed(example, random) for example in chosen]
        return examples + list(made_up(self.documents, self.reading, seed=1 + self.seed + 1000 * (number + 1)))

    def _changed(self, example: Example, random: Random) -> Example:
        if random.random() < _VARIED:
            example = vary(example, random)
        if random.random() < _SWITCHED:
            example = switched(example, self.dictionaries, random, random.uniform(*_WORDS))
        return example
