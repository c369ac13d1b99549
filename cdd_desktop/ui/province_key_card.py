"""At the province: the recovery key on paper, and the answer to a district that forgot its passwords, step by step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import disk, paper_key, people, problems, recovery
from cdd_desktop.store.people import Right
from cdd_desktop.ui.confirm import come_into_sight
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column

RECIPIENT = "recovery_recipient"  # name of the office's setting
PUBLIC_NAME = "cdd-recovery-key.txt"


class ProvinceKeyCard(Card):
    """Holds a secret only while its steps are open.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        sheet_wanted: show the sheet of this secret, to be printed.
    """

    said = Signal(str)
    failed = Signal(object)
    sheet_wanted = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("กุญแจกู้คืนสำหรับอำเภอ", parent)
        self.setObjectName("provinceKey")
        self._session = session
        self._identity = ""
        self._request = b""
        self.ask_file: Callable[[], str] = self._ask_file
        self.ask_path: Callable[[], str] = self._ask_path
        self.state = ThaiLabel("")
        self.make = button("สร้างกุญแจใหม่…", icon="lock", on_click=self._begin_key)
        self.make.setObjectName("makeKey")
        self.public = button("บันทึกไฟล์ให้อำเภอ…", icon="download", on_click=self._save_public)
        self.answer = button("ตอบคำขอของอำเภอ…", icon="lock-open", on_click=self._begin_answer)
        self.answer.setObjectName("answerRequest")
        self.body.addWidget(ThaiLabel("ใช้เมื่ออำเภอที่เข้ารหัสข้อมูลลืมรหัสผ่านทุกคน กุญแจลับอยู่บนกระดาษเท่านั้น โปรแกรมไม่เก็บไว้", "note"))
        self.body.addWidget(self.state)
        row = FlowLayout()
        for one in (self.make, self.public, self.answer):
            row.addWidget(one)
        self.body.addLayout(row)
        self._area = QVBoxLayout()
        self.body.addLayout(self._area)
        self._steps: QWidget | None = None

    def show_state(self) -> None:
        """Show what is in use; steps under way stay as they are."""
        recipient = str(self._session.setting(RECIPIENT, "") or "")
        self.state.setText(f"ส่วนเปิดเผยที่ใช้อยู่: {recipient}" if recipient else "ยังไม่มีกุญแจ สร้างหนึ่งครั้ง ใช้กับทุกอำเภอ")
        self.public.setVisible(bool(recipient))
        self.make.setEnabled(people.allowed(self._session.store, Right.PEOPLE))
        self.make.setToolTip("" if self.make.isEnabled() else "ทำได้เฉพาะหัวหน้าสำนักงานหรือผู้ดูแลระบบ")

    def put_away(self) -> None:
        """End the steps and forget what was secret in them."""
        self._identity, self._request = "", b""
        if self._steps is not None:
            self._steps.hide()
            self._steps.deleteLater()
            self._steps = None

    def _begin(self) -> QVBoxLayout:
        self.put_away()
        self._steps = QWidget()
        self._area.addWidget(self._steps)
        come_into_sight(self._steps)
        return column(self._steps, spacing=8)

    # --- a new key -----------------------------------------------------------------------------------------------

    def _begin_key(self) -> None:
        steps = self._begin()
        self._identity = recovery.new_recovery_key()[0]
        steps.addWidget(ThaiLabel("1  พิมพ์ใบกุญแจ", "subheading"))
        steps.addWidget(ThaiLabel("พิมพ์ลงกระดาษสองใบ เก็บคนละที่ อย่าบันทึกเป็นไฟล์", "note"))
        self.print = button("ดูและพิมพ์ใบกุญแจ", icon="printer", on_click=lambda: self.sheet_wanted.emit(self._identity))
        steps.addWidget(self.print, 0, Qt.AlignmentFlag.AlignLeft)
        steps.addWidget(ThaiLabel("2  ตรวจว่าพิมพ์แล้วและอ่านออก", "subheading"))
        steps.addWidget(ThaiLabel("พิมพ์อักษรตรวจสองตัวท้ายแถวทั้งสี่แถวตามกระดาษ รวม 8 ตัว", "note"))
        self.checks = _line("อักษรตรวจ 8 ตัว", "keyChecks")
        self.checks.returnPressed.connect(self._keep_key)
        steps.addWidget(self.checks)
        self.keep = button("ใช้กุญแจนี้", "primary", on_click=self._keep_key)
        steps.addLayout(_buttons(self.keep, button("ไม่ทำ", on_click=self.put_away)))
        self.print.setFocus()

    def _keep_key(self) -> None:
        if recovery.plain_code(self.checks.text()) != paper_key.checks_of(self._identity):
            self.failed.emit(UserError("อักษรตรวจไม่ตรงกับใบกุญแจ ยังไม่ได้ใช้กุญแจนี้", "ดูอักษรสองตัวท้ายแถวทั้งสี่ แล้วพิมพ์อีกครั้ง"))
            self.checks.setFocus()
            return
        try:
            people.require(self._session.store, Right.PEOPLE)
            self._session.set_setting(RECIPIENT, recovery.recipient_of(self._identity))
        except UserError as error:
            self.failed.emit(error)
            return
        self.put_away()
        self.show_state()
        self.said.emit("ใช้กุญแจกู้คืนใหม่แล้ว บันทึกไฟล์ส่วนเปิดเผยส่งให้อำเภอ และเก็บใบกุญแจในตู้นิรภัย")

    def _save_public(self) -> None:
        chosen = self.ask_path()
        if not chosen:
            return
        recipient = str(self._session.setting(RECIPIENT, ""))
        try:
            disk.write(Path(chosen), f"{recipient}\r\n".encode("ascii"))
        except OSError as error:
            self.failed.emit(problems.not_saved(error))
        else:
            self.said.emit(f"บันทึกแล้ว: {Path(chosen).name} ในไฟล์ไม่มีความลับ ส่งให้ทุกอำเภอได้")

    # --- an answer -----------------------------------------------------------------------------------------------

    def _begin_answer(self) -> None:
        chosen = self.ask_file()
        if not chosen:
            return
        try:
            content = _read(Path(chosen))
            request = recovery.read_request(content)
        except UserError as error:
            self.failed.emit(error)
            return
        steps = self._begin()
        self._request = content
        asks = f" ไฟล์บอกว่าผู้ขอคือ {request.name}" if request.name else ""
        steps.addWidget(ThaiLabel(f"1  เลขคำขอ {request.number}{asks}", "subheading"))
        call = "โทรกลับไปที่เบอร์ของอำเภอที่รู้จัก อย่าใช้เบอร์ที่ผู้ขอให้มา ตรวจว่าเป็นเจ้าหน้าที่จริง และเลขคำขอตรงกัน"
        steps.addWidget(ThaiLabel(call, "note"))
        steps.addWidget(ThaiLabel("2  พิมพ์กุญแจลับจากใบกุญแจ ทีละแถว รวมอักษรตรวจท้ายแถว", "subheading"))
        steps.addLayout(self._key_rows())
        self.show_code = button("แสดงรหัสกู้คืน", "primary", on_click=self._answer)
        steps.addLayout(_buttons(self.show_code, button("ปิดและล้าง", on_click=self.put_away)))
        self.rows[0].setFocus()

    def _key_rows(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.rows = [_line(f"แถวที่ {at + 1}", f"keyRow{at}") for at in range(paper_key.ROWS)]
        self.marks = [ThaiLabel("", "problem", wrap=False) for _ in self.rows]
        for at, (line, mark) in enumerate(zip(self.rows, self.marks, strict=True)):
            line.editingFinished.connect(lambda at=at: self._mark(at))
            line.returnPressed.connect(self.focusNextChild)
            grid.addWidget(ThaiLabel(f"แถวที่ {at + 1}", wrap=False), at, 0)
            grid.addWidget(line, at, 1)
            grid.addWidget(mark, at, 2)
        return grid

    def _mark(self, at: int) -> None:
        """Say at once that a row is not as it was printed; one that holds the whole key is judged at the end."""
        text = self.rows[at].text()
        wrong = bool(text.strip()) and not text.strip().upper().startswith(paper_key.PREFIX)
        self.marks[at].setText("ไม่ตรงกับอักษรตรวจ" if wrong and not paper_key.holds(at, text) else "")

    def _answer(self) -> None:
        try:
            identity = paper_key.identity_of([line.text() for line in self.rows])
            code = recovery.answer_request(self._request, identity)
        except UserError as error:
            self.failed.emit(error)
            return
        steps = self._begin()
        steps.addWidget(ThaiLabel("3  อ่านรหัสกู้คืนนี้ให้อำเภอฟังทางโทรศัพท์ ทีละกลุ่ม", "subheading"))
        self.code = ThaiLabel(code, "title")
        self.code.setObjectName("recoveryCode")
        steps.addWidget(self.code)
        steps.addWidget(ThaiLabel("ใช้ได้ครั้งเดียว อย่าส่งทางไลน์หรือไฟล์เดียวกับคำขอ อ่านเสร็จแล้วกดปิดและล้าง", "note"))
        done = button("ปิดและล้าง", "primary", on_click=self.put_away)
        steps.addLayout(_buttons(done))
        done.setFocus()

    def _ask_file(self) -> str:
        return QFileDialog.getOpenFileName(self, "เลือกไฟล์คำขอของอำเภอ", "", "ไฟล์คำขอ (*.json)")[0]

    def _ask_path(self) -> str:
        return QFileDialog.getSaveFileName(self, "บันทึกกุญแจกู้คืนส่วนเปิดเผย", PUBLIC_NAME, "ข้อความ (*.txt)")[0]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(recovery.MOST_REQUEST)
    except OSError as error:
        raise problems.reading_failed(error) from None


def _line(words: str, name: str) -> QLineEdit:
    line = QLineEdit()
    line.setProperty(FIELD, "line")
    line.setObjectName(name)
    line.setAccessibleName(words)
    return line


def _buttons(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
