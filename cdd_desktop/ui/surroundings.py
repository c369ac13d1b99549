"""What stands around the page (header, navigation, strips, status line) and follows the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from cdd_desktop.errors import UserError
from cdd_desktop.ui.navigation import Place, mission_place
from cdd_desktop.ui.page import DOCUMENTS, HISTORY, HOME, SETTINGS
from cdd_desktop.ui.session import Change
from cdd_desktop.ui.standing import standing
from cdd_desktop.ui.undoing import menu_text

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow

_DAY_MS = 60_000
_UNDO_MS = 60  # after the frame: the names of undo and redo are read from the store


class Surroundings(QObject):
    """Bound to one window; shows there what changed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session
        self._undo_timer = QTimer(self)
        self._undo_timer.setSingleShot(True)
        self._undo_timer.setInterval(_UNDO_MS)
        self._undo_timer.timeout.connect(self._show_undo)
        self._day_timer = QTimer(self)
        self._day_timer.setInterval(_DAY_MS)
        self._day_timer.timeout.connect(self.look_at_day)
        self._day_timer.start()
        window.stack.currentChanged.connect(lambda _at: self._undo_timer.start())  # it names what is not shown

    def stop(self) -> None:
        """Ask the store nothing more: it is closed."""
        self._undo_timer.stop()
        self._day_timer.stop()

    def look_at_day(self) -> None:
        """Show what another day alters; many windows stay open over night."""
        if self._session.clock.today() == self._session.day:
            return
        self._window.leave()  # what is being typed belongs to the day before
        try:
            self._session.begin_day()
        except UserError as error:
            self._window.show_error(error)
        else:
            self.refresh()

    def show_change(self, change: Change) -> None:
        """Show what changed."""
        window, session = self._window, self._session
        if change.saving:
            window.status.show_session(session)
        if change.everything or change.indicators or change.settings:
            self._undo_timer.start()
        if change.settings:
            self._show_undo()
            window.year_strip.show_session(session)
            window.header.show_people(session)
            window.header.show_due(session)  # what is sent is late no more
            window.status.show_session(session)
        elif change.indicators:
            window.actions_by_id["undo"].setEnabled(True)
        if change.everything:
            self.refresh()
        elif change.indicators:
            self._show_places()

    def refresh(self) -> None:
        """Show office, round and navigation anew."""
        window, session = self._window, self._session
        ready = session.office is not None
        for widget in (window.header, window.navigation, window.nav_line):
            widget.setVisible(ready)
        window.header.show_session(session)
        window.year_strip.show_session(session)
        window.status.show_session(session)
        self._show_places()
        self._undo_timer.start()
        if session.demo:
            text = "ข้อมูลตัวอย่าง ลองแก้ได้ตามต้องการ ไม่เกี่ยวกับข้อมูลจริงของสำนักงาน"
            window.banner.say(text, tone="warn", action="กลับไปข้อมูลจริง")
            window.banner.close_button.hide()

    def _show_places(self) -> None:
        session = self._session
        places = [Place(HOME, "หน้าหลัก", "house"), Place("", "ภารกิจ")]
        places += [mission_place(standing(session, indicator)) for indicator in session.indicators]
        places += [Place("", "งานอื่น"), Place(DOCUMENTS, "เอกสาร", "file-text")]
        places += [Place(HISTORY, "ประวัติ", "history"), Place(SETTINGS, "ตั้งค่า", "settings")]
        self._window.navigation.show_places(places, self._window.place)

    def _show_undo(self) -> None:
        store = self._session.store
        for name, ahead, word in (("undo", store.undo_ahead(), "เลิกทำ"), ("redo", store.redo_ahead(), "ทำซ้ำ")):
            action = self._window.actions_by_id[name]
            action.setText(menu_text(self._window, word, ahead))
            action.setEnabled(ahead is not None)
