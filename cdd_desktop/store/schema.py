"""The tables, and how a file of an older program becomes one of this program.

TO ADD A MIGRATION: one more function under ``MIGRATIONS`` (never change an old one), one more in ``VERSION``, a file of
the old version in tests/data and a test that opens it. All pending migrations run in one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdd_desktop.store.driver import database, transaction

if TYPE_CHECKING:
    from collections.abc import Callable
    from sqlite3 import Connection

    from sqlite_utils import Database

APPLICATION_ID: Final = 0x43444444  # "CDDD" in the file's header

# The log and what belongs to this file alone; the rest are projections of the log that can be made anew.
_LOG: Final = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- the incarnations of this database: a restored or copied file goes on under a new one
CREATE TABLE replica (
    rid TEXT PRIMARY KEY, number INTEGER NOT NULL, reason TEXT NOT NULL,
    wall TEXT NOT NULL, clock INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    stream TEXT NOT NULL, seq INTEGER NOT NULL,
    kind TEXT NOT NULL, record TEXT NOT NULL,
    ctx TEXT NOT NULL,         -- {stream: seq} of this record, as its author saw it
    lamport INTEGER NOT NULL,  -- order for people and for the provisional choice, nothing else
    wall TEXT NOT NULL, clock INTEGER NOT NULL,
    person TEXT NOT NULL, office TEXT NOT NULL,
    action TEXT NOT NULL, undoes TEXT NOT NULL, format INTEGER NOT NULL,
    body BLOB,                 -- NULL: withheld or purged, while the hash below still holds
    body_hash BLOB NOT NULL, prev_hash BLOB NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (stream, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_record ON change (record);
CREATE INDEX change_action ON change (action);

CREATE TABLE draft (
    pack TEXT NOT NULL, round TEXT NOT NULL, indicator TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (pack, round, indicator, subject_kind, subject_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE local (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""

_PROJECTIONS: Final = """
CREATE TABLE stream (
    stream TEXT PRIMARY KEY, seq INTEGER NOT NULL, hash BLOB NOT NULL, lamport INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
    pack TEXT NOT NULL, round TEXT NOT NULL, indicator TEXT NOT NULL,
    subject_kind TEXT NOT NULL, subject_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (pack, round, indicator, subject_kind, subject_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE field (
    record TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (record, name)
) STRICT, WITHOUT ROWID;

-- the changes of a field that did not see each other, only where their values differ: a conflict
CREATE TABLE head (
    record TEXT NOT NULL, name TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, value TEXT NOT NULL,
    PRIMARY KEY (record, name, stream, seq)
) STRICT, WITHOUT ROWID;

-- what can be undone and redone here ("last" is the logged action that a step has to turn round)
CREATE TABLE step (
    id TEXT PRIMARY KEY, person TEXT NOT NULL, label TEXT NOT NULL,
    state TEXT NOT NULL, turn INTEGER NOT NULL, last TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX step_turn ON step (person, state, turn);
CREATE UNIQUE INDEX step_last ON step (last);
"""

_RECORDS: Final = """
-- every record but the entries of missions, which the table fact finds by their key
CREATE TABLE record (
    record TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX record_kind ON record (kind, key);
"""


@dataclass(frozen=True)
class Migration:
    """One step from a file of the version before; the name is kept in the file."""

    name: str
    run: Callable[[Database], None]


def _first_tables(db: Database) -> None:
    _run(db, _LOG + _PROJECTIONS)


def _records(db: Database) -> None:
    _run(db, _RECORDS)
    db.execute(
        "INSERT INTO record SELECT record, kind, key FROM ("
        " SELECT record, kind, json_extract(CAST(body AS TEXT), '$.k') AS key, row_number() OVER"
        " (PARTITION BY record ORDER BY lamport, stream, seq) AS place"
        " FROM change WHERE kind <> 'entry' AND body IS NOT NULL) WHERE place = 1"
    )


def _run(db: Database, statements: str) -> None:
    for statement in statements.split(";"):
        if statement.strip():
            db.execute(statement)


MIGRATIONS: Final = (Migration("m0001_first_tables", _first_tables), Migration("m0002_records", _records))


def version(migrations: tuple[Migration, ...] = MIGRATIONS) -> int:
    """Return the ``user_version`` of a file that has had all migrations."""
    return len(migrations)


def migrate(connection: Connection, migrations: tuple[Migration, ...] = MIGRATIONS) -> None:
    """Bring a file (a new, empty one too) to the newest version: all pending migrations, or none."""
    from sqlite_utils import Migrations

    known = Migrations("cdd")
    for item in migrations:
        known(name=item.name)(_named(item))
    with transaction(connection):
        known.apply(database(connection))  # each migration is a savepoint inside our transaction
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version(migrations)}")


def _named(item: Migration) -> Callable[[Database], None]:
    def run(db: Database, /) -> None:
        item.run(db)

    return run
