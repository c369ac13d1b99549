"""Runs in a child process: lets the store save, and prints what SQL that really was and where it began."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from cdd_desktop.store import Store
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.kit import CLOCK, KEY, OFFICE, OTHER

ACTIONS = 25


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


def main(folder: Path) -> None:
    statements: list[str] = []
    with Store.open(folder / "data", CLOCK, state_dir=folder / "state") as store:
        store.set_office(OFFICE)
    shutil.copy(folder / "data" / DATABASE_NAME, folder / "start.db")
    with Store.open(folder / "data", CLOCK, state_dir=folder / "state") as store:
        connection = store._link._ready()
        connection.set_trace_callback(statements.append)  # type: ignore[attr-defined]
        work(store)
        connection.set_trace_callback(None)  # type: ignore[attr-defined]
    (folder / "statements.json").write_text(json.dumps(statements), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
