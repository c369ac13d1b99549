"""The process dies while it brings an old file up to date: it is the old one or the new one, with its data."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from cdd_desktop.store import Store, check
from cdd_desktop.store.driver import connect
from cdd_desktop.store.opening import DATABASE_NAME
from cdd_desktop.store.schema import version
from tests.store.kit import CLOCK, KEY, ROOT
from tests.store.steps_kit import die, steps_of

KILLS = 50 if os.environ.get("CDD_FULL_TESTS") else 8
OLD = ROOT / "tests" / "data" / "store" / "format-1.db"
KNOWN = {"registered": 12, "income": "1234567.50", "monthly": [5, None, 4]}


def old_folder(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(OLD, folder / DATABASE_NAME)
    return folder


def version_of(data_dir: Path) -> int:
    connection = connect(data_dir / DATABASE_NAME, readonly=True)
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    connection.close()
    return found


def test_a_kill_at_any_step_leaves_the_old_file_or_the_new_one_and_the_next_start_goes_on(tmp_path: Path) -> None:
    steps = steps_of("migrator", old_folder(tmp_path / "counted"), tmp_path / "state")
    versions = set()
    for number in range(KILLS):
        data_dir, state_dir = old_folder(tmp_path / f"data-{number}"), tmp_path / f"state-{number}"
        die("migrator", data_dir, state_dir, before=number * steps // KILLS)
        versions.add(version_of(data_dir))
        with Store.open(data_dir, CLOCK, person="ผู้บันทึก", state_dir=state_dir) as store:
            assert store.facts(KEY) == KNOWN
            assert store.undo_label() == "แก้รายได้"
            backups = store.backups()
        assert [info.reason for info in backups].count("migration") >= 1
        assert all(info.intact() for info in backups)
        assert version_of(data_dir) == version()
        report = check(data_dir, CLOCK)
        assert report.ok, report.lines
    print(f"{KILLS} kills at {steps} steps")
    assert versions == {1, version()}
