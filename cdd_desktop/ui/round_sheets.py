"""Side sheets of a round: what is missing before it is sent, the whole round at once, the reason of an unlock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from cdd_desktop.criteria import wording
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import Outcome
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.rounds import Obstacles
from cdd_desktop.ui.grades import GradeBadge
from cdd_desktop.ui.result_levels import LevelBlock
from cdd_desktop.ui.round_desk import Waiting
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet, button, heading, rule
from cdd_desktop.ui.zoom import fit

FROZEN = "ส่งแล้วแก้ไขไม่ได้จนกว่าจะถอนการส่ง หรือหัวหน้าปลดล็อก"


def show_submit(
    sheet: SideSheet,
    waiting: Waiting,
    go_to: Callable[[str], object],
    go_to_proof: Callable[[str], object],
    send: Callable[[], object],
) -> None:
    """Show what a mission would be sent as: its result by which criteria, who answers for it, what is missing.

    Args:
        go_to: open the field of a fact.
        go_to_proof: open the evidence, at what is to be proved.
        send: send it; offered where nothing but missing facts stands in the way.
    """
    found, indicator = waiting.obstacles, waiting.indicator
    sheet.clear()
    _result(sheet, waiting)
    _facts(sheet, "ค่าที่เป็นไปไม่ได้ ต้องแก้ก่อน", indicator, dict(found.refused), go_to)
    _facts(sheet, "ค่าที่อ่านไม่ได้ ต้องแก้ก่อน", indicator, dict(found.drafts), go_to)
    _facts(sheet, "ยังไม่ได้กรอก", indicator, dict.fromkeys(found.missing, ""), go_to)
    _proofs(sheet, waiting.unproved, go_to_proof)
    made = None if found.barred else _send_button(sheet, incomplete=bool(found), send=send)
    if made is None:
        _add(sheet, ThaiLabel("แก้ค่าเหล่านี้แล้วกดส่งอีกครั้ง ข้อมูลที่กรอกไว้ไม่เปลี่ยน", "soft"))
    sheet.body.addStretch(1)
    title = "ยังส่งไม่ได้" if found.barred else "ยังกรอกไม่ครบ" if found else "ตรวจก่อนส่ง"
    sheet.open(f"ภารกิจ {indicator.no} {title}")
    if made is not None:
        made.setFocus()


def _send_button(sheet: SideSheet, *, incomplete: bool, send: Callable[[], object]) -> QPushButton:
    if incomplete:
        _add(sheet, ThaiLabel("ส่งทั้งที่ยังไม่ครบได้ ผลจะเป็นไปตามที่กรอกไว้ และเอกสารจะระบุว่าข้อมูลไม่ครบ", "soft"))
    words = "ส่งทั้งที่ยังไม่ครบ" if incomplete else "ส่งภารกิจนี้"
    made = button(words, "" if incomplete else "primary", "send", lambda: _close(sheet, send))
    made.setObjectName("sendIncomplete" if incomplete else "sendNow")
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    _add(sheet, ThaiLabel(FROZEN, "note"))
    return made


def _result(sheet: SideSheet, waiting: Waiting) -> None:
    """Show the grade with its reasons, the criteria it was found by, and who answers for the mission."""
    item, indicator, pack = waiting.item, waiting.indicator, waiting.pack
    badge = GradeBadge(56)
    badge.set_look(item.look)
    _add(sheet, badge)
    result = item.result
    if result.outcome is Outcome.GRADED:
        for level in (level for level in result.levels if level.id == result.grade):
            block = LevelBlock(sheet.page)
            block.show_level(level, indicator, result)
            _add(sheet, block)
    else:
        _add(sheet, ThaiLabel(wording.outcome_text(result, indicator)))
    _add(sheet, ThaiLabel(f"ตามเกณฑ์ {pack.letter.no} {indicator.source} ฉบับที่ {pack.revision}", "note"))
    _add(sheet, ThaiLabel(f"ผู้รับผิดชอบ: {item.officer or 'ยังไม่ได้กำหนด'}", "note"))
    _add(sheet, rule())


def _proofs(sheet: SideSheet, unproved: Sequence[Proof], go_to: Callable[[str], object]) -> None:
    if not unproved:
        return
    _add(sheet, heading("ยังไม่มีหลักฐาน"))
    for proof in unproved:
        words = proof.text if proof.about in {"", proof.text} else f"{proof.text} ({proof.about})"
        link = button(words, "link", "arrow-right", partial(_close, sheet, partial(go_to, proof.id)))
        link.setProperty("proof", proof.id)
        sheet.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    _add(sheet, rule())


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
    made: QPushButton | None = None
    if sent:
        _add(sheet, ThaiLabel(f"ส่งแล้ว {sent} ภารกิจ", "soft"))
    if ready:
        _add(sheet, heading(f"พร้อมส่ง {len(ready)} ภารกิจ"))
        words = f"ส่ง {len(ready)} ภารกิจที่พร้อม" if len(ready) < len(waiting) else f"ส่งทั้ง {len(ready)} ภารกิจ"
        made = button(words, "primary", "send", lambda: _close(sheet, lambda: send(ready)))
        made.setObjectName("sendReady")
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        _add(sheet, ThaiLabel(FROZEN, "note"))
        for item in (item for item in waiting if not item.obstacles):
            _mission(sheet, item.indicator, _sent_as(item), open_mission)
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
    if made is not None:
        made.setFocus()


def ask_reason(sheet: SideSheet, indicator: Indicator, give: Callable[[str], object]) -> QPlainTextEdit:
    """Ask why a mission is unlocked; the button works once there is a reason. Return the field."""
    words = "ผลที่ส่งและเอกสารเดิมยังเก็บไว้ ผู้บันทึกแก้ไขแล้วต้องส่งและรับรองใหม่"
    note = "เหตุผลนี้อยู่ในประวัติ และพิมพ์ในหน้ารับรองผล"
    return _ask(sheet, f"ปลดล็อกภารกิจ {indicator.no}", words, note, give)


def ask_reopening(sheet: SideSheet, where: str, give: Callable[[str], object]) -> QPlainTextEdit:
    """Ask why a round of a quarter that is over is to be altered, as ``ask_reason``."""
    words = f"{where} ผ่านไปแล้ว ภารกิจที่ส่งแล้วยังต้องปลดล็อกหรือถอนการส่งก่อนจึงแก้ได้"
    return _ask(sheet, "เปิดให้แก้", words, "เหตุผลนี้อยู่ในประวัติของสำนักงาน", give)


def _ask(sheet: SideSheet, title: str, words: str, note: str, give: Callable[[str], object]) -> QPlainTextEdit:
    sheet.clear()
    _add(sheet, ThaiLabel(words))
    _add(sheet, ThaiLabel("เหตุผล", "subheading"))
    line = QPlainTextEdit()
    line.setObjectName("reason")
    line.setAccessibleName("เหตุผล")
    line.setTabChangesFocus(True)
    fit(line, height=96)
    _add(sheet, line)
    _add(sheet, ThaiLabel(note, "note"))
    made = button(title, "primary", "lock-open", lambda: _close(sheet, lambda: give(line.toPlainText())))
    made.setObjectName("giveReason")
    made.setEnabled(False)
    line.textChanged.connect(lambda: made.setEnabled(bool(line.toPlainText().strip())))
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    sheet.body.addStretch(1)
    sheet.open(title)
    line.setFocus()
    return line


def _why(found: Obstacles) -> str:
    parts = (("ค่าที่เป็นไปไม่ได้", found.refused), ("ค่าที่อ่านไม่ได้", found.drafts), ("ยังไม่ได้กรอก", found.missing))
    return " · ".join(f"{words} {len(ids)} ช่อง" for words, ids in parts if ids)


def _sent_as(item: Waiting) -> str:
    """Return the result, who answers for it and whether evidence is missing, in a line."""
    unproved = f"ขาดหลักฐาน {len(item.unproved)} รายการ" if item.unproved else ""
    return " · ".join(part for part in (item.item.grade_text, item.item.officer, unproved) if part)


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
