"""Words on a page of a PDF: found, selected and copied as they were written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.pdf.sheet import write_sheet
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.pdf_pages import PdfPages
from cdd_desktop.ui.pdf_text import PageText, Place
from cdd_desktop.ui.preview import PreviewPage
from tests.ui.kit import press

LINES = [
    "เรื่องที่น้ำท่วมทุ่งกว้าง",
    "จำนวนผู้รู้ ๑๒ คน ณ ที่ตั้งเดิม พ.ศ. ๒๕๖๗",
    "กำลังซื้อป้ายใหม่ให้ทันใช้ก่อนสิ้นปี",
]


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    out = tmp_path_factory.mktemp("pdf") / "thai.pdf"
    write_sheet(LINES, out)
    return out.read_bytes()


@pytest.fixture
def text(document: bytes) -> Iterator[PageText]:
    pages = PdfPages(document)
    yield pages.text(0)
    pages.close()


@pytest.fixture
def shown(qtbot: QtBot, document: bytes) -> Iterator[PreviewPage]:
    page = PreviewPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.show_paper(Paper("ทดสอบ", "ทดสอบ.pdf", lambda _out: None), document)
    yield page
    page.clear()


def test_the_words_come_out_as_they_were_written(text: PageText) -> None:
    whole = text.text(0, len(text))
    for line in LINES:
        assert line in whole


def test_places_are_never_inside_a_cluster(text: PageText) -> None:
    line = text.letters.index("น้ำ")
    assert text.step(line, 1) == line + len("น้ำ")
    assert text.step(line + len("น้ำ"), -1) == line
    assert text.step(0, -1) == 0
    assert text.step(len(text), 1) == len(text)


def test_a_text_is_found_with_either_digits_and_whatever_the_spaces(text: PageText) -> None:
    assert text.find("2567") == text.find("๒๕๖๗") != []
    (spaced,) = text.find("12คน")
    assert text.text(*spaced) == "๑๒ คน"
    assert text.text(*text.find("น")[0]) == "น้ำ"  # what is found in a cluster is the whole of it
    assert text.find("ไม่มีคำนี้") == []
    assert text.find("  ") == []


def test_the_nearest_place_is_on_the_line_pointed_at(text: PageText) -> None:
    at = text.letters.index("กำลังซื้อ")
    box = text.boxes[at]
    assert text.nearest(QPointF(0, box.center().y())) == at
    assert text.nearest(QPointF(box.right() - 0.1, box.center().y())) == at + len("กำ")


def test_a_double_click_takes_a_thai_word(text: PageText) -> None:
    at = text.letters.index("น้ำท่วม")
    assert text.text(*text.word(at)) == "น้ำท่วม"


def test_the_mouse_selects_and_ctrl_c_copies(qtbot: QtBot, shown: PreviewPage) -> None:
    view, said = shown.view, []
    shown.said.connect(said.append)
    pages = shown.pages
    assert pages is not None
    words = pages.text(0)
    start = words.letters.index("กำลังซื้อ")
    spots = [words.boxes[start], words.boxes[start + len("กำลังซื้อป้ายใหม่") - 1]]
    page, factor = view.rects()[0], view.factor
    ends = [
        QPoint(round(page.left() + x * factor), round(page.top() + box.center().y() * factor))
        for x, box in ((spots[0].left() + 0.5, spots[0]), (spots[1].right() - 0.2, spots[1]))
    ]
    qtbot.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=ends[0])
    qtbot.mouseMove(view.viewport(), ends[1])
    qtbot.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=ends[1])
    assert view.selected_text() == "กำลังซื้อป้ายใหม่"
    shown.grab()  # draws what is selected
    press(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "กำลังซื้อป้ายใหม่"
    assert said


def test_shift_and_the_arrows_take_one_cluster_more(shown: PreviewPage) -> None:
    view = shown.view
    assert shown.pages is not None
    at = shown.pages.text(0).letters.index("ที่น้ำ")
    view.select(Place(0, at), Place(0, at + len("ที่")))
    press(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert view.selected_text() == "ที่น้ำ"
    press(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert all(line in view.selected_text() for line in LINES)


def test_ctrl_f_finds_and_escape_goes_back_to_the_pages(shown: PreviewPage) -> None:
    press(shown.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    finder = shown.finder
    assert finder.isVisible()
    finder.field.setText("ที่")
    found = finder.count.text()
    assert found.startswith("1 จาก ")
    assert shown.view.selected_text() == "ที่"
    press(finder.field, Qt.Key.Key_Return)
    assert finder.count.text().startswith("2 จาก ")
    press(finder.field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert finder.count.text() == found
    finder.field.setText("ไม่มีคำนี้")
    assert finder.count.text() == "ไม่พบ"
    press(finder.field, Qt.Key.Key_Escape)
    assert finder.isHidden()
