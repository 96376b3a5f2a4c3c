from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.verification import verify
from assistant.errors import CitationError
from assistant.types import Answer, Citation, Claim, DocumentInfo

SHA256 = "0123456789abcdef" * 4
INFO = DocumentInfo(SHA256[:16], "harbour.txt", "Harbour", "en", SHA256)
TEXT = "The harbour cost 12,5 million euros. The dock is dry."
GOOD = Answer(
    question="?",
    standalone_question="?",
    language="en",
    text="The harbour cost **12,5** million euros. [1]",
    claims=(Claim("The harbour cost **12,5** million euros. [1]", (1,)),),
    citations=(Citation(1, INFO, 0, 36, TEXT[:36], None, None),),
    passages=(),
    confidence=0.9,
)


def claiming(text: str) -> Answer:
    return replace(GOOD, text=text, claims=(Claim(text, (1,)),))


def stored(document_id: str) -> str:
    assert document_id == INFO.id
    return TEXT


def test_a_proven_answer_passes() -> None:
    assert verify(GOOD, stored) is GOOD
    noted = replace(GOOD, text=f"{GOOD.text}\n\nA newer version exists.", notices=("A newer version exists.",))
    assert verify(noted, stored) is noted


@pytest.mark.parametrize(
    "broken",
    [
        replace(GOOD, citations=(replace(GOOD.citations[0], start=1, end=37),)),
        replace(GOOD, citations=(replace(GOOD.citations[0], quote="The harbour cost 13,5 million euros."),)),
        replace(GOOD, citations=(replace(GOOD.citations[0], start=36, end=37, quote=" "),)),
        replace(GOOD, citations=(replace(GOOD.citations[0], document=replace(INFO, sha256="f" * 64)),)),
        replace(GOOD, citations=()),
        replace(GOOD, citations=(GOOD.citations[0], GOOD.citations[0])),
        replace(GOOD, citations=(GOOD.citations[0], replace(GOOD.citations[0], marker=2))),
        replace(GOOD, text="The harbour cost 12,5 million euros. [1] [2]"),
        replace(GOOD, text="The harbour cost 12,5 million euros."),
        replace(GOOD, text=f"{GOOD.text}\n\nThe dock is wet."),
        replace(GOOD, notices=("A newer version exists.",)),
        replace(GOOD, claims=()),
        claiming("The harbour cost 12,5 billion euros. [1]"),
        claiming("The harbour cost 12.5 million euros. [1]"),
        claiming("[1]"),
    ],
    ids=[
        "shifted",
        "altered",
        "blank",
        "other-version",
        "uncited",
        "twice",
        "unmarked",
        "unresolved",
        "no-marker",
        "unclaimed",
        "notice-unsaid",
        "no-claim",
        "unproven-word",
        "other-notation",
        "empty-claim",
    ],
)
def test_anything_else_is_an_error(broken: Answer) -> None:
    with pytest.raises(CitationError):
        verify(broken, stored)


def summed(said: str, *quotes: str) -> Answer:
    """An answer that says this of rows that lie one after the other in a document."""
    starts = [sum(len(quote) + 1 for quote in quotes[:place]) for place in range(len(quotes))]
    citations = tuple(
        Citation(place, INFO, start, start + len(quote), quote, None, None) for place, (start, quote) in enumerate(zip(starts, quotes, strict=True), 1)
    )
    text = f"{said} {' '.join(f'[{citation.marker}]' for citation in citations)}"
    return replace(GOOD, text=text, claims=(Claim(text, tuple(citation.marker for citation in citations)),), citations=citations)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("Quay : 10 ; Dock : 20,5\n10 + 20,5 = **30,5**", True),
        ("Quay : 10 ; Dock : 20,5\n20,5 > 10 (Quay)", True),
        ("Quay : 10 ; Dock : 20,5\n10 + 20,5 = **31,5**", False),
        ("Quay : 10 ; Dock : 20,5\n10 + 20,5 = **10**", False),
        ("Quay : 10 ; Dock : 20,5\n10 + 20,6 = **30,6**", False),
        ("Quay : 10 ; Dock : 20,5\n20,5 = **30,5**", False),
        ("Quay : 10 ; Dock : 20,5\n+ 20,5 = **30,5**", False),
        ("Quay : 10 ; Dock : 20,5\n10 > 20,5 (Dock)", False),
        ("Quay : 10 ; Dock : 20,5\n**30,5**", False),
        ("Quay : 10 ; Dock : 20,5\n10 + 20,5 = **30,5** thousand", False),
    ],
)
def test_a_computed_figure_needs_its_equation(said: str, right: bool) -> None:
    quotes = ("Quay 10", "Dock 20,5")
    answer = summed(said, *quotes)
    if right:
        assert verify(answer, lambda document_id: "\n".join(quotes)) is answer
        return
    with pytest.raises(CitationError):
        verify(answer, lambda document_id: "\n".join(quotes))


def test_an_operand_that_another_claim_cites_proves_nothing() -> None:
    quotes = ("Quay 10", "Dock 20,5")
    answer = summed("10 + 20,5 = **30,5**", *quotes)
    one = replace(answer, claims=(replace(answer.claims[0], citations=(1,)), Claim("Dock 20,5 [2]", (2,))))
    with pytest.raises(CitationError):
        verify(one, lambda document_id: "\n".join(quotes))
