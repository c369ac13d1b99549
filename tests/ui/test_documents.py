"""Documents as a person makes them: letters with own wording, numbers, papers of the round, text for a chat."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PySide6 import QtPrintSupport
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.office_letters import is_own, letterhead, templates
from cdd_desktop.reports.template import Enclosure
from cdd_desktop.store.documents import documents
from cdd_desktop.ui.documents_page import DocumentsPage
from cdd_desktop.ui.letter_page import LetterPage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.papers import make
from cdd_desktop.ui.preview import PreviewPage
from cdd_desktop.ui.round_papers import round_paper
from tests.ui.office import open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    shown = show_window(qtbot, open_session(tmp_path), tmp_path)
    yield shown
    shown.close()


def documents_page(window: MainWindow) -> DocumentsPage:
    window.go("documents")
    page = window.shown_page()
    assert isinstance(page, DocumentsPage)
    return page


def letter_page(window: MainWindow, form: str = "memo") -> LetterPage:
    made = documents_page(window).findChild(QPushButton, f"open_{form}")
    assert isinstance(made, QPushButton)
    made.click()
    page = window.shown_page()
    assert isinstance(page, LetterPage)
    return page


def test_a_memo_is_worded_and_previewed(qtbot: QtBot, window: MainWindow) -> None:
    page = letter_page(window)
    page.fields.subject.setText("ขอรายงานผล {รอบ} ของอำเภอ")
    page.preview.click()
    qtbot.waitUntil(lambda: isinstance(window.shown_page(), PreviewPage), timeout=20000)
    assert is_own(window.session.store, "memo-report")
    window.back()
    assert window.shown_page() is page
    assert page.fields.subject.text() == "ขอรายงานผล {รอบ} ของอำเภอ"
    page.bundled.click()
    assert page.fields.subject.text() != "ขอรายงานผล {รอบ} ของอำเภอ"


def test_a_place_nobody_knows_is_said_and_the_text_stays(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    page.fields.subject.setText("{เรื่องนี้}")
    page.preview.click()
    assert "เรื่องนี้" in window.notice.text.text()
    assert page.fields.subject.text() == "{เรื่องนี้}"
    page.fields.subject.setText("รายงาน")


def test_every_part_of_a_letter_is_worded_and_kept_for_every_round(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    shown = page.fields
    shown.salutation.setText("กราบเรียน")
    shown.references.setPlainText("{หนังสือสั่งการ}\nหนังสือที่สอง")
    shown.enclosures.setPlainText("บัญชี จำนวน 2 ฉบับ\nภาพถ่าย")
    shown.closing.setText("ขอแสดงความนับถืออย่างยิ่ง")
    shown.speed.setCurrentIndex(1)
    shown.table.setCurrentIndex(shown.table.findData("inside"))
    page.letterhead.texts["signer_position"].setPlainText("พัฒนาการจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัด")
    page.letterhead.texts["motto"].setPlainText("ข้อความท้าย")
    window.go("home")
    kept = next(item for item in templates(window.session.store) if item.id == "letter-report")
    assert kept.references == ("{หนังสือสั่งการ}", "หนังสือที่สอง")
    assert kept.enclosures == (Enclosure("บัญชี", "จำนวน 2 ฉบับ"), Enclosure("ภาพถ่าย"))
    assert (kept.salutation, kept.closing) == ("กราบเรียน", "ขอแสดงความนับถืออย่างยิ่ง")
    assert (kept.speed, kept.table) == ("ด่วน", "inside")
    head = letterhead(window.session.store)
    assert head.signer_position == "พัฒนาการจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัด"
    assert head.motto == ("ข้อความท้าย",)
    assert page.paper().name.endswith(".pdf")


def test_escape_leaves_the_letter_and_keeps_what_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    page = letter_page(window)
    text = page.fields.paragraphs
    text.setFocus()
    text.setPlainText("ย่อหน้าที่กำลังพิมพ์")
    qtbot.keyClick(text, Qt.Key.Key_Escape)
    assert window.place == "documents"
    assert "ย่อหน้าที่กำลังพิมพ์" in letter_page(window).fields.paragraphs.toPlainText()


def test_a_workbook_is_read_back_from_the_documents(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def ask() -> str:
        asked.append("a workbook")
        return ""

    monkeypatch.setattr(window.readback, "ask_file", ask)
    documents_page(window).read_back.click()
    assert asked == ["a workbook"]


def test_undo_shows_the_wording_as_it_was(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    before = page.fields.subject.text()
    page.fields.subject.setText("เรื่องใหม่")
    page.fields.subject.commit()
    assert is_own(window.session.store, "letter-report")
    window.act.undo()
    assert page.fields.subject.text() == before


def test_the_office_adds_a_template_of_its_own_and_takes_it_away(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    assert not page.fields.title.isVisible()
    page.another.click()
    assert page.fields.title.isVisible()
    page.fields.title.setText("หนังสือถึงกำนัน")
    page.fields.title.commit()
    page.fields.to.setText("กำนันทุกตำบล")
    window.go("home")
    added = templates(window.session.store)[-1]
    assert (added.title, added.to, added.form) == ("หนังสือถึงกำนัน", "กำนันทุกตำบล", "letter")
    page = letter_page(window, "letter")
    page.choice.setCurrentIndex(page.choice.findData(added.id))
    assert page.fields.to.text() == "กำนันทุกตำบล"
    page.bundled.click()
    assert page.choice.findData(added.id) < 0
    assert added not in templates(window.session.store)
    window.act.undo()
    assert added in templates(window.session.store)


def test_a_memo_has_no_closing_words(window: MainWindow) -> None:
    page = letter_page(window)
    assert not page.fields.closing.isVisible()


def test_a_number_is_registered_from_its_letter_and_found(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    register = page.findChild(QPushButton, "register")
    assert isinstance(register, QPushButton)
    register.click()
    assert page.number.number.text() == "1"
    found = documents(window.session.store)
    assert [(item.number, "{" in item.subject) for item in found] == [(1, False)]
    register.click()
    assert "ใช้กับเรื่อง" in window.notice.text.text()
    card = documents_page(window).register
    card.search.setText("ไม่มีคำนี้")
    assert "ไม่พบ" in card.empty.text()
    card.search.clear()
    assert card.empty.text() == ""


def register(page: LetterPage, number: str) -> None:
    page.number.number.setText(number)
    made = page.findChild(QPushButton, "register")
    assert isinstance(made, QPushButton)
    made.click()


def test_a_registered_number_stands_on_its_own_letter_of_its_own_round_only(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    here = window.session.round.id
    register(page, "125")
    line = page.number.number

    window.session.open_round("3" if here != "3" else "2")
    assert (line.text(), line.placeholderText()) == ("", "126")
    page.number.day.setText("1 มี.ค. 2567")
    window.session.open_round(here)
    assert line.text() == "125"
    assert page.number.day.text() != "1 มี.ค. 2567"

    registered = page.choice.currentData()
    page.choice.setCurrentIndex(0 if page.choice.currentIndex() else 1)
    assert line.text() == ""
    page.choice.setCurrentIndex(page.choice.findData(registered))
    assert line.text() == "125"


def test_a_number_that_is_another_letters_is_printed_only_when_told_so(window: MainWindow) -> None:
    page = letter_page(window, "letter")
    wanted: list[str] = []
    page.wanted.disconnect()
    page.wanted.connect(lambda what, _paper: wanted.append(what))
    register(page, "125")
    page.want("pdf")
    assert wanted == ["pdf"]

    window.session.open_round("3" if window.session.round.id != "3" else "2")
    page.number.number.setText("๑๒๕")
    window.actions_by_id["print"].trigger()
    assert wanted == ["pdf"]
    assert "เลขที่ 125" in page.number.confirm.text.text()
    page.number.confirm.go.click()
    assert wanted == ["pdf", "print"]

    page.want("print")
    page.number.number.setText("126")
    assert page.number.confirm.isHidden()
    page.want("preview")
    assert wanted == ["pdf", "print", "preview"]


def test_a_number_is_reserved_by_hand_filled_in_and_cancelled(window: MainWindow) -> None:
    card = documents_page(window).register
    store = window.session.store
    card.number.setText("๑๒")
    card.add.click()
    assert [(item.number, item.state) for item in documents(store)] == [(12, "จองไว้")]
    row = card._rows[0]
    row.fill.click()
    assert card.number.text() == "12"
    card.subject.setText("=1+1 รายงาน")
    card.to.setText("นายอำเภอ")
    card.add.click()
    assert [(item.number, item.subject) for item in documents(store)] == [(12, "=1+1 รายงาน")]
    assert card.number.placeholderText() == "13"
    row.give_up.click()
    row.cancel()
    assert "เหตุผล" in window.notice.text.text()
    row.reason.setText("พิมพ์ผิด")
    row.cancel()
    assert row.asking.isHidden()
    assert "ยกเลิก: พิมพ์ผิด" in row.note.text()
    card.copy.click()
    assert QApplication.clipboard().text().splitlines() == [
        "เลขที่\tลงวันที่\tเรื่อง\tเรียน\tสถานะ",
        "12\t17 ก.พ. 2567\t'=1+1 รายงาน\tนายอำเภอ\tยกเลิก: พิมพ์ผิด",
    ]


def test_the_register_is_told_a_year_and_a_wrong_day(window: MainWindow) -> None:
    card = documents_page(window).register
    card.day.setText("3 มกราคม 2566")
    card.subject.setText("เรื่องเดิม")
    card.add.click()
    card.subject.setText("เรื่องใหม่")
    card.add.click()
    assert [item.number for item in documents(window.session.store)] == [1, 1]
    card.year.setCurrentIndex(card.year.findData(2566))
    card.year.activated.emit(card.year.currentIndex())
    assert [row.subject.text() for row in card._rows if row.isVisible()] == ["เรื่องเดิม"]
    card.day.setText("เมื่อวานซืน")
    card.add.click()
    assert "วันที่ของหนังสืออ่านไม่ได้" in window.notice.text.text()


def test_the_round_is_copied_as_text_for_a_chat(window: MainWindow) -> None:
    documents_page(window).chat.click()
    words = QApplication.clipboard().text()
    assert "1. " in words
    assert "รวม" in words
    QApplication.clipboard().clear()
    window.go("home")
    home = window.shown_page()
    assert home is not None
    next(one for one in home.findChildren(QPushButton) if one.text() == "ข้อความแชต").click()
    assert QApplication.clipboard().text() == words


@pytest.mark.parametrize("which", ["evidence", "certificate", "blank:khok_nong_na", "evidence:khok_nong_na"])
def test_papers_of_the_round_are_made(window: MainWindow, which: str) -> None:
    paper = round_paper(window.session, which)
    assert make(paper).startswith(b"%PDF")
    assert paper.name.endswith(".pdf")


def test_the_archive_carries_workbook_and_data(window: MainWindow) -> None:
    data = make(round_paper(window.session, "archive"))
    assert b"EmbeddedFile" in data
    with pikepdf.open(BytesIO(data)) as opened, opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert titles[0].startswith("หน้ารับรองผล")
    assert titles[-1] == "สมุดหลักฐาน"


def test_a_paper_goes_through_the_dialog_to_the_printer(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "printed.pdf"

    class Dialog:
        """The system's dialog, in which a person chose to print to a file."""

        def __init__(self, printer: QPrinter, _parent: object) -> None:
            self._printer = printer

        def setWindowTitle(self, _words: str) -> None:
            pass

        def setMinMax(self, _first: int, _last: int) -> None:
            pass

        def exec(self) -> int:
            self._printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            self._printer.setOutputFileName(str(out))
            self._printer.setResolution(96)
            return 1

    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Dialog)
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: ["a printer"])
    with qtbot.waitSignal(window.desk.printed, timeout=20000) as printed:
        window.act.paper("print", "certificate")
    assert printed.args == ["หน้ารับรองผล"]
    assert out.read_bytes().startswith(b"%PDF")
