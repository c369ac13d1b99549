"""What certification pages, evidence sheets, blank forms, chat texts and archives say of a round."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cdd_desktop.criteria.grading import result_json
from cdd_desktop.criteria.result import Outcome
from cdd_desktop.reports.content import MissionInput, OfficeText, Options, Verbatim
from cdd_desktop.reports.content_archive import round_data
from cdd_desktop.reports.content_blank import blank_form
from cdd_desktop.reports.content_certificate import Certificate, certificate, facts_hash
from cdd_desktop.reports.content_evidence import OtherFile, Picture, evidence_sheets
from cdd_desktop.reports.content_letter import grades_text
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_text import chat_text
from cdd_desktop.store import EntryKey
from cdd_desktop.store.submissions import Act, Phase, State, Submission
from cdd_desktop.thai.words import without_marks
from tests.reports.sample import OFFICE, PACK, PRINTED, SPREAD, entry

GRADED = entry({"held": True, "total": 104, "applied": 80}, note="ครบแล้ว")
OPEN = entry({"income": Decimal("12.50")}, SPREAD, previous={"monthly": (4, 3), "virtues": ("honesty",)})
PLAIN = Options(thai_digits=False)
HEAD = Act("c1", "s1", "p2", OFFICE.head, OFFICE.head_position, "2024-02-19T15:05:00+07:00", 0)
UNLOCK = replace(HEAD, id="u1", submission="s0", at="2024-02-18T09:00:00+07:00", clock=2, reason="แก้จำนวนผู้เรียนรู้")


def sent(item: MissionInput, *, number: int = 1, revision: int = 1, pdf: str = "", **changes: Any) -> Submission:
    facts = {name: item.indicator.fact_by_id[name].kind.to_json(value) for name, value in item.facts.items()}
    made = Submission(
        id=f"s{number}",
        key=EntryKey(PACK.id, item.indicator.id, "2", "office", "2499"),
        number=number,
        facts=facts,
        note=item.note,
        result=result_json(item.result, item.indicator),
        pack_revision=revision,
        criteria_hash="ab12" * 16,
        person="p1",
        name="นายสมมุติ ตั้งใจ",
        position="นักวิชาการพัฒนาชุมชน",
        at="2024-02-16T10:30:00+07:00",
        clock=0,
        pdf=pdf,
    )
    return replace(made, **changes)


def certified(item: MissionInput, **changes: Any) -> State:
    return State(Phase.CERTIFIED, sent(item, **changes), HEAD)


def page(states: Mapping[str, State], options: Options = PLAIN) -> Certificate:
    return certificate([GRADED, OPEN], states, OFFICE, PRINTED, options)


# --- certification ---------------------------------------------------------------------------------------------------


def test_the_certificate_says_who_sent_and_who_certified_when() -> None:
    made = page({"learn": certified(GRADED), "spread": certified(OPEN)})
    row = made.rows[0]
    assert without_marks(row.sent) == "นายสมมุติ ตั้งใจ\n16 ก.พ. 2567 10.30 น."
    assert without_marks(row.certified) == "นางสาวตัวอย่าง ใจดี\n19 ก.พ. 2567 15.05 น."
    assert [item.grade for item in made.rows] == ["B", "–"]
    assert made.standing == "รับรองแล้ว 2 จาก 2 ภารกิจ"
    assert not made.draft
    assert made.criteria == (f"เกณฑ์ชุด sample ฉบับแก้ไข 1 รหัสเกณฑ์ {'ab12' * 3}",)


def test_a_round_is_a_draft_until_all_of_it_is_certified() -> None:
    waiting = State(Phase.SUBMITTED, sent(OPEN, incomplete=True))
    made = page({"learn": certified(GRADED), "spread": waiting})
    assert made.draft
    assert made.rows[1].certified == ""
    assert made.rows[1].sent.endswith("\n(ข้อมูลไม่ครบ)")
    nothing = page({})
    assert nothing.draft
    assert {(row.grade, row.sent, row.facts_hash) for row in nothing.rows} == {("–", "", "")}


def test_the_certified_grade_is_the_one_that_was_sent_whatever_the_facts_are_now() -> None:
    later = replace(GRADED, facts={"held": True, "total": 100, "applied": 100})
    made = certificate([later], {"learn": certified(GRADED)}, OFFICE, PRINTED, PLAIN)
    assert made.rows[0].grade == "B"
    assert made.rows[0].facts_hash == facts_hash(sent(GRADED).facts)


def test_unlocks_and_withdrawals_print_with_their_reasons() -> None:
    state = replace(certified(GRADED), unlocks=(UNLOCK,), withdrawals=(replace(UNLOCK, reason="", clock=0),))
    first, second = page({"learn": state}).reopened
    assert (first.what, first.reason) == ("ปลดล็อกภารกิจที่ 1 ศูนย์เรียนรู้", "แก้จำนวนผู้เรียนรู้")
    assert (first.name, first.when) == (OFFICE.head, "18 ก.พ. 2567 09.00 น. (นาฬิกาเครื่องไม่แน่นอน)")
    assert second.what.startswith("ถอนการส่งภารกิจที่ 1")
    assert second.reason == "ไม่ระบุเหตุผล"


def test_criteria_that_were_renewed_between_two_submissions_are_both_named() -> None:
    states = {"learn": certified(GRADED), "spread": certified(OPEN, revision=2, criteria_hash="cd" * 32)}
    assert [text.split()[3] for text in page(states).criteria] == ["1", "2"]


def test_hashes_keep_their_digits_and_equal_facts_have_equal_hashes() -> None:
    digits = certified(GRADED, criteria_hash="1" * 64)
    made = page({"learn": digits}, Options())
    assert "111111111111" in made.criteria[0]
    assert made.rows[0].facts_hash == facts_hash({"total": 104, "applied": 80, "held": True})
    assert facts_hash({"a": 1}) != facts_hash({"a": 2})
    assert made.rows[0].no == "๑"


def test_a_time_that_cannot_be_read_is_said_to_be_unknown() -> None:
    made = page({"learn": certified(GRADED, at="soon")})
    assert made.rows[0].sent.endswith("\nไม่ทราบเวลา")


def test_a_report_says_who_sent_certified_and_reopened_it() -> None:
    state = replace(certified(GRADED, number=2), unlocks=(UNLOCK,))
    report = mission_report(GRADED, OFFICE, PRINTED, PLAIN, state)
    assert [(item.what, item.name, item.reason) for item in report.remarks] == [
        ("ปลดล็อก", OFFICE.head, "แก้จำนวนผู้เรียนรู้"),
        ("ส่งครั้งที่ 2", "นายสมมุติ ตั้งใจ", ""),
        ("รับรอง", OFFICE.head, ""),
    ]
    assert mission_report(GRADED, OFFICE, PRINTED, PLAIN).remarks == ()


# --- evidence --------------------------------------------------------------------------------------------------------


def test_a_picture_says_what_it_proves_and_when_it_was_taken() -> None:
    pictures = [
        Picture(bytes, "ประชุมครั้งที่ 2", "มีกิจกรรม", datetime(2024, 2, 3, 9, 5), "IMG_01.jpg"),
        Picture(bytes, taken=date(2024, 2, 4)),
    ]
    sheets = evidence_sheets(
        GRADED, pictures, OFFICE, PRINTED, Options(), files=[OtherFile("รายชื่อ 2567.pdf", "บัญชี 1", "กิจกรรม")]
    )
    first, second = sheets.pictures
    assert (first.number, first.caption, first.name) == ("ภาพที่ ๑", "ประชุมครั้งที่ 2", "IMG_01.jpg")
    assert tuple(map(without_marks, first.lines)) == ("ใช้ยืนยัน: มีกิจกรรม", "ถ่ายเมื่อ ๓ กุมภาพันธ์ ๒๕๖๗ เวลา ๐๙.๐๕ น.")
    assert second.lines == ("ถ่ายเมื่อ ๔ กุมภาพันธ์ ๒๕๖๗",)
    assert sheets.files == (("รายชื่อ 2567.pdf", "บัญชี 1 · กิจกรรม"),)  # found by its name as it is; captions as typed


# --- blank forms -----------------------------------------------------------------------------------------------------


def test_a_blank_form_asks_every_fact_as_its_kind_is_answered() -> None:
    rows = {row.label: row for section in blank_form(OPEN, OFFICE, PRINTED, PLAIN).sections for row in section.rows}
    assert list(rows) == [fact.label for fact in SPREAD.facts]
    assert (rows["สื่อที่เผยแพร่"].answer, rows["สื่อที่เผยแพร่"].choices) == ("places", ("มกราคม", "กุมภาพันธ์"))
    assert (rows["รายได้"].answer, rows["รายได้"].unit) == ("number", "บาท")
    assert (rows["คุณธรรมที่ดำเนินการ"].answer, rows["คุณธรรมที่ดำเนินการ"].choices) == ("marks", ("สุจริต", "วินัย"))
    assert (rows["สื่อที่เผยแพร่"].before, rows["รายได้"].before) == ("4, 3", "")
    held = blank_form(GRADED, OFFICE, PRINTED, PLAIN).sections[0].rows[0]
    assert (held.answer, held.choices) == ("marks", ("มี", "ไม่มี"))


def test_a_blank_form_holds_no_value_of_this_round() -> None:
    form = blank_form(GRADED, OFFICE, PRINTED, PLAIN)
    assert "104" not in repr(form)
    assert "80" not in repr(form)


# --- chat ------------------------------------------------------------------------------------------------------------


def test_the_round_is_a_few_plain_lines() -> None:
    assert chat_text([GRADED, OPEN], OFFICE, PLAIN).splitlines() == [
        OFFICE.name,
        f"รอบที่ 2 {PACK.period_title}",
        "",
        "1. ศูนย์เรียนรู้: B (ร้อยละ 76.92)",
        "2. เผยแพร่: รายได้/สื่อ: ยังตัดสินไม่ได้ (กรอกแล้ว 1 จาก 3)",
        "",
        "รวม B 1, ยังตัดสินไม่ได้ 1",
        "กำหนดส่ง 20 กุมภาพันธ์ 2567",
    ]


def test_a_base_of_zero_is_undecided_on_every_paper_with_its_reason() -> None:
    item = entry({"held": True, "total": 0, "applied": 0})
    assert item.result.outcome is Outcome.NO_BASE
    said = chat_text([item], OFFICE, PLAIN).splitlines()
    assert "1. ศูนย์เรียนรู้: ยังตัดสินไม่ได้ (ฐานเป็นศูนย์)" in said
    assert "รวม ยังตัดสินไม่ได้ 1" in said
    assert grades_text([item]) == "ยังตัดสินไม่ได้ จำนวน 1 ภารกิจ"


def test_a_chat_text_of_a_draft_by_nobody_says_so() -> None:
    lines = chat_text([GRADED], OfficeText(), Options(draft=True)).splitlines()
    assert lines[0] == "รอบที่ ๒ ไตรมาส ๒ ปีงบประมาณ ๒๕๖๗ (ร่าง)"


# --- data ------------------------------------------------------------------------------------------------------------


def test_the_data_of_a_round_can_be_read_back_without_rounding() -> None:
    states = {"learn": replace(certified(GRADED, pdf="ef" * 32), unlocks=(UNLOCK,))}
    raw = round_data([GRADED, OPEN], states, OFFICE, PRINTED)
    assert raw == round_data([GRADED, OPEN], states, OFFICE, PRINTED)

    def refused(_: str) -> None:
        raise AssertionError("a float")

    data = json.loads(raw, parse_float=refused)
    first, second = data["missions"]
    assert first["facts"] == {"held": True, "total": 104, "applied": 80}
    assert first["result"]["measures"]["share"]["exact"] == "1000/13"
    assert (first["state"], first["submission"]["pdf_sha256"]) == ("certified", "ef" * 32)
    assert first["unlocks"][0]["reason"] == "แก้จำนวนผู้เรียนรู้"
    assert (second["state"], second["submission"], second["certification"]) == ("open", None, None)
    assert second["facts"] == {"income": "12.50"}
    assert data["pack"]["criteria_hash"] == PACK.criteria_hash == first["criteria_hash"]


def test_a_text_marked_verbatim_is_left_alone() -> None:
    made = page({"learn": certified(GRADED)}, Options())
    assert isinstance(made.rows[0].facts_hash, Verbatim)
    assert made.rows[0].facts_hash.isascii()
