"""The open sequence: lock, header, version, settings, checks, identity, backup; in this order, so that a file that is
foreign, damaged or newer is told before anything touches it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cdd_desktop.clock import Clock
from cdd_desktop.errors import UserError
from cdd_desktop.store import backup, disk, keyslots, problems, safekeeping, schema, swap
from cdd_desktop.store.driver import SqlError, connect, transaction
from cdd_desktop.store.keyring import check_key
from cdd_desktop.store.lock import FolderLock
from cdd_desktop.store.machine import on_network
from cdd_desktop.store.marks import Mark, Marks, mark_beside, moved_or_restored, place_of
from cdd_desktop.store.problems import Damaged
from cdd_desktop.store.schema import APPLICATION_ID, MIGRATIONS, Migration, migrate

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey

DATABASE_NAME: Final = "cdd.db"
_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_SMALLEST: Final = 512


@dataclass
class Opened:
    """A database that is ready for writing."""

    connection: Connection
    lock: FolderLock
    marks: Marks
    replica: str
    notices: tuple[UserError, ...]
    key: DataKey | None = None


def open_writer(
    data_dir: Path,
    state_dir: Path,
    clock: Clock,
    person: str,
    migrations: tuple[Migration, ...] = MIGRATIONS,
    *,
    key: DataKey | None = None,
) -> Opened:
    """Take the lock and open (or make) the database of a folder.

    Args:
        key: of an encrypted folder.

    Raises:
        UserError: locked, damaged, newer or vanished file.
        Held, SqlError, OSError: for the caller to put into words.
    """
    if on_network(data_dir):
        raise UserError("โฟลเดอร์ข้อมูลอยู่บนเครื่องอื่นในเครือข่าย ซึ่งข้อมูลอาจเสียหายได้ ไม่มีอะไรเปลี่ยน", "เลือกโฟลเดอร์ในเครื่องนี้")
    data_dir.mkdir(parents=True, exist_ok=True)
    lock = FolderLock(data_dir, person, clock.stamp().iso)
    connection: Connection | None = None
    try:
        swap.finish(data_dir)
        path, key = data_dir / DATABASE_NAME, check_key(data_dir, key)
        if not path.exists():
            _make(data_dir, clock, migrations)
        check_file(path, migrations, full=lock.unclean, key=key)
        connection = connect(path, key=key)
        _bring_up_to_date(connection, data_dir, clock, migrations, key)
        if key is not None:
            backup.renew_slots(data_dir / backup.FOLDER, keyslots.mend(data_dir))
        marks = Marks(data_dir, state_dir)
        replica = _identity(connection, data_dir, marks, clock)
        notices = _back_up(connection, data_dir, clock, key, unclean=lock.unclean)
    except BaseException:
        if connection is not None:
            connection.close()
        lock.release(clean=not lock.unclean)
        raise
    return Opened(connection, lock, marks, replica, notices, key)


def open_reader(data_dir: Path, key: DataKey | None = None) -> Connection:
    """Open the database of a folder beside its writer, without being able to write.

    Raises:
        UserError: no data, a locked, damaged, older or newer file.
        SqlError, OSError: for the caller to put into words.
    """
    swap.require_settled(data_dir)
    path, key = data_dir / DATABASE_NAME, check_key(data_dir, key)
    if not path.exists():
        raise UserError(f"ยังไม่มีข้อมูลในโฟลเดอร์ {data_dir}", "ตรวจชื่อโฟลเดอร์ หรือเปิดโปรแกรมเพื่อเริ่มใช้งาน")
    check_header(path, key=key)
    connection = _connect_reader(path, key)
    try:
        if key is not None:
            _check_ours(path, connection)
        if connection.execute("PRAGMA user_version").fetchone()[0] != schema.version():
            raise UserError("ข้อมูลนี้เป็นของโปรแกรมรุ่นก่อน", "เปิดหน้าต่างโปรแกรมหนึ่งครั้งเพื่อปรับข้อมูลเป็นรุ่นปัจจุบัน")
    except BaseException:
        connection.close()
        raise
    return connection


def check_header(
    path: Path, migrations: tuple[Migration, ...] = MIGRATIONS, *, key: DataKey | None = None
) -> None:
    """Look at the first bytes only; raises UserError for a file that is not ours, damaged or newer.

    Those of an encrypted file say nothing, and are looked at when it is open.
    """
    if not path.is_file():
        raise Damaged("ในที่ของไฟล์เป็นสิ่งอื่น")
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if path.stat().st_size < _SMALLEST or header.startswith(_MAGIC) != (key is None):
        raise Damaged("ส่วนหัวของไฟล์ไม่ใช่ฐานข้อมูล")
    if key is None:
        _check_identity(path, int.from_bytes(header[68:72]), int.from_bytes(header[60:64]), migrations)


def _check_ours(path: Path, connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    _check_identity(path, application, connection.execute("PRAGMA user_version").fetchone()[0], migrations)


def _check_identity(path: Path, application: int, version: int, migrations: tuple[Migration, ...]) -> None:
    if application != APPLICATION_ID:
        raise UserError(
            f"ไฟล์ {path.name} ในโฟลเดอร์นี้ไม่ใช่ข้อมูลของโปรแกรมนี้ ไม่มีอะไรเปลี่ยน", "เลือกโฟลเดอร์ข้อมูลอื่น หรือย้ายไฟล์นั้นออก"
        )
    if version > schema.version(migrations):
        raise UserError("ข้อมูลนี้เขียนโดยโปรแกรมรุ่นใหม่กว่า จึงไม่เปิดเพื่อไม่ให้ข้อมูลเสียหาย", "ติดตั้งโปรแกรมรุ่นล่าสุด แล้วเปิดใหม่")


def check_file(
    path: Path, migrations: tuple[Migration, ...] = MIGRATIONS, *, full: bool, key: DataKey | None = None
) -> None:
    """Check a file before anything can write to it (closing a writer would carry its log into a damaged file).

    Raises:
        UserError: not ours, newer or damaged.
        SqlError: so damaged that SQLite cannot read it.
    """
    check_header(path, migrations, key=key)
    connection = _connect_reader(path, key)
    try:
        if key is not None:
            _check_ours(path, connection, migrations)
        _check_pages(connection, full=full)
    finally:
        connection.close()


def _connect_reader(path: Path, key: DataKey | None = None) -> Connection:
    """Open for reading; on a medium that cannot be written to, as it lies there, if its log has been carried in."""
    connection = connect(path, readonly=True, key=key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except SqlError as error:
        connection.close()
        log_file = path.with_name(f"{path.name}-wal")
        if not problems.cannot_open(error) or (log_file.exists() and log_file.stat().st_size > 0):
            raise
        return connect(path, immutable=True, key=key)
    return connection


def _check_pages(connection: Connection, *, full: bool) -> None:
    """Let SQLite check its file; raises Damaged. The full check takes seconds for each gigabyte."""
    row = connection.execute(f"PRAGMA {'integrity_check' if full else 'quick_check'}(1)").fetchone()
    if row[0] != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise Damaged("โครงสร้างภายในไม่ตรงกัน")


def _make(data_dir: Path, clock: Clock, migrations: tuple[Migration, ...]) -> None:
    """Make an empty database beside its place and rename it, so that a half-made one is never met."""
    mark = mark_beside(data_dir)
    leftover_log = any(data_dir.glob(f"{DATABASE_NAME}-*"))
    if (mark is not None and mark.seq > 0) or leftover_log or backup.existing(data_dir):
        raise UserError(
            f"ไม่พบไฟล์ข้อมูล {DATABASE_NAME} ทั้งที่โฟลเดอร์นี้เคยมีข้อมูล โปรแกรมจึงไม่สร้างไฟล์เปล่าทับ",
            "นำไฟล์กลับมาไว้ที่เดิม หรือกู้คืนจากสำเนาสำรองในโฟลเดอร์ backups",
        )
    part = data_dir / f"{DATABASE_NAME}.part"
    for leftover in data_dir.glob(f"{part.name}*"):
        leftover.unlink()
    connection = connect(part)
    try:
        migrate(connection, migrations)
        with transaction(connection):
            new_replica(connection, "", 1, clock)
            connection.execute("INSERT INTO meta VALUES ('place', ?), ('home', '')", (place_of(data_dir),))
    finally:
        connection.close()
    disk.sync(part)
    disk.replace(part, data_dir / DATABASE_NAME)


def _bring_up_to_date(
    connection: Connection, data_dir: Path, clock: Clock, migrations: tuple[Migration, ...], key: DataKey | None
) -> None:
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found < schema.version(migrations):
        _check_pages(connection, full=True)
        safekeeping.back_up(connection, data_dir, clock.stamp(), "migration", key)
        migrate(connection, migrations)


def _back_up(
    connection: Connection, data_dir: Path, clock: Clock, key: DataKey | None, *, unclean: bool
) -> tuple[UserError, ...]:
    """Make the backup at start when one is due; that it fails is no reason to keep the person from working.

    Files that nothing names are removed before it, and after a death: nobody else is taking files in, and nothing of
    this opening has begun to.
    """
    try:
        due = backup.due(data_dir, connection, clock)
        if due or unclean:
            safekeeping.remove_orphans(connection, data_dir, key)
        if not due:
            return ()
        info = safekeeping.back_up(connection, data_dir, clock.stamp(), "start", key)
    except (SqlError, OSError) as error:
        return (problems.backup_failed(error),)
    return (problems.SecondPlaceFailed(info.second),) if info.second else ()


def _identity(connection: Connection, data_dir: Path, marks: Marks, clock: Clock) -> str:
    """Return the replica id to write under: a new one where the database was restored or copied."""
    meta = dict(connection.execute("SELECT name, value FROM meta").fetchall())
    replica, place = str(meta["replica"]), place_of(data_dir)
    reason = moved_or_restored(connection, replica, marks.read(replica), place, str(meta["place"]))
    if reason:
        number = connection.execute("SELECT max(number) + 1 FROM replica").fetchone()[0]
        with transaction(connection):
            replica = new_replica(connection, reason, number, clock)
            connection.execute("UPDATE meta SET value = ? WHERE name = 'place'", (place,))
        marks.write(Mark(replica))
    elif not marks.read(replica):
        marks.write(Mark(replica))
    return replica


def replica_of(connection: Connection) -> str:
    """Return the id that a database writes under."""
    return str(connection.execute("SELECT value FROM meta WHERE name = 'replica'").fetchone()[0])


def new_replica(connection: Connection, reason: str, number: int, clock: Clock) -> str:
    """Let a database write under a new id from now on, inside the caller's transaction, and return it."""
    replica, stamp = secrets.token_hex(8), clock.stamp()
    connection.execute("INSERT INTO replica VALUES (?, ?, ?, ?, ?)", (replica, number, reason, stamp.iso, stamp.flag))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('replica', ?)", (replica,))
    return replica
