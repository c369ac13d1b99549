"""One writer for a data folder: a lock of the operating system, which the death of its holder releases.

The lock file also says who holds it, for the message to the second one. Text that is still there when the lock is free
means that the last holder did not end by itself.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

LOCK_NAME: Final = "cdd.lock"
_LOCKED_BYTE: Final = 1 << 20  # far behind the text: on Windows others cannot read locked bytes


class Held(Exception):
    """Another process (or another Store of this one) has the lock; ``holder`` is what it says of itself."""

    def __init__(self, holder: dict[str, str]) -> None:
        super().__init__("held")
        self.holder = holder


class FolderLock:
    """The lock of one data folder, from its making until ``release``.

    Attributes:
        person, since: what it tells the second one who asks.
        unclean: the holder before this one died with the lock in its hand.

    Raises:
        Held: somebody has it.
        OSError: the folder cannot be written to, or something else has the name of the lock file.
    """

    def __init__(self, folder: Path, person: str, since: str) -> None:
        self.person = person
        self.since = since
        self._path = folder / LOCK_NAME
        if self._path.is_dir():  # Windows would call it a lack of rights
            raise IsADirectoryError(errno.EISDIR, "lock file", str(self._path))
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
        try:
            if not _try_lock(self._file):
                raise Held(holder_of(folder))
            self.unclean = os.fstat(self._file).st_size > 0
            self.say_who(person)
        except BaseException:
            os.close(self._file)
            raise

    def still_there(self) -> bool:
        """Return whether the folder still shows the file that is locked (a pulled stick, a deleted folder)."""
        try:
            seen, held = self._path.stat(), os.fstat(self._file)
        except OSError:
            return False
        return (seen.st_dev, seen.st_ino) == (held.st_dev, held.st_ino)

    def release(self, *, clean: bool = True) -> None:
        """Let go; unless ``clean``, the next one is told to look closely."""
        with suppress(OSError):  # closing frees the lock too, wherever the folder has gone
            if clean:
                os.ftruncate(self._file, 0)
            _unlock(self._file)
        with suppress(OSError):
            os.close(self._file)

    def say_who(self, person: str) -> None:
        """Write who holds the lock, for the message to the second one."""
        self.person = person
        holder = {"person": person, "since": self.since}
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, json.dumps(holder).encode("ascii"))


def holder_of(folder: Path) -> dict[str, str]:
    """Return what the lock file says; empty where it says nothing readable."""
    try:
        found = json.loads((folder / LOCK_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in found.items()} if isinstance(found, dict) else {}


if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: int) -> bool:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)
