"""The writing process is killed at random moments: no acknowledged save is lost, no file is damaged."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import Store, check
from tests.store.kit import ROOT
from tests.store.writer import FACTS, key_of, last_save

KILLS = 200 if os.environ.get("CDD_FULL_TESTS") else 20


def killed(data_dir: Path, state_dir: Path, chance: random.Random) -> int:
    """Let a writer work for a moment and kill it; return the last save that it acknowledged, 0 when it said none."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.store.writer", str(data_dir), str(state_dir)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )  # fmt: skip
    with process:
        assert process.stdout is not None
        said = []
        if chance.random() < 0.9:  # one in ten falls into the start
            for _ in range(chance.randint(1, 60)):
                said.append(process.stdout.readline().strip())
                assert said[-1]
        time.sleep(chance.random() * (0.01 if chance.random() < 0.9 else 0.4))
        process.kill()
        said += process.stdout.read().split()
    return max((int(word) for word in said if word.isdigit()), default=0)


def test_no_acknowledged_save_is_lost_and_no_file_is_damaged(data_dir: Path, state_dir: Path) -> None:
    chance = random.Random(2567)
    acknowledged = saves = unsaid = 0
    replicas = set()
    for _ in range(KILLS):
        acknowledged = max(acknowledged, killed(data_dir, state_dir, chance))
        if not (data_dir / "cdd.db").exists():
            assert acknowledged == 0  # killed before there was anything
            continue
        before = saves
        report = check(data_dir, SystemClock())  # as the dead writer left it, log and all
        assert report.ok, report.lines
        with Store.open(data_dir, SystemClock(), state_dir=state_dir) as store:
            saves = last_save(store)
            replicas.add(store._link.replica)
            if saves:  # whoever got no answer saves once more: it is there once
                assert not store.set_facts(key_of(saves), dict.fromkeys(FACTS, saves))
                assert [item.new for item in store.history(key_of(saves), FACTS[0])].count(saves) <= 2  # undone, redone
        assert saves >= acknowledged  # one that was saved but not yet said may be there
        assert saves >= before
        unsaid += saves > acknowledged
        report = check(data_dir, SystemClock())
        assert report.ok, report.lines
    print(f"{KILLS} kills, {acknowledged} acknowledged saves, 0 lost, 0 damaged, {unsaid} saved without saying so")
    assert saves > 10 * KILLS
    assert len(replicas) == 1, "a kill is no restored copy"
