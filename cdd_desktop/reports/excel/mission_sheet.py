"""The sheet of one mission: facts, measures, every level with every condition, next step, places to sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from cdd_desktop.reports.content import FactRow, LevelBlock, MissionReport, Number
from cdd_desktop.reports.content_acts import remark_text
from cdd_desktop.reports.excel import looks
from cdd_desktop.reports.excel.passport import key_of
from cdd_desktop.reports.excel.sheet import FIRST_YEAR, Cell, Formats, Look, Sheet

_WIDTHS = (37, 20, 12, 22, 11)
_RETURNS = "กรอกในช่องสีเหลืองอ่อน แล้วส่งไฟล์กลับไปอ่านเข้าโปรแกรม"


def fill_mission(target: Any, formats: Formats, report: MissionReport, *, returns: bool = False) -> None:
    """Lay out the report of one mission on an empty worksheet.

    Args:
        returns: the workbook can be read back, and its sheets say so.
    """
    sheet = Sheet(target, formats, _WIDTHS, landscape=False)
    _write_head(sheet, report)
    _write_facts(sheet, report, returns=returns)
    _write_measures(sheet, report)
    _write_result(sheet, report)
    _write_levels(sheet, report)
    _write_rest(sheet, report)
    looks.write_signatures(sheet, report.signatures)
    sheet.lock()
    sheet.close()


def _write_head(sheet: Sheet, report: MissionReport) -> None:
    sheet.band(f"{report.no}. {report.title}", looks.TITLE)
    if report.draft:
        looks.write_draft(sheet)
    sheet.band(f"{report.heading} {report.round} {report.period}", looks.PLAIN)
    sheet.repeat(0, sheet.row - 1)
    sheet.band(f"{report.office} {report.area}".strip(), looks.PLAIN)
    sheet.band(f"เจ้าภาพ {report.host}   ช่องทางรายงาน {report.channel}", looks.PLAIN)
    sheet.band(f"กำหนดส่ง {report.deadline}   พิมพ์เมื่อ {report.printed_on}", looks.PLAIN)


def _write_facts(sheet: Sheet, report: MissionReport, *, returns: bool) -> None:
    sheet.gap()
    sheet.band(f"ข้อมูล — {_RETURNS}" if returns else "ข้อมูล", looks.SECTION)
    sheet.head(("รายการ", "ค่า", "หน่วย", "รอบก่อน", "หมายเหตุ"), looks.HEAD)
    for section in report.sections:
        sheet.band(section.title, looks.LEVEL)
        for row in section.rows:
            _write_fact(sheet, report.id, row)


def _write_fact(sheet: Sheet, mission: str, row: FactRow) -> None:
    listed = bool(row.places)  # the numbers of a list stand in rows of their own
    readable = row.state in {"given", "refused"}
    value: Cell = "" if listed or not readable else _exact(row)
    before = _first(row.previous_number, row.previous)
    sheet.cells(
        [
            (row.label, looks.CELL),
            (value, looks.CELL if listed else _open(row, value)),
            (row.unit, looks.CELL),
            (before, looks.CELL if isinstance(before, str) else looks.number_look(row.decimals)),
            (_note(row), looks.CELL if row.state == "given" else looks.WARNING),
        ]
    )
    if listed:
        _write_places(sheet, mission, row)
    else:
        sheet.key(key_of(mission, row.id))
        if row.several:
            sheet.hint("เลือกได้หลายข้อ", f"คั่นด้วยจุลภาค: {', '.join(row.choices)}")
        else:
            sheet.expect(row.choices, numeric=row.holds == "number")
    if row.problem:
        sheet.band(row.problem, looks.WARNING)


def _note(row: FactRow) -> str:
    notes = {"given": "", "missing": row.value, "unreadable": row.value, "refused": "เป็นไปไม่ได้"}
    return notes[row.state]


def _exact(row: FactRow) -> Cell:
    """Return what a given fact is: a date as a date, a number as a number, anything else as text."""
    if row.day is not None and row.day.year >= FIRST_YEAR:
        return row.day
    return _first(row.number, row.value)


def _open(row: FactRow, value: Cell) -> Look:
    if row.holds == "text" or (isinstance(value, str) and value):
        return looks.open_look(None)
    return looks.open_date() if row.holds == "date" else looks.open_look(row.decimals)


def _write_places(sheet: Sheet, mission: str, row: FactRow) -> None:
    for at, label in enumerate(row.places):
        part = row.parts[at] if at < len(row.parts) else None
        item = _first(part.number, "") if part else ""
        sheet.cells([(label, looks.INDENTED), (item, looks.open_look(row.decimals)), *_blanks(3)])
        sheet.key(key_of(mission, row.id, at))
        sheet.expect(numeric=True)


def _first(number: Number | None, text: str) -> Cell:
    return text if number is None else number


def _blanks(count: int) -> list[tuple[Cell, Look]]:
    return [("", looks.CELL)] * count


def _write_measures(sheet: Sheet, report: MissionReport) -> None:
    if not report.measures:
        return
    sheet.gap()
    sheet.band("ผลที่คำนวณได้", looks.SECTION)
    sheet.head(("รายการ", "ค่า", "หน่วย", "ที่มาของค่า"), looks.HEAD)
    for measure in report.measures:
        number, decimals = looks.figure(measure.value)
        value: Cell = number if number is not None else "ยังไม่ทราบ"
        style = looks.number_look(decimals) if number is not None else looks.CELL
        sheet.cells(
            [(measure.label, looks.CELL), (value, style), (measure.unit, looks.CELL), (measure.sentence, looks.CELL)]
        )


def _write_result(sheet: Sheet, report: MissionReport) -> None:
    sheet.gap()
    sheet.band(f"ผลการประเมิน: {report.grade_text}", looks.SECTION)
    sheet.band(report.outcome, looks.PLAIN)
    _list(sheet, "ขั้นต่อไป", report.next_steps or report.still_open)
    _list(sheet, "ข้อมูลที่ยังไม่ได้กรอก", report.missing)
    _list(sheet, "ข้อมูลที่ต้องแก้ไข", report.problems)


def _write_levels(sheet: Sheet, report: MissionReport) -> None:
    if not report.levels:
        return
    sheet.gap()
    sheet.band("เงื่อนไขของแต่ละระดับ", looks.SECTION)
    sheet.head(("เงื่อนไข", "ผลที่ได้", "ผล", "เกณฑ์", "ข้อตีความ"), looks.HEAD)
    for level in report.levels:
        _write_level(sheet, level)


def _write_level(sheet: Sheet, level: LevelBlock) -> None:
    sheet.band(f"{level.mark} {level.label}: {level.word}", looks.LEVEL)
    if level.otherwise:
        sheet.band(level.summary or "ข้อมูลที่ไม่ถึงระดับที่สูงกว่า", looks.CELL)
    for item in level.conditions:
        sheet.cells(
            [
                (item.label, replace(looks.CELL, indent=1 + item.depth)),
                (item.value, looks.CELL),
                (f"{item.mark} {item.word}", looks.CELL),
                (item.threshold, looks.CELL),
                (" ".join(item.readings), looks.CELL),
            ]
        )


def _write_rest(sheet: Sheet, report: MissionReport) -> None:
    sheet.gap()
    _list(sheet, "บันทึก", (report.note,) if report.note else ())
    _list(sheet, "การส่งและการรับรอง", tuple(remark_text(item) for item in report.remarks))
    sheet.band(f"ที่มา: {report.letter} {report.citation}", looks.QUIET)
    for reading in report.readings:
        sheet.band(reading, looks.QUIET)


def _list(sheet: Sheet, title: str, items: tuple[str, ...]) -> None:
    if items:
        sheet.band(title, Look(bold=True))
        for item in items:
            sheet.band(item, Look(indent=1))
