"""Switching the encryption of a data folder on and off: database, evidence and backups, all or nothing.

Everything is written anew beside the old, compared with it, and takes over at one instant (``swap``). Then the old is
deleted; what a disk still holds of deleted files is beyond the reach of a program.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, disk, keyring, keyslots, passwords, problems, safekeeping, swap
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import encode
from cdd_desktop.store.check import check
from cdd_desktop.store.datakey import DataKey, codec_of, new_key
from cdd_desktop.store.driver import SqlError, connect, transaction
from cdd_desktop.store.files import FOLDER, Files
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.keyslots import Keyslots
from cdd_desktop.store.lock import FolderLock, Held
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.progress import Counter, Step, unwatched
from cdd_desktop.store.restore import BELONGINGS

if TYPE_CHECKING:
    from sqlite3 import Connection

BEFORE_ENABLING: Final = "ก่อนเข้ารหัสข้อมูล"
BEFORE_DISABLING: Final = "ก่อนเลิกเข้ารหัสข้อมูล"
AFTER: Final = "หลังเปลี่ยนการเข้ารหัสข้อมูล"
_LOCKED: Final = ".locked"


@dataclass(frozen=True)
class Converted:
    """What stands now.

    Attributes:
        key: opens the folder; None when it is not encrypted any more.
        backups: how many backups were carried over.
        notice: what should be told though all went well (Thai), "" : nothing; damaged backups, which are not carried
            over, by their names.
    """

    key: DataKey | None
    backups: int
    notice: str = ""


@dataclass(frozen=True)
class _Change:
    """From one key to another; ``slots`` are those of the new."""

    data_dir: Path
    old: DataKey | None
    new: DataKey | None
    slots: Keyslots | None
    progress: Counter

    @property
    def folder(self) -> Path:
        return self.data_dir / swap.PREPARING


def enable(
    data_dir: Path, logins: Sequence[Login], recipient: str, clock: Clock, step: Step = unwatched
) -> Converted:
    """Encrypt a data folder; nobody may have it open.

    Args:
        logins: who will be able to unlock it.
        recipient: the province's recovery key (age1…).
        step: told how far it is; may stop everything but the last step.

    Raises:
        UserError: nothing changed, unless the message says so.
    """
    swap.settle(data_dir)
    if keyslots.present(data_dir):
        raise UserError("ข้อมูลเข้ารหัสอยู่แล้ว ไม่มีอะไรเปลี่ยน")
    key = new_key()
    slots = keyring.new_slots(key, logins, recipient)
    return _convert(_Change(data_dir, None, key, slots, _counter(data_dir, step)), clock, BEFORE_ENABLING)


def disable(data_dir: Path, key: DataKey, clock: Clock, step: Step = unwatched) -> Converted:
    """Take the encryption off; as ``enable``."""
    swap.settle(data_dir)
    if keyring.check_key(data_dir, key) is None:
        raise UserError("ข้อมูลไม่ได้เข้ารหัส ไม่มีอะไรเปลี่ยน")
    return _convert(_Change(data_dir, key, None, None, _counter(data_dir, step)), clock, BEFORE_DISABLING)


def _counter(data_dir: Path, step: Step) -> Counter:
    """Return what counts the steps: check, backup, database, each file here and in the backups, each backup, swap."""
    files = sum(1 for folder in (data_dir, data_dir / backup.FOLDER) for _ in Files(folder / FOLDER).all())
    return Counter(step, 5 + files + len(backup.existing(data_dir)))


def _convert(change: _Change, clock: Clock, reason: str) -> Converted:
    if not (change.data_dir / DATABASE_NAME).exists():
        raise UserError(f"ยังไม่มีข้อมูลในโฟลเดอร์ {change.data_dir}", "เปิดโปรแกรมเพื่อเริ่มใช้งานก่อน")
    try:
        lock = FolderLock(change.data_dir, "", clock.stamp().iso)
    except Held as error:
        raise problems.held(error.holder) from None
    except OSError as error:
        raise problems.reading_failed(error) from None
    try:
        return _converted(change, clock, reason)
    except (SqlError, OSError, UserError) as error:
        cause = error.__cause__ if isinstance(error, UserError) else error
        if not isinstance(cause, (SqlError, OSError)):
            raise
        raise problems.conversion_failed(cause, begun=swap.pending(change.data_dir)) from None
    finally:
        lock.release()


def _converted(change: _Change, clock: Clock, reason: str) -> Converted:
    change.progress.next("ตรวจข้อมูล")
    report = check(change.data_dir, clock, key=change.old)
    if not report.ok:
        raise UserError("ข้อมูลเสียหายบางส่วน จึงยังไม่เปลี่ยนการเข้ารหัส ไม่มีอะไรเปลี่ยน", "กู้คืนจากสำเนาสำรองก่อน แล้วลองอีกครั้ง")
    connection = connect(change.data_dir / DATABASE_NAME, key=change.old)
    try:
        change.progress.next("สำรองข้อมูล")
        backup.make(connection, change.data_dir, clock.stamp(), reason, change.old)
        swap.begin(change.data_dir)
        carried, damaged = _prepare(change, connection)
        change.progress.last("สลับไปใช้ชุดใหม่")
    except BaseException:
        swap.drop(change.data_dir)
        raise
    finally:
        connection.close()
    away = BELONGINGS if change.new else (*BELONGINGS, *keyslots.NAMES)
    swap.take_over(change.data_dir, away=away)
    notices = [_dropped(damaged), _back_up_after(change, clock)]
    return Converted(change.new, carried, " ".join(notice for notice in notices if notice))


def _dropped(damaged: list[str]) -> str:
    return f"สำเนาที่เสียหายอยู่ก่อนแล้วใช้กู้คืนไม่ได้ จึงลบไป: {', '.join(damaged)}" if damaged else ""


def _back_up_after(change: _Change, clock: Clock) -> str:
    """Make a first backup of the new kind, which also goes to the second place; failing is only told."""
    try:
        connection = connect(change.data_dir / DATABASE_NAME, key=change.new)
        try:
            return safekeeping.back_up(connection, change.data_dir, clock.stamp(), AFTER, change.new).second
        finally:
            connection.close()
    except (SqlError, OSError) as error:
        return problems.backup_failed(error).message


# --- making everything anew beside the old --------------------------------------------------------------------------


def _prepare(change: _Change, connection: Connection) -> tuple[int, list[str]]:
    """Return what ``_convert_backups`` returns."""
    change.progress.next("เขียนฐานข้อมูลใหม่")
    _export(connection, change.folder / DATABASE_NAME, change.new)
    if backup.verify(change.folder / DATABASE_NAME, change.new) != backup.contents_of(connection):
        raise backup.NotVerified("converted database differs")
    _move_passwords(change)
    _recode(change, Path(FOLDER))
    backups = _convert_backups(change)
    for aside in (path for pattern in swap.ASIDES for path in change.data_dir.glob(pattern)):
        _convert_aside(change, aside)
    if change.slots is not None:
        keyslots.write_copies(change.folder, change.slots)
    return backups


def _export(connection: Connection, target: Path, key: DataKey | None) -> None:
    """Write all of a database into a new file under another key (None: none)."""
    connection.execute("ATTACH DATABASE ? AS target KEY ?", (str(target), key.pragma if key else ""))
    try:
        connection.execute("SELECT sqlcipher_export('target')").fetchall()
        for name in ("application_id", "user_version"):  # these two are not carried over
            value = connection.execute(f"PRAGMA main.{name}").fetchone()[0]
            connection.execute(f"PRAGMA target.{name} = {value}")
    finally:
        connection.execute("DETACH DATABASE target")


def _move_passwords(change: _Change) -> None:
    """A person has one password: in the key file while there is one, beside the log otherwise."""
    kept = [] if change.new is not None else keyslots.load(change.data_dir).slots
    with closing(connect(change.folder / DATABASE_NAME, key=change.new)) as connection, transaction(connection):
        connection.execute("DELETE FROM local WHERE name LIKE ?", (f"{passwords.PREFIX}%",))
        for slot in kept:
            row = (f"{passwords.PREFIX}{slot.person}", encode(passwords.as_local(slot)))
            connection.execute("INSERT INTO local VALUES (?, ?)", row)


def _recode(change: _Change, folder: Path) -> None:
    """Write every file anew; what is damaged comes from the backups' set, or not at all."""
    old, spare, new = (
        Files(where, codec_of(key))
        for where, key in (
            (change.data_dir / folder, change.old),
            (change.data_dir / backup.FOLDER / FOLDER, change.old),
            (change.folder / folder, change.new),
        )
    )
    (change.folder / folder).mkdir()
    for name in old.all():
        change.progress.next("เขียนภาพและไฟล์หลักฐานใหม่")
        source = next((files for files in (old, spare) if files.has(name) and not files.state(name)), None)
        if source is not None:
            new.add(source.read(name))
            if new.state(name):
                raise backup.NotVerified("converted file differs")


def _convert_backups(change: _Change) -> tuple[int, list[str]]:
    """Return how many were carried over, and the names of those that are damaged and were not."""
    folder = change.folder / backup.FOLDER
    folder.mkdir()
    count, damaged = 0, []
    for info in backup.existing(change.data_dir):
        change.progress.next("เขียนสำเนาสำรองใหม่")
        if info.intact():
            _convert_backup(change, info, folder)
            count += 1
        else:
            damaged.append(info.path.name)
    readme = change.data_dir / backup.FOLDER / "README.txt"
    if readme.exists():
        disk.copy(readme, folder / readme.name)
    _recode(change, Path(backup.FOLDER, FOLDER))
    return count, damaged


def _convert_backup(change: _Change, info: BackupInfo, folder: Path) -> None:
    """Carry one backup over; it is worked on as a copy, for a backup is never opened for writing."""
    work, path = change.folder / "work.db", folder / info.path.name
    shutil.copyfile(info.path, work)
    connection = connect(work, key=change.old)
    try:
        _export(connection, path, change.new)
        if backup.verify(path, change.new).heads != backup.heads_of(connection):
            raise backup.NotVerified("converted backup differs")
    finally:
        connection.close()
        for leftover in change.folder.glob("work.db*"):
            leftover.unlink()
    slots = change.slots.to_json() if change.slots else None
    hashed, size = disk.file_hash(path), path.stat().st_size
    backup.describe(replace(info, path=path, sha256=hashed, size=size, keyslots=slots))


def _convert_aside(change: _Change, aside: Path) -> None:
    """Lock what a restore once kept, byte by byte (it may be damaged); unlock it when the encryption goes."""
    target = change.folder / aside.name
    target.mkdir()
    files = [path for path in aside.iterdir() if path.is_file()]
    for path in files:
        if change.new is not None:
            disk.write(target / f"{path.name}{_LOCKED}", codec_of(change.new).encode(path.read_bytes()))
        elif path.suffix == _LOCKED:
            disk.write(target / path.stem, _unlocked(change, path))
        else:
            disk.copy(path, target / path.name)
    if change.old is not None and any(path.suffix != _LOCKED for path in files):
        # it was set aside under the key that is given up now: the passwords of today go on opening it
        disk.write(target / keyslots.NAMES[0], keyslots.to_bytes(keyslots.load(change.data_dir)))


def _unlocked(change: _Change, path: Path) -> bytes:
    try:
        return codec_of(change.old).decode(path.read_bytes())
    except ValueError:
        raise OSError(5, "a locked file is damaged") from None
