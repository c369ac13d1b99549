"""A process that adds evidence and dies before a given step; prints how many steps there were."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.store import Store, connection, disk, evidence, files, opening
from cdd_desktop.store.prepared import prepare
from tests.store.kit import CLOCK, KEY
from tests.store.pictures_kit import photo
from tests.store.steps_kit import Steps

NAMES = ("ทะเบียน.pdf", "ภาพ.jpg")


def add(store: Store) -> None:
    """Add a paper and a photo as one action."""
    paper = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    new = [prepare(store.files, name, data) for name, data in zip(NAMES, (paper, photo()), strict=True)]
    evidence.add(store, KEY, new)


def main(data_dir: Path, state_dir: Path, die_before: int) -> None:
    steps = Steps(die_before)
    steps.count_statements(opening, connection)
    steps.count(disk, "replace", "write", "copy", "sync")
    steps.count(files, "replace")
    steps.count(connection.Link, "remember")  # the commit is through
    with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
        add(store)
    print(steps.done)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
