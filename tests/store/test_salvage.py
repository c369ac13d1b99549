"""Of a damaged database every change whose hash holds comes back, nothing else does, and the damaged file stays."""

from __future__ import annotations

import os
import random
from pathlib import Path
from typing import Any

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Store, check, encryption, keyring, recovery, salvage
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.lock import LOCK_NAME
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, OFFICE, change_behind, rows

FULL = bool(os.environ.get("CDD_FULL_TESTS"))
PAGE = 4096
EDITS = 600


def key_of(number: int) -> EntryKey:
    return EntryKey("2567-q2", f"mission{number // 20}", "2", "office", "1001")


@pytest.fixture
def filled(opened: Opener, data_dir: Path) -> Path:
    """A closed folder of some hundred pages and 601 changes; each fact has the number of its edit."""
    store = opened()
    store.set_office(OFFICE)
    for number in range(EDITS):
        store.set_facts(key_of(number), {f"fact{number % 20}": f"{number}" + "ก" * 150})
    store.close()
    return data_dir


def damage_pages(path: Path, chance: random.Random, count: int) -> None:
    """Overwrite some pages, never the first."""
    content = bytearray(path.read_bytes())
    for _ in range(count):
        at = PAGE * chance.randrange(1, len(content) // PAGE)
        content[at : at + PAGE] = chance.randbytes(PAGE)
    path.write_bytes(content)


def genuine(store: Store) -> int:
    """Return how many facts there are; every one must be what was entered."""
    found = 0
    for key, facts in store.entries("2567-q2", "2").items():
        for name, value in facts.items():
            number = int(key.indicator.removeprefix("mission")) * 20 + int(name.removeprefix("fact"))
            assert value == f"{number}" + "ก" * 150
            found += 1
    return found


@pytest.mark.parametrize("pages", [1, 5, 20])
def test_damaged_pages_cost_their_own_rows_only(filled: Path, opened: Opener, pages: int) -> None:
    for seed in range(20 if FULL else 2):
        folder = filled.with_name(f"copy-{pages}-{seed}")
        folder.mkdir()
        path = folder / DATABASE_NAME
        path.write_bytes((filled / DATABASE_NAME).read_bytes())
        damage_pages(path, random.Random(seed), pages)
        damaged = path.read_bytes()
        told = salvage.diagnose(folder, CLOCK)
        if told is None:
            continue  # the page was free
        assert path.read_bytes() == damaged
        done = salvage.salvage(folder, CLOCK)
        assert (done.changes, done.known) == (told.salvageable, told.known)
        assert done.changes > (EDITS + 1) * (1 - 0.03 * pages)
        assert (done.aside / DATABASE_NAME).read_bytes() == damaged
        report = check(folder, CLOCK)
        assert report.ok, report.lines
        store = opened(folder)
        assert genuine(store) >= done.changes - 1
        assert store.office() == OFFICE
        store.set_facts(KEY, {"a": 1})
        store.undo()
        store.close()
        assert check(folder, CLOCK).ok


def test_a_file_without_its_first_pages_still_gives_its_rows(filled: Path, opened: Opener) -> None:
    path = filled / DATABASE_NAME
    content = path.read_bytes()
    path.write_bytes(bytes(PAGE * 3) + content[PAGE * 3 :])
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert any("เสียหาย" in line for line in told.what)
    done = salvage.salvage(filled, CLOCK)
    assert done.changes > EDITS * 0.9
    store = opened()
    assert genuine(store) > EDITS * 0.9
    assert store._link.replica not in {stream.split("/")[0] for (stream,) in rows(filled, "SELECT stream FROM stream")}


def test_what_is_missing_is_counted_and_stays_known(filled: Path) -> None:
    path = filled / DATABASE_NAME
    damage_pages(path, random.Random(8), 20)
    done = salvage.salvage(filled, CLOCK)
    assert done.known == EDITS + 1
    assert done.changes < done.known
    report = check(filled, CLOCK)
    assert report.ok
    assert any("ขาดไป" in line for line in report.lines)


@pytest.mark.parametrize("said", [1 << 40, (1 << 63) - 1, -5])
def test_a_flipped_end_of_the_log_neither_holds_salvage_up_nor_is_counted(
    filled: Path, monkeypatch: pytest.MonkeyPatch, said: int
) -> None:
    change_behind(filled, f"UPDATE stream SET seq = {said}")
    asked, ask = [0], salvage._Reader.ask

    def counted(reader: salvage._Reader, query: str, *values: str | int) -> list[tuple[Any, ...]] | None:
        asked[0] += 1
        assert asked[0] < 500, "it goes on asking for rows that never were"
        return ask(reader, query, *values)

    monkeypatch.setattr(salvage._Reader, "ask", counted)
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert (told.salvageable, told.known) == (EDITS + 1, EDITS + 1)
    asked[0] = 0
    done = salvage.salvage(filled, CLOCK)
    assert (done.changes, done.known) == (EDITS + 1, EDITS + 1)
    assert check(filled, CLOCK).ok


def test_no_altered_row_comes_back(filled: Path, opened: Opener) -> None:
    path = filled / DATABASE_NAME
    content = path.read_bytes().replace("77ก".encode(), "78ก".encode())
    path.write_bytes(content)
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert told.salvageable < told.known
    salvage.salvage(filled, CLOCK)
    genuine(opened())


def test_what_stands_in_the_write_ahead_log_alone_comes_back_too(opened: Opener, data_dir: Path) -> None:
    store = opened()
    for number in range(50):
        store.set_facts(key_of(number), {f"fact{number % 20}": f"{number}" + "ก" * 150})
    folder = data_dir.with_name("killed")
    folder.mkdir()
    for path in data_dir.iterdir():
        if path.is_file() and path.name != LOCK_NAME:
            (folder / path.name).write_bytes(path.read_bytes())
    log = folder / f"{DATABASE_NAME}-wal"
    assert log.stat().st_size > 0
    (folder / DATABASE_NAME).write_bytes(b"damaged" * 1000)
    assert salvage.salvage(folder, CLOCK).changes == 50
    assert genuine(opened(folder)) == 50


def test_a_whole_folder_has_nothing_to_tell_and_an_empty_one_gives_nothing(filled: Path, tmp_path: Path) -> None:
    assert salvage.diagnose(filled, CLOCK) is None
    (filled / DATABASE_NAME).write_bytes(b"nothing left" * 1000)
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert told.salvageable == 0
    with pytest.raises(UserError, match="กู้รายการจากไฟล์ที่เสียหายไม่ได้เลย"):
        salvage.salvage(filled, CLOCK)
    assert (filled / DATABASE_NAME).read_bytes() == b"nothing left" * 1000
    (filled / DATABASE_NAME).unlink()
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert told.what == (f"ไม่พบไฟล์ข้อมูล {DATABASE_NAME}",)


def test_the_intact_backups_are_named_first(filled: Path, opened: Opener) -> None:
    store = opened()
    store.backup()
    store.backup().write_bytes(b"damaged")
    store.close()
    (filled / DATABASE_NAME).write_bytes(b"damaged" * 1000)
    told = salvage.diagnose(filled, CLOCK)
    assert told is not None
    assert [info.number for info in told.backups] == [2, 1]
    assert told.known == EDITS + 1  # the backup and the mark know how many there were


def test_an_open_folder_is_not_salvaged(store: Store, data_dir: Path) -> None:
    with pytest.raises(UserError, match="เปิดข้อมูลในโฟลเดอร์นี้อยู่แล้ว"):
        salvage.salvage(data_dir, CLOCK)


def test_of_an_encrypted_file_the_rows_of_whole_pages_come_back(
    filled: Path, state_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyring, "MEMORY", 1 << 20)
    login = Login("p", "ตัวอย่าง", "a long password")
    key = encryption.enable(filled, [login], recovery.new_recovery_key()[1], CLOCK).key
    assert isinstance(key, DataKey)
    path = filled / DATABASE_NAME
    content = bytearray(path.read_bytes())
    for page in (len(content) // PAGE // 2, len(content) // PAGE // 3):
        content[PAGE * page + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(keyring.Locked):
        salvage.salvage(filled, CLOCK)
    done = salvage.salvage(filled, CLOCK, key)
    assert EDITS * 0.9 < done.changes <= done.known
    assert not path.read_bytes().startswith(b"SQLite format 3")
    with Store.open(filled, CLOCK, state_dir=state_dir, key=key) as store:
        assert genuine(store) > EDITS * 0.9
    assert check(filled, CLOCK, key=key).ok
