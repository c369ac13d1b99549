"""The calendar of the Buddhist era."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.date_editor import CalendarPopup, DateEditor, DayGrid, months_on
from tests.ui.kit import SHIFT, fact, press

pytestmark = pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)


def grid(qtbot: QtBot, day: date) -> DayGrid:
    made = DayGrid()
    qtbot.addWidget(made)
    made.show_day(day, date(2024, 2, 17))
    return made


def test_a_month_starts_on_the_sunday_before_its_first_day(qtbot: QtBot) -> None:
    days = grid(qtbot, date(2024, 2, 20)).days()
    assert len(days) == 42
    assert days[0] == date(2024, 1, 28)
    assert date(2024, 2, 29) in days


@pytest.mark.parametrize(
    ("key", "held", "to"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, date(2024, 1, 30)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, date(2024, 2, 7)),
        (Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier, date(2024, 2, 29)),
        (Qt.Key.Key_PageUp, Qt.KeyboardModifier.NoModifier, date(2023, 12, 31)),
        (Qt.Key.Key_PageDown, SHIFT, date(2025, 1, 31)),
    ],
)
def test_keys_move_the_day(qtbot: QtBot, key: Qt.Key, held: Qt.KeyboardModifier, to: date) -> None:
    made = grid(qtbot, date(2024, 1, 31))
    press(made, key, held)
    assert made.day == to


def test_months_stay_inside_plausible_years() -> None:
    assert months_on(date(2100, 12, 31), 1) == date(2100, 12, 31)
    assert months_on(date(1900, 1, 31), -1) == date(1900, 1, 31)


def test_the_heading_names_the_buddhist_year_first(qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    popup = CalendarPopup(host)
    popup.open_at(QRect(0, 0, 10, 10), date(2024, 2, 20), None)
    assert popup.month.text() == "กุมภาพันธ์ 2567"
    assert popup.era.text() == "ค.ศ. 2024"
    popup.close()


def test_enter_in_the_calendar_commits_the_day(qtbot: QtBot) -> None:
    editor = DateEditor(fact("date"))
    qtbot.addWidget(editor)
    editor.show()
    editor.set_value(date(2024, 2, 20))
    said: list[object] = []
    editor.committed.connect(said.append)
    press(editor.line, Qt.Key.Key_F4)
    popup = editor.findChild(CalendarPopup)
    assert popup is not None
    press(popup.grid, Qt.Key.Key_Right)
    press(popup.grid, Qt.Key.Key_Return)
    assert said == [date(2024, 2, 21)]
    assert editor.line.text() == "21 ก.พ. 2567"
    QApplication.processEvents()
    assert editor.findChild(CalendarPopup) is None or not popup.isVisible()
