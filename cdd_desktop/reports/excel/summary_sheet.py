"""The first sheet: every mission of the round in one table, and how many stand at each grade."""

from __future__ import annotations

from typing import Any

from cdd_desktop.reports.content import RoundSummary, SummaryRow
from cdd_desktop.reports.excel import looks
from cdd_desktop.reports.excel.sheet import Formats, Sheet

_WIDTHS = (5, 28, 10, 18, 12, 11, 26, 10, 14, 31)
_HEAD = ("ที่", "ภารกิจ", "เจ้าภาพ", "กำหนดส่ง", "ระดับ", "รอบก่อน", "ผลที่วัดได้", "ค่า", "การกรอก", "ขั้นต่อไป")


def fill_summary(target: Any, formats: Formats, summary: RoundSummary) -> None:
    """Lay out the summary on an empty worksheet."""
    sheet = Sheet(target, formats, _WIDTHS, landscape=True)
    sheet.band(f"{summary.heading} {summary.round}", looks.TITLE)
    if summary.draft:
        looks.write_draft(sheet)
    sheet.band(f"{summary.office} {summary.area}".strip(), looks.PLAIN)
    sheet.band(f"{summary.period}   พิมพ์เมื่อ {summary.printed_on}", looks.PLAIN)
    sheet.band(f"ที่มา: {summary.letter}", looks.QUIET)
    sheet.gap()
    sheet.head(_HEAD, looks.HEAD)
    sheet.repeat(sheet.row - 1, sheet.row - 1)
    for row in summary.rows:
        _write_row(sheet, row)
    sheet.gap()
    sheet.cells([("", looks.PLAIN), ("ระดับ", looks.HEAD), ("จำนวน", looks.HEAD), ("", looks.PLAIN)])
    for count in summary.counts:
        number = (count.count, looks.number_look(0))
        sheet.cells([("", looks.PLAIN), (count.label, looks.CELL), number, ("", looks.PLAIN)])
    sheet.gap()
    for reading in summary.readings:
        sheet.band(reading, looks.QUIET)
    looks.write_signatures(sheet, summary.signatures)
    sheet.close()


def _write_row(sheet: Sheet, row: SummaryRow) -> None:
    number, decimals = looks.figure(row.measure_shown)
    sheet.cells(
        [
            (row.no, looks.MIDDLE),
            (row.title, looks.CELL),
            (row.host, looks.MIDDLE),
            (row.deadline, looks.CELL),
            (row.grade_text, looks.grade_look(row.grade)),
            (row.previous_grade, looks.MIDDLE),
            (row.measure, looks.CELL),
            (number, looks.number_look(decimals)),
            (row.entry, looks.CELL),
            (row.next_step or (row.outcome if row.outcome_id != "graded" else ""), looks.CELL),
        ]
    )
