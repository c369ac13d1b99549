"""A disk that is full, cannot be written to or goes away: a clear message, nothing lost, and work goes on afterwards.

What needs a file system of its own runs in a child process inside a private mount space of Linux.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import check
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, KEY, ROOT


def _private_mounts() -> bool:
    unshare = shutil.which("unshare")
    if sys.platform != "linux" or unshare is None:
        return False
    tried = subprocess.run([unshare, "-Urm", "mount", "-t", "tmpfs", "tmpfs", "/tmp"], capture_output=True, check=False)
    return tried.returncode == 0


needs_mounts = pytest.mark.skipif(not _private_mounts(), reason="no private mount space on this system")
needs_limits = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of file sizes")


def scenario(name: str, folder: Path, *, mounted: str = "") -> dict[str, Any]:
    """Run one function of tests/store/disk_scenarios.py and return what it found."""
    folder.mkdir()
    command = [sys.executable, "-m", "tests.store.disk_scenarios", name, str(folder)]
    if mounted:
        mount = f'mount -t tmpfs -o size={mounted} tmpfs "$0" && exec "$@"'
        command = ["unshare", "-Urm", "sh", "-c", mount, str(folder), *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_mounts
def test_a_full_disk_loses_nothing_and_the_next_try_succeeds(tmp_path: Path) -> None:
    found = scenario("full_disk", tmp_path / "small", mounted="2m")
    assert "ยังไม่ได้บันทึก" in found["message"]
    assert "พื้นที่ดิสก์เต็ม" in found["message"]
    assert found["hint"]
    assert found["saved_before"] > 5
    assert found["after_failure"] == found["saved_before"]
    assert found["after_room_was_made"] == found["saved_before"] + 1
    assert found["check"], found["lines"]


@needs_mounts
def test_a_disk_too_full_for_the_backup_at_start_still_opens_and_says_so(tmp_path: Path) -> None:
    found = scenario("no_room_for_backup", tmp_path / "small", mounted="2m")
    assert "สำรองข้อมูลไม่สำเร็จ" in found["notice"]
    assert found["facts"] == found["written"]
    assert found["leftovers"] == []


@needs_mounts
def test_a_disk_without_room_for_a_new_database_says_so(tmp_path: Path) -> None:
    found = scenario("no_room_at_all", tmp_path / "small", mounted="64k")
    assert "เปิดข้อมูลไม่ได้" in found["message"]
    assert found["database"] is False


@needs_mounts
def test_a_read_only_disk_can_be_read_and_says_that_it_cannot_be_written_to(tmp_path: Path) -> None:
    found = scenario("read_only", tmp_path / "small", mounted="4m")
    assert "เขียนไม่ได้" in found["at_opening"]
    assert found["reader"] == {"a": 1}
    assert found["check"], found["lines"]
    assert found["writable_again"] == {"a": 2}


@needs_limits
def test_a_file_that_may_not_grow_loses_nothing(tmp_path: Path) -> None:
    found = scenario("limited_file", tmp_path / "small")
    assert "ยังไม่ได้บันทึก" in found["message"]
    assert found["after_failure"] == found["saved_before"]
    assert found["after_room_was_made"] == found["saved_before"] + 1
    assert found["check"], found["lines"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_a_folder_that_vanished_is_told_at_the_next_save_and_taken_up_when_it_is_back(
    opened: Opener, data_dir: Path, tmp_path: Path
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    data_dir.rename(tmp_path / "away")
    for _ in range(2):
        with pytest.raises(UserError, match="ไม่พบโฟลเดอร์ข้อมูล") as caught:
            store.set_facts(KEY, {"a": 2})
        assert "ยังอยู่ครบ" not in caught.value.message  # nobody can know that now
    assert not data_dir.exists()  # nothing was made in its place
    (tmp_path / "away").rename(data_dir)
    store.set_facts(KEY, {"a": 3})
    store.close()
    assert opened().facts(KEY) == {"a": 3}
    assert check(data_dir, CLOCK).ok


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_another_database_in_the_place_of_the_open_one_is_never_written_to(
    opened: Opener, data_dir: Path, tmp_path: Path
) -> None:
    store = opened()
    store.set_facts(KEY, {"a": 1})
    data_dir.rename(tmp_path / "away")
    other = opened()
    other.set_facts(KEY, {"a": 9})
    with pytest.raises(UserError):  # held by the other window
        store.set_facts(KEY, {"a": 2})
    other.close()
    with pytest.raises(UserError):  # and free, but not ours
        store.set_facts(KEY, {"a": 2})
    assert opened().facts(KEY) == {"a": 9}
