"""The line to one data folder: every read and write passes here, and errors become what a person can act on.

An error of COMMIT does not mean that nothing was written. So the file is closed, opened again and asked, and only then
is the answer given: saved, not saved, or (the folder is out of reach) not known.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeVar

from cdd_desktop.clock import Clock, Stamp
from cdd_desktop.errors import UserError
from cdd_desktop.store import opening, problems, safekeeping
from cdd_desktop.store.backup import BackupInfo
from cdd_desktop.store.canonical import Unreadable
from cdd_desktop.store.driver import SqlError, connect
from cdd_desktop.store.lock import FolderLock, Held
from cdd_desktop.store.log import Logged, holds
from cdd_desktop.store.marks import Mark, Marks
from cdd_desktop.store.progress import Step, unwatched

if TYPE_CHECKING:
    from sqlite3 import Connection

    from cdd_desktop.store.datakey import DataKey

T = TypeVar("T")

_ASKED_ERRORS = (SqlError, OSError, Unreadable)


class Vanished(FileNotFoundError):
    """The database file is no longer where it was opened, though it can still be written to."""


class Link:
    """An open database with its lock and marks; a reader has neither.

    Attributes:
        data_dir: the folder.
        replica: the id that this database writes under.
        key: of an encrypted folder.
        notices: what went wrong at the opening without being in the way.
    """

    def __init__(
        self,
        data_dir: Path,
        connection: Connection,
        *,
        replica: str = "",
        writing: Writing | None = None,
        notices: tuple[UserError, ...] = (),
        key: DataKey | None = None,
    ) -> None:
        self.data_dir = data_dir
        self.key = key
        self.replica = replica
        self.notices = notices
        self._connection: Connection | None = connection
        self._writing = writing
        self._file = _file_id(self._path)

    @classmethod
    def writer(
        cls, data_dir: Path, state_dir: Path, clock: Clock, person: str, key: DataKey | None = None
    ) -> Self:
        """Open for writing; raises UserError."""
        try:
            opened = opening.open_writer(data_dir, state_dir, clock, person, key=key)
            writing = Writing(opened.lock, opened.marks)
            notices, key = opened.notices, opened.key
            return cls(data_dir, opened.connection, replica=opened.replica, writing=writing, notices=notices, key=key)
        except Held as error:
            raise problems.held(error.holder) from None
        except _ASKED_ERRORS as error:
            raise problems.reading_failed(error) from None

    @classmethod
    def reader(cls, data_dir: Path, key: DataKey | None = None) -> Self:
        """Open for reading; raises UserError."""
        try:
            return cls(data_dir, opening.open_reader(data_dir, key), key=key)
        except _ASKED_ERRORS as error:
            raise problems.reading_failed(error) from None

    @property
    def _path(self) -> Path:
        return self.data_dir / opening.DATABASE_NAME

    def read(self, query: Callable[[Connection], T]) -> T:
        """Return what a query finds; raises UserError."""
        try:
            return query(self._ready())
        except _ASKED_ERRORS as error:
            raise problems.reading_failed(error) from None

    def write(self, work: Callable[[Connection], object], done: Callable[[Connection], bool]) -> None:
        """Do ``work`` in one transaction; ``done`` says of a database whether the work is in it.

        Raises:
            UserError: it is not saved, or that cannot be known.
        """
        if self._writing is None:
            raise TypeError("a reader does not write")
        connection = self._begun(work)
        try:
            connection.execute("COMMIT")
            self._check_place()
        except _ASKED_ERRORS as error:
            self._answer(error, done)

    def _begun(self, work: Callable[[Connection], object]) -> Connection:
        """Do the work up to the commit; every error until then means that nothing is saved."""
        connection: Connection | None = None
        try:
            connection = self._ready()
            self._check_place()
            connection.execute("BEGIN IMMEDIATE")
            work(connection)
        except _ASKED_ERRORS as error:
            self._drop()
            raise problems.not_saved(error) from None
        except BaseException:
            if connection is not None:
                connection.rollback()
            raise
        return connection

    def remember(self, change: Logged) -> None:
        """Note the last change outside of the database."""
        assert self._writing is not None
        self._writing.last = change
        self._writing.marks.write(Mark(self.replica, *change.place, change.hash.hex()))

    def say_who(self, person: str) -> None:
        """Let the lock name the person at the keyboard."""
        if self._writing is not None:
            with suppress(OSError):  # only words for a second window
                self._writing.lock.say_who(person)

    def backup(self, stamp: Stamp, reason: str, step: Step = unwatched) -> BackupInfo:
        """Make a backup; raises UserError, also ``Stopped``."""
        try:
            return safekeeping.back_up(self._ready(), self.data_dir, stamp, reason, self.key, step)
        except _ASKED_ERRORS as error:
            raise problems.backup_failed(error) from None

    def close(self) -> None:
        """Close the database, then let the lock go; a second call does nothing."""
        clean = self._connection is not None
        self._drop()
        if self._writing is not None:
            self._writing.marks.close()
            self._writing.lock.release(clean=clean)
            self._writing = None

    # --- inside --------------------------------------------------------------------------------------------------

    def _ready(self) -> Connection:
        if self._connection is None:
            self._connection = self._reopened()
        return self._connection

    def _check_place(self) -> None:
        """A folder that was deleted or pulled out still takes writes on some systems, which then are lost."""
        if _file_id(self._path) != self._file:
            raise Vanished("database")

    def _answer(self, error: Exception, done: Callable[[Connection], bool]) -> None:
        """Return when the work is in the file after all; raises UserError with the truth."""
        self._drop()
        try:
            saved = done(self._ready())
        except (UserError, *_ASKED_ERRORS):
            self._drop()
            raise problems.not_known(error) from None
        if not saved:
            raise problems.not_saved(error) from None

    def _drop(self) -> None:
        if self._connection is not None:
            with suppress(SqlError):  # what could not be written when closing is still in the write-ahead log
                self._connection.close()
            self._connection = None

    def _reopened(self) -> Connection:
        """Open again after an error: the same file, or at least one that goes on from our last change."""
        if self._writing is None:
            return opening.open_reader(self.data_dir, self.key)
        fresh = self._writing.lock_again(self.data_dir)
        try:
            opening.check_file(self._path, full=False, key=self.key)
            connection = self._same_database()
        except BaseException:
            if fresh is not None:
                fresh.release()
            raise
        if fresh is not None:
            self._writing.take(fresh)
        self._file = _file_id(self._path)
        return connection

    def _same_database(self) -> Connection:
        """Connect; raises UserError where the file does not go on from our last acknowledged change."""
        assert self._writing is not None
        connection = connect(self._path, key=self.key)
        last = self._writing.last
        if opening.replica_of(connection) == self.replica and (
            last is None or holds(connection, *last.place, last.hash)
        ):
            return connection
        connection.close()
        raise UserError("ไฟล์ข้อมูลในโฟลเดอร์ไม่ใช่ไฟล์ที่เปิดไว้ จึงไม่เขียนอะไรลงไป", "ปิดโปรแกรมแล้วเปิดใหม่")


class Writing:
    """What only the writer has.

    Attributes:
        last: the last change that was acknowledged.
    """

    def __init__(self, lock: FolderLock, marks: Marks) -> None:
        self.lock = lock
        self.marks = marks
        self.last: Logged | None = None

    def lock_again(self, data_dir: Path) -> FolderLock | None:
        """Return a new lock where the folder went away and came back, None where the old one still holds it."""
        if self.lock.still_there():
            return None
        try:
            return FolderLock(data_dir, self.lock.person, self.lock.since)
        except Held as error:
            raise problems.held(error.holder) from None

    def take(self, lock: FolderLock) -> None:
        """Go on with a new lock; the old one's file, and the marks', lie elsewhere now."""
        self.marks.close()
        self.lock.release(clean=False)
        self.lock = lock


def _file_id(path: Path) -> tuple[int, int]:
    seen = path.stat()
    return (seen.st_dev, seen.st_ino)
