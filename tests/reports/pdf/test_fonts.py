"""The proof of the cluster fonts: drawn where HarfBuzz draws, read back as typed. It leans on reportlab's insides."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
import reportlab
from fontTools.ttLib import TTFont
from reportlab.graphics.shapes import Drawing, String
from reportlab.platypus import Table

from build_fonts import FIRST_CODE, Shaper, clusters
from cdd_desktop import paths
from cdd_desktop.errors import UserError
from cdd_desktop.reports.pdf.clusters import Clusters
from cdd_desktop.reports.pdf.fonts import BOLD, REGULAR, font, register_fonts, size_of
from tests.reports.pdf.reading import READERS, by_pdfium, dictionary, draw, font_names, squeezed

WEIGHTS = {REGULAR: "Regular", BOLD: "Bold"}
MISSPELT = 4  # words of the dictionary with a cluster that is not legal Thai


@pytest.fixture(autouse=True)
def _fonts() -> None:
    register_fonts(paths.fonts())


def test_reportlab_is_the_version_whose_insides_are_known() -> None:
    assert reportlab.__version__ == "5.1.0"


class Drawn:
    """Where the simple glyphs of a text stand, by our font and by HarfBuzz on the font it was made of."""

    def __init__(self, name: str) -> None:
        weight = WEIGHTS[name]
        self._ours = TTFont(paths.fonts() / f"CDDSarabun-{weight}.ttf")
        source_path = paths.fonts() / f"Sarabun-{weight}.ttf"
        self._source = TTFont(source_path)
        self._shaper = Shaper(source_path, self._source)
        self._cmap = self._ours.getBestCmap()
        self._encode = font(name).encode

    def _simple(self, face: TTFont, name: str, x: int, y: int) -> list[tuple[int, int, int]]:
        glyph = face["glyf"][name]
        if not glyph.isComposite():
            return [(face.getGlyphID(name), x, y)] if glyph.numberOfContours else []
        parts = []
        for part in glyph.components:
            parts += self._simple(face, part.glyphName, x + part.x, y + part.y)
        return parts

    def ours(self, text: str) -> tuple[list[tuple[int, int, int]], int]:
        pen, parts = 0, []
        for char in self._encode(text):
            name = self._cmap[ord(char)]
            parts += self._simple(self._ours, name, pen, 0)
            pen += self._ours["hmtx"][name][0]
        return sorted(parts), pen

    def harfbuzz(self, text: str) -> tuple[list[tuple[int, int, int]], int]:
        placed, advance = self._shaper.place(text)
        parts = []
        for name, x, y in placed:
            parts += self._simple(self._source, name, x, y)
        return sorted(parts), advance


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_words_are_drawn_where_harfbuzz_draws_them(name: str) -> None:
    drawn = Drawn(name)
    wrong = [word for word in dictionary() if drawn.ours(word) != drawn.harfbuzz(word)]
    assert len(wrong) <= MISSPELT, wrong


def test_all_words_are_read_back_as_typed(tmp_path: Path) -> None:
    words = dictionary()
    lines = [" ".join(words[start : start + 12]) for start in range(0, len(words), 12)]

    def drawing(page: Any) -> None:
        for number, line in enumerate(lines):
            page.setFont(BOLD if number % 2 else REGULAR, 4)
            page.drawString(20, 820 - 8 * (number % 100), line)
            if number % 100 == 99:
                page.showPage()

    path = draw(tmp_path / "words.pdf", drawing)
    for read in READERS:
        assert [line.strip() for line in read(path).split("\n") if line.strip()] == lines


def test_every_cluster_is_read_back_as_typed(tmp_path: Path) -> None:
    every = list(clusters())
    lines = ["".join(every[start : start + 81]) for start in range(0, len(every), 81)]

    def drawing(page: Any) -> None:
        for number, line in enumerate(lines):
            page.setFont(REGULAR, 6)
            page.drawString(20, 820 - 16 * number, line)

    path = draw(tmp_path / "clusters.pdf", drawing)
    for read in READERS:
        assert squeezed(read(path)) == squeezed("".join(lines))


def test_the_map_in_the_fonts_folder_is_the_builders() -> None:
    assert (paths.fonts() / "clusters.txt").read_text(encoding="utf-8").split("\n")[:-1] == list(clusters())
    assert Clusters(paths.fonts() / "clusters.txt").text_of(FIRST_CODE) == next(clusters())


@pytest.mark.parametrize(
    "text",
    [
        "ที่ทำการ ป้ำปู่ย่า ศักดิ์สิทธิ์ พันธุ์ ฤๅษี ๑๒๓",
        string.printable.strip(),
        "☐ ☑ ☒ ✓ ✗ ○ ● – ฿ ≥ ≤ ← “อ้าง” …",
        "โทร 😀 漢字 é",
        "กิ์่้ แ็๋่ (misspelt)",
    ],
)
def test_any_text_is_read_back_as_typed(tmp_path: Path, text: str) -> None:
    path = draw(tmp_path / "t.pdf", lambda page: page.drawString(20, 700, text))
    assert squeezed(by_pdfium(path)) == squeezed(text)


def test_marks_in_another_order_come_out_in_one(tmp_path: Path) -> None:
    typed = "น\u0e4d\u0e49\u0e32 ท\u0e48\u0e35"
    path = draw(tmp_path / "t.pdf", lambda page: page.drawString(20, 700, typed))
    for read in READERS:
        assert read(path).split() == ["น้ำ", "ที่"]


def test_private_codes_and_broken_text_do_no_harm(tmp_path: Path) -> None:
    text = "ก\ue000\ud800\x00\u200b\u2060ข"
    path = draw(tmp_path / "t.pdf", lambda page: page.drawString(20, 700, text))
    assert squeezed(by_pdfium(path)) == "ก\ufffd\ufffdข"


def test_a_width_is_that_of_the_clusters() -> None:
    face = font(REGULAR)
    assert face.stringWidth("ป้ำ", 10) > face.stringWidth("ปำ", 10) - 1e-9
    assert face.stringWidth("กี่", 10) == face.stringWidth("ก", 10)
    assert face.stringWidth("กี่".encode(), 10) == face.stringWidth("ก\u0e48\u0e35", 10)


def test_plain_tables_and_charts_just_work_and_no_other_font_goes_in(tmp_path: Path) -> None:
    def drawing(page: Any) -> None:
        table = Table([["ที่", "น้ำใจ"], ["๑", "ป้ำปู่"]], style=[("FONT", (0, 0), (-1, -1), BOLD, 12)])
        table.wrapOn(page, 300, 300)
        table.drawOn(page, 50, 500)
        chart = Drawing(200, 100, initialFontName=REGULAR)  # else its state starts in Helvetica
        chart.add(String(10, 10, "แผนภูมิที่ ๑", fontName=REGULAR, fontSize=12))
        chart.drawOn(page, 50, 300)

    path = draw(tmp_path / "t.pdf", drawing)
    assert squeezed(by_pdfium(path)) == "ที่น้ำใจ๑ป้ำปู่แผนภูมิที่๑"
    assert {name.partition("+")[2] for name in font_names(path)} == {"CDDSarabun-Regular", "CDDSarabun-Bold"}
    assert b"Helvetica" not in path.read_bytes()


def test_equal_text_gives_equal_bytes(tmp_path: Path) -> None:
    one, two = (draw(tmp_path / f"{name}.pdf", lambda page: page.drawString(9, 9, "เท่ากัน")) for name in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_an_official_size_is_two_thirds_of_it() -> None:
    assert size_of(16) == pytest.approx(10.667, abs=0.001)


def test_missing_fonts_are_told_in_thai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportlab.pdfbase.pdfmetrics._fonts", {})
    with pytest.raises(UserError, match="แบบอักษร"):
        register_fonts(tmp_path)
