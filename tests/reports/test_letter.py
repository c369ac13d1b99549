"""What memos and letters say of a round."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from cdd_desktop import paths
from cdd_desktop.reports.content import OfficeText, Options
from cdd_desktop.reports.content_letter import (
    Letterhead,
    Numbered,
    grades_text,
    letter,
    memo,
    place_values,
    quarter_text,
)
from cdd_desktop.reports.template import Template, load_templates
from tests.reports.sample import OFFICE, PACK, SPREAD, entry

TEMPLATES = {template.id: template for template in load_templates(paths.resources() / "documents")}
GRADED = entry({"held": True, "total": 104, "applied": 80})
BEST = entry({"held": True, "total": 100, "applied": 100})
OPEN = entry({"income": Decimal(1)}, SPREAD)
HEAD = Letterhead(phone="0 3800 0000", signer="นายสมมุติ ตั้งใจดี", signer_position="นายอำเภอบ้านตัวอย่าง")
NUMBER = Numbered("ฉช 0519/123", date(2024, 2, 16))
PLAIN = Options(thai_digits=False)


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda template: template.id)
def test_every_shipped_template_is_filled_without_gaps(template: Template) -> None:
    make: Any = memo if template.form == "memo" else letter
    made = make([GRADED, OPEN], OFFICE, template, HEAD, NUMBER, Options())
    body = made.body
    said = " ".join([body.subject, body.to, *body.paragraphs, *body.references])
    assert body.gaps == ()
    assert "{" not in said
    assert "...." not in said.replace("." * 40, "")  # the date that the office asks for is left to the hand
    assert not any(digit in said for digit in "0123456789")
    assert body.number == "ฉช ๐๕๑๙/๑๒๓"
    assert body.day == "๑๖ กุมภาพันธ์ ๒๕๖๗"


def test_the_grades_are_said_in_one_phrase() -> None:
    assert grades_text([GRADED]) == "ระดับ B จำนวน 1 ภารกิจ"
    assert grades_text([GRADED, BEST]) == "ระดับ A จำนวน 1 ภารกิจ และระดับ B จำนวน 1 ภารกิจ"
    said = grades_text([GRADED, BEST, BEST, OPEN])
    assert said == "ระดับ A จำนวน 2 ภารกิจ ระดับ B จำนวน 1 ภารกิจ และยังตัดสินไม่ได้ จำนวน 1 ภารกิจ"
    assert grades_text([OPEN]) == "ยังตัดสินไม่ได้ จำนวน 1 ภารกิจ"


def test_places_tell_what_is_open_and_what_is_not_best() -> None:
    values = place_values([GRADED, BEST, OPEN], OFFICE, Numbered())
    assert values["ภารกิจที่ยังไม่ครบ"] == SPREAD.short
    assert values["ภารกิจที่ต้องเร่ง"] == f"ศูนย์เรียนรู้ และ {SPREAD.short}"
    assert values["ไตรมาส"] == "ไตรมาสที่ 2"
    assert values["กำหนดส่ง"] == "20 กุมภาพันธ์ 2567"
    assert values["วันที่"] == ""


def test_a_period_that_is_no_quarter_keeps_its_own_name() -> None:
    half = replace(PACK, period_end=date(2024, 6, 30), period_title="หกเดือนหลัง")
    assert quarter_text(half) == "หกเดือนหลัง"


def test_an_office_that_has_said_nothing_leaves_dots_and_the_gaps_are_named() -> None:
    made = letter([GRADED], OfficeText(), TEMPLATES["letter-report"], Letterhead(), Numbered(), PLAIN)
    assert set(made.body.gaps) == {"อำเภอ", "จังหวัด"}
    assert made.body.to.startswith("ผู้ว่าราชการ....")
    assert (made.body.number, made.body.day, made.place, made.foot) == ("", "", (), ())


def test_the_memo_is_signed_by_the_head_and_the_letter_by_the_officer_the_office_names() -> None:
    assert memo([GRADED], OFFICE, TEMPLATES["memo-report"], HEAD, NUMBER, PLAIN).body.signature.name == OFFICE.head
    made = letter([GRADED], OFFICE, TEMPLATES["letter-report"], HEAD, NUMBER, PLAIN)
    assert (made.body.signature.name, made.body.signature.position) == (HEAD.signer, HEAD.signer_position)
    own = letter([GRADED], OFFICE, TEMPLATES["letter-report"], Letterhead(), NUMBER, PLAIN)
    assert own.body.signature.position == OFFICE.head_position


def test_the_table_names_the_enclosure_that_it_is() -> None:
    made = letter([GRADED, OPEN], OFFICE, TEMPLATES["letter-report"], HEAD, NUMBER, PLAIN)
    assert made.body.table is not None
    assert made.body.table.caption == "สิ่งที่ส่งมาด้วย 1"
    assert [(row.no, row.result, row.grade) for row in made.body.table.rows] == [
        ("1", "ร้อยละ 76.92", "B"),
        ("2", "กรอกแล้ว 1 จาก 3", "–"),
    ]
    inside = memo([GRADED], OFFICE, TEMPLATES["memo-follow-up"], HEAD, NUMBER, PLAIN).body
    assert inside.table_inside
    assert inside.table is not None
    assert inside.table.caption == ""


def test_latin_words_keep_their_digits_in_a_paper_of_thai_digits() -> None:
    made = letter(
        [GRADED], OFFICE, TEMPLATES["letter-report"], replace(HEAD, email="cdd24@example.invalid"), NUMBER, Options()
    )
    assert made.foot == (OFFICE.name, "โทร. ๐ ๓๘๐๐ ๐๐๐๐", "cdd24@example.invalid")


def test_the_section_in_charge_stands_at_the_letters_foot_alone() -> None:
    head = replace(HEAD, unit="สำนักงานตัวอย่าง\nกลุ่มงานตัวอย่าง")
    made = letter([GRADED], OFFICE, TEMPLATES["letter-report"], head, NUMBER, PLAIN)
    assert made.foot == ("สำนักงานตัวอย่าง", "กลุ่มงานตัวอย่าง", "โทร. 0 3800 0000")
    assert (
        memo([GRADED], OFFICE, TEMPLATES["memo-report"], head, NUMBER, PLAIN).unit == "สำนักงานตัวอย่าง โทร. 0 3800 0000"
    )


def test_the_word_before_the_addressee_is_the_templates() -> None:
    template = replace(TEMPLATES["letter-report"], salutation="กราบเรียน")
    assert letter([GRADED], OFFICE, template, HEAD, NUMBER, PLAIN).body.salutation == "กราบเรียน"
    assert memo([GRADED], OFFICE, TEMPLATES["memo-report"], HEAD, NUMBER, PLAIN).body.salutation == "เรียน"
