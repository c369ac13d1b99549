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

pytest.importorskip("apsw")  # a test dependency that has no wheel for every machine

FULL = os.environ.get("CDD_FULL_TESTS") == "1"
STATES = 14_000 if FULL else 240
POINTS = 100_000 if FULL else 160
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
    run("crash_record.py", str(folder))
    return folder


def crashed(recorded: Path, synchronous: str, model: str, states: int = STATES) -> dict[str, int]:
    found: dict[str, int] = json.loads(run("crash_explore.py", "crash", str(recorded), synchronous, model, str(states)))
    return found


@pytest.mark.parametrize("model", ["unix", "ntfs", "fat"])
def test_no_power_cut_loses_or_halves_what_was_acknowledged(recorded: Path, model: str) -> None:
    found = crashed(recorded, "FULL", model)
    assert found.pop("events") > 500
    assert found == {"ok": STATES}


def test_without_the_sync_the_same_power_cuts_do_lose(recorded: Path) -> None:
    assert crashed(recorded, "NORMAL", "unix", 240)["lost"] > 0


def test_no_failing_call_damages_or_halves_or_loses_what_was_acknowledged(recorded: Path) -> None:
    found = json.loads(run("crash_explore.py", "fault", str(recorded), str(POINTS)))
    durable = found.pop("durable in spite of the error")
    assert set(found) == {"ok"}
    assert durable > 0, "an error of COMMIT does not mean that nothing was saved: the store looks it up"
