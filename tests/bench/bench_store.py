"""What the store costs: a saved fact, a round read, an opening, an undo, a backup, the full check."""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

import measure

from cdd_desktop.clock import FixedClock, SystemClock
from cdd_desktop.store import EntryKey, Store, check

MISSIONS = tuple(f"mission{number}" for number in range(11))
FACTS = tuple(f"fact{number}" for number in range(24))
SAVES = 1000


def key_of(mission: str, round_id: str = "2") -> EntryKey:
    return EntryKey("2567-q2", mission, round_id, "office", "1001")


def fill(store: Store) -> None:
    """A district's quarter: eleven missions in three rounds, each form filled in field by field."""
    for round_id in ("1", "2", "3"):
        for mission in MISSIONS:
            for number, fact in enumerate(FACTS):
                store.set_facts(key_of(mission, round_id), {fact: number})


def saving(store: Store, folder: Path) -> None:
    """One fact of a form that has been edited a hundred times already, against the disk's own sync."""
    key = key_of("otop")
    for number in range(100):
        store.set_facts(key, {FACTS[number % 24]: 5000 + number})
    with (folder / "sync").open("wb") as file:

        def synced() -> None:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())

        saves, syncs = [], []
        for number in range(SAVES):
            fact, value = FACTS[number % 24], 10_000 + number
            saves.append(measure.seconds(lambda fact=fact, value=value: store.set_facts(key, {fact: value})) * 1000)  # type: ignore[misc]
            syncs.append(measure.seconds(synced) * 1000)
    for name, share in (("p50", 0.5), ("p99", 0.99)):
        ours, theirs = measure.percentile(saves, share), measure.percentile(syncs, share)
        measure.show_ratio(f"one fact saved, {name}, against one fsync", ours, theirs, "ms")


def opening(folder: Path, state: Path) -> None:
    def opened() -> None:
        Store.open(folder, SystemClock(), state_dir=state).close()

    figures = [measure.seconds(opened) * 1000 for _ in range(30)]
    measure.show_figure("open and close, p50", measure.middle(figures), "ms", "< 50 ms")
    measure.show_figure("open and close, p99", measure.percentile(figures, 0.99), "ms")


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="cdd-bench-"))
    data, state = folder / "data", folder / "state"
    measure.show_title("Store")
    with Store.open(data, FixedClock(datetime(2024, 1, 1)), state_dir=state) as store:
        measure.show_figure("792 facts saved one by one", measure.seconds(lambda: fill(store)), "s")
        saving(store, folder)
        rounds = [measure.seconds(lambda: store.entries("2567-q2", "2")) * 1000 for _ in range(50)]
        measure.show_figure("a round of 11 forms read", measure.middle(rounds), "ms")
        steps = [measure.seconds(store.undo) * 1000 for _ in range(50)]
        measure.show_figure("an action undone, p50", measure.middle(steps), "ms")
        measure.show_figure("a verified backup", measure.seconds(store.backup) * 1000, "ms")
    opening(data, state)
    measure.show_figure("the full check", measure.seconds(lambda: check(data, SystemClock())) * 1000, "ms")
    measure.show_figure("the database", (data / "cdd.db").stat().st_size / 1024, "kB")


if __name__ == "__main__":
    main()
