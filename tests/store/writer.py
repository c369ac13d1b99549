"""A process that saves without end and says each save on its output; it is meant to be killed.

Each action sets all facts to one number, so that a half transaction would show. Backups, drafts, undo and redo are
mixed in, so that the kill falls into them as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import EntryKey, Store

FACTS = tuple(f"fact{number}" for number in range(20))


def key_of(number: int) -> EntryKey:
    """Return the entry that a save goes to: a hundred saves to each, about what a form of an office ever sees."""
    return EntryKey("2567-q2", f"mission{number // 100}", "2", "office", "1001")


def last_save(store: Store) -> int:
    """Return the number of the last save; raises AssertionError on half a transaction."""
    number = 0
    for values in store.entries("2567-q2", "2").values():
        assert len(values) in {0, len(FACTS)}, "half a transaction"
        assert len(set(values.values())) <= 1, "half a transaction"
        number = max([number, *(int(str(value)) for value in values.values())])
    return number


def main(data_dir: Path, state_dir: Path) -> None:
    with Store.open(data_dir, SystemClock(), person="ผู้บันทึก", state_dir=state_dir) as store:
        number = last_save(store)
        print("open", flush=True)
        while True:
            number += 1
            store.set_facts(key_of(number), dict.fromkeys(FACTS, number))
            if number % 5 == 0:
                store.undo()
                store.redo()
            if number % 7 == 0:
                store.set_draft(key_of(number), FACTS[0], f"ราว {number}")
            print(number, flush=True)
            if number % 40 == 0:
                store.backup(reason="start")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
