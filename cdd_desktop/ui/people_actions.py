"""What the window does about people: who takes the keyboard, who answers for what, changing somebody."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store import duties, people
from cdd_desktop.store.people import Person, Right

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow


class PeopleActions(QObject):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    def choose(self, person: str) -> None:
        """Put somebody at the keyboard; a password is asked for where they have one."""
        self._window.leave()
        found = next((one for one in self._session.people if one.id == person), None)
        if found is None or person == self._session.store.person:
            self._window.header.show_people(self._session)
            return
        if found.password:
            from cdd_desktop.ui import people_sheets

            self._window.header.show_people(self._session)  # the menu has ticked the name; nobody is signed in yet
            people_sheets.ask_password(self._window.sheet, found, lambda text: self._sign_in(found, text))
        else:
            self._sign_in(found, "")

    def _sign_in(self, person: Person, password: str) -> bool:
        if not self._try(lambda: self._session.set_person(person.id, password)):
            return False
        self._window.say(f"ผู้ใช้งานเครื่องนี้คือ {person.name}")
        return True

    def edit(self, person: str) -> None:
        """Change somebody, or enter somebody new ("")."""
        from cdd_desktop.ui import people_sheets

        store = self._session.store
        found = next((one for one in people.people(store, inactive=True) if one.id == person), None)
        if not people.may_set_password(store, found or Person("", "")):
            self._window.show_error(people.refusal(Right.PEOPLE))
            return
        people_sheets.PersonSheet(self._window.sheet, self._session, found, self._save)

    def lock(self) -> None:
        """Lock the screen now, or say why that is not possible."""
        if self._window.idle_lock.lockable():
            self._window.idle_lock.lock()
        else:
            self._window.say("ล็อกได้เมื่อผู้ใช้งานมีรหัสผ่าน ตั้งรหัสผ่านได้ที่ตั้งค่า", "ไปตั้งค่า", lambda: self._window.go("settings"))

    def begin_anew(self) -> None:
        """Show the page as the next person may see it, without what the one before had open beside it."""
        window = self._window
        if "sheet" in vars(window) and window.sheet.isVisible():
            window.sheet.close_sheet()
        window.go(window.place)

    def somebody(self) -> bool:
        """Return whether somebody is named at the keyboard, and ask for it where nobody is."""
        if self._session.person_name or not self._session.people:
            return True
        self._window.warn("เลือกผู้ใช้งานที่แถบบนสุดก่อน ชื่อนี้จะอยู่ในการส่งและการรับรอง แล้วทำรายการอีกครั้ง")
        self._window.header.person.setFocus()
        return False

    def assign(self, indicator: Indicator, person: str) -> None:
        """Say who answers for a mission ("" : nobody)."""
        session = self._session

        def work() -> object:
            return session.write(
                lambda: duties.assign(session.store, session.pack, indicator, person or None), [indicator.id]
            )

        if self._try(work):
            name = session.officer(indicator.id)
            words = f"{name} รับผิดชอบภารกิจ {indicator.no}" if name else f"ภารกิจ {indicator.no} ไม่มีผู้รับผิดชอบ"
            self._window.say(words, "เลิกทำ", self._window.act.undo)

    def _save(self, work: Callable[[], object], words: str, back: Callable[[], object] | None) -> bool:
        """Write a change of somebody; return whether it was written.

        Args:
            back: takes it back; a change of people is no step of undo, lest somebody undo themselves out of the list.
        """
        if not self._try(lambda: self._session.write(work)):
            return False
        way = (lambda: self._try(lambda: self._session.write(back))) if back else None
        self._window.say(words, "เลิกทำ" if back else "", way)
        return True

    def _try(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except UserError as error:
            self._window.show_error(error)
            return False
        return True
