"""What the mission report and the round's summary say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from cdd_desktop.reports.content import FactRow, MissionReport, Options
from cdd_desktop.reports.content_mission import mission_report
from cdd_desktop.reports.content_summary import round_summary
from tests.reports.sample import OFFICE, PRINTED, SPREAD, entry

ARABIC = Options(thai_digits=False)
THAI = Options(thai_digits=True)


def report(facts, indicator=None, options=ARABIC, **more) -> MissionReport:
    made = entry(facts, indicator, **more) if indicator else entry(facts, **more)
    return mission_report(made, OFFICE, PRINTED, options)


def rows(document: MissionReport) -> dict[str, FactRow]:
    return {row.label: row for section in document.sections for row in section.rows}


def test_a_fact_stands_with_its_unit_and_the_round_before() -> None:
    row = rows(report({"total": 1104}, previous={"total": 80}))["ผู้เรียนรู้ทั้งหมด"]
    assert (row.value, row.unit, row.previous, row.number, row.previous_number) == ("1,104", "คน", "80", 1104, 80)


def test_a_missing_fact_says_so_and_has_no_unit() -> None:
    row = rows(report({}))["ผู้เรียนรู้ทั้งหมด"]
    assert (row.value, row.unit, row.state, row.number) == ("ยังไม่ได้กรอก", "", "missing", None)


def test_an_unreadable_draft_is_shown_as_typed_and_never_as_a_number() -> None:
    document = report({"held": True, "total": 104}, drafts={"applied": "ประมาณ 80"})
    row = rows(document)["ผู้นำความรู้ไปใช้"]
    assert row.state == "unreadable"
    assert "ประมาณ 80" in row.value
    assert row.number is None
    assert any("ผู้นำความรู้ไปใช้" in problem for problem in document.problems)


def test_a_fact_that_cannot_be_is_refused_with_its_reason() -> None:
    document = report({"held": True, "total": 104, "applied": 105})
    assert document.outcome_id == "refused"
    assert rows(document)["ผู้นำความรู้ไปใช้"].state == "refused"
    assert document.grade == "–"
    assert document.problems


def test_a_stored_value_of_a_wrong_kind_is_marked_and_refuses_the_grade() -> None:
    document = report({"held": True}, problems={"total": "ต้องเป็นตัวเลข"})
    assert rows(document)["ผู้เรียนรู้ทั้งหมด"].problem == "ต้องเป็นตัวเลข"
    assert document.outcome_id == "refused"


def test_months_stand_by_their_names_and_empty_ones_say_so() -> None:
    row = rows(report({"monthly": (4, None)}, SPREAD))["สื่อที่เผยแพร่"]
    assert row.value == "มกราคม 4, กุมภาพันธ์ ยังไม่ได้กรอก"
    assert [(part.label, part.number) for part in row.parts] == [("มกราคม", 4), ("กุมภาพันธ์", None)]


def test_an_empty_monthly_list_is_missing() -> None:
    row = rows(report({"monthly": ()}, SPREAD))["สื่อที่เผยแพร่"]
    assert (row.value, row.state) == ("ยังไม่ได้กรอก", "missing")


def test_money_keeps_its_exact_value() -> None:
    row = rows(report({"income": Decimal("1234567.50")}, SPREAD))["รายได้"]
    assert (row.value, row.number, row.decimals) == ("1,234,567.50", Decimal("1234567.50"), 2)


def test_every_level_shows_every_condition_with_mark_value_and_threshold() -> None:
    document = report({"held": True, "total": 104, "applied": 80})
    best = document.levels[0]
    assert (best.label, best.mark, best.reached) == ("ระดับ A", "✗", False)
    assert [(row.mark, row.word, row.value, row.threshold) for row in best.conditions] == [
        ("✓", "ผ่าน", "มี", "มี"),
        ("✗", "ไม่ผ่าน", "ร้อยละ 76.92", "ไม่น้อยกว่าร้อยละ 80"),
    ]
    assert [level.reached for level in document.levels] == [False, True, False]
    assert best.conditions[1].readings == ("R1",)


def test_the_grade_the_next_step_and_the_measure_are_said_in_words() -> None:
    document = report({"held": True, "total": 104, "applied": 80})
    assert (document.grade, document.grade_text) == ("B", "ระดับ B")
    assert document.next_steps == ("“ผู้นำความรู้ไปใช้” อีก 4 คน จะได้ระดับ A",)
    assert document.measures[0].sentence == "80 จาก 104 คน = ร้อยละ 76.92"
    assert document.measures[0].exact == Fraction(1000, 13)


def test_thai_digits_reach_every_text_but_words_with_latin_letters() -> None:
    document = report({"held": True, "total": 104, "applied": 80}, options=THAI, note="ดู https://example.org/5 ข้อ 12")
    assert rows(document)["ผู้เรียนรู้ทั้งหมด"].value == "๑๐๔"
    assert document.title == "ศูนย์เรียนรู้ตัวอย่าง 5P"
    assert document.readings[0].startswith("R1 ")
    assert document.note == "ดู https://example.org/5 ข้อ 12"  # what a person typed stays as it was typed
    assert document.deadline == "๒๐ กุมภาพันธ์ ๒๕๖๗"


def test_letter_numbers_stay_in_thai_digits() -> None:
    assert "ฉช ๐๐๑๙/ว ๒๐๒" in report({}).letter


@pytest.mark.parametrize(
    ("plain", "thai"),
    [
        ("76.92", "๗๖.๙๒"),
        ("A≥80", "A≥๘๐"),
        ("ปี 2567", "ปี ๒๕๖๗"),
        ("แนว 5P กับ R13", "แนว 5P กับ R13"),
        ("1,234.50", "๑,๒๓๔.๕๐"),
        ("²", "²"),
    ],
)
def test_digits_turn_by_word(plain: str, thai: str) -> None:
    assert THAI.text(plain) == thai
    assert ARABIC.text(plain) == plain


def test_the_time_of_day_of_a_deadline_is_printed() -> None:
    assert report({}, SPREAD).deadline == "20 กุมภาพันธ์ 2567 เวลา 16.30 น."


def test_the_summary_counts_grades_and_open_missions() -> None:
    summary = round_summary(
        [entry({"held": True, "total": 104, "applied": 80}), entry({}, SPREAD)], OFFICE, PRINTED, ARABIC
    )
    assert [(count.label, count.count) for count in summary.counts] == [
        ("A", 0),
        ("B", 1),
        ("D", 0),
        ("ยังตัดสินไม่ได้", 1),
    ]
    first, second = summary.rows
    assert (first.grade, first.entry, first.measure) == ("B", "ครบ 3 รายการ", "ร้อยละ 76.92")
    assert (second.grade, second.entry, second.given, second.asked) == ("–", "ยังไม่ได้กรอก", 0, 3)
    assert second.next_step == "กรอก “สื่อที่เผยแพร่” และ “รายได้” (อีก 1 รายการ)"


def test_places_to_sign_name_the_first_officer_and_the_head() -> None:
    reporter, head = report({}).signatures
    assert (reporter.role, reporter.name) == ("ผู้รายงาน", "นายสมมุติ ตั้งใจ")
    assert (head.name, head.position) == ("นางสาวตัวอย่าง ใจดี", "พัฒนาการอำเภอบ้านตัวอย่าง")


def test_the_area_is_not_said_twice() -> None:
    assert report({}).area == "จังหวัดฉะเชิงเทรา"


def test_a_level_under_the_one_given_is_not_called_met() -> None:
    """Its words may say what is not so: "less than 70"."""
    words = [level.word for level in report({"held": True, "total": 100, "applied": 76}).levels]
    assert words == ["ไม่ผ่าน", "ได้ระดับนี้", *["ได้ระดับที่ดีกว่า"] * (len(words) - 2)]
    open_words = {level.word for level in report({"held": True}).levels}
    assert open_words <= {"ยังไม่ทราบ", "ไม่ผ่าน", "ผ่าน", "เมื่อไม่ผ่านระดับที่ดีกว่า"}
