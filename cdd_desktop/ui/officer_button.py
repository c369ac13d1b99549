"""Who answers for a mission: the name over its form or in a list, and the office's people behind it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from cdd_desktop.ui.session import Session


class OfficerButton(QPushButton):
    """Names the officer.

    Signals:
        chosen: id of a person, "" for nobody.
    """

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("officerButton")
        self.setProperty("kind", "link")
        self._session = session
        self._menu = QMenu(self)
        self.setMenu(self._menu)

    def show_officer(self, indicator_id: str, where: str = "") -> None:
        """Show who answers for a mission, and who could; ``where`` tells one button of a list from another."""
        name = self._session.officer(indicator_id)
        self.setText(f"ผู้รับผิดชอบ {name}  " if name else "กำหนดผู้รับผิดชอบ  ")
        no = self._session.pack.indicator_by_id[indicator_id].no
        self.setAccessibleName(f"ผู้รับผิดชอบภารกิจ {no} {name or 'ยังไม่กำหนด'} {where}".rstrip())
        self.setEnabled(self._session.may_enter)
        self._menu.clear()
        for person in self._session.people:
            action = self._menu.addAction(person.name)
            action.setCheckable(True)
            action.setChecked(person.name == name)
            action.triggered.connect(lambda _checked, chosen=person.id: self.chosen.emit(chosen))
        if name:
            self._menu.addSeparator()
            self._menu.addAction("ไม่กำหนด").triggered.connect(lambda _checked: self.chosen.emit(""))
