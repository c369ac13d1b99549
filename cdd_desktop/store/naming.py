"""Which files the databases of a data folder name: today's, those of the backups and those that were set aside.

Undo, bringing back what was removed and a restore, there and back again, can need a file that no standing record
points at.
"""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import backup, swap
from cdd_desktop.store.canonical import Unreadable
from cdd_desktop.store.driver import SqlError, connect
from cdd_desktop.store.files import named_in
from cdd_desktop.store.log import Body

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey

_BESIDE: Final = (".db-wal", ".db-shm", ".db-journal")
_QUOTED: Final = re.compile(rb'"([0-9a-f]{64})"')


def in_log(connection: Connection) -> set[str]:
    """Return every name that a change of the log has ever held, whatever became of its record."""
    found: set[str] = set()
    for (body,) in connection.execute("SELECT body FROM change WHERE body IS NOT NULL"):
        if _QUOTED.search(body):  # to take every change apart takes many times as long
            found |= _named(body)
    return found


def anywhere(connection: Connection, data_dir: Path, key: DataKey | None) -> set[str] | None:
    """Return what the log, every backup that can be put back and everything that was set aside name.

    Returns:
        None where one of them cannot be read (locked, damaged): then nobody knows what it names.
    """
    found = in_log(connection)
    try:
        for info in backup.existing(data_dir):
            if info.intact():  # of no use otherwise: a restore refuses it
                found |= _in_file(info.path, key if info.keyslots else None, immutable=True)
        for path in (path for pattern in swap.ASIDES for path in data_dir.glob(f"{pattern}/*.db*")):
            if path.suffix not in _BESIDE:
                found |= _in_file(path, key, immutable=False)
    except (SqlError, OSError):
        return None
    return found


def _in_file(path: Path, key: DataKey | None, *, immutable: bool) -> set[str]:
    with closing(connect(path, readonly=True, immutable=immutable, key=key)) as connection:
        return in_log(connection)


def _named(body: bytes) -> set[str]:
    try:
        return named_in(Body.from_bytes(body).fields)
    except Unreadable:  # rather too many than one too few
        return {name.decode("ascii") for name in _QUOTED.findall(body)}
