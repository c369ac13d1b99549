"""``cdd-desktop read-workbook``: what a workbook that came back would change, and taking it in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from cdd_desktop.cli import main
from cdd_desktop.clock import FixedClock
from cdd_desktop.criteria.loader import load_pack
from cdd_desktop.reports.excel import passport
from cdd_desktop.store import EntryKey, Office, Store
from cdd_desktop.store.packs import keep_pack
from cdd_desktop.store.people import Role, first_people
from cdd_desktop.store.reopening import reopen
from tests.cli.conftest import CLOCK, Run

ROUND = "2567-q2/2"
NEXT_QUARTER = Path(__file__).parent.parent / "data" / "packs" / "2567-q3"
OFFICE = Office("2401", "สำนักงานตัวอย่าง", "ฉะเชิงเทรา", "เมืองฉะเชิงเทรา", "", "", ())
KEY = EntryKey("2567-q2", "khok_nong_na", "2", subject_id=OFFICE.code)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return the folder of an office with one mission filled in."""
    with Store.open(tmp_path / "data", CLOCK) as store:
        store.set_office(OFFICE)
        store.set_facts(KEY, {"activity_held": True, "learners_total": 104, "learners_applied": 80})
    return tmp_path / "data"


def facts(data: Path) -> dict[str, Any]:
    with Store.open_reader(data, CLOCK) as store:
        return store.facts(KEY)


@pytest.fixture
def workbook(run: Run, data: Path, tmp_path: Path) -> Path:
    """Return the round's workbook with a number changed, a number unreadable and an answer taken out."""
    out = tmp_path / "กลับมา.xlsx"
    assert run("report", "--data-dir", data, "--round", ROUND, "--form", "workbook", "--out", out).code == 0
    edits = {"learners_total": 110, "learners_applied": "หลายคน", "activity_held": None}
    book = openpyxl.load_workbook(out)
    for row in book.worksheets[1].iter_rows():
        name = str(row[5].value or "").removeprefix(f"{passport.KEY}khok_nong_na/")
        if name in edits:
            row[1].value = edits[name]
    book.save(out)
    return out


def test_the_preview_prints_the_rows_and_stores_nothing(run: Run, data: Path, workbook: Path) -> None:
    before = facts(data)
    ran = run("read-workbook", "--data-dir", data, workbook, "--preview")
    assert ran.code == 0
    assert [(row["fact"], row["sort"], row["old"], row["new"], row["taken"]) for row in ran.json] == [
        ("activity_held", "emptied", True, None, False),
        ("learners_total", "changed", 104, 110, True),
        ("learners_applied", "unreadable", 80, None, False),
    ]
    assert all("ช่อง B" in row["place"] for row in ran.json)
    assert facts(data) == before


def test_without_preview_what_nobody_has_to_decide_is_stored_as_one_action(
    run: Run, data: Path, workbook: Path
) -> None:
    assert run("read-workbook", "--data-dir", data, workbook).code == 0
    assert facts(data) == {"activity_held": True, "learners_total": 110, "learners_applied": 80}
    with Store.open(data, CLOCK) as store:
        assert store.undo_label() == "อ่านจากสมุดงาน Excel 1 ช่อง"
        store.undo()
    assert facts(data)["learners_total"] == 104


def test_read_again_nothing_is_left_to_take(run: Run, data: Path, workbook: Path) -> None:
    run("read-workbook", "--data-dir", data, workbook)
    assert [row["fact"] for row in run("read-workbook", "--data-dir", data, workbook).json if row["taken"]] == []


def test_a_file_of_another_kind_is_refused_in_words(run: Run, data: Path, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"a,b\n1,2\n")
    ran = run("read-workbook", "--data-dir", data, tmp_path / "x.xlsx")
    assert ran.code != 0
    assert "CSV" in ran.err
    assert ran.out == ""


def test_a_workbook_of_another_office_is_refused(run: Run, data: Path, workbook: Path) -> None:
    with Store.open(data, CLOCK) as store:
        store.set_office(Office("2402", "สำนักงานอื่น", "ฉะเชิงเทรา", "บางคล้า", "", "", ()))
    ran = run("read-workbook", "--data-dir", data, workbook)
    assert ran.code != 0
    assert "สำนักงานอื่น" in ran.err


def test_a_workbook_of_a_quarter_that_is_over_is_taken_only_where_its_round_was_opened_again(
    data: Path, workbook: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    later = FixedClock(datetime(2024, 6, 3, 9, 0))
    with Store.open(data, CLOCK) as store:
        keep_pack(store, load_pack(NEXT_QUARTER), {})
    words = ["read-workbook", "--data-dir", str(data), str(workbook)]
    assert main([*words, "--preview"], later) == 0
    assert main(words, later) == 2
    assert "ดูได้อย่างเดียว" in capsys.readouterr().err
    assert facts(data)["learners_total"] == 104
    with Store.open(data, later) as store:
        store.set_office(replace(OFFICE, head="นางตัวอย่าง หนึ่ง"))
        store.person = next(person.id for person in first_people(store) if person.role is Role.HEAD)
        reopen(store, KEY.pack, KEY.round, KEY.subject_id, "จังหวัดให้แก้", "รอบที่ 2")
    assert main(words, later) == 0
    assert facts(data)["learners_total"] == 110
