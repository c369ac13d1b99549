"""The process is killed while it brings an old file up to date: it is the old one or the new one, with its data."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from cdd_desktop.store import Store, check
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.schema import version
from tests.store.kit import CLOCK, KEY, ROOT

KILLS = 50 if os.environ.get("CDD_FULL_TESTS") else 4
OLD = ROOT / "tests" / "data" / "store" / "format-1.db"
KNOWN = {"registered": 12, "income": "1234567.50", "monthly": [5, None, 4]}


def killed(folder: Path, chance: random.Random) -> int:
    """Let files be brought up to date and end that; return the number of the one that was under way."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.migrator", str(OLD), str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        for _ in range(chance.randint(2, 4)):
            assert process.stdout.readline()
        time.sleep(chance.random() * 0.03)
        process.kill()
        process.stdout.read()
    return max(int(path.name.removeprefix("data")) for path in folder.glob("data*"))


def test_a_kill_leaves_the_old_file_or_the_new_one_and_the_next_start_goes_on(tmp_path: Path) -> None:
    chance = random.Random(2567)
    for number in range(KILLS):
        folder = tmp_path / str(number)
        last = killed(folder, chance)
        data_dir = folder / f"data{last}"
        if not (data_dir / DATABASE_NAME).exists() or (data_dir / DATABASE_NAME).stat().st_size < OLD.stat().st_size:
            continue  # killed while the copy of this test was being made
        with Store.open(data_dir, CLOCK, person="ผู้บันทึก", state_dir=folder / f"state{last}") as store:
            assert store.facts(KEY) == KNOWN
            assert store.undo_label() == "แก้รายได้"
        report = check(data_dir, CLOCK)
        assert report.ok, report.lines
        assert version() > 1
