"""High-water marks: the last change of this database, remembered outside of it.

A database that does not hold its mark was restored from an older copy; one that lies at another place was copied.
Either goes on under a new replica id: numbering on under the old one would give two changes one number, and lose edits
in silence.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import log
from cdd_desktop.store.canonical import digest
from cdd_desktop.store.machine import machine_id

if TYPE_CHECKING:
    from sqlite3 import Connection

MARK_NAME: Final = "cdd.mark"
_SIZE: Final = 512  # one sector, always written whole
_LOGGER: Final = logging.getLogger("cdd_desktop.store")


@dataclass(frozen=True)
class Mark:
    """The replica and the last change that it wrote (``seq`` 0: none yet)."""

    replica: str
    stream: str = ""
    seq: int = 0
    hash: str = ""

    def in_log(self, connection: Connection, replica: str) -> bool:
        """Return whether the database goes on from this mark."""
        if self.replica != replica:
            return False
        return self.seq == 0 or log.holds(connection, self.stream, self.seq, bytes.fromhex(self.hash))


class Marks:
    """The copies of the mark: in the data folder, and in the user's own folder where a restored data folder is noticed.

    Losing one costs nothing, so no error of writing passes through.
    """

    def __init__(self, data_dir: Path, state_dir: Path) -> None:
        self._beside = data_dir / MARK_NAME
        self._state_dir = state_dir
        self._files: dict[Path, int] = {}

    def _paths(self, replica: str) -> tuple[Path, Path]:
        return (self._beside, self._state_dir / f"{replica}.mark")

    def read(self, replica: str) -> list[Mark]:
        """Return the marks that there are; one that cannot be read is a mark of no replica."""
        return [_read(path) for path in self._paths(replica) if path.exists()]

    def write(self, mark: Mark) -> None:
        """Remember; in place and without waiting for the disk, for a mark that lags behind is still a true one."""
        data = json.dumps(asdict(mark)).ljust(_SIZE).encode("ascii")
        for path in self._paths(mark.replica):
            try:
                if path not in self._files:
                    path.parent.mkdir(parents=True, exist_ok=True)
                    self._files[path] = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
                os.lseek(self._files[path], 0, os.SEEK_SET)
                os.write(self._files[path], data)
            except OSError as error:
                _LOGGER.info("store: high-water mark not written (%s)", error.strerror)

    def close(self) -> None:
        """Bring the marks to the disk and let the files go."""
        for file in self._files.values():
            try:
                os.fsync(file)
            except OSError as error:
                _LOGGER.info("store: high-water mark not synced (%s)", error.strerror)
            with suppress(OSError):
                os.close(file)
        self._files.clear()


def mark_beside(data_dir: Path) -> Mark | None:
    """Return the mark that lies in a data folder."""
    path = data_dir / MARK_NAME
    return _read(path) if path.exists() else None


def moved_or_restored(connection: Connection, replica: str, marks: Sequence[Mark], place: str, known_place: str) -> str:
    """Return why the database needs a new replica id ("" : it does not)."""
    if place != known_place:
        return "copied"
    if any(not mark.in_log(connection, replica) for mark in marks):
        return "restored"
    wrote = connection.execute("SELECT 1 FROM stream WHERE stream >= ? AND stream < ?", (f"{replica}/", f"{replica}0"))
    return "unmarked" if not marks and wrote.fetchone() else ""


def place_of(data_dir: Path) -> str:
    """Return a short hash of this machine and this folder."""
    return digest(f"{machine_id()}\n{data_dir.resolve()}".encode("utf-8", "surrogatepass")).hex()[:16]


def _read(path: Path) -> Mark:
    try:
        found = json.loads(path.read_text(encoding="ascii"))
        return Mark(str(found["replica"]), str(found["stream"]), int(found["seq"]), str(found["hash"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Mark("")
