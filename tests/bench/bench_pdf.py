"""A 200-page Thai report: pages per second against reportlab's own shaping and, where installed, LibreOffice.

All three set the same paragraphs and tables. LibreOffice's time holds its own start, as an office would wait for it.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import pypdf
from measure import in_turns, middle, show_ratio, show_title
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from cdd_desktop import paths
from cdd_desktop.reports.pdf.fonts import register_fonts
from cdd_desktop.reports.pdf.grid import Cell, Grid, Row
from cdd_desktop.reports.pdf.pages import Paper, paginate, write_pages
from cdd_desktop.reports.pdf.text import BODY_JUSTIFIED, NUMBER, SMALL, Text
from cdd_desktop.thai.words import words

PAGES = 200
ROUNDS = 3
Block = str | list[list[str]]


def content() -> list[Block]:
    """Return paragraphs (text) and tables (rows of texts): about ``PAGES`` pages, no paragraph twice."""
    import pythainlp

    choose = random.Random(2567)
    path = Path(pythainlp.__path__[0]) / "corpus" / "words_th.txt"
    vocabulary = choose.sample([word for word in path.read_text(encoding="utf-8").split() if len(word) > 2], 4_000)

    def phrase(length: int) -> str:
        return "".join(choose.choice(vocabulary) for _ in range(length))

    blocks: list[Block] = []
    for _ in range(PAGES):
        blocks += [" ".join(phrase(5) for _ in range(14)) for _ in range(3)]
        rows = [[str(row), f"{phrase(3)} {phrase(4)}", phrase(2), f"{choose.randrange(10**7):,}"] for row in range(12)]
        blocks.append(rows)
    return blocks


def ours(blocks: list[Block], out: Path) -> None:
    paper = Paper()
    widths = (30.0, paper.width - 230, 110.0, 90.0)

    def row(cells: list[str]) -> Row:
        looks = (SMALL, SMALL, SMALL, NUMBER)
        return Row(tuple(Cell(Text(text, look)) for text, look in zip(cells, looks, strict=True)))

    made: list[Any] = [
        Text(block, BODY_JUSTIFIED) if isinstance(block, str) else Grid(widths, [row(cells) for cells in block])
        for block in blocks
    ]
    write_pages(out, paginate(made, paper), paper, lambda page, pages: ("", f"{page}/{pages}"), title="", author="")


def native(blocks: list[Block], out: Path) -> None:
    """reportlab's Paragraph with HarfBuzz at run time."""
    body = ParagraphStyle("body", fontName="Native", fontSize=10.67, leading=18.1, alignment=4, shaping=1)
    small = ParagraphStyle("small", fontName="Native", fontSize=9.33, leading=14.5, shaping=1)
    paper = Paper()
    widths = [30.0, paper.width - 230, 110.0, 90.0]
    story: list[Any] = []
    for block in blocks:
        if isinstance(block, str):
            story.append(Paragraph(block, body))
        else:
            story.append(Table([[Paragraph(text, small) for text in cells] for cells in block], colWidths=widths))
    document = SimpleDocTemplate(
        str(out), leftMargin=paper.left, rightMargin=paper.right, topMargin=paper.top, bottomMargin=paper.bottom
    )
    document.build(story)


def office_source(blocks: list[Block], folder: Path) -> Path:
    """Write the same report as a web page that LibreOffice Writer opens."""
    body: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            body.append(f"<p style='text-align:justify'>{escape(block)}</p>")
        else:
            cells = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in block)
            body.append(f"<table>{cells}</table>")
    look = "@page{size:21cm 29.7cm;margin:2cm} p,td{font-family:Sarabun;font-size:10.67pt;line-height:170%}"
    page = f"<html lang=th><meta charset=utf-8><style>{look}</style>{''.join(body)}</html>"
    source = folder / "report.html"
    source.write_text(page, encoding="utf-8")
    return source


def office(source: Path, out: Path) -> None:
    program = shutil.which("soffice")
    assert program
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    filters = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
    command = [program, profile, "--headless", *filters, "--outdir", str(out.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    (out.parent / f"{source.stem}.pdf").replace(out)


def has_writer(folder: Path) -> bool:
    """Return whether LibreOffice is here with its Writer: its other parts alone open no text."""
    if not shutil.which("soffice"):
        return False
    trial = folder / "trial"
    trial.mkdir()
    try:
        office(office_source(["ก"], trial), trial / "out.pdf")
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def pages_a_second(make: Callable[[Path], None], out: Path) -> Callable[[], float]:
    def measure() -> float:
        start = time.perf_counter()
        make(out)
        spent = time.perf_counter() - start
        return len(pypdf.PdfReader(out).pages) / spent

    return measure


def main() -> None:
    register_fonts(paths.fonts())
    words("พร้อม")  # the dictionary is read once in a program's life
    pdfmetrics.registerFont(TTFont("Native", str(paths.fonts() / "Sarabun-Regular.ttf")))
    blocks = content()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        makers: dict[str, Callable[[Path], None]] = {
            "ours": lambda out: ours(blocks, out),
            "native": lambda out: native(blocks, out),
        }
        if has_writer(folder):
            source = office_source(blocks, folder)
            makers["office"] = lambda out: office(source, out)
        contestants = {key: pages_a_second(make, folder / f"{key}.pdf") for key, make in makers.items()}
        figures = in_turns(contestants, ROUNDS)
        show_title(f"PDF of about {PAGES} pages (pages per second)")
        best = middle(figures["ours"])
        show_ratio("against reportlab with its own shaping", best, middle(figures["native"]), "pages/s", "≥ 3")
        if "office" in figures:
            show_ratio("against LibreOffice", best, middle(figures["office"]), "pages/s", "≥ 5")
        else:
            print("LibreOffice Writer is not installed here")


if __name__ == "__main__":
    main()
