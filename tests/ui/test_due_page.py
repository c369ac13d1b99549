"""Every deadline of the quarter, in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.content import Options
from cdd_desktop.ui.due_page import DuePage
from tests.ui.office import FIRST, open_session, show_window


def test_a_row_leads_to_its_mission_in_its_round(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path)
    window = show_window(qtbot, session, tmp_path)
    window.actions_by_id["dueList"].trigger()
    page = window.shown_page()
    assert isinstance(page, DuePage)
    whole = len(page.report(Options()).rows)
    links = [one for one in page.findChildren(QPushButton) if one.accessibleName().startswith("เปิด 1  ")]
    link = next(one for one in links if "รอบที่ 3" in one.accessibleName())
    link.click()
    assert (window.place, session.round_id) == (FIRST, "3")
    assert whole > 30
    window.close()


def test_the_list_is_printed_whole(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path)
    window = show_window(qtbot, session, tmp_path)
    window.go("due")
    page = window.shown_page()
    assert isinstance(page, DuePage)
    page.paper().write(tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
    window.close()
