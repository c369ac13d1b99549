"""What lies over the whole window while it is locked: who is here, and the password of whoever has one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from cdd_desktop.errors import UserError
from cdd_desktop.store import people
from cdd_desktop.store.people import Person
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.overlay import Overlay
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, heading

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow


def password_line(words: str, name: str) -> QLineEdit:
    """Return a field whose text is not shown."""
    line = QLineEdit()
    line.setProperty(FIELD, "line")
    line.setObjectName(name)
    line.setAccessibleName(words)
    line.setPlaceholderText(words)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def who_may_enter(session: Session) -> list[Person]:
    """Return who can uncover the window, whoever is at the keyboard first.

    Of an encrypted folder, and where whoever is at the keyboard has a password, only those with one: the name of a
    colleague alone must not open what the password protects.
    """
    here = session.store.person
    secured = session.store.key is not None or any(one.password for one in session.people if one.id == here)
    found = [one for one in session.people if one.password or not secured]
    return sorted(found, key=lambda one: one.id != here)


class LockCover(Overlay):
    """Hides everything until somebody of the office has signed in.

    Signals:
        entered: somebody is at the keyboard; whether it is somebody else than before.
        quit_wanted: close the program.
    """

    entered = Signal(bool)
    quit_wanted = Signal()

    def __init__(self, window: MainWindow, words: str, note: str) -> None:
        super().__init__(window, 480)
        self.setObjectName("lockCover")
        self._session = session = window.session
        self.person = Select()
        self.person.setAccessibleName("ผู้ใช้งาน")
        self._people = {one.id: one for one in who_may_enter(session)}
        for one in self._people.values():
            self.person.addItem(one.name, one.id)
        self.person.currentIndexChanged.connect(lambda _row: self._show_person())
        self.password = password_line("รหัสผ่าน", "lockPassword")
        self.password.returnPressed.connect(self._enter)
        self.without = ThaiLabel("ยังไม่ได้ตั้งรหัสผ่าน กดเข้าใช้งานได้เลย", "note")
        self.problem = ThaiLabel("", "problem")
        self.problem.hide()
        self.enter = button("เข้าใช้งาน", "primary", "lock-open", self._enter)
        self.enter.setObjectName("lockEnter")
        body = self.card.body
        body.addWidget(heading(words))
        body.addWidget(ThaiLabel(note, "soft"))
        for widget in (self.person, self.password, self.without, self.problem):
            body.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.enter)
        row.addStretch(1)
        row.addWidget(button("ปิดโปรแกรม", on_click=self.quit_wanted.emit))
        body.addLayout(row)
        self._show_person()

    def take_focus(self) -> None:
        """Put the cursor where the person goes on."""
        (self.enter if self.password.isHidden() else self.password).setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, text: str) -> None:
        """Say what was wrong."""
        self.problem.setText(text)
        self.problem.show()

    def _chosen(self) -> str:
        return str(self.person.currentData() or "")

    def _show_person(self) -> None:
        chosen = self._people.get(self._chosen())
        asked = chosen is not None and chosen.password
        self.password.setVisible(asked)
        self.without.setVisible(not asked)
        self.password.clear()
        self.problem.hide()

    def _enter(self) -> None:
        person, session = self._chosen(), self._session
        other = person != session.store.person
        try:
            if other:
                session.set_person(person, self.password.text())
            else:  # nothing is read anew for whoever only comes back
                people.sign_in(session.store, person, self.password.text())
        except UserError as error:
            self.tell(str(error))
            self.password.selectAll()
            self.take_focus()
            return
        self.entered.emit(other)
