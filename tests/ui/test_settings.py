"""The settings: a long page whose parts are found from a list beside it, or from a field where there is no room."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.store.people import Role
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import SETTINGS
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.office import DISTRICT, PROVINCE, open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    session = open_session(tmp_path)
    session.set_office(DISTRICT)
    return show_window(qtbot, session, tmp_path)


def settings(window: MainWindow) -> SettingsPage:
    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    QApplication.processEvents()
    return page


def texts(page: SettingsPage) -> list[str]:
    jump = page.sections.jump
    return [jump.itemText(at) for at in range(jump.count())]


def test_each_part_comes_to_the_top_with_the_focus_in_it(window: MainWindow) -> None:
    page = settings(window)
    sections = page.sections
    at = texts(page).index("สำเนาสำรอง")
    sections.index.opened.emit(str(sections.jump.itemData(at)))
    assert window.focusWidget() is page.backups.now
    shown = page.backups.visibleRegion().boundingRect()
    assert shown.top() == 0
    assert shown.height() > 100
    assert sections.index.currentIndex().data() == "สำเนาสำรอง"


def test_the_list_follows_the_scrolling(window: MainWindow) -> None:
    sections = settings(window).sections
    assert sections.index.currentIndex().data() == "สำนักงาน"
    sections.bar.setValue(sections.bar.maximum())
    assert sections.index.currentIndex().data() == "เกี่ยวกับโปรแกรม"


def test_where_there_is_no_room_a_field_takes_the_place_of_the_list(window: MainWindow) -> None:
    page = settings(window)
    assert page.sections.index.isVisible()
    window.resize(720, 440)
    QApplication.processEvents()
    assert not page.sections.index.isVisible()
    assert page.sections.jump.isVisible()
    wide = [card for card in page.findChildren(QWidget) if card.property("role") == "card" and card.isVisible()]
    assert all(card.width() <= page.sections.area.viewport().width() for card in wide)


def test_only_a_province_has_the_key_of_the_districts(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    assert "กุญแจกู้คืนสำหรับอำเภอ" not in texts(settings(window))
    session = open_session(tmp_path / "province", office=PROVINCE)
    province = show_window(qtbot, session, tmp_path / "province")
    assert "กุญแจกู้คืนสำหรับอำเภอ" in texts(settings(province))


def test_somebody_else_at_the_keyboard_sees_at_once_what_they_may_do(window: MainWindow) -> None:
    session = window.session
    ids = {person.role: person.id for person in session.people}
    session.set_person(ids[Role.HEAD])
    page = settings(window)
    assert page.people.add.isVisible()
    session.set_person(ids[Role.CLERK])
    assert not page.people.add.isVisible()
