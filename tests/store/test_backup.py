"""Backups are verified, numbered, thinned with care, and can be put back."""

from __future__ import annotations

import errno
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, backup, check, restore, safekeeping
from cdd_desktop.store.lock import LOCK_NAME
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.salvage import salvage
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, change_behind, rows

START = CLOCK.now()


def after(**time: int) -> FixedClock:
    return FixedClock(START + timedelta(**time))


def work(opened: Opener, clock: FixedClock, value: int) -> list[str]:
    """Open, save one fact, close; return why each backup was made, newest first."""
    store = opened(clock=clock)
    store.set_facts(KEY, {"a": value})
    made = [info.reason for info in store.backups()]
    store.close()
    return made


def test_a_start_makes_one_when_the_last_is_20_hours_old_and_something_changed(opened: Opener) -> None:
    assert work(opened, after(), 1) == []  # nothing to lose yet
    assert work(opened, after(hours=1), 2) == ["start"]
    assert work(opened, after(hours=20), 3) == ["start"]
    assert work(opened, after(hours=22), 4) == ["start"] * 2
    opened(clock=after(hours=50)).close()
    store = opened(clock=after(hours=90))
    assert len(store.backups()) == 3  # the last start changed nothing


def test_a_last_backup_from_the_future_does_not_stop_the_next(opened: Opener) -> None:
    work(opened, after(), 1)
    work(opened, FixedClock(datetime(2568, 1, 1), CLOCK_IMPLAUSIBLE), 2)
    assert len(work(opened, after(hours=1), 3)) == 2


def test_a_backup_holds_what_was_saved_and_knows_its_hash(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    path = store.backup(reason="ก่อนประชุม")
    store.set_facts(KEY, {"a": 2})
    (info,) = store.backups()
    assert (info.path, info.reason, info.number, info.intact()) == (path, "ก่อนประชุม", 1, True)
    assert path.name.isascii()
    assert sorted(item.name for item in path.parent.iterdir()) == [
        "README.txt",
        path.name,
        path.with_suffix(".json").name,
    ]


def test_every_flipped_bit_of_a_backup_is_noticed(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": "ก" * 500})
    path = store.backup()
    content, chance = path.read_bytes(), random.Random(7)
    for _ in range(100):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        assert not store.backups()[0].intact()
    assert not check(data_dir, CLOCK).backed_up


def test_every_flipped_bit_of_a_description_is_noticed(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    path = store.backup().with_suffix(".json")
    content, chance, (good,) = path.read_bytes(), random.Random(3), store.backups()
    noticed = 0
    for _ in range(300):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        whole = [info for info in store.backups() if info.intact()]
        assert whole in ([], [good])  # a flip can leave the meaning as it was: a letter of "\u0e01" made large
        noticed += not whole
    assert noticed > 290
    path.write_bytes(content.replace(b'"manual"', b'"mamual"'))
    assert not check(data_dir, CLOCK).backed_up
    (found,) = store.backups()
    assert found.damaged
    assert safekeeping.due(store._link._ready(), data_dir, CLOCK)  # what it says of its time and contents is no reason


def test_a_description_without_a_hash_stays_readable_and_never_gets_one(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    path = store.backup().with_suffix(".json")
    facts = json.loads(path.read_text(encoding="utf-8"))
    del facts["seal"]
    path.write_text(json.dumps(facts), encoding="utf-8")
    (info,) = store.backups()
    assert (info.intact(), info.sealed) == (True, False)
    backup.describe(info)
    assert json.loads(path.read_text(encoding="utf-8")) == facts
    store.backup()
    assert [item.sealed for item in store.backups()] == [True, False]


def test_a_backup_that_was_never_finished_does_not_count(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    path = store.backup()
    path.with_suffix(".json").unlink()
    assert store.backups() == []
    assert store.backup().name > path.name  # and its number is not used again


def test_thinning_keeps_the_newest_ten_and_one_for_each_of_fourteen_days(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    for day in range(30):
        for hour in (1, 2):
            clock = after(days=day, hours=hour)
            safekeeping.back_up(store._link._ready(), data_dir, clock.stamp(), "start")
    kept = store.backups()
    assert [info.number for info in kept[:10]] == list(range(60, 50, -1))
    days = [(info.day - START.date()).days for info in kept[10:]]
    assert days[:9] == list(range(24, 15, -1))
    assert days[9:] == [12, 9, 5]  # the last of each week, of each month


@pytest.mark.parametrize("moment", [datetime(2000, 1, 1), datetime(2055, 1, 1)])
def test_a_clock_that_is_wrong_removes_nothing(store: Store, data_dir: Path, moment: datetime) -> None:
    store.set_facts(KEY, {"a": 1})
    for number in range(30):
        safekeeping.back_up(store._link._ready(), data_dir, after(minutes=number).stamp(), "start")
    before = len(store.backups())
    safekeeping.back_up(store._link._ready(), data_dir, FixedClock(moment, CLOCK_IMPLAUSIBLE).stamp(), "start")
    assert len(store.backups()) == before + 1


def test_a_damaged_database_is_moved_aside_and_the_newest_intact_backup_put_back(
    opened: Opener, data_dir: Path
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.set_facts(KEY, {"a": 2})
    newer = store.backup()
    store.set_facts(KEY, {"a": 3})
    store.close()
    newer.write_bytes(b"damaged too")
    (data_dir / DATABASE_NAME).write_bytes(b"damaged")
    restored = restore(data_dir, CLOCK)
    assert restored.backup.number == 1
    assert restored.aside is not None
    assert (restored.aside / DATABASE_NAME).read_bytes() == b"damaged"
    store = opened()
    assert store.facts(KEY) == {"a": 1}
    store.set_facts(KEY, {"a": 4})
    assert rows(data_dir, "SELECT reason FROM replica ORDER BY number") == [("",), ("restored",)]
    store.backup()
    assert check(data_dir, CLOCK).ok


def test_what_could_not_be_looked_at_is_not_called_damaged(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.close()
    change_behind(data_dir, "PRAGMA user_version = 999")  # of a newer program
    assert restore(data_dir, CLOCK).aside == data_dir / "replaced-1"


@pytest.mark.parametrize("name", ["", "7", "cdd-000001-2024-02-17.db"])
def test_a_restore_that_is_refused_leaves_no_folder_and_no_lock(tmp_path: Path, name: str) -> None:
    for folder in (tmp_path / "a" / "slip of the hand", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        with pytest.raises(UserError, match="ไม่มีสำเนา"):
            restore(folder, CLOCK, name=name)
        with pytest.raises(UserError):
            salvage(folder, CLOCK)
    assert [path.name for path in tmp_path.rglob("*")] == ["empty"]


def test_a_restore_that_fails_in_a_new_folder_leaves_none(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    made = store.backup()

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr("cdd_desktop.store.backup.verify", full)
    with pytest.raises(UserError, match="พื้นที่ดิสก์เต็ม"):
        restore(tmp_path / "new" / "PC", CLOCK, name=str(made))
    assert not (tmp_path / "new").exists()


def test_a_restore_that_is_refused_does_not_hide_that_the_last_program_died(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.close()
    (data_dir / LOCK_NAME).write_text("{}", encoding="utf-8")
    with pytest.raises(UserError):
        restore(data_dir, CLOCK, number=77)
    (data_dir / DATABASE_NAME).write_bytes(b"nothing can be saved")
    with pytest.raises(UserError):
        salvage(data_dir, CLOCK)
    assert (data_dir / LOCK_NAME).stat().st_size > 0
    restore(data_dir, CLOCK)
    assert (data_dir / LOCK_NAME).stat().st_size == 0


def test_a_lost_database_comes_back_from_its_backup(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.close()
    (data_dir / DATABASE_NAME).unlink()
    assert restore(data_dir, CLOCK).aside is None
    assert opened().facts(KEY) == {"a": 1}


def test_a_certain_backup_can_be_put_back(opened: Opener, data_dir: Path) -> None:
    store = opened()
    for value in (1, 2, 3):
        store.set_facts(KEY, {"a": value})
        store.backup()
    store.close()
    assert restore(data_dir, CLOCK, number=2).backup.number == 2
    assert opened().facts(KEY) == {"a": 2}


def test_nothing_is_touched_while_a_window_is_open_or_without_an_intact_backup(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    with pytest.raises(UserError, match="เปิดข้อมูลในโฟลเดอร์นี้อยู่แล้ว"):
        restore(data_dir, CLOCK)
    store.close()
    with pytest.raises(UserError, match="ไม่มีสำเนาสำรอง"):
        restore(data_dir, CLOCK)
    with Store.open_reader(data_dir, CLOCK) as reader:
        assert reader.facts(KEY) == {"a": 1}
