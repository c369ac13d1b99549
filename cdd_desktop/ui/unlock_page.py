"""What stands in the frame before an encrypted folder is open: who, the password, and the way back when it is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import disk, keyring, problems, recovery
from cdd_desktop.store.datakey import DataKey
from cdd_desktop.store.keyring import Login
from cdd_desktop.ui.busy_page import CentredPage
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.lock_cover import password_line
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, column, heading, rule

REQUEST_NAME = "cdd-recovery-request.json"


class UnlockPage(CentredPage):
    """Asks who is here and for the password; Enter opens.

    Signals:
        unlocked: the key, and the id of the person.
        quit_wanted: close the program.
    """

    unlocked = Signal(object, str)
    quit_wanted = Signal()

    def __init__(self, data_dir: Path, *, person: str = "") -> None:
        super().__init__(560)
        self.setObjectName("unlock")
        self._data_dir = data_dir
        self.ask_path: Callable[[], str] = self._ask_path
        self.who = Select()
        self.who.setAccessibleName("ผู้ใช้งาน")
        for identity, name in keyring.who_can_unlock(data_dir):
            self.who.addItem(name, identity)
        self.who.setCurrentIndex(max(self.who.findData(person), 0))
        self.password = password_line("รหัสผ่าน", "unlockPassword")
        self.password.returnPressed.connect(self._unlock)
        self.open_button = button("เปิดข้อมูล", "primary", "lock-open", self._unlock)
        self.open_button.setObjectName("unlockButton")
        self.problem = ThaiLabel("", "problem")
        self.problem.hide()
        self.forgot = button("ลืมรหัสผ่าน", "link", on_click=self._show_drill)
        self.drill = QWidget()
        self._build()
        self._build_drill()
        self.drill.hide()

    def _build(self) -> None:
        body = self.card.body
        body.addWidget(heading("ข้อมูลเข้ารหัสไว้"))
        body.addWidget(ThaiLabel("เลือกชื่อ แล้วพิมพ์รหัสผ่านของท่าน", "soft"))
        body.addWidget(self.who)
        body.addWidget(self.password)
        body.addWidget(self.problem)
        row = QHBoxLayout()
        row.addWidget(self.open_button)
        row.addWidget(self.forgot)
        row.addStretch(1)
        row.addWidget(button("ปิดโปรแกรม", on_click=self.quit_wanted.emit))
        body.addLayout(row)
        body.addWidget(self.drill)

    def _build_drill(self) -> None:
        steps = column(self.drill, spacing=8)
        steps.addWidget(rule())
        steps.addWidget(ThaiLabel("ลืมรหัสผ่าน", "subheading"))
        words = "ถ้าหัวหน้าหรือผู้ดูแลระบบเปิดข้อมูลได้ ให้ตั้งรหัสผ่านใหม่ให้ที่หน้าตั้งค่า ถ้าไม่มีใครเปิดได้ ขอรหัสจากจังหวัด"
        steps.addWidget(ThaiLabel(words, "note"))
        steps.addWidget(ThaiLabel("1  บันทึกไฟล์คำขอ แล้วส่งให้จังหวัด ในไฟล์ไม่มีข้อมูลของสำนักงานและไม่มีรหัสผ่าน"))
        self.request = button("บันทึกไฟล์คำขอ…", icon="download", on_click=self._save_request)
        steps.addWidget(self.request, 0, Qt.AlignmentFlag.AlignLeft)
        self.saved = ThaiLabel("", "note")
        self.saved.hide()
        steps.addWidget(self.saved)
        steps.addWidget(ThaiLabel("2  จังหวัดโทรกลับมา บอกเลขคำขอให้ตรงกัน แล้วพิมพ์รหัสกู้คืนตามที่จังหวัดอ่าน"))
        self.code = QLineEdit()
        self.code.setProperty(FIELD, "line")
        self.code.setAccessibleName("รหัสกู้คืน")
        self.code.setPlaceholderText("รหัสกู้คืน เช่น ABCD-EFGH-…")
        steps.addWidget(self.code)
        steps.addWidget(ThaiLabel("3  ตั้งรหัสผ่านใหม่ของชื่อที่เลือกไว้ข้างบน"))
        self.new = password_line(f"รหัสผ่านใหม่ อย่างน้อย {keyring.SHORTEST} ตัว", "newPassword")
        self.again = password_line("พิมพ์รหัสผ่านใหม่อีกครั้ง", "newPasswordAgain")
        self.again.returnPressed.connect(self._recover)
        steps.addWidget(self.new)
        steps.addWidget(self.again)
        self.wrong = ThaiLabel("", "problem")
        self.wrong.hide()
        steps.addWidget(self.wrong)
        self.recover_button = button("ตั้งรหัสผ่านใหม่และเปิดข้อมูล", "primary", "lock-open", self._recover)
        steps.addWidget(self.recover_button, 0, Qt.AlignmentFlag.AlignLeft)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.password.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- doing ---------------------------------------------------------------------------------------------------

    def _person(self) -> str:
        return str(self.who.currentData() or "")

    def _unlock(self) -> None:
        work = partial(keyring.unlock, self._data_dir, self._person(), self.password.text())
        self._try(work, self.password, self.problem)

    def _recover(self) -> None:
        if self.new.text() != self.again.text():
            _tell(self.wrong, "รหัสผ่านใหม่สองช่องไม่ตรงกัน พิมพ์อีกครั้ง")
            self.again.setFocus()
            return
        login = Login(self._person(), self.who.currentText(), self.new.text())
        self._try(partial(recovery.recover, self._data_dir, self.code.text(), login), self.code, self.wrong)

    def _try(self, work: Callable[[], DataKey], field: QLineEdit, problem: ThaiLabel) -> None:
        try:
            key = work()
        except UserError as error:
            _tell(problem, str(error))
            field.setFocus()
            field.selectAll()
            return
        self.unlocked.emit(key, self._person())

    def _show_drill(self) -> None:
        self.drill.show()
        self.request.setFocus()

    def _save_request(self) -> None:
        chosen = self.ask_path()
        if not chosen:
            return
        try:
            content = recovery.recovery_request(self._data_dir, self.who.currentText())
            disk.write(Path(chosen), content)
        except OSError as error:
            _tell(self.wrong, str(problems.not_saved(error)))
        except UserError as error:
            _tell(self.wrong, str(error))
        else:
            number = recovery.read_request(content).number
            _tell(self.saved, f"บันทึกแล้ว: {Path(chosen).name}  เลขคำขอ {number}")
            self.code.setFocus()

    def _ask_path(self) -> str:
        return QFileDialog.getSaveFileName(self, "บันทึกไฟล์คำขอ", REQUEST_NAME, "ไฟล์คำขอ (*.json)")[0]


def _tell(where: ThaiLabel, text: str) -> None:
    where.setText(text)
    where.show()
