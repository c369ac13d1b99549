"""Runs in a child process: a day's work on a disk of which one call fails, or all from one on; prints what came of it.

Every piece of work writes its own value, and what the store said of it ("saved", "not saved", "not known") is held
against what is found when the folder is opened again.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check, problems
from cdd_desktop.store.connection import Link
from tests.store.faulty_disk import FULL, IOERR, FaultyDisk
from tests.store.kit import CLOCK, KEY, OTHER

SAVED, NOT_SAVED, NOT_KNOWN = "saved", "not saved", "not known"
LONG = "ข้อความ" * 300  # several pages, so that a commit is several writes


class Work:
    """What is done, and how to see later whether it is there: the number of the piece, or None."""

    def __init__(self, pieces: int) -> None:
        self.pieces = range(pieces)

    def do(self, store: Store, piece: int) -> None:
        match piece % 4:
            case 0:
                store.set_facts(KEY, {f"f{piece}": piece, f"long{piece}": LONG})
            case 1:
                store.set_entries({KEY: {f"f{piece}": piece}, OTHER: {f"f{piece}": piece}}, action="วาง")
            case 2:
                store.set_entry(KEY, {f"f{piece}": piece}, {f"d{piece}": "ราว 5"})
            case _:
                store.set_local(f"f{piece}", LONG)

    def there(self, store: Store, piece: int) -> bool:
        """Return whether it is in the store; raises AssertionError where half of it is."""
        if piece % 4 == 3:
            return store.local(f"f{piece}") == LONG
        facts = store.facts(KEY)
        found = f"f{piece}" in facts
        others = {
            0: lambda: f"long{piece}" in facts,
            1: lambda: f"f{piece}" in store.facts(OTHER),
            2: lambda: f"d{piece}" in store.drafts(KEY),
        }
        assert others[piece % 4]() == found, "half a transaction"
        assert len(store.history(KEY, f"f{piece}")) == found, "saved twice"
        return found


def told(work: Callable[[], None]) -> str:
    """Return what the store says of a piece of work."""
    try:
        work()
    except UserError as error:
        return NOT_KNOWN if "ยืนยันไม่ได้" in error.message else NOT_SAVED
    return SAVED


def run(disk: FaultyDisk, folder: Path, work: Work, fault: tuple[int, int, bool]) -> Counter[str]:
    """Work on the folder while the disk fails; return what happened, "false" where an answer was not the truth."""
    found: Counter[str] = Counter(false=0, damaged=0)
    said: dict[int, str] = {}
    disk.arm(fault[0], fault[1], for_ever=fault[2])
    with suppress(UserError), Store.open(folder / "data", CLOCK, state_dir=folder / "state") as store:
        for piece in work.pieces:
            said[piece] = told(lambda piece=piece: work.do(store, piece))  # type: ignore[misc]
            if piece == work.pieces[-1] // 2:
                with suppress(UserError):
                    store._link.read(lambda connection: connection.execute("PRAGMA wal_checkpoint").fetchall())
    disk.arm(0)
    with Store.open(folder / "data", CLOCK, state_dir=folder / "state") as store:
        for piece, answer in said.items():
            there = work.there(store, piece)
            found[answer] += 1
            found["false"] += answer != NOT_KNOWN and there != (answer == SAVED)
            found["saved, not known then"] += there and answer == NOT_KNOWN
            work.do(store, piece)  # once more, whatever was said: it must be there then, and once
            found["false"] += not work.there(store, piece)
    found["damaged"] += not check(folder / "data", CLOCK).ok
    return found


def believe_errors() -> None:
    """Let the store take an error of COMMIT at its word, as it must not."""

    def answer(link: Link, error: Exception, done: object) -> None:
        link._drop()
        raise problems.not_saved(error)

    Link._answer = answer  # type: ignore[method-assign, assignment]


def main(folder: Path, points: int, pieces: int, *, believing: bool) -> None:
    if believing:
        believe_errors()
    disk, work = FaultyDisk(), Work(pieces)
    fast = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    found: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(dir=fast) as place:
        run_folder = Path(place) / "run"
        kinds = []
        for error in (IOERR, FULL):
            shutil.copytree(folder, run_folder)
            disk.most = 0
            run(disk, run_folder, work, (0, error, False))
            shutil.rmtree(run_folder)
            kinds += [[(at, error, ever) for at in range(1, disk.most + 1)] for ever in (False, True)]
        if believing:  # those are enough, of which a commit can be on the disk that failed
            kinds = kinds[1:2]
        # A share of each kind: one stride over all of them can pass a whole kind by.
        chosen = [fault for kind in kinds for fault in kind[:: max(len(kind) * len(kinds) // points, 1)]]
        for fault in chosen:
            shutil.copytree(folder, run_folder)
            found.update(run(disk, run_folder, work, fault))
            shutil.rmtree(run_folder)
    print(json.dumps({"points": len(chosen), **found}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), believing=sys.argv[4:] == ["believing"])
