"""The register of document numbers, with a search."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import documents
from cdd_desktop.store.documents import Document
from cdd_desktop.thai.dates import show_date
from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, column, icon_button

SHOWN = 50


class _Row(QWidget):
    def __init__(self, card: RegisterCard) -> None:
        super().__init__()
        self._document: Document | None = None
        self.number = ThaiLabel("", "subheading", wrap=False)
        self.number.setMinimumWidth(56)
        self.subject = ThaiLabel("")
        self.note = ThaiLabel("", "note")
        words = column(spacing=0)
        words.addWidget(self.subject)
        words.addWidget(self.note)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addWidget(self.number)
        row.addLayout(words, 1)
        self._strike = icon_button("trash-2", "ลบออกจากทะเบียน", lambda: card.strike(self._document))
        row.addWidget(self._strike)

    def show_document(self, item: Document) -> None:
        self._document = item
        say(self.number, str(item.number))
        say(self.subject, item.subject)
        say(self.note, f"{show_date(item.day)} · เรียน {item.to}")
        self._strike.setAccessibleName(f"ลบเลขที่ {item.number} ออกจากทะเบียน")


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
        self.search.setPlaceholderText("ค้นเลขที่ เรื่อง ผู้รับ หรือปี พ.ศ.")
        self.search.setAccessibleName("ค้นทะเบียนเลขที่หนังสือ")
        self.search.textChanged.connect(lambda _text: self.show_documents())
        self.empty = ThaiLabel("", "soft")
        self._list = column(spacing=0)
        self.body.addWidget(self.search)
        self.body.addWidget(self.empty)
        self.body.addLayout(self._list)

    def show_documents(self) -> None:
        """Show the register as it is stored, as far as the search lets through."""
        wanted = self.search.text()
        try:
            found = documents.documents(self._session.store, wanted)
        except UserError as error:
            self.failed.emit(error)
            return
        say(self.empty, _left_out(len(found), wanted))
        self.search.setVisible(bool(found or wanted))
        shown = found[:SHOWN]
        for row, item in zip(enough(self._rows, len(shown), self._add_row), shown, strict=True):
            row.show_document(item)

    def strike(self, item: Document | None) -> None:
        """Take a line out, and say that it can be undone."""
        if item is None:
            return
        try:
            documents.strike(self._session.store, item)
        except UserError as error:
            self.failed.emit(error)
            return
        self._session.reload()
        self.show_documents()
        self.said.emit(f"ลบเลขที่ {item.number} ออกจากทะเบียนแล้ว เลิกทำได้ด้วย Ctrl+Z")

    def _add_row(self) -> _Row:
        row = _Row(self)
        self._list.addWidget(row)
        return row


def _left_out(count: int, wanted: str) -> str:
    if not count:
        return f"ไม่พบ “{wanted}” ในทะเบียน" if wanted else "ยังไม่มีเลขที่ในทะเบียน เปิดบันทึกข้อความหรือหนังสือ แล้วกดลงทะเบียนเลขที่"
    return f"แสดง {SHOWN} จาก {count} เรื่อง ค้นเพื่อดูเรื่องอื่น" if count > SHOWN else ""
