"""Encryption in the window: on, opened by password, forgotten, off; the cover over an idle window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, keyring, people, recovery
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.people import Role
from cdd_desktop.ui.busy_page import BusyPage
from cdd_desktop.ui.encryption_card import EncryptionCard
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.lock_cover import LockCover, who_may_enter
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import SETTINGS
from cdd_desktop.ui.program import Program
from cdd_desktop.ui.requests import Decrypt, Encrypt, Restore
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.kit import press
from tests.ui.office import DISTRICT, FIRST, NOON

CLOCK = FixedClock(NOON)
SECRET = "สามคำต่อกัน"


@pytest.fixture(autouse=True)
def quick_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of stretching a password is not what is tested here."""
    monkeypatch.setattr(keyring, "OPS", 1)
    monkeypatch.setattr(keyring, "MEMORY", 1 << 13)


@pytest.fixture(scope="module")
def province() -> tuple[str, str]:
    return recovery.new_recovery_key()


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    folder = tmp_path / "data"
    with Store.open(folder, CLOCK) as store:
        store.set_office(DISTRICT)
        people.first_people(store)
    frame = Frame(folder)
    qtbot.addWidget(frame)
    frame.show()
    made = Program(frame, folder, CLOCK)
    made.open()
    yield made
    frame.close()


def window_of(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def be_head(window: MainWindow) -> str:
    head = next(person.id for person in window.session.people if person.role is Role.HEAD)
    if window.session.store.person != head:
        window.session.set_person(head)
    return head


def card_of(window: MainWindow) -> EncryptionCard:
    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    return page.encryption


def encrypt(program: Program, qtbot: QtBot, recipient: str) -> str:
    """Go through the steps as the head, and return who can unlock."""
    first = window_of(program)
    head = be_head(first)
    first.session.commit(FIRST, "learners_total", 104)
    card = card_of(first)
    card.start.click()
    for line in card.lines[head]:
        line.setText(SECRET)
    card.recipient.setText(recipient)
    card.go.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20000)
    return head


def start_again(program: Program) -> None:
    assert window_of(program).close()
    program._key = None
    program.open()


def test_the_steps_refuse_what_would_leave_nobody_able_to_open(program: Program, province: tuple[str, str]) -> None:
    window = window_of(program)
    head = be_head(window)
    card = card_of(window)
    card.start.click()
    card.go.click()
    assert "อย่างน้อยหนึ่งคน" in window.notice.text.text()
    card.lines[head][0].setText(SECRET)
    card.go.click()
    assert "ไม่ตรงกัน" in window.notice.text.text()
    card.lines[head][1].setText(SECRET)
    card.recipient.setText("age1wrong")
    card.go.click()
    assert "กุญแจกู้คืน" in window.notice.text.text()
    assert program.window is window
    assert window.session.store.key is None


def test_an_encrypted_folder_asks_for_the_password_and_says_plainly_that_it_is_wrong(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    head = encrypt(program, qtbot, province[1])
    assert "เข้ารหัสข้อมูลแล้ว" in window_of(program).notice.text.text()
    assert window_of(program).session.store.person == head
    assert not (tmp_path / "data" / "cdd.db").read_bytes().startswith(b"SQLite")

    start_again(program)
    page = program.unlock
    assert page is not None
    page.password.setText("another word")
    press(page.password, Qt.Key.Key_Return)
    assert "รหัสผ่านไม่ถูกต้อง" in page.problem.text()
    assert program.window is None
    page.password.setText(SECRET)
    press(page.password, Qt.Key.Key_Return)
    window = window_of(program)
    assert window.session.store.person == head
    assert window.session.store.facts(window.session.key(FIRST))["learners_total"] == 104


def test_a_forgotten_password_comes_back_by_the_guided_steps(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    encrypt(program, qtbot, province[1])
    start_again(program)
    page = program.unlock
    assert page is not None
    page.forgot.click()
    request = tmp_path / "request.json"
    page.ask_path = lambda: str(request)
    page.request.click()
    assert "บันทึกแล้ว" in page.saved.text()
    page.code.setText(recovery.answer_request(request.read_bytes(), province[0]))
    page.new.setText("a new long one")
    page.again.setText("a new wrong one")
    page.recover_button.click()
    assert "ไม่ตรงกัน" in page.wrong.text()
    page.again.setText("a new long one")
    page.recover_button.click()
    assert program.window is not None
    person = window_of(program).session.store.person
    assert keyring.unlock(tmp_path / "data", person, "a new long one").raw


def set_password(window: MainWindow, person: str, new: str) -> None:
    """Set a password in the sheet of a person, as they do."""
    window.persons.edit(person)
    first, second = (window.sheet.page.findChild(QLineEdit, name) for name in ("newPassword", "newPasswordAgain"))
    assert first is not None
    assert second is not None
    for line in (first, second):
        line.setText(new)
    press(second, Qt.Key.Key_Return)


def test_one_password_opens_the_folder_and_uncovers_the_window_and_changing_it_changes_both(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    head = be_head(window_of(program))
    set_password(window_of(program), head, "before encrypting")
    encrypt(program, qtbot, province[1])
    window = window_of(program)
    set_password(window, head, "changed again")
    window.idle_lock.lock()
    cover = window.idle_lock.cover
    assert cover is not None
    for wrong in ("before encrypting", SECRET):
        cover.password.setText(wrong)
        press(cover.password, Qt.Key.Key_Return)
        assert "ไม่ถูกต้อง" in cover.problem.text()
    cover.password.setText("changed again")
    press(cover.password, Qt.Key.Key_Return)
    assert window.idle_lock.cover is None
    assert keyring.unlock(tmp_path / "data", head, "changed again").raw


def test_it_is_switched_off_after_one_question_and_the_password_stays(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    head = encrypt(program, qtbot, province[1])
    window = window_of(program)
    card = card_of(window)
    card.off.click()
    card.confirm.go.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not window, timeout=20000)
    window = window_of(program)
    assert window.session.store.key is None
    assert (tmp_path / "data" / "cdd.db").read_bytes().startswith(b"SQLite")
    assert not people.check_password(window.session.store, head, "another word")
    assert people.check_password(window.session.store, head, SECRET)


def test_who_leaves_the_office_opens_the_folder_no_more(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    encrypt(program, qtbot, province[1])
    window = window_of(program)
    clerk = next(person for person in window.session.people if person.role is Role.CLERK)
    set_password(window, clerk.id, "words of a clerk")
    assert keyring.unlock(tmp_path / "data", clerk.id, "words of a clerk").raw
    people.change_person(window.session.store, replace(clerk, active=False))
    with pytest.raises(keyring.WrongPassword):
        keyring.unlock(tmp_path / "data", clerk.id, "words of a clerk")


def test_the_provinces_new_key_takes_the_place_of_the_old(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    encrypt(program, qtbot, province[1])
    card = card_of(window_of(program))
    identity, recipient = recovery.new_recovery_key()
    card.change.click()
    card.recipient.setText(recipient)
    card.keep_change.click()
    request = recovery.recovery_request(tmp_path / "data")
    assert recovery.answer_request(request, identity)
    with pytest.raises(UserError):
        recovery.answer_request(request, province[0])


def test_the_sheet_for_the_safe_can_be_printed(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    from cdd_desktop.ui.safety_papers import sheet_paper

    encrypt(program, qtbot, province[1])
    out = tmp_path / "sheet.pdf"
    sheet_paper(window_of(program).session).write(out)
    assert out.read_bytes().startswith(b"%PDF")


def covered(window: MainWindow) -> LockCover:
    """Give the head a password and lock."""
    head = next(person for person in window.session.people if person.role is Role.HEAD)
    people.set_password(window.session.store, head, "secret word")
    window.session.reload()
    window.idle_lock.lock()
    cover = window.idle_lock.cover
    assert cover is not None
    return cover


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_cover_hides_the_whole_frame_and_what_stands_above_it_and_loses_nothing(program: Program) -> None:
    window = window_of(program)
    be_head(window)
    window.idle_lock.lock()
    assert window.idle_lock.cover is None  # no password, nothing to ask for

    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    page.office.phone.setText("0 3851 0000")
    page.office.phone.setFocus()
    menu = QMenu(window)
    menu.addAction("รายการ")
    menu.popup(window.mapToGlobal(window.rect().center()))
    assert menu.isVisible()
    cover = covered(window)
    assert not menu.isVisible()
    assert cover.geometry() == program._frame.rect()
    assert program._frame.childAt(program._frame.rect().center()) in [cover, *cover.findChildren(QWidget)]
    program._frame.resize(1000, 700)
    assert cover.geometry() == program._frame.rect()

    press(cover.password, Qt.Key.Key_Return)
    assert "ไม่ถูกต้อง" in cover.problem.text()
    cover.password.setText("secret word")
    press(cover.password, Qt.Key.Key_Return)
    assert window.idle_lock.cover is None
    assert page.office.phone.text() == "0 3851 0000"
    assert window.focusWidget() is page.office.phone
    page.office.phone.setText("")


def test_a_lock_behind_a_password_is_passed_by_no_name_alone(program: Program) -> None:
    window = window_of(program)
    head = be_head(window)
    clerk = next(person for person in window.session.people if person.role is Role.CLERK)
    cover = covered(window)
    assert [cover.person.itemData(at) for at in range(cover.person.count())] == [head]
    cover.enter.click()
    assert window.idle_lock.cover is cover
    cover.password.setText("secret word")
    press(cover.password, Qt.Key.Key_Return)
    assert window.idle_lock.cover is None

    people.set_password(window.session.store, clerk, "the clerk's own")
    window.session.reload()
    window.idle_lock.lock()
    assert [one.id for one in who_may_enter(window.session)] == [head, clerk.id]


def test_who_takes_over_has_nothing_open_of_the_one_before(program: Program) -> None:
    window = window_of(program)
    head = be_head(window)
    clerk = next(person for person in window.session.people if person.role is Role.CLERK)
    people.set_password(window.session.store, clerk, "the clerk's own")
    window.persons.edit(head)
    cover = covered(window)
    cover.person.setCurrentIndex(cover.person.findData(clerk.id))
    cover.password.setText("the clerk's own")
    cover.enter.click()
    assert window.session.store.person == clerk.id
    assert not window.sheet.isVisible()


def test_of_an_encrypted_folder_only_who_has_a_password_uncovers_the_window(
    program: Program, qtbot: QtBot, province: tuple[str, str]
) -> None:
    head = encrypt(program, qtbot, province[1])
    window = window_of(program)
    clerk = next(person.id for person in window.session.people if person.role is Role.CLERK)
    window.session.set_person(clerk)
    window.idle_lock.lock()
    cover = window.idle_lock.cover
    assert cover is not None
    assert [cover.person.itemData(at) for at in range(cover.person.count())] == [head]


def test_a_start_after_somebody_with_a_password_asks_who_is_here(program: Program) -> None:
    window = window_of(program)
    head = be_head(window)
    found = next(person for person in window.session.people if person.id == head)
    people.set_password(window.session.store, found, "secret word")
    assert window.close()
    program.open()
    again = window_of(program)
    assert again.session.store.person == ""
    cover = again.idle_lock.cover
    assert cover is not None
    assert cover.person.count() == len(again.session.people)  # nobody's work is open yet: a name is enough to begin
    cover.person.setCurrentIndex(cover.person.findData(head))
    cover.password.setText("secret word")
    press(cover.password, Qt.Key.Key_Return)
    assert again.session.store.person == head


def test_closing_a_covered_program_saves_and_lets_the_folder_go(program: Program, tmp_path: Path) -> None:
    window = window_of(program)
    be_head(window)
    window.session.commit(FIRST, "learners_total", 7)
    covered(window)
    program._frame.close()
    with Store.open(tmp_path / "data", CLOCK) as store:
        assert store.facts(window.session.key(FIRST))["learners_total"] == 7


def test_encrypting_says_how_far_it_is_and_can_be_stopped(
    program: Program, qtbot: QtBot, province: tuple[str, str]
) -> None:
    first = window_of(program)
    head = be_head(first)
    card = card_of(first)
    card.start.click()
    for line in card.lines[head]:
        line.setText(SECRET)
    card.recipient.setText(province[1])
    card.go.click()
    page = program._frame.centralWidget()
    assert isinstance(page, BusyPage)
    assert page.stop.isVisible()
    page.stop.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20000)
    assert "ไม่มีอะไรเปลี่ยน" in window_of(program).notice.text.text()
    assert window_of(program).session.store.key is None


def test_what_a_person_may_not_do_is_refused_where_it_is_done(program: Program, province: tuple[str, str]) -> None:
    window = window_of(program)
    clerk = next(person.id for person in window.session.people if person.role is Role.CLERK)
    window.session.set_person(clerk)
    for request in (Restore("1"), Decrypt(), Encrypt((Login(clerk, "n", SECRET),), province[1])):
        window.asked.emit(request)
        assert "เฉพาะ" in window.notice.text.text()
        assert program.window is window
        window.notice.hide()


def test_only_the_head_or_an_admin_may_switch(program: Program) -> None:
    window = window_of(program)
    clerk = next(person.id for person in window.session.people if person.role is Role.CLERK)
    window.session.set_person(clerk)
    assert not card_of(window).findChildren(QPushButton, "startEncryption")
