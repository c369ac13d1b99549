"""A process that brings an old file up to date, again and again on fresh copies; it is meant to be killed."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from cdd_desktop.store import Store
from cdd_desktop.store.opening import DATABASE_NAME
from tests.store.kit import CLOCK


def main(old: Path, folder: Path) -> None:
    print("ready", flush=True)
    for number in range(1000):
        data_dir = folder / f"data{number}"
        data_dir.mkdir(parents=True)
        shutil.copy(old, data_dir / DATABASE_NAME)
        print(number, flush=True)
        Store.open(data_dir, CLOCK, state_dir=folder / f"state{number}").close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
