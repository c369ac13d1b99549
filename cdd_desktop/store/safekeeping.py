"""Keeping backups: here, at a second place, thinned; when the next one is due."""

from __future__ import annotations

import errno
import logging
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import Clock, Stamp
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, backup_files, disk, keyslots, naming, problems, projections, thinning
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import decode
from cdd_desktop.store.datakey import MARK
from cdd_desktop.store.driver import SqlError
from cdd_desktop.store.files import FOLDER as FILES
from cdd_desktop.store.files import Files
from cdd_desktop.store.marks import place_of
from cdd_desktop.store.progress import Step, Stopped, unwatched

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey

SECOND_PLACE: Final = "backup_second_place"  # what this PC keeps under this name is the folder, as text
MINUTES: Final = 30
_LOGGER: Final = logging.getLogger("cdd_desktop.store")


def back_up(
    connection: Connection,
    data_dir: Path,
    stamp: Stamp,
    reason: str,
    key: DataKey | None = None,
    step: Step = unwatched,
) -> BackupInfo:
    """Make a backup, copy it to the second place if one is set, and thin both.

    Returns:
        the backup; its ``second`` says why there is no copy at the second place, which is no error.

    Raises:
        SqlError, OSError: there is no new backup.
        Stopped: by ``step``; the backup may be there without a copy at the second place.
    """
    info = backup.make(connection, data_dir, stamp, reason, key, step)
    backup_files.renew(data_dir, info.path.parent, key, backup_files.looked_at(info.number, reason), step)
    thinning.thin(info.path.parent)
    backup_files.drop_gone(data_dir, info.path.parent, lambda: naming.anywhere(connection, data_dir, key))
    place = second_place(connection)
    if place is None:
        return info
    try:
        copy_to(info, place, data_dir, key, step)
    except Stopped:
        raise
    except UserError as error:
        return replace(info, second=str(error))
    return info


def due(connection: Connection, data_dir: Path, clock: Clock, minutes: float = MINUTES) -> bool:
    """Return whether something changed since the last backup, and that is so many minutes old."""
    return backup.due(data_dir, connection, clock, minutes / 60)


def second_place(connection: Connection) -> Path | None:
    """Return the folder that backups are copied to, None where none is set."""
    text = projections.local_of(connection, SECOND_PLACE)
    found = decode(text) if text else None
    return Path(found) if isinstance(found, str) and found else None


def folder_at(place: Path, data_dir: Path) -> Path:
    """Return where the backups of a data folder lie at a second place; several folders may share one."""
    return place / f"cdd-backups-{place_of(data_dir)[:8]}"


def check_place(named: str, data_dir: Path) -> Path:
    """Return the folder that a person names for copies of the backups; it may be away just now.

    Raises:
        UserError: none is named, or it is of no use: what takes the data away would take the copies with it.
    """
    if not named.strip():
        raise UserError("ไม่ได้ระบุที่เก็บสำเนา ไม่มีอะไรเปลี่ยน", "ระบุโฟลเดอร์นอกโฟลเดอร์ข้อมูล เช่น ในแฟลชไดรฟ์")
    if _within(Path(named), data_dir):
        raise UserError(f"{problems.WITHIN[0]} ไม่มีอะไรเปลี่ยน", problems.WITHIN[1])
    return Path(named)


def _within(place: Path, data_dir: Path) -> bool:
    """Return whether copies at a place would lie in the data folder, whatever name or link leads there."""
    real = Path(os.path.realpath(folder_at(place, data_dir)))
    return any(_same(folder, data_dir) for folder in real.parents) or _same(real, data_dir)


def _same(one: Path, other: Path) -> bool:
    with suppress(OSError):
        return one.samefile(other)
    return False


def mend_files(data_dir: Path, names: Iterable[str], key: DataKey | None = None) -> int:
    """Put whole files from the backups in the place of missing and damaged ones; return how many.

    Args:
        names: what records point at; anything else stays as it is.
        key: of an encrypted folder.

    Raises:
        UserError: the disk refuses.
    """
    try:
        return backup_files.mend(data_dir / backup.FOLDER, data_dir, names, key)
    except OSError as error:
        raise problems.restore_failed(error) from None


def remove_orphans(connection: Connection, data_dir: Path, key: DataKey | None) -> None:
    """Remove the files that a death while files were taken in left, lest they go into every backup for ever.

    Only who holds the lock, before anything else may begin: a file is written before the record that names it. What
    anything names that can be put back stays; where that cannot be known, all stays.
    """
    files, halves = Files(data_dir / FILES), any((data_dir / FILES).glob("??/*.part"))
    if not halves and set(files.all()) <= naming.in_log(connection):  # the rule; the backups need not be asked then
        return
    named = naming.anywhere(connection, data_dir, key)
    if named is not None and (removed := files.remove_orphans(named)):
        _LOGGER.info("store: %d files that nothing names are removed", len(removed))


def copy_to(info: BackupInfo, place: Path, data_dir: Path, key: DataKey | None, step: Step = unwatched) -> BackupInfo:
    """Copy a backup with its files to another place and verify it there.

    Args:
        key: of an encrypted folder.

    Raises:
        UserError: it is not there; the backup itself is as it was.
    """
    try:
        if _within(place, data_dir):
            raise problems.no_second_place(problems.WITHIN)
        if not place.is_dir():
            raise OSError(errno.ENOTDIR if place.exists() else errno.ENOENT, "place")
        folder = folder_at(place, data_dir)
        folder.mkdir(exist_ok=True)
        copied = _copied(info, folder, key, step)
        thinning.thin(folder)
        if info.keyslots is not None:
            _remove_plain(folder)
    except (SqlError, OSError) as error:
        raise problems.second_place_failed(error) from None
    return copied


def _copied(info: BackupInfo, folder: Path, key: DataKey | None, step: Step) -> BackupInfo:
    for name in ("README.txt", keyslots.NAMES[0]):
        if (info.path.parent / name).exists():
            disk.copy(info.path.parent / name, folder / name)
    slots = keyslots.read(folder / keyslots.NAMES[0])
    if slots is not None:  # before anything large: whoever is shut out is so also where the place is full
        backup.renew_slots(folder, slots)
    backup_files.copy_set(info.path.parent, folder, key, backup_files.looked_at(info.number, info.reason), step)
    path = folder / info.path.name
    other = backup.described(path)
    if other is not None and other.sha256 != info.sha256:  # numbering began anew on a restored PC
        path = path.with_stem(f"{path.stem}-{info.sha256[:8]}")
    copied = replace(info, path=path)
    backup.describe(copied)
    if disk.copy(info.path, path, lambda: step("คัดลอกไปที่เก็บที่สอง", 0, 0)) != info.sha256:
        backup.remove(copied)
        raise backup.NotVerified("copy differs")
    return copied


def _remove_plain(folder: Path) -> None:
    """Remove what was copied before the data was encrypted, now that there is a newer copy."""
    for info in backup.in_folder(folder):
        if info.keyslots is None:
            _LOGGER.info("store: a backup from before the encryption is removed from the second place")
            backup.remove(info)
    for path in (folder / "files").glob("??/*"):
        with path.open("rb") as file:
            encrypted = file.read(len(MARK)) == MARK
        if not encrypted:
            path.unlink()
