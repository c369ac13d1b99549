"""What encryption costs: commits, reading all there is, evidence files, unlocking, and switching it on."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from measure import in_turns, middle, percentile, seconds, show_figure, show_ratio, show_title

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import EntryKey, Store, encryption, keyring, recovery
from cdd_desktop.store.datakey import codec_of, new_key
from cdd_desktop.store.keyring import Login

COMMITS = 60
ROUNDS = 8
ENTRIES = 40
CLOCK = SystemClock()
LOGIN = Login("p", "ตัวอย่าง", "a long password")
PHOTO = bytes(400_000)


def fill(store: Store) -> None:
    for entry in range(ENTRIES):
        key = EntryKey("2567-q2", f"mission{entry}", "2", "office", "1001")
        store.set_facts(key, {f"fact{number}": "ก" * 60 for number in range(24)})


def committing(store: Store) -> Callable[[], float]:
    """Return a function that saves facts one by one and gives the middle of the seconds that a save took."""
    number = 0

    def measure() -> float:
        nonlocal number
        taken = []
        for _ in range(COMMITS):
            number += 1
            key = EntryKey("2567-q2", f"mission{number % ENTRIES}", "2", "office", "1001")
            start = time.perf_counter()
            store.set_facts(key, {"fact1": f"{number}"})
            taken.append(time.perf_counter() - start)
        return middle(taken)

    return measure


def main() -> None:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        plain, locked = Path(name) / "plain", Path(name) / "locked"
        for folder in (plain, locked):
            with Store.open(folder, CLOCK, state_dir=folder / "state") as store:
                fill(store)
        _secret, recipient = recovery.new_recovery_key()
        switching = seconds(lambda: encryption.enable(locked, [LOGIN], recipient, CLOCK))
        key = keyring.unlock(locked, LOGIN.person, LOGIN.password)
        unlocking = [seconds(lambda: keyring.unlock(locked, LOGIN.person, LOGIN.password)) for _ in range(5)]
        with (
            Store.open(plain, CLOCK, state_dir=plain / "state") as ours,
            Store.open(locked, CLOCK, state_dir=locked / "state", key=key) as theirs,
        ):
            commits = in_turns({"plain": committing(ours), "locked": committing(theirs)}, ROUNDS)
            reads = in_turns(
                {
                    "plain": lambda: seconds(lambda: ours.entries("2567-q2", "2")),
                    "locked": lambda: seconds(lambda: theirs.entries("2567-q2", "2")),
                },
                ROUNDS,
            )
        codec = codec_of(new_key())
        stored = codec.encode(PHOTO)
        show_title("Encryption")
        show_ratio(
            "a commit, middle", middle(commits["locked"]) * 1000, middle(commits["plain"]) * 1000, "ms", "≤ 1.5 ×"
        )
        show_ratio("a round read", middle(reads["locked"]) * 1000, middle(reads["plain"]) * 1000, "ms")
        show_figure("a photo of 400 kB locked", seconds(lambda: codec.encode(PHOTO)) * 1000, "ms")
        show_figure("a photo of 400 kB unlocked", seconds(lambda: codec.decode(stored)) * 1000, "ms")
        show_figure("unlocking by password, slowest of 5", percentile(unlocking, 1) * 1000, "ms", "≤ 700 ms")
        show_figure("switching it on (small folder)", switching * 1000, "ms")


if __name__ == "__main__":
    main()
