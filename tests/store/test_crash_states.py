"""Power cuts and failing disks under the SQL that the store really runs (``safety.md`` section 7, rows 2 and 3).

The full counts are 40,000 disks after a power cut and every call to the disk failing in four ways.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cdd_desktop.store import Store, check
from tests.store.kit import CLOCK, KEY

pytest.importorskip("apsw")  # a test dependency that has no wheel for every machine

FULL = os.environ.get("CDD_FULL_TESTS") == "1"
STATES = 14_000 if FULL else 240
POINTS = 100_000 if FULL else 160
KEEP = 500 if FULL else 10  # of those that the program itself opens
MIGRATIONS = 2_000 if FULL else 60
FOLDER = Path(__file__).parent


def run(script: str, *arguments: str) -> str:
    """Run a script in a process of its own: two bindings of SQLite must not share one."""
    root = FOLDER.parent.parent
    done = subprocess.run(
        [sys.executable, str(FOLDER / script), *arguments],
        capture_output=True, check=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(root)},
    )  # fmt: skip
    return done.stdout


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    run("crash_record.py", "a_day", str(folder))
    return folder


def crashed(recorded: Path, synchronous: str, model: str, states: int, keep: int = 0) -> dict[str, int]:
    numbers = (str(states), str(keep))
    found: dict[str, int] = json.loads(run("crash_explore.py", "crash", str(recorded), synchronous, model, *numbers))
    print(model, synchronous, found)
    return found


@pytest.mark.parametrize("model", ["unix", "ntfs", "fat"])
def test_no_power_cut_loses_or_halves_what_was_acknowledged(recorded: Path, model: str) -> None:
    found = crashed(recorded, "FULL", model, STATES, KEEP)
    assert found.pop("events") > 500
    assert found == {"ok": STATES}
    kept = sorted((recorded / "kept").glob(f"{model}-*.json"))
    assert len(kept) == KEEP
    for expected in kept:
        goes_on(expected.with_suffix(""), json.loads(expected.read_text(encoding="ascii")))


def goes_on(data_dir: Path, changes: list[int]) -> None:
    """The program itself opens what a power cut left: what was acknowledged is there, and work goes on."""
    with Store.open(data_dir, CLOCK, state_dir=data_dir.with_suffix(".state")) as store:
        ((found,),) = store._link.read(lambda connection: connection.execute("SELECT count(*) FROM change").fetchall())
        assert found in changes
        report = check(data_dir, CLOCK)  # the whole log with its hashes, and every table that is made of it
        assert report.ok, report.lines
        assert store.set_facts(KEY, {"after": True})
    report = check(data_dir, CLOCK)
    assert report.ok, report.lines


def test_no_power_cut_halves_a_migration(tmp_path: Path) -> None:
    run("crash_record.py", "migration", str(tmp_path))
    for model in ("unix", "fat"):
        found = crashed(tmp_path, "FULL", model, MIGRATIONS)
        assert found.pop("events") > 20, "also those of closing, which carries the log into the file"
        assert found == {"ok": MIGRATIONS}


def test_without_the_sync_the_same_power_cuts_do_lose(recorded: Path) -> None:
    assert crashed(recorded, "NORMAL", "unix", STATES)["lost"] > 0


def test_no_failing_call_damages_or_halves_or_loses_what_was_acknowledged(recorded: Path) -> None:
    found = json.loads(run("crash_explore.py", "fault", str(recorded), str(POINTS)))
    print(found)
    assert sum(found.values()) >= (4_000 if FULL else 160)
    durable = found.pop("durable in spite of the error")
    assert set(found) == {"ok"}
    assert durable > 0, "an error of COMMIT does not mean that nothing was saved: the store looks it up"
