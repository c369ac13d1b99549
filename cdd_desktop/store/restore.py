"""Putting a backup in the place of a damaged, lost or unwanted database. What was there is kept, never overwritten."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, backup_files, disk, keyslots, opening, passwords, problems, swap
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.check import UNREADABLE, broken_files, standing_files
from cdd_desktop.store.datakey import codec_of
from cdd_desktop.store.driver import SqlError, connect
from cdd_desktop.store.files import FOLDER, Files
from cdd_desktop.store.keyslots import Keyslots
from cdd_desktop.store.lock import LOCK_NAME, FolderLock, Held
from cdd_desktop.store.marks import MARK_NAME
from cdd_desktop.store.opening import DATABASE_NAME

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey

BELONGINGS: Final = (f"{DATABASE_NAME}-wal", f"{DATABASE_NAME}-shm", f"{DATABASE_NAME}-journal")


@dataclass(frozen=True)
class Restored:
    """What a restore did.

    Attributes:
        backup: what stands now.
        aside: the folder with the former database, None where there was none; it is named after damage only where
            that was found.
        files: how many evidence files came back.
        broken: what is wrong with files that the backup names, and is not whole in its set either (Thai).
        verified: what is in the backup was looked at; else it was locked, and only its hash is as it was.
        passwords: those of today stand; False where they could not be read, and those of the backup do.
    """

    backup: BackupInfo
    aside: Path | None
    files: int = 0
    verified: bool = True
    broken: tuple[str, ...] = ()
    passwords: bool = True


def restore(
    data_dir: Path, clock: Clock, number: int | None = None, *, name: str = "", key: DataKey | None = None
) -> Restored:
    """Put a backup back: the newest intact one, or a certain one. Edits made after it are not in it.

    The database goes on under a new replica id from its next opening. A crash leaves the old or the new.

    Args:
        number: of the backup.
        name: its number, its file's name, or the path of one at another place; in place of ``number``.
        key: of an encrypted folder; without it the hash alone says that the backup is whole.

    Raises:
        UserError: the folder is in use, no backup is intact, or the disk refuses; the former files are still there.
    """
    wanted = str(number) if number is not None else name
    if not (data_dir / LOCK_NAME).exists() and not swap.pending(data_dir):
        find(data_dir, wanted)  # a slip of the hand makes no folder and no lock
    missing = [folder for folder in (data_dir, *data_dir.parents) if not folder.exists()]
    lock = _locked(data_dir, clock)
    done = None
    try:
        swap.finish(data_dir)
        done = _put_back(data_dir, find(data_dir, wanted), key)
        return done
    except (SqlError, OSError) as error:
        raise problems.restore_failed(error) from None
    finally:
        lock.release(clean=done is not None or not lock.unclean)
        if done is None:
            _unmake(missing)


def _locked(data_dir: Path, clock: Clock) -> FolderLock:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return FolderLock(data_dir, "", clock.stamp().iso)
    except Held as error:
        raise problems.held(error.holder) from None
    except OSError as error:
        raise problems.reading_failed(error) from None


def _unmake(folders: list[Path]) -> None:
    """Remove folders that were made in vain, the innermost first; one with anything in it but the lock stays."""
    for folder in folders:
        with suppress(OSError):
            if [path.name for path in folder.iterdir()] == [LOCK_NAME]:
                (folder / LOCK_NAME).unlink()
            folder.rmdir()


def find(data_dir: Path, name: str = "") -> BackupInfo:
    """Return an intact backup by number, file name or path; without a name, the newest. Raises UserError."""
    path = Path(name)
    found = [info for info in backup.existing(data_dir) if _is(info, name)]
    if not found and path.suffix == ".db" and path.is_file():  # its own first: names are alike in every office
        found = [info for info in [backup.described(path)] if info is not None]
    for info in found:
        if info.intact() or (name and info.file_intact()):  # a damaged description is no reason to refuse what is asked
            return info
    if found and name:
        raise UserError(f"สำเนา {found[0].path.name} เสียหาย จึงไม่ใช้กู้คืน ไม่มีอะไรเปลี่ยน", "เลือกสำเนาชุดอื่น")
    raise UserError("ไม่มีสำเนาสำรองที่ใช้กู้คืนได้ ไม่มีอะไรเปลี่ยน", "ตรวจโฟลเดอร์ backups หรือเลือกสำเนาชุดอื่น")


def _is(info: BackupInfo, name: str) -> bool:
    if name.isascii() and name.isdigit():
        return info.number == int(name)
    return name in {"", info.path.name, info.path.stem}


def _put_back(data_dir: Path, info: BackupInfo, key: DataKey | None) -> Restored:
    slots = _slots_of(info)
    _check_fits(data_dir, slots)
    key = key if slots is not None and key is not None and key.check == slots.check else None
    verified = slots is None or key is not None
    folder = swap.begin(data_dir)
    try:
        if disk.copy(info.path, folder / DATABASE_NAME) != info.sha256:
            raise backup.NotVerified("copy differs")
        if verified:
            backup.verify(folder / DATABASE_NAME, key)
        if slots is not None and not keyslots.present(data_dir):
            keyslots.write_copies(folder, slots)
        files = backup_files.bring_back(info.path.parent, data_dir, key, locked=not verified)
        broken = _broken(folder / DATABASE_NAME, Files(data_dir / FOLDER, codec_of(key)), key) if verified else ()
        carried = not verified or _passwords_stand(data_dir, folder / DATABASE_NAME, key)
        aside = swap.new_aside(data_dir, "damaged" if _found_damaged(data_dir, key) else "replaced")
        # without its mark, the database knows at the next opening that it has to go on under a new id
        swap.take_over(data_dir, away=(*BELONGINGS, MARK_NAME), aside=aside)
    except BaseException:
        if not swap.pending(data_dir):
            swap.drop(data_dir)
        raise
    kept = data_dir / aside
    return Restored(info, kept if (kept / DATABASE_NAME).exists() else None, files, verified, broken, carried)


def _passwords_stand(data_dir: Path, restored: Path, key: DataKey | None) -> bool:
    today = data_dir / DATABASE_NAME
    return _unused(today) or passwords.carry_over(today, restored, key)


def missing_in(info: BackupInfo, state: Callable[[str], str], key: DataKey | None = None) -> tuple[str, ...] | None:
    """Return what is wrong with the files that a backup names (Thai); None where it is locked, or cannot be read.

    Args:
        state: says it of one file of the set, "" of a whole one.
        key: of an encrypted folder.
    """
    if info.keyslots is not None and key is None:
        return None
    try:
        with closing(connect(info.path, immutable=True, key=key if info.keyslots else None)) as connection:
            return broken_files(standing_files(connection), state)
    except UNREADABLE:
        return None


def _broken(database: Path, files: Files, key: DataKey | None) -> tuple[str, ...]:
    """Return what is wrong with the files that a database points at; damaged rows of it point at nothing."""
    with suppress(*UNREADABLE), closing(connect(database, immutable=True, key=key)) as connection:
        return broken_files(standing_files(connection), files.state)
    return ()


def _found_damaged(data_dir: Path, key: DataKey | None) -> bool:
    """Return whether what is there now was looked at and is damaged; without its key nobody can look."""
    path = data_dir / DATABASE_NAME
    if not path.exists() or (key is None and keyslots.present(data_dir)):
        return False
    try:
        opening.check_file(path, full=True, key=key)
    except (UserError, SqlError, OSError) as error:
        return problems.of_damage(error)
    return False


def _slots_of(info: BackupInfo) -> Keyslots | None:
    """Return the newest whole slots of a backup: its own or those beside it; its own count as whole under a seal."""
    if not info.keyslots:
        return None
    beside = keyslots.read(info.path.with_name(keyslots.NAMES[0]))
    own = None
    with suppress(ValueError, KeyError, TypeError):
        own = None if info.damaged else keyslots.from_json(info.keyslots)
    if own is None and beside is None:
        raise UserError(f"คำอธิบายของสำเนา {info.path.name} เสียหาย ไม่มีอะไรเปลี่ยน", "เลือกสำเนาชุดอื่น")
    if own is None:
        return beside
    if beside is None or beside.check != own.check or (info.sealed and own.revision > beside.revision):
        return own
    return beside


def _check_fits(data_dir: Path, slots: Keyslots | None) -> None:
    """Raise UserError where a backup and the folder are not locked by the same key."""
    locked = keyslots.load(data_dir).check if keyslots.present(data_dir) else ""
    wanted = slots.check if slots else ""
    empty = _unused(data_dir / DATABASE_NAME) and not any((data_dir / "files").glob("??/*"))
    if locked == wanted or (empty and not locked):
        return
    what = "เข้ารหัสด้วยกุญแจอื่น" if wanted else "ทำไว้ก่อนเข้ารหัสข้อมูล"
    raise UserError(f"สำเนานี้{what} จึงใช้กับโฟลเดอร์นี้ไม่ได้ ไม่มีอะไรเปลี่ยน", "กู้คืนลงโฟลเดอร์ใหม่ที่ว่าง แล้วเปิดจากที่นั่น")


def _unused(path: Path) -> bool:
    """Return whether there is no database, or one that nobody has written into yet: that of a first start."""
    if not path.exists():
        return True
    with suppress(SqlError), closing(connect(path, readonly=True)) as connection:
        return connection.execute("SELECT 1 FROM change").fetchone() is None
    return False
