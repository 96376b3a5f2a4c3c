"""Web pages (.html) -> outline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html

from assistant.documents.elements import Element, Grid, Heading, Item, Merged, Paragraph, header_rows
from assistant.documents.plain_text import read_bytes
from assistant.errors import DocumentError

_UNSEEN = {"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "canvas", "select", "button", "input"}
_INLINE = {
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp",
    "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_MOST_SPAN = 200


def read_web_page(path: Path) -> list[Element]:
    """What a page shows: headings, paragraphs, lists, tables. Scripts, styles, forms' controls and what is hidden are left out.

    Raises:
        DocumentError: The file cannot be opened or holds no page.
    """
    content = read_bytes(path)
    try:
        parser = html.HTMLParser(encoding="utf-8") if _is_utf8(content) else html.HTMLParser()
        page = html.document_fromstring(content, parser=parser)
    except Exception as exc:  # lxml lets errors of several types through on what is no page
        raise DocumentError(f"cannot be read as a web page ({type(exc).__name__}); save it again") from exc
    reader = _Reader()
    reader.walk(page)
    reader.flush()
    return reader.elements


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Reader:
    """Walks the page and collects its elements; text that is in no paragraph of its own becomes one."""

    def __init__(self) -> None:
        self.elements: list[Element] = []
        self.text: list[str] = []
        self.depth = -1
        self.in_item = False
        self.term = ""

    def walk(self, node: Any) -> None:  # noqa: ANN401 - lxml has no types
        tag = node.tag if isinstance(node.tag, str) else None
        if tag is None or tag in _UNSEEN or _is_hidden(node):
            return
        if tag in _HEADINGS:
            self.flush()
            self.elements.append(Heading(_HEADINGS[tag], _text(node)))
        elif tag == "table" and not _is_layout(node):
            self.flush()
            self.elements.append(_grid(node))
        elif tag == "br":
            self.text.append(" ")
        else:
            self._walk_inside(node, tag)

    def _walk_inside(self, node: Any, tag: str) -> None:  # noqa: ANN401
        block = tag not in _INLINE
        if block and not self._awaits_definition():
            self.flush()
        outer = self.depth, self.in_item
        if tag in ("ul", "ol", "menu"):
            self.depth += 1
        self.in_item = tag == "li" or (self.in_item and tag not in ("ul", "ol", "menu"))
        self.text.append(node.text or "")
        for child in node:
            self.walk(child)
            self.text.append(child.tail or "")
        if tag == "dt":
            self._end_term()
        elif block:
            self.flush()
        self.depth, self.in_item = outer

    def _end_term(self) -> None:
        """Lets what is defined be told in one paragraph with its definition."""
        said = " ".join("".join(self.text).split())
        self.term = said if said.endswith(":") or not said else f"{said}:"
        self.text = [self.term, " "]

    def _awaits_definition(self) -> bool:
        """Whether nothing was told yet but what is to be defined."""
        return bool(self.term) and "".join(self.text).strip() == self.term

    def flush(self) -> None:
        """Ends a paragraph or an item."""
        text = "".join(self.text)
        self.text.clear()
        self.term = ""
        if text.strip():
            self.elements.append(Item(text, max(0, self.depth)) if self.in_item else Paragraph(text))


def _is_hidden(node: Any) -> bool:  # noqa: ANN401
    style = "".join((node.get("style") or "").split()).lower()
    return node.get("hidden") is not None or node.get("aria-hidden") == "true" or "display:none" in style or "visibility:hidden" in style


def _is_layout(table: Any) -> bool:  # noqa: ANN401
    """Whether a table only places other things: it has another inside, or says so."""
    return table.get("role") == "presentation" or table.find(".//table") is not None


def _text(node: Any) -> str:  # noqa: ANN401
    """The text of a node, with spaces where its blocks and line breaks part it."""
    parts: list[str] = []

    def collect(inner: Any) -> None:  # noqa: ANN401
        tag = inner.tag if isinstance(inner.tag, str) else None
        if tag is None or tag in _UNSEEN or _is_hidden(inner):
            return
        gap = "" if tag in _INLINE else " "
        parts.extend((gap, inner.text or ""))
        for child in inner:
            collect(child)
            parts.append(child.tail or "")
        parts.append(gap)

    collect(node)
    return "".join(parts)


def _grid(table: Any) -> Grid:  # noqa: ANN401
    rows: list[list[str | Merged]] = []
    reaching: dict[int, int] = {}
    headers = 0
    for row in _rows(table):
        cells: list[str | Merged] = []
        below: dict[int, int] = {}
        pieces = [cell for cell in row if cell.tag in ("td", "th") and not _is_hidden(cell)]
        for cell in pieces:
            while reaching.get(len(cells), 0):
                below[len(cells)] = reaching.pop(len(cells)) - 1
                cells.append(Merged.ABOVE)
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(across):
                below[len(cells)] = down - 1
                cells.append(Merged.LEFT if place else _text(cell))
        while reaching.get(len(cells), 0):
            below[len(cells)] = reaching.pop(len(cells)) - 1
            cells.append(Merged.ABOVE)
        reaching = below
        names = row.getparent().tag == "thead" or (bool(pieces) and all(cell.tag == "th" for cell in pieces))
        if names and headers == len(rows):
            headers += 1
        rows.append(cells)
    caption = table.find("caption")
    return Grid(tuple(map(tuple, rows)), header_rows(rows, headers), _text(caption) if caption is not None else "")


def _rows(table: Any) -> Iterator[Any]:  # noqa: ANN401
    for part in table:
        if part.tag == "tr":
            yield part
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in part if row.tag == "tr")


def _span(cell: Any, name: str) -> int:  # noqa: ANN401
    value = cell.get(name) or "1"
    return min(_MOST_SPAN, max(1, int(value))) if value.isdecimal() else 1
