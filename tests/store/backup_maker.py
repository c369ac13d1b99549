"""A process that makes a backup, also at the second place, and dies before a given step; prints how many there are."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import Store, backup, backup_files, disk, safekeeping
from tests.store.kit import CLOCK
from tests.store.steps_kit import Steps


def main(data_dir: Path, state_dir: Path, die_before: int) -> None:
    steps = Steps(die_before)
    steps.count(disk, "replace", "write", "copy", "sync")
    steps.count(backup, "copy_database", "verify", "describe", "remove")
    steps.count(backup_files, "copy_file", "copy_set")
    steps.count(safekeeping, "copy_to")
    with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
        store.back_up()
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
