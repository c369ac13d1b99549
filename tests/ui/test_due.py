"""Deadlines in words: days left or late, to the minute where the letter names one."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from cdd_desktop.clock import BANGKOK
from cdd_desktop.criteria.model import Deadline
from cdd_desktop.ui.due import DueState, current_round, due, due_of_round
from tests.ui.office import packs

LETTER = date(2024, 2, 6)


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BANGKOK)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("now", "state", "text"),
    [
        (at(2024, 2, 10, 8), DueState.LATER, "เหลือ 10 วัน"),
        (at(2024, 2, 17, 8), DueState.SOON, "เหลือ 3 วัน"),
        (at(2024, 2, 19, 23), DueState.SOON, "ครบกำหนดพรุ่งนี้"),
        (at(2024, 2, 20, 23, 59), DueState.SOON, "ครบกำหนดวันนี้"),
        (at(2024, 2, 21, 0, 1), DueState.LATE, "เลยกำหนด 1 วัน"),
        (at(2024, 2, 25, 8), DueState.LATE, "เลยกำหนด 5 วัน"),
        (at(2026, 3, 1, 8), DueState.LATE, "เลยกำหนดกว่า 2 ปี"),
    ],
)
def test_a_day_is_due_until_its_end(now: datetime, state: DueState, text: str) -> None:
    found = due(Deadline(date(2024, 2, 20)), LETTER, now)
    assert (found.state, found.text, found.when) == (state, text, "ส่งภายใน 20 ก.พ. 2567")


def test_a_time_of_day_is_late_one_minute_after() -> None:
    deadline = Deadline(date(2024, 2, 20), time(16, 30))
    assert due(deadline, LETTER, at(2024, 2, 20, 16, 30)).state is DueState.SOON
    late = due(deadline, LETTER, at(2024, 2, 20, 16, 31))
    assert (late.state, late.text) == (DueState.LATE, "เลยเวลา 16.30 น. ของวันนี้")


def test_what_was_due_before_the_letter_is_never_late() -> None:
    found = due(Deadline(date(2024, 1, 30)), LETTER, at(2024, 6, 1))
    assert found.state is DueState.NOT_COUNTED
    assert "ไม่นับว่าล่าช้า" in found.text


def test_nothing_is_due_where_the_indicator_takes_no_part() -> None:
    assert due(None, LETTER, at(2024, 2, 1)).state is DueState.NONE


@pytest.mark.parametrize(
    ("now", "round_id"),
    [(at(2024, 2, 7), "2"), (at(2024, 2, 21), "3"), (at(2024, 3, 25), "4"), (at(2024, 6, 1), "4")],
)
def test_the_first_round_still_ahead_is_opened(now: datetime, round_id: str) -> None:
    assert current_round(packs()["2567-q2"], now) == round_id


def test_a_round_of_a_single_mission_is_due_with_it() -> None:
    found = due_of_round(packs()["2567-q2"], "4", at(2024, 3, 25))
    assert found.when == "ส่งภายใน 31 มี.ค. 2567 (ตรงกับวันอาทิตย์)"


def test_working_days_stand_beside_the_days() -> None:
    holiday = {date(2024, 2, 19): "วันหยุดพิเศษ"}
    ahead = due(Deadline(date(2024, 2, 20)), LETTER, at(2024, 2, 16), holiday)
    assert ahead.days_text == "เหลือ 4 วัน (1 วันทำการ)"
    late = due(Deadline(date(2024, 2, 16)), LETTER, at(2024, 2, 20), holiday)
    assert late.days_text == "เลยกำหนด 4 วัน (1 วันทำการ)"
    today = due(Deadline(date(2024, 2, 20)), LETTER, at(2024, 2, 20), holiday)
    assert today.days_text == "ครบกำหนดวันนี้"
    tomorrow = due(Deadline(date(2024, 2, 20)), LETTER, at(2024, 2, 19), {})
    assert tomorrow.days_text == "ครบกำหนดพรุ่งนี้"


def test_a_deadline_on_a_closed_day_says_so_and_stays() -> None:
    found = due(Deadline(date(2024, 2, 26)), LETTER, at(2024, 2, 20), {date(2024, 2, 26): "ชดเชยวันมาฆบูชา"})
    assert found.when == "ส่งภายใน 26 ก.พ. 2567 (ตรงกับชดเชยวันมาฆบูชา)"
