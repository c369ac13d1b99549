"""What was sent of a mission, every time: result by its own criteria, papers, what became of it, what differs now."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.wording import OPS, UNDECIDED, level_text
from cdd_desktop.reports.history_fields import value_text
from cdd_desktop.store.canonical import Json
from cdd_desktop.store.keys import NOTE
from cdd_desktop.store.submissions import State, Submission
from cdd_desktop.ui.round_strip import act_text
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet, button, heading, rule

_MARKS = {"met": "✓", "not_met": "✗", "unknown": "?"}


def show_sent(
    sheet: SideSheet,
    indicator: Indicator,
    state: State,
    now: Mapping[str, Json],
    pdf: Callable[[Submission], object],
    workbook: Callable[[Submission], object],
) -> None:
    """Show every sending of a mission, newest first.

    Args:
        now: the facts that the entry holds at present.
        pdf, workbook: show and save what was made then.
    """
    sheet.clear()
    if state.altered and state.submission is not None:
        _add(sheet, heading("ข้อมูลปัจจุบันไม่ตรงกับที่ส่งไว้"))
        for line in altered_lines(indicator, state, now):
            _add(sheet, ThaiLabel(line))
        _add(sheet, rule())
    first: QPushButton | None = None
    for submission in reversed(state.submissions):
        made = _submission(sheet, indicator, state, submission, pdf, workbook)
        first = first or made
    sheet.body.addStretch(1)
    sheet.open(f"ผลและเอกสารที่ส่งไว้ ภารกิจ {indicator.no}")
    if first is not None:
        first.setFocus()


def altered_lines(indicator: Indicator, state: State, now: Mapping[str, Json]) -> Iterator[str]:
    """Yield what differs from the submission that stands: sent value and present one."""
    sent = state.submission.facts if state.submission else {}
    for name in state.altered:
        fact = indicator.fact_by_id.get(name)
        if name == NOTE:
            yield "บันทึก: ข้อความไม่เหมือนที่ส่งไว้"
        elif fact is None:
            yield f"{name}: ไม่เหมือนที่ส่งไว้"
        else:
            before, after = value_text(fact, sent.get(name)), value_text(fact, now.get(name))
            yield f"{fact.short or fact.label}: ส่งไว้ {before} ปัจจุบัน {after}"


def _submission(
    sheet: SideSheet,
    indicator: Indicator,
    state: State,
    submission: Submission,
    pdf: Callable[[Submission], object],
    workbook: Callable[[Submission], object],
) -> QPushButton:
    _add(sheet, heading(f"ส่งครั้งที่ {submission.number}"))
    grade = submission.grade
    _add(sheet, ThaiLabel(level_text(indicator, grade) if grade else UNDECIDED, "subheading"))
    for line in reason_lines(submission):
        _add(sheet, ThaiLabel(line))
    _add(sheet, ThaiLabel(f"ตามเกณฑ์ฉบับที่ {submission.pack_revision} ที่ใช้ตอนส่ง", "note"))
    for line in _acts(state, submission):
        _add(sheet, ThaiLabel(line, "note"))
    made = button("ดูเอกสาร PDF", "", "eye", lambda: pdf(submission))
    made.setObjectName("sentPdf")
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    if submission.workbook:
        save = button("บันทึกสมุดงาน Excel…", "", "file-spreadsheet", lambda: workbook(submission))
        save.setObjectName("sentWorkbook")
        sheet.body.addWidget(save, 0, Qt.AlignmentFlag.AlignLeft)
    _add(sheet, rule())
    return made


def _acts(state: State, submission: Submission) -> Iterator[str]:
    yield f"ส่งโดย {act_text(submission)}" + (" ทั้งที่ยังกรอกไม่ครบ" if submission.incomplete else "")
    if state.certification is not None and state.certification.submission == submission.id:
        yield f"รับรองโดย {act_text(state.certification)}"
    for verb, acts in (("ปลดล็อก", state.unlocks), ("ถอนการส่ง", state.withdrawals)):
        for act in (act for act in acts if act.submission == submission.id):
            yield f"{verb}โดย {act_text(act)}" + (f" เหตุผล: {act.reason}" if act.reason else "")


def reason_lines(submission: Submission) -> Iterator[str]:
    """Yield the conditions of the level that was given, as they stood then."""
    levels: Sequence[Mapping[str, Any]] = submission.result.get("reasons") or ()
    for level in (level for level in levels if level.get("level") == submission.grade):
        yield from _conditions(level.get("conditions") or (), "")


def _conditions(reasons: Sequence[Mapping[str, Any]], indent: str) -> Iterator[str]:
    for reason in reasons:
        mark, label = _MARKS.get(str(reason.get("truth")), "?"), reason.get("label") or ""
        children = reason.get("children") or ()
        if not children:
            op = OPS.get(str(reason.get("op")), "")
            wanted = f"{op} {reason.get('threshold') or ''}".strip() if op else ""
            shown = f": {reason['shown']}" if reason.get("shown") else ""
            yield f"{indent}{mark} {label}{shown}" + (f" ({wanted})" if wanted else "")
        yield from _conditions(children, indent)


def _add(sheet: SideSheet, widget: QWidget) -> None:
    sheet.body.addWidget(widget)
