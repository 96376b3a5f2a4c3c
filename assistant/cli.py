"""The command line: a face of the facade, without logic of its own."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer
from typer.exceptions import TyperException

from assistant.assistant import Assistant
from assistant.corpus_cli import corpus_commands, update
from assistant.documents.corpus import changes
from assistant.errors import AssistantError, SettingsError
from assistant.indexing import index_status
from assistant.models import load_embedder
from assistant.options import GLOBALS, Corpus, Debug, Index, Json
from assistant.retrieval import PASSAGES
from assistant.settings import Settings
from assistant.store import Store
from assistant.terminal import print_error, print_json, print_passages, print_reply, print_status, progress_bar
from assistant.types import Passage, Turn

Batch = Annotated[Path | None, typer.Option("--batch", help='Questions, one {"id", "question", "history"?} a line.')]
Output = Annotated[Path | None, typer.Option("--output", help="Where the rows for --batch go.")]

app = typer.Typer(help="Answers from documents and proves every word.", add_completion=False, pretty_exceptions_enable=False)
app.add_typer(corpus_commands, name="corpus")


@app.callback()
def _root(corpus: Corpus = None, index: Index = None, debug: Debug = False) -> None:
    GLOBALS.corpus, GLOBALS.index, GLOBALS.debug = corpus, index, debug


@app.command("index")
def index_command(
    status: Annotated[bool, typer.Option("--status", help="Only tell what is indexed and what differs from the corpus.")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything again, also with another embedder.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Stay, and update the index whenever a file of the corpus changes.")] = False,
    as_json: Json = False,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Build or update the index from the corpus."""
    settings = GLOBALS.settings(corpus, index, debug)
    store = Store(settings.index, lock_timeout=settings.lock_timeout)
    if status:
        found = index_status(settings.corpus, store, intake=settings.intake)
        print_json(found.as_dict()) if as_json else print_status(found)
        return
    embedder = load_embedder(settings.embedder)
    changed = changes(settings.corpus) if watch else ()  # from before the first build on
    update(settings, store, embedder, rebuild=rebuild, as_json=as_json)
    for _ in changed:
        try:
            update(settings, store, embedder, as_json=as_json)
        except AssistantError as exc:  # an empty corpus, a busy index: the next change may mend it
            print_error(str(exc))


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in French or English.")] = None,
    as_json: Json = False,
    lang: Annotated[Literal["auto", "en", "fr"], typer.Option("--lang", help="The language in which the assistant itself speaks.")] = "auto",
    history: Annotated[Path | None, typer.Option("--history", help='The conversation before: a JSON list of {"role", "content"}.')] = None,
    model: Annotated[str | None, typer.Option("--model", help="PROVIDER:NAME of a language model.")] = None,
    batch: Batch = None,
    output: Output = None,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Answer a question, or each of a file of questions."""
    settings = GLOBALS.settings(corpus, index, debug)
    if model is not None:
        raise SettingsError(f"--model {model}: language models are not supported yet; leave --model out to answer from the documents' own words")
    if batch is not None:
        _run_batch(settings, batch, question, output, lambda assistant, row: {"answer": assistant.ask(row["question"], row["history"], lang).as_dict()})
        return
    if question is None or not question.strip():
        raise SettingsError('no question; write assistant ask "..."')
    turns = _turns(_read_json(history), str(history)) if history else ()
    reply = _open(settings).ask(question, turns, lang)
    print_json(reply.as_dict()) if as_json else print_reply(reply)


@app.command()
def search(
    query: Annotated[str | None, typer.Argument(help="What to look for.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many passages.")] = PASSAGES,
    as_json: Json = False,
    batch: Batch = None,
    output: Output = None,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """List the passages nearest to a query, best first."""
    settings = GLOBALS.settings(corpus, index, debug)
    if batch is not None:
        _run_batch(settings, batch, query, output, lambda assistant, row: _passages(assistant.search(row["question"], k)))
        return
    if query is None or not query.strip():
        raise SettingsError('no query; write assistant search "..."')
    passages = _open(settings).search(query, k)
    print_json(_passages(passages)) if as_json else print_passages(passages)


@app.command()
def text(
    document_id: Annotated[str, typer.Argument(help="The id, as answers and `index --status` give it.")],
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Print a document's extracted text, to which every offset refers."""
    settings = GLOBALS.settings(corpus, index, debug)
    sys.stdout.buffer.write(Store(settings.index).snapshot().text(document_id).encode("utf-8"))


@app.command()
def serve(
    host: Annotated[str, typer.Option("--host", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="The port.")] = 7860,
    corpus: Corpus = None,
    index: Index = None,
    debug: Debug = False,
) -> None:
    """Serve the chat page."""
    from assistant.ui.server import serve as serve_page  # gradio takes seconds to import; only this command needs it

    serve_page(GLOBALS.settings(corpus, index, debug), host, port)


def main() -> None:
    """Runs the command line."""
    run_app(app, "assistant", lambda: GLOBALS.debug)


def run_app(commands: typer.Typer, name: str, debug: Callable[[], bool]) -> NoReturn:
    """Runs commands and exits; an error is one line on standard error and exit code 2, its traceback where `debug` says so."""

    def fail(message: str) -> NoReturn:
        sys.stderr.write(f"{name}: {' '.join(message.split())}\n")
        sys.exit(2)

    try:
        sys.exit(commands(sys.argv[1:] or ["--help"], standalone_mode=False))
    except (AssistantError, OSError, UnicodeError) as exc:
        if debug():
            raise
        fail(str(exc))
    except TyperException as exc:
        fail(f"{exc.format_message()} ({name} --help lists the commands and options)")
    except typer.Abort:
        fail("interrupted")


def _open(settings: Settings) -> Assistant:
    with progress_bar() as progress:
        return Assistant.open(settings, progress)


def _run_batch(
    settings: Settings, batch: Path, argument: str | None, output: Path | None, reply: Callable[[Assistant, dict[str, Any]], dict[str, Any]]
) -> None:
    """Writes a row for each row of a file, in its order: the id and what `reply` makes of it. All of the file is checked before the models are loaded."""
    if argument is not None or output is None:
        raise SettingsError("--batch IN.jsonl goes with --output OUT.jsonl and without a question")
    rows = list(_batch_rows(batch))
    assistant = _open(settings)
    with output.open("w", encoding="utf-8") as stream, progress_bar() as progress:
        for done, row in enumerate(rows, 1):
            stream.write(json.dumps({"id": row["id"]} | reply(assistant, row), ensure_ascii=False) + "\n")
            progress(output.name, done, len(rows))


def _passages(passages: Sequence[Passage]) -> dict[str, Any]:
    return {"passages": [passage.as_dict() for passage in passages]}


def _batch_rows(batch: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_read_text(batch).split("\n"), 1):
        if not line.strip():
            continue
        place = f"{batch}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError as exc:
            raise SettingsError(f"{place}: is not JSON ({exc.msg})") from exc
        if not isinstance(row, dict) or "id" not in row or not isinstance(row.get("question"), str):
            raise SettingsError(f'{place}: expected {{"id", "question", "history"?}}')
        yield {"id": row["id"], "question": row["question"], "history": _turns(row.get("history") or [], place)}


def _turns(value: Any, place: str) -> tuple[Turn, ...]:  # noqa: ANN401 - whatever a JSON file holds
    try:
        turns = tuple(Turn(turn["role"], turn["content"]) for turn in value)
    except (TypeError, KeyError) as exc:
        raise SettingsError(f'{place}: a history is a list of {{"role": "user" or "assistant", "content": "..."}}') from exc
    if any(turn.role not in ("user", "assistant") or not isinstance(turn.content, str) for turn in turns):
        raise SettingsError(f'{place}: a history is a list of {{"role": "user" or "assistant", "content": "..."}}')
    return turns


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"{path}: cannot be read ({exc}); expected a UTF-8 file") from exc


def _read_json(path: Path) -> Any:  # noqa: ANN401 - whatever a JSON file holds
    try:
        return json.loads(_read_text(path))
    except json.JSONDecodeError as exc:
        raise SettingsError(f"{path}: is not JSON ({exc})") from exc
