"""What is told over the window when the full check finds the open database damaged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from cdd_desktop.store import Report
from cdd_desktop.ui.overlay import Overlay
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, heading

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow

_SHOWN = 6


class DamagePage(Overlay):
    """Offers the way to a backup, or to go on for now.

    Signals:
        mend_wanted: close the data and show what can be saved.
    """

    mend_wanted = Signal()

    def __init__(self, window: MainWindow, report: Report) -> None:
        super().__init__(window, 640)
        self.setObjectName("damage")
        body = self.card.body
        body.addWidget(heading("ตรวจพบว่าไฟล์ข้อมูลเสียหายบางส่วน"))
        body.addWidget(
            ThaiLabel("สำเนาสำรองที่มีอยู่ไม่ถูกแตะต้อง และโปรแกรมหยุดสำรองทับแล้ว ควรดูทางแก้ก่อนกรอกต่อ เพราะสิ่งที่กรอกเพิ่มอาจกู้ไม่ได้")
        )
        self.found = ThaiLabel("\n".join(line.strip() for line in report.wrong[:_SHOWN]), "note")
        body.addWidget(self.found)
        self.mend = button("ดูทางแก้", "primary", "history", self.mend_wanted.emit)
        self.stay = button("ทำงานต่อไปก่อน", on_click=self.lift)
        row = QHBoxLayout()
        row.addWidget(self.mend)
        row.addWidget(self.stay)
        row.addStretch(1)
        body.addLayout(row)
        self.lay()
        self.mend.setFocus(Qt.FocusReason.OtherFocusReason)
