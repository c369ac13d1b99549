"""A copy of the data on a stick, and going on with it on another PC."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.store import EntryKey, Store, encryption, evidence, keyring, people, recovery, safekeeping
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.prepared import Prepared
from cdd_desktop.ui import moving_card
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.frame import Frame
from cdd_desktop.ui.page import HOME, SETTINGS
from cdd_desktop.ui.program import Program
from cdd_desktop.ui.restore_words import RestoredBanner
from cdd_desktop.ui.settings_page import SettingsPage
from tests.ui.office import DISTRICT, FIRST, NOON

CLOCK = FixedClock(NOON)


def start(qtbot: QtBot, folder: Path) -> Program:
    frame = Frame(folder)
    qtbot.addWidget(frame)
    frame.show()
    program = Program(frame, folder, CLOCK)
    program.open()
    return program


def set_up(folder: Path) -> str:
    with Store.open(folder, CLOCK) as store:
        store.set_office(DISTRICT)
        picture = store.files.add(b"a picture")
        key = EntryKey("2567-q2", FIRST, "1", "office", DISTRICT.code)
        evidence.add(store, key, [Prepared("file", "a.pdf", picture, "1" * 64, 9)])
        people.first_people(store)
    return picture


def test_a_copy_goes_on_at_another_pc_with_its_files_under_an_id_of_its_own(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    picture = set_up(tmp_path / "old")
    old = start(qtbot, tmp_path / "old")
    assert old.window is not None
    old.window.session.commit(FIRST, "learners_total", 104)
    old.window.go(SETTINGS)
    page = old.window.shown_page()
    assert isinstance(page, SettingsPage)
    page.moving.ask_folder = lambda _words: str(stick)
    page.moving.copy.click()
    qtbot.waitUntil(page.moving.copy.isEnabled)
    assert "ทำสำเนาและตรวจแล้ว" in old.window.notice.text.text()

    new = start(qtbot, tmp_path / "new")
    first = new.window
    assert first is not None
    begin = first.shown_page()
    assert isinstance(begin, FirstStartPage)
    monkeypatch.setattr(moving_card, "choose_folder", lambda *_args: str(stick))
    begin.copy.click()
    qtbot.waitUntil(lambda: new.window is not None and new.window is not first)
    assert new.window is not None
    session = new.window.session
    assert session.store.facts(session.key(FIRST))["learners_total"] == 104
    assert session.store.files.read(picture) == b"a picture"
    assert session.store._link.replica != old.window.session.store._link.replica
    assert new.window.place == HOME  # not where the other PC stood
    banner = new.window.findChild(RestoredBanner)
    assert banner is not None
    assert "ไม่รวมกันเอง" in banner.text.text()
    assert "replaced" not in banner.text.text()
    for program in (old, new):
        program._frame.close()


def copied(folder: Path, stick: Path, clock: FixedClock) -> None:
    with Store.open(folder, clock) as store:
        safekeeping.copy_to(store.back_up(), stick, folder, None)


def test_of_the_copies_on_a_stick_the_last_made_is_taken_whatever_the_clock_said(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    set_up(tmp_path / "old")
    set_up(tmp_path / "other PC")
    astray = FixedClock(datetime(2068, 3, 1), CLOCK_IMPLAUSIBLE)
    copied(tmp_path / "old", stick, FixedClock(NOON + timedelta(days=90)))
    copied(tmp_path / "old", stick, astray)
    copied(tmp_path / "old", stick, CLOCK)
    newest = moving_card.newest_in(stick)
    assert newest is not None
    assert newest.wall == CLOCK.stamp().iso
    copied(tmp_path / "other PC", stick, astray)
    assert moving_card.newest_in(stick) == newest  # of two folders, the one whose time can be believed
    copied(tmp_path / "other PC", stick, FixedClock(NOON + timedelta(days=1)))
    other = moving_card.newest_in(stick)
    assert other is not None
    assert other.path.parent != newest.path.parent
    other.path.write_bytes(b"damaged")
    assert moving_card.newest_in(stick) == newest


def test_a_folder_without_a_copy_is_told_and_changes_nothing(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = start(qtbot, tmp_path / "new")
    window = program.window
    assert window is not None
    page = window.shown_page()
    assert isinstance(page, FirstStartPage)
    monkeypatch.setattr(moving_card, "choose_folder", lambda *_args: str(tmp_path))
    page.copy.click()
    assert "ไม่พบสำเนา" in window.notice.text.text()
    assert program.window is window
    program._frame.close()


def test_an_encrypted_copy_asks_for_its_password_at_the_new_pc(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "OPS", 1)
    monkeypatch.setattr(keyring, "MEMORY", 1 << 13)
    set_up(tmp_path / "old")
    encryption.enable(
        tmp_path / "old", [Login("p1", "นางสาวตัวอย่าง ใจดี", "three words here")], recovery.new_recovery_key()[1], CLOCK
    )
    program = start(qtbot, tmp_path / "new")
    assert program.window is not None
    page = program.window.shown_page()
    assert isinstance(page, FirstStartPage)
    monkeypatch.setattr(moving_card, "choose_folder", lambda *_args: str(tmp_path / "old"))
    page.copy.click()
    qtbot.waitUntil(lambda: program.unlock is not None)
    assert program.unlock is not None
    program.unlock.password.setText("three words here")
    program.unlock.open_button.click()
    window = program.window
    assert window is not None
    assert window.session.store.office() == DISTRICT
    program._frame.close()
