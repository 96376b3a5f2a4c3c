"""A network of the kit, run by ONNX Runtime on the processor."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions

from assistant.errors import ModelError
from assistant.models.kit.files import KIT, checked

THREADS = min(4, os.cpu_count() or 1)
"""The most that one run is shared among; a text is too short for more."""


class Network:
    """Takes arrays by name and gives some. Several threads may run it at once."""

    def __init__(self, name: str, kit: Path = KIT, threads: int = THREADS) -> None:
        """Loads the graph, which takes a tenth of a second; `threads` is how many share one run.

        Raises:
            ModelError: The file is damaged, or this machine cannot run it.
        """
        options = SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.force_spinning_stop", "1")  # a thread that waits for the next question must not keep a core busy
        options.log_severity_level = 3
        path = checked(name, kit)
        try:
            self._session = InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        except Exception as exc:  # the library's errors have no common type but this
            reason = " ".join(str(exc).split())[:160]
            raise ModelError(f"bundled model, {path}: does not run here ({reason}); install the package again, or use it on another machine") from exc

    def run(self, **inputs: npt.NDArray[np.generic]) -> tuple[npt.NDArray[np.float32], ...]:
        """What the network makes of texts of one length."""
        return tuple(np.asarray(result, dtype=np.float32) for result in self._session.run(None, inputs))
