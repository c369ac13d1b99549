"""New contents take over from old ones at one instant: restoring, salvaging, switching encryption on and off.

Everything new is made ready in a folder beside the old. One rename decides; before it the old stands, after it the new.
What is left to do then (moving file by file) can be done again from any point, and is done at the next opening. What
was made ready in vain may be data in plain text beside an encrypted folder: the next who has the lock removes it, and
who only reads tells of it.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from cdd_desktop.errors import UserError
from cdd_desktop.store import problems
from cdd_desktop.store.disk import replace, sync_folder, write
from cdd_desktop.store.lock import FolderLock, Held

PREPARING: Final = "preparing"
READY: Final = "taking-over"
ASIDES: Final = ("damaged-*", "replaced-*")  # folders that keep what went
_PLAN: Final = "plan.json"
_OLD: Final = "old"


def begin(data_dir: Path) -> Path:
    """Return an empty folder for the new contents; the caller holds the lock of the data folder."""
    folder = data_dir / PREPARING
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def drop(data_dir: Path) -> None:
    """Give up what was prepared."""
    shutil.rmtree(data_dir / PREPARING, ignore_errors=True)


def take_over(data_dir: Path, *, away: Sequence[str], aside: str = "") -> None:
    """Let what was prepared take over.

    Args:
        away: names in the data folder that go besides those that are replaced.
        aside: name of a new folder that keeps what goes; "" lets it be deleted at the end.

    Raises:
        OSError: before the rename nothing has changed; after it, the next opening goes on.
    """
    folder = data_dir / PREPARING
    take = sorted(path.name for path in folder.iterdir())
    _sync_tree(folder)
    write(folder / _PLAN, json.dumps({"away": list(away), "take": take, "aside": aside}).encode("ascii"))
    replace(folder, data_dir / READY)
    finish(data_dir)


def finish(data_dir: Path) -> None:
    """Go on where a crash or an error stopped a taking over, and remove what was never ready; needs the lock."""
    ready = data_dir / READY
    if ready.exists():
        plan = json.loads((ready / _PLAN).read_text(encoding="ascii"))
        kept = data_dir / plan["aside"] if plan["aside"] else ready / _OLD
        for name in (*plan["away"], *plan["take"]):
            _move_away(data_dir / name, kept, replaced=name in plan["take"], new=ready / name)
        for name in plan["take"]:
            if (ready / name).exists():
                replace(ready / name, data_dir / name)
        drop(data_dir)
        replace(ready, data_dir / PREPARING)
    drop(data_dir)


def pending(data_dir: Path) -> bool:
    """Return whether a taking over was not finished."""
    return (data_dir / READY).exists()


def _left(data_dir: Path) -> bool:
    """Return whether something is to be finished or removed, or is just being made ready."""
    return pending(data_dir) or (data_dir / PREPARING).exists()


def settle(data_dir: Path) -> None:
    """Finish what was not finished and remove what never was ready, before a folder is looked at without being opened.

    Raises:
        UserError: somebody holds the folder half way, or the disk refuses.
    """
    if not _left(data_dir):
        return
    try:
        lock = FolderLock(data_dir, "", "")
        try:
            finish(data_dir)
        finally:
            lock.release(clean=not lock.unclean)
    except Held as error:
        if pending(data_dir):  # else somebody is making something ready, and the old stands meanwhile
            raise problems.held(error.holder) from None
    except OSError as error:
        raise problems.reading_failed(error) from None


def require_settled(data_dir: Path) -> None:
    """Raise UserError where a reader would see a folder between old and new, or beside what was made ready in vain."""
    if pending(data_dir):
        raise UserError("การกู้คืนหรือการเข้ารหัสข้อมูลยังทำไม่เสร็จ", "เปิดหน้าต่างโปรแกรมหนึ่งครั้งเพื่อทำต่อให้เสร็จ")
    if _left(data_dir):
        raise UserError(
            "การกู้คืนหรือการเปลี่ยนการเข้ารหัสกำลังทำอยู่ หรือหยุดกลางคัน ข้อมูลเดิมยังอยู่ครบ แต่ชุดที่เตรียมค้างไว้อาจอ่านได้โดยไม่ใช้รหัสผ่าน",
            "รอให้เสร็จ หรือเปิดหน้าต่างโปรแกรมหนึ่งครั้งเพื่อลบชุดที่ค้าง",
        )


def new_aside(data_dir: Path, what: str) -> str:
    """Return a name for a folder that keeps what goes, not used before."""
    number = 1
    while (data_dir / f"{what}-{number}").exists():
        number += 1
    return f"{what}-{number}"


def _move_away(path: Path, kept: Path, *, replaced: bool, new: Path) -> None:
    """Move an old file or folder; one in whose place the new stands already is left alone."""
    if not path.exists() or (replaced and not new.exists()):
        return
    kept.mkdir(exist_ok=True)
    if (kept / path.name).exists():
        return
    replace(path, kept / path.name)
    sync_folder(kept)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_dir():
            with suppress(OSError):
                sync_folder(path)
        else:
            with path.open("rb+") as file:
                os.fsync(file.fileno())
