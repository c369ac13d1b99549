"""What is met at the opening: nothing, something foreign, something newer, something damaged, something older."""

from __future__ import annotations

import errno
import os
import random
import shutil
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check, problems
from cdd_desktop.store.backup import existing
from cdd_desktop.store.driver import connect
from cdd_desktop.store.lock import LOCK_NAME
from cdd_desktop.store.opening import DATABASE_NAME, open_writer
from cdd_desktop.store.schema import MIGRATIONS, Migration, version
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, change_behind, rows

FORMATS = Path(__file__).parent.parent / "data" / "store"


@pytest.fixture
def filled(data_dir: Path, state_dir: Path) -> Path:
    """A closed database of some hundred pages."""
    with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
        for group in range(12):
            store.set_facts(KEY, {f"fact{group}-{number}": "ก" * 400 for number in range(10)})
    return data_dir / DATABASE_NAME


def refused(data_dir: Path, state_dir: Path) -> UserError:
    """Return why the folder is not opened; the file and its neighbours must stay as they are."""
    path = data_dir / DATABASE_NAME
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Store.open(data_dir, CLOCK, state_dir=state_dir)
    assert path.read_bytes() == before
    return caught.value


def test_a_new_folder_is_made_with_its_parents(tmp_path: Path, state_dir: Path) -> None:
    with Store.open(tmp_path / "ใหม่" / "ข้อมูล", CLOCK, state_dir=state_dir) as store:
        assert store.entries("2567-q2", "2") == {}
        assert store.notices == ()
    assert check(tmp_path / "ใหม่" / "ข้อมูล", CLOCK).ok


def test_every_file_of_a_released_format_opens_with_its_data(tmp_path: Path, state_dir: Path) -> None:
    files = sorted(FORMATS.glob("format-*.db"))
    assert [file.stem for file in files] == [f"format-{number}" for number in range(1, version() + 1)]
    for file in files:
        folder = tmp_path / file.stem
        folder.mkdir()
        shutil.copy(file, folder / DATABASE_NAME)
        with Store.open(folder, CLOCK, person="ผู้บันทึก", state_dir=state_dir) as store:
            assert store.facts(KEY) == {"registered": 12, "income": "1234567.50", "monthly": [5, None, 4]}
            assert store.undo_label() == "แก้รายได้"
            assert store.drafts(KEY) == {"income": "ประมาณ 1.2 ล้าน"}
            (office,) = store.records("office").values()
            assert office["district"] == "อำเภอตัวอย่าง"
            if file.stem != "format-1":  # records of any kind came with format 2
                assert list(store.records("holiday").values()) == [{"name": "วันหยุดตัวอย่าง"}]
                assert list(store.records("holiday", deleted=True).values()) == [{"name": "วันหยุดที่ลบ"}]
        report = check(folder, CLOCK)
        assert report.ok, report.lines


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0", b"not a database at all" * 100, bytes(4096)])
def test_what_is_no_database_is_told_and_kept(filled: Path, data_dir: Path, state_dir: Path, content: bytes) -> None:
    filled.write_bytes(content)
    assert "เสียหาย" in refused(data_dir, state_dir).message
    report = check(data_dir, CLOCK)
    assert not report.ok
    with pytest.raises(UserError):
        Store.open_reader(data_dir, CLOCK)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_truncated_file_is_told_and_kept(filled: Path, data_dir: Path, state_dir: Path, share: float) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: int(len(content) * share)])
    assert "เสียหาย" in refused(data_dir, state_dir).message
    assert not check(data_dir, CLOCK).ok


def test_zeroed_pages_are_told_and_kept(filled: Path, data_dir: Path, state_dir: Path) -> None:
    content = bytearray(filled.read_bytes())
    content[4096 : 4096 * 6] = bytes(4096 * 5)
    filled.write_bytes(content)
    assert "เสียหาย" in refused(data_dir, state_dir).message


def test_a_broken_schema_is_told_though_sqlite_quotes_bytes_that_are_no_text(
    filled: Path, data_dir: Path, state_dir: Path
) -> None:
    content = bytearray(filled.read_bytes())
    content[content.index(b"CREATE TABLE ") + 7] ^= 0x80
    filled.write_bytes(content)
    assert "เสียหาย" in refused(data_dir, state_dir).message
    with pytest.raises(UserError, match="เสียหาย"):
        Store.open_reader(data_dir, CLOCK)
    assert not check(data_dir, CLOCK).ok


def test_a_column_that_lost_its_name_is_damage_and_no_bug(filled: Path, data_dir: Path) -> None:
    change_behind(
        data_dir,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'value', 'valwe') WHERE name = 'fact'",
    )
    with Store.open_reader(data_dir, CLOCK) as store, pytest.raises(UserError, match="เสียหาย"):
        store.facts(KEY)
    assert not check(data_dir, CLOCK).ok


def test_a_folder_in_the_place_of_the_file_is_told(filled: Path, data_dir: Path, state_dir: Path) -> None:
    filled.unlink()
    filled.mkdir()
    with pytest.raises(UserError, match="เป็นสิ่งอื่น"):
        Store.open(data_dir, CLOCK, state_dir=state_dir)
    assert not check(data_dir, CLOCK).ok
    assert filled.is_dir()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only POSIX has named pipes")
def test_a_pipe_in_the_place_of_the_file_does_not_hang(filled: Path, data_dir: Path) -> None:
    filled.unlink()
    os.mkfifo(filled)
    assert not check(data_dir, CLOCK).ok


def test_no_flipped_bit_gives_other_data_unnoticed(filled: Path, data_dir: Path) -> None:
    """SQLite notices hardly half of them; the log's hashes and the comparison must find every one that matters."""
    content, chance = filled.read_bytes(), random.Random(1)
    true, noticed = dump(data_dir), 0
    for _ in range(100):
        place = chance.randrange(100, len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        filled.write_bytes(flipped)
        if check(data_dir, CLOCK).ok:
            assert dump(data_dir) == true  # it hit free space
        else:
            noticed += 1
    assert noticed > 20


TABLES = ("change", "stream", "fact", "field", "head", "step", "record")


def dump(data_dir: Path) -> list[list[tuple[object, ...]]]:
    """Return everything that the log covers."""
    return [rows(data_dir, f"SELECT * FROM {table}") for table in TABLES]


def test_a_file_of_a_newer_program_is_refused_and_kept(filled: Path, data_dir: Path, state_dir: Path) -> None:
    change_behind(data_dir, f"PRAGMA user_version = {version() + 1}")
    assert "รุ่นใหม่กว่า" in refused(data_dir, state_dir).message
    with pytest.raises(UserError, match="รุ่นใหม่กว่า"):
        Store.open_reader(data_dir, CLOCK)


def test_another_programs_database_is_refused_and_kept(data_dir: Path, state_dir: Path) -> None:
    data_dir.mkdir()
    connection = connect(data_dir / DATABASE_NAME)
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    assert "ไม่ใช่ข้อมูลของโปรแกรมนี้" in refused(data_dir, state_dir).message


@pytest.mark.parametrize("left", ["mark", "log", "backup"])
def test_a_missing_database_is_not_replaced_by_an_empty_one(
    filled: Path, data_dir: Path, state_dir: Path, left: str
) -> None:
    if left == "backup":
        with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
            store.backup()
    filled.unlink()
    if left != "mark":
        (data_dir / "cdd.mark").unlink()
    if left == "log":
        (data_dir / f"{DATABASE_NAME}-wal").write_bytes(b"left over")
    with pytest.raises(UserError, match="ไม่สร้างไฟล์เปล่าทับ"):
        Store.open(data_dir, CLOCK, state_dir=state_dir)
    assert not filled.exists()


def test_a_half_made_database_is_begun_anew(data_dir: Path, opened: Opener) -> None:
    data_dir.mkdir()
    (data_dir / f"{DATABASE_NAME}.part").write_bytes(b"half")
    (data_dir / f"{DATABASE_NAME}.part-wal").write_bytes(b"half")
    opened().set_facts(KEY, {"a": 1})
    assert not list(data_dir.glob("*.part*"))


def test_reading_a_folder_without_data_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="ยังไม่มีข้อมูล"):
        Store.open_reader(tmp_path, CLOCK)
    with pytest.raises(UserError, match="ยังไม่มีข้อมูล"):
        check(tmp_path, CLOCK)
    assert not list(tmp_path.iterdir())


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, state_dir: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UserError, match="ไม่ใช่โฟลเดอร์"):
        Store.open(tmp_path / "file", CLOCK, state_dir=state_dir)


def test_after_an_unclean_end_the_full_check_comes_first(filled: Path, data_dir: Path, state_dir: Path) -> None:
    # an index that lacks a row is seen by the full check only
    change_behind(
        data_dir,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = 'CREATE INDEX change_action ON change (undoes)' WHERE name = 'change_action'",
    )
    with Store.open(data_dir, CLOCK, state_dir=state_dir):
        pass  # the quick check does not see it
    (data_dir / LOCK_NAME).write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="เสียหาย"):
        Store.open(data_dir, CLOCK, state_dir=state_dir)
    assert (data_dir / LOCK_NAME).stat().st_size > 0  # the next start checks in full again


_ADD = Migration("m9998_colour", lambda db: db.execute("ALTER TABLE fact ADD COLUMN colour TEXT"))


def _fail(db: object) -> None:
    raise RuntimeError("half way")


def test_an_older_file_is_backed_up_and_brought_up_to_date(filled: Path, data_dir: Path, state_dir: Path) -> None:
    opened = open_writer(data_dir, state_dir, CLOCK, "", (*MIGRATIONS, _ADD))
    assert opened.connection.execute("PRAGMA user_version").fetchone() == (version() + 1,)
    opened.connection.close()
    opened.lock.release()
    (made,) = existing(data_dir)
    assert made.reason == "migration"
    assert made.intact()
    assert len(rows(data_dir, "SELECT colour FROM fact")) == 120
    with pytest.raises(UserError, match="รุ่นใหม่กว่า"):  # the program that does not know the new version
        Store.open(data_dir, CLOCK, state_dir=state_dir)


def test_a_migration_that_fails_half_way_changes_nothing(filled: Path, data_dir: Path, state_dir: Path) -> None:
    with pytest.raises(RuntimeError, match="half way"):
        open_writer(data_dir, state_dir, CLOCK, "", (*MIGRATIONS, _ADD, Migration("m9999_fails", _fail)))
    with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
        assert len(store.facts(KEY)) == 120
    assert rows(data_dir, "SELECT name FROM pragma_table_info('fact') WHERE name = 'colour'") == []
    assert check(data_dir, CLOCK).ok


def test_what_may_not_be_opened_is_not_told_as_what_may_not_be_written() -> None:
    told = problems.reading_failed(PermissionError(errno.EACCES, "denied"))
    assert "ไม่มีสิทธิ์เปิด" in told.message
    assert "เขียน" not in str(told)
    assert "เขียนไม่ได้" in str(problems.not_saved(PermissionError(errno.EACCES, "denied")))
