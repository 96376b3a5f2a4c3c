"""What the page is made of, without a browser: escaping, excerpts, the conversation's states, the example questions, the words."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import fields, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import cast, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.errors import CitationError, CorpusError, StoreError
from assistant.types import Abstention, Answer, Citation, DocumentInfo, Language, Passage, Reason, Relation, Turn, Version
from assistant.ui.chat import Conversation, Exchange, ask, history
from assistant.ui.examples import load_examples
from assistant.ui.excerpt import excerpt, shorten
from assistant.ui.markup import answer_html, element, source_html, steps, web_address
from assistant.ui.sources import sources_html
from assistant.ui.strings import STRINGS
from assistant.ui.thread import thread_html

ROOT = Path(__file__).parents[1]
TEXT = "Before.\n\nThe Alder fund pays 90 000 euros.\n\nAfter."
QUOTE = "The Alder fund pays 90 000 euros."
ALDER = DocumentInfo("a" * 16, "alder.txt", "Alder", "en", "a" * 64, publisher="Alder Agency", date="2024-05-01")
LANGUAGES: tuple[Language, ...] = ("en", "fr")


def cited(marker: int = 1, document: DocumentInfo = ALDER, text: str = TEXT, quote: str = QUOTE) -> Citation:
    start = text.index(quote)
    return Citation(marker, document, start, start + len(quote), quote, None, None)


def answered(text: str = "**90 000 euros** [1]", question: str = "How much?", **changes: object) -> Answer:
    return replace(Answer(question, question, "en", text, (), (cited(),), (), 0.9), **changes)  # type: ignore[arg-type]


def abstained(question: str = "Who?", reason: Reason = "not_in_documents", passages: tuple[Passage, ...] = ()) -> Abstention:
    return Abstention(question, question, "en", "The documents do not say.", reason, passages, 0.1)


class Scripted:
    """An assistant that says or raises what it is told to: failures cannot be had from the real one on demand."""

    documents = (ALDER,)

    def __init__(self, outcome: Answer | Abstention | Exception, text: str = TEXT) -> None:
        self._outcome, self._text = outcome, text
        self.histories: list[Sequence[Turn]] = []

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer | Abstention:
        self.histories.append(history)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome

    def text(self, document_id: str) -> str:
        return self._text


def asked(outcome: Answer | Abstention | Exception, question: str = "How much?", before: Conversation = (), text: str = TEXT) -> list[Conversation]:
    return list(ask(cast(Assistant, Scripted(outcome, text)), before, question, unexpected="Something went wrong."))


class _Elements(HTMLParser):
    """The elements, attributes and text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


# --- text to HTML


def test_an_answer_has_its_emphasis_markers_and_bullets_and_nothing_else() -> None:
    html = answer_html("It pays:\n- **90 < 100** [1]\n- <b>no</b> [7]\nEnd.", [1], lambda n: f"<a>{n}</a>")
    assert html == "<p>It pays:</p><ul><li><strong>90 &lt; 100</strong>&nbsp;<a>1</a></li><li>&lt;b&gt;no&lt;/b&gt; [7]</li></ul><p>End.</p>"


def test_nested_bullets_lie_in_the_one_above() -> None:
    html = answer_html("- a\n  - b\n    - c\n  - d\n- e", [], str)
    assert html == "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li><li>e</li></ul>"


@given(st.text(st.sampled_from("<>&\"'`*[]() -!\\\n${}/=abc1"), max_size=80))
def test_whatever_an_answer_says_only_its_own_marks_become_elements(text: str) -> None:
    found = _Elements(answer_html(text, [1], str))
    assert set(found.tags) <= {"p", "ul", "li", "strong"}
    assert not found.attributes


@given(st.text(max_size=80) | st.text(st.sampled_from("<>&\n a\r\t"), max_size=80))
def test_text_of_a_document_is_shown_character_for_character_but_for_page_breaks(text: str) -> None:
    found = _Elements(source_html(text))
    assert found.text == text.replace("\f", "")
    assert set(found.tags) <= {"span"}


@given(st.text(max_size=40))
def test_an_attribute_cannot_be_left(value: str) -> None:
    assert _Elements(element("p", title=value)).attributes == ["title"]


def test_an_element_leaves_out_what_is_not_there() -> None:
    assert element("p", "x", id=None, hidden=False, inert=True, class_="a", data_copy="b") == '<p inert class="a" data-copy="b">x</p>'


@pytest.mark.parametrize(
    ("text", "ends"),
    [("", []), ("No marker.", [10]), ("One [1].", [8]), ("One [1][2]. Two [3]. Three.", [11, 20, 27]), ("- a [1]\n- b [2]\n", [7, 15])],
)
def test_an_answer_appears_claim_by_claim(text: str, ends: list[int]) -> None:
    assert steps(text) == ends


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (" http://example.org ", "http://example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org", None),
        ("https://[", None),
        ("the ministry's site", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(source: str | None, address: str | None) -> None:
    assert web_address(source) == address


# --- a quote in its surroundings


def test_an_excerpt_is_cut_between_words() -> None:
    cut = excerpt(cited(quote="Alder fund"), TEXT, reach=8)
    assert (cut.before, cut.after) == ("… The ", " pays …")


def test_an_excerpt_reaches_the_ends_of_the_document() -> None:
    cut = excerpt(cited(), TEXT)
    assert cut.before + QUOTE + cut.after == TEXT


def test_an_excerpt_of_another_text_is_refused() -> None:
    with pytest.raises(CitationError, match=r"alder\.txt.*ask again"):
        excerpt(cited(), TEXT.replace("90 000", "50 000"))


def test_shortened_text_is_one_line() -> None:
    assert shorten(" a\n b ", 5) == "a b"
    assert shorten("one two three", 9) == "one two …"


# --- the conversation's states


def test_an_answer_is_searched_for_then_appears_then_is_whole() -> None:
    reply = answered("One [1]. Two [1].")
    states = [said[-1] for said in asked(reply)]
    assert [state.shown for state in states] == [None, 8, None]
    assert [state.busy for state in states] == [True, True, False]
    assert states[0] == Exchange("How much?")
    assert states[-1].reply == reply
    assert [one.citation.quote for one in states[-1].excerpts] == [QUOTE]


def test_an_abstention_appears_at_once() -> None:
    assert [said[-1].reply for said in asked(abstained())] == [None, abstained()]


def test_an_error_is_one_line_in_the_chat() -> None:
    last = asked(StoreError("index/: cannot be opened; run assistant index"))[-1][-1]
    assert (last.failure, last.busy) == ("index/: cannot be opened; run assistant index", False)


def test_an_unexpected_error_is_logged_and_not_shown(caplog: pytest.LogCaptureFixture) -> None:
    last = asked(RuntimeError("secret"))[-1][-1]
    assert last.failure == "Something went wrong."
    assert "secret" in caplog.text
    assert "secret" not in thread_html((last,), (), "en")


def test_a_document_that_changed_meanwhile_is_not_quoted() -> None:
    last = asked(answered(), text="Another text.")[-1][-1]
    assert last.reply is None
    assert "re-indexed" in (last.failure or "")


def test_blank_words_are_no_question() -> None:
    assert asked(answered(), question=" \n ") == []


def test_a_follow_up_is_asked_with_what_was_said() -> None:
    said = (Exchange("How much?", answered()), Exchange("Broken?", failure="It failed."), Exchange("Who?", abstained()))
    turns = (
        Turn("user", "How much?"),
        Turn("assistant", "**90 000 euros** [1]"),
        Turn("user", "Who?"),
        Turn("assistant", "The documents do not say."),
    )
    assert history(said) == turns
    assistant = Scripted(answered())
    assert next(ask(cast(Assistant, assistant), said, "And?", unexpected=""))[:3] == said
    list(ask(cast(Assistant, assistant), said, "And?", unexpected=""))
    assert assistant.histories == [turns]


# --- the two sides


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_marker_leads_to_its_source(language: Language) -> None:
    said = asked(answered())[-1]
    assert 'href="#source-1-1"' in thread_html(said, (), language)
    right = sources_html(said, (ALDER,), language)
    assert 'id="source-1-1"' in right
    assert f"<mark>{QUOTE}</mark>" in right
    for shown in ("alder.txt", ALDER.sha256, "a" * 12 + "…", "Alder Agency", "2024-05-01", "9", "42"):
        assert shown in right


def test_the_page_and_the_section_are_shown() -> None:
    citation = replace(cited(), page=3, section="2.1 Growth")
    right = sources_html(asked(answered(citations=(citation,)))[-1], (), "en")
    assert "page 3" in right
    assert "2.1 Growth" in right


@pytest.mark.parametrize(
    ("language", "relation", "said"),
    [
        ("en", "older", "newer version of alder &lt;1&gt;.txt (v1)"),
        ("en", "newer", "older version; the newest is alder &lt;1&gt;.txt (v1)"),
        ("en", "other", "another version of alder &lt;1&gt;.txt (v1)"),
        ("fr", "older", "version plus récente que alder &lt;1&gt;.txt (v1)"),
        ("fr", "newer", "version antérieure\N{NO-BREAK SPACE}; la plus récente est alder &lt;1&gt;.txt (v1)"),
        ("fr", "other", "autre version de alder &lt;1&gt;.txt (v1)"),
    ],
)
def test_a_source_shows_its_versions_and_copies(language: Language, relation: Relation, said: str) -> None:
    versions = (Version(ALDER.id, ALDER.file, "this"), Version("b", "alder <1>.txt", relation, number="1"))
    document = replace(ALDER, copies=("copy & paste.txt",), versions=versions)
    for html in (sources_html(asked(answered(citations=(cited(document=document),)))[-1], (), language), sources_html((), (document,), language)):
        assert said in html
        assert "copy &amp; paste.txt" in html
    assert 'class="versions"' not in sources_html((), (ALDER,), language)


def test_an_abstention_has_no_source() -> None:
    right = sources_html((Exchange("Who?", abstained()),), (ALDER,), "en")
    assert "<mark>" not in right
    assert "No source" in right


@pytest.mark.parametrize("reason", get_args(Reason))
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_abstention_says_why(reason: Reason, language: Language) -> None:
    left = thread_html((Exchange("Who?", abstained(reason=reason)),), (), language)
    assert STRINGS[language].verdicts[reason] in left
    assert "The documents do not say." in left
    assert "Confi" not in left


def test_a_completed_question_is_shown() -> None:
    plain = thread_html((Exchange("And?", answered(question="And?")),), (), "en")
    completed = thread_html((Exchange("And?", answered(question="And?", standalone_question="And how much?")),), (), "en")
    assert "Understood as" not in plain
    assert "Understood as" in completed
    assert "And how much?" in completed


@pytest.mark.parametrize(("confidence", "word"), [(0.0, "low"), (0.49, "low"), (0.5, "fair"), (0.74, "fair"), (0.75, "high"), (1.0, "high")])
def test_confidence_is_said_in_a_word(confidence: float, word: str) -> None:
    assert f"Confidence: {word}" in thread_html((Exchange("?", answered(confidence=confidence)),), (), "en")


def test_a_long_corpus_is_not_listed_whole() -> None:
    right = sources_html((), [replace(ALDER, title=f"Title {n}") for n in range(45)], "en")
    assert "Title 39" in right
    assert "Title 40" not in right
    assert "and 5 more" in right


def test_offsets_are_written_as_the_language_does() -> None:
    text = " " * 12345 + QUOTE
    said = asked(answered(citations=(cited(text=text),)), text=text)[-1]
    assert "characters 12,345–12,378" in sources_html(said, (), "en")
    assert "caractères 12\u202f345 à 12\u202f378" in sources_html(said, (), "fr")


# --- the example questions


def test_the_corpus_has_examples_in_both_languages() -> None:
    groups = load_examples(ROOT / "corpus")
    assert len(groups) >= 3
    for group in groups:
        for language in LANGUAGES:
            assert group.title[language]
            assert 2 <= len(group.questions_in(language)) <= 3
            assert {question.language for question in group.questions_in(language)} == {language}


def test_a_corpus_without_examples_has_none(tmp_path: Path) -> None:
    assert load_examples(tmp_path) == ()


@pytest.mark.parametrize(
    "content",
    [
        "{",
        "[]",
        '{"groups": [{"title": {}, "questions": []}]}',
        '{"groups": [{"title": {"de": "x"}, "questions": [{"language": "en", "text": "?"}]}]}',
        "\ufeff{}",
    ],
)
def test_a_malformed_file_of_examples_is_one_line(tmp_path: Path, content: str) -> None:
    (tmp_path / "examples.json").write_text(content, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"examples\.json.*shows no example questions") as caught:
        load_examples(tmp_path)
    assert "\n" not in str(caught.value)


def test_a_group_in_one_language_is_shown_in_the_other(tmp_path: Path) -> None:
    group = {"title": {"fr": "Aides"}, "questions": [{"language": "fr", "text": "Combien ?"}]}
    (tmp_path / "examples.json").write_text(json.dumps({"groups": [group]}), encoding="utf-8")
    html = thread_html((), load_examples(tmp_path), "en")
    assert "Aides" in html
    assert 'data-question="Combien ?" lang="fr"' in html


# --- the words and the colours


def test_both_languages_fill_in_the_same_things() -> None:
    for field in fields(STRINGS["en"]):
        values = [getattr(STRINGS[language], field.name) for language in LANGUAGES]
        holes = [sorted(re.findall(r"\{\w+\}", str(value))) if isinstance(value, str) else None for value in values]
        assert holes[0] == holes[1], field.name
        assert all(values), field.name


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("ink", "paper"), ("ink", "desk"), ("ink", "tint"), ("soft", "paper"), ("soft", "desk"), ("accent", "paper"), ("accent", "desk"), ("accent", "tint"),
        ("accent-ink", "accent"), ("mark-ink", "mark"), ("caution", "caution-tint"), ("ink", "caution-tint"), ("ink", "danger-tint"), ("danger", "danger-tint"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mode", [":root", ".dark"])
def test_contrast_is_enough_to_read(mode: str, text: str, surface: str) -> None:
    """WCAG 2.2, success criterion 1.4.3, level AA: at least 4.5 to 1."""
    sheet = (ROOT / "assistant" / "ui" / "page.css").read_text(encoding="utf-8")
    block = sheet[sheet.index(f"{mode} {{") :].partition("}")[0]
    colours = dict(re.findall(r"--([\w-]+): #(\w{6})", block))

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted((luminance(colours[text]), luminance(colours[surface])))
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5
