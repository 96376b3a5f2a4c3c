"""History -> a question that stands alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.documents.language import question_language
from assistant.documents.sentences import split_sentences
from assistant.lexical import content_words, fold
from assistant.typed import without_markup
from assistant.types import Turn
from assistant.years import YEAR, dated, in_year

_OPENING = re.compile(
    r"^\s*(?:(?:et|and|mais|but|ou|or|so|donc|alors)\b[\s,]*)?"
    r"(?:(?:what|how) about|qu['’]en est[- ]il (?:de |d['’]|pour )?|quid (?:de |d['’]|pour )?|same for|idem pour|pareil pour)?\s*"
    r"(?:(?:celles?|celui|ceux|that|those)\s+(?=(?:de|du|des|of)\b|d['’]))?",
    re.IGNORECASE,
)
_PERSONAL = r"it|its|they|them|their|he|him|his|she|her|ils|elle|elles|lui|leur|leurs|celui-ci|celle-ci|ceux-ci|celles-ci|son|sa|ses"
_REFERENCE = re.compile(rf"\b(?:{_PERSONAL}|there|this|that|these|those|one|il|cela|ca|y|en|(?:l[ea]|les)quel(?:le)?s?(?! d))\b")
_TELLER = re.compile(r"\b(?:i|me|my|mine|we|us|our|ours|je|j|me|m|moi|mon|ma|mes|nous|notre|nos)\b")
"""What refers to whoever asks."""
_UNSAID = re.compile(
    r"^(?:(?:et|and|so|donc|alors) )?(?:(?:a|vers|chez|to) )?(?:(?:quel(?:le)?s?|que|qui|quoi|ou|comment)(?: \w+)? (?:s['’])?\w+(?:er|ir|re)(?= ?\?| pour )"
    r"|(?:who|whom|which|what|where|how)(?: \w+)? to )"
)
"""What asks what to do, without saying that whoever asks is to do it ("quelle aide demander ?")."""
_STRONG_REFERENCE = re.compile(rf"\b(?:{_PERSONAL})\b")
"""What refers back in a long question, too, where "there is" and "il y a" are frequent."""
_NAME = re.compile(r"(?<!^)(?<![.?!…]\s)\b(?!I\b)[A-ZÀ-Þ][\w+’'-]*(?:\s+(?:[A-ZÀ-Þ][\w+’'-]*|\d[\d.]*))*")
_COMPLEMENT = re.compile(
    r"\s(?:pour|à|au|aux|du|des|de|dans|sur|par|for|of|in|on|to|at|by|about|with)(?=\s|$|\s?(?:l|d)['’])[^?]*?$|\s(?:à l|de l|d|pour l)['’][^?]*?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:qui|que|quoi|(?:l[ea]|les)?quel(?:le)?s?|combien|comment|pourquoi|quand|est-ce|est|sont|etait|etaient|ont|peut|peuvent|faut|y a-t-il|a-t-"
    r"|who|what|which|how|why|when|where|whom|(?:is|are|was|were|does|do|did|has|have|had|can|could|will|would|should|may|might|must)(?:n['’]t)?"
    r"|i|we|you|he|she|it|they|je|nous|vous|tu|on|il|elle|ils|elles)\b"
)
"""What a sentence of its own begins with: a question word, a verb, a pronoun."""
_PREPOSITION = re.compile(
    r"^(?:pour|à|au|aux|du|des|de|d['’]|dans|sur|par|en|parmi|chez|entre|vers|sans|hors|depuis|for|of|in|on|to|at|by|with|among|within|between|without|since)\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"\b(?:(?:the|le|la|les)\s|l['’])", re.IGNORECASE)
_COURTESY = re.compile(
    r"(?:thanks|thank you|merci|ok|okay|hello|hi|bonjour|salut|bye|au revoir|super|great|parfait|perfect)(?: (?:a lot|very much|beaucoup|bien))?"
)
"""What is no question and asks for no completion."""
_POLITE = re.compile(
    r"^(?:(?:ok(?:ay)?|thanks|thank you|great|perfect|alright|merci(?: beaucoup)?|super|parfait|d['’]accord)\b(?!-)[\s,.!:–-]*)+(?=\w)", re.IGNORECASE
)
"""What a follow-up may open with ("ok and who runs it?")."""
_DOUBT = re.compile(
    r"really|seriously|vraiment|(?:are )?you sure|is (?:that|this|it) (?:so|true|right|correct)|c['’]est (?:bien )?(?:vrai|sur|exact|ca)"
    r"|(?:en )?(?:etes[- ]vous|vous (?:en )?etes|es[- ]tu|tu (?:en )?es) (?:bien )?(?:sure?s?|certaine?s?)"
)
"""What asks the question before once more."""
_ANY_PREPOSITION = ("pour", "for", "about")
"""What opens a follow-up whatever the preposition of the question before ("à l'innovation" - "et pour la croissance ?")."""
_FIRST_WORD = re.compile(r"d['’]|\S+", re.IGNORECASE)
_APART = {"du": "de", "des": "de", "au": "à", "aux": "à"}
_TOGETHER = (
    (re.compile(r"\b(?:de |d['’] ?)le "), "du "),
    (re.compile(r"\b(?:de |d['’] ?)les "), "des "),
    (re.compile(r"\bà le "), "au "),
    (re.compile(r"\bà les "), "aux "),
    (re.compile(r"\bd['’] ?(?=la |l['’])"), "de "),
    (re.compile(r"\b(d['’]) "), r"\1"),
)
_WHEN = re.compile(r"\s(?:en|in)\s(?:19|20)\d\d$")
_OWN_YEAR = re.compile(r"^(?:(?:en|in|for|pour)\s+)?((?:19|20)\d\d)[\s,]+|[\s,]+(?:(?:en|in|for|pour)\s+)?((?:19|20)\d\d)$", re.IGNORECASE)
"""The year with which a fragment begins or ends."""
_NEW = re.compile(r"\b(?:an?|une?|d['’]un|d['’]une)\s+\w{3,}|(?<!^)\b(?!I\b)[A-ZÀ-Þ][\w’'-]*")
"""What a sentence may ask of that stands alone: something new, or a name."""
_MARKS = " ?!.…\n\u00a0\u202f"
_MAX_FRAGMENT = 5
"""A follow-up with more content words than this stands alone."""


def standalone_questions(question: str, history: Sequence[Turn]) -> tuple[str, ...]:
    """The question completed from the questions before it, in each way that it may be meant, the likeliest first; itself alone where it stands alone.

    A year takes the place of a year ("the year before" is one, too), a name that of a name, a complement ("pour la croissance") that of the last complement;
    a question that refers back ("who runs it?") gets the names of the question before. One that names something itself, or is no more than a name, may stand
    alone as well.
    What takes the place of the last complement may have been meant to take that of what is asked of it instead ("What is the capital of X?" - "And the
    population?"), which no grammar tells: that is another way. So is a long question that refers back with those names, and the question without what it is
    told with ("We build boats. What does Redsail offer?"). What doubts an answer ("are you sure?") asks the same again. Only questions are used, never answers,
    and of those not their markup.
    """
    complete = ""
    for turn in history:
        if turn.role == "user" and turn.content.strip() and not _is_courtesy(turn.content.strip(_MARKS)):
            complete = _complete(without_markup(turn.content).strip(), complete)[0]
    ways = _complete(without_markup(question).strip(), complete)
    return tuple(dict.fromkeys((*ways, *map(_asked_alone, ways))))


def _asked_alone(question: str) -> str:
    """The one sentence of several that asks; all of it where none does, or several do, or the one refers to what is told or to whoever tells it."""
    sentences = [span.of(question) for span in split_sentences(question, question_language(question))]
    asking = [sentence for sentence in sentences if sentence.endswith("?")]
    refers = any(reference.search(fold(sentence)) for sentence in asking for reference in (_REFERENCE, _TELLER, _UNSAID))
    return asking[0] if len(asking) == 1 and not refers and len(content_words(asking[0])) > 1 else question


def _complete(question: str, previous: str) -> tuple[str, ...]:
    question = dated(question, previous)
    said = _POLITE.sub("", question) if previous else question
    opening = _OPENING.match(said)
    rest = said[opening.end() :] if opening else said
    continues = bool(opening and opening.group().strip())
    subject = rest.strip(_MARKS)
    words = content_words(subject)
    refers = bool(_REFERENCE.search(fold(subject)))
    if not previous or not subject or _is_courtesy(subject) or not (continues or refers or len(words) <= 1):
        return (question,)
    if _DOUBT.fullmatch(fold(subject)):
        return (previous,)
    stem = previous.rstrip(_MARKS)
    mark = "?" if previous.endswith("?") and previous[-2:-1].isalnum() else " ?"
    told = YEAR.sub("", stem) if YEAR.search(subject) else stem
    names = ", ".join(dict.fromkeys(match.group() for match in _NAME.finditer(told))) or " ".join(content_words(told))
    named = f"{subject} ({names}){mark}" if names else question
    if len(words) > _MAX_FRAGMENT:
        return tuple(dict.fromkeys((question, named))) if _STRONG_REFERENCE.search(fold(subject)) else (question,)
    years = YEAR.findall(subject)
    if years and all(word in years for word in words):
        return (f"{in_year(stem, years[0]) if YEAR.search(stem) else f'{stem} {subject}'}{mark}",)
    if (own := _OWN_YEAR.search(subject)) and YEAR.search(stem) and _is_fragment(subject):
        stem, subject = in_year(stem, own[1] or own[2]), _OWN_YEAR.sub("", subject)
    alone = () if continues else (question,)
    if _is_fragment(subject):
        is_topic = not (refers or _PREPOSITION.match(subject) or _DETERMINER.match(subject))
        return tuple(dict.fromkeys((*(f"{_elided(way)}{mark}" for way in _replace(stem, subject)), *(alone if is_topic else ()))))
    return (named, *alone) if _NEW.search(subject) and not _STRONG_REFERENCE.search(fold(subject)) else (named,)


def _is_courtesy(text: str) -> bool:
    return _COURTESY.fullmatch(fold(text)) is not None


def _is_fragment(subject: str) -> bool:
    """Whether this is a noun with perhaps a preposition, not a sentence of its own."""
    return _SENTENCE.match(fold(subject)) is None


def _replace(stem: str, subject: str) -> tuple[str, ...]:
    """The question before with its last name or its last complement replaced; for the latter also with what stands before it replaced, the verb left out."""
    names = list(_NAME.finditer(stem))
    if names and re.match(r"[A-ZÀ-Þ]", subject) and not _PREPOSITION.match(subject):
        last = names[-1]
        return (f"{stem[: last.start()]}{subject}{stem[last.end() :]}",)
    when = _WHEN.search(stem)
    period = when.group() if when else ""
    body = stem[: len(stem) - len(period)]
    spaces = [match.start() for match in re.finditer(r"\s(?=\S)", body)]
    complements = [match for match in (_COMPLEMENT.match(body, space) for space in reversed(spaces)) if match]
    own = _PREPOSITION.match(subject)
    nouns = set(content_words(subject))
    alike = [match for match in complements if nouns.intersection(content_words(match.group()))]
    same = [match for match in complements if own and match.group().strip().casefold().startswith(f"{own.group().casefold()} ")]
    complement = next(iter([*alike, *same, *complements]), None)
    opening = _FIRST_WORD.match(complement.group().strip()) if complement else None
    theirs = opening.group() if opening else ""
    has_article = bool(_DETERMINER.match(subject))
    if has_article:
        theirs = _APART.get(theirs.casefold(), theirs)
    determiners = list(_DETERMINER.finditer(body))
    if complement is None and determiners and has_article:
        return (f"{body[: determiners[-1].start()]}{subject}{period}",)
    if complement is None or (own and own.group().casefold() not in (theirs.casefold(), *_ANY_PREPOSITION)):
        return (f"{body} {subject}{period}",)
    head = body[: complement.start()]
    if own:
        return (f"{head} {subject}{period}",)
    return f"{head} {theirs} {subject}{period}", f"{subject}{complement.group()}{period}"


def _elided(text: str) -> str:
    """The text with a preposition and the article after it as French writes them together."""
    for pattern, together in _TOGETHER:
        text = pattern.sub(together, text)
    return text
