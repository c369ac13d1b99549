"""The full check behind an open window: damage is told with the way out, lost files come back by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import Store, check
from cdd_desktop.store.driver import connect, transaction
from cdd_desktop.store.files import FOLDER
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.program import Program
from tests.ui.office import DISTRICT, FIRST, NOON
from tests.ui.test_moving import start

CLOCK = FixedClock(NOON)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "data", CLOCK) as store:
        store.set_office(DISTRICT)
        name = store.files.add(b"a picture")
        store.put("evidence", None, {"sha256": name}, key=("p", "i", "1", "office", "2401"))
        store.backup()
    return tmp_path / "data"


@pytest.fixture
def program(qtbot: QtBot, folder: Path) -> Iterator[Program]:
    made = start(qtbot, folder)
    yield made
    made._frame.close()


def window_of(program: Program) -> MainWindow:
    assert program.window is not None
    return program.window


def examine(program: Program, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window_of(program).keeper.examine().ended):
        pass
    qtbot.wait(1)


def tamper(folder: Path) -> None:
    """Alter a value behind the program's back, so that no page of the file is broken."""
    with closing(connect(folder / "cdd.db")) as connection, transaction(connection):
        connection.execute("UPDATE fact SET value = '999' WHERE name = 'learners_total'")


def test_nothing_is_said_of_data_that_is_whole(program: Program, qtbot: QtBot) -> None:
    examine(program, qtbot)
    assert program.damage is None
    assert not window_of(program).notice.isVisible()


def test_damage_that_the_opening_does_not_see_is_told_and_leads_to_what_can_be_saved(
    program: Program, qtbot: QtBot, folder: Path
) -> None:
    window = window_of(program)
    window.session.commit(FIRST, "learners_total", 104)
    window.session.flush()
    tamper(folder)
    backups = len(window.session.store.backups())
    examine(program, qtbot)
    page = program.damage
    assert page is not None
    assert page.geometry() == program._frame.rect()
    assert "ตาราง fact" in page.found.text()

    page.mend.click()
    assert program.window is None
    failure = program.failure
    assert failure is not None
    qtbot.waitUntil(lambda: not failure.salvage.isHidden())
    failure.salvage.click()
    qtbot.waitUntil(lambda: program.window is not None)
    session = window_of(program).session
    assert session.store.facts(session.key(FIRST))["learners_total"] == 104
    assert check(folder, CLOCK).ok
    assert len([info for info in session.store.backups() if info.reason != "start"]) == backups


def test_one_may_go_on_for_now(program: Program, qtbot: QtBot, folder: Path) -> None:
    window = window_of(program)
    window.session.commit(FIRST, "learners_total", 104)
    window.session.flush()
    tamper(folder)
    examine(program, qtbot)
    assert program.damage is not None
    program.damage.stay.click()
    assert window.actions_by_id["settings"].isEnabled()
    window.session.commit(FIRST, "learners_total", 105)
    window.session.flush()
    assert not window.keeper.exit_due()


def test_a_lost_file_comes_back_from_the_backups_and_that_is_said(
    program: Program, qtbot: QtBot, folder: Path
) -> None:
    (path,) = (folder / FOLDER).glob("??/*")
    path.write_bytes(b"damaged")
    examine(program, qtbot)
    assert path.read_bytes() == b"a picture"
    assert "นำกลับจากสำเนาสำรองแล้ว 1 ไฟล์" in window_of(program).notice.text.text()


def test_what_cannot_come_back_is_named(program: Program, qtbot: QtBot, folder: Path) -> None:
    for path in [*(folder / FOLDER).glob("??/*"), *(folder / "backups" / FOLDER).glob("??/*")]:
        path.unlink()
    examine(program, qtbot)
    assert "ไฟล์แนบ" in window_of(program).notice.text.text()
    assert program.damage is None
