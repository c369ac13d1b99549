from datetime import date, datetime

import pytest

from cdd_desktop.thai.dates import (
    fiscal_quarter,
    fiscal_year,
    long_date,
    parse_date,
    show_date,
    show_datetime,
)
from cdd_desktop.thai.digits import to_arabic, to_thai

DAY = date(2024, 2, 20)


@pytest.mark.parametrize(
    "text",
    [
        "20/2/2567",
        "20/02/2567",
        "20-2-2567",
        "20.2.2567",
        "20 2 2567",
        "20/2/67",
        "20/2/2024",
        "2024-02-20",
        "2567-02-20",
        "๒๐/๒/๒๕๖๗",
        "20 ก.พ. 2567",
        "20 ก.พ.2567",
        "20 กพ 2567",
        "20 ก.พ. 67",
        "๒๐ กุมภาพันธ์ ๒๕๖๗",
        "20 กุมภาพันธ์ พ.ศ. 2567",
        "20 กุมภาพันธ์ ค.ศ. 2024",
        "วันที่ 20 กุมภาพันธ์ 2567",
        "  20   กุมภาพันธ์  2567 ",
    ],
)
def test_every_usual_writing_of_a_day_is_read(text: str) -> None:
    assert parse_date(text) == DAY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("20/2/3110", "3110"),
        ("20/2/2442", "2442"),
        ("20/2/1899", "1899"),
        ("20/2/0067", "0067"),
        ("20/2/2200", "2200"),
        ("20 ก.พ. ค.ศ. 2567", "ศักราช"),
        ("20 ก.พ. พ.ศ. 2024", "ศักราช"),
        ("20 ก.พ. ค.ศ. 24", "4 หลัก"),
        ("30/2/2567", "30 ก.พ. 2567"),
        ("29/2/2566", "29 ก.พ. 2566"),
        ("1/13/2567", "13"),
        ("20/2/567", "อ่าน"),
        ("20 กุมภา 2567", "อ่าน"),
        ("พรุ่งนี้", "อ่าน"),
        ("", "อ่าน"),
        ("20/2", "อ่าน"),
    ],
)
def test_what_cannot_be_a_day_is_refused_in_thai(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_date(text)


def test_the_leap_day_of_2567_exists() -> None:
    assert parse_date("29/2/2567") == date(2024, 2, 29)


def test_a_shown_date_is_read_back_for_every_day_of_a_leap_year() -> None:
    first = date(2024, 1, 1).toordinal()
    for day in map(date.fromordinal, range(first, first + 366)):
        assert parse_date(show_date(day)) == day
        assert parse_date(to_thai(long_date(day))) == day


def test_days_are_shown_in_the_buddhist_era() -> None:
    assert show_date(DAY) == "20 ก.พ. 2567"
    assert long_date(DAY) == "20 กุมภาพันธ์ 2567"
    assert show_datetime(datetime(2024, 3, 13, 16, 5)) == "13 มี.ค. 2567 16.05 น."


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2023, 9, 30), 2566, 4),
        (date(2023, 10, 1), 2567, 1),
        (date(2023, 12, 31), 2567, 1),
        (date(2024, 1, 1), 2567, 2),
        (date(2024, 3, 31), 2567, 2),
        (date(2024, 4, 1), 2567, 3),
        (date(2024, 9, 30), 2567, 4),
    ],
)
def test_the_fiscal_year_starts_in_october(day: date, year: int, quarter: int) -> None:
    assert (fiscal_year(day), fiscal_quarter(day)) == (year, quarter)


def test_digits_change_and_nothing_else() -> None:
    assert to_thai("ร้อยละ 76.92 (10/13)") == "ร้อยละ ๗๖.๙๒ (๑๐/๑๓)"
    assert to_arabic("๐๑๒๓๔๕๖๗๘๙ ๆ") == "0123456789 ๆ"
