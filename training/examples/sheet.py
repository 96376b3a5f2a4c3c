"""A made-up document as it grows, with the questions that it answers, and those that it nearly does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from assistant.types import Span
from training.examples.reading import Question
from training.examples.words import SUBJECTS, Language, Term, capital

_OTHER_LANGUAGE = 0.3
"""The share of questions that are in another language than the document."""

Wordings = Mapping[Language, Sequence[str]]
"""Templates of a question in either language."""


def wordings(en: str, fr: str) -> Wordings:
    """Templates with bars between them: "How large is {name}? | {name} area"."""
    return {"en": tuple(part.strip() for part in en.split("|")), "fr": tuple(part.strip() for part in fr.split("|"))}


@dataclass
class Sheet:
    """Text that is written from the front, in one language, so that every span that is noted stays where it is.

    Attributes:
        random: All choices are made by it.
        language: Of the text.
        markdown: Whether headings, lists and tables are marked as in Markdown.
        questions: What was asked so far.
        subjects: What the document has not yet been about.
    """

    random: Random
    language: Language
    markdown: bool
    text: str = ""
    questions: list[Question] = field(default_factory=list)
    subjects: list[Term] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.subjects = self.random.sample(SUBJECTS, len(SUBJECTS))

    def subject(self) -> Term:
        """A subject that the document has nothing about yet."""
        return self.subjects.pop()

    def pick(self, en: Sequence[str], fr: Sequence[str]) -> str:
        """One of several words in the sheet's language."""
        return self.random.choice(en if self.language == "en" else fr)

    def write(self, text: str) -> Span:
        """Adds text; returns where it lies."""
        start = len(self.text)
        self.text += text
        return Span(start, len(self.text))

    def spell(self, template: str, **words: str) -> dict[str, Span]:
        """Adds a template with the words that it leaves open, its first letter a capital; returns where each of them lies."""
        spans: dict[str, Span] = {}
        for part in filter(None, template.replace("{", "\0{").replace("}", "}\0").split("\0")):
            text = part.format(**words)
            spans[part[1:-1]] = self.write(text if spans else capital(text))
        return {name: spans[name] for name in words if name in spans}

    def heading(self, text: str, level: int = 2) -> Span:
        """Adds a heading on a line of its own, with a blank line around."""
        if self.text:
            self.write("\n\n")
        if self.markdown:
            self.write("#" * level + " ")
        span = self.write(text[:1].upper() + text[1:])
        self.write("\n\n")
        return span

    def ask(self, kind: str, wordings: Wordings, answers: Sequence[Span] = (), near: Span | None = None, *, fill: Mapping[Language, Mapping[str, str]]) -> None:
        """Notes a question in one of its wordings, mostly in the sheet's language; `fill` has the words that the templates leave open, for either."""
        other: Language = "fr" if self.language == "en" else "en"
        language = other if self.random.random() < _OTHER_LANGUAGE else self.language
        text = self.random.choice(wordings[language]).format(**fill[language])
        text = text.replace("de le ", "du ").replace("de les ", "des ").replace("à le ", "au ").replace("à les ", "aux ")
        self.questions.append(Question(text[:1].upper() + text[1:], language, kind, tuple(answers), near))


def both(**words: str | Term) -> dict[Language, dict[str, str]]:
    """The words for a question's templates in either language: names as they are; a term `t` gives `t`, `t_the`, `t_of` and `t_which`."""
    filled: dict[Language, dict[str, str]] = {"en": {}, "fr": {}}
    for language, own in filled.items():
        for name, value in words.items():
            if isinstance(value, Term):
                forms = {"the": value.the(language), "of": value.of(language), "which": value.which(language)}
                own |= {name: value.in_(language), **{f"{name}_{form}": text for form, text in forms.items()}}
            else:
                own[name] = value
    return filled
