"""The shared words: spans, pages, and the JSON of an answer."""

from __future__ import annotations

import json

from assistant.types import Abstention, Answer, Block, Chunk, Citation, Claim, DocumentInfo, Page, Passage, Span, Unit

INFO = DocumentInfo("ab12", "notes/a.pdf", "Boats", "en", "ab12cd", pages=(Page(1, 0, 10), Page(2, 10, 30)))
TEXT = "Red boats.Blue boats sail."
CHUNK = Chunk("ab12", 10, 26, "Blue boats sail.", "Boats", None, 2, (Unit("sentence", 10, 26),))
PASSAGE = Passage(CHUNK, INFO, 0.87654, 1, TEXT)


def test_spans() -> None:
    assert Span(3, 6).of("a  été b") == "été"
    assert Unit("line", 2, 5).span == Span(2, 5)
    assert (Block("lines", (Unit("line", 2, 5), Unit("line", 7, 9))).start, Block("lines", (Unit("line", 2, 5), Unit("line", 7, 9))).end) == (2, 9)


def test_pages() -> None:
    assert [INFO.page_at(offset) for offset in (0, 9, 10, 29, 30)] == [1, 1, 2, 2, None]
    assert DocumentInfo("a", "a.txt", "A", "en", "a").page_at(0) is None


def test_a_chunk_names_its_place() -> None:
    assert CHUNK.id == "ab12:10-26"


def test_an_answer_as_json() -> None:
    citation = Citation(1, INFO, 10, 26, TEXT[10:26], 2, None)
    answer = Answer(
        *("Sail?", "Which boats sail?", "en", "Blue boats sail. [1]"),
        claims=(Claim("Blue boats sail.", (1,)),),
        citations=(citation,),
        passages=(PASSAGE,),
        confidence=0.912345,
        timings_ms={"total": 12.345},
    )
    assert json.loads(json.dumps(answer.as_dict())) == {
        "question": "Sail?",
        "standalone_question": "Which boats sail?",
        "language": "en",
        "status": "answered",
        "text": "Blue boats sail. [1]",
        "claims": [{"text": "Blue boats sail.", "citations": [1]}],
        "citations": [
            {
                **{"marker": 1, "document_id": "ab12", "file": "notes/a.pdf", "title": "Boats", "sha256": "ab12cd", "page": 2, "section": None},
                **{"start": 10, "end": 26, "quote": "Blue boats sail."},
            }
        ],
        "passages": [{"document_id": "ab12", "file": "notes/a.pdf", "start": 10, "end": 26, "page": 2, "similarity": 0.8765, "rank": 1}],
        "confidence": 0.9123,
        "reason": None,
        "mode": "extractive",
        "model": None,
        "timings_ms": {"total": 12.3},
    }


def test_an_abstention_cites_nothing() -> None:
    abstention = Abstention("Why?", "Why?", "en", "The documents do not say.", "underspecified", (PASSAGE,), 0.2).as_dict()
    assert (abstention["status"], abstention["reason"], abstention["claims"], abstention["citations"]) == ("abstained", "underspecified", [], [])
    assert len(list(abstention["passages"])) == 1  # type: ignore[call-overload]
