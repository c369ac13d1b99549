"""The register of document numbers: search it, reserve and enter numbers, cancel them, copy it to Excel."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import documents
from cdd_desktop.store.documents import Document
from cdd_desktop.thai.dates import long_date, parse_date, show_date
from cdd_desktop.thai.digits import to_arabic
from cdd_desktop.ui.clip import table_text
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.flow import SplitRow
from cdd_desktop.ui.line_edit import FIELD, SCOPE, CommitLine
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column, icon_button, rule
from cdd_desktop.ui.zoom import fit

SHOWN = 50
_LEAST = 240  # width of the search beside the year
_HEAD = ("เลขที่", "ลงวันที่", "เรื่อง", "เรียน", "สถานะ")


def read_number(text: str) -> int:
    """Return the number that was typed; raises UserError."""
    plain = to_arabic(text.strip())
    if not plain.isdecimal():
        raise UserError("เลขที่หนังสือต้องเป็นตัวเลข ทะเบียนไม่เปลี่ยน", "กรอกเฉพาะเลขลำดับ เช่น 12")
    return int(plain)


def read_day(text: str) -> date:
    """Return the day that was typed; raises UserError."""
    try:
        return parse_date(text)
    except ValueError as error:
        raise UserError(f"วันที่ของหนังสืออ่านไม่ได้: {error}", "แก้วันที่ เช่น 17 ก.พ. 2567") from error


class _Row(QWidget):
    """One line; cancelling asks for the reason in its place."""

    def __init__(self, card: RegisterCard) -> None:
        super().__init__()
        self._card = card
        self._document: Document | None = None
        self.number = ThaiLabel("", "subheading", wrap=False)
        fit(self.number, min_width=56)
        self.subject = ThaiLabel("")
        self.note = ThaiLabel("", "note")
        self.fill = button("กรอกเรื่อง", "quiet", on_click=lambda: card.fill(self._document))
        self.give_up = icon_button("x", "ยกเลิกเลขนี้", self.ask)
        self.reason = CommitLine()
        self.reason.setPlaceholderText("เหตุผลที่ยกเลิก")
        self.reason.setAccessibleName("เหตุผลที่ยกเลิกเลข")
        self.asking = QWidget()
        self._build()

    def _build(self) -> None:
        asking = QHBoxLayout(self.asking)
        asking.setContentsMargins(0, 4, 0, 4)
        asking.addWidget(self.reason, 1)
        asking.addWidget(button("ยกเลิกเลขนี้", "danger", on_click=self.cancel))
        asking.addWidget(button("ไม่ยกเลิก", on_click=self.asking.hide))
        self.asking.hide()
        words = column()
        words.addWidget(self.subject)
        words.addWidget(self.note)
        words.addWidget(self.asking)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.fill, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.give_up, 0, Qt.AlignmentFlag.AlignTop)

    def show_document(self, item: Document) -> None:
        if self._document is None or item.id != self._document.id:
            self.asking.hide()
        self._document = item
        say(self.number, str(item.number))
        say(self.subject, item.subject or item.state)
        state = item.state if item.subject else ""
        say(self.note, " · ".join(filter(None, (state, show_date(item.day), item.to and f"เรียน {item.to}"))))
        self.fill.setVisible(not item.subject and not item.cancelled)
        self.give_up.setVisible(not item.cancelled)
        self.give_up.setAccessibleName(f"ยกเลิกเลขที่ {item.number}")

    def ask(self) -> None:
        """Ask why the number is given up."""
        self.reason.clear()
        self.asking.show()
        self.reason.setFocus()

    def cancel(self) -> None:
        if self._document is not None and self._card.cancel(self._document, self.reason.text()):
            self.asking.hide()


class RegisterCard(Card):
    """What was numbered in the office, newest first.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
    """

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("ทะเบียนเลขที่หนังสือ", parent)
        self._session = session
        self._rows: list[_Row] = []
        self.search = QLineEdit()
        self.search.setProperty(FIELD, "line")
        self.search.setPlaceholderText("ค้นเลขที่ เรื่อง ผู้รับ หรือสถานะ")
        self.search.setAccessibleName("ค้นทะเบียนเลขที่หนังสือ")
        self.search.textChanged.connect(lambda _text: self.show_documents())
        self.year = Select()
        fit(self.year, min_width=100)
        self.year.setAccessibleName("ปี พ.ศ. ของทะเบียน")
        self.year.activated.connect(lambda _row: self.show_documents())
        self.copy = button("คัดลอกไป Excel", icon="copy", on_click=self.copy_table)
        self.number, self.day, self.subject, self.to = CommitLine(number=True), CommitLine(), CommitLine(), CommitLine()
        self.empty = ThaiLabel("", "soft")
        self._list = column()
        self._build()

    def _build(self) -> None:
        self.body.addLayout(self._form())
        self.body.addWidget(ThaiLabel("ยังไม่มีเรื่องก็จองเลขไว้ได้ เลขเริ่มใหม่ทุกปี พ.ศ. เลขที่ยกเลิกคงอยู่ในทะเบียนพร้อมเหตุผล", "note"))
        self.body.addWidget(rule())
        searching, taking = column(), QHBoxLayout()
        searching.addWidget(self.search)
        taking.setSpacing(8)
        taking.addWidget(self.year, 1)
        taking.addWidget(self.copy)
        self.body.addWidget(SplitRow(searching, taking, least=_LEAST))
        self.body.addWidget(self.empty)
        self.body.addLayout(self._list)

    def _form(self) -> QGridLayout:
        """Return the fields of a new line."""
        self.setProperty(SCOPE, "register")
        fit(self.number, width=88)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for at, (words, field) in enumerate(
            (("เลขที่", self.number), ("เรื่อง", self.subject), ("ลงวันที่", self.day), ("เรียน", self.to))
        ):
            field.setAccessibleName(f"{words} (ทะเบียน)")
            grid.addWidget(ThaiLabel(words, "subheading"), at // 2 * 2, at % 2)
            grid.addWidget(field, at // 2 * 2 + 1, at % 2)
        fit(self.day, width=160)
        self.add = button("ลงทะเบียน", icon="list-checks", on_click=self.register)
        grid.addWidget(self.add, 4, 0, 1, 2, Qt.AlignmentFlag.AlignRight)
        return grid

    # --- showing -------------------------------------------------------------------------------------------------

    def show_documents(self) -> None:
        """Show the register as it is stored, as far as search and year let through."""
        today, wanted = self._session.clock.today(), self.search.text()
        try:
            whole = documents.documents(self._session.store)
            found = self._found()
            self.number.setPlaceholderText(str(documents.next_number(self._session.store, today)))
        except UserError as error:
            self.failed.emit(error)
            return
        self.day.setPlaceholderText(long_date(today))
        self._show_years(sorted({item.year for item in whole}, reverse=True))
        say(self.empty, _left_out(len(found), wanted))
        for part in (self.search, self.year, self.copy):
            part.setVisible(bool(whole))
        shown = found[:SHOWN]
        for row, item in zip(enough(self._rows, len(shown), self._add_row), shown, strict=True):
            row.show_document(item)

    def _found(self) -> list[Document]:
        return documents.documents(self._session.store, self.search.text(), self.year.currentData())

    def _show_years(self, years: list[int]) -> None:
        chosen = self.year.currentData()
        self.year.clear()
        self.year.addItem("ทุกปี", None)
        for year in years:
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(self.year.findData(chosen), 0))

    def _add_row(self) -> _Row:
        row = _Row(self)
        self._list.addWidget(row)
        return row

    # --- doing ---------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Enter what the fields say, or reserve the number where no subject is given."""
        subject = self.subject.text().strip()
        try:
            number = read_number(self.number.text() or self.number.placeholderText())
            day = read_day(self.day.text()) if self.day.text().strip() else self._session.clock.today()
            documents.register(self._session.store, number, day, subject, self.to.text().strip())
        except UserError as error:
            self.failed.emit(error)
            return
        for field in (self.number, self.day, self.subject, self.to):
            field.settle("")
        self._session.reload()
        self.show_documents()
        self.said.emit(f"{'ลงทะเบียน' if subject else 'จอง'}หนังสือเลขที่ {number} แล้ว ถ้าไม่ใช้ ให้กด “ยกเลิกเลขนี้”")

    def fill(self, item: Document | None) -> None:
        """Put a reserved number into the fields, for its subject to be given."""
        if item is not None:
            self.number.settle(str(item.number))
            self.day.settle(long_date(item.day))
            self.subject.setFocus(Qt.FocusReason.OtherFocusReason)

    def cancel(self, item: Document, reason: str) -> bool:
        """Give a number up for a reason; return whether that was kept."""
        try:
            documents.cancel(self._session.store, item, reason)
        except UserError as error:
            self.failed.emit(error)
            return False
        self._session.reload()
        self.show_documents()
        self.said.emit(f"ยกเลิกเลขที่ {item.number} แล้ว เลขนี้ไม่ถูกใช้ซ้ำ")
        return True

    def copy_table(self) -> None:
        """Put all lines that search and year let through on the clipboard."""
        found = self._found()
        rows = [(str(item.number), show_date(item.day), item.subject, item.to, item.state) for item in found]
        QGuiApplication.clipboard().setText(table_text([_HEAD, *rows]))
        self.said.emit(f"คัดลอกทะเบียน {len(found)} รายการแล้ว วางใน Excel ได้เลย")


def _left_out(count: int, wanted: str) -> str:
    if not count:
        return f"ไม่พบ “{wanted}” ในทะเบียน" if wanted else "ยังไม่มีเลขที่ในทะเบียน"
    return f"แสดง {SHOWN} จาก {count} เรื่อง ค้นเพื่อดูเรื่องอื่น" if count > SHOWN else ""
