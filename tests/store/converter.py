"""A process that encrypts a folder and dies before a given step on the disk; prints how many steps there were."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cdd_desktop.store import disk, encryption, keyring, swap
from cdd_desktop.store.keyring import Login
from tests.store.kit import CLOCK


def main(data_dir: Path, recipient: str, die_before: int) -> None:
    done = 0

    def counted(work: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **named: Any) -> Any:
            nonlocal done
            if done == die_before:
                os._exit(9)
            done += 1
            return work(*arguments, **named)

        return step

    keyring.MEMORY, keyring.OPS = 1 << 20, 1  # type: ignore[misc]
    for module in (disk, swap):
        for name in ("replace", "write", "copy", "sync"):
            if hasattr(module, name):
                setattr(module, name, counted(getattr(module, name)))
    for name in ("begin", "drop", "_move_away"):
        setattr(swap, name, counted(getattr(swap, name)))
    for name in ("_export", "_recode", "_convert_backup"):
        setattr(encryption, name, counted(getattr(encryption, name)))
    encryption.enable(data_dir, [Login("p", "ตัวอย่าง", "password of the converter")], recipient, CLOCK)
    print(done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
