"""The list of deadlines: what is late and by whom comes first."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from cdd_desktop.clock import BANGKOK, CLOCK_IMPLAUSIBLE, FixedClock
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_due import NOBODY, DueReport, due_list_of
from cdd_desktop.reports.pdf import write_due
from cdd_desktop.store import Store, duties
from cdd_desktop.store.duties import WRONG_CLOCK
from cdd_desktop.store.holidays import set_holiday
from cdd_desktop.store.people import first_people, people
from tests.store.kit import CLOCK, OFFICE
from tests.store.rounds_kit import PACK, fill, submit

ARABIC = Options(thai_digits=False)


def listed(folder: Path, day: int, *, sent: bool = False) -> DueReport:
    with Store.open(folder, CLOCK, state_dir=folder / "state") as store:
        if store.office() is None:
            store.set_office(OFFICE)
            first_people(store)
            officer = next(one for one in people(store) if one.name == OFFICE.officers[0])
            duties.assign(store, PACK, PACK.indicator_by_id["khok_nong_na"], officer.id)
        if sent:
            fill(store)
            submit(store)
        return due_list_of(store, PACK, datetime(2024, 2, day, 9, tzinfo=BANGKOK), ARABIC)


def test_what_is_ahead_says_days_and_working_days_and_who(tmp_path: Path) -> None:
    rows = {(row.mission, row.round_id): row for row in listed(tmp_path, 16).rows}
    row = rows["khok_nong_na", "2"]
    assert (row.standing, row.pressing, row.sent) == ("เหลือ 4 วัน (2 วันทำการ)", False, False)
    assert row.who == OFFICE.officers[0]
    assert rows["otop", "2"].who == NOBODY
    assert "ไม่นับว่าล่าช้า" in rows["khok_nong_na", "1"].standing


def test_late_ones_stand_first_and_what_is_sent_last(tmp_path: Path) -> None:
    report = listed(tmp_path, 22)
    assert report.rows[0].pressing
    assert report.rows[0].standing == "เลยกำหนด 2 วัน (2 วันทำการ)"
    assert "เลยกำหนดแล้ว" in report.count
    after = listed(tmp_path, 22, sent=True)
    assert (after.rows[-1].mission, after.rows[-1].sent) == ("khok_nong_na", True)
    assert after.rows[-1].standing == "ส่งโดย ไม่ระบุชื่อ เมื่อ 20 ก.พ. 2567 16.30 น."


def test_who_has_most_late_ones_is_named_first(tmp_path: Path) -> None:
    assert listed(tmp_path, 16).by_person == f"ค้างส่ง: {NOBODY} 31, {OFFICE.officers[0]} 3"
    assert listed(tmp_path, 22).by_person == f"ค้างส่ง: {NOBODY} 31 (เลยกำหนด 10), {OFFICE.officers[0]} 3 (เลยกำหนด 1)"


def test_a_deadline_on_a_closed_day_says_so_and_stays(tmp_path: Path) -> None:
    with Store.open(tmp_path, CLOCK, state_dir=tmp_path / "state") as store:
        store.set_office(OFFICE)
        set_holiday(store, date(2024, 2, 20), "วันหยุดพิเศษ")
    rows = {(row.mission, row.round_id): row for row in listed(tmp_path, 16).rows}
    assert rows["khok_nong_na", "2"].deadline == "20 ก.พ. 2567 (ตรงกับวันหยุดพิเศษ)"
    assert rows["khok_nong_na", "2"].standing == "เหลือ 4 วัน (1 วันทำการ)"


@pytest.mark.parametrize("year", [1980, 2068])
def test_a_wrong_clock_makes_nobody_late_and_counts_no_days(tmp_path: Path, year: int) -> None:
    wrong = FixedClock(datetime(year, 6, 1), CLOCK_IMPLAUSIBLE)
    with Store.open(tmp_path, wrong, state_dir=tmp_path / "state") as store:
        store.set_office(OFFICE)
        fill(store)
        submit(store)
        report = due_list_of(store, PACK, wrong.now(), ARABIC)
    assert not any(row.pressing for row in report.rows)
    assert WRONG_CLOCK in report.count
    assert all("เหลือ" not in row.standing and "เลยกำหนด" not in row.standing for row in report.rows)
    sent = next(row for row in listed(tmp_path, 22).rows if row.sent)
    assert "นาฬิกาเครื่องไม่น่าเชื่อถือ" in sent.standing
    assert "หลังกำหนด" not in sent.standing


def test_what_was_sent_late_says_by_how_much(tmp_path: Path) -> None:
    late = FixedClock(datetime(2024, 2, 23, 9))
    with Store.open(tmp_path, late, state_dir=tmp_path / "state") as store:
        store.set_office(OFFICE)
        fill(store)
        submit(store)
    assert listed(tmp_path, 25).rows[-1].standing == "ส่งโดย ไม่ระบุชื่อ เมื่อ 23 ก.พ. 2567 09.00 น. หลังกำหนด 3 วัน"


def test_the_list_goes_on_paper(tmp_path: Path) -> None:
    write_due(listed(tmp_path, 22), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
