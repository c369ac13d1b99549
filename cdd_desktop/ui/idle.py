"""Covers the window when nobody has used it for some minutes and whoever is at the keyboard has a password."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout

from cdd_desktop.errors import UserError
from cdd_desktop.store import keyring, keyslots, people
from cdd_desktop.ui.busy_page import CentredPage
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.unlock_page import password_line
from cdd_desktop.ui.widgets import button, heading

MINUTES = "lock_minutes"  # name of what this PC remembers
USUAL = 10
CHOICES = (5, 10, 15, 30, 0)
_USED = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.InputMethod,
}


def minutes_of(session: Session) -> int:
    """Return after how many minutes the window is covered, 0 for never."""
    kept = session.local(MINUTES, USUAL)
    return kept if isinstance(kept, int) and kept in CHOICES else USUAL


def who_has_password(session: Session) -> list[tuple[str, str]]:
    """Return id and name of those who can uncover the window, whoever is at the keyboard first."""
    store = session.store
    found = [(person.id, person.name) for person in session.people if person.password]
    if store.key is not None:
        with suppress(UserError):
            found = list(keyring.who_can_unlock(store.data_dir))
    return sorted(found, key=lambda one: one[0] != store.person)


def is_password(session: Session, person: str, password: str) -> bool:
    """Return whether this is the person's password: that of the folder where it is encrypted, else their own."""
    store = session.store
    if store.key is None:
        return people.check_password(store, person, password)
    slot = keyslots.load(store.data_dir).slot_of(person)
    return slot is not None and keyring.unwrap(slot, password) is not None


class IdleWatch(QObject):
    """Watches the whole program for keys and mouse.

    Signals:
        idle: nobody has used it for as long as was set, and there is a password to ask for.
    """

    idle = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        self.restart()

    def restart(self) -> None:
        """Begin to count anew."""
        minutes = minutes_of(self._session)
        if minutes:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def stop(self) -> None:
        """Watch no more; the session may be closed afterwards."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED and self._timer.isActive():
            self._timer.start()
        return False

    def _time_is_up(self) -> None:
        here = self._session.store.person
        if QApplication.activeModalWidget() is not None or here not in dict(who_has_password(self._session)):
            self.restart()
        else:
            self.idle.emit()


class LockPage(CentredPage):
    """Stands in the place of the window until somebody of the office gives their password.

    Signals:
        uncovered: id of the person.
    """

    uncovered = Signal(str)

    def __init__(self, session: Session, close: Callable[[], bool]) -> None:
        super().__init__(480)
        self.setObjectName("lock")
        self._session = session
        self._close = close
        self.who = Select()
        self.who.setAccessibleName("ผู้ใช้งาน")
        for identity, name in who_has_password(session):
            self.who.addItem(name, identity)
        self.password = password_line("รหัสผ่าน", "lockPassword")
        self.password.returnPressed.connect(self._enter)
        self.problem = ThaiLabel("", "problem")
        self.problem.hide()
        body = self.card.body
        body.addWidget(heading("หน้าจอล็อกอยู่"))
        body.addWidget(ThaiLabel("งานที่ทำค้างไว้บันทึกแล้ว พิมพ์รหัสผ่านเพื่อทำต่อ", "soft"))
        for widget in (self.who, self.password, self.problem):
            body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(button("ทำต่อ", "primary", "lock-open", self._enter))
        row.addStretch(1)
        body.addLayout(row)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the program closes the window that is covered."""
        event.setAccepted(self._close())

    def _enter(self) -> None:
        person = str(self.who.currentData() or "")
        try:
            right = is_password(self._session, person, self.password.text())
        except UserError as error:
            self._tell(str(error))
            return
        if right:
            self._close = lambda: True
            self.uncovered.emit(person)
        else:
            self._tell("รหัสผ่านไม่ถูกต้อง พิมพ์อีกครั้ง")

    def _tell(self, text: str) -> None:
        self.problem.setText(text)
        self.problem.show()
        self.password.setFocus()
        self.password.selectAll()
