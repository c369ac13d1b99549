"""A file stays among the backups, and in the folder, as long as anything that can be put back names it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from cdd_desktop.store import Store, check, naming, restore
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
