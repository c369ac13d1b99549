"""Side sheets of a round: what is missing before it is sent, the whole round at once, the reason of an unlock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.store.rounds import Obstacles
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet, button, heading, rule


@dataclass(frozen=True)
class Waiting:
    """A mission that is not sent yet, and what stands in the way."""

    indicator: Indicator
    obstacles: Obstacles


def show_obstacles(
    sheet: SideSheet, waiting: Waiting, go_to: Callable[[str], object], send: Callable[[], object]
) -> None:
    """Show what is missing before a mission can be sent, and offer to send it without, where that may be."""
    found, indicator = waiting.obstacles, waiting.indicator
    sheet.clear()
    _facts(sheet, "ค่าที่เป็นไปไม่ได้ ต้องแก้ก่อน", indicator, dict(found.refused), go_to)
    _facts(sheet, "ค่าที่อ่านไม่ได้ ต้องแก้ก่อน", indicator, dict(found.drafts), go_to)
    _facts(sheet, "ยังไม่ได้กรอก", indicator, dict.fromkeys(found.missing, ""), go_to)
    if found.barred:
        _add(sheet, ThaiLabel("แก้ค่าเหล่านี้แล้วกดส่งอีกครั้ง ข้อมูลที่กรอกไว้ไม่เปลี่ยน", "soft"))
    else:
        _add(sheet, ThaiLabel("ส่งทั้งที่ยังไม่ครบได้ ผลจะเป็นไปตามที่กรอกไว้ และเอกสารจะระบุว่าข้อมูลไม่ครบ", "soft"))
        made = button("ส่งทั้งที่ยังไม่ครบ", "", "send", lambda: _close(sheet, send))
        made.setObjectName("sendIncomplete")
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    sheet.body.addStretch(1)
    sheet.open(f"ภารกิจ {indicator.no} ยังส่งไม่ได้" if found.barred else f"ภารกิจ {indicator.no} ยังกรอกไม่ครบ")


def show_round(
    sheet: SideSheet,
    waiting: Sequence[Waiting],
    sent: int,
    open_mission: Callable[[str], object],
    send: Callable[[list[Indicator]], object],
) -> None:
    """Show which missions of the round can be sent now, and send these together."""
    sheet.clear()
    ready = [item.indicator for item in waiting if not item.obstacles]
    if sent:
        _add(sheet, ThaiLabel(f"ส่งแล้ว {sent} ภารกิจ", "soft"))
    if ready:
        _add(sheet, heading(f"พร้อมส่ง {len(ready)} ภารกิจ"))
        for indicator in ready:
            _mission(sheet, indicator, "", open_mission)
        words = f"ส่ง {len(ready)} ภารกิจที่พร้อม" if len(ready) < len(waiting) else f"ส่งทั้ง {len(ready)} ภารกิจ"
        made = button(words, "primary", "send", lambda: _close(sheet, lambda: send(ready)))
        made.setObjectName("sendReady")
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        _add(sheet, ThaiLabel("ส่งแล้วแก้ไขไม่ได้จนกว่าจะถอนการส่ง หรือหัวหน้าปลดล็อก", "note"))
    left = [item for item in waiting if item.obstacles]
    if left:
        _add(sheet, rule())
        _add(sheet, heading(f"ยังไม่พร้อม {len(left)} ภารกิจ"))
        for item in left:
            _mission(sheet, item.indicator, _why(item.obstacles), open_mission)
        _add(sheet, ThaiLabel("เปิดภารกิจเพื่อกรอกต่อ หรือเพื่อส่งทั้งที่ยังไม่ครบ", "note"))
    if not waiting:
        _add(sheet, ThaiLabel("ส่งครบทุกภารกิจของรอบนี้แล้ว"))
    sheet.body.addStretch(1)
    sheet.open("ส่งรอบนี้")


def ask_reason(sheet: SideSheet, indicator: Indicator, give: Callable[[str], object]) -> QPlainTextEdit:
    """Ask why a mission is unlocked; the button works once there is a reason. Return the field."""
    sheet.clear()
    _add(sheet, ThaiLabel("ผลที่ส่งและเอกสารเดิมยังเก็บไว้ ผู้บันทึกแก้ไขแล้วต้องส่งและรับรองใหม่"))
    _add(sheet, ThaiLabel("เหตุผล", "subheading"))
    line = QPlainTextEdit()
    line.setObjectName("reason")
    line.setAccessibleName("เหตุผลที่ปลดล็อก")
    line.setTabChangesFocus(True)
    line.setFixedHeight(96)
    _add(sheet, line)
    _add(sheet, ThaiLabel("เหตุผลนี้อยู่ในประวัติ และพิมพ์ในหน้ารับรองผล", "note"))
    made = button("ปลดล็อกเพื่อแก้ไข", "primary", "lock-open", lambda: _close(sheet, lambda: give(line.toPlainText())))
    made.setObjectName("giveReason")
    made.setEnabled(False)
    line.textChanged.connect(lambda: made.setEnabled(bool(line.toPlainText().strip())))
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    sheet.body.addStretch(1)
    sheet.open(f"ปลดล็อกภารกิจ {indicator.no}")
    line.setFocus()
    return line


def _why(found: Obstacles) -> str:
    parts = (("ค่าที่เป็นไปไม่ได้", found.refused), ("ค่าที่อ่านไม่ได้", found.drafts), ("ยังไม่ได้กรอก", found.missing))
    return " · ".join(f"{words} {len(ids)} ช่อง" for words, ids in parts if ids)


def _mission(sheet: SideSheet, indicator: Indicator, note: str, open_mission: Callable[[str], object]) -> None:
    name, words = indicator.id, f"{indicator.no} {indicator.short}"
    link = button(words, "link", on_click=lambda: _close(sheet, lambda: open_mission(name)))
    sheet.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    if note:
        _add(sheet, ThaiLabel(note, "note"))


def _facts(
    sheet: SideSheet, words: str, indicator: Indicator, found: dict[str, str], go_to: Callable[[str], object]
) -> None:
    if not found:
        return
    _add(sheet, heading(words))
    for name, reason in found.items():
        fact = indicator.fact_by_id.get(name)
        text = (fact.short or fact.label) if fact else name
        link = button(text, "link", "arrow-right", partial(_close, sheet, partial(go_to, name)))
        sheet.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if reason:
            _add(sheet, ThaiLabel(reason, "note"))
    _add(sheet, rule())


def _close(sheet: SideSheet, then: Callable[[], object]) -> None:
    sheet.close_sheet()
    then()


def _add(sheet: SideSheet, widget: QWidget) -> None:
    sheet.body.addWidget(widget)
