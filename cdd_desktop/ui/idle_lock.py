"""The lock of the window: by itself when nobody has used it for some minutes, or at once by a key.

It covers the window with everything in it and leaves all of it as it is. It is there for whoever has a password, and
for everybody where the folder is encrypted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from cdd_desktop.store.passwords import LOCK_MINUTES as MINUTES
from cdd_desktop.ui.lock_cover import LockCover, who_may_enter
from cdd_desktop.ui.session import PERSON, Change, Session

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow

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


class IdleLock(QObject):
    """Bound to one window. It watches keys and mouse only while there is something to lock."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._watching = False
        self.cover: LockCover | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.lock)
        self._session.changed.connect(self._on_change)
        self.refresh()

    def lockable(self) -> bool:
        """Return whether a password stands between whoever comes by and the person at the keyboard."""
        here = next((one for one in self._session.people if one.id == self._session.store.person), None)
        if self._session.store.key is not None:
            return bool(who_may_enter(self._session))
        return here is not None and here.password

    def refresh(self) -> None:
        """Watch, or stop watching, as there is something to lock or not."""
        app, wanted = QApplication.instance(), self.lockable()
        if app is None or wanted is self._watching:
            return
        self._watching = wanted
        if wanted:
            app.installEventFilter(self)
            self.restart()
        else:
            app.removeEventFilter(self)
            self._timer.stop()

    def restart(self) -> None:
        """Count anew, by the minutes that are set now."""
        minutes = minutes_of(self._session)
        if minutes and self._watching:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    def lock(self) -> None:
        """Write what waits and cover the window."""
        if self.lockable():
            self._cover("หน้าจอล็อกอยู่", "งานที่ทำค้างไว้ยังอยู่ครบ")

    def ask_who(self) -> None:
        """Cover the window until it is said who is here, where whoever was here last has a password."""
        last = str(self._session.local(PERSON, "") or "")
        known = any(one.password and last in {one.id, one.name} for one in self._session.people)
        if known and not self._session.store.person:
            self._cover("ใครใช้งานเครื่องนี้", "ชื่อนี้จะอยู่ในทุกการแก้ไข")

    # --- the cover -----------------------------------------------------------------------------------------------

    def _cover(self, words: str, note: str) -> None:
        if self.cover is not None:
            return
        window = self._window
        window.leave()
        cover = self.cover = LockCover(window, words, note)
        cover.entered.connect(self._uncover)
        cover.quit_wanted.connect(window.quit_wanted)
        cover.lay()
        cover.take_focus()

    def _uncover(self, other: bool) -> None:
        cover, self.cover = self.cover, None
        if cover is None:
            return
        cover.lift()
        self.restart()
        if other:  # what the one before had open beside the page is not for the next
            self._window.persons.begin_anew()

    def _on_change(self, change: Change) -> None:
        if change.settings or change.everything:
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _USED and self._timer.isActive():
            self._timer.start()  # with the time it had
        return False
