"""Every deadline of the quarter, in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.content import Options
from cdd_desktop.ui.due_page import DuePage
from cdd_desktop.ui.officer_button import OfficerButton
from tests.ui.office import DISTRICT, FIRST, open_session, show_window


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


def test_a_mission_that_nobody_answers_for_is_given_to_somebody_in_the_list(qtbot: QtBot, tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.know_people()
    window = show_window(qtbot, session, tmp_path)
    assert window.pages.home().unassigned.text() == f"ยังไม่กำหนดผู้รับผิดชอบ {len(session.indicators)} ภารกิจ"
    window.pages.home().unassigned.click()
    page = window.shown_page()
    assert isinstance(page, DuePage)
    officer = page.findChildren(OfficerButton)[0]
    assert officer.text().strip() == "กำหนดผู้รับผิดชอบ"
    name = DISTRICT.officers[0]
    next(action for action in officer.menu().actions() if action.text() == name).trigger()
    QApplication.processEvents()
    assert name in page.by_person.text()
    assert sum(name in button.text() for button in page.findChildren(OfficerButton) if button.isVisible()) > 1
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
