"""The process dies while it adds evidence: all of the action is there with its files, or none; once more is once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from cdd_desktop.store import Store, check
from cdd_desktop.store.evidence import evidence_of
from tests.store.evidence_adder import NAMES, add
from tests.store.kit import CLOCK, KEY
from tests.store.steps_kit import die, steps_of

KILLS = 50 if os.environ.get("CDD_FULL_TESTS") else 6


def names(store: Store) -> list[str]:
    """Return what the entry holds, every file of it read."""
    found = evidence_of(store, KEY)
    for item in found:
        assert all(store.files.read(name) for name in (item.sha256, item.thumb) if name)
    return [item.name for item in found]


def test_a_kill_at_any_step_leaves_all_of_the_evidence_or_none_and_once_more_adds_it_once(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data", CLOCK, state_dir=tmp_path / "state") as store:
        store.set_facts(KEY, {"a": 1})
    steps = steps_of("evidence_adder", shutil.copytree(tmp_path / "data", tmp_path / "counted"), tmp_path / "state")
    outcomes = set()
    for number in range(KILLS):
        data_dir, state_dir = shutil.copytree(tmp_path / "data", tmp_path / f"data-{number}"), tmp_path / "state"
        die("evidence_adder", data_dir, state_dir, before=steps - 1 - number * steps // KILLS)
        with Store.open(data_dir, CLOCK, state_dir=state_dir) as store:
            outcomes.add(tuple(names(store)))
            add(store)
            assert names(store) == list(NAMES)
            assert store.facts(KEY) == {"a": 1}
            store.files.remove_orphans(store.named_files())  # what the dead process left half done
            assert names(store) == list(NAMES)
        report = check(data_dir, CLOCK)
        assert report.ok, report.lines
        assert not list((data_dir / "files").rglob("*.part"))
    print(f"{KILLS} kills at {steps} steps")
    assert outcomes == {(), NAMES}
