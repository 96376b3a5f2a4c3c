"""The gate that no answer passes without.

Every quote is the document's text at its offsets, every word of a claim stands in its quotes, and the text is the claims and the assistant's own notices. The
result of an equation is the one exception: it is recomputed here from operands that stand in the quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.answering.relations import without_results
from assistant.errors import CitationError
from assistant.lexical import tokens
from assistant.types import Answer

_MARKER = re.compile(r"\[(\d+)\]")


def verify(answer: Answer, document_text: Callable[[str], str]) -> Answer:
    """Returns the answer if it proves every word, and raises otherwise.

    Args:
        answer: What is about to be given.
        document_text: The text of the document with this id, as it is stored.

    Raises:
        CitationError: A quote differs from the document, a marker has no citation or a citation no marker, a claim says what its quotes do not, a claim's
            arithmetic is wrong, or the text says what no claim does.
    """
    quotes = {}
    for citation in answer.citations:
        stored = document_text(citation.document.id)
        if not citation.quote.strip() or stored[citation.start : citation.end] != citation.quote:
            raise CitationError(f"citation [{citation.marker}] is not the text of {citation.document.file} at {citation.start}-{citation.end}")
        if not citation.document.sha256.startswith(citation.document.id):
            raise CitationError(f"citation [{citation.marker}] names a version of {citation.document.file} that has another hash")
        quotes[citation.marker] = citation.quote
    marked = {int(marker) for marker in _MARKER.findall(answer.text)}
    if marked != set(quotes) or len(quotes) != len(answer.citations):
        raise CitationError(f"the answer's markers {sorted(marked)} are not those of its citations {sorted(quotes)}")
    if not answer.claims:
        raise CitationError("the answer claims nothing")
    if answer.text != "\n\n".join([*(claim.text for claim in answer.claims), *answer.notices]):
        raise CitationError("the answer says more than it claims")
    for claim in answer.claims:
        cited = [quotes.get(marker, "") for marker in claim.citations]
        said = tokens(without_results(_MARKER.sub(" ", claim.text), cited))
        proven = {word for quote in cited for word in tokens(quote)}
        unproven = [word for word in said if word not in proven]
        if unproven or not said:
            raise CitationError(f"a claim says {unproven[:3]}, which its quotes do not")
    return answer
