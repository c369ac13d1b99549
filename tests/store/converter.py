"""A process that encrypts a folder and dies before a given step on the disk; prints how many steps there were.

Without a recipient it takes the encryption away.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import disk, encryption, keyring, keyslots, swap
from cdd_desktop.store.keyring import Login
from tests.store.kit import CLOCK
from tests.store.steps_kit import Steps

PASSWORD = "password of the converter"


def main(data_dir: Path, recipient: str, die_before: int) -> None:
    keyring.MEMORY, keyring.OPS = 1 << 20, 1  # type: ignore[misc]
    steps = Steps(die_before)
    steps.count(disk, "replace", "write", "copy", "sync")
    steps.count(keyslots, "write")
    steps.count(swap, "replace", "write", "begin", "drop", "_move_away", "_sync_tree")
    steps.count(encryption, "_export", "_recode", "_convert_backup")
    if recipient:
        encryption.enable(data_dir, [Login("p", "ตัวอย่าง", PASSWORD)], recipient, CLOCK)
    else:
        encryption.disable(data_dir, keyring.unlock(data_dir, "p", PASSWORD), CLOCK)
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
