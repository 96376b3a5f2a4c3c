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
        replace(GOOD, claims=(Claim("The harbour cost 12,5 billion euros. [1]", (1,)),)),
        replace(GOOD, claims=(Claim("[1]", (1,)),)),
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
        "empty-claim",
    ],
)
def test_anything_else_is_an_error(broken: Answer) -> None:
    with pytest.raises(CitationError):
        verify(broken, stored)
