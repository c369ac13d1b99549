"""A single bit that turned over: in a backup, in a file of evidence, in the live database, encrypted or not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check, encryption, keyring, recovery, restore
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY

FLIPS = 300
PAPER = b"%PDF-1.7 " + bytes(range(256)) * 8
TEXT = "ครัวเรือนตัวอย่าง " * 60


@pytest.fixture(params=["plain", "encrypted"])
def key(
    request: pytest.FixtureRequest, opened: Opener, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> DataKey | None:
    """Fill the folder (two backups, one file) and return its key."""
    store = opened()
    name = store.files.add(PAPER)
    store.put("evidence", None, {"sha256": name}, key=KEY.parts, action="เพิ่มหลักฐาน")
    store.set_facts(KEY, {f"f{number}": TEXT for number in range(4)})
    store.backup()
    store.set_facts(KEY, {"after": 1})
    store.close()
    if request.param == "plain":
        return None
    monkeypatch.setattr(keyring, "MEMORY", 1 << 20)
    monkeypatch.setattr(keyring, "OPS", 1)
    _, recipient = recovery.new_recovery_key()
    return encryption.enable(data_dir, [Login("p", "ตัวอย่าง", "password of a test")], recipient, CLOCK).key


def flipped(path: Path) -> Iterator[None]:
    """Turn one bit of a file over, again and again, each time another; whole again at the end."""
    content, chance = path.read_bytes(), random.Random(2567)
    for _ in range(FLIPS):
        changed = bytearray(content)
        changed[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        yield
    path.write_bytes(content)


def contents(data_dir: Path, key: DataKey | None) -> tuple[object, ...]:
    with Store.open_reader(data_dir, CLOCK, key=key) as store:
        return store.facts(KEY), store.history(KEY, "f0"), store.records("evidence"), store.office_history_count()


def passes(data_dir: Path, key: DataKey | None) -> bool:
    """Return whether the check finds nothing wrong; of a foreign or newer file it says so at once."""
    try:
        return check(data_dir, CLOCK, key=key).ok
    except UserError:
        return False


def test_every_flip_in_a_backup_keeps_it_from_being_restored(data_dir: Path, key: DataKey | None) -> None:
    before = contents(data_dir, key)
    with Store.open_reader(data_dir, CLOCK, key=key) as store:
        newest = store.backups()[0]
    for _ in flipped(newest.path):
        assert not newest.intact()
        with pytest.raises(UserError, match="เสียหาย"):
            restore(data_dir, CLOCK, name=newest.path.name, key=key)
    assert newest.intact()
    assert contents(data_dir, key) == before


def test_every_flip_in_a_file_of_evidence_is_noticed(data_dir: Path, key: DataKey | None) -> None:
    with Store.open_reader(data_dir, CLOCK, key=key) as store:
        (name,) = store.named_files()
        for _ in flipped(data_dir / "files" / name[:2] / name):
            with pytest.raises(UserError, match=name[:8]):
                store.files.read(name)
            assert store.files.state(name)
        assert store.files.read(name) == PAPER
    assert check(data_dir, CLOCK, key=key).ok


def test_a_flip_in_the_live_database_is_noticed_or_changes_nothing(data_dir: Path, key: DataKey | None) -> None:
    before, noticed = contents(data_dir, key), 0
    for _ in flipped(data_dir / DATABASE_NAME):
        if passes(data_dir, key):
            assert key is None, "every page of an encrypted file is sealed"
            assert contents(data_dir, key) == before
        else:
            noticed += 1
    print(f"{noticed} of {FLIPS} noticed, {'encrypted' if key else 'plain'}")
    assert noticed >= (FLIPS if key else FLIPS // 10)  # much of a small plain file is room that nothing reads
    assert check(data_dir, CLOCK, key=key).ok
