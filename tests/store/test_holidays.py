"""Working days between two days; the bundled holidays and what the office makes of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.store import Store
from cdd_desktop.store.holidays import bundled, holidays, is_working_day, remove_holiday, set_holiday, working_days
from tests.store.kit import OFFICE


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2024-02-19", "2024-02-19", 0),
        ("2024-02-19", "2024-02-20", 1),
        ("2024-02-16", "2024-02-20", 2),  # over a weekend
        ("2024-02-23", "2024-02-27", 1),  # Makha Bucha on a Saturday, made up for on the Monday
        ("2024-04-05", "2024-04-17", 4),  # Chakri Day and Songkran
        ("2023-12-28", "2024-01-02", 1),
        ("2024-02-20", "2024-02-16", -2),
        ("2024-05-01", "2024-05-02", 1),
        ("2024-04-30", "2024-05-01", 1),  # Labour Day is a working day of offices
    ],
)
def test_working_days_leave_out_weekends_and_holidays(start: str, end: str, days: int) -> None:
    assert working_days(date.fromisoformat(start), date.fromisoformat(end), bundled()) == days


def test_working_days_are_those_counted_one_by_one() -> None:
    start = date(2023, 12, 1)
    for length in range(60):
        end = start + timedelta(days=length)
        one_by_one = sum(is_working_day(start + timedelta(days=day + 1), bundled()) for day in range(length))
        assert working_days(start, end, bundled()) == one_by_one == -working_days(end, start, bundled())


def test_the_bundled_list_covers_four_years_with_a_name_for_each_day() -> None:
    assert set(Counter(day.year for day in bundled())) == {2023, 2024, 2025, 2026}
    assert all(bundled().values())
    for year in range(2023, 2027):
        for day in ("01-01", "04-06", "04-13", "05-04", "06-03", "07-28", "08-12", "10-13", "10-23", "12-05", "12-31"):
            assert date.fromisoformat(f"{year}-{day}") in bundled()


def test_every_holiday_on_a_weekend_is_made_up_for_near_by() -> None:
    moved_forward = {date(2023, 12, 31)}  # by the cabinet, to the Friday before
    for day in bundled():
        if day.weekday() >= 5 and day not in moved_forward:
            after = [day + timedelta(days=number) for number in range(1, 4)]
            assert any(item in bundled() for item in after), day


def test_the_office_adds_names_and_removes_days_and_can_undo_it(store: Store) -> None:
    store.set_office(OFFICE)
    extra, bundled_day = date(2024, 3, 1), date(2024, 2, 26)
    set_holiday(store, extra, " วันหยุดของจังหวัด ")
    remove_holiday(store, bundled_day)
    assert holidays(store)[extra] == "วันหยุดของจังหวัด"
    assert bundled_day not in holidays(store)
    remove_holiday(store, extra)
    assert extra not in holidays(store)
    set_holiday(store, bundled_day, "วันมาฆบูชา")
    assert holidays(store)[bundled_day] == "วันมาฆบูชา"
    for _ in range(4):
        store.undo()
    assert holidays(store) == dict(bundled())
    with pytest.raises(UserError):
        set_holiday(store, extra, " ")
