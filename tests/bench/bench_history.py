"""What the history costs when an office has 20,000 changes behind it: its first page, a search, a page far back."""

from __future__ import annotations

import random
import tempfile
from datetime import datetime
from pathlib import Path

import measure

from cdd_desktop.clock import FixedClock
from cdd_desktop.store import EntryKey, Filter, Store

CHANGES = 20_000
MISSIONS = tuple(f"mission{number}" for number in range(11))


def fill(store: Store) -> None:
    """Single edits, pastes over all missions, and what was taken back, as they come in years of work."""
    chance, written = random.Random(1), 0
    while written < CHANGES:
        kind = chance.random()
        if kind < 0.02:
            puts = {_key(mission, "2"): {"total": written} for mission in MISSIONS}
            store.set_entries(puts, action=f"วางข้อมูล {len(MISSIONS)} แถว")
            written += len(MISSIONS)
        elif kind < 0.05:
            store.undo()
            written += 1
        else:
            key = _key(chance.choice(MISSIONS), chance.choice("123"))
            store.set_facts(key, {f"fact{chance.randrange(8)}": written}, action="แก้")
            written += 1


def _key(mission: str, round_id: str) -> EntryKey:
    return EntryKey("2567-q2", mission, round_id, "office", "1001")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        clock = FixedClock(datetime(2024, 2, 20, 9))
        with Store.open(Path(folder) / "data", clock, state_dir=Path(folder) / "state") as store:
            fill(store)
            asked = {
                "first page": (Filter(), 0),
                "of one mission": (Filter(mission=MISSIONS[3]), 0),
                "a search": (Filter(text="วางข้อมูล"), 0),
                "a page far back": (Filter(), CHANGES // 2),
            }
            for name, (wanted, offset) in asked.items():
                taken = [
                    measure.seconds(
                        lambda wanted=wanted, offset=offset: store.office_page(wanted, offset=offset, limit=25)
                    )  # type: ignore[misc]
                    for _ in range(10)
                ]
                measure.show_figure(f"history of 20,000, {name}", measure.middle(taken) * 1000, "ms", "< 200 ms")


if __name__ == "__main__":
    main()
