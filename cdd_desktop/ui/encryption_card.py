"""Passwords and encryption in the settings: switch on in three steps, change a password, the way back, switch off."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import keyring, people
from cdd_desktop.store.keyring import Login
from cdd_desktop.store.people import Person, Right
from cdd_desktop.ui.confirm import Confirm
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.idle import CHOICES, MINUTES, minutes_of
from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.requests import Decrypt, Encrypt
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.unlock_page import password_line
from cdd_desktop.ui.widgets import Card, button, column, rule

MOST_KEY_FILE = 4096


class EncryptionCard(Card):
    """Shows whether the folder is encrypted, and switches.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        asked: a request to the program.
        sheet_wanted: show the printed sheet of the way back.
        minutes_chosen: the idle lock was set anew.
    """

    said = Signal(str)
    failed = Signal(object)
    asked = Signal(object)
    sheet_wanted = Signal()
    minutes_chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("รหัสผ่านและการเข้ารหัส", parent)
        self.setObjectName("encryption")
        self._session = session
        self.ask_file: Callable[[], str] = self._ask_file
        self.lines: dict[str, tuple[QLineEdit, QLineEdit]] = {}
        self.minutes = Select()
        self.minutes.setAccessibleName("ล็อกหน้าจอเมื่อไม่ได้ใช้")
        for count in CHOICES:
            self.minutes.addItem(f"{count} นาที" if count else "ไม่ล็อก", count)
        self.minutes.activated.connect(lambda _row: self._choose_minutes())
        self.state = ThaiLabel("")
        self.confirm = Confirm()
        self._area = QVBoxLayout()
        self._content: QWidget | None = None
        row = QHBoxLayout()
        words = column(spacing=0)
        words.addWidget(ThaiLabel("ล็อกหน้าจอเมื่อไม่ได้ใช้"))
        words.addWidget(ThaiLabel("เฉพาะเมื่อผู้ใช้งานมีรหัสผ่าน", "note"))
        row.addLayout(words, 1)
        row.addWidget(self.minutes)
        self.body.addLayout(row)
        self.body.addWidget(rule())
        self.body.addWidget(self.state)
        self.body.addWidget(self.confirm)
        self.body.addLayout(self._area)

    def show_state(self) -> None:
        """Show the folder as it is; passwords that were typed are forgotten."""
        self.minutes.setCurrentIndex(max(self.minutes.findData(minutes_of(self._session)), 0))
        on = self._session.store.key is not None
        may = people.allowed(self._session.store, Right.PEOPLE)
        if self._content is not None:
            self._content.hide()
            self._content.deleteLater()
            self.lines = {}
        self._content = QWidget()
        self._area.addWidget(self._content)
        body = column(self._content, spacing=8)
        words = "ข้อมูล ภาพหลักฐาน และสำเนาสำรองเข้ารหัสอยู่" if on else "ข้อมูลยังไม่เข้ารหัส ผู้ที่ได้เครื่องหรือแฟลชไดรฟ์ไปจะเปิดอ่านได้"
        self.state.setText(words)
        if self._session.demo:
            body.addWidget(ThaiLabel("ข้อมูลตัวอย่างไม่เข้ารหัส กลับไปข้อมูลจริงก่อน", "note"))
        elif not may:
            body.addWidget(ThaiLabel("เปลี่ยนได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ", "note"))
        elif on:
            self._build_on(body)
        else:
            self.start = button("เข้ารหัสข้อมูล…", icon="lock", on_click=lambda: self._build_steps(body))
            self.start.setObjectName("startEncryption")
            body.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)

    # --- switching on --------------------------------------------------------------------------------------------

    def _build_steps(self, body: QVBoxLayout) -> None:
        self.start.hide()
        body.addWidget(ThaiLabel("1  ตั้งรหัสผ่าน", "subheading"))
        rules = f"อย่างน้อย {keyring.SHORTEST} ตัว เช่น สามคำต่อกัน ใครเว้นว่างไว้จะเปิดข้อมูลไม่ได้"
        body.addWidget(ThaiLabel(rules, "note"))
        grid = QGridLayout()
        for at, person in enumerate(self._session.people):
            first, second = _two_lines(person)
            self.lines[person.id] = (first, second)
            grid.addWidget(ThaiLabel(person.name), at, 0)
            grid.addWidget(first, at, 1)
            grid.addWidget(second, at, 2)
        grid.setColumnStretch(0, 1)
        body.addLayout(grid)
        body.addWidget(ThaiLabel("2  กุญแจกู้คืนของจังหวัด", "subheading"))
        body.addWidget(ThaiLabel("ขอจากสำนักงานพัฒนาชุมชนจังหวัด ส่วนนี้เปิดเผยได้ ใช้เมื่อลืมรหัสผ่าน", "note"))
        self.recipient = QLineEdit()
        self.recipient.setProperty(FIELD, "line")
        self.recipient.setAccessibleName("กุญแจกู้คืนของจังหวัด")
        self.recipient.setPlaceholderText("วางบรรทัดที่ขึ้นต้นด้วย age1")
        row = QHBoxLayout()
        row.addWidget(self.recipient, 1)
        pick = button("เลือกแฟ้ม…", icon="folder-open", on_click=self._take_file)
        row.addWidget(pick)
        body.addLayout(row)
        body.addWidget(ThaiLabel("3  เข้ารหัส", "subheading"))
        body.addWidget(ThaiLabel("โปรแกรมสำรองข้อมูลก่อน แล้วเขียนทุกอย่างใหม่แบบเข้ารหัส ถ้าทำไม่สำเร็จ ข้อมูลเดิมยังอยู่ครบ", "note"))
        self.go = button("เข้ารหัสข้อมูลตอนนี้", "primary", "lock", self._encrypt)
        self.go.setObjectName("encryptNow")
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(button("ไม่ทำ", on_click=self.show_state))
        row.addStretch(1)
        body.addLayout(row)
        next(iter(self.lines.values()), (self.recipient, self.recipient))[0].setFocus()

    def _encrypt(self) -> None:
        logins = []
        for person in self._session.people:
            first, second = (line.text() for line in self.lines[person.id])
            if first != second:
                self.failed.emit(UserError(f"รหัสผ่านสองช่องของ {person.name} ไม่ตรงกัน ไม่มีอะไรเปลี่ยน", "พิมพ์อีกครั้ง"))
                return
            if first:
                logins.append(Login(person.id, person.name, first))
        try:
            keyring.check_new(logins, self.recipient.text())
        except UserError as error:
            self.failed.emit(error)
            return
        self.asked.emit(Encrypt(tuple(logins), self.recipient.text()))

    def _take_file(self) -> None:
        chosen = self.ask_file()
        if not chosen:
            return
        try:
            with Path(chosen).open(encoding="utf-8", errors="replace") as file:
                text = file.read(MOST_KEY_FILE)
        except OSError:
            self.failed.emit(UserError("อ่านแฟ้มกุญแจไม่ได้ ไม่มีอะไรเปลี่ยน", "ตรวจแฟ้มแล้วเลือกใหม่"))
            return
        found = [word for word in text.split() if word.startswith("age1")]
        if found:
            self.recipient.setText(found[0])
        else:
            self.failed.emit(UserError("ไม่พบกุญแจของจังหวัดในแฟ้มนี้ ไม่มีอะไรเปลี่ยน", "ในแฟ้มต้องมีบรรทัดที่ขึ้นต้นด้วย age1"))

    def _ask_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "เลือกแฟ้มกุญแจกู้คืนของจังหวัด")[0]

    # --- while it is on ------------------------------------------------------------------------------------------

    def _build_on(self, body: QVBoxLayout) -> None:
        folder = self._session.store.data_dir
        names = [name for _person, name in keyring.who_can_unlock(folder)]
        body.addWidget(ThaiLabel(f"เปิดได้: {', '.join(names)}", "note"))
        body.addWidget(ThaiLabel("ตั้งหรือเปลี่ยนรหัสผ่าน", "subheading"))
        self.who = Select()
        self.who.setAccessibleName("ผู้ใช้งาน")
        for person in self._session.people:
            self.who.addItem(person.name, person.id)
        self.new, self.again = password_line("รหัสผ่านใหม่", "slotNew"), password_line("พิมพ์อีกครั้ง", "slotAgain")
        self.again.returnPressed.connect(self._set_password)
        row = QHBoxLayout()
        for widget in (self.who, self.new, self.again):
            row.addWidget(widget, 1)
        body.addLayout(row)
        self.set_button = button("ตั้งรหัสผ่านนี้", icon="lock", on_click=self._set_password)
        self.remove_button = button("ไม่ให้คนนี้เปิดข้อมูล", on_click=self._remove)
        row = QHBoxLayout()
        row.addWidget(self.set_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(rule())
        row = QHBoxLayout()
        row.addWidget(button("ใบวิธีเปิดข้อมูลเมื่อลืมรหัสผ่าน", icon="printer", on_click=self.sheet_wanted.emit))
        self.off = button("เลิกเข้ารหัส…", "danger", "lock-open", self._ask_off)
        self.off.setObjectName("stopEncryption")
        row.addWidget(self.off)
        row.addStretch(1)
        body.addLayout(row)

    def _set_password(self) -> None:
        if self.new.text() != self.again.text():
            self.failed.emit(UserError("รหัสผ่านสองช่องไม่ตรงกัน รหัสผ่านไม่เปลี่ยน", "พิมพ์อีกครั้ง"))
            return
        name = self.who.currentText()
        login = Login(str(self.who.currentData()), name, self.new.text())
        self._change(lambda folder, key: keyring.add_slot(folder, key, login), f"ตั้งรหัสผ่านของ {name} แล้ว")

    def _remove(self) -> None:
        person, name = str(self.who.currentData()), self.who.currentText()
        self._change(lambda folder, key: keyring.remove_slot(folder, key, person), f"{name} เปิดข้อมูลไม่ได้อีก")

    def _change(self, work: Callable[..., None], words: str) -> None:
        store = self._session.store
        try:
            work(store.data_dir, store.key)
        except UserError as error:
            self.failed.emit(error)
            return
        self.show_state()
        self.said.emit(words)

    def _ask_off(self) -> None:
        self.confirm.ask(
            "ข้อมูล ภาพ และสำเนาสำรองทั้งหมดจะอ่านได้โดยไม่ต้องมีรหัสผ่าน",
            "เลิกเข้ารหัส",
            lambda: self.asked.emit(Decrypt()),
        )

    def _choose_minutes(self) -> None:
        self._session.remember(MINUTES, self.minutes.currentData())
        self.minutes_chosen.emit()


def _two_lines(person: Person) -> tuple[QLineEdit, QLineEdit]:
    first = password_line("รหัสผ่าน", f"first_{person.id}")
    second = password_line("พิมพ์อีกครั้ง", f"second_{person.id}")
    for line, words in ((first, "รหัสผ่านของ"), (second, "รหัสผ่านอีกครั้งของ")):
        line.setAccessibleName(f"{words} {person.name}")
        line.setMinimumWidth(128)
    return first, second
