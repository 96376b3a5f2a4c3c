"""Whether a suite's gold evidence still stands in the documents, where it moved to, and what vanished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evals.cases import Case
from evals.sources import Located, Sources, locate


@dataclass(frozen=True, slots=True)
class Finding:
    """A gold span that is not where its case says. `located` is where it is now, or that it is nowhere."""

    case: Case
    position: int
    located: Located

    @property
    def message(self) -> str:
        """What a person needs to know, in one line."""
        old, new = self.case.gold[self.position], self.located.gold
        quote = " ".join(old.quote.split())
        shown = quote if len(quote) <= 60 else f"{quote[:57]}…"
        if not self.located.found:
            return f"{self.case.id}: vanished from {old.file} {old.start}-{old.end}: “{shown}”"
        file = "" if new.file == old.file else f"{new.file} "
        return f"{self.case.id}: moved from {old.file} {old.start}-{old.end} to {file}{new.start}-{new.end}: “{shown}”"


def check_gold(cases: Sequence[Case], sources: Sources) -> list[Finding]:
    """The gold spans that moved or vanished, in the order of the suite."""
    located = [(case, position, locate(gold, sources)) for case in cases for position, gold in enumerate(case.gold)]
    return [Finding(case, position, found) for case, position, found in located if found.status != "there"]


def moved(cases: Sequence[Case], sources: Sources) -> list[Case]:
    """The cases with their gold evidence at its new place and of the present version; what vanished stays as it was."""
    return [case.model_copy(update={"gold": tuple(locate(gold, sources).gold for gold in case.gold)}) for case in cases]
