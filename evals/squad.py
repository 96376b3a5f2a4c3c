"""SQuAD-format question sets (1.1 and 2.0; PIAF and FQuAD have the same form) -> a suite over a corpus of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.documents.language import detect_language
from evals.cases import CASES_FILE, Case, Expectation, Fact, Gold, SuiteError, first_error, write_cases


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Answer(_Part):
    text: str
    answer_start: int


class _Question(_Part):
    id: str | int
    question: str
    answers: tuple[_Answer, ...] = ()
    is_impossible: bool = False


class _Paragraph(_Part):
    context: str
    qas: tuple[_Question, ...] = ()


class _Article(_Part):
    title: str = ""
    paragraphs: tuple[_Paragraph, ...]


class _DataSet(_Part):
    data: tuple[_Article, ...]


def import_squad(source: Path, folder: Path, *, language: str | None = None) -> tuple[int, int, list[str]]:
    """Writes a suite folder: a document for each article, its passages one below the other, and a case for each question.

    Args:
        source: The file in SQuAD format.
        folder: Where `suite.jsonl` and `corpus/` go; it must not hold a suite yet.
        language: Of the questions; told from the passages where it is None.

    Returns:
        How many documents and cases were written, and what was left out, a line each: a question whose answers are not in its passage.

    Raises:
        SuiteError: The file is not in SQuAD format, or there is a suite in the folder.
    """
    if (folder / CASES_FILE).exists():
        raise SuiteError(f"{folder} holds a suite already; name another folder")
    try:
        articles = _DataSet.model_validate_json(source.read_bytes()).data
    except OSError as exc:
        raise SuiteError(f"{source}: cannot be read ({exc.strerror})") from exc
    except ValidationError as exc:
        raise SuiteError(
            f'{source}: is not in SQuAD format ({first_error(exc)}); expected {{"data": [{{"title", "paragraphs": [{{"context", "qas"}}]}}]}}'
        ) from exc
    spoken = language or detect_language("\n".join(article.paragraphs[0].context for article in articles if article.paragraphs))
    cases: dict[str, Case] = {}
    left_out: list[str] = []
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    manifest = []
    for number, article in enumerate(articles):
        file = f"{number:04d}.txt"
        text = "\n\n".join(paragraph.context for paragraph in article.paragraphs)
        if not text.strip():
            continue
        (corpus / file).write_text(text, encoding="utf-8", newline="")
        manifest.append({"file": file, "title": article.title.replace("_", " ") or file, "language": spoken})
        for case in _cases(article, file, text, spoken, left_out):
            if case.id in cases:
                left_out.append(f"question {case.id}: there is one with this id already")
                continue
            cases[case.id] = case
    if not cases:
        raise SuiteError(f"{source}: holds no question")
    (corpus / "manifest.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in manifest), encoding="utf-8")
    write_cases(folder / CASES_FILE, cases.values())
    return len(manifest), len(cases), left_out


def _cases(article: _Article, file: str, text: str, language: str, left_out: list[str]) -> Iterator[Case]:
    start = 0
    for paragraph in article.paragraphs:
        for row in paragraph.qas:
            gold = _gold(row, file, text, start)
            if not row.is_impossible and not gold:
                left_out.append(f"question {row.id}: no answer stands where its answer_start says")
                continue
            expect = (
                Expectation(status="abstained")
                if row.is_impossible
                else Expectation(facts=(Fact(any=tuple(dict.fromkeys(span.quote for span in gold)), kind="text"),), status="answered")
            )
            kind = "unanswerable" if row.is_impossible else "span"
            yield Case(id=str(row.id), question=row.question, language=language, kind=kind, gold=gold, expect=expect)
        start += len(paragraph.context) + 2


def _gold(row: _Question, file: str, text: str, start: int) -> tuple[Gold, ...]:
    """The answers' spans, each once; those that are not where they say are left out."""
    if row.is_impossible:
        return ()
    places = dict.fromkeys((start + answer.answer_start, answer.text) for answer in row.answers if answer.text.strip())
    return tuple(
        Gold(file=file, quote=quote, start=place, end=place + len(quote)) for place, quote in places if place >= 0 and text[place : place + len(quote)] == quote
    )
