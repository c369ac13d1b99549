"""What lies beside the database, in the backups: each file once, by its hash, for all backups together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import disk
from cdd_desktop.store.datakey import codec_of
from cdd_desktop.store.files import FOLDER, Files
from cdd_desktop.store.progress import Step, unwatched

if TYPE_CHECKING:
    from cdd_desktop.store.datakey import DataKey


_OF_THEMSELVES: Final = ("auto", "exit", "start")  # reasons of backups that nobody waits for
_PARTS: Final = 16

Look = Callable[[str], bool]


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


def looked_at(number: int, reason: str) -> Look:
    """Return which files of the set are read anew at a backup.

    To read all takes as long as the disk needs for them: who asks for a backup waits for it, one that makes itself
    reads a part, and each part has its turn.
    """
    if reason not in _OF_THEMSELVES:
        return lambda _name: True
    return lambda name: int(name[:2], 16) % _PARTS == number % _PARTS


def renew(data_dir: Path, backups: Path, key: DataKey | None, look: Look, step: Step = unwatched) -> int:
    """Put whole files of the folder in the place of those of the set that a disk has spoilt; return how many.

    Raises:
        OSError: the disk refuses.
    """
    live, kept = (Files(folder / FOLDER, codec_of(key)) for folder in (data_dir, backups))
    renewed = 0
    for name in filter(look, kept.all()):
        step("ตรวจภาพและไฟล์ในสำเนา", 0, 0)
        if kept.state(name) and not live.state(name):
            copy_file(data_dir / FOLDER, backups / FOLDER, name)
            renewed += 1
    return renewed


def bring_back(backups: Path, data_dir: Path, key: DataKey | None, *, locked: bool = False) -> int:
    """Copy what the folder lacks, or has damaged, from the set; whole files of the folder stay. Return how many.

    Args:
        locked: the files are encrypted and there is no key to look into them, so all that is missing comes back as it
            lies there; else only what is whole.

    Raises:
        OSError: the disk refuses.
    """
    brought = 0
    live, kept = (Files(folder / FOLDER, codec_of(key)) for folder in (data_dir, backups))
    for name in kept.all():
        if not live.has(name) if locked else live.state(name) and not kept.state(name):
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


def copy_set(source: Path, target: Path, key: DataKey | None, look: Look, step: Step = unwatched) -> None:
    """Copy what the set at another place lacks or has spoilt; what only is whole there comes from there.

    Raises:
        OSError: the disk refuses.
    """
    ours, theirs = (Files(folder / FOLDER, codec_of(key)) for folder in (source, target))
    for name in ours.all():
        mine, other = path_in(source / FOLDER, name), path_in(target / FOLDER, name)
        if look(name):
            step("ตรวจสำเนาที่ที่เก็บที่สอง", 0, 0)
        if _alike(mine, other, content=look(name)):
            continue
        step("คัดลอกไปที่เก็บที่สอง", 0, 0)
        if not ours.state(name):
            if copy_file(source / FOLDER, target / FOLDER, name) != disk.file_hash(mine):
                raise Differs(name)
        elif not theirs.state(name):
            copy_file(target / FOLDER, source / FOLDER, name)


def _alike(one: Path, other: Path, *, content: bool) -> bool:
    """Return whether two files are the same; by their size alone unless the content is to be read."""
    if not other.exists() or other.stat().st_size != one.stat().st_size:  # as of one from before the encryption
        return False
    return not content or disk.file_hash(one) == disk.file_hash(other)


def drop_gone(data_dir: Path, backups: Path, named: Callable[[], Collection[str] | None]) -> int:
    """Remove from the set what was removed from the folder for good: nothing that can be put back names it.

    Args:
        named: returns every name that must stay, None where that cannot be known; asked only where the set holds more
            than the folder.
    """
    live, kept = Files(data_dir / FOLDER), Files(backups / FOLDER)
    extra = {name for name in kept.all() if not live.has(name)}
    stays = named() if extra else ()
    gone = extra - set(stays) if stays is not None else set()
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
