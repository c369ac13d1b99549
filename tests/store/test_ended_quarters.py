"""What belongs to a quarter that is over stands still, whoever writes, until its round is opened again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from cdd_desktop import paths
from cdd_desktop.clock import CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.criteria.model import Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import EntryKey, Store, evidence, rounds
from cdd_desktop.store.duties import mark_reported, unmark_reported
from cdd_desktop.store.people import Role, first_people, people, sign_in
from cdd_desktop.store.prepared import Prepared
from cdd_desktop.store.reopening import close_again, end_quarters, reopen
from tests.store.kit import KEY, OFFICE, OTHER

Opener = Callable[..., Store]

PACK = load_pack(paths.criteria_packs() / KEY.pack)
NEXT = load_pack(Path(__file__).parent.parent / "data" / "packs" / "2567-q3")
PACKS = (PACK, NEXT)
LATER = FixedClock(datetime(2024, 6, 3, 9, 0))
OTOP = PACK.indicator_by_id[KEY.indicator]
BEFORE = replace(KEY, round="1")
PAPER, GONE, NEW = (Prepared("file", f"{name}.pdf", name * 64, name * 64, 1) for name in "abc")


@pytest.fixture
def past(store: Store) -> Store:
    """Return a store in which the quarter was worked on, and is over."""
    store.set_office(OFFICE)
    first_people(store)
    sign_in(store, next(person.id for person in people(store) if person.role is Role.HEAD))
    evidence.add(store, KEY, [PAPER, GONE])
    evidence.remove(store, evidence.evidence_of(store, KEY)[1:])
    mark_reported(store, KEY, {"sales_current": 5})
    store.set_facts(BEFORE, {"wallet_interested": 9})
    store.set_facts(KEY, {"products_new": 3}, action="กรอก")
    store.set_draft(KEY, "sales_current", "ราว 5")
    store.clock = LATER
    end_quarters(store, PACKS)
    return store


def kept(store: Store) -> evidence.Evidence:
    return evidence.evidence_of(store, KEY)[0]


WRITERS: dict[str, Callable[[Store], object]] = {
    "facts": lambda store: store.set_facts(KEY, {"products_new": 4}),
    "facts of several entries": lambda store: store.set_entries({OTHER: {"a": 1}}, action="วาง"),
    "facts with texts": lambda store: store.set_entry(KEY, {"products_new": 4}, {"sales_current": "ราว 6"}),
    "texts alone": lambda store: store.set_entry(KEY, {}, {"sales_current": "ราว 6"}),
    "a text that cannot be read": lambda store: store.set_draft(KEY, "sales_current", "ราว 6"),
    "a note": lambda store: store.set_note(KEY, "ข้อความ"),
    "undo": lambda store: store.undo(),
    "evidence": lambda store: evidence.add(store, KEY, [NEW]),
    "a caption": lambda store: evidence.set_caption(store, kept(store), "ป้ายใหม่"),
    "evidence goes": lambda store: evidence.remove(store, [kept(store)]),
    "evidence comes back": lambda store: evidence.restore(store, evidence.evidence_of(store, KEY, removed=True)[0]),
    "what was reported": lambda store: mark_reported(store, KEY, {"products_new": 3}),
    "what was reported goes": lambda store: unmark_reported(store, KEY, ["sales_current"]),
    "what lasts from the round before": lambda store: rounds.copy_forward(store, BEFORE, KEY, OTOP),
    "what cannot be read goes": lambda store: store.set_draft(KEY, "sales_current", None),
    "a submission": lambda store: rounds.submit(store, KEY, PACK, pdf=lambda _: b"%PDF", allow_incomplete=True),
}


@pytest.mark.parametrize("what", WRITERS)
def test_nothing_of_it_is_altered(past: Store, what: str) -> None:
    before = (past.facts(KEY), past.drafts(KEY), past.note(KEY), past.undo_label(), len(past.office_history()))
    files = list(past.files.all())
    with pytest.raises(UserError, match="ดูได้อย่างเดียว") as refused:
        WRITERS[what](past)
    assert PACK.period_title in refused.value.message
    assert "เปิดรอบนั้นให้แก้" in refused.value.hint
    assert before == (past.facts(KEY), past.drafts(KEY), past.note(KEY), past.undo_label(), len(past.office_history()))
    assert files == list(past.files.all())


@pytest.mark.parametrize("what", WRITERS)
def test_a_round_that_was_opened_again_takes_it(past: Store, what: str) -> None:
    reopen(past, KEY.pack, KEY.round, OFFICE.code, "จังหวัดให้แก้", "รอบที่ 2")
    past.set_draft(KEY, "sales_current", None)
    WRITERS[what](past)


def test_opening_one_round_opens_no_other_and_ends_when_it_is_closed(past: Store) -> None:
    reopen(past, KEY.pack, KEY.round, OFFICE.code, "จังหวัดให้แก้", "รอบที่ 2")
    with pytest.raises(UserError, match="ดูได้อย่างเดียว"):
        past.set_facts(replace(KEY, round="3"), {"products_new": 4})
    close_again(past, KEY.pack, KEY.round, OFFICE.code, "รอบที่ 2")
    with pytest.raises(UserError, match="ดูได้อย่างเดียว"):
        past.set_facts(KEY, {"products_new": 4})


def test_the_quarter_that_runs_and_the_office_itself_are_free(past: Store) -> None:
    past.set_facts(EntryKey(NEXT.id, "learning_centre", "1", "office", OFFICE.code), {"learners_total": 4})
    past.set_office(replace(OFFICE, phone="038 000 000"))
    past.set_setting("thai_digits", False)


def test_a_step_through_two_quarters_is_taken_back_in_both_or_in_none(store: Store) -> None:
    store.set_office(OFFICE)
    running = EntryKey(NEXT.id, "learning_centre", "1", "office", OFFICE.code)
    steps = {KEY: {"products_new": 3}, running: {"learners_total": 4}}
    store.set_entries(steps, action="วาง")
    store.clock = LATER
    end_quarters(store, PACKS)
    with pytest.raises(UserError, match="ดูได้อย่างเดียว"):
        store.undo()
    assert {key: store.facts(key) for key in steps} == steps
    assert (store.undo_label(), store.redo_label()) == ("วาง", None)
    store.ended = {}
    store.undo()
    end_quarters(store, PACKS)
    with pytest.raises(UserError, match="ดูได้อย่างเดียว"):
        store.redo()
    assert {key: store.facts(key) for key in steps} == {KEY: {}, running: {}}


def test_what_is_withdrawn_and_certified_stands_still_too(store: Store) -> None:
    store.set_office(OFFICE)
    first_people(store)
    sign_in(store, next(person.id for person in people(store) if person.role is Role.HEAD))
    rounds.submit(store, KEY, PACK, pdf=lambda _: b"%PDF", allow_incomplete=True)
    store.clock = LATER
    end_quarters(store, PACKS)
    for act in (
        lambda: rounds.certify(store, KEY),
        lambda: rounds.unlock(store, KEY, "แก้"),
        lambda: rounds.withdraw(store, KEY),
    ):
        with pytest.raises(UserError, match="ดูได้อย่างเดียว"):
            act()


@pytest.mark.parametrize("packs", [(PACK,), (NEXT,), ()])
def test_a_quarter_that_no_later_one_follows_is_not_over(store: Store, packs: tuple[Pack, ...]) -> None:
    store.clock = LATER
    end_quarters(store, packs)
    assert store.ended == {}


BACK, DEAD = FixedClock(datetime(2024, 3, 1)), FixedClock(datetime(2000, 1, 1), CLOCK_IMPLAUSIBLE)


@pytest.mark.parametrize("clock", [BACK, DEAD])
def test_a_clock_that_was_set_back_opens_nothing_again(store: Store, clock: FixedClock) -> None:
    for day in (3, 4, 5):
        store.clock = FixedClock(datetime(2024, 6, day, 9, 0))
        store.set_setting("a", day)
    store.clock = clock
    end_quarters(store, PACKS)
    assert list(store.ended) == [PACK.id]


def test_a_day_or_two_that_the_clock_was_far_ahead_end_nothing(store: Store) -> None:
    for wrong in (datetime(2031, 6, 3), datetime(2031, 6, 4)):
        store.clock = FixedClock(wrong)
        store.set_setting("a", wrong.day)
    store.clock = FixedClock(datetime(2030, 6, 3), CLOCK_IMPLAUSIBLE)
    store.set_setting("a", 1)
    store.clock = FixedClock(datetime(2024, 3, 1))
    end_quarters(store, PACKS)
    assert store.ended == {}


def test_a_clock_that_cannot_be_believed_ends_nothing(store: Store) -> None:
    store.clock = FixedClock(LATER.now(), CLOCK_IMPLAUSIBLE)
    end_quarters(store, PACKS)
    assert store.ended == {}
