"""Values copied into the reporting channel, one key each, and marked as reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.store.duties import reported
from cdd_desktop.ui.change import Change
from cdd_desktop.ui.channel_page import ChannelPage
from cdd_desktop.ui.main_window import MainWindow
from tests.ui.kit import press
from tests.ui.office import FIRST, open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    shown = show_window(qtbot, session, tmp_path)
    session.commit(FIRST, "activity_held", True)
    session.commit(FIRST, "learners_total", "1,104")
    session.flush()
    yield shown
    shown.close()


def channels(window: MainWindow) -> ChannelPage:
    window.go(FIRST)
    window.pages.open_channels()
    page = window.shown_page()
    assert isinstance(page, ChannelPage)
    return page


def marked(window: MainWindow) -> set[str]:
    return set(reported(window.session.store, window.session.key(FIRST)))


def test_enter_copies_a_value_marks_it_and_goes_on(window: MainWindow) -> None:
    page = channels(window)
    rows = page._rows
    press(rows[0].copy, Qt.Key.Key_Return)
    assert QApplication.clipboard().text() == "มี"
    assert marked(window) == {"activity_held"}
    assert window.focusWidget() is rows[1].copy
    press(rows[1].copy, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "1104"
    assert "รายงานแล้วเมื่อ" in rows[1].note.text()
    assert page.progress.text() == "รายงานแล้ว 2 จาก 3 ข้อ"
    assert not rows[2].copy.isEnabled()


def test_a_value_that_changed_since_is_to_be_reported_again(window: MainWindow) -> None:
    page = channels(window)
    page._rows[1].copy.click()
    window.session.commit(FIRST, "learners_total", "1200")
    assert page._rows[1].note.text().startswith("แก้หลังรายงาน")
    assert "รายงานแล้วเมื่อ" in page._rows[1].note.text()
    assert page.progress.text() == "รายงานแล้ว 0 จาก 3 ข้อ"


def test_marks_are_taken_back_and_undone(window: MainWindow) -> None:
    page = channels(window)
    page._rows[0].copy.click()
    page.unmark.click()
    assert marked(window) == set()
    window.act.undo()
    assert marked(window) == {"activity_held"}
    assert page.progress.text() == "รายงานแล้ว 1 จาก 3 ข้อ"


def test_a_list_is_copied_place_by_place_and_marked_with_its_last(window: MainWindow) -> None:
    window.session.commit("thai_fabric", "pr_monthly", (5, 12))
    page = channels(window)
    page.open_mission("thai_fabric")
    rows = [at for at, piece in enumerate(page._pieces) if piece.fact.id == "pr_monthly"]
    key = window.session.key("thai_fabric")
    page.copy_row(rows[0])
    assert QApplication.clipboard().text() == "5"
    assert "pr_monthly" not in reported(window.session.store, key)
    page.copy_row(rows[1])
    assert "pr_monthly" in reported(window.session.store, key)


def test_every_value_is_copied_as_one_row_in_the_channels_order_and_undone(window: MainWindow) -> None:
    page = channels(window)
    press(page._rows[0].copy, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "มี\t1104\t"
    assert marked(window) == {"activity_held", "learners_total"}
    assert "ยังว่าง 1 ช่อง" in window.notice.text.text()
    window.act.undo()
    assert marked(window) == set()
    assert page.progress.text() == "รายงานแล้ว 0 จาก 3 ข้อ"


def test_who_only_looks_at_a_quarter_that_is_over_copies_and_marks_nothing(window: MainWindow) -> None:
    page = channels(window)
    page._rows[0].copy.click()
    window.session.closed = True
    window.session.changed.emit(Change(settings=True))
    assert page.unmark.isHidden()
    page._rows[1].copy.click()
    assert QApplication.clipboard().text() == "1104"
    page.copy_all.click()
    assert window.notice.text.text() == "คัดลอกทุกค่าแล้ว ยังว่าง 1 ช่อง"
    assert marked(window) == {"activity_held"}
