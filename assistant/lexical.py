"""The lexical side: words -> terms, and BM25 over what the index holds (Lucene's variant; Robertson and Zaragoza 2009)."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

import bm25s
import Stemmer
from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_FRENCH

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:(\.)\d{3}(?:\.\d{3})*(?:,\d+)?|(,)\d{3}(?:,\d{3})*(?:\.\d+)?)")
"""A number whose thousands are set apart by points or commas. A decimal fraction of three digits looks the same, and is the same on both sides."""
_SPACED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}(?: \d{3})+(?:[.,]\d+)?(?![.,]?\d)")
"""One whose thousands are set apart by spaces, or the cells of a row."""
_ACRONYM = re.compile(r"\b(?:[A-Z]{1,2}\.)+[A-Z]{1,2}\b")
"""Letters with points between, as in U.N."""
_PREFIX = 5
_STEMMERS = tuple(Stemmer.Stemmer(language) for language in ("french", "english"))


def fold(text: str) -> str:
    """Lower case, without accents and ligatures; one character may become several."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character)).casefold()


_STOPWORDS = frozenset(fold(word) for word in (*STOPWORDS_EN_PLUS, *STOPWORDS_FRENCH)) | frozenset(
    "cet cette ceux celle celles cela ca etre avoir dont tout toute tous toutes peut peuvent faut comme entre aussi "
    "how what which who whom whose when where why much many does did do is are can could combien quel quelle quels quelles qui quoi quand comment "
    "pourquoi ou lequel laquelle est sont a ont t il elle ils elles l d s c j m n y qu jusqu lorsqu puisqu "
    "please tell know want wish could would should exactly svp merci bonjour hello hi dire dis savoir sais voudrais aimerais souhaite juste agit parle".split()
)


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text as they stand, in order."""
    return _WORD.findall(_folded(text))


def words(text: str) -> list[str]:
    """The same to search by: decimal marks are points, and thousands are not set apart; what may be a number or the cells of a row is both.

    >>> words("2.304 t, 2,304 t or 2 304 t")
    ['2304', 't', '2304', 't', 'or', '2304', '2', '304', 't']
    """
    return _numbered(_SPACED.sub(lambda match: f"{_joined(match)} {match.group()}", _folded(text)))


def _folded(text: str) -> str:
    return fold(_ACRONYM.sub(lambda match: match.group().replace(".", ""), text))


def _joined(match: re.Match[str]) -> str:
    return match.group().replace(" ", "")


def _numbered(folded: str) -> list[str]:
    return [_number(token) for token in _WORD.findall(folded)]


def _number(word: str) -> str:
    if grouped := _GROUPED.fullmatch(word):
        word = word.replace(grouped[1] or grouped[2], "")
    return word.replace(",", ".")


@lru_cache(maxsize=100_000)
def stems(word: str) -> tuple[str, ...]:
    """The French and the English stem of a folded word, one if they agree; a number is its own stem."""
    if word[0].isdigit():
        return (word,)
    return tuple(dict.fromkeys(stemmer.stemWord(word) for stemmer in _STEMMERS))


def terms(text: str) -> list[str]:
    """What a text is indexed under: both stems of each word, so that neither side need know the other's language."""
    return [stem for word in words(text) for stem in stems(word)]


def content_words(text: str) -> list[str]:
    """The distinct words of a question or a label that are neither function words nor question words, in order; "2 304" is one number."""
    asked = _numbered(_SPACED.sub(_joined, _folded(text)))
    return list(dict.fromkeys(word for word in asked if word not in _STOPWORDS and (len(word) > 1 or word.isdigit())))


class WordMatcher:
    """Whether a text has a word, or one like it: a plural, a cognate of the other language."""

    def __init__(self, text_words: Iterable[str]) -> None:
        """Takes folded words."""
        found = set(text_words)
        self._stems = {stem for word in found for stem in stems(word)}
        self._prefixes = {word[:_PREFIX] for word in found if len(word) >= _PREFIX and word[0].isalpha()}

    def match(self, word: str) -> float:
        """1 for a word with the same stem, 0.7 for one that begins with the same five letters, else 0."""
        if any(stem in self._stems for stem in stems(word)):
            return 1.0
        return 0.7 if word[0].isalpha() and len(word) >= _PREFIX and word[:_PREFIX] in self._prefixes else 0.0


class LexicalIndex:
    """BM25 scores of the chunks for a question."""

    def __init__(self, chunk_ids: Sequence[str], texts: Sequence[str], languages: Sequence[str]) -> None:
        """Indexes `texts`, one for each id, each in the language given."""
        self._ids = list(chunk_ids)
        tokenized = [terms(text) for text in texts]
        self._n_texts = len(tokenized)
        self._frequency = Counter(term for tokens in tokenized for term in set(tokens))
        by_language: dict[str, set[str]] = {}
        for text, language in zip(texts, languages, strict=True):
            by_language.setdefault(language, set()).update(words(text))
        self._vocabulary = {language: WordMatcher(vocabulary) for language, vocabulary in by_language.items()}
        self._bm25 = bm25s.BM25(k1=1.2, b=0.75, method="lucene")
        if self._frequency:
            self._bm25.index(tokenized, show_progress=False)

    def nearest(self, question: str, k: int) -> list[tuple[str, float]]:
        """The best `k` chunk ids with their scores, best first, ties by id; only those that share a term with the question."""
        known = [term for word in content_words(question) for term in stems(word) if term in self._frequency]
        if not known:
            return []
        scores = self._bm25.get_scores(known)
        ranked = sorted((index for index in range(self._n_texts) if scores[index] > 0), key=lambda index: (-scores[index], self._ids[index]))
        return [(self._ids[index], float(scores[index])) for index in ranked[:k]]

    def weight(self, word: str) -> float:
        """How much a word tells the chunks apart: its inverse document frequency, in [0, ln(1 + 2 n_chunks)]; that of an unknown word is the highest."""
        frequency = max((self._frequency[stem] for stem in stems(word)), default=0)
        return math.log(1 + (self._n_texts - frequency + 0.5) / (frequency + 0.5))

    def knows(self, word: str, language: str | None = None) -> bool:
        """Whether the word, or one like it, stands anywhere in the documents, or in those of one language."""
        matchers = self._vocabulary.values() if language is None else [self._vocabulary[language]] if language in self._vocabulary else []
        return any(matcher.match(word) > 0 for matcher in matchers)
