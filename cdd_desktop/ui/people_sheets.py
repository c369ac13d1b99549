"""Side sheets about people: name, position, role, password of one; the password that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from cdd_desktop.store import people
from cdd_desktop.store.keyring import SHORTEST
from cdd_desktop.store.people import Person, Right, Role, role_name
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import SideSheet, button, heading, rule

_MAY = {
    Role.HEAD: "ทำได้ทุกอย่าง รวมทั้งรับรองผลและปลดล็อก",
    Role.ADMIN: "บันทึก ส่ง จัดการผู้ใช้งาน และกู้คืนข้อมูล",
    Role.CLERK: "บันทึก ส่ง และถอนการส่ง",
    Role.VIEWER: "ดูและพิมพ์อย่างเดียว",
}
_ABOUT_PASSWORD = {
    False: "ไม่บังคับ ใช้กับเครื่องนี้เท่านั้น เมื่อมีรหัสผ่าน หน้าจอจะล็อกเองเมื่อไม่ได้ใช้",
    True: "ข้อมูลเข้ารหัสอยู่ รหัสผ่านเดียวนี้ใช้เปิดข้อมูลและปลดล็อกหน้าจอ",
}


class Save(Protocol):
    def __call__(self, work: Callable[[], object], words: str, back: Callable[[], object] | None) -> bool: ...


def ask_password(sheet: SideSheet, person: Person, give: Callable[[str], bool]) -> QLineEdit:
    """Ask for a person's password; the sheet stays until it is the right one. Return the field."""
    sheet.clear()
    _add(sheet, ThaiLabel(person.name, "subheading"))
    line = _line(sheet, "รหัสผ่าน", "password", secret=True)

    def enter() -> None:
        if give(line.text()):
            sheet.close_sheet()
        else:
            line.selectAll()

    line.returnPressed.connect(enter)
    made = button("เข้าใช้งาน", "primary", "user", enter)
    made.setObjectName("signIn")
    sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
    _add(sheet, ThaiLabel("หากลืมรหัสผ่าน ให้หัวหน้าสำนักงานหรือผู้ดูแลระบบตั้งให้ใหม่ที่ตั้งค่า", "note"))
    sheet.body.addStretch(1)
    sheet.open("เปลี่ยนผู้ใช้งาน")
    line.setFocus()
    return line


class PersonSheet:
    """Changes one person, or enters somebody new, in the side sheet.

    Args:
        person: None for somebody new.
        save: writes and says what was done.
    """

    def __init__(self, sheet: SideSheet, session: Session, person: Person | None, save: Save) -> None:
        self._sheet = sheet
        self._session = session
        self._person = person
        self._save = save
        sheet.clear()
        if people.allowed(session.store, Right.PEOPLE):
            self._build()
        if person is not None and person.active and people.may_set_password(session.store, person):
            self._build_password(person)
        sheet.body.addStretch(1)
        sheet.open(person.name if person else "เพิ่มผู้ใช้งาน")
        first = sheet.page.findChild(QLineEdit)
        if first is not None:
            first.setFocus()

    def _build(self) -> None:
        person = self._person or Person("", "")
        sheet = self._sheet
        self.name = _line(sheet, "ชื่อและนามสกุล", "personName", person.name)
        self.position = _line(sheet, "ตำแหน่ง", "personPosition", person.position)
        _add(sheet, ThaiLabel("หน้าที่ในโปรแกรม"))
        self.role = Select()
        self.role.setObjectName("personRole")
        self.role.setAccessibleName("หน้าที่ในโปรแกรม")
        for role in Role:
            self.role.addItem(role_name(role), role.value)
        self.role.setCurrentIndex(self.role.findData(person.role.value))
        self._may = ThaiLabel("", "note")
        self.role.currentIndexChanged.connect(lambda _row: self._show_may())
        _add(sheet, self.role)
        _add(sheet, self._may)
        self._show_may()
        made = button("บันทึก", "primary", on_click=self._store)
        made.setObjectName("savePerson")
        sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        if self._person is not None:
            self._build_leave(self._person)

    def _build_leave(self, person: Person) -> None:
        words, icon = ("เลิกใช้งาน", "lock") if person.active else ("ให้กลับมาใช้งาน", "undo-2")
        done = f"{person.name} เลิกใช้งานแล้ว ชื่อยังอยู่ในประวัติ" if person.active else f"{person.name} กลับมาใช้งานแล้ว"
        changed = replace(person, active=not person.active)
        leave = button(words, "", icon, lambda: self._write(changed, done))
        leave.setObjectName("leavePerson")
        self._sheet.body.addWidget(leave, 0, Qt.AlignmentFlag.AlignLeft)

    def _show_may(self) -> None:
        self._may.setText(_MAY[Role(self.role.currentData())])

    def _store(self) -> None:
        name, position, role = self.name.text(), self.position.text(), Role(self.role.currentData())
        if self._person is not None:
            self._write(replace(self._person, name=name, position=position, role=role), f"บันทึก {name.strip()} แล้ว")
            return
        store, made = self._session.store, [Person("", "")]

        def add() -> None:
            made[0] = people.add_person(store, name, position, role)

        def take_back() -> None:
            people.change_person(store, replace(made[0], active=False))

        if self._save(add, f"เพิ่ม {name.strip()} แล้ว", take_back):
            self._sheet.close_sheet()

    def _write(self, person: Person, words: str) -> None:
        store, before = self._session.store, self._person
        assert before is not None
        back = partial(people.change_person, store, before)
        if self._save(partial(people.change_person, store, person), words, back):
            self._sheet.close_sheet()

    def _build_password(self, person: Person) -> None:
        sheet, store = self._sheet, self._session.store
        _add(sheet, rule())
        _add(sheet, heading("รหัสผ่าน"))
        _add(sheet, ThaiLabel(_ABOUT_PASSWORD[store.key is not None], "note"))
        trusted = people.allowed(store, Right.PEOPLE)
        if store.key is not None and not (trusted or person.password):
            _add(sheet, ThaiLabel("ตั้งให้ได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ", "note"))
            return
        if store.key is None and people.alone_with(store, person, Right.PEOPLE):
            _add(sheet, ThaiLabel("หากลืม ไม่มีใครในสำนักงานล้างให้ได้ ควรให้อีกคนเป็นผู้ดูแลระบบก่อนตั้ง", "note"))
        self._old = _line(sheet, "รหัสผ่านเดิม", "oldPassword", secret=True) if person.password and not trusted else None
        self._new = _line(sheet, f"รหัสผ่านใหม่ อย่างน้อย {SHORTEST} ตัว", "newPassword", secret=True)
        self._again = _line(sheet, "พิมพ์รหัสผ่านใหม่อีกครั้ง", "newPasswordAgain", secret=True)
        self._again.returnPressed.connect(lambda: self._set_password(person))
        self._differ = ThaiLabel("รหัสผ่านใหม่สองช่องไม่ตรงกัน พิมพ์อีกครั้ง", "problem")
        self._differ.hide()
        _add(sheet, self._differ)
        self._password_button("ตั้งรหัสผ่าน", "setPassword", "lock", lambda: self._set_password(person))
        if person.password:
            word = "ล้างรหัสผ่าน" if store.key is None else "ไม่ให้คนนี้เปิดข้อมูล"
            self._password_button(word, "clearPassword", "lock-open", lambda: self._clear_password(person))

    def _password_button(self, words: str, name: str, icon: str, act: Callable[[], None]) -> None:
        made = button(words, "", icon, act)
        made.setObjectName(name)
        self._sheet.body.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)

    def _set_password(self, person: Person) -> None:
        differs = self._new.text() != self._again.text()
        self._differ.setVisible(differs)
        if differs:
            self._again.setFocus()
            self._again.selectAll()
        else:
            self._write_password(person, self._new.text(), f"ตั้งรหัสผ่านของ {person.name} แล้ว")

    def _clear_password(self, person: Person) -> None:
        words = f"ล้างรหัสผ่านของ {person.name} แล้ว"
        if self._session.store.key is not None:  # the data key is as it was: what lies elsewhere is out of reach
            words = f"รหัสผ่านของ {person.name} เปิดข้อมูลในเครื่องนี้ไม่ได้แล้ว แต่ยังเปิดสำเนาเก่าที่อยู่ที่อื่นได้ (กด F1 เรื่องการเข้ารหัส)"
        self._write_password(person, None, words)

    def _write_password(self, person: Person, text: str | None, words: str) -> None:
        old, store = self._old.text() if self._old is not None else "", self._session.store
        if self._save(lambda: people.set_password(store, person, text, old=old), words, None):
            self._sheet.close_sheet()


def _line(sheet: SideSheet, words: str, name: str, text: str = "", *, secret: bool = False) -> QLineEdit:
    _add(sheet, ThaiLabel(words))
    line = QLineEdit(text)
    line.setObjectName(name)
    line.setAccessibleName(words)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    _add(sheet, line)
    return line


def _add(sheet: SideSheet, widget: QWidget) -> None:
    sheet.body.addWidget(widget)
