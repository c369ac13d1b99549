"""The two sheets for the day when passwords are forgotten: the office's, and the province's secret."""

from __future__ import annotations

from pathlib import Path

from cdd_desktop.store.paper_key import rows_of
from cdd_desktop.store.recovery import recipient_of, recovery_sheet
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.session import Session


def sheet_paper(session: Session) -> Paper:
    """Return the sheet on what to do when the passwords of an encrypted folder are forgotten; raises UserError."""
    lines = recovery_sheet(session.store.data_dir)

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf.sheet import write_sheet

        write_sheet(lines, out)

    return Paper(lines[0], f"{lines[0]}.pdf", write)


def key_paper(session: Session, identity: str) -> Paper:
    """Return the sheet with the province's secret, for the safe; raises UserError."""
    title, recipient, rows = "กุญแจกู้คืนของจังหวัด — ลับ", recipient_of(identity), rows_of(identity)
    office = session.office.name if session.office else ""
    lines = (
        title,
        f"{office} เก็บใบนี้ในตู้นิรภัย อย่าถ่ายภาพ อย่าส่งทางไลน์ แต่ละแถวมีอักษรตรวจสองตัวท้ายแถว",
        "ใครมีใบนี้และไฟล์คำขอของอำเภอ เปิดข้อมูลของอำเภอนั้นได้",
        "เมื่ออำเภอขอ: ที่หน้าตั้งค่าของโปรแกรม เลือก ตอบคำขอของอำเภอ แล้วพิมพ์สี่แถวนี้รวมอักษรตรวจ",
        f"ส่วนเปิดเผย ส่งให้ทุกอำเภอ: {recipient}",
        "ตรวจทุกปีว่ายังอ่านได้ โดยตอบคำขอทดลองหนึ่งครั้ง",
    )

    def write(out: Path) -> None:
        from cdd_desktop.reports.pdf.sheet import write_sheet

        write_sheet(lines, out, large=rows, code=identity)

    return Paper(title, f"{title}.pdf", write)
