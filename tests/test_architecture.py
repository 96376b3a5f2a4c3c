"""Who may import whom, read from the source.

A module imports only from its own layer and those before it, and each third-party library has one door.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "assistant"

LAYERS = (
    ("types", "errors", "settings"),
    ("documents",),
    ("models",),
    ("chunking",),
    ("store", "lexical"),
    ("indexing",),
    ("retrieval",),
    ("years", "typed"),
    ("conversation",),
    ("answering",),
    ("assistant",),
    ("__init__",),
    ("ui", "terminal", "options"),
    ("corpus_cli",),
    ("cli",),
    ("__main__",),
)
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}

DOORS = {
    "chromadb": "store",
    "langchain_chroma": "store",
    "bm25s": "lexical",
    "pypdf": "documents.pdf.file",
    "pypdfium2": "documents.pdf.pdfium",
    "docx": "documents.word",
    "pptx": "documents.slides",
    "openpyxl": "documents.sheets",
    "lxml": "documents.web",
    "py3langid": "documents.language",
    "onnxruntime": "models.kit.network",
    "tokenizers": "models.kit.tokens",
    "sentence_transformers": "models.sentence_transformers",
}
"""Where in `assistant` the one module is that may import each library."""

ROOMS = {"gradio": "ui", "gradio_client": "ui", "torch": "models", "transformers": "models"}
"""The one folder of `assistant` whose modules may import each library."""

CHUNKING_MAY_IMPORT = ("types", "errors", "settings", "documents", "models.embedder")
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "core", "common", "misc"}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb"}


@dataclass(frozen=True, slots=True)
class Import:
    """One imported module, by its full name, and the line that imports it."""

    module: str
    line: int


def module_name(path: Path) -> str:
    """The dotted name under which `path` is imported; `__init__` belongs to its package."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 2 else parts)


SOURCES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DECLARED = {canonicalize_name(Requirement(line).name) for line in PROJECT["dependencies"]}
PROVIDERS = packages_distributions()
FOLDERS = {module_name(path) for path in PACKAGE.rglob("*/__init__.py")}


def resolved(base: str, name: str) -> str:
    """What `from base import name` imports: the module of that name where there is one, else `base`."""
    module = f"{base}.{name}"
    if module in SOURCES:
        return module
    return "assistant.__init__" if base == "assistant" else base


def imports(module: str, tree: ast.Module) -> Iterator[Import]:
    """Every import of `tree`, those inside functions and those for type checkers included."""
    package = module.split(".") if module in FOLDERS else module.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield Import("assistant.__init__" if alias.name == "assistant" else alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join([*package[: len(package) + 1 - node.level], *([node.module] if node.module else [])]) if node.level else str(node.module)
            for alias in node.names:
                yield Import(resolved(base, alias.name), node.lineno)


def top(module: str) -> str:
    """The layer's word of a module of `assistant`: `documents` of `assistant.documents.pdf`."""
    return module.split(".")[1]


def within(module: str, place: str) -> bool:
    """Whether `module` is `place` or lies in it."""
    return module == place or module.startswith(f"{place}.")


every_module = pytest.mark.parametrize("module", SOURCES)


def test_every_module_has_its_place_in_the_order() -> None:
    unknown = {top(module) for module in SOURCES} - set(RANK)
    assert not unknown, f"give {sorted(unknown)} a place in LAYERS"


def test_no_name_is_vague() -> None:
    vague = [module for module in SOURCES if VAGUE_NAMES & set(module.split("."))]
    assert not vague, "name a module after its concept"


@every_module
def test_imports_only_from_layers_before(module: str) -> None:
    wrong = [
        f"line {found.line}: {module} imports {found.module}"
        for found in imports(module, SOURCES[module])
        if within(found.module, "assistant") and RANK[top(found.module)] > RANK[top(module)]
    ]
    assert not wrong


def test_no_module_imports_itself_in_a_circle() -> None:
    graph = {module: {found.module for found in imports(module, tree) if found.module in SOURCES} - {module} for module, tree in SOURCES.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as exc:
        pytest.fail(f"circular import: {' <- '.join(exc.args[1])}")


@every_module
def test_never_imports_what_is_built_on_it(module: str) -> None:
    assert not {found.module for found in imports(module, SOURCES[module]) if found.module.split(".")[0] in ("app", "evals", "tests")}


def test_chunking_knows_documents_and_token_counts_alone() -> None:
    module = "assistant.chunking"
    ours = [found for name, tree in SOURCES.items() if within(name, module) for found in imports(name, tree) if within(found.module, "assistant")]
    allowed = [module, *(f"assistant.{name}" for name in CHUNKING_MAY_IMPORT)]
    assert not [found for found in ours if not any(within(found.module, place) for place in allowed)]


@pytest.mark.parametrize(("library", "place"), [*DOORS.items(), *ROOMS.items()])
def test_each_library_has_its_place(library: str, place: str) -> None:
    importers = {module for module, tree in SOURCES.items() if any(within(found.module, library) for found in imports(module, tree))}
    assert not [module for module in importers if not within(module, f"assistant.{place}")]
    assert library in ROOMS or len(importers) <= 1, f"{library} has more than one door"


@every_module
def test_every_library_is_declared(module: str) -> None:
    libraries = {found.module.split(".")[0] for found in imports(module, SOURCES[module])} - sys.stdlib_module_names - {"assistant"}
    assert not {name for name in libraries if not DECLARED & {canonicalize_name(provider) for provider in PROVIDERS.get(name, [])}}


@every_module
def test_only_the_settings_read_the_environment(module: str) -> None:
    if module == "assistant.settings":
        return
    for node in ast.walk(SOURCES[module]):
        named = {alias.name for alias in node.names} if isinstance(node, ast.ImportFrom) and node.module == "os" else set()
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "os":
            named = {node.attr}
        assert not named & ENVIRONMENT, f"line {getattr(node, 'lineno', '?')}: only assistant.settings reads the environment"
