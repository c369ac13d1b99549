"""What stands in the place of the program when its data cannot be opened. Nothing is overwritten."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import Damaged
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button

WIDTH = 760


class FailurePage(QWidget):
    """Says what happened, what is safe and what to do.

    Signals:
        again: try to open once more.
        restore_wanted: put the newest intact backup in the place of the damaged file.
        quit_wanted: close the program.
    """

    again = Signal()
    restore_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, error: UserError, data_dir: Path) -> None:
        super().__init__()
        self.setObjectName("failure")
        self._data_dir = data_dir
        self.message = ThaiLabel(error.message, "heading")
        self.message.setObjectName("failureMessage")
        self.hint = ThaiLabel(error.hint)
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Mark("problem", size=32), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.message)
        words.addWidget(self.hint)
        words.addWidget(ThaiLabel("ข้อมูลเดิมยังอยู่ครบ โปรแกรมไม่ได้เขียนทับสิ่งใด", "soft"))
        words.addWidget(ThaiLabel(f"โฟลเดอร์ข้อมูล: {data_dir}", "note"))
        head.addLayout(words, 1)
        card.body.addLayout(head)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(button("ปิดโปรแกรม", on_click=self.quit_wanted.emit))
        row.addWidget(button("เปิดโฟลเดอร์ข้อมูล", icon="folder-open", on_click=self._open_folder))
        self.restore = button("กู้คืนจากสำเนาล่าสุด", icon="history", on_click=self.restore_wanted.emit)
        self.restore.setVisible(isinstance(error, Damaged))
        row.addWidget(self.restore)
        self.retry = button("ลองอีกครั้ง", "primary", "refresh-cw", self.again.emit)
        row.addWidget(self.retry)
        card.body.addSpacing(8)
        card.body.addLayout(row)
        card.setMaximumWidth(WIDTH)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def say(self, error: UserError) -> None:
        """Say what a way out met; the way stays open."""
        self.message.setText(error.message)
        self.hint.setText(error.hint)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_folder(self) -> None:
        folder = self._data_dir if self._data_dir.is_dir() else self._data_dir.parent
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
