"""The process is killed while it submits: an entry is wholly submitted or not at all, and its paper is there."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import Store, check, rounds
from tests.store.kit import ROOT
from tests.store.rounds_kit import KHOK
from tests.store.submitter import paper

KILLS = 50 if os.environ.get("CDD_FULL_TESTS") else 4


def killed(data_dir: Path, state_dir: Path, chance: random.Random) -> int:
    """Let a submitter work for a moment and kill it; return the last submission that it acknowledged."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.submitter", str(data_dir), str(state_dir)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        for _ in range(chance.randint(1, 12)):
            assert process.stdout.readline()
        time.sleep(chance.random() * 0.03)
        process.kill()
        said = process.stdout.read().split()
    return max((int(word) for word in said if word.isdigit()), default=0)


def test_a_kill_leaves_an_entry_wholly_submitted_or_not_at_all(data_dir: Path, state_dir: Path) -> None:
    chance, acknowledged, seen = random.Random(2567), 0, 0
    for _ in range(KILLS):
        acknowledged = max(acknowledged, killed(data_dir, state_dir, chance))
        with Store.open(data_dir, SystemClock(), state_dir=state_dir) as store:
            state = rounds.state(store, KHOK)
            assert [item.number for item in state.submissions] == list(range(1, len(state.submissions) + 1))
            assert len(state.submissions) >= acknowledged
            for item in state.submissions:
                assert item.grade is not None
                assert rounds.submitted_pdf(store, item) == paper(item)
                assert item.facts["learners_total"] == 1000 + item.number
            seen = len(state.submissions)
        report = check(data_dir, SystemClock())
        assert report.ok, report.lines
    assert seen > KILLS
