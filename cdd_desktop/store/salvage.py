"""What can be saved of a damaged database when no backup will do: every change whose hash holds, in a fresh file.

The damaged file is only read, as a copy, and is kept beside. The hashes say which rows are genuine: what comes back is
what somebody once saved, never a guess.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, log, opening, problems, projections, steps, swap
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import digest, encode
from cdd_desktop.store.check import UNREADABLE, check
from cdd_desktop.store.driver import SqlError, connect, transaction
from cdd_desktop.store.keyring import check_key
from cdd_desktop.store.lock import FolderLock, Held
from cdd_desktop.store.log import Logged
from cdd_desktop.store.marks import MARK_NAME, mark_beside, place_of
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.restore import BELONGINGS
from cdd_desktop.store.salvage_pages import rows_in
from cdd_desktop.store.schema import migrate

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey

_STRIDE: Final = 256
_EMPTY: Final = 16  # so many ranges in a row without a row: what the damaged file says of its end is damage too

Place = tuple[str, int]


@dataclass(frozen=True)
class Damage:
    """What the screen of a damaged file shows.

    Attributes:
        what: what was found (Thai, one line each).
        backups: those that are intact, newest first.
        salvageable: how many changes could be saved out of the file itself, of ``known`` that were once in it.
        sound: the database is whole; only files beside it are not (``mending``).
    """

    what: tuple[str, ...]
    backups: tuple[BackupInfo, ...]
    salvageable: int
    known: int
    sound: bool = False


@dataclass(frozen=True)
class Salvaged:
    """What was saved: so many changes of so many, of so many records; ``aside`` keeps the damaged file."""

    changes: int
    known: int
    records: int
    aside: Path


@dataclass
class _Found:
    """Genuine changes by their place, how many there were, and what else could be read."""

    changes: dict[Place, Logged]
    ends: dict[str, int]
    others: dict[str, list[tuple[Any, ...]]]

    @property
    def known(self) -> int:
        return sum(self.ends.values())


def diagnose(data_dir: Path, clock: Clock, key: DataKey | None = None) -> Damage | None:
    """Return what is wrong with a data folder and what can be done; None where nothing is. Changes nothing.

    Raises:
        UserError: locked, somebody holds it half way, or the disk cannot be read.
    """
    key = check_key(data_dir, key)
    path = data_dir / DATABASE_NAME
    if path.exists():
        report = check(data_dir, clock, key=key)
        if report.ok:
            return None
        what, sound = tuple(line for line in report.lines if not line.startswith("ผ่าน")), report.sound
        found = _Found({}, {}, {}) if sound else _rescued(data_dir, key)
    else:
        what, sound, found = (f"ไม่พบไฟล์ข้อมูล {DATABASE_NAME}",), False, _Found({}, {}, {})
    intact = tuple(info for info in backup.existing(data_dir) if info.intact())
    return Damage(what, intact, len(found.changes), found.known, sound)


def salvage(data_dir: Path, clock: Clock, key: DataKey | None = None) -> Salvaged:
    """Put a fresh database in the place of a damaged one, with every change in it that is genuine.

    It goes on under a new replica id. What is missing stays known as missing.

    Raises:
        UserError: nothing can be saved, the folder is in use, or the disk refuses; nothing changed.
    """
    if not swap.pending(data_dir):
        _require_file(data_dir / DATABASE_NAME)  # before a lock lies in a folder that may be none of ours
    try:
        lock = FolderLock(data_dir, "", clock.stamp().iso)
    except Held as error:
        raise problems.held(error.holder) from None
    except OSError as error:
        raise problems.reading_failed(error) from None
    done = None
    try:
        swap.finish(data_dir)
        done = _salvaged(data_dir, clock, check_key(data_dir, key))
        return done
    except (SqlError, OSError) as error:
        raise problems.restore_failed(error) from None
    finally:
        lock.release(clean=done is not None or not lock.unclean)


def _salvaged(data_dir: Path, clock: Clock, key: DataKey | None) -> Salvaged:
    found = _rescued(data_dir, key)
    if not found.changes:
        raise UserError("กู้รายการจากไฟล์ที่เสียหายไม่ได้เลย ไฟล์ยังอยู่ที่เดิม", "กู้คืนจากสำเนาสำรอง")
    folder = swap.begin(data_dir)
    try:
        path = folder / DATABASE_NAME
        with closing(connect(path, key=key)) as connection:
            migrate(connection)
            with transaction(connection):
                _fill(connection, found, data_dir, clock)
        backup.verify(path, key)
        aside = swap.new_aside(data_dir, "damaged")
        swap.take_over(data_dir, away=(*BELONGINGS, MARK_NAME), aside=aside)
    except BaseException:
        if not swap.pending(data_dir):
            swap.drop(data_dir)
        raise
    records = {change.record for change in found.changes.values()}
    return Salvaged(len(found.changes), found.known, len(records), data_dir / aside)


def _require_file(path: Path) -> None:
    if not path.exists():
        raise UserError(f"ไม่พบไฟล์ข้อมูล {DATABASE_NAME} ไม่มีอะไรเปลี่ยน", "ตรวจชื่อโฟลเดอร์ หรือกู้คืนจากสำเนาสำรอง")


# --- reading what is left ---------------------------------------------------------------------------------------


def _rescued(data_dir: Path, key: DataKey | None) -> _Found:
    """Read a copy of the damaged file with its log; raises UserError or OSError where not even that can be copied."""
    path = data_dir / DATABASE_NAME
    _require_file(path)
    with tempfile.TemporaryDirectory(prefix="cdd-", ignore_cleanup_errors=True) as name:
        copy = Path(name) / DATABASE_NAME
        for suffix in ("", "-wal"):
            if path.with_name(path.name + suffix).exists():
                shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
        found = _Found({}, _known_ends(data_dir), {})
        if key is None:  # before SQLite touches the copy: opening may carry its log in
            _take(found, rows_in(copy))
        _walk(_Reader(copy, key), found)
        return found


def _known_ends(data_dir: Path) -> dict[str, int]:
    """Return how far each stream went, as far as what lies outside of the database knows."""
    ends: dict[str, int] = {}
    for info in backup.existing(data_dir):
        for stream, (seq, _hashed) in ({} if info.damaged else info.heads).items():
            ends[stream] = max(ends.get(stream, 0), int(seq))
    mark = mark_beside(data_dir)
    if mark is not None and mark.seq:
        ends[mark.stream] = max(ends.get(mark.stream, 0), mark.seq)
    return ends


class _Reader:
    """Asks a damaged file, on a fresh connection after each error: SQLCipher reads no more once a seal was broken."""

    def __init__(self, path: Path, key: DataKey | None) -> None:
        self._path = path
        self._key = key
        self._connection: Connection | None = None

    def ask(self, query: str, *values: str | int) -> list[tuple[Any, ...]] | None:
        """Return the rows, None where they cannot be read."""
        try:
            if self._connection is None:
                self._connection = connect(self._path, key=self._key)
            return self._connection.execute(query, values).fetchall()
        except UNREADABLE:
            self.close()
            return None

    def close(self) -> None:
        if self._connection is not None:
            with suppress(SqlError):
                self._connection.close()
            self._connection = None


def _walk(reader: _Reader, found: _Found) -> None:
    """Ask for the changes in small ranges, and in ever smaller ones where a page is damaged."""
    said = _said_ends(reader)
    for stream in sorted({*found.ends, *said}):
        _walk_stream(reader, found, stream, said.get(stream, 0))
    for name in ("replica", "meta", "draft", "local"):
        found.others[name] = reader.ask(f"SELECT * FROM {name}") or []
    reader.close()


def _said_ends(reader: _Reader) -> dict[str, int]:
    """Return how far each stream goes as the damaged file tells it: one flipped bit makes that any number."""
    said: dict[str, int] = {}
    for query in ("SELECT stream, seq FROM stream", "SELECT stream, max(seq) FROM change GROUP BY stream"):
        for stream, seq in reader.ask(query) or ():
            if isinstance(stream, str) and isinstance(seq, int):
                said[stream] = max(said.get(stream, 0), seq)
    return said


def _walk_stream(reader: _Reader, found: _Found, stream: str, said: int) -> None:
    """Read to the end that is known, and on to the one that the file tells while rows come; keep what is believable."""
    first, empty = 1, 0
    while first <= found.ends.get(stream, 0) or (first <= said and empty < _EMPTY):
        rows = _range(reader, stream, first, first + _STRIDE - 1)
        empty = 0 if rows else empty + 1
        _take(found, rows)
        first += _STRIDE
    if said <= found.ends.get(stream, 0) + _EMPTY * _STRIDE:
        found.ends[stream] = max(found.ends.get(stream, 0), said)


def _range(reader: _Reader, stream: str, first: int, last: int) -> list[tuple[Any, ...]]:
    rows = reader.ask("SELECT * FROM change WHERE stream = ? AND seq BETWEEN ? AND ?", stream, first, last)
    if rows is not None or first == last:
        return rows or []
    middle = (first + last) // 2
    return _range(reader, stream, first, middle) + _range(reader, stream, middle + 1, last)


def _take(found: _Found, rows: Iterable[tuple[Any, ...]]) -> None:
    for row in rows:
        with suppress(*UNREADABLE):
            change = log.from_row(row)
            if change.hash == change.chained() and (change.raw is None or digest(change.raw) == change.body_hash):
                found.changes[change.place] = change
                found.ends[change.stream] = max(found.ends.get(change.stream, 0), change.seq)


# --- the fresh database ------------------------------------------------------------------------------------------


def _fill(connection: Connection, found: _Found, data_dir: Path, clock: Clock) -> None:
    changes = [found.changes[place] for place in sorted(found.changes)]
    for change in changes:
        log.insert(connection, change)
    for record in dict.fromkeys(change.record for change in changes):
        projections.refold(connection, record)
    _fill_meta(connection, found, data_dir, clock)
    replicas = frozenset(row[0] for row in connection.execute("SELECT rid FROM replica"))
    for step in steps.rows(log.all_changes(connection, order="lamport, stream, seq"), replicas):
        connection.execute("INSERT INTO step VALUES (?, ?, ?, ?, ?, ?)", tuple(vars(step).values()))
    for name, count in (("draft", 7), ("local", 2)):
        for row in found.others.get(name, []):
            with suppress(SqlError):  # a damaged row may be of any shape
                connection.execute(f"INSERT INTO {name} VALUES ({', '.join('?' * count)})", row)


def _fill_meta(connection: Connection, found: _Found, data_dir: Path, clock: Clock) -> None:
    """Enter the former incarnations, a new one, the office at home and what is missing."""
    for row in found.others.get("replica", []):
        with suppress(SqlError):
            connection.execute("INSERT INTO replica VALUES (?, ?, ?, ?, ?)", row)
    for replica in dict.fromkeys(stream.partition("/")[0] for stream, _seq in sorted(found.changes)):
        number = _next_number(connection)
        connection.execute("INSERT OR IGNORE INTO replica VALUES (?, ?, 'found', '', 0)", (replica, number))
    opening.new_replica(connection, "salvaged", _next_number(connection), clock)
    latest = max(found.changes.values(), key=lambda change: change.lamport)
    meta = {row[0]: row[1] for row in found.others.get("meta", []) if isinstance(row[1], str)}
    for name, value in (
        ("place", place_of(data_dir)),
        ("home", meta.get("home", latest.office)),
        ("gaps", encode(list(_gaps(found)))),
    ):
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))


def _gaps(found: _Found) -> Iterator[list[str | int]]:
    """Return [stream, first, last] of every run of changes that is missing before one that is there."""
    last: dict[str, int] = {}
    for stream, seq in sorted(found.changes):
        if seq > last.get(stream, 0) + 1:
            yield [stream, last.get(stream, 0) + 1, seq - 1]
        last[stream] = seq


def _next_number(connection: Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) + 1 FROM replica").fetchone()[0])
