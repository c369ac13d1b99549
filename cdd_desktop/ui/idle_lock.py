"""The screen locks itself when nobody has used it for a while; only where who is at the keyboard has a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from cdd_desktop.ui.main_window import MainWindow

IDLE_MINUTES = "idle_minutes"  # name of what this PC remembers
DEFAULT_MINUTES = 10
_USED = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel}


class LockCover(QWidget):
    """Hides the whole window until somebody has signed in."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lockCover")
        self.setAutoFillBackground(True)
        self._session = session
        self.person = Select()
        self.person.setAccessibleName("ผู้ใช้งาน")
        for one in session.people:
            self.person.addItem(one.name, one.id)
        self.person.setCurrentIndex(max(self.person.findData(session.store.person), 0))
        self.password = QLineEdit()
        self.password.setObjectName("lockPassword")
        self.password.setAccessibleName("รหัสผ่าน")
        self.password.setPlaceholderText("รหัสผ่าน")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = ThaiLabel("", "problem")
        self.enter = button("เข้าใช้งาน", "primary", "lock-open")
        self.enter.setObjectName("lockEnter")
        card = Card("หน้าจอล็อกอยู่")
        card.setFixedWidth(360)
        card.body.addWidget(ThaiLabel("ข้อมูลที่กรอกไว้บันทึกครบแล้ว", "soft"))
        for widget in (self.person, self.password, self.problem, self.enter):
            card.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignCenter)


class IdleLock(QObject):
    """Bound to one window. It watches keys and mouse only while there is something to lock."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._watching = False
        self._disabled: list[QAction] = []
        self.cover: LockCover | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)
        self._session.changed.connect(self._on_change)
        self.refresh()

    def lockable(self) -> bool:
        """Return whether who is at the keyboard has a password."""
        here = self._session.store.person
        return any(one.id == here and one.password for one in self._session.people)

    def refresh(self) -> None:
        """Watch, or stop watching, as the person at the keyboard has a password or not."""
        app, wanted = QApplication.instance(), self.lockable()
        if app is None or wanted is self._watching:
            return
        self._watching = wanted
        if wanted:
            app.installEventFilter(self)
            self._start()
        else:
            app.removeEventFilter(self)
            self._timer.stop()

    def lock(self) -> None:
        """Write what waits and cover the window."""
        if self.cover is not None or not self.lockable():
            return
        self._window.leave()
        self.cover = LockCover(self._session, self._window)
        self.cover.enter.clicked.connect(self._enter)
        self.cover.password.returnPressed.connect(self._enter)
        self._disabled = [action for action in self._window.actions_by_id.values() if action.isEnabled()]
        for action in self._disabled:
            action.setEnabled(False)  # their keys work in the whole window, covered or not
        self._set_usable(usable=False)
        self.cover.setGeometry(self._window.rect())
        self.cover.show()
        self.cover.raise_()
        self.cover.password.setFocus()

    def place(self) -> None:
        """Follow the window's size."""
        if self.cover is not None:
            self.cover.setGeometry(self._window.rect())

    def _enter(self) -> None:
        cover = self.cover
        if cover is None:
            return
        try:
            self._session.set_person(str(cover.person.currentData()), cover.password.text())
        except UserError as error:
            cover.problem.setText(str(error))
            cover.password.selectAll()
            cover.password.setFocus()
            return
        self.cover = None
        cover.hide()
        cover.deleteLater()
        self._set_usable(usable=True)
        for action in self._disabled:
            action.setEnabled(True)
        self._start()
        if (page := self._window.shown_page()) is not None:
            page.enter()

    def _set_usable(self, *, usable: bool) -> None:
        self._window.menuBar().setEnabled(usable)
        if (content := self._window.centralWidget()) is not None:
            content.setEnabled(usable)

    def _on_change(self, change: Change) -> None:
        if change.settings or change.everything:
            self.refresh()

    def _start(self) -> None:
        minutes = int(self._session.local(IDLE_MINUTES, DEFAULT_MINUTES) or DEFAULT_MINUTES)
        self._timer.start(minutes * 60_000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED:
            self._timer.start()  # with the time it had
        elif event.type() == QEvent.Type.Resize and watched is self._window:
            self.place()
        return False
