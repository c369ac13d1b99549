"""The history as a worksheet: a row for each single change, so that a filter finds it."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Final

from xlsxwriter import Workbook

from cdd_desktop.reports.content_history import HistoryReport
from cdd_desktop.reports.excel.looks import CELL, HEAD, QUIET, TITLE
from cdd_desktop.reports.excel.sheet import Formats, Sheet, sheet_name
from cdd_desktop.reports.files import replacing

_WIDTHS: Final = (24, 28, 44, 62, 30)
_HEADS: Final = ("เมื่อ", "ผู้ทำ", "สิ่งที่ทำ", "รายการที่เปลี่ยน", "เหตุผล")
_NAME: Final = "ประวัติ"


def write_history_sheet(report: HistoryReport, out: Path) -> None:
    """Write the workbook of ``report`` to ``out``; the same input gives the same bytes.

    Raises UserError where the place cannot be written to; nothing is left half-written.
    """
    with replacing(out) as temporary:
        made = BytesIO()
        book = Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        book.set_properties({"title": report.heading, "created": datetime.combine(report.printed, time())})
        worksheet = book.add_worksheet(sheet_name(_NAME, set()))
        sheet = Sheet(worksheet, Formats(book, thai_digits=False), _WIDTHS, landscape=True)
        sheet.band(report.heading, TITLE)
        sheet.band(" · ".join(part for part in (report.office, report.area) if part), QUIET)
        sheet.band(" · ".join(part for part in (report.asked, report.count) if part), QUIET)
        head = sheet.row
        sheet.head(_HEADS, HEAD)
        for row in report.rows:
            for line in row.lines or ("",):
                sheet.cells([(text, CELL) for text in (row.when, row.who, row.what, line, row.reason)])
        worksheet.autofilter(head, 0, sheet.row - 1, len(_HEADS) - 1)
        sheet.repeat(head, head)
        sheet.close()
        book.close()
        temporary.write_bytes(made.getbuffer())
