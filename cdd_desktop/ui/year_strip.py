"""The line over every page of a quarter that is over: only to be looked at, until somebody says why it must change."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cdd_desktop.store.people import Right, allowed
from cdd_desktop.ui.due import current_pack
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.round_strip import act_text
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button


class YearStrip(QFrame):
    """Signals:
    reopen_wanted, close_wanted: let the round be altered, or not any more.
    now_wanted: go to the round that is due next.
    """

    reopen_wanted = Signal()
    close_wanted = Signal()
    now_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("yearStrip")
        self.setProperty("role", "notice")
        self.text = ThaiLabel("")
        self.reopen = button("เปิดให้แก้…", "link", "lock-open", self.reopen_wanted.emit)
        self.close_again = button("ปิดการแก้ไข", "link", on_click=self.close_wanted.emit)
        self.now = button("ไปรอบปัจจุบัน", "link", "arrow-right", self.now_wanted.emit)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.setSpacing(10)
        row.addWidget(Mark("warn"))
        row.addWidget(self.text, 1)
        for made in (self.reopen, self.close_again, self.now):
            row.addWidget(made)
        self.hide()

    def show_session(self, session: Session) -> None:
        """Show how the open quarter stands; nothing where it is not over."""
        self.setVisible(session.over and session.office is not None)
        if not session.over:
            return
        may = allowed(session.store, Right.REOPEN)
        self.reopen.setVisible(may and session.closed)
        self.close_again.setVisible(may and not session.closed)
        self.text.setText(_words(session))
        self.setAccessibleName(self.text.text())
        tone = None if session.closed else "warn"
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


def _words(session: Session) -> str:
    year, present = session.pack.fiscal_year, current_pack(session.packs.values(), session.clock.today()).fiscal_year
    what = f"ข้อมูลปีงบประมาณ {year}" if year != present else f"ข้อมูล{session.pack.period_title}"
    act = session.reopened
    if act is None:
        return f"{what} ดูอย่างเดียว"
    return f"{what} เปิดให้แก้เฉพาะ{session.round.title} โดย {act_text(act)} เหตุผล: {act.reason}"
