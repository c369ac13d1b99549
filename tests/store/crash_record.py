"""Runs in a child process: lets the store save, or bring an old file up to date; keeps the SQL, and where it began."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cdd_desktop.store import Store, opening
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER, ROOT

ACTIONS = 25
OLD = ROOT / "tests" / "data" / "store" / "format-1.db"


def work(store: Store) -> None:
    """Do what a clerk does: fields, a note, several entries at once, undo."""
    for number in range(ACTIONS - 5):
        text = "ข้อความ" * (number % 7 * 40)
        store.set_facts(KEY, {"number": number, f"field{number % 4}": text}, action=f"ช่อง {number}")
    store.set_note(KEY, "บันทึก" * 300)
    store.set_entries({KEY: {"number": 100}, OTHER: {"number": 101}}, action="วาง 2 แถว")
    store.undo()
    store.redo()
    store.set_facts(OTHER, {"number": 102})


def a_day(folder: Path) -> None:
    with Store.open(folder / "data", CLOCK, state_dir=folder / "state") as store:
        store.set_office(OFFICE)
    shutil.copy(folder / "data" / DATABASE_NAME, folder / "start.db")
    store = Store.open(folder / "data", CLOCK, state_dir=folder / "state")
    with store, recorded(folder, store._link._ready()):
        work(store)


def migration(folder: Path) -> None:
    (folder / "data").mkdir()
    shutil.copy(OLD, folder / "data" / DATABASE_NAME)
    migrate = opening.migrate

    def migrated(connection: Any, *migrations: Any) -> None:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        shutil.copy(folder / "data" / DATABASE_NAME, folder / "start.db")
        with recorded(folder, connection):
            migrate(connection, *migrations)

    opening.migrate = migrated
    Store.open(folder / "data", CLOCK, state_dir=folder / "state").close()


@contextmanager
def recorded(folder: Path, connection: Any) -> Iterator[None]:
    """Keep what is run on a connection."""
    statements: list[str] = []
    connection.set_trace_callback(statements.append)
    yield
    connection.set_trace_callback(None)
    (folder / "statements.json").write_text(json.dumps(statements), encoding="utf-8")


if __name__ == "__main__":
    {"a_day": a_day, "migration": migration}[sys.argv[1]](Path(sys.argv[2]))
