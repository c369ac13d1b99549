"""The strip along the top: what is due is said as far as there is room, and never cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.header import DueLabel
from cdd_desktop.ui.text import text_width
from tests.ui.office import open_session, show_window

TEXTS = ("ส่งภายใน 20 ก.พ. 2567 — เหลือ 3 วัน (2 วันทำการ)", "เหลือ 3 วัน (2 วันทำการ)", "เหลือ 3 วัน")


@pytest.mark.parametrize(("shown", "spare"), [(0, 4), (1, 4), (2, 4), (2, -20)])
def test_the_longest_text_that_has_room_is_shown(qtbot: QtBot, shown: int, spare: int) -> None:
    label = DueLabel()
    qtbot.addWidget(label)
    label.show_due(TEXTS)
    label.resize(text_width(TEXTS[shown], label.font()) + spare, 30)
    label.show()
    assert label.text() == TEXTS[shown]
    assert label.accessibleName() == TEXTS[0]


@pytest.mark.parametrize("width", [1366, 1000, 911, 800])
def test_no_window_cuts_what_is_due(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    session = open_session(tmp_path)
    window = show_window(qtbot, session, tmp_path)
    window.resize(width, 700)
    QApplication.processEvents()
    due = window.header.due
    assert "3 วัน" in due.text()
    assert text_width(due.text(), due.font()) <= due.contentsRect().width()
    window.close()
