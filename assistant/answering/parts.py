"""A question that asks of two things, or two things of one -> the questions that it is made of, each of which may be answered in a place of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.answering.question import QUOTED, question_kind
from assistant.answering.reader import Evidence
from assistant.documents.language import question_language
from assistant.lexical import WordMatcher, content_words, words

_ASKING = (
    r"(?:what|which|who|whom|whose|how|when|where|why|qui|que|quoi|(?:l[ea]|les)?quel(?:le)?s?|combien|comment|quand|où|pourquoi)\b"
    r"|(?:qu|est-ce qu)['’]"
)
_OPENED = rf"(?:(?:in|of|to|for|with|from|on|by|at|de|à|en|pour|avec|dans|sur|par|depuis)\s+|d['’])?(?:{_ASKING})"
_JOINT = r"(?:and|et|but|mais|or|ou|against|contre|versus|vs\.?)"
_CLAUSES = re.compile(rf"[,;]?\s+(?:{_JOINT}|while|whereas|(?:tandis|alors)\s+que)\s+(?={_OPENED})", re.IGNORECASE)
_NAME = r"(?=\w*[A-ZÀ-Þ])[\w+&’'.-]*\w[+]*(?:\s+(?=\w*[A-ZÀ-Þ0-9])[\w+&’'.-]*\w[+]*)*"
_SMALL_WORDS = r"(?:(?:the|of|for|de|du|des|le|la|les|pour|à|au|aux)\s+|[ld]['’])*"
_NAMES = re.compile(rf"(?P<one>{_NAME})\s+(?:and|et|or|ou|versus|vs\.?)\s+{_SMALL_WORDS}(?P<other>{_NAME})")
_THAN = re.compile(
    r",?\s+(?:(?<!\bother )(?<!\brather )than|compare[sd]?\s+(?:with|to)|par\s+rapport\s+(?:à|aux?)|(?P<que>que\b|qu(?=['’])))"
    r"['’\s]*(?P<other>(?![\s'’\d])(?:[^?.,;]|[.,](?=\w))+?(?P<when>\s+(?:en|in)\s+(?:19|20)\d\d)?(?=\s*(?:[?;]|[.,](?!\w)|$)))",
    re.IGNORECASE,
)
"""What is compared with, and the year at its end, which is meant for both."""
_MORE = re.compile(r"(?<!\ble )(?<!\bla )(?<!\bles )\b(?:plus|moins|autant|davantage|mieux)\b[^?.;]*$", re.IGNORECASE)
"""What makes "que" compare."""
_YEAR = r"(?:19|20)\d\d"
_YEARS = re.compile(
    rf"(?<!\bbetween )(?<!\bentre )(?<!\bfrom )(?<!\bde )\b(?P<one>{_YEAR}),?\s+{_JOINT}\s+(?:(?:in|en)\s+)?(?P<other>{_YEAR})\b", re.IGNORECASE
)
_PREPOSITIONS = r"(?:under|in|for|with|by|at|on|to|from|sous|en|pour|avec|par|dans|chez|sur)"
_FAMILIES = (r"(?:du|des|de|of)\s+|d['’]", r"(?:aux?|à)\s+")
_EITHER = tuple(
    re.compile(
        rf"\b(?P<one>(?P<before>{first})(?:(?!\b(?:{again})|\s{_JOINT}\s)[^?,;])+?),?\s+{_JOINT}\s+(?P<other>(?:{again})(?:[^?.,;]|[.,](?=\w))+?)"
        rf"(?P<when>\s+(?:en|in|by)\s+{_YEAR})?(?=\s*(?:[?;]|[.,](?!\w)|$))",
        re.IGNORECASE,
    )
    for first, again in ((rf"{_PREPOSITIONS}\s+", r"(?P=before)"), *((family, family) for family in _FAMILIES))
)
"""Two things with the same preposition each, and the year after them, which is meant for both."""
_WHEN = re.compile(rf"\s+(?:en|in|by)\s+{_YEAR}$", re.IGNORECASE)
_EITHER_THING = r"(?P<one>[^,:?]+?)\s+(?:or|ou|versus|vs\.?|contre|against)\s+(?P<other>[^,:?]+?)"
_RANKING = r"(?:more|most|less|least|fewer|better|best|worse|\w{3,}(?:er|est)|plus|moins|mieux|l(?:e|a)quel(?:le)?)\b"
_RANKED = re.compile(
    r"\b(?:more|less|fewer|most|least|(?:bigg|larg|great|small|high|low|long|cheap)(?:er|est)|plus|moins|davantage|autant|(?:supérieure?|inférieure?)s?)\b",
    re.IGNORECASE,
)
"""What ranks amounts."""
_CHOICE = re.compile(
    rf"(?P<asked>[^,:?]*\b(?:{_ASKING})(?:[^,:?]*:|[^,:?]*\b{_RANKING}[^,:?]*,)\s+){_EITHER_THING}(?P<when>\s+(?:en|in)\s+{_YEAR})?\s*\?", re.IGNORECASE
)
"""After a comma only where something is ranked: others list what is asked for."""
_CHOICE_FIRST = re.compile(rf"{_EITHER_THING}\s*(?P<asked>[,:]\s+(?:{_OPENED}).*)", re.IGNORECASE)
_DIFFERENCE = re.compile(
    r"(?:.*\bdifferences?\s+between|.*\bdifférences?\s+entre|compare[rz]?)\s+(?P<one>[^?,;]+?)\s+(?:and|et|with|to|avec|à)\s+(?P<other>[^?,;]+?)\s*[?.]?",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"how\s+do(?:es)?\s+(?P<one>[^?,;]+?)\s+differ\s+from\s+(?P<other>[^?,;]+?)\s*[?.]?"
    r"|en\s+quoi\s+(?P<un>[^?,;]+?)\s+diff[eè]ren?t?(?:-t-elle|-t-il)?\s+(?:du\s+|des?\s+|d['’])(?P<autre>[^?,;]+?)\s*[?.]?"
    r"|(?:what\s+(?:distinguishes|sets)|qu['’]est-ce\s+qui\s+distingue)\s+(?P<this>[^?,;]+?)\s+(?:(?:apart\s+)?from\s+|du\s+|des?\s+|d['’])(?P<that>[^?,;]+?)\s*[?.]?"
    r"|(?P<these>[^?,;:]+?)\s+(?:and|et)\s+(?P<those>[^?,;:]+?)\s*[,:]\s*(?:qu['’]est-ce\s+qui\s+les\s+(?:distingue|différencie|sépare|oppose)|how\s+do\s+they\s+differ"
    r"|what\s+(?:distinguishes|separates)\s+them|what\s+sets\s+them\s+apart|what(?:['’]s|\s+is)\s+the\s+difference|quelle\s+est\s+la\s+différence)\s*[?.]?",
    re.IGNORECASE,
)
_DIFFERENCE_IN = re.compile(
    r".*\bdiff[eé]rences?\s+(?P<what>(?:in|of|de|d['’])[^?,;]+?)\s+(?:between|entre)\s+(?P<one>[^?,;]+?)\s+(?:and|et)\s+(?P<other>[^?,;]+?)\s*[?.]?",
    re.IGNORECASE,
)
"""Two things that differ in something."""
_EACH = re.compile(
    r"[,;]?\s+(?:and|et)\s+(?:how\s+(?:much|many)|combien)\s+(?:(?:for|pour)\s+)?(?:each|chacune?|both|l['’]une?\s+et\s+l['’]autre)(?:\s+of\s+them)?(?=\s*\?)",
    re.IGNORECASE,
)
"""What asks for both amounts after asking which is more."""
_BETWEEN = re.compile(
    rf"(?:between|entre|of|parmi)\s+(?P<one>(?!{_YEAR})[^,?]+?)\s+(?:and|et|or|ou)\s+(?P<other>(?!{_YEAR})[^,?]+?)(?P<asked>,\s*(?:{_OPENED}).*)", re.IGNORECASE
)
_WHETHER = re.compile(
    rf"(?P<asked>(?:is|are|was|were)\s+)(?P<one>[^?,]+?)\s+or\s+(?P<other>[^?,]+?)(?P<rest>\s+(?:the\s+)?{_RANKING}.*)"
    rf"|(?P<does>(?:do|does|did|has|have|will)\s+)(?P<this>[^?,]+?)\s+or\s+(?P<that>[^?,]+?)(?P<more>\s+\w+\s+(?:the\s+)?{_RANKING}.*)",
    re.IGNORECASE,
)
"""Two things that a question puts before what ranks them."""
_TAIL = re.compile(
    r"(?P<asked>[^,;?]+?)(?:[,;?]\s*(?:and|et)|\s+(?:and|et)\s+(?:that|those|celui|celle|ceux|celles)(?=\s+(?:of|for|in|des?|du|pour)\b|\s+d['’]))\s+"
    r"(?P<other>[^,;?]+?)\s*\?",
    re.IGNORECASE,
)
"""A question, and what it is asked of as well."""
_JOINED = re.compile(rf"\s{_JOINT}\s", re.IGNORECASE)
"""A joint; in quotes it is part of a name."""
_FIRST_OF_SEVERAL = re.compile(rf"\w+\s+(?={_NAME})")
_QUESTION_WORD = re.compile(_OPENED, re.IGNORECASE)
_ELLIPSIS = re.compile(rf"(?:{_ASKING})(?:\s+(?:much|many))?\s+(?={_PREPOSITIONS}\s|{'|'.join(_FAMILIES)})", re.IGNORECASE)
"""The question word of a clause that leaves the rest to the one before: "and how much for rowing?\""""


@dataclass(frozen=True, slots=True)
class Parts:
    """The two questions that one is made of.

    Attributes:
        first: The one.
        second: The other.
        compares: Whether the second is only the name of what the first is compared with.
        amount: What asks for an amount, where the question asks which of both is more and does not say how much.
    """

    first: str
    second: str
    compares: bool = False
    amount: str = ""


def parts(question: str) -> Parts | None:
    """The two questions that one is made of, joined by "and", "or", "versus", or the one and what it compares with; None where it asks one thing.

    >>> parts("What does Redsail do, and who runs Bluefin?")
    Parts(first='What does Redsail do?', second='who runs Bluefin?', compares=False, amount='')
    >>> parts("What do Redsail and Bluefin do?")
    Parts(first='What do Redsail do?', second='What do Bluefin do?', compares=False, amount='')
    >>> parts("Does Redsail build more hulls than Bluefin?")
    Parts(first='Does Redsail build more hulls?', second='Bluefin', compares=True, amount='How much?')
    >>> parts("Was there a club under the old plan or under the new one?")
    Parts(first='Was there a club under the old plan?', second='Was there a club under the new one?', compares=False, amount='')
    >>> parts("What do sailing and rowing cost?")
    """
    question = _EACH.sub("", question)
    found = None if any(_JOINED.search(quoted) for quoted in QUOTED.findall(question)) else _parts(question)
    if found is None or not _RANKED.search(question) or question_kind(question) == "amount":
        return found
    return replace(found, amount="Combien ?" if question_language(question) == "fr" else "How much?")


def _parts(question: str) -> Parts | None:
    """The same without the amount."""
    choice = _CHOICE_FIRST.fullmatch(question)
    if choice is not None and not _QUESTION_WORD.match(question):
        return Parts(f"{choice['one']}{choice['asked']}", f"{choice['other']}{choice['asked']}")
    for joint in _CLAUSES.finditer(question):
        one, other = question[: joint.start()].rstrip(" ,;?"), question[joint.end() :]
        if _QUESTION_WORD.search(one) and content_words(one) and content_words(other):
            return Parts(f"{one}?", other)
    for joint in _THAN.finditer(question):
        if not joint["que"] or _MORE.search(question[: joint.start()]):
            asked = question[: joint.start()] + (joint["when"] or "") + question[joint.end() :]
            return Parts(asked, joint["other"], compares=_QUESTION_WORD.search(joint["other"]) is None)
    return _alternatives(question) or _named(question) or _followed(question)


def _alternatives(question: str) -> Parts | None:
    """Two years, two things with a preposition each, two that one chooses from, or two that differ."""
    either = next((found for pattern in (_YEARS, *_EITHER) if (found := pattern.search(question))), None)
    if either is not None:
        before, after = question[: either.start()], question[either.end() :]
        when = either.groupdict().get("when") or ""
        also = when or ("".join(_WHEN.findall(either["one"])) if "before" in either.groupdict() else "")
        return Parts(f"{before}{either['one']}{when}{after}", f"{before}{either['other']}{also}{after}")
    choice = _CHOICE.fullmatch(question)
    if choice is not None:
        when = choice["when"] or ""
        return Parts(f"{choice['asked']}{choice['one']}{when}?", f"{choice['asked']}{choice['other']}{when}?")
    between = _BETWEEN.fullmatch(question)
    if between is not None:
        return Parts(f"{between['one']}{between['asked']}", f"{between['other']}{between['asked']}")
    whether = _WHETHER.fullmatch(question)
    if whether is not None:
        asked, one, other, rest = filter(None, whether.groups())
        return Parts(f"{asked}{one}{rest}", f"{asked}{other}{rest}")
    measured = _DIFFERENCE_IN.fullmatch(question)
    if measured is not None:
        what = re.sub(r"^(?:in|of|de|d['’])\s*", "", measured["what"])
        return Parts(f"{what} {measured['one']}?", f"{what} {measured['other']}?")
    difference = _DIFFERENCE.fullmatch(question) or _DIFFERS.fullmatch(question)
    if difference is not None:
        what = "Qu’est-ce que {} ?" if question_language(question) == "fr" else "What is {}?"
        one, other = filter(None, difference.groups())
        return Parts(what.format(one), what.format(other))
    return None


def _followed(question: str) -> Parts | None:
    """A question that is asked of something else as well ("And of sailing?")."""
    tail = _TAIL.fullmatch(question)
    return Parts(f"{tail['asked']}?", tail["other"], compares=True) if tail and _QUESTION_WORD.search(tail["asked"]) else None


def _named(question: str) -> Parts | None:
    """Two names that are joined."""
    joined = next((found for found in _NAMES.finditer(question) if not _QUESTION_WORD.fullmatch(found["one"])), None)
    if joined is None:
        return None
    opening = _FIRST_OF_SEVERAL.match(question)  # a capital that the place gives it
    start = max(joined.start("one"), opening.end() if opening else 0)
    return Parts(question[: joined.end("one")] + question[joined.end("other") :], question[:start] + question[joined.start("other") :])


def without_question_word(clause: str) -> str:
    """The clause without its question word where it leaves the rest to the one before ("who for the harbour?"), otherwise as it is."""
    elided = _ELLIPSIS.match(clause)
    return clause[elided.end() :] if elided else clause


def names_both(evidence: Evidence, asked: Parts) -> bool:
    """Whether a piece of evidence itself, or the header above it, has most of what tells each of the questions from the other."""
    said = WordMatcher(word for span in (*evidence.unit.header, evidence.unit.span) for word in words(span.of(evidence.passage.document_text)))
    return all(2 * sum(said.match(word) for word in own) > len(own) for own in _told_apart(asked))


def named(evidence: Evidence, asked: Parts) -> tuple[bool, bool]:
    """For each of the questions whether a piece of evidence, with what stands above it, has a word that tells it from the other."""
    text, unit = evidence.passage.document_text, evidence.unit
    section = evidence.passage.chunk.section_at(unit.start) or ""
    said = WordMatcher(words(" ".join([section, *(span.of(text) for span in (*unit.header, unit.span))])))
    first, second = (any(said.match(word) for word in own) for own in _told_apart(asked))
    return first, second


def _told_apart(asked: Parts) -> tuple[set[str], set[str]]:
    """The words that only the one question has, and those that only the other has."""
    first, second = set(content_words(asked.first)), set(content_words(asked.second))
    return first - second, second - first
