"""Evidence of the demo office: which drawing stands for what, mission by mission."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from cdd_desktop.demo import drawings
from cdd_desktop.store.files import Files
from cdd_desktop.store.pictures import own_picture
from cdd_desktop.store.prepared import Prepared, keep

REGISTER: Final = "register"
_MONTHS: Final = {1: 1, 2: 2, 3: 2}  # round -> month of its photos; the third has only begun


@dataclass(frozen=True)
class Shot:
    """One piece of evidence.

    Attributes:
        subject: a name in ``drawings.SUBJECTS``, or ``REGISTER``.
        day: of the month in which it was taken; also gives another drawing.
    """

    subject: str
    caption: str
    proves: str
    day: int
    tall: bool = False


PROOFS: Final[dict[tuple[str, str], Sequence[Shot]]] = {
    ("1", "khok_nong_na"): [
        Shot("field", "แปลงเรียนรู้ โคก หนอง นา ก่อนเริ่มกิจกรรม", "activity_held", 9),
        Shot("planting", "เตรียมแปลงปลูกผักของฐานเรียนรู้", "activity_held", 16, tall=True),
    ],
    ("1", "food_security"): [Shot("route", "เส้นทางต้นแบบ หมู่ที่ 3", "villages_with_route", 11)],
    ("1", "thai_fabric"): [Shot("cloth", "ลายผ้าย้อมสีธรรมชาติ", "natural_process", 18, tall=True)],
    ("1", "poverty_centre"): [Shot("house", "ปรับสภาพบ้านหลังที่ 1", "households_helped", 22)],
    ("1", "click_chumchon"): [Shot("chart", "ภาพสรุปที่เผยแพร่ในเดือนมกราคม", "pr_monthly", 24)],
    ("1", "community_fund"): [Shot("market", "ผลิตภัณฑ์จากอาชีพที่กองทุนสนับสนุน", "reports_done", 25)],
    ("2", "khok_nong_na"): [
        Shot("field", "แลกเปลี่ยนเรียนรู้ครั้งที่ 1 ที่ฐานน้ำ", "activity_held", 6),
        Shot("planting", "ลงมือปลูกร่วมกันหลังการเรียนรู้", "activity_held", 6),
        Shot(
            "field",
            "แปลงของผู้เรียนรู้ที่นำความรู้กลับไปทำต่อที่บ้าน ขุดหนองเก็บน้ำ ปลูกไม้สามอย่าง และแบ่งผลผลิตให้เพื่อนบ้าน",
            "learners_applied",
            13,
            tall=True,
        ),
        Shot(REGISTER, "ทะเบียนผู้เรียนรู้ศูนย์เรียนรู้", "learners_total", 13),
    ],
    ("2", "food_security"): [
        Shot("route", "เส้นทาง หมู่ที่ 7", "villages_with_route", 5),
        Shot("planting", "ปันสุข ปลูกผักแบ่งปัน", "sharing_done", 8),
        Shot("planting", "ปลูกผักที่วัดตัวอย่าง", "worship_done", 12, tall=True),
    ],
    ("2", "thai_fabric"): [
        Shot("cloth", "ผืนต้นแบบ ย้อมครามและครั่ง", "natural_process", 7),
        Shot("chart", "ภาพสื่อที่เผยแพร่ในเดือนกุมภาพันธ์", "pr_monthly", 14),
    ],
    ("2", "poverty_centre"): [
        Shot("meeting", "ห้องประชุมก่อนการประชุม ศจพ.อ. ครั้งที่ 2", "meeting_held", 2),
        Shot("house", "ซ่อมหลังคาแล้วเสร็จ", "households_helped", 9),
        Shot("house", "ต่อเติมห้องน้ำแล้วเสร็จ", "households_helped", 14),
    ],
    ("2", "otop"): [Shot("market", "จุดจำหน่ายสินค้าชุมชน", "", 10), Shot("market", "สินค้าใหม่ที่จัดแสดง", "", 15, tall=True)],
    ("2", "click_chumchon"): [Shot("chart", "ภาพสรุปที่เผยแพร่ในเดือนกุมภาพันธ์", "pr_monthly", 13)],
    ("2", "moral_organisation"): [
        Shot("meeting", "เตรียมห้องกิจกรรมทบทวนบทเรียน", "activities_done", 8),
        Shot(REGISTER, "บัญชีลงชื่อผู้เข้าร่วมกิจกรรม", "participation_percents", 8),
    ],
    ("3", "khok_nong_na"): [Shot("field", "แปลงเรียนรู้หลังปรับปรุงคันนา", "activity_held", 15)],
    ("3", "food_security"): [Shot("route", "เส้นทาง หมู่ที่ 12", "villages_with_route", 15)],
}


def prepared(files: Files, round_no: int, mission: str, shots: Sequence[Shot]) -> Iterator[Prepared]:
    """Draw what stands for the evidence of a mission and keep it; raises UserError."""
    for number, shot in enumerate(shots, 1):
        when = datetime(2024, _MONTHS[round_no], shot.day, 9 + number, 5 * number + round_no)  # noqa: DTZ001 - no zone
        yield replace(_kept(files, mission, number, shot, when), proves=shot.proves, caption=shot.caption)


def _kept(files: Files, mission: str, number: int, shot: Shot, when: datetime) -> Prepared:
    if shot.subject == REGISTER:
        return keep(files, f"{shot.caption}.pdf", drawings.register(f"{shot.caption} (ตัวอย่าง)", 26, when))
    data = drawings.photo(shot.subject, f"{mission} {when}", when, tall=shot.tall)
    return keep(files, f"IMG_{when:%Y%m%d}_{number:02}.jpg", data, own_picture(data))
