"""The office's history in the window."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.store import rounds
from cdd_desktop.store.keys import EVIDENCE
from cdd_desktop.ui.history_page import PAGE, HistoryPage
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

CLERK = DISTRICT.officers[0]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(CLERK)
    session.commit(FIRST, "learners_total", 104)
    session.commit(FIRST, "learners_total", 110)
    session.flush()
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.close()


def history(qtbot: QtBot, window: MainWindow) -> HistoryPage:
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    page = window.shown_page()
    assert isinstance(page, HistoryPage)
    return page


def words(page: HistoryPage) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in page.findChildren(ThaiLabel) if label.isVisible())


def test_it_says_who_altered_what_from_what_to_what(qtbot: QtBot, window: MainWindow) -> None:
    text = words(history(qtbot, window))
    assert ": 104 คน → 110 คน" in text
    assert ": ว่าง → 104 คน" in text
    assert f"17 ก.พ. 2567 12.00 น. · {CLERK}" in text


def test_it_is_narrowed_to_a_mission_and_a_person(qtbot: QtBot, window: MainWindow) -> None:
    window.session.set_person(DISTRICT.head)
    window.session.commit("bmn_survey", "households_target", 12480)
    page = history(qtbot, window)
    page.filters.mission.setCurrentIndex(page.filters.mission.findData("bmn_survey"))
    page.filters.mission.activated.emit(0)
    assert "12,480" in words(page)
    assert "104" not in words(page)
    page.filters.person.setCurrentIndex(page.filters.person.findText(CLERK))
    page.filters.person.activated.emit(0)
    assert "ไม่มีรายการตามที่เลือก" in words(page)
    page.filters.show_mission(FIRST)
    assert ": 104 คน → 110 คน" in words(page)
    assert "ไม่มีรายการตามที่เลือก" not in words(page)


def test_the_reason_of_an_unlock_is_told(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    key = session.key(FIRST)
    session.set_person(DISTRICT.head)
    rounds.submit(session.store, key, session.pack, pdf=lambda _made: b"%PDF", allow_incomplete=True)
    rounds.unlock(session.store, key, "นับซ้ำ")
    session.reload([FIRST])
    assert "เหตุผล: นับซ้ำ" in words(history(qtbot, window))


def test_what_was_removed_is_brought_back(qtbot: QtBot, window: MainWindow) -> None:
    store = window.session.store
    record = store.put(EVIDENCE, None, {"caption": "ภาพหมู่"}, action="แนบภาพ", key=window.session.key(FIRST).parts)
    store.remove(EVIDENCE, record, action="ลบภาพ")
    page = history(qtbot, window)
    back = page.findChild(QPushButton, f"restore_{record}")
    assert back is not None
    back.click()
    assert store.records(EVIDENCE) == {record: {"caption": "ภาพหมู่"}}
    assert window.notice.text.text() == "กู้คืนแล้ว: ลบภาพ"


def test_the_step_before_a_restart_is_undone_by_name_and_a_submission_is_passed_over(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    session = window.session
    other = session.key("bmn_survey")
    values = {session.key(FIRST): {"learners_total": 120}, other: {"households_target": 9}}
    session.store.set_entries(values, action="วางข้อมูล 12 แถว")
    session.store.set_facts(session.key(FIRST), {"learners_total": 130}, action="แก้")
    rounds.submit(session.store, session.key(FIRST), session.pack, pdf=lambda _made: b"%PDF", allow_incomplete=True)
    window.close()
    session.store.close()

    again = open_session(tmp_path)
    again.know_people()
    again.set_person(CLERK)
    shown = show_window(qtbot, again, tmp_path)
    shown.act.undo()
    assert shown.notice.text.text() == "ข้าม: แก้ – ภารกิจ 1 ไม่มีอะไรเปลี่ยน เพราะ ภารกิจ 1 (ส่งแล้ว)"
    shown.act.undo()
    assert shown.notice.text.text() == "เลิกทำแล้ว: วางข้อมูล 12 แถว – 2 ภารกิจ ยกเว้น ภารกิจ 1 (ส่งแล้ว)"
    assert again.store.facts(again.key(FIRST)) == {"learners_total": 130}
    assert again.store.facts(other) == {}
    shown.go("history")
    page = shown.shown_page()
    assert isinstance(page, HistoryPage)
    assert "เลิกทำ: วางข้อมูล 12 แถว" in words(page)
    shown.close()


def test_the_history_of_a_field_says_what_was_taken_back_and_why_it_was_unlocked(
    qtbot: QtBot, window: MainWindow
) -> None:
    session = window.session
    session.undo()
    session.set_person(DISTRICT.head)
    key = session.key(FIRST)
    rounds.submit(session.store, key, session.pack, pdf=lambda _made: b"%PDF", allow_incomplete=True)
    rounds.unlock(session.store, key, "นับซ้ำ")
    session.reload([FIRST])
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.focus_fact("learners_total")
    window.act.show_history()
    text = "\n".join(label.text() for label in window.sheet.findChildren(ThaiLabel))
    assert "เลิกทำ: " in text
    assert "110 คน  →  104 คน" in text
    assert "เหตุผล: นับซ้ำ" in text
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    shown = window.shown_page()
    assert isinstance(shown, HistoryPage)
    assert shown.filters.mission.currentData() == FIRST
    assert window.sheet.isHidden(), "the sheet was about the page before"


def test_the_sheet_of_a_field_opens_its_older_changes_when_they_are_asked_for(window: MainWindow) -> None:
    for value in range(50):
        window.session.commit(FIRST, "learners_total", value + 200)
    window.session.flush()
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    page.focus_fact("learners_total")
    window.act.show_history()

    def shown() -> int:
        QApplication.processEvents()
        return sum("→" in label.text() for label in window.sheet.findChildren(ThaiLabel) if label.isVisible())

    assert shown() < 50
    next(one for one in window.sheet.findChildren(QPushButton) if "ที่เก่ากว่า" in one.text()).click()
    assert shown() == 52


def test_days_from_and_to_and_the_open_round_narrow_it(qtbot: QtBot, window: MainWindow) -> None:
    page = history(qtbot, window)
    days = page.filters.days
    days.setCurrentIndex(days.findText("กำหนดช่วงวัน…"))
    days.activated.emit(0)
    page.filters.start.take(date(2024, 2, 18))
    assert "ไม่มีรายการตามที่เลือก" in words(page)
    page.filters.start.take(date(2024, 2, 17))
    page.filters.end.take(date(2024, 2, 17))
    assert ": 104 คน → 110 คน" in words(page)
    assert page.filters.asked_text() == "ตั้งแต่ 17 ก.พ. 2567 · ถึง 17 ก.พ. 2567"
    page.filters.end.take(date(2024, 2, 1))
    assert "อยู่ก่อนวันแรก" in words(page)
    days.setCurrentIndex(days.findData(-1))
    days.activated.emit(0)
    assert ": 104 คน → 110 คน" in words(page)
    window.session.open_round("3")
    page.filters.show_mission("")
    days.setCurrentIndex(days.findData(-1))
    days.activated.emit(0)
    assert "ไม่มีรายการตามที่เลือก" in words(page)


@pytest.mark.parametrize("text", ["๑๐๔", "ผู้เรียนรู้ทั้งหมด", CLERK, "แก้"])
def test_a_search_finds_values_fields_people_and_actions(qtbot: QtBot, window: MainWindow, text: str) -> None:
    page = history(qtbot, window)
    page.filters.words.setText(text)
    page.show_history()
    assert ": ว่าง → 104 คน" in words(page)
    page.filters.words.setText("ไม่มีคำนี้แน่")
    page.show_history()
    assert "ไม่มีรายการตามที่เลือก" in words(page)


def test_what_is_asked_for_is_what_is_printed_and_saved(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = history(qtbot, window)
    page.filters.words.setText("110")
    made: list[Paper] = []
    monkeypatch.setattr(window.desk, "print_out", lambda build: made.append(build()))
    monkeypatch.setattr(window.desk, "save_as", lambda build: made.append(build()))
    window.actions_by_id["print"].trigger()
    page.paper_wanted.emit("excel")
    on_paper, sheet = made
    on_paper.write(tmp_path / on_paper.name)
    document = pypdfium2.PdfDocument(tmp_path / on_paper.name)
    text = "".join(one.get_textpage().get_text_range() for one in document)
    document.close()
    assert "๑๑๐" in text
    assert "ที่มีคำว่า" in text
    assert f"เพิ่ม{DISTRICT.head}" not in text
    sheet.write(tmp_path / sheet.name)
    lines = [row[3] for row in openpyxl.load_workbook(tmp_path / sheet.name).active.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert sum("→" in str(line) for line in lines) == 1


def test_older_items_come_a_page_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    for value in range(PAGE):
        window.session.commit(FIRST, "learners_total", value + 200)
    window.session.flush()
    page = history(qtbot, window)
    assert ": ว่าง → 104 คน" not in words(page)
    page.more.click()
    assert ": ว่าง → 104 คน" in words(page)
    assert page.more.isHidden()
