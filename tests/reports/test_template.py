"""Templates are read strictly, and say what they stumble over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cdd_desktop import paths
from cdd_desktop.errors import UserError
from cdd_desktop.reports.template import (
    DOTS,
    PLACES,
    Enclosure,
    fill,
    load_templates,
    places_of,
    read_enclosure,
    read_template,
)

SHIPPED = load_templates(paths.resources() / "documents")
FIELDS: dict[str, Any] = {
    "title": "บันทึกสั้น",
    "form": "memo",
    "subject": "รายงานผล {รอบ}",
    "to": "นายอำเภอ",
    "paragraphs": ["ด้วย {หน่วยงาน} ขอรายงาน", "ได้แก่ {ภารกิจที่ต้องเร่ง}", "จึงเรียนมาเพื่อโปรดทราบ"],
    "references": ["{หนังสือสั่งการ}"],
    "enclosures": [{"text": "บัญชี {รอบ}", "amount": "จำนวน 1 ฉบับ"}],
}
VALUES = dict.fromkeys(PLACES, "ก")


def test_there_is_a_memo_and_a_letter_to_begin_with() -> None:
    assert {template.form for template in SHIPPED} == {"memo", "letter"}
    assert len({template.title for template in SHIPPED}) == len(SHIPPED) >= 3


@pytest.mark.parametrize("template", SHIPPED, ids=lambda template: template.id)
def test_a_shipped_template_reads_back_from_its_fields(template: Any) -> None:
    assert read_template(template.id, template.to_fields()) == template
    assert set(places_of(template)) <= set(PLACES)


def test_every_place_is_replaced_and_an_unknown_value_leaves_dots() -> None:
    text = fill(read_template("t", FIELDS), {**VALUES, "หน่วยงาน": "", "รอบ": "รอบที่ 2"})
    assert text.subject == "รายงานผล รอบที่ 2"
    assert text.paragraphs[0] == f"ด้วย {DOTS} ขอรายงาน"
    assert (text.references, text.enclosures[0].text) == (("ก",), "บัญชี รอบที่ 2")


def test_a_paragraph_that_lists_nothing_is_left_out() -> None:
    text = fill(read_template("t", FIELDS), {**VALUES, "ภารกิจที่ต้องเร่ง": ""})
    assert text.paragraphs == ("ด้วย ก ขอรายงาน", "จึงเรียนมาเพื่อโปรดทราบ")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"paragraphs": ["ตาม {หนังสือ} นั้น"]}, "ย่อหน้าที่ 1.*{หนังสือ}"),
        ({"subject": "ผล {รอบ"}, "เรื่อง.*เครื่องหมาย {"),
        ({"to": "}"}, "เรียน.*เครื่องหมาย }"),
        ({"enclosures": [{"text": "{x}"}]}, "สิ่งที่ส่งมาด้วย.*{x}"),
        ({"colour": "red"}, "ไม่รู้จัก colour"),
        ({"form": "poem"}, "ชนิด .form. เป็น “poem” ไม่ได้"),
        ({"table": "everywhere"}, "table"),
        ({"subject": None}, "ขาดเรื่อง .subject."),
        ({"subject": "  "}, "เรื่อง .subject. ว่าง"),
        ({"paragraphs": []}, "ย่อหน้า .paragraphs. ว่าง"),
        ({"paragraphs": "ก"}, "ย่อหน้า .paragraphs. ต้องเป็นรายการ"),
        ({"enclosures": [{"text": "ก", "price": "1"}]}, "สิ่งที่ส่งมาด้วย .enclosures. ที่ 1"),
        ({"to": 7}, "ผู้รับ .to. ต้องเป็นข้อความ"),
        ({"to": "ก" * 401}, "ยาวเกิน"),
        ({"to": "ก\x00"}, "อักขระที่ใช้ไม่ได้"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, Any], said: str) -> None:
    fields = {name: value for name, value in {**FIELDS, **change}.items() if value is not None}
    with pytest.raises(UserError, match=said):
        read_template("t", fields)


def test_an_unknown_place_is_answered_with_the_known_ones() -> None:
    with pytest.raises(UserError) as caught:
        read_template("t", {**FIELDS, "subject": "{ชื่อ}"})
    for name in PLACES:
        assert f"{{{name}}}" in caught.value.hint


def test_a_file_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("title: ก\ntitle: ข\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"a\.yaml บรรทัด 2"):
        load_templates(tmp_path)


@pytest.mark.parametrize(
    ("line", "text", "amount"),
    [
        ("บัญชีสรุป จำนวน 1 ฉบับ", "บัญชีสรุป", "จำนวน 1 ฉบับ"),
        ("บัญชี จำนวน คน รายตำบล จำนวน {จำนวนภารกิจ} ชุด", "บัญชี จำนวน คน รายตำบล", "จำนวน {จำนวนภารกิจ} ชุด"),
        ("จำนวนครัวเรือนรายหมู่บ้าน", "จำนวนครัวเรือนรายหมู่บ้าน", ""),
    ],
)
def test_an_enclosure_is_one_line_to_the_person_who_writes_it(line: str, text: str, amount: str) -> None:
    assert read_enclosure(line) == Enclosure(text, amount)
    assert Enclosure(text, amount).line == line
