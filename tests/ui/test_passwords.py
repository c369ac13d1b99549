"""Encryption in the window: on, opened by password, forgotten, off; the cover over an idle window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store, keyring, people
from cdd_desktop.store.people import Role
from cdd_desktop.ui.encryption_card import EncryptionCard
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import SETTINGS
from cdd_desktop.ui.program import Program
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
    return keyring.new_recovery_key()


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
    page.code.setText(keyring.answer_request(request.read_bytes(), province[0]))
    page.new.setText("a new long one")
    page.again.setText("a new wrong one")
    page.recover_button.click()
    assert "ไม่ตรงกัน" in page.problem.text()
    page.again.setText("a new long one")
    page.recover_button.click()
    assert program.window is not None
    person = window_of(program).session.store.person
    assert keyring.unlock(tmp_path / "data", person, "a new long one").raw


def test_it_is_switched_off_after_one_question_and_a_password_can_be_changed(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    head = encrypt(program, qtbot, province[1])
    window = window_of(program)
    card = card_of(window)
    card.who.setCurrentIndex(card.who.findData(head))
    card.new.setText("changed again")
    card.again.setText("changed again")
    card.set_button.click()
    assert keyring.unlock(tmp_path / "data", head, "changed again").raw

    card = card_of(window)
    card.off.click()
    card.confirm.go.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not window, timeout=20000)
    assert window_of(program).session.store.key is None
    assert (tmp_path / "data" / "cdd.db").read_bytes().startswith(b"SQLite")


def test_the_sheet_for_the_safe_can_be_printed(
    program: Program, qtbot: QtBot, tmp_path: Path, province: tuple[str, str]
) -> None:
    from cdd_desktop.ui.papers import sheet_paper

    encrypt(program, qtbot, province[1])
    out = tmp_path / "sheet.pdf"
    sheet_paper(window_of(program).session).write(out)
    assert out.read_bytes().startswith(b"%PDF")


def test_an_idle_window_is_covered_only_where_there_is_a_password(program: Program) -> None:
    window = window_of(program)
    head = be_head(window)
    program.lock()
    assert not program._frame.findChildren(QWidget, "lock")

    people.set_password(window.session.store, head, "secret word")
    window.session.reload()
    window.go(FIRST)
    program.lock()
    cover = program.cover
    assert cover is not None
    assert not window.isVisible()
    cover.password.setText("wrong")
    press(cover.password, Qt.Key.Key_Return)
    assert "ไม่ถูกต้อง" in cover.problem.text()
    assert not window.isVisible()
    cover.password.setText("secret word")
    press(cover.password, Qt.Key.Key_Return)
    assert window.isVisible()
    assert window.place == FIRST
    assert program.cover is None


def test_closing_a_covered_program_saves_and_lets_the_folder_go(program: Program, tmp_path: Path) -> None:
    window = window_of(program)
    head = be_head(window)
    people.set_password(window.session.store, head, "secret word")
    window.session.reload()
    window.session.commit(FIRST, "learners_total", 7)
    program.lock()
    assert program.cover is not None
    assert window.parent() is None
    program._frame.close()
    with Store.open(tmp_path / "data", CLOCK) as store:
        assert store.facts(window.session.key(FIRST))["learners_total"] == 7


def test_only_the_head_or_an_admin_may_switch(program: Program) -> None:
    window = window_of(program)
    clerk = next(person.id for person in window.session.people if person.role is Role.CLERK)
    window.session.set_person(clerk)
    assert not card_of(window).findChildren(QPushButton, "startEncryption")
