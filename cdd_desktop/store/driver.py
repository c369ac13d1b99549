"""The one place where a database is opened, and where the SQLite library is chosen.

sqlcipher3 brings a SQLite without the WAL-reset bug on every platform, and encrypts where a key is given. A file
must never be open through two SQLite libraries in one process, so nothing else in the program imports one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

import sqlcipher3
from sqlcipher3 import dbapi2

if TYPE_CHECKING:
    from sqlite3 import Connection

    from sqlite_utils import Database

    from cdd_desktop.store.datakey import DataKey

OLDEST_SQLITE: Final = (3, 51, 3)  # before, two connections at one instant could lose committed pages
SqlError: Final[type[Exception]] = dbapi2.Error
UNREADABLE_TEXT: Final = "decode to UTF-8"  # so sqlcipher3 puts it too, of a value that is no text

# sqlite-utils looks for a better SQLite under this name; with it, it catches our driver's exceptions.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

# Every one is read back: SQLite passes over an unknown PRAGMA without a word.
_SAFETY: Final = {
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,
    "recursive_triggers": 0,
    "secure_delete": 1,
    "temp_store": 2,  # in memory
    "busy_timeout": 5000,
}
_WRITER: Final = {"synchronous": 2}  # FULL: a commit is on the disk when it returns


class _Connection(dbapi2.Connection):  # type: ignore[misc]  # the driver has no types
    """sqlcipher3 cannot read an error text that quotes damaged bytes, and raises UnicodeDecodeError in its place."""

    def execute(self, *arguments: Any) -> Any:
        try:
            return super().execute(*arguments)
        except UnicodeDecodeError:
            raise dbapi2.DatabaseError(UNREADABLE_TEXT) from None


class UnsafeLibrary(RuntimeError):
    """The SQLite library is too old or does not honour a safety setting: a bug of the installation."""


def connect(
    path: Path, *, readonly: bool = False, immutable: bool = False, key: DataKey | None = None
) -> Connection:
    """Open a database with every safety setting on.

    Args:
        path: the database file; a writer creates it.
        readonly: nothing can be written.
        immutable: the file surely does not change (a backup, a read-only medium): no lock, no ``-wal``, no ``-shm``.
        key: of an encrypted database; to SQLite, a wrong one looks like a damaged file.

    Raises:
        SqlError: SQLite refused; ``UnsafeLibrary`` where a setting does not hold.
    """
    if dbapi2.sqlite_version_info < OLDEST_SQLITE:
        raise UnsafeLibrary(f"SQLite {dbapi2.sqlite_version} is older than needed")
    mode = "ro" if readonly or immutable else "rwc"
    uri = f"{path.absolute().as_uri()}?mode={mode}{'&immutable=1' if immutable else ''}"
    connection = cast("Connection", dbapi2.connect(uri, uri=True, factory=_Connection))
    try:
        if key is not None:  # before anything else
            connection.execute(f'PRAGMA key = "{key.pragma}"')
        connection.execute("PRAGMA cipher_log = off")  # or it writes to stderr about every damaged page
        for name, value in _SAFETY.items():
            _set(connection, name, value)
        if mode == "rwc":
            if connection.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
                raise UnsafeLibrary("no write-ahead log")
            for name, value in _WRITER.items():
                _set(connection, name, value)
    except BaseException:
        connection.close()
        raise
    return connection


def _set(connection: Connection, name: str, value: int) -> None:
    connection.execute(f"PRAGMA {name} = {value}")
    row = connection.execute(f"PRAGMA {name}").fetchone()
    if row is None or row[0] != value:
        raise UnsafeLibrary(f"PRAGMA {name} does not hold")


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """All or nothing; an error of COMMIT passes through, and says nothing about what is on the disk."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def database(connection: Connection) -> Database:
    """Return the connection as sqlite-utils sees it.

    Imported here because it takes a tenth of a second, and only making or migrating a file needs it.
    """
    from sqlite_utils import Database

    return Database(cast("Any", connection), recursive_triggers=False, execute_plugins=False)
