"""Calls to the disk that fail under the whole store with its real driver: what it says of a save is the truth.

The full count is every call of a day's work, failing once or from then on, as an error or for want of room.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlcipher3

from cdd_desktop.store import Store
from tests.store.kit import CLOCK, OFFICE, ROOT

FULL = os.environ.get("CDD_FULL_TESTS") == "1"
POINTS, PIECES = (100_000, 17) if FULL else (60, 6)

pytestmark = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(sqlcipher3._sqlite3.__file__), "sqlite3_vfs_find"), reason="the driver hides its functions"
)


@pytest.fixture
def folder(data_dir: Path, state_dir: Path) -> Path:
    with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
        store.set_office(OFFICE)
    return data_dir.parent


def outcomes(folder: Path, points: int, pieces: int, *mode: str) -> dict[str, int]:
    command = [sys.executable, "-m", "tests.store.fault_runner", str(folder), str(points), str(pieces), *mode]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, int] = json.loads(done.stdout)
    print(found)
    return found


def test_every_answer_about_a_save_is_true_whatever_call_fails(folder: Path) -> None:
    found = outcomes(folder, POINTS, PIECES)
    assert found["points"] >= (4_000 if FULL else 50)
    assert (found["false"], found["damaged"]) == (0, 0)
    assert min(found["saved"], found["not saved"], found["not known"]) > 0


def test_a_store_that_took_an_error_at_its_word_would_be_found_out(folder: Path) -> None:
    assert outcomes(folder, 100_000, 2, "believing")["false"] > 0
