"""The facade: one object that answers questions from one index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from time import perf_counter
from typing import Literal

from assistant.answering.calculation import calculate
from assistant.answering.cohort import bias
from assistant.answering.composer import compose, compose_workings
from assistant.answering.extremes import extremes
from assistant.answering.inquiry import Found, Inquiry, interleaved
from assistant.answering.messages import abstention_text
from assistant.answering.reader import Reader, TrainedReader
from assistant.answering.selection import WORKABLE
from assistant.answering.verification import verify
from assistant.answering.versions import version_notices
from assistant.conversation import standalone_questions
from assistant.documents.language import question_language
from assistant.errors import NoIndexError
from assistant.indexing import Progress, build_index, check_compatible
from assistant.models import load_embedder, load_reader
from assistant.models.embedder import Embedder
from assistant.retrieval import PASSAGES, Retriever
from assistant.settings import Settings
from assistant.store import Snapshot, Store
from assistant.types import Abstention, Answer, DocumentInfo, Language, Passage, Turn


@dataclass(frozen=True, slots=True)
class Assistant:
    """Answers from the documents of one index, and follows it when it is replaced. Safe for many threads."""

    store: Store
    embedder: Embedder
    reader: Reader
    _current: _Current

    @classmethod
    def open(cls, settings: Settings, progress: Progress | None = None) -> Assistant:
        """Loads the models and opens the index, building it first if there is none.

        Raises:
            AssistantError: A model, the corpus or the index cannot be used.
        """
        embedder = load_embedder(settings.embedder)
        store = Store(settings.index, lock_timeout=settings.lock_timeout)
        try:
            check_compatible(store.snapshot().info, embedder)
        except NoIndexError:
            build_index(settings.corpus, store, embedder, intake=settings.intake, progress=progress)
        return cls.over(store, embedder, TrainedReader(load_reader()))

    @classmethod
    def over(cls, store: Store, embedder: Embedder, reader: Reader) -> Assistant:
        """Answers from an index that is there, with models that are loaded."""
        return cls(store, embedder, reader, _Current())

    def ask(self, question: str, history: Sequence[Turn] = (), language: Literal["auto", "en", "fr"] = "auto") -> Answer | Abstention:
        """Answers a question, or says that the documents do not.

        Args:
            question: In French or English, as a person writes it.
            history: The conversation before, oldest first; it completes a question that does not stand alone.
            language: The language of what the assistant says itself; "auto" follows the question.

        Raises:
            CitationError: An answer did not pass the check of its quotes; it is not given.
            StoreError: The index cannot be read.
        """
        started = perf_counter()
        inquiry = self._inquiry()
        found = inquiry.first_answered(standalone_questions(question, history))
        spoken = question_language(found.question) if language == "auto" else language
        reply = self._reply(question, found, spoken, inquiry)
        total, retrieving = 1000 * (perf_counter() - started), 1000 * inquiry.retrieving
        return replace(reply, timings_ms={"retrieve": retrieving, "read": total - retrieving, "total": total})

    def search(self, query: str, k: int = PASSAGES) -> tuple[Passage, ...]:
        """The `k` passages that answer a query best, best first; `assistant.retrieval.PassageRetriever` offers it to LangChain.

        Those that an answer would be read from come first, ranked by the reader; the others follow as they are retrieved.
        """
        inquiry = self._inquiry()
        first = inquiry.find(query).passages
        read = {passage.chunk.id for passage in first}
        others = (passage for passage in inquiry.retriever.search(query, k) if passage.chunk.id not in read) if k > len(first) else ()
        return tuple(replace(passage, rank=rank) for rank, passage in enumerate((*first, *others), 1))[: max(k, 0)]

    def text(self, document_id: str) -> str:
        """The text of a document, to which every offset refers.

        Raises:
            StoreError: The index does not hold the document.
        """
        return self.store.snapshot().text(document_id)

    @property
    def documents(self) -> tuple[DocumentInfo, ...]:
        """The documents of the index, by file name."""
        return tuple(self.store.snapshot().documents.values())

    def _reply(self, question: str, found: Found, language: Language, inquiry: Inquiry) -> Answer | Abstention:
        reading, passages = found.reading, found.passages
        workable = inquiry.why_not(found, WORKABLE) is None
        workings = (extremes(found.asked, reading) or calculate(found.asked, reading)) if workable else []
        if workings:
            composition = compose_workings(workings)
            evidence = [one for one in reading.evidence if workings[0].grid.has(one.passage, one.unit)]
            confidence = sum(one.probability for one in evidence)
        else:
            chosen = inquiry.select(found)
            answered = inquiry.in_parts(found, chosen)
            if answered:
                passages = interleaved([part.passages for part, _ in answered])
            elif isinstance(chosen, str):
                return Abstention(question, found.question, language, abstention_text(chosen, language), chosen, passages, 1.0 - reading.answerable)
            else:
                answered = [(found, chosen)]
            composition = compose([(part.asked, evidence) for part, evidence in answered])
            confidence = min(part.reading.probability_of(composition.citations) for part, _ in answered)
        notices = version_notices((citation.document for citation in composition.citations), language)
        answer = Answer(
            question=question,
            standalone_question=found.question,
            language=language,
            text="\n\n".join([composition.text, *notices]),
            claims=tuple(composition.claims),
            citations=tuple(composition.citations),
            passages=passages,
            confidence=min(1.0, confidence),
            notices=notices,
        )
        return verify(answer, inquiry.retriever.snapshot.text)

    def retriever(self) -> Retriever:
        """The retriever of the current generation, built anew when the index was replaced."""
        return self._current.retriever(self.store, self.embedder)

    def _inquiry(self) -> Inquiry:
        retriever, name = self.retriever(), f"bias {self.reader.version}"
        known = self._current.bias(retriever, lambda: self.store.number(retriever.snapshot, name, lambda: bias(self.reader, retriever)))
        return Inquiry(retriever, self.reader, known)


class _Current:
    """Keeps the retriever of the snapshot in use, and what the cohort shows of it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._retriever: Retriever | None = None
        self._bias: float | None = None

    def retriever(self, store: Store, embedder: Embedder) -> Retriever:
        snapshot: Snapshot = store.snapshot()
        with self._lock:
            if self._retriever is None or self._retriever.snapshot is not snapshot:
                check_compatible(snapshot.info, embedder)
                self._retriever, self._bias = Retriever(snapshot, embedder), None
            return self._retriever

    def bias(self, retriever: Retriever, computed: Callable[[], float]) -> float:
        """What the cohort shows of the index that a retriever searches, asked once for the one in use."""
        with self._lock:
            if self._retriever is not retriever:
                return computed()  # the index was replaced since
            if self._bias is None:
                self._bias = computed()
            return self._bias
