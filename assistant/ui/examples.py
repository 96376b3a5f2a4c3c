"""Example questions: a file of the corpus folder, so that another corpus brings its own."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.documents.corpus import EXAMPLES
from assistant.errors import CorpusError
from assistant.types import Language


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class ExampleQuestion(_Strict):
    """A question and the language it is asked in."""

    language: Language
    text: str = Field(min_length=1)


class ExampleGroup(_Strict):
    """Questions about one subject, with its name in each language of the interface."""

    title: dict[Language, str] = Field(min_length=1)
    questions: tuple[ExampleQuestion, ...] = Field(min_length=1)

    def title_in(self, language: Language) -> str:
        """The group's name in `language`, or in the one that it has."""
        return self.title.get(language) or next(iter(self.title.values()))

    def questions_in(self, language: Language) -> tuple[ExampleQuestion, ...]:
        """The questions asked in `language`, or all of them where there is none."""
        return tuple(question for question in self.questions if question.language == language) or self.questions


class _ExampleFile(_Strict):
    groups: tuple[ExampleGroup, ...]


def load_examples(corpus: Path) -> tuple[ExampleGroup, ...]:
    """The example questions of a corpus; none where its folder has no such file.

    Raises:
        CorpusError: The file is there, but is not what is expected; the message says where.
    """
    path = corpus / EXAMPLES
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as exc:
        raise CorpusError(f"{path}: cannot be opened ({exc.strerror}); the page shows no example questions") from exc
    try:
        return _ExampleFile.model_validate_json(content).groups
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise CorpusError(f"{path}: {where}: {first['msg']}; the page shows no example questions") from exc
