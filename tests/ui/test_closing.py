"""The last backup: not a word while it is quick, a page with ways out when it is slow or fails."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store, backup, backup_files
from cdd_desktop.store.progress import Step
from cdd_desktop.ui import closing
from cdd_desktop.ui.closing import ClosingPage
from cdd_desktop.ui.keeping import EXIT
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.program import Program
from tests.ui.office import DISTRICT, FIRST, NOON
from tests.ui.test_moving import start

CLOCK = FixedClock(NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "data", CLOCK) as store:
        store.set_office(DISTRICT)
        store.backup()
    return tmp_path / "data"


@pytest.fixture
def program(qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """A changed folder, and no patience: every backup counts as slow."""
    monkeypatch.setattr(closing, "QUIET_MS", 0)
    program = start(qtbot, folder)
    assert program.window is not None
    program.window.session.commit(FIRST, "learners_total", 104)
    yield program
    program._frame.close()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A device that does not go on until it is told to."""
    go_on, keep = Event(), backup_files.keep

    def slow(data_dir: Path, backups: Path, key: None, step: Step) -> dict[str, int]:
        while not go_on.wait(0.01):
            step("", 0, 0)
        return keep(data_dir, backups, key, step)

    monkeypatch.setattr(backup_files, "keep", slow)
    yield go_on
    go_on.set()


def window_of(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def page_of(program: Program) -> ClosingPage:
    page = window_of(program).closing.page
    assert page is not None
    return page


def reasons(folder: Path) -> list[str]:
    return [info.reason for info in backup.existing(folder)]


def test_a_slow_backup_is_told_and_the_program_closes_after_it(
    program: Program, held: Event, folder: Path, qtbot: QtBot
) -> None:
    program._frame.close()
    page = page_of(program)
    assert page.isVisible()
    assert page.geometry() == program._frame.rect()
    assert not window_of(program).actions_by_id["undo"].isEnabled()
    program._frame.close()  # once more changes nothing
    assert program._frame.isVisible()
    held.set()
    qtbot.waitUntil(lambda: not program._frame.isVisible())
    assert reasons(folder)[0] == EXIT
    with Store.open(folder, CLOCK) as store:
        assert store.facts(window_of(program).session.key(FIRST))["learners_total"] == 104


def test_who_cannot_wait_closes_without_it_and_nothing_is_lost(
    program: Program, held: Event, folder: Path, qtbot: QtBot
) -> None:
    program._frame.close()
    page_of(program).stop.click()
    qtbot.waitUntil(lambda: not program._frame.isVisible())
    assert reasons(folder) == ["manual"]
    with Store.open(folder, CLOCK) as store:
        assert store.facts(window_of(program).session.key(FIRST))["learners_total"] == 104


def test_a_backup_that_fails_is_told_with_ways_on(
    program: Program, folder: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr(backup, "copy_database", full)
        program._frame.close()
        page = page_of(program)
        qtbot.waitUntil(page.retry.isVisible)
        assert "พื้นที่ดิสก์เต็ม" in page.note.text()
        page.stay.click()
        window = window_of(program)
        assert window.actions_by_id["settings"].isEnabled()
        window.session.commit(FIRST, "learners_total", 105)
        program._frame.close()
        page = page_of(program)
        qtbot.waitUntil(page.retry.isVisible)
    page.retry.click()
    qtbot.waitUntil(lambda: not program._frame.isVisible())
    assert reasons(folder)[0] == EXIT


def test_what_follows_the_closing_waits_for_a_slow_backup(program: Program, held: Event, qtbot: QtBot) -> None:
    first = window_of(program)
    first.demo_wanted.emit()
    assert program.window is first
    held.set()
    qtbot.waitUntil(lambda: program.window is not None and program.window is not first, timeout=20000)
    assert window_of(program).session.demo


def test_a_second_place_that_hangs_is_left(
    program: Program, folder: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device does not even hear that nobody waits any more."""
    deaf, reached = Event(), Event()

    def hang(*_args: object) -> None:
        reached.set()
        deaf.wait(20)

    stick = tmp_path / "stick"
    stick.mkdir()
    window_of(program).keeper.set_second_place(str(stick))
    monkeypatch.setattr(backup_files, "copy_set", hang)
    monkeypatch.setattr(closing, "leave_stuck", lambda: left.append(1))
    left: list[int] = []
    program._frame.close()
    page = page_of(program)
    assert reached.wait(20)
    window_of(program).closing._patience.setInterval(50)
    page.stop.click()
    qtbot.waitUntil(lambda: left == [1])
    deaf.set()
    qtbot.waitUntil(lambda: not program._frame.isVisible())
    assert reasons(folder)[0] == EXIT
