"""What was removed comes back from the history, for whoever may bring it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from cdd_desktop.store import EntryKey, Filter, Store, documents, duties, holidays, people, reopening
from cdd_desktop.store.people import Right, Role, allowed, sign_in
from cdd_desktop.store.way_back import way_back
from tests.store.kit import KEY, OFFICE
from tests.store.rounds_kit import PACK

OTOP = PACK.indicator_by_id["otop"]
MAKHA = date(2024, 2, 26)
OWN = date(2024, 3, 5)


@pytest.fixture
def office(store: Store) -> Store:
    """The head of an office of three at the keyboard."""
    store.set_office(OFFICE)
    head = people.first_people(store)[0]
    sign_in(store, head.id)
    return store


def clerk(store: Store) -> people.Person:
    return next(person for person in people.people(store, inactive=True) if person.name == OFFICE.officers[0])


def remove_person(store: Store) -> Callable[[], object]:
    people.change_person(store, replace(clerk(store), active=False))
    return lambda: clerk(store).active


def remove_evidence(store: Store) -> Callable[[], object]:
    record = store.put("evidence", None, {"caption": "แปลงผัก", "order": 1}, action="แนบ", key=KEY.parts)
    store.remove("evidence", record, action="ลบ")
    return lambda: store.records("evidence").get(record) == {"caption": "แปลงผัก", "order": 1}


def remove_document(store: Store) -> Callable[[], object]:
    line = documents.register(store, 1, date(2024, 2, 20), "ขอส่งรายงาน")
    store.remove("document", line, action="ลบเลขที่ 1")
    return lambda: [item.subject for item in documents.documents(store)] == ["ขอส่งรายงาน"]


def remove_template(store: Store) -> Callable[[], object]:
    record = store.put("template", None, {"title": "ของเรา", "added": True}, action="เพิ่มแม่แบบ")
    store.remove("template", record, action="ลบแม่แบบ")
    return lambda: record in store.records("template")


def take_duty(store: Store) -> Callable[[], object]:
    duties.assign(store, PACK, OTOP, clerk(store).id)
    duties.assign(store, PACK, OTOP, None)
    return lambda: duties.duties(store, PACK.id) == {"otop": clerk(store).id}


def remove_bundled_holiday(store: Store) -> Callable[[], object]:
    holidays.remove_holiday(store, MAKHA)
    return lambda: holidays.holidays(store).get(MAKHA) == holidays.bundled()[MAKHA]


def remove_own_holiday(store: Store) -> Callable[[], object]:
    holidays.set_holiday(store, OWN, "วันหยุดพิเศษ")
    holidays.remove_holiday(store, OWN)
    return lambda: holidays.holidays(store).get(OWN) == "วันหยุดพิเศษ"


def bundled_list_again(store: Store) -> Callable[[], object]:
    holidays.set_holiday(store, OWN, "วันหยุดพิเศษ")
    holidays.bundled_again(store, 2024)
    return lambda: holidays.holidays(store).get(OWN) == "วันหยุดพิเศษ"


def remove_mark(store: Store) -> Callable[[], object]:
    key = EntryKey("2567-q2", "otop", "2", "office", OFFICE.code)
    duties.mark_reported(store, key, {"products_new": 2})
    duties.unmark_reported(store, key, ["products_new"])
    return lambda: [mark.value for mark in duties.reported(store, key).values()] == [2]


@pytest.mark.parametrize(
    "remove",
    [
        remove_person,
        remove_evidence,
        remove_document,
        remove_template,
        take_duty,
        remove_bundled_holiday,
        remove_own_holiday,
        bundled_list_again,
        remove_mark,
    ],
)
def test_what_was_removed_is_listed_and_comes_back_as_it_was(
    office: Store, remove: Callable[[Store], Callable[[], object]]
) -> None:
    is_back = remove(office)
    assert not is_back()
    (act,) = office.office_acts(Filter(removed=True))
    put = way_back(office, act[0])
    assert put is not None
    office.write([put], action="กู้คืน")
    assert is_back()
    assert way_back(office, act[0]) is None, "what is there again is not offered again"


def test_a_clerk_does_not_bring_a_person_back(office: Store) -> None:
    person = people.add_person(office, "นายตัวอย่าง สี่", role=Role.CLERK)
    people.change_person(office, replace(person, active=False))
    (act,) = office.office_acts(Filter(removed=True))
    sign_in(office, clerk(office).id)
    assert not allowed(office, Right.PEOPLE)
    assert way_back(office, act[0]) is None


def test_a_quarter_that_was_closed_again_is_not_opened_by_restoring(office: Store) -> None:
    where = (PACK.id, "2", OFFICE.code)
    reopening.reopen(office, *where, "จังหวัดส่งคืน", "รอบที่ 2")
    reopening.close_again(office, *where, "รอบที่ 2")
    (act,) = office.office_acts(Filter(removed=True))
    assert act[0].removed
    assert way_back(office, act[0]) is None


def test_a_duty_of_somebody_who_left_is_not_given_back(office: Store) -> None:
    take_duty(office)
    (act,) = office.office_acts(Filter(removed=True))
    people.change_person(office, replace(clerk(office), active=False))
    assert way_back(office, act[0]) is None
