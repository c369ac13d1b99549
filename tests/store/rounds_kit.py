"""What the tests of submissions share: a real mission with facts that give a grade."""

from __future__ import annotations

from cdd_desktop import paths
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.store import EntryKey, Store, rounds
from cdd_desktop.store.submissions import Submission

PACK = load_pack(paths.criteria_packs() / "2567-q2")
KHOK = EntryKey(PACK.id, "khok_nong_na", "2", "office", "1001")
OTOP = EntryKey(PACK.id, "otop", "2", "office", "1001")
FACTS = {"activity_held": True, "learners_total": 1104, "learners_applied": 837}


def paper(submission: Submission) -> bytes:
    """Return a paper in which the facts and the person can be found."""
    return f"%PDF {submission.facts} {submission.name} {submission.at}".encode()


def fill(store: Store, **facts: int) -> None:
    """Give the mission all its facts."""
    store.set_facts(KHOK, {**FACTS, **facts}, action="กรอก")


def submit(store: Store) -> Submission:
    """Submit the mission as it stands."""
    return rounds.submit(store, KHOK, PACK, pdf=paper)
