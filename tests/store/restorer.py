"""A process that restores a backup and dies before a given step on the disk; prints how many steps there were."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import backup_files, disk, restore, swap
from tests.store.kit import CLOCK
from tests.store.steps_kit import Steps


def main(data_dir: Path, die_before: int) -> None:
    steps = Steps(die_before)
    steps.count(disk, "replace", "write", "copy")
    steps.count(swap, "replace", "write", "begin", "drop", "_move_away", "_sync_tree")
    steps.count(backup_files, "bring_back")
    restore(data_dir, CLOCK)
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
