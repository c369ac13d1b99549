"""A day's commands in processes whose whole time is wrong (libfaketime): C libraries and child processes see it too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.store.kit import ROOT

FOUND = [str(path) for path in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
YEARS = (1980, 2000, 2068, 2200, 2568) if os.environ.get("CDD_FULL_TESTS") else (2568,)

pytestmark = pytest.mark.skipif(not FOUND, reason="no libfaketime on this system")


@pytest.mark.parametrize("year", YEARS)
def test_every_command_of_a_day_works_whatever_the_clock_says(tmp_path: Path, year: int) -> None:
    faked = {
        "LD_PRELOAD": FOUND[0],
        "FAKETIME": f"@{year}-03-01 05:00:00",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # no clock on the wall moves that one
        "XDG_STATE_HOME": str(tmp_path / "state"),
    }
    ran = subprocess.run(
        [sys.executable, "-m", "tests.cli.faked_day", str(tmp_path)],
        cwd=ROOT, env=os.environ | faked, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    day = json.loads(ran.stdout)
    assert [done for done in day["done"] if done["code"]] == []
    assert day["now"].startswith("2025-03-01" if year == 2568 else f"{year}-03-01")
