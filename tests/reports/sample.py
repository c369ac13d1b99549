"""A small pack of two missions, and an office, for tests of what documents say and how they are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from fractions import Fraction

from cdd_desktop.criteria import formulas as f
from cdd_desktop.criteria import model as m
from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.kinds import KINDS, FactValue, with_choices
from cdd_desktop.reports.content import MissionInput, OfficeText

OFFICE = OfficeText(
    name="สำนักงานพัฒนาชุมชนอำเภอบ้านตัวอย่าง",
    head="นางสาวตัวอย่าง ใจดี",
    head_position="พัฒนาการอำเภอบ้านตัวอย่าง",
    officers=("นายสมมุติ ตั้งใจ",),
    province="ฉะเชิงเทรา",
    district="บ้านตัวอย่าง",
)
PRINTED = date(2024, 2, 16)

HELD = m.Fact("held", KINDS["bool"], "มีกิจกรรมการเรียนรู้", improves="up")
TOTAL = m.Fact("total", KINDS["count"], "ผู้เรียนรู้ทั้งหมด", unit="คน")
APPLIED = m.Fact("applied", KINDS["count"], "ผู้นำความรู้ไปใช้", unit="คน", improves="up", part_of=("total",))
INCOME = m.Fact("income", KINDS["baht"], "รายได้", unit="บาท", improves="up")
MONTHLY = m.Fact("monthly", KINDS["count_list"], "สื่อที่เผยแพร่", unit="ชิ้น", months=True, improves="up")
VIRTUES = m.Fact(
    "virtues",
    with_choices(KINDS["choices"], ("honesty", "discipline"), ("สุจริต", "วินัย")),
    "คุณธรรมที่ดำเนินการ",
    choices=(m.Choice("honesty", "สุจริต"), m.Choice("discipline", "วินัย")),
    improves="up",
)
SHARE = m.Measure("share", "ร้อยละของผู้นำไปใช้", f.Percent(f.FactRef("applied"), f.FactRef("total")), "ร้อยละ")


def _is_held() -> f.Condition:
    return f.Is("held", True, f.About(label="มีกิจกรรมการเรียนรู้", source="เรื่องที่ 1"))


def _share(least: int, reading: str = "") -> f.Condition:
    about = f.About("ร้อยละของผู้นำไปใช้", "เรื่องที่ 1", (reading,) if reading else ())
    return f.Compare(f.MeasureRef("share"), "at_least", f.Const(Fraction(least)), about)


LEARN = m.Indicator(
    id="learn",
    no="1",
    title="ศูนย์เรียนรู้ตัวอย่าง 5P",
    short="ศูนย์เรียนรู้",
    host="สสช.",
    channel="ระบบ Click ชุมชน",
    source="เรื่องที่ 1",
    facts=(HELD, TOTAL, APPLIED),
    sections=(m.Section("กิจกรรม", ("held",)), m.Section("ผู้เรียนรู้", ("total", "applied"))),
    measures=(SHARE,),
    tables=(
        m.LevelTable(
            (
                m.Level("A", (_is_held(), _share(80, "R1")), summary="มีกิจกรรมและนำไปใช้ร้อยละ 80 ขึ้นไป"),
                m.Level("B", (_is_held(), _share(75)), summary="มีกิจกรรมและนำไปใช้ร้อยละ 75 ขึ้นไป"),
                m.Level("D", (_is_held(),), summary="มีกิจกรรม"),
            )
        ),
    ),
    readings=(m.Reading("R1", "หนังสือพิมพ์ตัวเลขไว้สองที่ ใช้ที่แรก"),),
)
SPREAD = m.Indicator(
    id="spread",
    no="2",
    title="เผยแพร่และรายได้ตัวอย่าง ที่มีชื่อยาวมากจนต้องขึ้นบรรทัดใหม่ในตารางสรุปของรอบนี้",
    short="เผยแพร่: รายได้/สื่อ",
    host="สภว.",
    channel="Google Form",
    source="เรื่องที่ 2",
    facts=(MONTHLY, INCOME, VIRTUES),
    sections=(m.Section("ผลงาน", ("monthly", "income", "virtues")),),
    measures=(),
    tables=(
        m.LevelTable(
            (
                m.Level(
                    "A",
                    (
                        f.Every("monthly", "at_least", f.Const(Fraction(4)), about=f.About("สื่อที่เผยแพร่")),
                        f.Compare(f.FactRef("income"), "more_than", f.Const(Fraction(0)), f.About("รายได้")),
                    ),
                ),
                m.Level("B", (f.Compare(f.Distinct("virtues"), "at_least", f.Const(Fraction(1)), f.About("คุณธรรม")),)),
                m.Level("D", (), otherwise=True),
            )
        ),
    ),
    deadlines={"2": m.Deadline(date(2024, 2, 20), time(16, 30))},
)
PACK = m.Pack(
    id="sample",
    revision=1,
    title="ภารกิจตัวอย่าง",
    fiscal_year=2567,
    period_title="ไตรมาส 2 ปีงบประมาณ 2567",
    period_start=date(2024, 1, 1),
    period_end=date(2024, 3, 31),
    letter=m.Letter("ฉช ๐๐๑๙/ว ๒๐๒", date(2024, 2, 6), "จังหวัดตัวอย่าง"),
    rounds=(
        m.Round("1", "รอบที่ 1", 1, m.Deadline(date(2024, 1, 30))),
        m.Round("2", "รอบที่ 2", 2, m.Deadline(date(2024, 2, 20))),
    ),
    indicators=(LEARN, SPREAD),
    hosts={"สสช.": "สำนักเสริมสร้างความเข้มแข็งชุมชน", "สภว.": "สำนักส่งเสริมภูมิปัญญาท้องถิ่นและวิสาหกิจชุมชน"},
    readings=(m.Reading("R11", "ใช้สูตรเดียวกันทั้งอำเภอและจังหวัด"),),
)


def entry(
    facts: Mapping[str, FactValue],
    indicator: m.Indicator = LEARN,
    *,
    note: str = "",
    previous: Mapping[str, FactValue] | None = None,
    drafts: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
) -> MissionInput:
    """Return a mission of round 2 with these facts, graded."""
    return MissionInput(
        pack=PACK,
        indicator=indicator,
        round=PACK.round("2"),
        facts=facts,
        result=evaluate(indicator, facts, refused=problems, citation=PACK.letter.no),
        note=note,
        previous=previous,
        previous_result=None if previous is None else evaluate(indicator, previous),
        drafts=drafts or {},
        problems=problems or {},
    )
