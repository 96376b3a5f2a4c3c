"""Editions and versions: which documents are versions of one, and which is newer."""

from __future__ import annotations

import hashlib
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.documents.editions import Edition, edition_of, order, same_document
from assistant.documents.versions import version_remarks, with_versions
from assistant.types import DocumentInfo

POLICY = [
    "Staff may work from home on two days a week, agreed with the head of the unit.",
    "The request is made in writing a month ahead and is answered within ten working days.",
    "A laptop, a screen of 24 inches and a chair are lent against a signature.",
    "The allowance is 45 euros a month, paid with the salary of the following month.",
    "Nobody answers calls between 19:00 and 7:00, on Sundays or on holidays.",
    "Accidents at home are reported to the personnel office within 48 hours.",
    "Documents marked as confidential stay in the building and are not printed at home.",
    "The arrangement ends by notice of one month from either side, without reasons.",
]
REPORT = (
    "The association publishes this report on its activities of the year. Membership stood at {} at its end, against {} a year before. "
    "Revenue was {} million euros, of which {} million were fees. Costs came to {} million euros. The board met {} times. {} projects were completed. "
    "The association's purpose is the upkeep of the harbours of the region, as its statutes say. Its seat is on the quay."
)


def text(*changes: int) -> str:
    """The policy with these of its lines changed."""
    return "\n".join(
        f"Line {place} reads quite differently now and says {place * 7} other things." if place in changes else line for place, line in enumerate(POLICY)
    )


def info(file: str, body: str, title: str = "", date: str | None = None, source: str | None = None) -> DocumentInfo:
    digest = hashlib.sha256(f"{file}{body}".encode()).hexdigest()
    return DocumentInfo(digest[:16], file, title or file.rpartition("/")[2].rpartition(".")[0], "en", digest, date=date, source=source)


def edition(file: str, body: str, title: str = "", date: str | None = None, source: str | None = None) -> Edition:
    return edition_of(info(file, body, title, date, source), body)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edition("policy-v1.md", text()), edition("policy-v2.md", text(1, 3))),
        (edition("policy.docx", text()), edition("policy.pdf", text().replace("\n", " "))),
        (edition("policy.md", text()), edition("policy (1).md", text(2))),
        (edition("old/policy.md", text()), edition("policy.md", text(2))),
        (edition("2021/policy.md", text()), edition("2023/policy.md", text(2))),
        (edition("a.md", text(), "Policy, version 1"), edition("b.md", text(2), "Policy, version 2")),
        (edition("a/policy.md", "Version 1.0\n" + text()), edition("b/policy.md", "Version 1.1\n" + text(2))),
        (edition("a.md", text(), source="https://x.example/p"), edition("b.md", text(2), source="https://x.example/p")),
        (edition("policy-2021.md", text()), edition("policy-2023.md", "This policy replaces that of 2021.\n" + text(1, 3, 5))),
        (edition("policy-2021.md", text()), edition("policy-2023.md", text(2))),
    ],
    ids=["number", "formats", "copy", "archive", "folders", "titles", "stated", "source", "replaces", "dated-alike"],
)
def test_versions_of_one(one: Edition, other: Edition) -> None:
    assert same_document(one, other)
    assert same_document(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edition("policy-v1.md", text()), edition("rules-v2.md", text())),
        (edition("policy-v1.md", text()), edition("policy-v2.md", REPORT.format(*range(1, 8)))),
        (edition("dupont/lease.md", text()), edition("martin/lease.md", text(2))),
        (edition("dupont.md", text(), "Lease"), edition("martin.md", text(2), "Lease")),
        (edition("report-2019.md", REPORT.format(*range(11, 18))), edition("report-2020.md", REPORT.format(*range(21, 28)))),
        (edition("policy-2021.md", text()), edition("policy-2023.md", text(1, 3, 5))),
        (edition("2021.md", text(), "2021"), edition("2023.md", text(2), "2023")),
        (edition("v1.md", "Too short.", "v1"), edition("v2.md", "Too short.", "v2")),
    ],
    ids=["names", "contents", "folders", "one-heading", "yearly-reports", "dated-unlike", "no-name", "no-words"],
)
def test_other_documents(one: Edition, other: Edition) -> None:
    assert not same_document(one, other)
    assert not same_document(other, one)


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        (edition("p-v1.md", ""), edition("p-v2.md", "")),
        (edition("p-v9.md", ""), edition("p-v10.md", "")),
        (edition("p.md", "", date="2020-03"), edition("p (1).md", "", date="2020-04-01")),
        (edition("p 3 mai 2020.md", ""), edition("p 12 mars 2021.md", "")),
        (edition("p.md", "Version du 3 mai 2020"), edition("q.md", "# P\n\n**Version of 1 June 2020**")),
        (edition("p.md", "Mis à jour le 3 mai 2020"), edition("q.md", "Last updated: 2020-06-01")),
        (edition("p-draft.md", ""), edition("p.md", "")),
        (edition("p-2020.md", ""), edition("p-2021.md", "Annule et remplace la version de 2020.")),
    ],
)
def test_the_newer_version(older: Edition, newer: Edition) -> None:
    assert order(newer, older) == 1
    assert order(older, newer) == -1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edition("p.md", ""), edition("p (1).md", "")),
        (edition("p-v1.md", "", date="2021"), edition("p-v2.md", "", date="2020")),
        (edition("p.md", "", date="2020"), edition("p (1).md", "", date="2020-03-01")),
        (edition("p-v2.md", ""), edition("p-2020.md", "")),
        (edition("p-v2.0.md", ""), edition("p-v2.md", "")),
    ],
    ids=["nothing-told", "contradiction", "as-far-as-both-go", "of-two-kinds", "the-same"],
)
def test_no_order_is_claimed(one: Edition, other: Edition) -> None:
    assert order(one, other) == order(other, one) == 0


def test_what_replaces_another_and_what_only_speaks_of_it() -> None:
    assert edition("p.md", "Ce guide remplace celui de 2023.").replaces == ("2023",)
    assert edition("p.md", "It is new. Annule et remplace la version 1.0 du 3 mai 2020.").replaces == ("2020-05-03", "1")
    assert edition("p.md", "Ce guide est remplacé par celui de 2024. The new bridge replaces that of 1950.").replaces == ()


def related(*documents: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    infos = [(info(file, body), edition(file, body)) for file, body in documents]
    return {document.file: version_remarks(document) for document in with_versions(infos).values()}


def test_a_chain_of_three_beside_a_stranger() -> None:
    """The first and the last share too little; the second joins them."""
    first, second, third = ("p-v1.md", text()), ("p-v2.md", text(0, 1, 2)), ("p-v3.md", text(0, 1, 2, 3, 4, 5))
    assert not same_document(edition(*first), edition(*third))
    assert related(third, first, ("x.md", REPORT), second) == {
        "p-v3.md": ("newer version of p-v2.md (v2), p-v1.md (v1)",),
        "p-v1.md": ("older version; the newest is p-v3.md (v3)",),
        "x.md": (),
        "p-v2.md": ("older version; the newest is p-v3.md (v3)", "newer version of p-v1.md (v1)"),
    }
    assert related(first, third) == {"p-v1.md": (), "p-v3.md": ()}, "without the second there is no relation"


def test_versions_that_nothing_orders() -> None:
    assert related(("p.docx", text()), ("p.pdf", text(1))) == {
        "p.docx": ("another version of p.pdf, and nothing tells which is newer",),
        "p.pdf": ("another version of p.docx, and nothing tells which is newer",),
    }


def test_no_documents_and_documents_without_an_edition() -> None:
    assert with_versions([]) == {}
    alone = info("a.md", "")
    assert with_versions([(alone, None)]) == {alone.id: alone}


def test_a_folder_of_many_issues_is_no_family() -> None:
    numbers = Random(7)
    issues = [(f"report-{year}.md", REPORT.format(*(numbers.randint(1, 999) for _ in range(7)))) for year in range(1900, 2025)]
    assert not any(related(*issues).values())


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=3, max_size=9), min_size=60, max_size=120), st.integers(0, 10**6))
def test_an_edited_copy_is_a_version(vocabulary: list[str], seed: int) -> None:
    """One word in thirty changed: of a hundred shingles about a dozen are touched."""
    random = Random(seed)
    words = [random.choice(vocabulary) for _ in range(300)]
    edited = [f"changed{place}" if place % 30 == 0 else word for place, word in enumerate(words)]
    one, other = edition("p-v1.md", " ".join(words)), edition("p-v2.md", " ".join(edited))
    assert same_document(one, other)
    assert order(other, one) == 1
