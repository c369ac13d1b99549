"""Who answers for what, what is marked as reported, and the list of what is due with who is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from cdd_desktop.clock import BANGKOK, FixedClock
from cdd_desktop.criteria.model import Deadline
from cdd_desktop.store import Store, rounds
from cdd_desktop.store.duties import DueItem, assign, due_list, duties, mark_reported, reported, unmark_reported
from cdd_desktop.store.holidays import bundled
from cdd_desktop.store.people import first_people, people, sign_in
from cdd_desktop.store.submissions import Phase
from tests.store.conftest import Opener
from tests.store.kit import OFFICE
from tests.store.rounds_kit import KHOK, OTOP, PACK, fill, submit

INDICATOR = PACK.indicator_by_id["khok_nong_na"]


@pytest.fixture
def office(store: Store) -> Store:
    store.set_office(OFFICE)
    first_people(store)
    return store


def test_a_mission_has_one_responsible_officer_until_another_is_named(office: Store) -> None:
    first, second = people(office)[1:]
    assign(office, PACK, INDICATOR, first.id)
    assign(office, PACK, PACK.indicator_by_id["otop"], first.id)
    assign(office, PACK, INDICATOR, second.id)
    assert duties(office, PACK.id) == {"khok_nong_na": second.id, "otop": first.id}
    assert duties(office, "2567-q3") == {}
    office.undo()
    assert duties(office, PACK.id)["khok_nong_na"] == first.id
    assign(office, PACK, INDICATOR, None)
    assert "khok_nong_na" not in duties(office, PACK.id)
    assert not assign(office, PACK, INDICATOR, None)


def test_what_was_copied_into_the_channel_is_marked_with_when_and_by_whom(office: Store) -> None:
    clerk = people(office)[1]
    sign_in(office, clerk.id)
    fill(office)
    submit(office)  # what is submitted stands still, but it is then that it is reported
    mark_reported(office, KHOK, {"learners_total": 1104, "learners_applied": 837})
    found = reported(office, KHOK)
    assert list(found) == ["learners_applied", "learners_total"]
    mark = found["learners_total"]
    assert (mark.value, mark.name, mark.at) == (1104, clerk.name, "2024-02-20T16:30:00+07:00")
    assert reported(office, OTOP) == {}
    assert office.undo().records
    assert reported(office, KHOK) == {}
    office.redo()
    unmark_reported(office, KHOK, ["learners_total", "unknown"])
    assert list(reported(office, KHOK)) == ["learners_applied"]
    mark_reported(office, KHOK, {"learners_total": 1105})
    assert reported(office, KHOK)["learners_total"].value == 1105


def due(store: Store, day: str, *, moment: str = "12:00") -> dict[tuple[str, str], DueItem]:
    now = datetime.fromisoformat(f"{day}T{moment}").replace(tzinfo=BANGKOK)
    states = {key: state for item in PACK.rounds for key, state in rounds.states(store, PACK.id, item.id).items()}
    found = due_list(PACK, states, duties(store, PACK.id), now, bundled(), subject_id="1001")
    return {(item.indicator, item.round): item for item in found}


def test_every_mission_of_every_round_with_a_deadline_is_listed_once(office: Store) -> None:
    found = due(office, "2024-02-16")
    asked = {(one.id, item.id) for item in PACK.rounds for one in PACK.indicators_in(item.id)}
    assert set(found) == asked


def test_days_and_working_days_are_counted_and_what_is_late_says_by_whom(office: Store) -> None:
    clerk = people(office)[1]
    assign(office, PACK, INDICATOR, clerk.id)
    item = due(office, "2024-02-16")["khok_nong_na", "2"]
    assert (item.days, item.working_days, item.late, item.phase) == (4, 2, False, Phase.OPEN)
    item = due(office, "2024-02-27")["khok_nong_na", "2"]
    assert (item.days, item.working_days, item.late, item.person) == (-7, -4, True, clerk.id)


def test_nobody_is_late_before_the_letter_was_written(office: Store) -> None:
    item = due(office, "2024-02-16")["khok_nong_na", "1"]
    assert (item.days < 0, item.counted, item.late) == (True, False, False)


@pytest.mark.parametrize(("day", "late"), [(20, False), (21, True)])
def test_what_was_submitted_is_late_only_if_it_was_submitted_late(opened: Opener, day: int, late: bool) -> None:
    store = opened(clock=FixedClock(datetime(2024, 2, day, 23, 0)))
    fill(store)
    submit(store)
    item = due(store, "2024-03-15")["khok_nong_na", "2"]
    assert (item.late, item.phase) == (late, Phase.SUBMITTED)
    assert item.submitted_at == datetime(2024, 2, day, 23, 0, tzinfo=BANGKOK)


@pytest.mark.parametrize(("moment", "late"), [("15:59", False), ("16:31", True)])
def test_a_deadline_with_a_time_of_day_is_held_to_it(moment: str, late: bool) -> None:
    own = replace(INDICATOR, deadlines={"2": Deadline(date(2024, 2, 20), time(16, 30))})
    pack = replace(PACK, indicators=(own,), rounds=(PACK.round("2"),))
    now = datetime.fromisoformat(f"2024-02-20T{moment}").replace(tzinfo=BANGKOK)
    (item,) = due_list(pack, {}, {}, now, {})
    assert item.late is late


def test_the_most_pressing_comes_first_and_what_is_done_last(office: Store) -> None:
    fill(office)
    submit(office)
    found = list(due(office, "2024-02-16"))
    assert found[-1] == ("khok_nong_na", "2")
    ends = [item.end for item in due(office, "2024-02-16").values()][:-1]
    assert ends == sorted(ends)
