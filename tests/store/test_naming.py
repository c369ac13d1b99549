"""A file stays among the backups, and in the folder, as long as anything that can be put back names it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cdd_desktop.store import Store, check, naming, restore
from cdd_desktop.store.files import Files
from cdd_desktop.store.lock import LOCK_NAME
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY

PHOTO = b"photo" * 100


def add_photo(store: Store, content: bytes = PHOTO) -> str:
    name = store.files.add(content)
    store.put("evidence", None, {"sha256": name}, key=KEY.parts, action="เพิ่มหลักฐาน")
    return name


def named(store: Store) -> set[str] | None:
    return store.read(lambda connection: naming.anywhere(connection, store.data_dir, store.key))


def test_going_back_and_forth_between_backups_loses_no_file(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.back_up()
    name = add_photo(store)
    store.back_up()
    store.close()
    restore(data_dir, CLOCK, 1)
    store = opened()
    store.files.add(PHOTO)
    store.files.discard({name}, store.named_files())  # as where a taking-in is stopped half way
    store.set_facts(KEY, {"a": 2})
    store.back_up()
    store.close()
    restore(data_dir, CLOCK, 2)
    assert check(data_dir, CLOCK).ok


def test_what_was_set_aside_names_its_files_too(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.back_up()
    name = add_photo(store)
    store.close()
    restore(data_dir, CLOCK, 1)
    store = opened()
    assert store.named_files() == set()
    assert named(store) == {name}


@pytest.mark.parametrize("what", ["damaged", "locked"])
def test_where_one_cannot_be_read_nothing_is_dropped(opened: Opener, data_dir: Path, what: str) -> None:
    store = opened()
    add_photo(store)
    orphan = store.files.add(b"of no record")
    store.back_up()
    aside = data_dir / "damaged-1"
    aside.mkdir()
    (aside / {"damaged": "cdd.db", "locked": "cdd.db.locked"}[what]).write_bytes(b"not to be read" * 100)
    assert named(store) is None
    kept = data_dir / "backups" / "files" / orphan[:2] / orphan
    store.files.discard({orphan}, store.named_files())
    store.back_up()
    assert kept.exists()
    shutil.rmtree(aside)
    store.back_up()
    assert not kept.exists()


def test_a_backup_that_no_restore_takes_keeps_nothing(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.back_up()
    name = add_photo(store)
    info = store.back_up()
    store.close()
    done = restore(data_dir, CLOCK, 1)
    assert done.aside is not None
    shutil.rmtree(done.aside)
    store = opened()
    assert named(store) == {name}
    info.path.write_bytes(info.path.read_bytes()[:-1])
    assert named(store) == set()


# --- what nothing names --------------------------------------------------------------------------------------------


def test_what_a_death_left_is_removed_at_the_next_opening_and_nothing_that_comes_back(
    opened: Opener, data_dir: Path
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.back_up()
    later = add_photo(store, b"of a backup alone")
    store.back_up()
    store.close()
    done = restore(data_dir, CLOCK, 1)
    assert done.aside is not None
    shutil.rmtree(done.aside)
    store = opened()
    removed = add_photo(store, b"of removed evidence")
    store.remove("evidence", next(iter(store.records("evidence"))), action="นำออก")
    undone = add_photo(store, b"of an undone action")
    store.undo()
    store.backup()
    orphan = store.files.add(b"of no record")
    store.close()
    opened().close()
    assert Files(data_dir / "files").has(orphan)  # as long as nobody died, and no backup is due
    (data_dir / LOCK_NAME).write_text("{}", encoding="utf-8")
    store = opened()
    assert set(store.files.all()) == {later, removed, undone}
    (data_dir / "files" / later[:2] / f"{orphan}.part").write_bytes(b"half")
    store.close()
    (data_dir / LOCK_NAME).write_text("{}", encoding="utf-8")
    store = opened()
    assert not list((data_dir / "files").glob("??/*.part"))
    store.back_up()
    assert set(Files(data_dir / "backups" / "files").all()) == {later, removed, undone}


def test_before_the_daily_backup_files_of_no_record_go(opened: Opener, data_dir: Path) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    store.files.add(b"of no record")
    store.close()
    store = opened()
    (made,) = store.backups()
    assert (made.reason, made.counts["files"], list(store.files.all())) == ("start", 0, [])


def test_nothing_goes_while_it_cannot_be_known_what_is_named(opened: Opener, data_dir: Path) -> None:
    store = opened()
    orphan = store.files.add(b"of no record")
    store.close()
    (data_dir / "damaged-1").mkdir()
    (data_dir / "damaged-1" / "cdd.db").write_bytes(b"not to be read" * 100)
    (data_dir / LOCK_NAME).write_text("{}", encoding="utf-8")
    assert list(opened().files.all()) == [orphan]
