"""When a backup is due, what is in it, where else it goes, and which ones stay."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import subprocess
import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, CLOCK_OK, FixedClock
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, backup_files, check, drill, restore, safekeeping, swap, thinning
from cdd_desktop.store.backup import BackupInfo, in_folder
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, ROOT, rows
from tests.store.steps_kit import full_disk

FULL = bool(os.environ.get("CDD_FULL_TESTS"))
PHOTO = b"photo" * 100


def add_photo(store: Store, content: bytes = PHOTO) -> str:
    name = store.files.add(content)
    store.put("evidence", None, {"sha256": name}, key=KEY.parts, action="เพิ่มหลักฐาน")
    return name


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Path:
    """A second place that the store knows of."""
    folder = tmp_path / "ไดรฟ์สำรอง"
    folder.mkdir()
    store.set_local(safekeeping.SECOND_PLACE, str(folder))
    return folder


# --- when --------------------------------------------------------------------------------------------------------


def test_it_is_due_half_an_hour_after_the_last_when_something_changed(store: Store) -> None:
    assert not store.backup_due()  # nothing was ever entered
    store.set_facts(KEY, {"a": 1})
    assert store.backup_due()
    store.backup()
    store.clock = FixedClock(CLOCK.now() + timedelta(minutes=40))
    assert not store.backup_due()
    assert not store.backup_due(0)
    store.set_facts(KEY, {"a": 2})
    assert store.backup_due()
    store.clock = FixedClock(CLOCK.now() + timedelta(minutes=20))
    assert not store.backup_due()
    assert store.backup_due(0)  # at the exit


def test_drafts_and_settings_of_this_pc_are_changes_too_and_notes_about_backups_are_none(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.set_local("backup_anything", 1)
    assert not store.backup_due(0)
    store.set_draft(KEY, "b", "ราว 5")
    assert store.backup_due(0)
    store.backup()
    store.set_local("theme", "dark")
    assert store.backup_due(0)


def test_a_last_backup_from_the_future_makes_the_next_one_due(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store.clock = FixedClock(datetime(2068, 1, 1), CLOCK_IMPLAUSIBLE)
    store.backup()
    store.clock = CLOCK
    store.set_facts(KEY, {"a": 2})
    assert store.backup_due()


# --- what --------------------------------------------------------------------------------------------------------


def test_a_backup_says_what_is_in_it(store: Store) -> None:
    store.set_facts(KEY, {"a": 1, "b": 2})
    add_photo(store)
    info = store.back_up()
    assert info.counts == {"changes": 2, "entries": 1, "records": 1, "files": 1, "lost": 0}
    assert store.backups() == [info]
    assert "กู้คืน" in (info.path.parent / "README.txt").read_text(encoding="utf-8-sig")


def test_every_file_lies_among_the_backups_once(store: Store) -> None:
    first = add_photo(store)
    store.backup()
    stored = store.data_dir / "backups" / "files" / first[:2] / first
    before = stored.stat().st_mtime_ns
    second = add_photo(store, b"another")
    store.backup()
    assert stored.stat().st_mtime_ns == before
    assert sorted(path.name for path in (store.data_dir / "backups" / "files").glob("??/*")) == sorted([first, second])


def test_a_damaged_file_never_takes_the_place_of_its_whole_copy(store: Store) -> None:
    name = add_photo(store)
    store.backup()
    other = add_photo(store, b"another")
    for damaged in (name, other):
        (store.data_dir / "files" / damaged[:2] / damaged).write_bytes(b"damaged")
    assert store.back_up().counts["lost"] == 1
    assert backup_files.bring_back(store.data_dir / "backups", store.data_dir, None, locked=True) == 0
    (store.data_dir / "files" / name[:2] / name).unlink()
    assert backup_files.bring_back(store.data_dir / "backups", store.data_dir, None) == 1
    assert store.files.read(name) == PHOTO


def test_what_no_record_ever_named_leaves_the_backups_once_it_is_gone(store: Store) -> None:
    kept, orphan = add_photo(store), store.files.add(b"never used")
    store.backup()
    for name in (kept, orphan):
        (store.data_dir / "files" / name[:2] / name).unlink()
    store.backup()
    assert [path.name for path in (store.data_dir / "backups" / "files").glob("??/*")] == [kept]


# --- where else ----------------------------------------------------------------------------------------------------


def test_the_second_place_has_all_that_is_needed(store: Store, place: Path, tmp_path: Path, opened: Opener) -> None:
    store.set_facts(KEY, {"a": 1})
    name = add_photo(store)
    info = store.back_up()
    assert info.second == ""
    (folder,) = place.iterdir()
    (copy,) = in_folder(folder)
    assert copy.intact()
    elsewhere = tmp_path / "new PC"
    assert restore(elsewhere, CLOCK, name=str(copy.path)).files == 1
    moved = opened(elsewhere)
    assert moved.facts(KEY) == {"a": 1}
    assert moved.files.read(name) == PHOTO
    moved.close()
    assert rows(elsewhere, "SELECT reason FROM replica ORDER BY number") == [("",), ("copied",)]


def test_a_second_place_that_is_gone_is_told_and_harms_nothing(store: Store, place: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    place.rmdir()
    info = store.back_up()
    assert "ที่เก็บที่สอง" in info.second
    assert info.intact()
    place.mkdir()
    assert store.back_up().second == ""


@pytest.mark.parametrize(
    ("code", "said", "advice"),
    [
        (errno.EROFS, "ที่เก็บที่สองเขียนไม่ได้", "ปลดสวิตช์กันเขียน"),
        (errno.EACCES, "ที่เก็บที่สองเขียนไม่ได้", "ปลดสวิตช์กันเขียน"),
        (errno.ENOSPC, "ที่เก็บที่สองเต็ม", "ลบหรือย้ายไฟล์"),
        (errno.ENODEV, "ไม่พบที่เก็บที่สอง", "ต่อไดรฟ์"),
        (errno.EIO, "อ่านหรือเขียนที่เก็บที่สองไม่สำเร็จ", "ตรวจว่าไดรฟ์ยังต่ออยู่"),
    ],
)
def test_why_the_second_place_took_no_copy_is_said_with_what_to_do(
    store: Store, place: Path, monkeypatch: pytest.MonkeyPatch, code: int, said: str, advice: str
) -> None:
    store.set_facts(KEY, {"a": 1})
    info = store.back_up()

    def refuse(_source: Path, target: Path, *_more: object) -> str:
        assert target.is_relative_to(place)
        raise OSError(code, "refused")

    monkeypatch.setattr("cdd_desktop.store.disk.copy", refuse)
    with pytest.raises(UserError) as caught:
        safekeeping.copy_to(info, place, store.data_dir, None)
    assert said in caught.value.message
    assert "สำเนาในเครื่องนี้ครบถ้วน" in caught.value.message
    assert advice in caught.value.hint


def test_a_second_place_that_is_a_file_is_told_as_one(store: Store, place: Path) -> None:
    place.rmdir()
    place.write_bytes(b"a file")
    told = store.back_up().second
    assert "เป็นไฟล์ ไม่ใช่โฟลเดอร์" in told
    assert "เลือกโฟลเดอร์อื่นเป็นที่เก็บที่สอง" in told
    assert place.read_bytes() == b"a file"


@pytest.mark.parametrize("inside", ["", "backups", "files/ab", "not yet there"])
def test_copies_inside_the_data_folder_are_no_copies(store: Store, tmp_path: Path, inside: str) -> None:
    folder = store.data_dir / inside
    with pytest.raises(UserError, match="อยู่ในโฟลเดอร์ข้อมูลเอง"):
        safekeeping.check_place(str(folder), store.data_dir)
    store.set_local(safekeeping.SECOND_PLACE, str(folder))  # by an older program, or moved there since
    store.set_facts(KEY, {"a": 1})
    info = store.back_up()
    assert "อยู่ในโฟลเดอร์ข้อมูลเอง" in info.second
    assert info.intact()
    assert not list(store.data_dir.rglob("cdd-backups-*"))
    assert safekeeping.check_place(str(tmp_path), store.data_dir) == tmp_path


def test_a_link_into_the_data_folder_is_no_second_place(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "looks like a stick"
    try:
        link.symlink_to(store.data_dir / "backups", target_is_directory=True)
    except OSError:
        pytest.skip("Windows lets few people make links")
    with pytest.raises(UserError, match="อยู่ในโฟลเดอร์ข้อมูลเอง"):
        safekeeping.check_place(str(link / "x"), store.data_dir)


@pytest.mark.parametrize("named", ["", "  "])
def test_no_name_is_no_second_place(store: Store, named: str) -> None:
    with pytest.raises(UserError, match="ไม่ได้ระบุที่เก็บ"):
        safekeeping.check_place(named, store.data_dir)


def test_a_start_tells_that_the_second_place_is_gone(opened: Opener, tmp_path: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.set_local(safekeeping.SECOND_PLACE, str(tmp_path / "pulled out"))
    store.close()
    (notice,) = opened().notices
    assert "ที่เก็บที่สอง" in notice.message


def test_numbers_that_begin_anew_overwrite_nothing_at_the_second_place(store: Store, place: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    store.backup()
    shutil.rmtree(store.data_dir / "backups")
    store.set_facts(KEY, {"a": 2})
    store.backup()
    (folder,) = place.iterdir()
    assert [info.number for info in in_folder(folder)] == [1, 1]
    assert all(info.intact() for info in in_folder(folder))


# --- which stay ----------------------------------------------------------------------------------------------------


def made(number: int, day: date, clock: int = CLOCK_OK) -> BackupInfo:
    wall = f"{day.isoformat()}T08:00:00+07:00"
    return BackupInfo(number, Path(f"cdd-{number:06d}.db"), "start", wall, clock, "", 0, {})


def kept_after(days: list[date], clock: int = CLOCK_OK) -> list[BackupInfo]:
    """Let one backup a day come in, thinning after each; return what is left, newest first."""
    left: list[BackupInfo] = []
    for number, day in enumerate(days, start=1):
        left = [made(number, day, clock), *left]
        if len(left) > thinning.NEWEST:
            chosen = thinning.chosen(left)
            left = [info for info in left if info.number in chosen]
    return left


def test_two_years_of_backups_become_days_weeks_and_months() -> None:
    first = date(2023, 10, 2)
    left = kept_after([first + timedelta(days=number) for number in range(730)])
    ages = [(left[0].day - info.day).days for info in left]
    assert ages[:14] == list(range(14))
    assert len(left) <= 10 + 14 + 8 + 12
    assert 300 < ages[-1] < 400
    assert len({(info.day.year, info.day.month) for info in left}) >= 12
    assert len({info.day.isocalendar()[:2] for info in left if (left[0].day - info.day).days < 56}) >= 8


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=400), timedelta(days=-1)])
def test_a_jump_of_the_clock_removes_nothing(jump: timedelta) -> None:
    left = kept_after([date(2024, 1, 1) + timedelta(days=number) for number in range(40)])
    jumped = [made(41, left[0].day + jump), *left]
    assert thinning.chosen(jumped) == {info.number for info in jumped}


def test_a_pc_whose_clock_is_always_wrong_does_not_fill_its_disk() -> None:
    left = kept_after([date(2000, 1, 1)] * 500, CLOCK_IMPLAUSIBLE)
    numbers = [info.number for info in left]
    assert numbers[:60] == list(range(500, 440, -1))
    assert all(number % 8 == 0 for number in numbers[60:])


def test_the_last_intact_one_is_never_removed(store: Store, data_dir: Path) -> None:
    store.set_facts(KEY, {"a": 1})
    first = store.back_up()
    for number in range(12):
        later = FixedClock(CLOCK.now() + timedelta(minutes=number)).stamp()
        store._link.backup(later, "start").path.write_bytes(b"damaged")
    assert first.intact()


# --- restoring ---------------------------------------------------------------------------------------------------


def test_restoring_takes_a_backup_of_nothing_away_and_keeps_the_whole_former_database(
    opened: Opener, data_dir: Path
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    name = add_photo(store)
    store.backup()
    store.set_facts(KEY, {"a": 2})
    store.close()
    (data_dir / "files" / name[:2] / name).unlink()
    done = restore(data_dir, CLOCK, name="cdd-000001-2024-02-20")
    assert (done.backup.number, done.aside, done.files) == (1, data_dir / "replaced-1", 1)
    assert rows(data_dir / "replaced-1", "SELECT value FROM fact") == [("2",)]
    store = opened()
    assert store.facts(KEY) == {"a": 1}
    assert store.files.read(name) == PHOTO
    assert check(data_dir, CLOCK).ok


def test_a_named_backup_that_is_damaged_is_refused_by_name(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup().write_bytes(b"damaged")
    store.close()
    with pytest.raises(UserError, match=r"cdd-000001-2024-02-20\.db เสียหาย"):
        restore(data_dir, CLOCK, name="1")


def test_every_flipped_bit_of_a_backup_keeps_it_from_being_restored(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": "ก" * 500})
    path = store.backup()
    store.close()
    content, chance = path.read_bytes(), random.Random(13)
    for _ in range(300 if FULL else 60):
        flipped = bytearray(content)
        flipped[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(flipped)
        with pytest.raises(UserError):
            restore(data_dir, CLOCK, name="1")
    assert opened().facts(KEY) == {"a": "ก" * 500}


def test_a_disk_that_is_full_leaves_the_former_database(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": "ก" * 50_000})
    store.backup()
    store.set_facts(KEY, {"a": 2})
    store.close()
    with full_disk(60_000), pytest.raises(UserError, match="กู้คืนไม่สำเร็จ"):
        restore(data_dir, CLOCK)
    assert not (data_dir / swap.PREPARING).exists()
    assert opened().facts(KEY) == {"a": 2}


KILLS = 50 if FULL else 8


def test_a_kill_at_any_point_of_a_restore_leaves_the_old_or_the_new(
    opened: Opener, data_dir: Path, tmp_path: Path, state_dir: Path
) -> None:
    store = opened()
    name = add_photo(store)
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.set_facts(KEY, {"a": 2})
    store.close()
    steps = int(_restorer(shutil.copytree(data_dir, tmp_path / "counted"), -1).stdout)
    values = set()
    for number in range(KILLS):
        folder = shutil.copytree(data_dir, tmp_path / f"killed-{number}")
        _restorer(folder, number * steps // KILLS)
        with Store.open(folder, CLOCK, state_dir=state_dir) as found:
            values.add(found.facts(KEY)["a"])
            assert found.files.read(name) == PHOTO
        report = check(folder, CLOCK)
        assert report.ok, report.lines
        assert not swap.pending(folder)
    assert values == {1, 2}


def test_a_kill_at_any_point_of_a_backup_leaves_only_whole_ones(
    opened: Opener, data_dir: Path, state_dir: Path, tmp_path: Path
) -> None:
    store, place = opened(), tmp_path / "stick"
    place.mkdir()
    store.set_facts(KEY, {"a": 1})
    add_photo(store)
    store.backup()
    store.set_local(safekeeping.SECOND_PLACE, str(place))
    add_photo(store, b"another")
    store.close()
    steps = int(_died(-1, "backup_maker", shutil.copytree(data_dir, tmp_path / "counted"), state_dir).stdout)
    shutil.rmtree(place)
    outcomes = set()
    for number in range(KILLS):
        place.mkdir()
        folder = shutil.copytree(data_dir, tmp_path / f"backup-{number}")
        _died(number * steps // KILLS, "backup_maker", folder, state_dir)
        found = in_folder(folder / "backups")
        copies = [info for inner in place.iterdir() for info in in_folder(inner)]
        assert all(info.intact() for info in found)
        outcomes.add((len(found) > 1, len([info for info in copies if info.intact()]) > 0))
        for info in (item for item in copies if item.intact()):
            assert restore(tmp_path / f"new-{number}-{info.number}", CLOCK, name=str(info.path)).files >= 1
        with Store.open(folder, CLOCK, state_dir=state_dir) as again:
            assert again.back_up().second == ""
            assert all(info.intact() for info in again.backups())
        shutil.rmtree(place)
    assert {(False, False), (True, False)} <= outcomes


def _restorer(folder: Path, die_before: int) -> subprocess.CompletedProcess[str]:
    return _died(die_before, "restorer", folder)


def _died(die_before: int, program: str, *folders: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", f"tests.store.{program}", *map(str, folders), str(die_before)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=die_before < 0)


# --- the rehearsal -------------------------------------------------------------------------------------------------


def test_the_rehearsal_is_due_weekly_and_remembers_how_it_went(store: Store, data_dir: Path) -> None:
    assert not drill.due(store)  # no backup yet
    store.set_facts(KEY, {"a": 1})
    add_photo(store)
    store.backup()
    assert drill.due(store)
    before = sorted(data_dir.rglob("*"))
    done = drill.drill(store)
    assert done.ok, done.lines
    assert sorted(data_dir.rglob("*")) == before
    assert drill.last_drill(store) == done
    assert not drill.due(store)
    store.clock = FixedClock(CLOCK.now() + timedelta(days=7))
    assert drill.due(store)
    store.clock = FixedClock(CLOCK.now() - timedelta(days=700))
    assert drill.due(store)  # one from the future says nothing


def test_the_rehearsal_finds_a_lost_file_and_counts_that_differ(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    name = add_photo(store)
    path = store.backup()
    stored = path.parent / "files" / name[:2] / name
    stored.write_bytes(b"damaged")
    done = drill.rehearse(store.data_dir, CLOCK)
    assert not done.ok
    assert any(name[:8] in line for line in done.lines)
    stored.write_bytes(PHOTO)
    described = path.with_suffix(".json")
    facts = json.loads(described.read_text(encoding="utf-8"))
    del facts["seal"]  # as an older program wrote it
    described.write_text(json.dumps(facts | {"counts": {"changes": 99}}), encoding="utf-8")
    assert any("ไม่ตรงกับที่จดไว้" in line for line in drill.rehearse(store.data_dir, CLOCK).lines)


def test_a_rehearsal_without_an_intact_backup_fails_in_words(store: Store) -> None:
    store.set_facts(KEY, {"a": 1})
    store.backup().write_bytes(b"damaged")
    done = drill.drill(store)
    assert not done.ok
    assert any("ไม่มีสำเนาสำรองที่ใช้กู้คืนได้" in line for line in done.lines)


def test_a_restored_database_is_one_that_was_restored(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.backup()
    store.set_facts(KEY, {"a": 2})
    store.close()
    restore(data_dir, CLOCK)
    opened().close()
    assert rows(data_dir, "SELECT reason FROM replica ORDER BY number") == [("",), ("restored",)]
    assert (data_dir / DATABASE_NAME).exists()
