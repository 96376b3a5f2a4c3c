"""What each epoch is made of: public questions, some put into the other language, new made-up documents, and what was written for training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from training.examples.example import Example, grouped
from training.examples.made_up import made_up
from training.examples.reading import Reading
from training.examples.translating import OTHER, reworded, translated
from training.examples.wording import vary
from training.examples.written import PutToAll

_TRANSLATED = 0.45
"""The share of public questions that are put into the other language, where they can be."""
_REWORDED = 0.12
"""The share that are put into other words."""
_VARIED = 0.3
"""The share of public questions that are typed otherwise."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """The training examples.

    Attributes:
        public: Of the public sets, those for training.
        reading: Shows made-up documents as the assistant does.
        documents: How many documents are made up for an epoch.
        share: The share of the public examples that an epoch has, each time other ones.
        seed: Of everything that is drawn.
        written: The questions that were written for training, all of which are in every epoch, each time beside other passages.
        translations: The public questions in the other language.
        rewordings: And in other words of their own.
    """

    public: Sequence[Example]
    reading: Reading
    documents: int
    share: float = 1.0
    seed: int = 0
    written: Sequence[PutToAll] = ()
    translations: dict[str, str] = field(default_factory=dict, init=False, repr=False)
    rewordings: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        """Translates the questions, there and back, which takes a minute.

        Raises:
            FileNotFoundError: There is nothing to translate with.
        """
        for language in sorted({example.language for example in self.public}):
            asked = sorted({example.question for example in self.public if example.language == language})
            for kept, said in ((self.translations, translated), (self.rewordings, reworded)):
                kept.update((question, text) for question, text in zip(asked, said(asked, language), strict=True) if text)

    def epoch(self, number: int) -> list[Example]:
        """The examples of an epoch, the same each time they are asked for."""
        random = Random(f"{self.seed}/mixture/{number}")
        groups = [list(members) for _, members in groupby(self.public, key=lambda example: example.group or id(example))]
        chosen = random.sample(groups, round(self.share * len(groups)))
        examples = [example for first, *others in chosen for example in grouped([self._changed(first, random), *others], first.group)]
        examples += made_up(self.documents, self.reading, seed=1 + self.seed + 1000 * (number + 1))
        return examples + [example for put in self.written for example in put.drawn(random)]

    def _changed(self, example: Example, random: Random) -> Example:
        form = random.random()
        if form < _TRANSLATED and example.question in self.translations:
            example = example.asked(self.translations[example.question], OTHER[example.language])
        elif 1 - _REWORDED < form and example.question in self.rewordings:
            example = example.asked(self.rewordings[example.question], example.language)
        if random.random() < _VARIED:
            example = vary(example, random)
        return example
