"""The history in words and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.reports.content import OfficeText, Options
from cdd_desktop.reports.content_history import history_report
from cdd_desktop.reports.history_words import act_texts, title_text
from cdd_desktop.reports.pdf import write_history
from cdd_desktop.store import FieldChange, OfficeItem
from tests.reports.sample import LEARN, PACK

PACKS = {PACK.id: PACK}
DAY = date(2024, 2, 16)


def item(*fields: FieldChange, label: str = "แก้ไข", indicator: str = LEARN.id, **more: object) -> OfficeItem:
    plain = OfficeItem(
        "a1", label, "entry", "r1", (PACK.id, indicator, "2", "office", "2499"), "p", "นางสาวตัวอย่าง ใจดี",
        "2024-02-16T09:30:00+07:00", 0, False, None, "", fields,
    )  # fmt: skip
    return OfficeItem(**{**vars(plain), **more})


def test_fields_are_told_as_people_read_them() -> None:
    act = [item(FieldChange("held", None, True), FieldChange("total", 1104, 1200), FieldChange("facts", None, {}))]
    assert act_texts(act, PACKS, {}) == ["มีกิจกรรมการเรียนรู้: ว่าง → มี", "ผู้เรียนรู้ทั้งหมด: 1,104 คน → 1,200 คน"]


def test_an_action_is_named_with_what_was_taken_back_or_done_again() -> None:
    assert title_text([item(label="วางข้อมูล 12 แถว", undo=True)], PACKS).startswith("เลิกทำ: วางข้อมูล 12 แถว")
    assert title_text([item(label="วางข้อมูล 12 แถว", undo=True, again=True)], PACKS).startswith("ทำซ้ำ: วางข้อมูล 12 แถว")


def test_an_action_on_several_missions_names_each() -> None:
    act = [item(FieldChange("total", 1, 2)), item(FieldChange("income", None, "5.00"), indicator="spread")]
    assert title_text(act, PACKS) == "แก้ไข · 2 รายการ"
    assert act_texts(act, PACKS, {})[0].startswith("ภารกิจ 1 ")


def test_a_doubtful_clock_is_said_and_an_unlock_tells_why() -> None:
    report = history_report(
        [[item(reason="จังหวัดส่งคืน", clock=CLOCK_IMPLAUSIBLE)]],
        PACKS, {}, OfficeText(name="สำนักงานตัวอย่าง"), DAY, Options(thai_digits=False), whole=5,
    )  # fmt: skip
    (row,) = report.rows
    assert "ไม่น่าเชื่อถือ" in row.when
    assert row.reason == "จังหวัดส่งคืน"
    assert report.count == "5 รายการ ใหม่สุดอยู่บน พิมพ์ 1 รายการล่าสุด"


def test_a_long_history_goes_over_pages_and_a_row_of_many_fields_is_cut(tmp_path: Path) -> None:
    many = item(*(FieldChange("total", number, number + 1) for number in range(200)))
    report = history_report([[many]] * 30, PACKS, {}, OfficeText(name="สำนักงานตัวอย่าง"), DAY, Options())
    write_history(report, tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")
