"""The Thai scenarios, through the real window on a real data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from pytest_bdd import given, parsers, scenarios, then, when
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.fields import FactField
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.mission_page import MissionPage
from cdd_desktop.ui.theme import apply_theme, load_fonts
from tests.ui.kit import press, type_text
from tests.ui.office import DISTRICT, open_session, show_window

scenarios("mission.feature")


class Desk:
    """A clerk at the program: opens, closes and opens it again on one folder."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self._qtbot = qtbot
        self._folder = folder
        self.window: MainWindow | None = None
        self.paper = folder / "เอกสาร.pdf"

    def open(self, *, first: bool = False) -> None:
        session = open_session(self._folder / "data", office=None if first else DISTRICT)
        self.window = show_window(self._qtbot, session, self._folder / "data")
        self.window.desk.ask_path = lambda _paper: self.paper

    def close(self) -> None:
        if self.window is not None:
            assert self.window.close()
            self.window = None

    @property
    def shown(self) -> MainWindow:
        assert self.window is not None
        return self.window

    @property
    def page(self) -> MissionPage:
        page = self.shown.mission_page()
        assert page is not None
        return page

    def field(self, name: str) -> FactField:
        return self.page.fields[name]


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    from PySide6.QtWidgets import QApplication

    load_fonts()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, "light")
    made = Desk(qtbot, tmp_path)
    yield made
    made.close()


@given("เปิดโปรแกรมครั้งแรก")
def first_start(desk: Desk) -> None:
    desk.open(first=True)


@given("เปิดโปรแกรมของสำนักงานที่ตั้งไว้แล้ว")
def opened(desk: Desk) -> None:
    desk.open()


@when(parsers.parse('เลือกจังหวัด "{province}" อำเภอ "{district}"'))
def choose_area(desk: Desk, province: str, district: str) -> None:
    page = desk.shown.shown_page()
    assert isinstance(page, FirstStartPage)
    for picker, name in ((page.form.province, province), (page.form.district, district)):
        type_text(picker, name)
        press(picker, Qt.Key.Key_Return)


@when("กดเริ่มใช้งาน")
def start(desk: Desk) -> None:
    page = desk.shown.shown_page()
    assert isinstance(page, FirstStartPage)
    page.start.click()


@when(parsers.parse('เปิดภารกิจ "{number}"'))
def open_mission(desk: Desk, number: str) -> None:
    desk.shown.actions_by_id[f"mission{number}"].trigger()


@when(parsers.parse('ตอบว่า "{answer}" ในช่อง "{name}"'))
def answer(desk: Desk, answer: str, name: str) -> None:
    press(desk.field(name).editor.inputs()[0], Qt.Key.Key_Left if answer == "มี" else Qt.Key.Key_Right)


@when(parsers.parse('กรอก "{text}" ในช่อง "{name}"'))
def fill(desk: Desk, text: str, name: str) -> None:
    line = desk.field(name).editor.inputs()[0]
    line.setFocus()
    line.selectAll()  # type: ignore[attr-defined]
    type_text(line, text)
    press(line, Qt.Key.Key_Return)


@when("บันทึกเป็น PDF")
def save_pdf(desk: Desk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.shown.desk.saved, timeout=15000):
        desk.shown.actions_by_id["pdf"].trigger()


@when("ปิดโปรแกรมแล้วเปิดใหม่")
def reopen(desk: Desk) -> None:
    desk.close()
    desk.open()


@when("กดเลิกทำ")
def undo(desk: Desk) -> None:
    desk.shown.actions_by_id["undo"].trigger()


@when(parsers.parse('เปลี่ยนเป็นรอบ "{round_id}"'))
def change_round(desk: Desk, round_id: str) -> None:
    desk.shown.header.round_chosen.emit(round_id, desk.shown.session.pack.id)


@when(parsers.parse('ใช้ค่ารอบก่อนในช่อง "{name}"'))
def use_previous(desk: Desk, name: str) -> None:
    press(desk.field(name).editor.inputs()[0], Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)


@then(parsers.parse('เห็นหน้าหลักของ "{office}"'))
def sees_home(desk: Desk, office: str) -> None:
    assert isinstance(desk.shown.shown_page(), HomePage)
    assert desk.shown.header.office.text() == office


@then(parsers.parse('ผลคือ "{grade}"'))
def result_is(desk: Desk, grade: str) -> None:
    assert desk.page.panel.grade.word.text() == grade


@then(parsers.parse('ขั้นต่อไปบอกว่า "{words}"'))
def next_step(desk: Desk, words: str) -> None:
    assert words in " ".join(row.text() for row in desk.page.panel._steps if not row.isHidden())


@then(parsers.parse('ในเอกสารมีคำว่า "{words}"'))
def paper_says(desk: Desk, words: str) -> None:
    document = pypdfium2.PdfDocument(desk.paper.read_bytes())
    text = "".join(document[at].get_textpage().get_text_range() for at in range(len(document)))
    document.close()
    assert words in text


@then(parsers.parse('ช่อง "{name}" บอกว่า "{words}"'))
def field_says(desk: Desk, name: str, words: str) -> None:
    assert words in desk.field(name).problem_text()


@then(parsers.re('ช่อง "(?P<name>[^"]+)" ยังมีข้อความ "(?P<text>[^"]*)"'))
def field_holds(desk: Desk, name: str, text: str) -> None:
    assert desk.field(name).editor.value_text() == text


@then(parsers.parse('ข้างช่อง "{name}" เขียนว่า "{words}"'))
def beside_field(desk: Desk, name: str, words: str) -> None:
    assert desk.field(name).previous.text() == words
