"""Adding files to the corpus folder and taking them out again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from pathlib import Path

from assistant.documents.corpus import scan
from assistant.errors import CorpusError


def add_files(corpus: Path, files: Sequence[Path], *, replace: bool, intake: Intake) -> list[str]:
    """Copies files into the corpus folder, which is made if there is none; all of them, or none where one cannot be.

    Args:
        corpus: The folder.
        files: What to copy; a file keeps its name.
        replace: Whether a file of the same name and other content gives way.
        intake: How files are taken in; larger ones are not looked at.

    Returns:
        What was done, a line for each file.

    Raises:
        CorpusError: A file is none, two have one name, or one would replace another without leave.
    """
    names = [path.name for path in files]
    for path in files:
        if not path.is_file():
            raise CorpusError(f"{path} is no file")
        if names.count(path.name) > 1:
            raise CorpusError(f"{path.name} is named twice; add one and rename the other")
        there = corpus / path.name
        if there.exists() and not replace and _digest(there) != _digest(path):
            raise CorpusError(f"{there} holds something else; --replace lets it give way")
    known = {source.sha256: source.file for source in scan(corpus, intake=intake)[0]} if corpus.is_dir() and any(corpus.iterdir()) else {}
    corpus.mkdir(parents=True, exist_ok=True)
    done = []
    for path in files:
        same = known.get(_digest(path))
        if same is not None:
            done.append(f"{path.name}: the same content is there as {same}")
            continue
        replaced = (corpus / path.name).exists()
        shutil.copyfile(path, corpus / path.name)
        done.append(f"{path.name}: {'replaced' if replaced else 'added'}")
    return done


def remove_file(corpus: Path, name: str, *, intake: Intake) -> str:
    """Deletes the file of the corpus with this name, or of the document with this id; returns its name.

    Raises:
        CorpusError: There is none.
    """
    sources, skips = scan(corpus, intake=intake)
    files = [source.file for source in sources if name in (source.file, source.id)] or [skip.file for skip in skips if skip.file == name]
    path = corpus / files[0] if files else None
    if path is None or not path.is_file():
        raise CorpusError(f"the corpus folder {corpus} has no document {name}; `assistant corpus list` lists what there is")
    path.unlink()
    return files[0]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
