"""The history in words and on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from cdd_desktop.clock import CLOCK_IMPLAUSIBLE
from cdd_desktop.reports.content import OfficeText, Options
from cdd_desktop.reports.content_history import history_report
from cdd_desktop.reports.history_words import act_texts, meant_by, title_text
from cdd_desktop.reports.pdf import write_history
from cdd_desktop.store import FieldChange, Meant, OfficeItem
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


def test_other_kinds_are_told_with_names_days_and_levels_never_ids() -> None:
    def lines(kind: str, *fields: FieldChange, key: tuple[str, ...] = (), **more: object) -> list[str]:
        return act_texts([item(*fields, kind=kind, **{"key": key, **more})], PACKS, {"p1": "นายสมมุติ ตั้งใจ"})

    entry = (PACK.id, LEARN.id, "2", "office", "2499")
    assert lines("duty", FieldChange("person", None, "p1"), key=entry[:2]) == ["ผู้รับผิดชอบ: นายสมมุติ ตั้งใจ"]
    assert lines("document", FieldChange("date", None, "2024-02-16")) == ["ลงวันที่: 16 ก.พ. 2567"]
    assert lines("person", FieldChange("role", "clerk", "head")) == ["หน้าที่: ผู้บันทึก → หัวหน้าสำนักงาน"]
    sent = FieldChange("result", None, {"grade": "B", "outcome": "graded"})
    assert lines("submission", sent, key=entry) == ["ผลที่ส่ง: ระดับ B"]
    assert lines("reported", FieldChange("value", 1104, 1200), key=(*entry, "total")) == [
        "ผู้เรียนรู้ทั้งหมด: 1,104 คน → 1,200 คน"
    ]
    assert lines("evidence", key=entry, removed=True, thing="แปลงผัก") == ["ลบ: แปลงผัก"]
    day = ("2499", "2024-02-26")
    assert lines("holiday", FieldChange("off", None, True), key=day) == ["26 ก.พ. 2567: ชดเชยวันมาฆบูชา → วันทำการ"]
    assert lines("settings", FieldChange("recovery_recipient", None, "age1xyz")) == ["กุญแจกู้คืนของจังหวัด: ตั้งไว้แล้ว"]
    gone = FieldChange("no_longer_asked", 1, 2)
    assert lines("entry", gone, key=entry) == ["ข้อมูลที่เกณฑ์ปัจจุบันไม่มีแล้ว: 1 → 2"]


def test_a_text_means_numbers_days_fields_and_people_too() -> None:
    names = {"p1": "นายสมมุติ ตั้งใจ"}
    assert "1250000" in meant_by("๑,๒๕๐,๐๐๐", PACKS, names).spellings
    assert "2024-02-16" in meant_by("16 ก.พ. 2567", PACKS, names).spellings
    assert "total" in meant_by("ผู้เรียนรู้ทั้งหมด", PACKS, names).fields
    assert "caption" in meant_by("คำบรรยาย", PACKS, names).fields
    assert meant_by("สมมุติ", PACKS, names).people == ("p1",)
    assert meant_by("ก", PACKS, names) == Meant()


def test_an_action_is_named_with_what_was_taken_back_or_done_again() -> None:
    assert title_text([item(label="วางข้อมูล 12 แถว", undo=True)], PACKS).startswith("เลิกทำ: วางข้อมูล 12 แถว")
    assert title_text([item(label="วางข้อมูล 12 แถว", undo=True, again=True)], PACKS).startswith("ทำซ้ำ: วางข้อมูล 12 แถว")


def test_a_name_that_came_from_elsewhere_turns_and_hides_nothing() -> None:
    odd = "ภาพ\u202egpj.exe\x1b[2K"
    entry = (PACK.id, LEARN.id, "2", "office", "2499")
    added = item(FieldChange("name", None, odd), kind="evidence", key=entry, label=f"ลบ “{odd}”")
    gone = replace(added, fields=(), removed=True, thing=odd)
    assert title_text([added], PACKS).startswith("ลบ “ภาพgpj.exe[2K”")
    assert act_texts([added], PACKS, {}) == ["ไฟล์: ภาพgpj.exe[2K"]
    assert act_texts([gone], PACKS, {}) == ["ลบ: ภาพgpj.exe[2K"]


def test_where_there_are_several_quarters_each_is_named() -> None:
    packs = {**PACKS, "other": replace(PACK, id="other")}
    assert title_text([item()], packs).endswith(PACK.period_title)
    assert PACK.period_title not in title_text([item()], PACKS)


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
