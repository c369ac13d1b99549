"""A process that saves without end and says each save on its output; it is meant to be killed.

Each action sets all facts to one number, so that a half transaction would show. Backups, drafts, undo and redo are
mixed in, so that the kill falls into them as well.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import Store
from tests.store.kit import KEY

FACTS = tuple(f"fact{number}" for number in range(20))


def main(data_dir: Path, state_dir: Path) -> None:
    with Store.open(data_dir, SystemClock(), person="ผู้บันทึก", state_dir=state_dir) as store:
        number = int(store.facts(KEY).get(FACTS[0], 0))  # type: ignore[call-overload]
        print("open", flush=True)
        while True:
            number += 1
            store.set_facts(KEY, dict.fromkeys(FACTS, number))
            if number % 5 == 0:
                store.undo()
                store.redo()
            if number % 7 == 0:
                store.set_draft(KEY, FACTS[0], f"ราว {number}")
            print(number, flush=True)
            if number % 40 == 0:
                store.backup(reason="start")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
