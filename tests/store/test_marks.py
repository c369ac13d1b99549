"""A database that was restored or copied goes on under a new replica id; one that was not, keeps it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cdd_desktop.store import Store, check
from cdd_desktop.store.marks import MARK_NAME
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.kit import CLOCK, KEY, rows


class Computer:
    """One data folder that is opened, written to and closed, again and again."""

    def __init__(self, tmp_path: Path) -> None:
        self.folder = tmp_path / "data"
        self.state = tmp_path / "state"

    def write(self, value: int, folder: Path | None = None) -> str:
        """Save a fact; return the replica id it was written under."""
        folder = folder or self.folder
        with Store.open(folder, CLOCK, state_dir=self.state) as store:
            store.set_facts(KEY, {"a": value})
        stream = rows(folder, "SELECT stream FROM change ORDER BY lamport DESC LIMIT 1")[0][0]
        return str(stream).partition("/")[0]


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


def assert_whole(folder: Path) -> None:
    report = check(folder, CLOCK)
    assert report.ok, report.lines


def test_the_replica_id_stays_over_restarts(computer: Computer) -> None:
    assert len({computer.write(number) for number in range(5)}) == 1


def test_a_database_put_back_from_an_older_copy_gets_a_new_id(computer: Computer, tmp_path: Path) -> None:
    before = computer.write(1)
    shutil.copy(computer.folder / DATABASE_NAME, tmp_path / "copy.db")
    computer.write(2)
    shutil.copy(tmp_path / "copy.db", computer.folder / DATABASE_NAME)
    after = computer.write(3)
    assert after != before
    assert computer.write(4) == after
    assert rows(computer.folder, "SELECT reason FROM replica ORDER BY number") == [("",), ("restored",)]
    assert_whole(computer.folder)


def test_a_whole_folder_put_back_from_an_older_copy_gets_a_new_id(computer: Computer, tmp_path: Path) -> None:
    before = computer.write(1)
    shutil.copytree(computer.folder, tmp_path / "copy")
    computer.write(2)
    shutil.rmtree(computer.folder)
    shutil.copytree(tmp_path / "copy", computer.folder)
    assert computer.write(3) != before
    assert_whole(computer.folder)


def test_a_copied_folder_gets_a_new_id_and_the_original_keeps_its_own(computer: Computer, tmp_path: Path) -> None:
    before = computer.write(1)
    shutil.copytree(computer.folder, tmp_path / "elsewhere")
    assert computer.write(2, tmp_path / "elsewhere") != before
    assert computer.write(2) == before


def test_a_database_without_any_mark_gets_a_new_id(computer: Computer) -> None:
    before = computer.write(1)
    (computer.folder / MARK_NAME).unlink()
    shutil.rmtree(computer.state)
    assert computer.write(2) != before


def test_another_user_of_the_same_pc_goes_on_under_the_same_id(computer: Computer, tmp_path: Path) -> None:
    before = computer.write(1)
    computer.state = tmp_path / "another user's folder"
    assert computer.write(2) == before


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"replica": "x"}', b"\xff" * 512])
def test_an_unreadable_mark_costs_a_new_id_and_nothing_else(computer: Computer, content: bytes) -> None:
    before = computer.write(1)
    (computer.folder / MARK_NAME).write_bytes(content)
    assert_whole(computer.folder)
    after = computer.write(2)
    assert after != before
    assert computer.write(3) == after


def test_marks_that_cannot_be_written_do_not_stop_anybody(computer: Computer) -> None:
    computer.state.write_text("a file in the place of the folder", encoding="utf-8")
    assert computer.write(1) == computer.write(2)


def test_the_check_tells_that_an_older_copy_lies_there(computer: Computer, tmp_path: Path) -> None:
    computer.write(1)
    shutil.copy(computer.folder / DATABASE_NAME, tmp_path / "copy.db")
    computer.write(2)
    shutil.copy(tmp_path / "copy.db", computer.folder / DATABASE_NAME)
    report = check(computer.folder, CLOCK)
    assert not report.ok
    assert any("เก่ากว่า" in line for line in report.lines)
