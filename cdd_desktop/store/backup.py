"""Backups: numbered, verified before they count, with what lies beside the database in a set by hash."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.clock import Clock, Stamp
from cdd_desktop.store import backup_files, disk, keyslots, log
from cdd_desktop.store.canonical import encode
from cdd_desktop.store.driver import connect
from cdd_desktop.store.progress import Step, unwatched

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.store.keyslots import Keyslots

FOLDER: Final = "backups"
START_HOURS: Final = 20
_NAME: Final = re.compile(r"cdd-(\d{6})-.*")
_UNKEPT: Final = ("path", "second", "sealed", "damaged")
_SEAL: Final = "seal"
_LOGGER: Final = logging.getLogger("cdd_desktop.store")
_README: Final = """สำเนาสำรองของโปรแกรม CDD Desktop

ไฟล์ cdd-หมายเลข-วันที่.db คือสำเนาของข้อมูลทั้งหมด ไฟล์ .json ชื่อเดียวกันบอกว่าในสำเนามีอะไร
โฟลเดอร์ files เก็บภาพและไฟล์หลักฐานของสำเนาทุกชุด ไฟล์ keyslots.json มีเฉพาะเมื่อเข้ารหัสข้อมูล
ต้องเก็บทั้งโฟลเดอร์นี้ไว้ด้วยกัน อย่าเปลี่ยนชื่อหรือแก้ไขไฟล์ใด

กู้คืนจากหน้าต่างโปรแกรม ที่หน้าตั้งค่า หรือด้วยคำสั่ง
    cdd-desktop restore --data-dir โฟลเดอร์ข้อมูล ชื่อสำเนา
ก่อนกู้คืน โปรแกรมเก็บข้อมูลเดิมไว้ในโฟลเดอร์ replaced หรือ damaged ก่อนเสมอ
"""

Heads = dict[str, list[int | str]]


@dataclass(frozen=True)
class BackupInfo:
    """One verified backup.

    Attributes:
        number: counts up for ever; the newest has the largest.
        wall, clock: when it was made, and how far that time can be believed.
        heads: stream -> [last number, hash] of the log in it.
        counts: how many "changes", "entries", "records" and "files" are in it; "lost" files could not be copied.
        rest: hash of what this PC keeps beside the log.
        keyslots: what opens it, where the data is encrypted.
        second: what went wrong with the copy at the second place (Thai), "" : nothing, or there is none.
        sealed: the description carries its own hash; those of older programs do not, and stay so.
        damaged: that hash does not hold: nothing that the description says can be relied on.
    """

    number: int
    path: Path
    reason: str
    wall: str
    clock: int
    sha256: str
    size: int
    heads: Heads
    counts: dict[str, int] = field(default_factory=dict)
    rest: str = ""
    keyslots: dict[str, Any] | None = field(default=None, repr=False)
    second: str = ""
    sealed: bool = True
    damaged: bool = False

    @property
    def day(self) -> date:
        return datetime.fromisoformat(self.wall).date()

    def intact(self) -> bool:
        """Return whether the file still is what was verified, and its description what was written then."""
        return not self.damaged and self.file_intact()

    def file_intact(self) -> bool:
        """Return whether the file still is what was verified; a hash that fits by chance there is not."""
        try:
            return self.path.stat().st_size == self.size and disk.file_hash(self.path) == self.sha256
        except OSError:
            return False

    def to_json(self) -> dict[str, Any]:
        """Return the description that lies beside the file."""
        facts = {name: value for name, value in asdict(self).items() if name not in _UNKEPT}
        seal = "" if self.damaged else _seal_of(facts)
        return facts | ({_SEAL: seal} if self.sealed else {})


@dataclass(frozen=True)
class Contents:
    """What tells whether two databases hold the same; ``counts`` without files."""

    heads: Heads
    rest: str
    counts: dict[str, int]


class NotVerified(OSError):
    """A backup that was just written does not hold what the database holds; it was removed."""


def heads_of(connection: Connection) -> Heads:
    """Return where each stream of the log ends."""
    rows = connection.execute("SELECT stream, seq, hash FROM stream ORDER BY stream")
    return {stream: [seq, hashed.hex()] for stream, seq, hashed in rows}


def rest_of(connection: Connection) -> str:
    """Return a hash of the drafts and of what this PC keeps for itself, but for notes about backups."""
    hashed = hashlib.sha256()
    for query in ("SELECT * FROM draft", "SELECT * FROM local WHERE name NOT LIKE 'backup%'"):
        for row in connection.execute(query):
            hashed.update(json.dumps(row).encode("ascii"))
    return hashed.hexdigest()[:16]


def contents_of(connection: Connection) -> Contents:
    """Return what a database holds."""
    entry = "SELECT DISTINCT pack, indicator, round, subject_kind, subject_id FROM fact"
    sources = {"changes": "change", "entries": f"({entry})", "records": "record"}
    if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'record'").fetchone() is None:
        del sources["records"]  # a file of the first format, about to be brought up to date
    counts = {
        name: int(connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0])
        for name, source in sources.items()
    }
    return Contents(heads_of(connection), rest_of(connection), counts)


def existing(data_dir: Path) -> list[BackupInfo]:
    """Return the backups of a data folder, newest first."""
    return in_folder(data_dir / FOLDER)


def in_folder(folder: Path) -> list[BackupInfo]:
    """Return the backups that lie in a folder of backups, newest first."""
    return sorted(_found(folder), key=lambda info: info.number, reverse=True)


def described(path: Path) -> BackupInfo | None:
    """Return the backup of a file, None where its description is missing: never finished, or none of ours."""
    try:
        facts = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        seal = facts.pop(_SEAL, None)
        info = BackupInfo(path=path, **facts, sealed=seal is not None, damaged=seal not in (None, _seal_of(facts)))
        # raises where the description is damaged
        _ = (info.day, info.number + 1, info.counts.items(), [int(seq) for seq, _at in info.heads.values()])
        return info
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return None


def _seal_of(facts: dict[str, Any]) -> str:
    return hashlib.sha256(encode(facts).encode("utf-8")).hexdigest()


def _found(folder: Path) -> Iterator[BackupInfo]:
    for path in folder.glob("cdd-*.db"):
        info = described(path)
        if info is not None:
            yield info


def make(
    connection: Connection,
    data_dir: Path,
    stamp: Stamp,
    reason: str,
    key: DataKey | None = None,
    step: Step = unwatched,
) -> BackupInfo:
    """Write, verify and name a backup.

    Args:
        connection: the open database.
        reason: why, for people.
        key: of an encrypted folder.
        step: told how far it is; may stop it.

    Raises:
        SqlError, OSError: nothing was kept; ``NotVerified`` where the copy is not what it should be.
    """
    folder = data_dir / FOLDER
    folder.mkdir(exist_ok=True)
    for leftover in folder.glob("*.part*"):
        leftover.unlink()
    number = _next_number(folder)
    path = folder / f"cdd-{number:06d}-{stamp.iso[:10]}.db"
    part = path.with_suffix(".part")
    try:
        before = contents_of(connection)
        step("สำรองข้อมูล", 0, 0)
        copy_database(connection, part)
        files = backup_files.keep(data_dir, folder, key, step)  # after: whatever the copy names lies there by now
        step("ตรวจสำเนา", 0, 0)
        found = verify(part, key)
        if not _goes_on_to(connection, before, found):
            raise NotVerified("backup differs")
        info = BackupInfo(
            number, path, reason, stamp.iso, stamp.flag, disk.file_hash(part), part.stat().st_size,
            found.heads, found.counts | files, found.rest, _slots(data_dir, key),
        )  # fmt: skip
        describe(info)
        disk.replace(part, path)
        if key is not None:  # also in this one: a password may have changed meanwhile
            renew_slots(folder, keyslots.load(data_dir))
    except BaseException:
        part.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
        raise
    with suppress(OSError):  # only words
        _write_readme(folder)
    return info


def due(data_dir: Path, connection: Connection, clock: Clock, hours: float = START_HOURS) -> bool:
    """Return whether a backup should be made: something changed, and the last is so many hours old.

    A last backup that seems to lie in the future says nothing about its age.
    """
    newest = next(iter(existing(data_dir)), None)
    heads = heads_of(connection)
    if newest is None or newest.damaged:
        return bool(heads)
    if newest.heads == heads and newest.rest in {"", rest_of(connection)}:
        return False
    age = clock.now() - datetime.fromisoformat(newest.wall)
    return not 0 <= age.total_seconds() < hours * 3600


def copy_database(connection: Connection, target: Path) -> None:
    """Copy a live database in one step and bring the copy to the disk (SQLite itself does not)."""
    target.unlink(missing_ok=True)
    connection.execute("VACUUM INTO ?", (str(target),))
    disk.sync(target)


def verify(path: Path, key: DataKey | None = None) -> Contents:
    """Open a backup as it lies there and return what is in it; raises SqlError or NotVerified."""
    connection = connect(path, immutable=True, key=key)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise NotVerified("backup damaged")
        return contents_of(connection)
    finally:
        connection.close()


def _goes_on_to(connection: Connection, before: Contents, found: Contents) -> bool:
    """Return whether a copy is what the database was at some moment since ``before``; others may write meanwhile."""
    after = contents_of(connection)
    if found in (before, after):
        return True
    genuine = all(
        log.holds(connection, name, int(seq), bytes.fromhex(str(at))) for name, (seq, at) in found.heads.items()
    )
    return genuine and before.counts["changes"] <= found.counts["changes"] <= after.counts["changes"]


def describe(info: BackupInfo) -> None:
    """Write the description of a backup beside its file."""
    disk.write(info.path.with_suffix(".json"), json.dumps(info.to_json(), ensure_ascii=False).encode("utf-8"))


def renew_slots(folder: Path, slots: Keyslots) -> None:
    """Let the passwords of today open every backup of a folder, and those of yesterday none.

    Whoever was shut out would otherwise find the way into the live data in an old description. One that cannot be
    written now is met again at the next opening and the next backup.
    """
    content = slots.to_json()
    for path in folder.glob("cdd-*.json"):
        info = described(path.with_suffix(".db"))
        kept = info.keyslots if info is not None else None
        if info is None or not isinstance(kept, dict) or kept == content or kept.get("check") != slots.check:
            continue
        try:
            describe(replace(info, keyslots=content))
        except OSError as error:
            _LOGGER.info("store: the slots of a backup are not renewed (%s)", error.strerror)


def remove(info: BackupInfo) -> None:
    """Remove a backup; the file first, for a description alone counts for nothing."""
    info.path.unlink(missing_ok=True)
    info.path.with_suffix(".json").unlink(missing_ok=True)


def _write_readme(folder: Path) -> None:
    path = folder / "README.txt"
    if not path.exists():
        path.write_text(_README, encoding="utf-8-sig", newline="\r\n")  # Notepad reads it so on every Windows


def _slots(data_dir: Path, key: DataKey | None) -> dict[str, Any] | None:
    if key is None:
        return None
    slots = keyslots.load(data_dir)
    disk.write(data_dir / keyslots.AMONG_BACKUPS, keyslots.to_bytes(slots))
    return slots.to_json()


def _next_number(folder: Path) -> int:
    taken = [int(match[1]) for path in folder.iterdir() if (match := _NAME.fullmatch(path.name))]
    return max(taken, default=0) + 1
