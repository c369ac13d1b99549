"""The last backup, at the end: the window closes when it is made, was stopped, or the person goes without it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from cdd_desktop.errors import UserError
from cdd_desktop.ui.keeping import GIVE_UP_MS, leave_stuck
from cdd_desktop.ui.overlay import Overlay
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, heading

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.worker import Task

QUIET_MS = 1000  # a backup that takes no longer is not worth a word


class ClosingPage(Overlay):
    """Says that a backup is being made, or why there is none.

    Signals:
        stopped: do not wait for it.
        again: try once more.
        given_up: close without it.
        stayed: do not close.
    """

    stopped = Signal()
    again = Signal()
    given_up = Signal()
    stayed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, 560)
        self.setObjectName("closing")
        self.title = heading("กำลังสำรองข้อมูลก่อนปิด")
        self.note = ThaiLabel("ทุกอย่างที่แก้ไขบันทึกแล้ว สำเนานี้มีไว้เผื่อเครื่องเสีย", "soft")
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.stop = button("ปิดโดยไม่สำรอง", on_click=self._stop)
        self.retry = button("ลองอีกครั้ง", "primary", on_click=self.again.emit)
        self.leave = button("ปิดโดยไม่สำรอง", on_click=self.given_up.emit)
        self.stay = button("กลับไปทำงาน", on_click=self.stayed.emit)
        row = QHBoxLayout()
        for one in (self.retry, self.stop, self.leave, self.stay):
            row.addWidget(one)
        row.addStretch(1)
        for widget in (self.title, self.note, self.bar):
            self.card.body.addWidget(widget)
        self.card.body.addLayout(row)
        self.show_busy()

    def show_busy(self) -> None:
        self._show("กำลังสำรองข้อมูลก่อนปิด", "ทุกอย่างที่แก้ไขบันทึกแล้ว สำเนานี้มีไว้เผื่อเครื่องเสีย", busy=True)

    def show_failure(self, error: UserError) -> None:
        """Tell why there is no backup, and offer the ways on."""
        self._show("ยังไม่ได้สำรองข้อมูล", str(error), busy=False)
        self.retry.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, title: str, note: str, *, busy: bool) -> None:
        self.title.setText(title)
        self.note.setText(note)
        for widget in (self.bar, self.stop):
            widget.setVisible(busy)
        for widget in (self.retry, self.leave, self.stay):
            widget.setVisible(not busy)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.note.setText("กำลังหยุด")
        self.stopped.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()


class Closing(QObject):
    """Bound to one window; asked when that wants to close.

    Attributes:
        page: what lies over the window meanwhile.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._then: Callable[[], object] | None = None  # what follows the closing in place of the program's end
        self._settled = False
        self._task: Task | None = None
        self.page: ClosingPage | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(GIVE_UP_MS)
        self._patience.timeout.connect(self._give_up_waiting)

    def close_then(self, act: Callable[[], object]) -> None:
        """Close the window and go on with something else, at once or after the last backup."""
        self._then = act
        if self._window.close():
            act()
        elif self.page is None:
            self._then = None

    def hold(self, title: str) -> None:
        """Say that the window stays because something is being printed, and offer to close it all the same."""
        words = f"ยังพิมพ์ {title} ไม่เสร็จ จึงยังไม่ปิดโปรแกรม ปิดได้เมื่อพิมพ์เสร็จ"
        if self._window.idle_lock.cover is not None:
            self._window.idle_lock.cover.tell(words)
        self._window.offer(words, "หยุดพิมพ์แล้วปิด", self._stop_printing)

    def _stop_printing(self) -> None:
        self._window.desk.stop_printing()
        self._window.quit_wanted.emit()

    def without_saving(self) -> None:
        """Close although the last edits cannot be written: the person has been told and chose it."""
        self._window.session.abandon()
        self._window.quit_wanted.emit()

    def over(self) -> bool:
        """Return whether the last backup is made or not wanted; begin it otherwise. Raises UserError."""
        if self._settled or self._task is not None:
            return self._settled
        keeper = self._window.keeper
        keeper.stop()
        if not keeper.exit_due():
            return True
        self._begin()
        if keeper.made_within(QUIET_MS):
            return True
        self._show()
        return False

    def _begin(self) -> None:
        keeper = self._window.keeper
        self._task = task = keeper.last_backup()
        task.done.connect(self._made)  # a lambda would outlive the window
        task.failed.connect(self._failed)
        task.ended.connect(self._ended)

    def _show(self) -> None:
        if self.page is not None:
            self.page.show_busy()
            return
        page = self.page = ClosingPage(self._window)
        page.stopped.connect(self._stop)
        page.again.connect(self._again)
        page.given_up.connect(self._go)
        page.stayed.connect(self._stay)
        page.lay()
        page.stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def _again(self) -> None:
        self._show()
        self._begin()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._patience.start()

    def _ended(self) -> None:
        task, self._task = self._task, None
        if task is not None and task.cancelled:
            self._go()

    def _made(self, _info: object) -> None:
        self._go()

    def _failed(self, error: UserError) -> None:
        if self._settled:
            return
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():  # the PC is shut down: nobody is asked
            self._go()
        elif self.page is not None:
            self.page.show_failure(error)

    def _give_up_waiting(self) -> None:
        leave_stuck()
        self._go()

    def _go(self) -> None:
        if self._settled:
            return
        self._patience.stop()
        self._settled = True
        if self.page is None:
            return  # the window had not to be told that it may not close yet
        if self._then is None:
            self._window.quit_wanted.emit()
        elif self._window.close():
            self._then()

    def _stay(self) -> None:
        page, self.page, self._then = self.page, None, None
        if page is not None:
            page.lift()
