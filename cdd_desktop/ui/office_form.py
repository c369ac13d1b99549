"""Who the office is: asked at the first start and changed in the settings."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from cdd_desktop.store import Office
from cdd_desktop.thai.areas import districts, provinces
from cdd_desktop.thai.clean import RefusedText, clean_text
from cdd_desktop.ui.line_edit import FIELD, SCOPE, CommitLine, repolish
from cdd_desktop.ui.picker import Picker
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import labelled
from cdd_desktop.ui.zoom import fit

NAME_LIMIT = 200
_OF_HEAD = "ชื่ออื่นที่นี่คือเปลี่ยนตัวหัวหน้า คนเดิมเป็นผู้บันทึก หากแก้ตัวสะกด ให้แก้ที่ผู้ใช้งาน"
OF_DISTRICT, OF_PROVINCE = "สำนักงานพัฒนาชุมชนอำเภอ", "สำนักงานพัฒนาชุมชนจังหวัด"
HEAD_OF_DISTRICT, HEAD_OF_PROVINCE = "พัฒนาการอำเภอ", "พัฒนาการจังหวัด"


class OfficeForm(QWidget):
    """The fields of an office. Name and position follow the area until a person words them otherwise.

    Args:
        short: without what may wait until later (the first start).

    Signals:
        edited: something was changed by hand.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None, *, short: bool = False) -> None:
        super().__init__(parent)
        self._short = short
        self.setProperty(SCOPE, "office")
        self.province = Picker("พิมพ์ชื่อจังหวัด เช่น ฉะเชิงเทรา", self)
        self.district = Picker("พิมพ์ชื่ออำเภอ", self)
        self.name = CommitLine(self)
        self.head = CommitLine(self)
        self.head_position = CommitLine(self)
        self.officers = QPlainTextEdit(self)
        self.phone = CommitLine(self)
        self.problem = ThaiLabel("", "problem")
        self._filled = ("", "")  # name and position as this form worded them
        self._own = ("", "")  # code and name of a district that the office has and no list (samples)
        self.province.set_choices([(item.code, item.name) for item in provinces()])
        self._build()
        self._connect()

    def _build(self) -> None:
        self.officers.setProperty(FIELD, "note")
        self.officers.setTabChangesFocus(True)
        fit(self.officers, height=64 if self._short else 92)
        self.district.setEnabled(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._put(grid, 0, 0, "จังหวัด", self.province)
        self._put(grid, 0, 1, "อำเภอ", self.district, "สำนักงานจังหวัดให้เว้นว่างไว้")
        self._put(grid, 1, 0, "ชื่อสำนักงาน", self.name, span=2)
        self._put(grid, 2, 0, "ชื่อหัวหน้าสำนักงาน", self.head, "ใช้ในช่องลงนามของเอกสาร" if self._short else _OF_HEAD)
        self._put(grid, 2, 1, "ตำแหน่ง", self.head_position)
        self._put(grid, 3, 0, "เจ้าหน้าที่ผู้รายงาน", self.officers, "คนละหนึ่งบรรทัด คนแรกลงนามเป็นผู้รายงาน", span=2)
        if self._short:
            self.phone.hide()
        else:
            self._put(grid, 4, 0, "โทรศัพท์", self.phone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(grid)
        column.addWidget(self.problem)
        self.problem.hide()

    def _put(
        self, grid: QGridLayout, row: int, at: int, label: str, field: QWidget, note: str = "", span: int = 1
    ) -> None:
        grid.addLayout(labelled(label, field, note), row, at, 1, span)

    def _connect(self) -> None:
        self.province.picked.connect(self._province_picked)
        self.district.picked.connect(lambda _code: self._word())
        for line in (self.name, self.head, self.head_position, self.phone):
            line.textEdited.connect(lambda _text: self.edited.emit())
        self.officers.textChanged.connect(self.edited)

    def show_office(self, office: Office) -> None:
        """Show an office as it is stored."""
        self._own = (office.code, office.district)
        self.province.choose(office.code[:2])
        self._offer_districts()
        self.district.choose(office.code)
        for line, text in (
            (self.name, office.name),
            (self.head, office.head),
            (self.head_position, office.head_position),
            (self.phone, office.phone),
        ):
            line.settle(text)
        self.officers.setPlainText("\n".join(office.officers))
        self._filled = self._wording()
        self._mark(None, "")

    def code(self) -> str:
        """Return the code of the area chosen: a district's, else the province's, "" for none."""
        return self.district.chosen() or self.province.chosen()

    def office(self) -> Office | None:
        """Return the office as filled in; None, with the field marked, where something is missing or unreadable."""
        if not self.province.chosen():
            return self._refuse(self.province, "เลือกจังหวัดก่อน")
        try:
            texts = [clean_text(line.text().strip(), NAME_LIMIT) for line in self._lines()]
            officers = [clean_text(name.strip(), NAME_LIMIT) for name in self.officers.toPlainText().splitlines()]
        except RefusedText as problem:
            return self._refuse(self.name, str(problem))
        name, head, position, phone = texts
        if not name:
            return self._refuse(self.name, "กรอกชื่อสำนักงาน")
        self._mark(None, "")
        kept = tuple(officer for officer in officers if officer)
        return Office(self.code(), name, self.province.text(), self.district.text(), head, position, kept, phone)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.name, self.head, self.head_position, self.phone

    def _refuse(self, field: QLineEdit, message: str) -> Office | None:
        self._mark(field, message)
        return None

    def _mark(self, field: QLineEdit | None, message: str) -> None:
        for line in (self.province, *self._lines()):
            line.setProperty("problem", line is field)
            repolish(line)
        self.problem.setText(message)
        self.problem.setVisible(bool(message))
        if field is not None:
            field.setFocus()

    def _province_picked(self, code: str) -> None:
        self._offer_districts()
        self._word()
        if code and self.province.hasFocus():
            self.district.setFocus()

    def _offer_districts(self) -> None:
        code = self.province.chosen()
        self.district.setEnabled(bool(code))
        choices = [(item.code, item.name) for item in districts(code)] if code else []
        own, name = self._own
        if name and code == own[:2] and own not in dict(choices):
            choices.append(self._own)
        self.district.set_choices(choices)

    def _word(self) -> None:
        """Word the office's name and the head's position after the area, where nobody has worded them yet."""
        worded = self._wording()
        for line, before, now in zip((self.name, self.head_position), self._filled, worded, strict=True):
            if line.text() in {"", before}:
                line.settle(now)
        self._filled = worded
        self.edited.emit()

    def _wording(self) -> tuple[str, str]:
        if self.district.chosen():
            return OF_DISTRICT + self.district.text(), HEAD_OF_DISTRICT + self.district.text()
        if self.province.chosen():
            return OF_PROVINCE + self.province.text(), HEAD_OF_PROVINCE + self.province.text()
        return "", ""
