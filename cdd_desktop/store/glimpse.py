"""What lies in a backup, and what of today it lacks: asked before it takes the place of today's data."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdd_desktop.store import log, people, problems
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import Unreadable
from cdd_desktop.store.driver import SqlError, connect

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey
    from cdd_desktop.store.store import Store

_EXAMPLES: Final = 3


@dataclass(frozen=True)
class Last:
    """When something was changed last, how far that time can be believed, and by whom."""

    wall: str
    clock: int
    name: str


@dataclass(frozen=True)
class Glimpse:
    """What a person should know before a restore.

    Attributes:
        rounds: pack, round and how many missions are filled in there.
        last: of the changes in the backup, None of an empty one.
        lost: how many changes of today are not in it.
        by: who made those.
        examples: what the newest of them did (Thai).
    """

    rounds: tuple[tuple[str, str, int], ...]
    last: Last | None
    lost: int
    by: tuple[str, ...]
    examples: tuple[str, ...]


def look_into(store: Store, info: BackupInfo, key: DataKey | None = None) -> Glimpse:
    """Return what is in a backup, and what of the open data is not.

    Raises:
        UserError: it cannot be read.
    """
    known = people.names(store)
    try:
        with closing(connect(info.path, immutable=True, key=key if info.keyslots else None)) as connection:
            rounds, last = _rounds(connection), _last(connection, known)
    except (SqlError, OSError, Unreadable) as error:
        raise problems.reading_failed(error) from None
    lost = store.read(lambda connection: _lost(connection, info))
    by = dict.fromkeys(known.get(change.person, change.person) or people.NOBODY for change in lost)
    labels = dict.fromkeys(change.body.label for change in reversed(lost) if change.body and change.body.label)
    return Glimpse(rounds, last, len(lost), tuple(by), tuple(labels)[:_EXAMPLES])


def _rounds(connection: Connection) -> tuple[tuple[str, str, int], ...]:
    entries = "SELECT DISTINCT pack, round, indicator, subject_kind, subject_id FROM fact"
    query = f"SELECT pack, round, count(*) FROM ({entries}) GROUP BY pack, round ORDER BY pack, round"
    return tuple((pack, name, int(count)) for pack, name, count in connection.execute(query))


def _last(connection: Connection, known: dict[str, str]) -> Last | None:
    query = "SELECT wall, clock, person FROM change ORDER BY lamport DESC, stream DESC LIMIT 1"
    row = connection.execute(query).fetchone()
    return Last(row[0], int(row[1]), known.get(row[2], row[2]) or people.NOBODY) if row else None


def _lost(connection: Connection, info: BackupInfo) -> list[log.Logged]:
    """Return what was logged here after the backup, oldest first."""
    found: list[log.Logged] = []
    for (stream,) in connection.execute("SELECT stream FROM stream").fetchall():
        last = int(info.heads[stream][0]) if stream in info.heads else 0
        rows = connection.execute("SELECT * FROM change WHERE stream = ? AND seq > ?", (stream, last))
        found += [log.from_row(row) for row in rows]
    return sorted(found, key=lambda change: change.lamport)
