"""Backups: numbered, verified before they count, thinned by number and day, never by the clock alone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import CLOCK_OK, Clock, Stamp
from cdd_desktop.store.driver import connect

if TYPE_CHECKING:
    from sqlite3 import Connection

FOLDER: Final = "backups"
KEEP_NEWEST: Final = 10
KEEP_DAYS: Final = 14
DUE_HOURS: Final = 20
_NAME: Final = re.compile(r"cdd-(\d{6})-.*")
_CHUNK: Final = 1 << 20


@dataclass(frozen=True)
class BackupInfo:
    """One verified backup.

    Attributes:
        number: counts up for ever; the newest has the largest.
        wall, clock: when it was made, and how far that time can be believed.
        heads: stream -> [last number, hash] of the log in it.
    """

    number: int
    path: Path
    reason: str
    wall: str
    clock: int
    sha256: str
    size: int
    heads: dict[str, list[int | str]]

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.wall).date()

    def intact(self) -> bool:
        """Return whether the file still is what was verified."""
        try:
            return self.path.stat().st_size == self.size and file_hash(self.path) == self.sha256
        except OSError:
            return False


class NotVerified(OSError):
    """A backup that was just written does not hold what the database holds; it was removed."""


def heads_of(connection: Connection) -> dict[str, list[int | str]]:
    """Return where each stream of the log ends."""
    rows = connection.execute("SELECT stream, seq, hash FROM stream ORDER BY stream")
    return {stream: [seq, hashed.hex()] for stream, seq, hashed in rows}


def existing(data_dir: Path) -> list[BackupInfo]:
    """Return the backups of a data folder, newest first."""
    return sorted(_found(data_dir / FOLDER), key=lambda info: info.number, reverse=True)


def _found(folder: Path) -> Iterator[BackupInfo]:
    for path in folder.glob("cdd-*.db"):
        try:
            facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
            yield BackupInfo(path=path, **facts)
        except (OSError, ValueError, TypeError):
            continue  # without its description it was never finished, or is none of ours


def make(connection: Connection, data_dir: Path, stamp: Stamp, reason: str) -> BackupInfo:
    """Write, verify and name a backup, then thin the old ones.

    Args:
        connection: the open database.
        reason: why, for people.

    Raises:
        SqlError, OSError: nothing was kept; ``NotVerified`` where the copy is not what it should be.
    """
    folder = data_dir / FOLDER
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob("*.part"):
        leftover.unlink()
    number = _next_number(folder)
    path = folder / f"cdd-{number:06d}-{stamp.iso[:10]}.db"
    part = path.with_suffix(".part")
    try:
        copy_database(connection, part)
        heads = verify(part)
        if heads != heads_of(connection):
            raise NotVerified("backup differs")
        info = BackupInfo(number, path, reason, stamp.iso, stamp.flag, file_hash(part), part.stat().st_size, heads)
        _describe(info)
        replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
        raise
    thin(data_dir)
    return info


def due(data_dir: Path, heads: dict[str, list[int | str]], clock: Clock) -> bool:
    """Return whether a backup should be made at start: something changed, and the last is 20 hours old.

    A last backup that seems to lie in the future says nothing about its age.
    """
    newest = next(iter(existing(data_dir)), None)
    if newest is None:
        return bool(heads)
    if newest.heads == heads:
        return False
    age = clock.now() - datetime.fromisoformat(newest.wall)
    return not 0 <= age.total_seconds() < DUE_HOURS * 3600


def copy_database(connection: Connection, target: Path) -> None:
    """Copy a live database in one step and bring the copy to the disk (SQLite itself does not)."""
    target.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(target),))
    sync(target)


def verify(path: Path) -> dict[str, list[int | str]]:
    """Open a backup as it lies there and return the ends of its streams; raises SqlError or NotVerified."""
    connection = connect(path, immutable=True)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise NotVerified("backup damaged")
        return heads_of(connection)
    finally:
        connection.close()


def thin(data_dir: Path) -> None:
    """Remove what is in excess: the newest 10 stay, and the newest of each of the last 14 days that have one.

    A clock that is wrong now, or jumped since the backup before, removes nothing.
    """
    backups = existing(data_dir)
    if len(backups) <= KEEP_NEWEST or not _believable(backups[0], backups[1]):
        return
    days: dict[date, BackupInfo] = {}
    for info in backups:
        days.setdefault(info.day, info)
    kept = {info.number for info in (*backups[:KEEP_NEWEST], *list(days.values())[:KEEP_DAYS])}
    for info in backups:
        if info.number not in kept and info.clock == CLOCK_OK:
            info.path.unlink(missing_ok=True)
            info.path.with_suffix(".json").unlink(missing_ok=True)


def _believable(newest: BackupInfo, before: BackupInfo) -> bool:
    return newest.clock == before.clock == CLOCK_OK and 0 <= (newest.day - before.day).days <= 7


def _next_number(folder: Path) -> int:
    taken = [int(match[1]) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
    return max(taken, default=0) + 1


def _describe(info: BackupInfo) -> None:
    facts = {name: value for name, value in asdict(info).items() if name != "path"}
    path = info.path.with_suffix(".json")
    path.write_text(json.dumps(facts, ensure_ascii=False), encoding="utf-8")
    sync(path)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file, read piece by piece."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_CHUNK):
            hashed.update(piece)
    return hashed.hexdigest()


def sync(path: Path) -> None:
    """Bring a file's content to the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def replace(source: Path, target: Path) -> None:
    """Rename; a virus scanner may hold a new file for a moment, so refusals are tried again for a second."""
    for attempt in range(10):
        try:
            source.replace(target)
            break
        except PermissionError:
            if attempt == 9:
                raise
            time.sleep(0.02 * (attempt + 1))
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return  # Windows has no handle of a folder to sync
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
