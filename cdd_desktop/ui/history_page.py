"""The office's history: who did what when, from what to what; what was removed can be brought back."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import Filter, OfficeItem, people
from cdd_desktop.store.keys import DELETED
from cdd_desktop.store.people import Right
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.history_words import field_texts, title_text
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import EmptyState, button, page_scroll, rule, title

WIDTH = 820
PAGE = 40
_FIELDS_SHOWN = 8
_SPANS = (("ทุกวัน", 0), ("วันนี้", 1), ("7 วันล่าสุด", 7), ("30 วันล่าสุด", 30))


class HistoryPage(Page):
    """Newest first, a page at a time.

    Signals:
        done: a sentence about what was brought back.
        failed: a UserError.
    """

    done = Signal(str)
    failed = Signal(object)

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
        for select in (self.mission, self.person, self.days):
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
        filters.addWidget(self.mission, 2)
        filters.addWidget(self.person, 2)
        filters.addWidget(self.days, 1)
        column.addLayout(filters)
        column.addWidget(self.count)
        column.addLayout(self._items)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))

    def enter(self) -> None:
        self.mission.setFocus(Qt.FocusReason.OtherFocusReason)

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
        _choices(self.mission, [("ทุกภารกิจและทุกเรื่อง", ""), *missions])
        _choices(self.person, [("ทุกคน", ""), *((name, person) for person, name in self._names.items())])

    def wanted(self) -> Filter:
        """Return what is asked for."""
        span = int(self.days.currentData() or 0)
        start = self._session.clock.today() - timedelta(days=span - 1) if span else None
        return Filter(
            mission=str(self.mission.currentData() or ""), person=str(self.person.currentData() or ""), start=start
        )

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
            whole = store.office_history_count(wanted)
            items = store.office_history(wanted, offset=self._shown, limit=PAGE)
        except UserError as error:
            self.failed.emit(error)
            return
        for item in items:
            self._items.addWidget(self._row(item))
            self._items.addWidget(rule())
        self._shown += len(items)
        self.count.setText(f"{whole:,} รายการ ใหม่สุดอยู่บน" if whole else "")
        self.more.setVisible(self._shown < whole)
        if not whole:
            self._items.addWidget(EmptyState("ไม่มีรายการตามที่เลือก ทุกการแก้ไขของสำนักงานจะอยู่ที่นี่", icon="history"))

    def _row(self, item: OfficeItem) -> QWidget:
        made = QWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(ThaiLabel(title_text(item, self._session.packs), "subheading"))
        lines = field_texts(item, self._session.packs, self._names)
        if lines:
            more = [f"และอีก {len(lines) - _FIELDS_SHOWN} ช่อง"] if len(lines) > _FIELDS_SHOWN else []
            column.addWidget(ThaiLabel("\n".join([*lines[:_FIELDS_SHOWN], *more])))
        if item.reason:
            column.addWidget(ThaiLabel(f"เหตุผล: {item.reason}"))
        column.addWidget(ThaiLabel(f"{moment_text(item.wall, item.clock)} · {item.name}", "note"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 8, 0, 8)
        row.addLayout(column, 1)
        if item.removed and self._is_gone(item.record):
            back = button("กู้คืน", icon="undo-2", on_click=lambda: self._restore(item))
            back.setObjectName(f"restore_{item.record}")
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _is_gone(self, record: str) -> bool:
        found = self._session.store.record(record)
        return (
            found is not None and bool(found.fields.get(DELETED)) and people.allowed(self._session.store, Right.ENTER)
        )

    # --- bringing back -------------------------------------------------------------------------------------------

    def _restore(self, item: OfficeItem) -> None:
        label = item.label or "ที่ลบไป"
        missions = [item.key[1]] if len(item.key) > 1 else []
        store = self._session.store
        try:
            self._session.write(lambda: store.restore(item.kind, item.record, action=f"กู้คืน: {label}"), missions)
        except UserError as error:
            self.failed.emit(error)
            return
        self.done.emit(f"กู้คืนแล้ว: {label}")


def _select(name: str) -> Select:
    made = Select()
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
