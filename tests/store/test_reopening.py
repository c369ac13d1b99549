"""A round of a quarter that is over is opened again only by who may, for a reason that stays."""

from __future__ import annotations

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store
from cdd_desktop.store.people import Role, first_people, people, sign_in
from cdd_desktop.store.reopening import close_again, reopen, reopened
from tests.store.kit import OFFICE

ROUND = ("2566-q2", "3", OFFICE.code)


@pytest.fixture
def office(store: Store) -> Store:
    store.set_office(OFFICE)
    first_people(store)
    return store


def at(store: Store, role: Role) -> None:
    sign_in(store, next(person.id for person in people(store) if person.role is role))


def test_the_head_opens_it_with_a_reason_that_stays_and_closes_it_again(office: Store) -> None:
    at(office, Role.HEAD)
    reopen(office, *ROUND, " จังหวัดให้แก้ ", "รอบที่ 3")
    act = reopened(office, *ROUND)
    assert act is not None
    assert (act.reason, act.name) == ("จังหวัดให้แก้", OFFICE.head)
    assert office.undo_label() is None
    close_again(office, *ROUND, "รอบที่ 3")
    assert reopened(office, *ROUND) is None
    labels = [item.label for item in office.office_history()]
    assert labels[:2] == ["ปิดรอบที่ 3 ดูอย่างเดียว", "เปิดรอบที่ 3ให้แก้"]
    assert any(item.reason == "จังหวัดให้แก้" for item in office.office_history())


def test_a_clerk_cannot_and_nobody_can_without_a_reason(office: Store) -> None:
    at(office, Role.CLERK)
    with pytest.raises(UserError, match="ผู้ดูแลระบบ"):
        reopen(office, *ROUND, "เหตุผล", "รอบที่ 3")
    at(office, Role.HEAD)
    with pytest.raises(UserError, match="เหตุผล"):
        reopen(office, *ROUND, "  ", "รอบที่ 3")
    assert reopened(office, *ROUND) is None
