"""Text to HTML: the one place where text that others wrote becomes part of the page.

Everything is escaped first; only then do the two marks of an answer (`**...**` and `[n]`) and its bullets become elements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from html import escape
from urllib.parse import urlsplit

_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
_MARKER = re.compile(r" ?\[(\d{1,4})\]")
_STEP = re.compile(r"(?:\[\d{1,4}\][ \t]*)+[.;,!?…]*")
_BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")
_BULLET = re.compile(r"( *)- ")
_DEEPEST = 6
"""Lists nested deeper are shown as deep as this."""


def element(name: str, *content: str, **attributes: str | bool | None) -> str:
    """An element with HTML inside; the attributes' values are text and are escaped here.

    `class_` and `data_x` stand for `class` and `data-x`; None and False leave an attribute out, True gives it no value.

    >>> element("p", escape("a < b"), class_="note", title='"x"')
    '<p class="note" title="&quot;x&quot;">a &lt; b</p>'
    """
    parts = [name]
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        parts.append(attribute if value is True else f'{attribute}="{escape(value)}"')
    return f"<{' '.join(parts)}>{''.join(content)}</{name}>"


def answer_html(text: str, markers: Iterable[int], marker_html: Callable[[int], str]) -> str:
    """An answer's text as paragraphs and lists.

    Args:
        text: Plain text with `**...**`, `[n]` and lines that start with "- ", two spaces deeper where they are nested.
        markers: The citations there are; a `[n]` of another number stays text.
        marker_html: Gives the element that stands for `[n]`.
    """
    known = frozenset(markers)
    parts: list[str] = []
    bullets: list[tuple[int, str]] = []

    def close_list() -> None:
        if bullets:
            parts.append(_list_html(bullets))
            bullets.clear()

    for line in text.splitlines():
        bullet = _BULLET.match(line)
        if bullet:
            bullets.append((min(len(bullet[1]) // 2, _DEEPEST), _inline(line[bullet.end() :], known, marker_html)))
            continue
        close_list()
        if line.strip():
            parts.append(element("p", _inline(line, known, marker_html)))
    close_list()
    return "".join(parts)


def _list_html(bullets: Sequence[tuple[int, str]]) -> str:
    """Bullets with their depths as a list, the deeper ones inside the one above them."""
    items = []
    position = 0
    while position < len(bullets):
        depth, content = bullets[position]
        end = position + 1
        while end < len(bullets) and bullets[end][0] > depth:
            end += 1
        nested = [_list_html(bullets[position + 1 : end])] if end > position + 1 else []
        items.append(element("li", content, *nested))
        position = end
    return element("ul", *items)


def source_html(text: str) -> str:
    r"""Text of a document, character for character but for the signs of page breaks; its blank lines are marked so that the page can show them as small gaps.

    >>> source_html("a < b\n\nc\n\fd")
    'a &lt; b<span class="gap">\n\n</span>c\nd'
    """
    text = text.replace("\f", "")
    return _BLANK_LINES.sub(lambda lines: element("span", lines[0], class_="gap"), escape(text))


def steps(text: str) -> list[int]:
    """Where an answer may pause while it appears: after each claim's markers, and at its end. Empty text has no step.

    >>> steps("One [1][2]. Two [3].")
    [11, 20]
    """
    ends = [match.end() for match in _STEP.finditer(text)]
    if text and (not ends or text[ends[-1] :].strip()):
        ends.append(len(text))
    return ends


def web_address(source: str | None) -> str | None:
    """`source` if it can safely be a link, which is to say an http or https address; None otherwise."""
    if source is None:
        return None
    try:
        parts = urlsplit(source.strip())
    except ValueError:
        return None
    return source.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _inline(line: str, known: frozenset[int], marker_html: Callable[[int], str]) -> str:
    html = _STRONG.sub(r"<strong>\1</strong>", escape(line))

    def marker(match: re.Match[str]) -> str:
        number = int(match[1])
        if number not in known:
            return match[0]
        return ("&nbsp;" if match[0].startswith(" ") else "") + marker_html(number)  # never alone at the start of a line

    return _MARKER.sub(marker, html)
