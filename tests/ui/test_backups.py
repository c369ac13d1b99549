"""Backups in the window: by themselves, by hand, at a second place, back again, rehearsed."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import Clock, FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, drill, people
from cdd_desktop.store.people import Role
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.keeping import AUTO, EXIT, MANUAL
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.page import SETTINGS
from cdd_desktop.ui.program import Program
from cdd_desktop.ui.restore_words import RestoredBanner
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.office import DISTRICT, FIRST, NOON, open_session, show_window


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    session = open_session(tmp_path / "data")
    session.set_office(DISTRICT)
    return show_window(qtbot, session, tmp_path / "data")


def settings(window: MainWindow) -> SettingsPage:
    window.go(SETTINGS)
    page = window.shown_page()
    assert isinstance(page, SettingsPage)
    return page


def be(window: MainWindow, role: Role) -> None:
    session = window.session
    session.set_person(next(person.id for person in session.people if person.role is role))


def later(session_clock: Clock, **delta: int) -> FixedClock:
    return FixedClock(session_clock.now() + timedelta(**delta))


def test_a_change_is_backed_up_half_an_hour_after_the_last_backup_and_not_before(
    window: MainWindow, qtbot: QtBot
) -> None:
    store, keeper = window.session.store, window.keeper
    store.backup()
    window.session.commit(FIRST, "learners_total", 104)
    window.session.flush()
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.busy)
    assert [info.reason for info in store.backups()] == ["manual"]

    store.clock = later(store.clock, minutes=31)
    with qtbot.waitSignal(keeper.made):
        keeper.look()
    assert store.backups()[0].reason == AUTO


def test_the_window_may_write_while_a_backup_is_made(window: MainWindow, qtbot: QtBot) -> None:
    keeper = window.keeper
    with qtbot.waitSignal(keeper.made) as made:
        keeper.back_up()
        for number in range(20):
            window.session.store.set_setting("some", number)
    assert made.args is not None
    assert made.args[0].intact()


def test_a_changed_folder_is_backed_up_when_the_program_closes(window: MainWindow, tmp_path: Path) -> None:
    window.session.store.backup()
    window.keeper.start()
    window.session.commit(FIRST, "learners_total", 104)
    assert window.close()
    with Store.open_reader(tmp_path / "data", FixedClock(NOON)) as store:
        assert store.backups()[0].reason == EXIT
        assert len(store.backups()) == 2


def test_the_settings_show_what_is_in_each_backup_and_make_one(window: MainWindow, qtbot: QtBot) -> None:
    card = settings(window).backups
    before = len(window.session.store.backups())
    with qtbot.waitSignal(window.keeper.made):
        card.now.click()
    assert len(window.session.store.backups()) == before + 1
    assert "สำเนาล่าสุด" in card.last.text()
    assert "สำรองข้อมูลแล้ว" in window.notice.text.text()


def test_a_second_place_takes_a_copy_at_once_and_tells_when_it_is_gone(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    place = tmp_path / "stick"
    place.mkdir()
    card = settings(window).backups
    card.ask_folder = lambda _before: str(place)
    with qtbot.waitSignal(window.keeper.made):
        card.choose.click()
    assert list(place.rglob("cdd-*.db"))
    assert str(place) in card.second.text()

    place.rename(tmp_path / "pulled out")
    with qtbot.waitSignal(window.keeper.second_failed):
        card.now.click()
    assert "ที่เก็บที่สอง" in window.notice.text.text()
    card.drop.click()
    assert window.keeper.second_place() == ""


def test_a_folder_in_the_data_folder_is_no_second_place(window: MainWindow) -> None:
    card = settings(window).backups
    card.ask_folder = lambda _before: str(window.session.store.data_dir / "backups")
    card.choose.click()
    assert "อยู่ในโฟลเดอร์ข้อมูลเอง" in window.notice.text.text()
    assert window.keeper.second_place() == ""


def test_the_weekly_rehearsal_runs_by_itself_and_its_result_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    store = window.session.store
    store.backup()
    card = settings(window).backups
    assert "ยังไม่ได้ซ้อม" in card.drilled.text()
    with qtbot.waitSignal(window.keeper.drilled):
        window.keeper.look()
    assert "ซ้อมกู้คืนสำเร็จ" in card.drilled.text()
    assert not drill.due(store)
    store.clock = later(store.clock, days=8)
    assert drill.due(store)


def test_only_who_may_restore_is_offered_it(window: MainWindow) -> None:
    window.session.store.backup()
    be(window, Role.CLERK)
    card = settings(window).backups
    assert not [one for one in card.findChildren(QPushButton) if one.objectName().startswith("restore_")]
    assert not card.note.isHidden()
    be(window, Role.HEAD)
    card.show_backups()
    assert [one for one in card.findChildren(QPushButton) if one.objectName().startswith("restore_")]


def test_who_only_looks_on_sends_no_data_anywhere_but_backups_go_on(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, keeper, place = window.session, window.keeper, tmp_path / "stick"
    place.mkdir()
    be(window, Role.HEAD)
    keeper.set_second_place(str(place))
    viewer = people.add_person(session.store, "นายสมมุติ ผู้ชม", role=Role.VIEWER)
    session.set_person(viewer.id)
    page = settings(window)
    assert not any(one.isEnabled() for one in (page.backups.now, page.backups.drop, page.moving.copy))
    assert not page.backups.barred.isHidden()

    assert keeper.back_up(MANUAL) is None
    assert "ทำรายการนี้ได้เฉพาะ" in window.notice.text.text()
    for folder in ("", str(tmp_path)):
        with pytest.raises(UserError, match="ทำรายการนี้ได้เฉพาะ"):
            keeper.set_second_place(folder)
    with pytest.raises(UserError, match="ทำรายการนี้ได้เฉพาะ"):
        keeper.copy_to(place)
    assert (keeper.second_place(), list(place.iterdir())) == (str(place), [])

    with qtbot.waitSignal(keeper.made):
        keeper.back_up(AUTO)
    assert list(place.rglob("cdd-*.db"))
    be(window, Role.CLERK)
    assert page.backups.now.isEnabled()
    assert page.backups.barred.isHidden()


def test_a_backup_is_restored_from_the_list_after_one_question_and_nothing_is_lost(
    qtbot: QtBot, tmp_path: Path
) -> None:
    folder, clock = tmp_path / "data", FixedClock(NOON)
    with Store.open(folder, clock) as store:
        store.set_office(DISTRICT)
        people.first_people(store)
    frame = Frame(folder)
    qtbot.addWidget(frame)
    frame.show()
    program = Program(frame, folder, clock)
    program.open()
    assert program.window is not None
    first = program.window
    be(first, Role.HEAD)
    first.session.commit(FIRST, "learners_total", 1)
    first.session.flush()
    be(first, Role.CLERK)
    number = first.session.store.back_up().number
    be(first, Role.HEAD)
    first.session.commit(FIRST, "learners_total", 2)
    replica = first.session.store._link.replica

    card = settings(first).backups
    button = card.findChild(QPushButton, f"restore_{number}")
    assert isinstance(button, QPushButton)
    button.click()
    assert first.session.store.facts(first.session.key(FIRST))
    qtbot.waitUntil(card.confirm.isVisible)
    asked = card.confirm.text.text()
    assert "รอบที่ 2 กรอก 1 ภารกิจ" in asked
    assert f"โดย {DISTRICT.head}" in asked
    assert "จะหายไป: การแก้ไข 1 รายการ" in asked
    assert "ผู้เรียนรู้ทั้งหมด" in asked
    card.confirm.go.click()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first)
    window = program.window
    assert window is not None
    assert window.session.store.facts(window.session.key(FIRST))["learners_total"] == 1
    assert window.session.store._link.replica != replica
    assert window.session.person_name == DISTRICT.head  # who asked, not who was there when the backup was made
    newest = max(window.session.store.backups(), key=lambda info: info.number)
    assert newest.reason == EXIT  # what was there is in a backup too
    assert list(folder.glob("replaced-*"))
    banner = window.findChild(RestoredBanner)
    assert banner is not None
    assert banner.isVisible()
    assert "replaced-1" in banner.text.text()
    window = started_again(program)
    banner = window.findChild(RestoredBanner)
    assert banner is not None
    assert banner.isVisible()  # until somebody says so
    banner.action.click()
    banner = started_again(program).findChild(RestoredBanner)
    assert banner is not None
    assert not banner.isVisible()
    frame.close()


def started_again(program: Program) -> MainWindow:
    assert program.window is not None
    assert program.window.close()
    program.open()
    assert program.window is not None
    return program.window


def test_a_stick_that_is_not_there_is_told_once_and_shown_in_the_settings(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    keeper = window.keeper
    keeper.set_second_place(str(tmp_path / "no stick"))
    told: list[str] = []
    keeper.second_failed.connect(told.append)
    for reason in (AUTO, AUTO, MANUAL, AUTO):
        with qtbot.waitSignal(keeper.made):
            keeper.back_up(reason)
    assert len(told) == 2  # the first, and the one that a person asked for
    assert "ครั้งล่าสุด" in settings(window).backups.second.text()
    (tmp_path / "no stick").mkdir()
    with qtbot.waitSignal(keeper.made):
        keeper.back_up(AUTO)
    assert keeper.second_state() == ""
