"""Packs that came after the program did, and what a submission was graded by, lie with the data."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.criteria.model import Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import Store, check, rounds
from cdd_desktop.store.packs import criteria_of, keep_pack, known_packs
from cdd_desktop.store.people import Role, first_people, people, sign_in
from cdd_desktop.store.reopening import end_quarters
from tests.store.conftest import Opener
from tests.store.kit import CLOCK, OFFICE, ROOT
from tests.store.rounds_kit import KHOK, PACK, fill, paper, submit

NEXT = load_pack(ROOT / "tests" / "data" / "packs" / "2567-q3")
BUNDLED = {PACK.id: PACK}


def revised(pack: Pack, revision: int) -> Pack:
    """Return the pack as a later revision whose first mission asks for more."""
    source = pack.source.replace("revision: 1", f"revision: {revision}").replace("at_least: 80", "at_least: 81")
    return replace(pack, revision=revision, source=source)


def test_a_kept_pack_is_there_after_a_restart_newest_period_first(store: Store, opened: Opener) -> None:
    keep_pack(store, NEXT, BUNDLED)
    store.close()
    known = known_packs(opened(), BUNDLED)
    assert list(known.packs) == ["2567-q3", "2567-q2"]
    assert known.packs["2567-q3"] == NEXT
    assert known.problems == ()


def test_of_a_pack_the_newest_revision_holds_wherever_it_came_from(store: Store) -> None:
    newer = revised(PACK, 2)
    keep_pack(store, newer, BUNDLED)
    found = known_packs(store, BUNDLED).packs[PACK.id]
    assert (found.revision, found.criteria_hash != PACK.criteria_hash) == (2, True)
    assert known_packs(store, {PACK.id: replace(PACK, revision=3)}).packs[PACK.id].revision == 3


def test_what_is_not_newer_is_refused(store: Store) -> None:
    with pytest.raises(UserError, match="ชุดเดียวกัน"):
        keep_pack(store, PACK, BUNDLED)
    assert store.records("pack") == {}


def test_a_kept_pack_that_cannot_be_read_is_told_and_the_others_are_there(store: Store) -> None:
    keep_pack(store, NEXT, BUNDLED)
    (name,) = store.files.all()
    (store.data_dir / "files" / name[:2] / name).write_bytes(b"damaged")
    known = known_packs(store, BUNDLED)
    assert list(known.packs) == [PACK.id]
    assert len(known.problems) == 1


def test_an_older_revision_that_cannot_be_read_is_no_problem_where_a_newer_one_can(store: Store) -> None:
    revisions = range(2, 8)  # whichever record comes first
    for revision in revisions:
        keep_pack(store, revised(PACK, revision), BUNDLED)
        if revision < revisions[-1]:
            for name in store.files.all():
                (store.data_dir / "files" / name[:2] / name).write_bytes(b"damaged")
    known = known_packs(store, BUNDLED)
    assert (known.packs[PACK.id].revision, known.problems) == (7, ())


def test_a_revision_cannot_move_its_quarter_to_another_time(store: Store) -> None:
    """Or a quarter that is over could be opened by whoever may add criteria."""
    for other in ({"fiscal_year": 2570}, {"period_start": date(2027, 1, 1)}, {"period_end": date(2027, 3, 31)}):
        with pytest.raises(UserError, match="ช่วงเวลาอื่น"):
            keep_pack(store, replace(revised(PACK, 2), **other), BUNDLED)
    assert store.records("pack") == {}


def test_a_revision_of_a_quarter_that_is_over_takes_who_may_open_it(store: Store) -> None:
    store.set_office(OFFICE)
    first_people(store)
    end_quarters(store, [PACK, NEXT])
    assert store.ended == {}
    store.clock = FixedClock(datetime(2024, 6, 3, 9, 0))
    end_quarters(store, [PACK, NEXT])
    for role, taken in ((Role.CLERK, False), (Role.HEAD, True)):
        sign_in(store, next(person.id for person in people(store) if person.role is role))
        with nullcontext() if taken else pytest.raises(UserError, match="ผู้ดูแลระบบ"):
            keep_pack(store, revised(PACK, 2), BUNDLED)


def test_a_kept_pack_is_in_every_backup(store: Store, tmp_path: Path) -> None:
    keep_pack(store, NEXT, BUNDLED)
    made = store.backup()
    (name,) = store.files.all()
    assert list(made.parent.rglob(name))


def test_a_submission_keeps_its_criteria_and_paper_whatever_revision_comes(store: Store, opened: Opener) -> None:
    fill(store)
    made = submit(store)
    before = rounds.submitted_pdf(store, made)
    keep_pack(store, revised(PACK, 2), BUNDLED)
    store.files.remove_orphans(store.named_files())
    data_dir = store.data_dir
    store.close()
    again = opened()
    kept = rounds.state(again, KHOK).submission
    assert kept == made
    assert rounds.submitted_pdf(again, made) == before == paper(replace(made, pdf=""))
    assert criteria_of(again, made) == PACK
    again.close()
    assert check(data_dir, CLOCK).ok


def test_a_submission_of_an_older_program_has_no_criteria_of_its_own(store: Store) -> None:
    fill(store)
    made = rounds.submit(store, KHOK, replace(PACK, source=""), pdf=paper)
    assert made.criteria == ""
    assert criteria_of(store, made) is None
