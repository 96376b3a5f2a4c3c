"""How fast files of each format are read and understood, without embedding: pages a second.

The documents are made on the spot from the words of the corpus: headings, paragraphs, lists and a table a page. A page is a page or a slide where the format
has them, and 3,000 characters of text where it does not.
"""

from __future__ import annotations

import csv
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import docx
from fpdf import FPDF
from openpyxl import Workbook
from pptx import Presentation
from rich.box import SIMPLE
from rich.table import Table

from assistant.documents.corpus import load, scan
from assistant.types import Intake

PAGE = 3_000
"""Characters of a page."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page of the documents says."""

    heading: str
    paragraphs: tuple[str, ...]
    items: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def characters(self) -> int:
        """How many characters that is."""
        return sum(map(len, (self.heading, *self.paragraphs, *self.items, *(cell for row in self.rows for cell in row))))


def made_up(words: list[str], pages: int) -> list[PageText]:
    """So many pages of about 3,000 characters, the same each time."""
    chance = Random(0)

    def some(count: int) -> str:
        return " ".join(chance.choice(words) for _ in range(count)).capitalize()

    made = []
    for _ in range(pages):
        items = tuple(some(9) for _ in range(4))
        rows = (("", "2030", "2031"), *((some(3), str(chance.randrange(1000)), str(chance.randrange(1000))) for _ in range(6)))
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < PAGE - 500:
            paragraphs.append(" ".join(f"{some(chance.randrange(8, 25))}." for _ in range(5)))
        made.append(PageText(some(4), tuple(paragraphs), items, rows))
    return made


def _text(path: Path, pages: list[PageText]) -> None:
    path.write_text("\n\n".join(part for page in pages for part in _parts(page, "\n", "")), encoding="utf-8")


def _markdown(path: Path, pages: list[PageText]) -> None:
    def table(page: PageText) -> str:
        rows = [f"| {' | '.join(row)} |" for row in page.rows]
        return "\n".join([rows[0], "|---|---|---|", *rows[1:]])

    path.write_text("\n\n".join(part for page in pages for part in (*_parts(page, "", "# ")[:-1], table(page))), encoding="utf-8")


def _parts(page: PageText, gap: str, mark: str) -> list[str]:
    rows = "\n".join("  ".join(row) for row in page.rows)
    return [f"{gap}{mark}{page.heading}", *page.paragraphs, "\n".join(f"- {item}" for item in page.items), rows]


def _web_page(path: Path, pages: list[PageText]) -> None:
    parts = []
    for page in pages:
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in page.rows)
        paragraphs = "".join(f"<p>{paragraph}</p>" for paragraph in page.paragraphs)
        parts.append(f"<h2>{page.heading}</h2>{paragraphs}<ul>{''.join(f'<li>{item}</li>' for item in page.items)}</ul><table>{rows}</table>")
    path.write_text(f"<!doctype html><meta charset=utf-8><body>{''.join(parts)}</body>", encoding="utf-8")


def _word(path: Path, pages: list[PageText]) -> None:
    document = docx.Document()
    for page in pages:
        document.add_heading(page.heading)
        for paragraph in page.paragraphs:
            document.add_paragraph(paragraph)
        for item in page.items:
            document.add_paragraph(item, style="List Bullet")
        table = document.add_table(len(page.rows), 3)
        for row, cells in zip(page.rows, table.rows, strict=True):
            for text, cell in zip(row, cells.cells, strict=True):
                cell.text = text
    document.save(str(path))


def _slides(path: Path, pages: list[PageText]) -> None:
    deck = Presentation()
    for page in pages:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = page.heading
        slide.placeholders[1].text = "\n".join((*page.paragraphs, *page.items))
    deck.save(str(path))


def _sheets(path: Path, pages: list[PageText]) -> None:
    book = Workbook()
    for row in _records(pages):
        book.active.append(row)
    book.save(path)


def _delimited(path: Path, pages: list[PageText]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_records(pages))


def _records(pages: list[PageText]) -> Iterator[list[str]]:
    yield ["Name", "Text", "2030", "2031"]
    for page in pages:
        texts = [*page.paragraphs, *page.items]
        for place, text in enumerate(texts):
            yield [f"{page.heading} {place}", text, *page.rows[1 + place % 6][1:]]


def _pdf(path: Path, pages: list[PageText]) -> None:
    document = FPDF()
    for page in pages:
        document.add_page()
        document.set_font("helvetica", "B", 13)
        document.multi_cell(0, 7, _latin(page.heading), new_x="LMARGIN", new_y="NEXT")
        document.set_font("helvetica", size=9)
        for paragraph in (*page.paragraphs, *(f"- {item}" for item in page.items)):
            document.multi_cell(0, 4.5, _latin(paragraph), new_x="LMARGIN", new_y="NEXT")
            document.ln(2)
        with document.table(line_height=5, first_row_as_headings=False) as table:
            for row in page.rows:
                table.row([_latin(cell) for cell in row])
    document.output(str(path))


def _latin(text: str) -> str:
    return text.encode("latin-1", "replace").decode("latin-1")


WRITERS: dict[str, Callable[[Path, list[PageText]], None]] = {
    **{"txt": _text, "md": _markdown, "html": _web_page, "docx": _word},
    **{"pptx": _slides, "xlsx": _sheets, "csv": _delimited, "pdf": _pdf},
}
"""What writes a file of each format."""


def measure(words: list[str], pages: int = 100, rounds: int = 3) -> dict[str, float]:
    """Pages a second of each format, the fastest of some rounds."""
    content = made_up(words, pages)
    size = sum(page.characters for page in content) / PAGE
    speeds: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for ending, write in WRITERS.items():
            corpus = Path(folder, ending)
            corpus.mkdir()
            write(corpus / f"made.{ending}", content)
            (source,), _ = scan(corpus, intake=Intake())
            seconds = []
            for _ in range(rounds):
                start = time.perf_counter()
                document = load(source)
                seconds.append(time.perf_counter() - start)
            speeds[ending] = (len(document.info.pages) or size) / min(seconds)
    return speeds


def table(speeds: dict[str, float]) -> Table:
    """A row a format."""
    drawn = Table(title="Files read and understood, without embedding", box=SIMPLE)
    drawn.add_column("format")
    drawn.add_column("pages/s", justify="right")
    for ending, speed in speeds.items():
        drawn.add_row(ending, f"{speed:,.0f}")
    return drawn
