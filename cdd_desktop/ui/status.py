"""The line at the bottom: whether all is saved, what is being worked on, who is at the keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from cdd_desktop.ui.marks import IconMark
from cdd_desktop.ui.session import Saving, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button
from cdd_desktop.ui.worker import Task, Worker
from cdd_desktop.ui.zoom import fit

BUSY_AFTER_MS = 1000  # shorter work is over before a person could read about it


class StatusLine(QFrame):
    """Says quietly how things stand."""

    def __init__(self, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setProperty("role", "panel")
        self._icon = IconMark("check", "canvas", 14)
        self.saved = ThaiLabel("", "note", wrap=False)
        self.saved.setObjectName("savedText")
        self._person = ThaiLabel("", "note", wrap=False)
        self._person.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._tasks: list[Task] = []
        self._busy = QWidget()
        busy = QHBoxLayout(self._busy)
        busy.setContentsMargins(0, 0, 0, 0)
        self.busy_text = ThaiLabel("", "note", wrap=False)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        fit(bar, width=120)
        self.stop = button("ยกเลิก", "link", on_click=self._cancel)
        self.stop.setAccessibleName("ยกเลิกสิ่งที่กำลังทำ")
        for widget in (self.busy_text, bar, self.stop):
            busy.addWidget(widget)
        self._busy.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BUSY_AFTER_MS)
        self._timer.timeout.connect(self._busy.show)
        worker.started.connect(self.follow)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 3, 16, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.saved)
        row.addSpacing(16)
        row.addWidget(self._busy)
        row.addWidget(self._person, 1)

    def show_session(self, session: Session) -> None:
        """Show the state of saving and who works."""
        text, icon, colour = saving_words(session)
        self.saved.setText(text)
        self._icon.set_icon(icon or "check", colour if icon else "canvas")
        self._person.setText(f"ผู้ใช้งาน: {session.person_name}" if session.person_name else "")

    def follow(self, task: Task) -> None:
        """Say how far a task is until it ends or is cancelled; of several the one that began last."""
        self._tasks.append(task)
        task.ended.connect(self._show_task)
        task.said.connect(self._show_task)
        if self._busy.isHidden():
            self._timer.start()
        self._show_task()

    def _show_task(self, _words: str = "") -> None:
        self._tasks = [task for task in self._tasks if not task.over and not task.cancelled]
        if self._tasks:
            self.busy_text.setText(self._tasks[-1].label)
        else:
            self._timer.stop()
            self._busy.hide()

    def _cancel(self) -> None:
        if self._tasks:
            self._tasks[-1].cancel()
        self._show_task()


def saving_words(session: Session) -> tuple[str, str, str]:
    """Return the state of saving in words, with its icon and colour."""
    if session.saving is Saving.FAILED:
        return "ยังบันทึกไม่ได้ ข้อมูลยังอยู่บนจอ กำลังลองใหม่", "triangle-alert", "danger"
    if session.saving is Saving.WAITING:
        return "กำลังบันทึก", "", "ink_soft"
    if session.saved_at is None:
        return "บันทึกให้เองทุกครั้งที่แก้ไข", "check", "good"
    return f"บันทึกแล้ว {session.saved_at:%H:%M}", "check", "good"
