"""Everything that can go wrong, as one tree.

AssistantError
├── SettingsError          a setting or an argument is not usable
├── DocumentError          one file cannot be read; the others can
├── CorpusError            the corpus folder as a whole cannot be used
├── StoreError             the index cannot be opened, or does not fit what is asked of it
│   ├── NoIndexError       there is none yet
│   └── IndexBusyError     another process is writing it
├── ModelError             a model cannot be loaded
└── CitationError          a quote is not the document's text at its offsets
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of all errors. The message is one line: what, where, and what to do."""


class SettingsError(AssistantError):
    """A setting or an argument is not usable."""


class DocumentError(AssistantError):
    """One file cannot be read; the others can."""


class CorpusError(AssistantError):
    """The corpus folder as a whole cannot be used."""


class StoreError(AssistantError):
    """The index cannot be opened, or does not fit what is asked of it."""


class NoIndexError(StoreError):
    """There is no index yet."""


class IndexBusyError(StoreError):
    """Another process is writing the index."""


class ModelError(AssistantError):
    """A model cannot be loaded."""


class CitationError(AssistantError):
    """A quote is not the document's text at its offsets."""
