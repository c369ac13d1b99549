"""What the office prints on all its memos and letters, with its own Garuda picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports import office_letters
from cdd_desktop.reports.content_letter import Letterhead
from cdd_desktop.store.pictures import read_picture
from cdd_desktop.ui.line_edit import FIELD, CommitLine
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button

MOST_BYTES = 10_000_000
_PICTURE = QSize(64, 72)
_WORDS = (
    ("unit", "ส่วนราชการเจ้าของเรื่อง", "ว่างไว้จะใช้ชื่อสำนักงาน"),
    ("phone", "โทรศัพท์", ""),
    ("email", "ไปรษณีย์อิเล็กทรอนิกส์", ""),
    ("signer", "ผู้ลงนามหนังสือภายนอก", "ว่างไว้ หัวหน้าสำนักงานลงนาม"),
    ("signer_position", "ตำแหน่งผู้ลงนาม", "เช่น นายอำเภอ"),
)


class LetterheadCard(Card):
    """Keeps each field as soon as it is left.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
    """

    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("หัวหนังสือ", parent)
        self._session = session
        self._head = Letterhead()
        self.ask_picture: Callable[[], Path | None] = self._ask_picture
        self.prefix = CommitLine()
        self.lines: dict[str, CommitLine] = {}
        self.place = QPlainTextEdit()
        self.place.setProperty(FIELD, "note")
        self.place.setTabChangesFocus(True)
        self.place.setFixedHeight(84)
        self.picture = QLabel()
        self.picture.setFixedSize(_PICTURE)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setAccessibleName("ตราครุฑของสำนักงาน")
        self.choose = button("เลือกภาพตราครุฑ…", icon="image-plus", on_click=self.take_picture)
        self.remove = button("ไม่ใช้ภาพ", "quiet", on_click=lambda: self._keep(replace(self._head, garuda=b"")))
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(14)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        _put(grid, 0, "ที่ (ส่วนหน้าเลขลำดับ)", self.prefix, "เช่น ฉช 0019")
        self.prefix.entered.connect(lambda _text: self._keep_words())
        for at, (name, label, note) in enumerate(_WORDS, 1):
            line = CommitLine()
            line.entered.connect(lambda _text: self._keep_words())
            self.lines[name] = line
            _put(grid, at, label, line, note)
        self.body.addLayout(grid)
        self.body.addWidget(ThaiLabel("ส่วนราชการและที่ตั้ง มุมบนขวาของหนังสือ", "subheading"))
        self.place.setAccessibleName("ส่วนราชการและที่ตั้ง")
        self.body.addWidget(self.place)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.picture)
        words = QVBoxLayout()
        words.addWidget(ThaiLabel("ตราครุฑ", "subheading"))
        words.addWidget(ThaiLabel("โปรแกรมไม่มีภาพครุฑมาให้ ใช้ภาพของสำนักงาน (PNG หรือ JPEG)", "note"))
        row.addLayout(words, 1)
        row.addWidget(self.remove)
        row.addWidget(self.choose)
        self.body.addLayout(row)

    def show_letterhead(self) -> None:
        """Show everything as it is stored."""
        store = self._session.store
        try:
            self._head = office_letters.letterhead(store)
            self.prefix.settle(office_letters.number_prefix(store))
        except UserError as error:
            self.failed.emit(error)
            return
        for name, line in self.lines.items():
            line.settle(getattr(self._head, name))
        self.place.setPlainText("\n".join(self._head.place))
        shown = QPixmap()
        shown.loadFromData(self._head.garuda)
        if not shown.isNull():
            shown = shown.scaled(
                _PICTURE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        self.picture.setPixmap(shown)
        self.picture.setVisible(not shown.isNull())
        self.remove.setVisible(bool(self._head.garuda))

    def leave(self) -> None:
        """Keep what has been typed but not yet left."""
        for line in (self.prefix, *self.lines.values()):
            line.commit()
        if self._place() != self._head.place:
            self._keep_words()

    def take_picture(self) -> None:
        """Ask for the office's Garuda and keep it; a picture that cannot be opened safely is refused in words."""
        path = self.ask_picture()
        if path is None:
            return
        try:
            if path.stat().st_size > MOST_BYTES:
                raise UserError("ภาพตราครุฑใหญ่กว่า 10 เมกะไบต์ หัวหนังสือไม่เปลี่ยน", "เลือกภาพที่เล็กกว่านี้")
            picture = read_picture(path.read_bytes())
        except OSError as error:
            self.failed.emit(UserError("อ่านแฟ้มภาพไม่ได้ หัวหนังสือไม่เปลี่ยน", str(error.strerror or "เลือกแฟ้มอื่น")))
            return
        except UserError as error:
            self.failed.emit(error)
            return
        self._keep(replace(self._head, garuda=picture.data))
        self.said.emit("ใช้ภาพตราครุฑนี้ในหนังสือแล้ว")

    def _keep_words(self) -> None:
        words = {name: line.text().strip() for name, line in self.lines.items()}
        self._keep(replace(self._head, place=self._place(), **words))  # type: ignore[arg-type]  # only texts

    def _place(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.place.toPlainText().split("\n") if line.strip())

    def _keep(self, head: Letterhead) -> None:
        try:
            office_letters.keep_letterhead(self._session.store, head, self.prefix.text().strip())
        except UserError as error:
            self.failed.emit(error)
            return
        self._session.reload()
        self.show_letterhead()

    def _ask_picture(self) -> Path | None:
        words = "ภาพ (*.png *.jpg *.jpeg)"
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "เลือกภาพตราครุฑของสำนักงาน", "", words)
        return Path(chosen) if chosen else None


def _put(grid: QGridLayout, at: int, label: str, field: QWidget, note: str) -> None:
    box = QVBoxLayout()
    box.setSpacing(4)
    box.addWidget(ThaiLabel(label, "subheading"))
    box.addWidget(field)
    if note:
        box.addWidget(ThaiLabel(note, "note"))
    else:
        box.addStretch(1)
    field.setAccessibleName(label)
    grid.addLayout(box, at // 2, at % 2)
