"""What lies beside the database, in the backups: each file once, by its hash, for all backups together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cdd_desktop.store import disk
from cdd_desktop.store.datakey import codec_of
from cdd_desktop.store.files import FOLDER, Files
from cdd_desktop.store.progress import Step, unwatched

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey


class Differs(OSError):
    """A file that was just copied does not read as it should."""


def keep(data_dir: Path, backups: Path, key: DataKey | None, step: Step = unwatched) -> dict[str, int]:
    """Copy what the set of the backups lacks.

    Returns:
        "files": how many are in the set and in the folder; "lost": how many of the folder's are damaged, and not there.

    Raises:
        OSError: the disk refuses.
    """
    live, kept = (Files(folder / FOLDER, codec_of(key)) for folder in (data_dir, backups))
    count = lost = 0
    for name in live.all():
        if not kept.has(name):
            step("สำรองภาพและไฟล์หลักฐาน", 0, 0)
            if live.state(name):
                lost += 1
                continue
            copy_file(data_dir / FOLDER, backups / FOLDER, name)
            if kept.state(name):
                raise Differs(name)
        count += 1
    return {"files": count, "lost": lost}


def bring_back(backups: Path, data_dir: Path, key: DataKey | None) -> int:
    """Copy what the folder lacks, or has damaged, from the set; whole files of the folder stay. Return how many.

    Without the key of an encrypted folder, only what is missing comes back. Raises OSError.
    """
    brought = 0
    live, kept = (Files(folder / FOLDER, codec_of(key)) for folder in (data_dir, backups))
    for name in kept.all():
        if not live.has(name) or (key is not None and live.state(name) and not kept.state(name)):
            copy_file(backups / FOLDER, data_dir / FOLDER, name)
            brought += 1
    return brought


def mend(backups: Path, data_dir: Path, names: Iterable[str], key: DataKey | None) -> int:
    """Put whole files of the set in the place of missing and damaged ones of the folder; return how many."""
    live, kept = (Files(folder / FOLDER, codec_of(key)) for folder in (data_dir, backups))
    broken = [name for name in names if live.state(name) and not kept.state(name)]
    for name in broken:
        copy_file(backups / FOLDER, data_dir / FOLDER, name)
    return len(broken)


def copy_set(source: Path, target: Path, step: Step = unwatched) -> None:
    """Copy what the set at another place lacks; raises OSError."""
    for name in Files(source / FOLDER).all():
        path = path_in(target / FOLDER, name)
        # one from before the encryption has another size
        if not path.exists() or path.stat().st_size != path_in(source / FOLDER, name).stat().st_size:
            step("คัดลอกไปที่เก็บที่สอง", 0, 0)
            hashed = copy_file(source / FOLDER, target / FOLDER, name)
            if hashed != disk.file_hash(path_in(source / FOLDER, name)):
                raise Differs(name)


def drop_gone(data_dir: Path, backups: Path, named: Callable[[], Iterable[str]]) -> int:
    """Remove from the set what was removed from the folder for good: no record has ever named it.

    Args:
        named: returns every name in the log; asked only where the set holds more than the folder.
    """
    live, kept = Files(data_dir / FOLDER), Files(backups / FOLDER)
    extra = {name for name in kept.all() if not live.has(name)}
    gone = extra - set(named()) if extra else set()
    for name in gone:
        path_in(backups / FOLDER, name).unlink(missing_ok=True)
    return len(gone)


def copy_file(source: Path, target: Path, name: str) -> str:
    """Copy one file as it lies there and return the SHA-256 of the copy."""
    path = path_in(target, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    return disk.copy(path_in(source, name), path)


def path_in(folder: Path, name: str) -> Path:
    return folder / name[:2] / name
