"""Every deadline of the quarter: what is late and by whom first, then what is ahead, what is done last."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.reports.content import Options
from cdd_desktop.reports.content_due import HEADING, DueReport, DueRow, due_list_of
from cdd_desktop.reports.gather import office_options
from cdd_desktop.ui.controls import Segmented
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.officer_button import OfficerButton
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import stage_words
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, EmptyState, button, column, icon_button, page_scroll, title
from cdd_desktop.ui.zoom import fit

WIDTH = 820
_OPEN_ONLY, _ALL = "ที่ยังไม่ส่ง", "ทั้งหมด"


class DuePage(Page):
    """Signals:
    opened: id of a mission, and of the round to open it in.
    officer_chosen: id of a mission, and of the person who is to answer for it ("" : nobody).
    paper_wanted: "preview", "print" or "pdf".
    closed: go back home.
    """

    opened = Signal(str, str)
    officer_chosen = Signal(str, str)
    paper_wanted = Signal(str)
    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("due")
        self._session = session
        self.count, self.by_person = ThaiLabel("", "soft"), ThaiLabel("", "soft")
        self.which = Segmented(_OPEN_ONLY, _ALL)
        self.which.setAccessibleName("แสดงรายการ")
        self.which.set_value(True)
        self.which.chosen.connect(lambda _value: self._show())
        self.card = Card()
        page = QWidget()
        body = QVBoxLayout(page)
        body.setContentsMargins(28, 16, 28, 28)
        body.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(icon_button("chevron-left", "กลับหน้าหลัก (Esc)", self.closed.emit))
        head.addWidget(title("กำหนดส่งทั้งไตรมาส"), 1)
        body.addLayout(head)
        body.addWidget(self.count)
        body.addWidget(self.by_person)
        acts = QWidget()
        flow = FlowLayout(acts, 8)
        flow.addWidget(self.which)
        for text, icon, what in (
            ("ดูตัวอย่าง", "eye", "preview"), ("พิมพ์…", "printer", "print"), ("บันทึก PDF…", "save", "pdf")
        ):  # fmt: skip
            flow.addWidget(button(text, "quiet", icon, partial(self.paper_wanted.emit, what)))
        body.addWidget(acts)
        body.addWidget(self.card)
        body.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))
        session.changed.connect(self._on_change)

    def enter(self) -> None:
        self.which.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators or change.settings):
            self._show()

    def report(self, options: Options) -> DueReport:
        """Return the whole list, as it is printed."""
        session = self._session
        return due_list_of(session.store, session.pack, session.clock.now(), options)

    def paper(self) -> Paper:
        """Return the list, ready to be printed; raises UserError."""
        self._session.flush()
        report = self.report(office_options(self._session.store))

        def write(out: Path) -> None:
            from cdd_desktop.reports.pdf import write_due

            write_due(report, out)

        return Paper(HEADING, f"{HEADING}.pdf", write)

    def _show(self) -> None:
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        report = self.report(Options(thai_digits=False))
        self.count.setText(f"{self._session.pack.period_title} · {report.count}")
        self.by_person.setText(report.by_person)
        self.by_person.setVisible(bool(report.by_person))
        open_only = self.which.value() is not False
        rows = [row for row in report.rows if not (open_only and row.sent)]
        if rows:
            self.card.body.addWidget(self._table(rows))
        else:
            self.card.body.addWidget(EmptyState("ส่งครบทุกรายการแล้ว", icon="check"))

    def _table(self, rows: list[DueRow]) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for at, row in enumerate(rows):
            words = f"{row.no}  {row.title}"
            link = button(words, "link", on_click=partial(self.opened.emit, str(row.mission), str(row.round_id)))
            link.setAccessibleName(f"เปิด {words} · {row.round}")
            grid.addWidget(link, at, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._standing(row), at, 1)
        return made

    def _standing(self, row: DueRow) -> QVBoxLayout:
        lines = column(spacing=0)
        lines.addWidget(ThaiLabel(row.standing, "problem" if row.pressing else ""))
        if row.sent:
            lines.addWidget(ThaiLabel(f"{row.round} · กำหนดส่ง {row.deadline} · ผู้รับผิดชอบ {row.who}", "note"))
            return lines
        mission = self._session.pack.indicator_by_id[str(row.mission)]
        stage = stage_words(self._session, mission, str(row.round_id))
        lines.addWidget(ThaiLabel(f"{row.round} · กำหนดส่ง {row.deadline} · {stage}", "note"))
        officer = OfficerButton(self._session)
        officer.show_officer(str(row.mission), row.round)
        officer.chosen.connect(lambda person: self.officer_chosen.emit(str(row.mission), person))
        lines.addWidget(officer, 0, Qt.AlignmentFlag.AlignLeft)
        return lines
