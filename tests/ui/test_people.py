"""People in the window: who takes the keyboard, who may do what, who answers for a mission."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.store import people
from cdd_desktop.store.people import Person, Role
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.header import Header
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from tests.ui.kit import type_text
from tests.ui.office import DISTRICT, FIRST, open_session, show_window

CLERK = DISTRICT.officers[0]


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(DISTRICT.head)
    shown = show_window(qtbot, session, tmp_path)
    yield shown
    shown.close()


def choose(header: Header, name: str) -> None:
    (action,) = [one for one in header.person.menu().actions() if one.text().startswith(name)]
    action.trigger()


def button(parent: QWidget, name: str) -> QPushButton:
    QApplication.processEvents()  # rows made just now are shown by the event loop
    (found,) = [one for one in parent.findChildren(QPushButton, name) if one.isVisible()]
    return found


def line(parent: QWidget, name: str) -> QLineEdit:
    (found,) = [one for one in parent.findChildren(QLineEdit, name) if one.isVisible()]
    return found


def person_of(session: Session, name: str) -> Person:
    found = people.find_person(session.store, name)
    assert found is not None
    return found


def id_of(session: Session, name: str) -> str:
    return person_of(session, name).id


def test_the_name_on_the_button_is_the_name_in_the_history(window: MainWindow) -> None:
    choose(window.header, CLERK)
    assert window.header.person.text().strip() == CLERK
    window.session.commit(FIRST, "learners_total", 104)
    window.session.flush()
    (item,) = window.session.store.history(window.session.key(FIRST), "learners_total")
    assert item.person == CLERK


def test_who_was_here_last_is_here_again(tmp_path: Path) -> None:
    session = open_session(tmp_path)
    session.know_people()
    session.set_person(CLERK)
    session.close()
    again = open_session(tmp_path)
    again.know_people()
    assert again.person_name == CLERK
    again.close()


def test_somebody_with_a_password_is_not_here_before_it_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    people.set_password(session.store, person_of(session, CLERK), "ดอกบัวบาน")
    session.reload()
    choose(window.header, CLERK)
    assert window.sheet.isVisible()
    assert session.person_name == DISTRICT.head

    type_text(line(window.sheet, "password"), "ผิดแน่นอน")
    button(window.sheet, "signIn").click()
    assert "รหัสผ่านไม่ถูกต้อง" in window.notice.text.text()
    assert session.person_name == DISTRICT.head

    field = line(window.sheet, "password")
    field.selectAll()
    type_text(field, "ดอกบัวบาน")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.person_name == CLERK
    assert not window.sheet.isVisible()


def test_somebody_new_is_entered_and_can_be_taken_back(window: MainWindow) -> None:
    window.go("settings")
    button(window, "addPerson").click()
    type_text(line(window.sheet, "personName"), "นางสาวสมมุติ มาใหม่")
    type_text(line(window.sheet, "personPosition"), "นักวิชาการพัฒนาชุมชน")
    role = window.sheet.findChild(Select, "personRole")
    assert role is not None
    role.setCurrentIndex(role.findData(Role.VIEWER.value))
    button(window.sheet, "savePerson").click()
    found = people.find_person(window.session.store, "นางสาวสมมุติ มาใหม่")
    assert found is not None
    assert (found.position, found.role) == ("นักวิชาการพัฒนาชุมชน", Role.VIEWER)
    assert any("มาใหม่" in one.text() for one in window.header.person.menu().actions())
    window.notice.action.click()
    assert not any("มาใหม่" in one.text() for one in window.header.person.menu().actions())


def test_who_has_left_is_in_no_list_but_can_come_back(window: MainWindow) -> None:
    window.go("settings")
    button(window, f"edit_{id_of(window.session, CLERK)}").click()
    button(window.sheet, "leavePerson").click()
    assert CLERK not in [person.name for person in window.session.people]
    button(window, f"edit_{id_of(window.session, CLERK)}").click()
    button(window.sheet, "leavePerson").click()
    assert CLERK in [person.name for person in window.session.people]


def test_a_clerk_changes_nobody(window: MainWindow) -> None:
    window.session.set_person(CLERK)
    window.go("settings")
    assert not any(one.isVisible() for one in window.findChildren(QPushButton, "addPerson"))
    assert window.findChild(QPushButton, f"edit_{id_of(window.session, DISTRICT.head)}") is None


@pytest.mark.parametrize("role", [Role.CLERK, Role.VIEWER])
def test_nobody_is_offered_the_password_of_somebody_else(window: MainWindow, role: Role) -> None:
    session = window.session
    head, other = id_of(session, DISTRICT.head), people.add_person(session.store, "นายสมมุติ มาใหม่", role=role)
    session.set_person(other.id)
    window.persons.edit(head)
    assert not window.sheet.isVisible()
    assert "เฉพาะ" in window.notice.text.text()
    window.persons.edit(other.id)
    assert line(window.sheet, "newPassword")


def test_the_only_one_who_could_help_is_told_before_setting_a_password(window: MainWindow) -> None:
    def told() -> bool:
        window.persons.edit(id_of(window.session, DISTRICT.head))
        QApplication.processEvents()
        return any(
            "ไม่มีใครในสำนักงานล้างให้ได้" in one.text() for one in window.sheet.findChildren(ThaiLabel) if one.isVisible()
        )

    assert told()
    people.add_person(window.session.store, "นายสมมุติ ดูแล", role=Role.ADMIN)
    assert not told()


def test_a_viewer_reads_and_writes_nothing(window: MainWindow) -> None:
    viewer = people.add_person(window.session.store, "นายสมมุติ ผู้ชม", role=Role.VIEWER)
    window.session.set_person(viewer.id)
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    assert page.fields["learners_total"].editor.inputs()[0].isReadOnly()  # type: ignore[attr-defined]
    assert page.round_strip.submit.isHidden()
    assert "ดูได้อย่างเดียว" in page.round_strip.detail.text()
    window.session.commit(FIRST, "learners_total", 5)
    assert window.session.store.facts(window.session.key(FIRST)) == {}


def test_a_mission_has_somebody_who_answers_for_it(window: MainWindow) -> None:
    window.go(FIRST)
    page = window.mission_page()
    assert page is not None
    (action,) = [one for one in page.officer.menu().actions() if one.text() == CLERK]
    action.trigger()
    assert page.officer.text().strip() == f"ผู้รับผิดชอบ {CLERK}"
    assert window.session.officer(FIRST) == CLERK
    window.actions_by_id["undo"].trigger()
    assert window.session.officer(FIRST) == ""


def test_the_screen_locks_itself_and_opens_with_the_password(qtbot: QtBot, window: MainWindow) -> None:
    session = window.session
    people.set_password(session.store, person_of(session, DISTRICT.head), "ดอกบัวบาน")
    session.reload()
    window.go(FIRST)
    window.idle_lock._timer.timeout.emit()
    cover = window.idle_lock.cover
    assert cover is not None
    assert cover.isVisible()
    assert not window.actions_by_id["undo"].isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert window.place == FIRST

    type_text(cover.password, "ผิดแน่นอน")
    cover.enter.click()
    assert window.idle_lock.cover is cover
    assert "รหัสผ่านไม่ถูกต้อง" in cover.problem.text()
    cover.password.selectAll()
    type_text(cover.password, "ดอกบัวบาน")
    qtbot.keyClick(cover.password, Qt.Key.Key_Return)
    assert window.idle_lock.cover is None
    assert window.centralWidget().isEnabled()


def test_nobody_without_a_password_is_locked_out(window: MainWindow) -> None:
    window.actions_by_id["lock"].trigger()
    assert window.idle_lock.cover is None
    assert "ตั้งรหัสผ่าน" in window.notice.text.text()


def test_nobody_sends_without_a_name(window: MainWindow) -> None:
    window.session.set_person("")
    window.go(FIRST)
    window.actions_by_id["submit"].trigger()
    assert "เลือกผู้ใช้งาน" in window.notice.text.text()
    assert not window.sheet.isVisible()
