"""What the tests of the paper share: a canvas in our fonts, and the text read back by two other programs."""

from __future__ import annotations

import os
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from cdd_desktop import paths
from cdd_desktop.reports.pdf.fonts import REGULAR, register_fonts
from cdd_desktop.thai.clean import canonical

FULL = os.environ.get("CDD_FULL_TESTS") == "1"
SAMPLE = 3_000


def dictionary() -> list[str]:
    """Return pythainlp's words that are Thai letters only: all in a full run, else the same sample every time."""
    import pythainlp

    path = Path(pythainlp.__path__[0]) / "corpus" / "words_th.txt"
    words = sorted({canonical(line.strip()) for line in path.read_text(encoding="utf-8").splitlines()})
    words = [word for word in words if re.fullmatch("[\u0e01-\u0e3a\u0e40-\u0e4e]+", word)]
    return words if FULL else random.Random(2567).sample(words, SAMPLE)


def canvas(target: Path, size: tuple[float, float] = (595.0, 842.0)) -> Any:
    register_fonts(paths.fonts())
    return Canvas(str(target), pagesize=size, invariant=1, initialFontName=REGULAR, initialFontSize=10)


def draw(target: Path, drawing: Callable[[Any], None]) -> Path:
    """Write a one-page PDF that ``drawing`` fills."""
    page = canvas(target)
    drawing(page)
    page.showPage()
    page.save()
    return target


def by_pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


def by_pdfium(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)
    finally:
        document.close()


READERS = (by_pypdf, by_pdfium)


def squeezed(text: str) -> str:
    """Return the text without any white space, so that line ends do not matter."""
    return "".join(text.split())


def page_count(path: Path) -> int:
    return len(pypdf.PdfReader(path).pages)


def font_names(path: Path) -> set[str]:
    """Return the base names of every font that any page names."""
    names = set()
    for page in pypdf.PdfReader(path).pages:
        for font in page["/Resources"]["/Font"].values():
            names.add(str(font.get_object()["/BaseFont"]))
    return names
