"""Files that a disk has spoilt, here, among the backups or at the second place: noticed, mended, and told."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from cdd_desktop.store import Store, backup_files, check, drill, mending, restore, safekeeping, salvage
from cdd_desktop.store.backup import in_folder
from cdd_desktop.store.files import Files
from cdd_desktop.store.restore import missing_in
from tests.store.kit import CLOCK, KEY

PHOTO = b"photo" * 100


@pytest.fixture
def place(store: Store, tmp_path: Path) -> Path:
    """A second place that the store knows of."""
    folder = tmp_path / "stick"
    folder.mkdir()
    store.set_local(safekeeping.SECOND_PLACE, str(folder))
    return folder


@pytest.fixture
def photo(store: Store) -> str:
    """The name of a photo that a record points at, and that lies in a backup."""
    name = store.files.add(PHOTO)
    store.put("evidence", None, {"sha256": name, "name": "ประชุม.jpg"}, key=KEY.parts, action="เพิ่มหลักฐาน")
    return name


def spoil(paths: Iterable[Path]) -> list[Path]:
    """Turn one bit in the middle of files."""
    done = list(paths)
    for path in done:
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 4
        path.write_bytes(content)
    return done


def kept(folder: Path, name: str) -> Path:
    return folder / "files" / name[:2] / name


def test_a_backup_that_was_asked_for_mends_spoilt_copies_from_what_is_whole_here(
    store: Store, place: Path, photo: str
) -> None:
    store.back_up()
    (away,) = place.iterdir()
    spoilt = spoil([kept(store.data_dir / "backups", photo), kept(away, photo)])
    assert not drill.rehearse(store.data_dir, CLOCK).ok
    assert store.back_up().second == ""
    assert [path.read_bytes() for path in spoilt] == [PHOTO, PHOTO]
    assert drill.rehearse(store.data_dir, CLOCK).ok


def test_backups_that_make_themselves_read_a_part_each_and_all_in_turn(store: Store, place: Path, photo: str) -> None:
    store.back_up()
    (away,) = place.iterdir()
    spoilt = spoil([kept(store.data_dir / "backups", photo), kept(away, photo)])
    for _ in range(16):
        store.back_up("auto")
    assert [path.read_bytes() for path in spoilt] == [PHOTO, PHOTO]
    whole = backup_files.looked_at(7, "manual")
    turns = [backup_files.looked_at(number, "auto") for number in range(16)]
    for name in (f"{number:02x}" + "0" * 62 for number in range(256)):
        assert whole(name)
        assert sum(turn(name) for turn in turns) == 1


def test_what_is_whole_at_the_second_place_alone_comes_back_from_there(store: Store, place: Path, photo: str) -> None:
    store.back_up()
    (away,) = place.iterdir()
    mine = kept(store.data_dir / "backups", photo)
    spoil([mine, kept(store.data_dir, photo)])
    store.back_up()
    assert kept(away, photo).read_bytes() == mine.read_bytes() == PHOTO
    mine.write_bytes(b"of another size")
    store.back_up()
    assert kept(away, photo).read_bytes() == mine.read_bytes() == PHOTO


def test_a_restore_mends_spoilt_files_and_names_those_that_are_whole_nowhere(store: Store, photo: str) -> None:
    other = store.files.add(b"another")
    store.put("evidence", None, {"sha256": other, "name": "รายงาน.pdf"}, key=KEY.parts, action="เพิ่มหลักฐาน")
    store.back_up()
    folder = store.data_dir
    store.close()
    spoil([kept(folder, photo), kept(folder / "backups", other)])
    kept(folder, other).unlink()
    done = restore(folder, CLOCK)
    assert kept(folder, photo).read_bytes() == PHOTO
    assert not kept(folder, other).exists()  # what is broken does not come back as if it were whole
    (line,) = done.broken
    assert "รายงาน.pdf" in line
    assert done.files == 1
    assert any("รายงาน.pdf" in line for line in check(folder, CLOCK).wrong)


def test_a_backup_whose_files_are_spoilt_is_told_from_a_whole_one(store: Store, photo: str) -> None:
    info = store.back_up()
    state = Files(store.data_dir / "backups" / "files").state
    assert missing_in(info, state) == ()
    spoil([kept(store.data_dir / "backups", photo)])
    assert info in in_folder(store.data_dir / "backups")
    (line,) = missing_in(info, state) or ("",)
    assert "ประชุม.jpg" in line


def test_a_spoilt_file_beside_a_whole_database_is_no_reason_to_make_that_anew(store: Store, photo: str) -> None:
    lost = store.files.add(b"another")
    store.put("evidence", None, {"sha256": lost, "name": "รายงาน.pdf"}, key=KEY.parts, action="เพิ่มหลักฐาน")
    folder = store.data_dir
    store.back_up()
    store.close()
    before = (folder / "cdd.db").read_bytes()
    spoil([kept(folder, photo), kept(folder, lost), kept(folder / "backups", lost)])
    told = salvage.diagnose(folder, CLOCK)
    assert told is not None
    assert told.sound
    report, brought = mending.mend(folder, CLOCK)
    assert (brought, report.ok, kept(folder, photo).read_bytes()) == (1, False, PHOTO)
    assert [line for line in report.wrong if "รายงาน.pdf" in line]
    assert (folder / "cdd.db").read_bytes() == before


def test_whole_data_is_not_called_damaged_for_a_damaged_backup(store: Store, photo: str) -> None:
    folder = store.data_dir
    spoil([store.back_up().path])
    store.close()
    report = check(folder, CLOCK)
    assert (report.ok, report.sound, report.backed_up) == (True, True, False)
    assert report.lines[-1].startswith("ข้อมูลสมบูรณ์ แต่สำเนาสำรองล่าสุดเสียหาย")
    assert [line for line in report.wrong if "cdd-000001" in line]
    assert salvage.diagnose(folder, CLOCK) is None
