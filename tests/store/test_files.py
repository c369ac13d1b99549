"""Files by their hash: kept whole, read back verified, damage told, orphans removed, encrypted by a hook."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check
from cdd_desktop.store.files import Codec, Files
from tests.store.conftest import Opener
from tests.store.kit import CLOCK


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "files")


def path_of(tmp_path: Path, name: str) -> Path:
    return tmp_path / "files" / name[:2] / name


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", bytes(range(256)) * 5000])
def test_a_file_comes_back_under_its_hash(files: Files, content: bytes) -> None:
    name = files.add(content)
    assert name == hashlib.sha256(content).hexdigest()
    assert files.has(name)
    assert files.read(name) == content
    assert list(files.all()) == [name]


def test_the_same_file_twice_is_one_file(files: Files, tmp_path: Path) -> None:
    assert files.add(b"photo") == files.add(b"photo")
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_a_damaged_file_is_told_and_mended_by_adding_it_again(files: Files, tmp_path: Path) -> None:
    name = files.add(b"photo")
    path_of(tmp_path, name).write_bytes(b"phota")
    with pytest.raises(UserError, match="เสียหาย"):
        files.read(name)
    files.add(b"photo")
    assert files.read(name) == b"photo"


def test_a_missing_file_is_told(files: Files) -> None:
    name = hashlib.sha256(b"never").hexdigest()
    assert not files.has(name)
    with pytest.raises(UserError, match="หายไป"):
        files.read(name)


@pytest.mark.parametrize("name", ["", "x", "../../secret", "A" * 64, "a" * 63 + "/", "a" * 65])
def test_a_name_that_is_no_hash_leads_nowhere(files: Files, name: str) -> None:
    assert not files.has(name)
    with pytest.raises(UserError, match="ชื่อไม่ถูกต้อง"):
        files.read(name)


def test_orphans_and_half_written_files_are_removed_and_nothing_else(files: Files, tmp_path: Path) -> None:
    kept, orphan = files.add(b"kept"), files.add(b"orphan")
    half = path_of(tmp_path, kept).with_suffix(".part")
    half.write_bytes(b"ke")
    foreign = path_of(tmp_path, kept).with_name("readme.txt")
    foreign.write_text("x", encoding="utf-8")
    assert list(files.all()) == sorted([kept, orphan])
    assert files.remove_orphans([kept]) == [orphan]
    assert list(files.all()) == [kept]
    assert foreign.exists()
    assert not half.exists()


def test_what_lies_on_the_disk_is_what_the_hook_made(tmp_path: Path) -> None:
    def decode(stored: bytes) -> bytes:
        if not stored.startswith(b"box:"):
            raise ValueError("not ours")
        return stored[:3:-1]

    files = Files(tmp_path / "files", Codec(lambda content: b"box:" + content[::-1], decode))
    name = files.add(b"secret")
    assert path_of(tmp_path, name).read_bytes() == b"box:terces"
    assert files.read(name) == b"secret"
    path_of(tmp_path, name).write_bytes(b"secret")
    with pytest.raises(UserError, match="เสียหาย"):
        files.read(name)


def test_a_place_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "files").write_text("in the way", encoding="utf-8")
    with pytest.raises(UserError, match="ยังไม่ได้บันทึก"):
        Files(tmp_path / "files").add(b"photo")


def test_what_any_record_ever_pointed_at_is_no_orphan(store: Store) -> None:
    first, second, third = (store.files.add(content) for content in (b"1", b"2", b"3"))
    record = store.put("evidence", None, {"sha256": first, "files": [second]}, action="แนบ")
    store.put("evidence", record, {"sha256": third, "caption": "a" * 64}, action="เปลี่ยนภาพ")
    assert store.named_files() == {first, second, third}
    orphan = store.files.add(b"4")
    assert store.files.remove_orphans(store.named_files()) == [orphan]


@pytest.mark.parametrize("harm", ["remove", "damage"])
def test_check_names_a_file_that_is_not_what_it_was(opened: Opener, data_dir: Path, harm: str) -> None:
    store = opened()
    name = store.files.add(b"photo")
    store.put("evidence", None, {"sha256": name}, action="แนบ")
    store.close()
    assert check(data_dir, CLOCK).ok
    path = data_dir / "files" / name[:2] / name
    path.unlink() if harm == "remove" else path.write_bytes(b"other")
    report = check(data_dir, CLOCK)
    assert not report.ok
    assert any(name[:8] in line for line in report.lines)
