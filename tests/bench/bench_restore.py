"""What a dead PC costs: backup and restore of a data folder of 50 MB with its evidence, and whether it is the same."""

from __future__ import annotations

import random
import tempfile
import time
from datetime import datetime
from pathlib import Path

from measure import show_figure, show_title

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import EntryKey, Store, check
from cdd_desktop.store.keys import EVIDENCE
from cdd_desktop.store.restore import restore

CLOCK = FixedClock(datetime(2024, 2, 20, 16, 30))
KEY = EntryKey("2567-q2", "otop", "2", "office", "1001")
PICTURES, SIZE, EDITS = 200, 250_000, 5_000


def fill(store: Store) -> None:
    """Fill a folder with 50 MB of pictures and 5,000 edits."""
    chance = random.Random(2567)
    for number in range(PICTURES):
        fields = {"sha256": store.files.add(chance.randbytes(SIZE)), "kind": "picture", "name": f"{number}.jpg"}
        store.put(EVIDENCE, None, fields, action="เพิ่มหลักฐาน", key=KEY.parts)
    for number in range(EDITS):
        store.set_facts(KEY, {f"field{number % 24}": number})


def contents(data_dir: Path) -> tuple[object, ...]:
    """Return all that a person could miss: values, history, evidence and its bytes."""
    with Store.open_reader(data_dir, CLOCK) as store:
        pictures = sorted(str(fields["sha256"]) for fields in store.records(EVIDENCE).values())
        whole = [store.files.read(name) for name in pictures]
        return store.facts(KEY), store.office_history_count(), pictures, [len(data) for data in whole]


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data, state = Path(folder) / "data", Path(folder) / "state"
        with Store.open(data, CLOCK, state_dir=state) as store:
            fill(store)
            start = time.perf_counter()
            made = store.back_up("manual")
            backed_up = time.perf_counter() - start
        before = contents(data)
        for path in (data / "files").rglob("*"):
            if path.is_file():
                path.unlink()
        start = time.perf_counter()
        restore(data, CLOCK, name=made.path.name)
        restored = time.perf_counter() - start
        with Store.open(data, CLOCK, state_dir=state):
            pass  # under a new replica id, as the next start does
        same = contents(data) == before and check(data, CLOCK).ok
    show_title(f"A folder of {PICTURES * SIZE // 1_000_000} MB and {EDITS} edits")
    show_figure("backed up, checked", backed_up, "s")
    show_figure("restored after the evidence was lost", restored, "s", "≤ 60 s with the backup")
    show_figure("equal in values, history and every picture (1: yes)", float(same), "")


if __name__ == "__main__":
    main()
