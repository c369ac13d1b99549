"""What the side sheet shows: where a result comes from, the history of a field, keys, licences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from cdd_desktop import paths
from cdd_desktop.criteria.model import Fact, Indicator, Pack
from cdd_desktop.criteria.result import Reason, Result
from cdd_desktop.reports.history_fields import value_text
from cdd_desktop.reports.history_words import turn_text
from cdd_desktop.store import HistoryItem, OfficeItem
from cdd_desktop.thai.dates import long_date
from cdd_desktop.ui.commands import CommandGroup, keys_text
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import EmptyState, SideSheet, button, heading, rule

LICENCES = "THIRD-PARTY.md"
_CHANGES = 40  # of a field that are shown at once


def show_source(sheet: SideSheet, pack: Pack, indicator: Indicator, result: Result) -> None:
    """Show the letter, the places of every level, the readings and the explanations of a mission."""
    letter = pack.letter
    sheet.clear()
    _add(sheet, heading("หนังสือ"))
    _add(sheet, ThaiLabel(f"{letter.issuer} ที่ {letter.no} ลงวันที่ {long_date(letter.date)}"))
    if letter.subject:
        _add(sheet, ThaiLabel(f"เรื่อง {letter.subject}", "soft"))
    _add(sheet, ThaiLabel(indicator.source, "soft"))
    cited = (place for level in result.levels for place in _places(level.citation, level.reasons))
    for place in dict.fromkeys(place.removeprefix(letter.no).strip() for place in cited):
        _add(sheet, ThaiLabel(place, "note"))
    if indicator.notes:
        _section(sheet, "คำอธิบาย", indicator.notes)
    readings = [f"{item.id} {item.text}" for item in (*indicator.readings, *pack.readings)]
    if readings:
        _section(sheet, "ข้อตีความ", readings)
        _add(sheet, ThaiLabel("ข้อตีความคือจุดที่หนังสือเขียนไม่ตรงกันหรือไม่ได้เขียนไว้ และวิธีที่โปรแกรมอ่าน", "note"))
    host = pack.hosts.get(indicator.host)
    if host:
        _section(sheet, "เจ้าภาพ", [f"{indicator.host} {host}"])
    sheet.body.addStretch(1)
    sheet.open(f"ที่มาของภารกิจที่ {indicator.no}")


def _places(citation: str, reasons: Sequence[Reason]) -> Iterator[str]:
    if citation:
        yield citation
    for reason in reasons:
        yield from _places(reason.citation, reason.children)


def show_history(sheet: SideSheet, fact: Fact, items: Sequence[HistoryItem], about: Sequence[OfficeItem] = ()) -> None:
    """Show who changed a field when and by what, newest first.

    Args:
        about: how the mission was sent, certified and unlocked, which is why a field could be altered or not.
    """
    sheet.clear()
    _add(sheet, ThaiLabel(fact.label, "soft"))
    if not items:
        _add(sheet, EmptyState("ช่องนี้ยังไม่เคยกรอก เมื่อกรอกแล้วทุกการแก้ไขจะอยู่ที่นี่", icon="history"))
    changes = QWidget()
    column = QVBoxLayout(changes)
    column.setContentsMargins(0, 0, 0, 0)
    _add_changes(column, fact, items)
    _add(sheet, changes)
    if about:
        _add(sheet, heading("การส่งและปลดล็อกของภารกิจ"))
        for act in about:
            why = f" เหตุผล: {act.reason}" if act.reason else ""
            _add(sheet, ThaiLabel(f"{act.label}{why}"))
            _add(sheet, ThaiLabel(f"{moment_text(act.wall, act.clock)} · {act.name}", "note"))
    sheet.body.addStretch(1)
    sheet.open("ประวัติของช่องนี้")


def _add_changes(column: QVBoxLayout, fact: Fact, items: Sequence[HistoryItem]) -> None:
    """Add the newest changes, and a button for the older ones."""
    for item in items[:_CHANGES]:
        column.addWidget(_change(fact, item))
        column.addWidget(rule())
    older = items[_CHANGES:]
    if older:

        def show() -> None:
            more.hide()
            _add_changes(column, fact, older)

        more = button(f"แสดงอีก {min(len(older), _CHANGES)} จาก {len(older):,} รายการที่เก่ากว่า", "link", on_click=show)
        column.addWidget(more)


def _change(fact: Fact, item: HistoryItem) -> QWidget:
    row = QWidget()
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(ThaiLabel(f"{value_text(fact, item.old)}  →  {value_text(fact, item.new)}", "subheading"))
    what = turn_text(item.action, undo=item.undo, again=item.again)
    words = " · ".join(part for part in (history_time(item), item.person, what) if part)
    column.addWidget(ThaiLabel(words, "note"))
    return row


def history_time(item: HistoryItem) -> str:
    """Return when a change was made; a clock that cannot be believed is said so."""
    return moment_text(item.wall, item.clock)


def show_keys(sheet: SideSheet, groups: Sequence[CommandGroup]) -> None:
    """Show every command that has a key, and the keys inside a form."""
    sheet.clear()
    in_form = (
        ("ช่องถัดไป", "Enter"),
        ("ช่องก่อนหน้า", "Shift+Enter"),
        ("ใช้ค่ารอบก่อน", "Ctrl+D"),
        ("คืนค่าที่ยังไม่ได้ยืนยัน", "Esc"),
    )
    _keys(sheet, "ในแบบกรอก", in_form)
    for group in groups:
        rows = [(command.text, keys_text(command)) for command in group.commands if command and command.keys]
        if rows:
            _keys(sheet, group.title, rows)
    sheet.body.addStretch(1)
    sheet.open("ปุ่มลัด")


def _keys(sheet: SideSheet, name: str, rows: Sequence[tuple[str, str]]) -> None:
    _add(sheet, heading(name))
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 8)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(0, 1)
    for at, (text, keys) in enumerate(rows):
        grid.addWidget(ThaiLabel(text), at, 0)
        grid.addWidget(ThaiLabel(keys, "soft", wrap=False), at, 1)
    _add(sheet, table)


def show_licences(sheet: SideSheet) -> None:
    """Show the licences of what is bundled."""
    sheet.clear()
    file = paths.root() / LICENCES
    text = file.read_text(encoding="utf-8") if file.exists() else "ไม่พบไฟล์สัญญาอนุญาต ติดตั้งโปรแกรมใหม่"
    _add(sheet, ThaiLabel(text, "note"))
    sheet.body.addStretch(1)
    sheet.open("สัญญาอนุญาตของส่วนประกอบ")


def _section(sheet: SideSheet, name: str, texts: Sequence[str]) -> None:
    _add(sheet, heading(name))
    for text in texts:
        _add(sheet, ThaiLabel(text))


def _add(sheet: SideSheet, widget: QWidget) -> None:
    sheet.body.addWidget(widget)
