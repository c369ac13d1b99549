"""Paragraphs: where lines end, how they are justified, split and read back."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import SimpleDocTemplate, Table

from cdd_desktop import paths
from cdd_desktop.reports.pdf.fonts import BOLD, REGULAR, font, register_fonts
from cdd_desktop.reports.pdf.lines import Line, Run
from cdd_desktop.reports.pdf.text import BODY, BODY_JUSTIFIED, SMALL, Text, cell, spread, style
from cdd_desktop.thai.clean import canonical
from cdd_desktop.thai.words import breaks, unbroken, without_marks
from tests.reports.pdf.reading import READERS, by_pdfium, draw, font_names, page_count, squeezed

NAME = "นางสาวกาญจนาภรณ์ วงศ์สุวรรณศักดิ์ไพศาล"
PROSE = (
    "การส่งเสริมการจัดตั้งกลุ่มออมทรัพย์เพื่อการผลิตในหมู่บ้าน/ตำบล (ร้อยละ 76.92) ต่าง ๆ ของกรุงเทพฯ ฯลฯ "
    "เพื่อให้ครัวเรือนเป้าหมายมีรายได้เพิ่มขึ้นและพึ่งตนเองได้อย่างยั่งยืน "
)


@pytest.fixture(autouse=True)
def _fonts() -> None:
    register_fonts(paths.fonts())


def shown(line: Line) -> str:
    clusters = font(REGULAR).clusters
    return "".join(clusters.text_of(ord(char)) for piece in line.pieces for char in piece.text)


def lines_of(text: Text, width: float) -> list[str]:
    return [shown(line) for line in text.lines(width)]


@pytest.mark.parametrize("width", [80, 90, 140, 233, 400])
def test_lines_end_between_words_only(width: float) -> None:
    text = PROSE * 3
    allowed = {*breaks(text), *(match.end() for match in re.finditer(" ", text))}
    at = 0
    for line in lines_of(Text(text), width)[:-1]:
        at = text.index(line, at) + len(line)
        assert at in allowed or text[at] == " "
        assert text[at:].lstrip()[0] not in "ๆฯ)”ะาำ"


@pytest.mark.parametrize("width", range(250, 420, 10))
def test_a_marked_name_stands_on_one_line(width: int) -> None:
    lines = lines_of(Text(PROSE + unbroken(NAME) + " " + PROSE), float(width))
    assert any(NAME in line for line in lines)


def test_a_name_wider_than_its_column_breaks_between_its_parts() -> None:
    assert lines_of(Text(unbroken(NAME)), 160.0) == ["นางสาวกาญจนาภรณ์ ", "วงศ์สุวรรณศักดิ์ไพศาล"]


def test_a_word_wider_than_the_line_is_cut_between_clusters() -> None:
    lines = lines_of(Text("ก็ปั๊มน้ำเกี๊ยะ" * 5 + "abcdefghij" * 9), 50.0)
    assert "".join(lines) == "ก็ปั๊มน้ำเกี๊ยะ" * 5 + "abcdefghij" * 9
    for line in lines:
        assert not re.match("[\u0e30-\u0e3a\u0e45-\u0e4e]", line)


THAI = st.text(st.sampled_from("กขคงนมยรลวสหอเแโใไะาำิีึืุู็่้๊๋์ๆฯ ๑๒12ab().,\n/–"), max_size=200)


@given(THAI, st.floats(20, 500), st.booleans())
@settings(max_examples=150, deadline=None)
def test_no_text_is_lost_and_no_line_too_wide(text: str, width: float, justified: bool) -> None:
    lines = Text(text, BODY_JUSTIFIED if justified else BODY).lines(width)
    assert squeezed("".join(shown(line) for line in lines)) == squeezed(canonical(text))
    for line in lines:
        assert line.width <= width + 0.01 or line.glyphs == 1


def test_justified_lines_fill_the_width_or_stay_ragged() -> None:
    text = Text(PROSE * 6, BODY_JUSTIFIED)
    filled = 0
    for line in text.lines(430.0)[:-1]:
        words, letters = spread(line, 430.0 - line.width)
        assert words >= 0
        assert 0 <= letters <= 0.06 * BODY.size
        width = line.width + words * line.spaces + letters * (line.glyphs - 1)
        assert width == pytest.approx(430.0) or (words, letters) == (0.0, 0.0)
        filled += width == pytest.approx(430.0)
    assert filled >= 8


def test_justified_text_is_read_back_with_its_spaces(tmp_path: Path) -> None:
    block = Text(PROSE * 6, BODY_JUSTIFIED)

    def drawing(page: object) -> None:
        _, height = block.wrap(430, 800)
        block.drawOn(page, 60, 800 - height)

    path = draw(tmp_path / "t.pdf", drawing)
    expected = [line.strip() for line in lines_of(block, 430)]
    for read in READERS:
        assert [line.strip() for line in read(path).split("\n") if line.strip()] == expected


def test_bold_may_begin_inside_a_word_and_at_a_mark(tmp_path: Path) -> None:
    runs = [Run("ที่ส"), Run("ำคัญน", bold=True), Run("้ำใ"), Run("จดี", bold=True)]

    def drawing(page: object) -> None:
        block = Text(runs)
        _, height = block.wrap(400, 800)
        block.drawOn(page, 60, 800 - height)

    path = draw(tmp_path / "t.pdf", drawing)
    for read in READERS:
        assert squeezed(read(path)) == "ที่สำคัญน้ำใจดี"
    looks = [(piece.look.font, piece.text) for line in Text(runs).lines(400) for piece in line.pieces]
    encode = font(REGULAR).encode
    assert looks == [
        (REGULAR, encode("ที่สำ")),
        (BOLD, encode("คัญน้ำ")),
        (REGULAR, encode("ใ")),
        (BOLD, encode("จดี")),
    ]


def test_a_line_may_end_inside_bold_text() -> None:
    lines = Text([Run("ส่งเสริม"), Run("การจัดตั้งกลุ่มออมทรัพย์", bold=True)]).lines(64.0)
    assert [shown(line) for line in lines] == ["ส่งเสริมการ", "จัดตั้งกลุ่ม", "ออมทรัพย์"]


def test_new_lines_are_kept_and_empty_ones_too() -> None:
    assert lines_of(Text("หนึ่ง\n\nสอง  สาม\n"), 300.0) == ["หนึ่ง", "", "สอง  สาม"]


@pytest.mark.parametrize("height", [50, 75, 130, 260, 500])
def test_a_split_paragraph_loses_nothing_and_leaves_no_single_line(height: float) -> None:
    block = Text(PROSE * 5, replace(BODY_JUSTIFIED, first_indent=60))
    whole = lines_of(block, 400.0)
    parts = block.parts(400.0, height)
    assert [line for part in parts for line in lines_of(part, 400.0)] == whole
    assert all(len(part.lines(400.0)) >= 2 for part in parts)
    assert parts[0].wrap(400.0, 0)[1] <= height


def test_no_room_for_two_lines_splits_nothing() -> None:
    assert Text(PROSE).parts(300.0, BODY.leading * 1.5) == []


def test_the_last_line_above_a_split_is_justified_like_the_rest() -> None:
    block = Text(PROSE * 5, BODY_JUSTIFIED)
    top, below = block.parts(430.0, BODY.leading * 4)
    assert top._continues
    assert not below._continues


def test_a_centred_title_has_lines_of_about_equal_width() -> None:
    title = Text("แบบรายงานผลการดำเนินงานตามภารกิจของสำนักงานพัฒนาชุมชนอำเภอในรอบนี้", style(20, bold=True, align="center"))
    widths = [line.width for line in title.lines(title.natural_width() * 0.9)]
    assert len(widths) == 2
    assert min(widths) > 0.6 * max(widths)


def test_paragraphs_work_in_reportlabs_own_pages_and_tables(tmp_path: Path) -> None:
    path = tmp_path / "t.pdf"
    rows = [[cell("ที่"), cell(PROSE)], ["๑", cell(PROSE * 2, SMALL)]]
    table = Table(rows, colWidths=[40, 300], style=[("FONT", (0, 0), (-1, -1), REGULAR, 10)])
    document = SimpleDocTemplate(str(path), initialFontName=REGULAR, invariant=1)
    document.build([Text(PROSE * 20, BODY_JUSTIFIED), table, Text(unbroken(NAME))])
    assert page_count(path) == 2
    assert squeezed(by_pdfium(path)) == squeezed(PROSE * 20 + "ที่" + PROSE + "๑" + PROSE * 2 + NAME)
    assert all("CDDSarabun" in name for name in font_names(path))


def test_marks_above_and_below_are_not_cut_off_by_the_next_line(tmp_path: Path) -> None:
    """The block's box holds all ink of its first and last line: rendered with and without room it looks the same."""
    block = Text("ปั๊ปี๋ ฎู๋ ฐุ\nป้ำ ญู้ กู้", BODY)
    width, height = block.wrap(200, 800)

    def ink(margin: float, name: str) -> list[int]:
        from tests.reports.pdf.reading import canvas

        path = tmp_path / name
        page = canvas(path, (width, height + 2 * margin))
        block.drawOn(page, 0, margin)
        page.showPage()
        page.save()
        image = pypdfium2.PdfDocument(path)[0].render(scale=2, grayscale=True).to_pil()
        return [image.histogram()[level] for level in range(128)]

    assert sum(ink(0, "tight.pdf")) == pytest.approx(sum(ink(20, "wide.pdf")), rel=0.03)


def test_invisible_marks_do_not_reach_the_file(tmp_path: Path) -> None:
    text = unbroken("ชื่อ สกุล")

    def drawing(page: object) -> None:
        block = Text(text)
        block.wrap(300, 300)
        block.drawOn(page, 50, 500)

    path = draw(tmp_path / "t.pdf", drawing)
    assert pypdf.PdfReader(path).pages[0].extract_text().strip() == without_marks(text)
