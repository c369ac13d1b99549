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
from cdd_desktop.ui.standing_stage import DECIDED, Stage, lacking_text
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
        link = button(proof.named, "link", "arrow-right", partial(_close, sheet, partial(go_to, proof.id)))
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
    """Show which missions of the round can be sent now, and send these together; what is wrong stands first."""
    ready = [item for item in waiting if not item.obstacles]
    doubtful = [item for item in ready if not item.item.settled]
    left = [item for item in waiting if item.obstacles]
    sheet.clear()
    if sent:
        _add(sheet, ThaiLabel(f"ส่งแล้ว {sent} ภารกิจ", "soft"))
    if waiting:
        _counts(sheet, ready, whole=len(waiting))
    if left:
        note = "เปิดภารกิจเพื่อกรอกต่อ หรือเพื่อส่งทั้งที่ยังไม่ครบ"
        _missions(sheet, f"ยังไม่พร้อม {len(left)} ภารกิจ", left, _why_not, open_mission, note)
    _missions(sheet, f"ส่งได้ แต่ควรตรวจก่อน {len(doubtful)} ภารกิจ", doubtful, _sent_as, open_mission)
    made: QPushButton | None = None
    if ready:
        words = f"ส่ง {len(ready)} ภารกิจที่กรอกครบ" if left else f"ส่งทั้ง {len(ready)} ภารกิจ"
        indicators = [item.indicator for item in ready]
        made = button(words, "primary", "send", lambda: _close(sheet, lambda: send(indicators)))
        made.setObjectName("sendReady")
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        _add(sheet, ThaiLabel(FROZEN, "note"))
        good = [item for item in ready if item not in doubtful]
        _missions(sheet, f"พร้อมส่ง {len(good)} ภารกิจ", good, _sent_as, open_mission)
    if not waiting:
        _add(sheet, ThaiLabel("ส่งครบทุกภารกิจของรอบนี้แล้ว"))
    sheet.body.addStretch(1)
    sheet.open("ส่งรอบนี้")
    if made is not None and not (left or doubtful):  # else what is wrong is read first
        made.setFocus()


def _counts(sheet: SideSheet, ready: Sequence[Waiting], *, whole: int) -> None:
    """Say how much can be sent, and what of that is still open."""
    _add(sheet, heading(f"ส่งได้ {len(ready)} จาก {whole} ภารกิจ"))
    undecided = sum(item.item.stage is Stage.UNDECIDED for item in ready)
    parts = (
        f"{Stage.UNDECIDED.value} {undecided} ภารกิจ" if undecided else "",
        lacking_text(sum(len(item.unproved) for item in ready)),
    )
    if any(parts):
        _add(sheet, ThaiLabel(" · ".join(part for part in parts if part), "warn"))


def show_certify(
    sheet: SideSheet,
    waiting: Sequence[Waiting],
    open_mission: Callable[[str], object],
    certify: Callable[[list[Indicator]], object],
) -> None:
    """Show the head what was sent and by whom, what it lacks first, and certify it together."""
    doubtful = [item for item in waiting if _doubts(item)]
    good = [item for item in waiting if item not in doubtful]
    sheet.clear()
    _missions(sheet, f"ควรตรวจก่อนรับรอง {len(doubtful)} ภารกิจ", doubtful, _certified_as, open_mission)
    indicators = [item.indicator for item in waiting]
    words = f"รับรอง{'ทั้ง ' if len(indicators) > 1 else ' '}{len(indicators)} ภารกิจ"
    made = button(words, "primary", "badge-check", lambda: _close(sheet, lambda: certify(indicators)))
    made.setObjectName("certifyAll")
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    _add(sheet, ThaiLabel("รับรองแล้วถอนไม่ได้ หากต้องแก้ให้ปลดล็อกพร้อมเหตุผล เปิดภารกิจเพื่อรับรองทีละภารกิจได้", "note"))
    _missions(sheet, f"ส่งครบ {len(good)} ภารกิจ", good, _certified_as, open_mission)
    sheet.body.addStretch(1)
    sheet.open("รับรองรอบนี้")
    if not doubtful:
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


def _why_not(item: Waiting) -> str:
    return " · ".join(part for part in (_why(item.obstacles), lacking_text(len(item.unproved))) if part)


def _sent_as(item: Waiting) -> str:
    """Return the result, who answers for it and whether evidence is missing, in a line."""
    parts = (item.item.grade_text, item.item.officer, lacking_text(len(item.unproved)))
    return " · ".join(part for part in parts if part)


def _doubts(item: Waiting) -> list[str]:
    """Return what a head should look at before certifying."""
    sent = item.item.state.submission
    incomplete = sent is not None and sent.incomplete
    return [
        *(["ส่งทั้งที่ยังไม่ครบ"] if incomplete else []),
        *([Stage.UNDECIDED.value] if item.item.result.outcome not in DECIDED else []),
        *(["ข้อมูลในเครื่องไม่ตรงกับที่ส่ง"] if item.item.state.altered else []),
        *([lacking_text(len(item.unproved))] if item.unproved else []),
    ]


def _certified_as(item: Waiting) -> str:
    """Return what was sent, by whom and what it lacks, in a line."""
    sent = item.item.state.submission
    who = f"ส่งโดย {sent.name}" if sent is not None and sent.name else ""
    graded = item.item.grade_text if item.item.result.outcome in DECIDED else ""
    return " · ".join(part for part in (graded, who, *_doubts(item)) if part)


def _missions(
    sheet: SideSheet,
    title: str,
    items: Sequence[Waiting],
    words: Callable[[Waiting], str],
    open_mission: Callable[[str], object],
    note: str = "",
) -> None:
    """Show missions under a title, each with a line of words; nothing where there are none."""
    if not items:
        return
    _add(sheet, heading(title))
    for item in items:
        name, link = item.indicator.id, f"{item.indicator.no} {item.indicator.short}"
        made = button(link, "link", on_click=partial(_close, sheet, partial(open_mission, name)))
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        if said := words(item):
            _add(sheet, ThaiLabel(said, "note"))
    if note:
        _add(sheet, ThaiLabel(note, "note"))
    _add(sheet, rule())


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
