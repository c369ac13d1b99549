"""Blocks on pages: nothing over the edge, nothing lost, headings with what they head."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Flowable

from cdd_desktop import paths
from cdd_desktop.reports.pdf.blocks import heading
from cdd_desktop.reports.pdf.fonts import font, register_fonts
from cdd_desktop.reports.pdf.grid import Cell, Grid, Row
from cdd_desktop.reports.pdf.pages import Page, Paper, paginate, shortened
from cdd_desktop.reports.pdf.text import BODY, SMALL, Text
from tests.reports.pdf.reading import squeezed

PAPER = Paper()
WORD = "กลุ่มออมทรัพย์ "


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    register_fonts(paths.fonts())


def said(block: Flowable) -> str:
    if isinstance(block, Text):
        text_of = font("CDDSarabun").clusters.text_of
        lines = block.lines(10_000.0)
        return "".join(text_of(ord(char)) for line in lines for piece in line.pieces for char in piece.text)
    assert isinstance(block, Grid)
    return "".join(said(cell.text) for row in block.rows for cell in row.cells)


def by_page(pages: list[Page]) -> list[str]:
    return [squeezed("".join(said(placed.block) for placed in page)) for page in pages]


PARAGRAPH = st.integers(1, 900).map(lambda count: Text(WORD * count))
HEADING = st.just(0).map(lambda _: heading("หัวข้อ"))
ROW = st.tuples(st.integers(1, 120), st.booleans()).map(
    lambda made: Row((Cell(Text("ที่", SMALL)), Cell(Text(WORD * made[0], SMALL))), with_next=made[1])
)
TABLE = st.lists(ROW, min_size=1, max_size=25).map(lambda rows: Grid((40.0, 200.0), rows))


@given(st.lists(st.one_of(PARAGRAPH, HEADING, TABLE), min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_no_block_hangs_over_the_page_and_no_word_is_lost(blocks: list[Flowable]) -> None:
    register_fonts(paths.fonts())
    before = squeezed("".join(said(block) for block in blocks))
    pages = paginate(blocks, PAPER)
    assert "".join(by_page(pages)) == before
    for page in pages:
        assert page
        for placed in page:
            assert placed.top + placed.height <= PAPER.height + 0.01


@pytest.mark.parametrize("lines", range(30, 42))
def test_a_heading_stands_on_the_page_of_what_it_heads(lines: int) -> None:
    pages = by_page(paginate([Text("ก\n" * lines, BODY), heading("หัวข้อ"), Text("เนื้อหา\n" * 5, BODY)], PAPER))
    page = next(text for text in pages if "หัวข้อ" in text)
    assert "หัวข้อเนื้อหาเนื้อหา" in page


def test_rows_that_belong_together_go_to_the_next_page_together() -> None:
    rows = [Row((Cell(Text(f"{number}", SMALL)),), with_next=number % 7 != 6) for number in range(200)]
    for page in paginate([Grid((100.0,), rows)], PAPER):
        (block,) = (placed.block for placed in page)
        assert isinstance(block, Grid)
        assert said(Text(said(block.rows[0].cells[0].text))) in {str(number) for number in range(0, 200, 7)}


def test_the_head_of_a_table_stands_on_every_page() -> None:
    rows = [Row((Cell(Text(f"แถว {number}", SMALL)),)) for number in range(120)]
    pages = by_page(paginate([Grid((100.0,), [Row((Cell(Text("หัวตาราง", SMALL)),)), *rows], head=1)], PAPER))
    assert len(pages) > 2
    assert all(text.startswith("หัวตาราง") for text in pages)


def test_a_foot_too_long_for_its_line_ends_in_an_ellipsis() -> None:
    register_fonts(paths.fonts())
    assert shortened("สั้น", 100.0, 8.0) == "สั้น"
    cut = shortened("สำนักงานพัฒนาชุมชนอำเภอ" * 9, 100.0, 8.0)
    assert cut.endswith("…")
    assert font("CDDSarabun").stringWidth(cut, 8.0) <= 100.0
