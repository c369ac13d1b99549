"""Putting a backup in the place of a damaged or lost database. What was there is moved aside, never overwritten."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, problems
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.driver import SqlError
from cdd_desktop.store.lock import FolderLock, Held
from cdd_desktop.store.marks import MARK_NAME
from cdd_desktop.store.opening import DATABASE_NAME

_ASIDE: Final = "damaged"


@dataclass(frozen=True)
class Restored:
    """What a restore did: the backup that stands now, and where the former files lie (None: there were none)."""

    backup: BackupInfo
    aside: Path | None


def restore(data_dir: Path, clock: Clock, number: int | None = None) -> Restored:
    """Put a backup back: the newest intact one, or the one of this number. Edits made after it are not in it.

    The database goes on under a new replica id from its next opening.

    Raises:
        UserError: the folder is in use, no backup is intact, or the disk refuses; the former files are still there.
    """
    try:
        lock = FolderLock(data_dir, "", clock.stamp().iso)
    except Held as error:
        raise problems.held(error.holder) from None
    except OSError as error:
        raise problems.reading_failed(error) from None
    try:
        return _put_back(data_dir, _chosen(data_dir, number))
    except (SqlError, OSError) as error:
        raise problems.backup_failed(error) from None
    finally:
        lock.release()


def _chosen(data_dir: Path, number: int | None) -> BackupInfo:
    for info in backup.existing(data_dir):
        if number in {None, info.number} and info.intact():
            return info
    raise UserError("ไม่มีสำเนาสำรองที่ใช้กู้คืนได้ ไม่มีอะไรเปลี่ยน", "ตรวจโฟลเดอร์ backups หรือเลือกสำเนาชุดอื่น")


def _put_back(data_dir: Path, info: BackupInfo) -> Restored:
    part = data_dir / f"{DATABASE_NAME}.part"
    shutil.copyfile(info.path, part)
    backup.sync(part)
    backup.verify(part)
    aside = _move_aside(data_dir)
    # without its mark, the database knows at the next opening that it has to go on under a new id
    (data_dir / MARK_NAME).unlink(missing_ok=True)
    backup.replace(part, data_dir / DATABASE_NAME)
    return Restored(info, aside)


def _move_aside(data_dir: Path) -> Path | None:
    """Move the database with all that belongs to it into a new folder."""
    belongings = [path for path in data_dir.glob(f"{DATABASE_NAME}*") if path.suffix != ".part"]
    if not belongings:
        return None
    number = 1 + sum(1 for path in data_dir.glob(f"{_ASIDE}-*"))
    aside = data_dir / f"{_ASIDE}-{number}"
    aside.mkdir()
    for path in sorted(belongings):  # the database first: a log that is left alone is never opened
        backup.replace(path, aside / path.name)
    return aside
