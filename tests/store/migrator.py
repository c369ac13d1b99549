"""A process that brings an old file up to date and dies before a given step; prints how many steps there were."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import Store, backup, disk, opening
from tests.store.kit import CLOCK
from tests.store.steps_kit import Steps


def main(data_dir: Path, state_dir: Path, die_before: int) -> None:
    steps = Steps(die_before)
    steps.count_statements(opening)
    steps.count(disk, "replace", "write", "copy", "sync")
    steps.count(backup, "copy_database", "verify", "describe")
    Store.open(data_dir, CLOCK, state_dir=state_dir).close()
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
