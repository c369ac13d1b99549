"""A process that submits, certifies and unlocks without end and says so on its output; it is meant to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from cdd_desktop.clock import SystemClock
from cdd_desktop.store import Store, rounds
from cdd_desktop.store.submissions import Phase, Submission
from tests.store.rounds_kit import KHOK, PACK, fill


def paper(submission: Submission) -> bytes:
    """Return a paper that names what it is of, some pages long."""
    return f"%PDF {submission.number} {submission.facts['learners_total']}".encode() * 3000


def main(data_dir: Path, state_dir: Path) -> None:
    with Store.open(data_dir, SystemClock(), state_dir=state_dir) as store:
        if rounds.state(store, KHOK).phase is not Phase.OPEN:
            rounds.unlock(store, KHOK, "เริ่มใหม่")
        print("open", flush=True)
        while True:
            number = len(rounds.state(store, KHOK).submissions) + 1
            fill(store, learners_total=1000 + number)
            print(rounds.submit(store, KHOK, PACK, pdf=paper).number, flush=True)
            rounds.certify(store, KHOK)
            rounds.unlock(store, KHOK, f"ครั้งที่ {number}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
