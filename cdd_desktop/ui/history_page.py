"""The office's history: who did what when, from what to what; what was removed can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports.history_words import act_texts, moment_text, title_text
from cdd_desktop.store import Filter, OfficeItem, people
from cdd_desktop.store.keys import (
    CERTIFICATION,
    DELETED,
    DOCUMENT,
    DUTY,
    ENTRY,
    EVIDENCE,
    HOLIDAY,
    OFFICE,
    PACK,
    PERSON,
    REOPENING,
    REPORTED,
    SETTINGS,
    SUBMISSION,
    UNLOCK,
    WITHDRAWAL,
)
from cdd_desktop.store.people import Right
from cdd_desktop.store.records import Put
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import EmptyState, button, page_scroll, rule, title
from cdd_desktop.ui.zoom import fit

WIDTH = 820
PAGE = 40
_FIELDS_SHOWN = 8
_SPANS = (("ทุกวัน", 0), ("วันนี้", 1), ("7 วันล่าสุด", 7), ("30 วันล่าสุด", 30), ("1 ปีล่าสุด", 365))
_REMOVED = "removed"
_KINDS: tuple[tuple[str, str], ...] = (
    ("ทุกเรื่อง", ""),
    ("ข้อมูลภารกิจ", ENTRY),
    ("หลักฐาน", EVIDENCE),
    ("ส่ง รับรอง ปลดล็อก", f"{SUBMISSION} {CERTIFICATION} {UNLOCK} {WITHDRAWAL} {REOPENING}"),
    ("หนังสือและการรายงาน", f"{DOCUMENT} {REPORTED}"),
    ("คน สำนักงาน ตั้งค่า", f"{PERSON} {DUTY} {OFFICE} {SETTINGS} {HOLIDAY} {PACK}"),
    ("สิ่งที่ลบ", _REMOVED),
)
_WAIT_MS = 250  # after the last letter, before the log is searched


class HistoryPage(Page):
    """Newest first, a page at a time.

    Signals:
        done: a sentence about what was brought back.
        failed: a UserError.
        paper_wanted: "preview", "print" or "pdf": the history that is asked for, on paper.
    """

    done = Signal(str)
    failed = Signal(object)
    paper_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self._session = session
        self._shown = 0
        self._names: dict[str, str] = {}
        self.mission = _select("ภารกิจ")
        self.person = _select("ผู้ทำ")
        self.days = _select("ช่วงวัน")
        for text, span in _SPANS:
            self.days.addItem(text, span)
        self.kinds = _select("เรื่อง")
        for text, kinds in _KINDS:
            self.kinds.addItem(text, kinds)
        self.words = QLineEdit()
        self.words.setAccessibleName("ค้นในประวัติ")
        self.words.setPlaceholderText("ค้นในประวัติ")
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self.show_history)
        self.words.textChanged.connect(lambda _text: self._wait.start())
        for select in (self.mission, self.person, self.days, self.kinds):
            select.activated.connect(lambda _row: self.show_history())
        self.count = ThaiLabel("", "soft")
        self.more = button("แสดงรายการเก่ากว่านี้", icon="chevron-down", on_click=self._show_more)
        self.more.setObjectName("olderHistory")
        self._items = QVBoxLayout()
        self._items.setSpacing(0)
        self._build()
        session.changed.connect(self._on_change)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 28)
        column.setSpacing(12)
        column.addWidget(title("ประวัติของสำนักงาน"))
        filters = QHBoxLayout()
        filters.setSpacing(8)
        filters.addWidget(self.words, 3)
        filters.addWidget(self.mission, 3)
        column.addLayout(filters)
        more = QHBoxLayout()
        more.setSpacing(8)
        for select in (self.kinds, self.person, self.days):
            more.addWidget(select, 1)
        column.addLayout(more)
        column.addWidget(self.count)
        papers = QWidget()
        found = FlowLayout(papers, 8)
        for text, icon, what in (
            ("ดูตัวอย่าง", "eye", "preview"), ("พิมพ์…", "printer", "print"), ("บันทึก PDF…", "save", "pdf")
        ):  # fmt: skip
            found.addWidget(button(text, "quiet", icon, partial(self.paper_wanted.emit, what)))
        column.addWidget(papers)
        column.addLayout(self._items)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))

    def enter(self) -> None:
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill_filters()
        self.show_history()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.outside or change.settings):
            self.show_history()

    # --- showing -------------------------------------------------------------------------------------------------

    def _fill_filters(self) -> None:
        session = self._session
        self._names = people.names(session.store)
        missions = [(f"{item.no} {item.short}", item.id) for item in session.pack.indicators]
        _choices(self.mission, [("ทุกภารกิจ", ""), *missions])
        _choices(self.person, [("ทุกคน", ""), *((name, person) for person, name in self._names.items())])

    def wanted(self) -> Filter:
        """Return what is asked for."""
        span = int(self.days.currentData() or 0)
        start = self._session.clock.today() - timedelta(days=span - 1) if span else None
        kinds = str(self.kinds.currentData() or "")
        return Filter(
            mission=str(self.mission.currentData() or ""),
            person=str(self.person.currentData() or ""),
            start=start,
            kinds=() if kinds == _REMOVED else tuple(kinds.split()),
            text=self.words.text().strip(),
            removed=kinds == _REMOVED,
        )

    def asked_text(self) -> str:
        """Return in words what is asked for, "" for everything."""
        selects = (self.mission, self.kinds, self.person, self.days)
        chosen = [select.currentText() for select in selects if select.currentIndex() > 0]
        words = self.words.text().strip()
        return " · ".join([*chosen, *([f"ที่มีคำว่า “{words}”"] if words else [])])

    def show_history(self) -> None:
        """Show the newest items of what is asked for."""
        while (item := self._items.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = 0
        self._show_more()

    def _show_more(self) -> None:
        store, wanted = self._session.store, self.wanted()
        try:
            self._session.flush()
            whole = store.office_act_count(wanted)
            acts = store.office_acts(wanted, offset=self._shown, limit=PAGE)
        except UserError as error:
            self.failed.emit(error)
            return
        for act in acts:
            self._items.addWidget(self._row(act))
            self._items.addWidget(rule())
        self._shown += len(acts)
        self.count.setText(f"{whole:,} รายการ ใหม่สุดอยู่บน" if whole else "")
        self.more.setVisible(self._shown < whole)
        if not whole:
            self._items.addWidget(EmptyState("ไม่มีรายการตามที่เลือก ทุกการแก้ไขของสำนักงานจะอยู่ที่นี่", icon="history"))

    def _row(self, act: Sequence[OfficeItem]) -> QWidget:
        made = QWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(ThaiLabel(title_text(act, self._session.packs), "subheading"))
        lines = act_texts(act, self._session.packs, self._names)
        if lines:
            fields = ThaiLabel("\n".join(lines[:_FIELDS_SHOWN]))
            column.addWidget(fields)
            if len(lines) > _FIELDS_SHOWN:
                words = f"แสดงอีก {len(lines) - _FIELDS_SHOWN} ช่อง"
                column.addWidget(_rest(words, fields, lines), 0, Qt.AlignmentFlag.AlignLeft)
        for reason in {item.reason for item in act if item.reason}:
            column.addWidget(ThaiLabel(f"เหตุผล: {reason}"))
        column.addWidget(ThaiLabel(f"{moment_text(act[0])} · {act[0].name}", "note"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 8, 0, 8)
        row.addLayout(column, 1)
        gone = [item for item in act if item.removed and self._is_gone(item.record)]
        if gone:
            words = "กู้คืน" if len(gone) == 1 else f"กู้คืน {len(gone)} รายการ"
            back = button(words, icon="undo-2", on_click=lambda: self._restore(gone))
            back.setObjectName(f"restore_{gone[0].record}")
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _is_gone(self, record: str) -> bool:
        found = self._session.store.record(record)
        return (
            found is not None and bool(found.fields.get(DELETED)) and people.allowed(self._session.store, Right.ENTER)
        )

    # --- on paper ------------------------------------------------------------------------------------------------

    def paper(self) -> Paper:
        """Return the history that is asked for, ready to be printed; raises UserError."""
        from cdd_desktop.reports.content_history import HEADING, MOST, history_report
        from cdd_desktop.reports.gather import office_options, office_text

        session, wanted = self._session, self.wanted()
        session.flush()
        store = session.store
        report = history_report(
            store.office_acts(wanted, limit=MOST),
            session.packs,
            people.names(store),
            office_text(store),
            session.clock.today(),
            office_options(store),
            asked=self.asked_text(),
            whole=store.office_act_count(wanted),
        )

        def write(out: Path) -> None:
            from cdd_desktop.reports.pdf import write_history

            write_history(report, out)

        return Paper(HEADING, f"{HEADING}.pdf", write)

    # --- bringing back -------------------------------------------------------------------------------------------

    def _restore(self, items: Sequence[OfficeItem]) -> None:
        label = items[0].label or "ที่ลบไป"
        missions = {item.key[1] for item in items if len(item.key) > 1}
        puts = [Put(item.kind, {}, item.record) for item in items]
        store = self._session.store
        try:
            self._session.write(lambda: store.write(puts, action=f"กู้คืน: {label}"), missions)
        except UserError as error:
            self.failed.emit(error)
            return
        self.done.emit(f"กู้คืนแล้ว: {label}")


def _rest(words: str, fields: ThaiLabel, lines: Sequence[str]) -> QPushButton:
    """Return a button that shows all the lines, and then goes."""
    made = button(words, "link")
    made.setAccessibleName(f"{words}: {lines[0]}")

    def show() -> None:
        fields.setText("\n".join(lines))
        made.hide()

    made.clicked.connect(show)
    return made


def _select(name: str) -> Select:
    made = Select()
    fit(made, min_width=96)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made


def _choices(select: Select, choices: list[tuple[str, str]]) -> None:
    """Offer choices and keep what was chosen, where it is still among them."""
    chosen = select.currentData()
    select.clear()
    for text, data in choices:
        select.addItem(text, data)
    select.setCurrentIndex(max(select.findData(chosen), 0))
