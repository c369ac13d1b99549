"""The list of deadlines: what is late and by whom comes first."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from cdd_desktop.clock import BANGKOK
from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_due import NOBODY, DueReport, due_list_of
from cdd_desktop.reports.pdf import write_due
from cdd_desktop.store import Store, duties
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
    assert after.rows[-1].standing.startswith("ส่งแล้ว ส่งเมื่อ")


def test_the_list_goes_on_paper(tmp_path: Path) -> None:
    write_due(listed(tmp_path, 22), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
