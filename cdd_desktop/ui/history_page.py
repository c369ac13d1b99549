"""The office's history: who did what when, from what to what; what was removed can be brought back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports.history_words import act_texts, moment_text, reasons, title_text
from cdd_desktop.store import OfficeItem, people, reopening
from cdd_desktop.store.keys import EVIDENCE, REPORTED
from cdd_desktop.store.records import Put
from cdd_desktop.store.way_back import way_back
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.history_filters import HistoryFilters
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import EmptyState, button, page_scroll, rule, title
from cdd_desktop.ui.zoom import fit

WIDTH = 820
PAGE = 25
_LINES_SHOWN = 5


class HistoryPage(Page):
    """Newest first, a page at a time.

    Signals:
        done: a sentence about what was brought back.
        failed: a UserError.
        paper_wanted: "preview", "print", "pdf" or "excel": the history that is asked for, as a document.
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
        self.filters = HistoryFilters(session)
        self.filters.changed.connect(self.show_history)
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
        column.addWidget(self.filters)
        acts = QWidget()
        flow = FlowLayout(acts, 8)
        flow.addWidget(self.filters.removed)
        for text, icon, what in (
            ("ดูตัวอย่าง", "eye", "preview"),
            ("พิมพ์…", "printer", "print"),
            ("บันทึก PDF…", "save", "pdf"),
            ("บันทึก Excel…", "file-spreadsheet", "excel"),
        ):
            flow.addWidget(button(text, "quiet", icon, partial(self.paper_wanted.emit, what)))
        column.addWidget(acts)
        column.addWidget(self.count)
        column.addLayout(self._items)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))

    def enter(self) -> None:
        self.filters.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._know_names()
        self.show_history()

    def show_mission(self, mission: str) -> None:
        """Show everything that happened to a mission."""
        self._know_names()
        self.filters.show_mission(mission)

    def _know_names(self) -> None:
        self._names = people.names(self._session.store)
        self.filters.fill(self._names)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.outside or change.settings):
            self.show_history()

    # --- showing -------------------------------------------------------------------------------------------------

    def show_history(self) -> None:
        """Show the newest items of what is asked for."""
        if not self.isVisible():
            return
        while (item := self._items.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._shown = 0
        self._show_more()

    def _show_more(self) -> None:
        store, wanted = self._session.store, self.filters.wanted()
        try:
            self._session.flush()
            acts, whole = store.office_page(wanted, offset=self._shown, limit=PAGE)
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
        name = title_text(act, self._session.packs)
        column.addWidget(ThaiLabel(name, "subheading"))
        self._add_lines(column, name, act_texts(act, self._session.packs, self._names))
        for reason in reasons(act):
            column.addWidget(ThaiLabel(f"เหตุผล: {reason}"))
        column.addWidget(ThaiLabel(f"{moment_text(act[0])} · {act[0].name}", "note"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 8, 0, 8)
        row.addLayout(column, 1)
        puts = [put for item in act if (put := self._way_back(item)) is not None]
        if puts:
            words = "กู้คืน" if len(puts) == 1 else f"กู้คืน {len(puts)} รายการ"
            back = button(words, icon="undo-2", on_click=lambda: self._restore(act, puts))
            back.setObjectName(f"restore_{puts[0].record}")
            back.setAccessibleName(f"{words}: {act[0].label}")
            row.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _add_lines(self, column: QVBoxLayout, name: str, lines: Sequence[str]) -> None:
        """Add what was altered; where that is much, a button opens and closes the rest."""
        if not lines:
            return
        few, rest = "\n".join(lines[:_LINES_SHOWN]), len(lines) - _LINES_SHOWN
        label = ThaiLabel(few if rest > 1 else "\n".join(lines))
        column.addWidget(label)
        if rest > 1:  # a button in place of one line saves nothing
            column.addWidget(_opener(label, few, lines, name), 0, Qt.AlignmentFlag.AlignLeft)

    # --- as a document -------------------------------------------------------------------------------------------

    def paper(self, *, excel: bool = False) -> Paper:
        """Return the history that is asked for, ready to be printed or saved; raises UserError."""
        from cdd_desktop.reports.content_history import HEADING, MOST, history_report
        from cdd_desktop.reports.gather import office_options, office_text

        session, wanted = self._session, self.filters.wanted()
        session.flush()
        store = session.store
        acts, whole = store.office_page(wanted, limit=MOST)
        report = history_report(
            acts,
            session.packs,
            people.names(store),
            office_text(store),
            session.clock.today(),
            office_options(store),
            asked=self.filters.asked_text(),
            whole=whole,
        )

        def write(out: Path) -> None:
            from cdd_desktop.reports.excel.history_sheet import write_history_sheet
            from cdd_desktop.reports.pdf import write_history

            (write_history_sheet if excel else write_history)(report, out)

        return Paper(HEADING, f"{HEADING}{'.xlsx' if excel else '.pdf'}", write)

    # --- bringing back -------------------------------------------------------------------------------------------

    def _way_back(self, item: OfficeItem) -> Put | None:
        put = way_back(self._session.store, item)
        return None if put is None or self._stands_still(item) else put

    def _stands_still(self, item: OfficeItem) -> bool:
        """Return whether an item belongs to a quarter that can only be looked at."""
        session = self._session
        pack = session.packs.get(item.key[0]) if item.kind in {EVIDENCE, REPORTED} and item.key else None
        if pack is None or pack.id not in session.store.ended:
            return False
        return reopening.reopened(session.store, pack.id, item.key[2], item.key[-1]) is None

    def _restore(self, act: Sequence[OfficeItem], puts: Sequence[Put]) -> None:
        label = act[0].label or "ที่ลบไป"
        missions = {item.key[1] for item in act if len(item.key) > 1}
        store = self._session.store
        try:
            self._session.write(lambda: store.write(puts, action=f"กู้คืน: {label}"), missions)
        except UserError as error:
            self.failed.emit(error)
            return
        self.done.emit(f"กู้คืนแล้ว: {label}")


def _opener(label: ThaiLabel, few: str, lines: Sequence[str], name: str) -> QPushButton:
    """Return a button that shows all the lines, and the first few again."""
    closed, opened = f"แสดงอีก {len(lines) - _LINES_SHOWN} บรรทัด", "ย่อ"
    made = button(closed, "link")
    made.setAccessibleName(f"{closed}: {name}")

    def turn() -> None:
        whole = made.text() == closed
        label.setText("\n".join(lines) if whole else few)
        made.setText(opened if whole else closed)
        made.setAccessibleName(f"{made.text()}: {lines[0]}")

    made.clicked.connect(turn)
    return made
