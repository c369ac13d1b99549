"""The people of the office in the settings: who they are and what they may do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.store import people
from cdd_desktop.store.people import Person, Right, role_name
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, rule


class PeopleCard(Card):
    """One row for each person; those who have left stand last.

    Signals:
        wanted: id of the person to change, "" for somebody new.
    """

    wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("ผู้ใช้งาน", parent)
        self.setObjectName("people")
        self._session = session
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._hint = ThaiLabel("", "note")
        self.add = button("เพิ่มผู้ใช้งาน", icon="user-plus", on_click=lambda: self.wanted.emit(""))
        self.add.setObjectName("addPerson")
        self.body.addWidget(ThaiLabel("ทุกการแก้ไขบันทึกชื่อผู้ทำไว้ เปลี่ยนผู้ใช้งานเครื่องนี้ที่ปุ่มชื่อบนแถบบนสุด", "note"))
        self.body.addLayout(self._rows)
        self.body.addWidget(self._hint)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        session.changed.connect(self._on_change)

    def show_people(self) -> None:
        """Show everybody as stored."""
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        store = self._session.store
        may = people.allowed(store, Right.PEOPLE)
        everyone = people.people(store, inactive=True)
        for person in sorted(everyone, key=lambda one: not one.active):
            self._rows.addWidget(self._row(person, may=may))
            self._rows.addWidget(rule())
        self.add.setVisible(may)
        self._hint.setVisible(not may)
        self._hint.setText("เพิ่มหรือแก้ผู้ใช้งานได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ")

    def _row(self, person: Person, *, may: bool) -> QWidget:
        here = person.id == self._session.store.person
        made = QWidget()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ThaiLabel(f"{person.name} (กำลังใช้งาน)" if here else person.name))
        about = [person.position, role_name(person.role) if person.active else "เลิกใช้งานแล้ว"]
        about += ["มีรหัสผ่าน"] if person.password else []
        words.addWidget(ThaiLabel(" · ".join(part for part in about if part), "note"))
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 6, 0, 6)
        row.addLayout(words, 1)
        if may or here:
            edit = button("แก้ไข" if may else "รหัสผ่าน", on_click=lambda: self.wanted.emit(person.id))
            edit.setObjectName(f"edit_{person.id}")
            edit.setAccessibleName(f"{edit.text()} {person.name}")
            row.addWidget(edit)
        return made

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.settings or change.everything):
            self.show_people()
