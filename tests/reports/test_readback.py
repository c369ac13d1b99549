"""A workbook that was filled in elsewhere, read back."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from cdd_desktop.errors import UserError
from cdd_desktop.reports.excel import passport
from cdd_desktop.reports.excel.reading import read_bytes, read_workbook
from cdd_desktop.reports.readback import Sort, belongs
from tests.reports.readback_kit import OFFICE, PACK, PACKS, fill, read, some, write
from tests.reports.workbooks import hostile


@pytest.mark.parametrize("thai_digits", [True, False])
@pytest.mark.parametrize("seed", [0, 1, 7])
def test_a_workbook_that_nobody_touched_changes_nothing(tmp_path: Path, seed: int, thai_digits: bool) -> None:
    facts = {item.id: {fact.id: some(fact, seed) for fact in item.facts} for item in PACK.indicators_in("2")}
    write(tmp_path / "a.xlsx", facts, thai_digits=thai_digits)
    assert read(tmp_path / "a.xlsx", facts) == {}
    everything = {f"{name}/{fact}": value for name, values in facts.items() for fact, value in values.items()}
    empty = {name: {} for name in facts}
    book = read_workbook(tmp_path / "a.xlsx")
    given = book.given(PACK)
    found = {
        f"{name}/{fact}": PACK.indicator_by_id[name].fact_by_id[fact].kind.to_json(cell.value)
        for name, cells in given.items()
        for fact, cell in cells.items()
        if cell.value is not None
    }
    kinds = {f"{item.id}/{fact.id}": fact.kind for item in PACK.indicators_in("2") for fact in item.facts}
    assert {key: kinds[key].from_json(value) for key, value in found.items()} == {
        key: kinds[key].from_json(value) for key, value in everything.items()
    }
    later = read(tmp_path / "a.xlsx", empty).values()
    assert {row.sort for row in later} == {Sort.NEWER}
    assert not any(row.taken_at_first for row in later), "what the program changed since stays as it is"


def test_what_was_typed_comes_back_with_its_place(tmp_path: Path) -> None:
    now = {"khok_nong_na": {"activity_held": True, "learners_total": 104, "learners_applied": 80}}
    write(tmp_path / "a.xlsx", now)
    fill(tmp_path / "a.xlsx", {"khok_nong_na/learners_applied": "๙๐ ", "khok_nong_na/activity_held": "ไม่มี"})
    rows = read(tmp_path / "a.xlsx", now)
    assert {key: (row.sort, row.old, row.new) for key, row in rows.items()} == {
        "khok_nong_na/learners_applied": (Sort.CHANGED, 80, 90),
        "khok_nong_na/activity_held": (Sort.CHANGED, True, False),
    }
    assert "ช่อง B" in rows["khok_nong_na/learners_applied"].place
    assert all(row.taken_at_first for row in rows.values())


def test_a_row_that_was_moved_is_still_found(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {})
    fill(tmp_path / "a.xlsx", {"otop/products_new": 6}, lambda sheet: sheet.insert_rows(3, 4))
    rows = read(tmp_path / "a.xlsx", {})
    assert {key: (row.sort, row.new) for key, row in rows.items()} == {"otop/products_new": (Sort.NEW, 6)}


def test_places_of_a_list_are_read_one_by_one(tmp_path: Path) -> None:
    now = {"thai_fabric": {"pr_monthly": [4]}}
    write(tmp_path / "a.xlsx", now)
    fill(tmp_path / "a.xlsx", {"thai_fabric/pr_monthly/1": 5})
    assert read(tmp_path / "a.xlsx", now)["thai_fabric/pr_monthly"].new == [4, 5]


def test_what_both_sides_changed_is_not_taken_unless_somebody_says_so(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 104}})
    fill(tmp_path / "a.xlsx", {"khok_nong_na/learners_total": 110})
    row = read(tmp_path / "a.xlsx", {"khok_nong_na": {"learners_total": 108}})["khok_nong_na/learners_total"]
    assert (row.sort, row.old, row.new, row.taken_at_first, row.can_be_taken) == (Sort.BOTH, 108, 110, False, True)
    assert "104" in row.why


def test_an_emptied_cell_does_not_erase_unless_somebody_says_so(tmp_path: Path) -> None:
    now = {"khok_nong_na": {"learners_total": 104}}
    write(tmp_path / "a.xlsx", now)
    fill(tmp_path / "a.xlsx", {"khok_nong_na/learners_total": None})
    row = read(tmp_path / "a.xlsx", now)["khok_nong_na/learners_total"]
    assert (row.sort, row.new, row.taken_at_first, row.can_be_taken) == (Sort.EMPTIED, None, False, True)


def test_a_mission_that_was_submitted_takes_nothing(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {})
    fill(tmp_path / "a.xlsx", {"otop/products_new": 6})
    row = read(tmp_path / "a.xlsx", {}, {"otop": "ส่งแล้ว"})["otop/products_new"]
    assert (row.sort, row.why, row.can_be_taken) == (Sort.LOCKED, "ส่งแล้ว", False)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("ประมาณ 80", "ตัวเลข"),
        (-5, "ติดลบ"),
        (1.5, "จำนวนเต็ม"),
        (True, "มีหรือไม่มี"),
        (date(2024, 2, 1), "วันที่"),
        (1e300, ""),
    ],
)
def test_what_is_no_value_is_refused_at_its_cell(tmp_path: Path, typed: object, word: str) -> None:
    write(tmp_path / "a.xlsx", {})
    fill(tmp_path / "a.xlsx", {"khok_nong_na/learners_total": typed})
    row = read(tmp_path / "a.xlsx", {})["khok_nong_na/learners_total"]
    assert (row.sort, row.can_be_taken) == (Sort.UNREADABLE, False)
    assert word in row.why
    assert row.place.startswith("แผ่นงาน “")


def test_a_row_that_was_copied_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {})
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[1]
    sheet.append([None, 5, None, None, None, f"{passport.KEY}khok_nong_na/learners_total"])
    book.save(tmp_path / "a.xlsx")
    assert read(tmp_path / "a.xlsx", {})["khok_nong_na/learners_total"].sort is Sort.UNREADABLE


def test_grades_and_words_of_the_sheet_cannot_be_typed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.xlsx", {})
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[1]
    assert sheet.protection.sheet
    unlocked = {cell.coordinate[0] for row in sheet.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {"B"}


@pytest.mark.parametrize("name", sorted(hostile()))
def test_a_hostile_workbook_is_refused_in_words(name: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(hostile()[name])
    assert "ข้อมูลในโปรแกรมไม่เปลี่ยน" in caught.value.message
    assert caught.value.hint


def test_a_newer_workbook_says_that_the_program_is_old() -> None:
    raw = json.loads("".join(passport.Passport("p", 1, "1", "", {}).pieces()))
    with pytest.raises(UserError, match="รุ่นใหม่กว่า"):
        passport.read_passport([json.dumps({**raw, "format": 2})])


def test_a_long_passport_goes_into_several_cells() -> None:
    made = passport.Passport("p", 1, "1", "2499", {"m": {f"f{at}": "ก" * 100 for at in range(300)}})
    assert len(made.pieces()) > 1
    assert passport.read_passport(made.pieces()) == made


def test_another_office_and_an_unknown_round_are_refused() -> None:
    assert belongs(passport.Passport("2567-q2", 1, "2", OFFICE, {}), PACKS, OFFICE) is PACK
    with pytest.raises(UserError, match="สำนักงานอื่น"):
        belongs(passport.Passport("2567-q2", 1, "2", "2401", {}), PACKS, OFFICE)
    with pytest.raises(UserError, match="ไม่มี"):
        belongs(passport.Passport("2567-q2", 1, "9", OFFICE, {}), PACKS, OFFICE)


def test_a_file_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="เปิดไฟล์"):
        read_workbook(tmp_path / "none.xlsx")
    with pytest.raises(UserError, match="เปิดไฟล์"):
        read_workbook(tmp_path)
