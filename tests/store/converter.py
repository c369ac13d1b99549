"""A process that encrypts a folder and dies before a given step on the disk; prints how many steps there were."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import disk, encryption, keyring, keyslots, swap
from cdd_desktop.store.keyring import Login
from tests.store.kit import CLOCK
from tests.store.steps_kit import Steps


def main(data_dir: Path, recipient: str, die_before: int) -> None:
    keyring.MEMORY, keyring.OPS = 1 << 20, 1  # type: ignore[misc]
    steps = Steps(die_before)
    steps.count(disk, "replace", "write", "copy", "sync")
    steps.count(keyslots, "write")
    steps.count(swap, "replace", "write", "begin", "drop", "_move_away", "_sync_tree")
    steps.count(encryption, "_export", "_recode", "_convert_backup")
    encryption.enable(data_dir, [Login("p", "ตัวอย่าง", "password of the converter")], recipient, CLOCK)
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
