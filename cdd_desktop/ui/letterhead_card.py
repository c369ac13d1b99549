"""What the office prints on all its memos and letters, with its own Garuda picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.reports import office_letters
from cdd_desktop.reports.content_letter import Letterhead
from cdd_desktop.store.pictures import read_picture
from cdd_desktop.ui.controls import Tick
from cdd_desktop.ui.letter_fields import lines_of
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.note_edit import NoteEdit
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, labelled
from cdd_desktop.ui.zoom import fit

MOST_BYTES = 10_000_000
_PICTURE = QSize(64, 72)
_PREFIX = "prefix"  # kept beside what is printed: it stands before every number
_LINES = (
    (_PREFIX, "ที่ (ส่วนหน้าเลขลำดับ)", "เช่น ฉช 0019"),
    ("phone", "โทรศัพท์ในหนังสือ", "ว่างไว้จะใช้ของสำนักงาน"),
    ("email", "ไปรษณีย์อิเล็กทรอนิกส์", "ท้ายหนังสือ"),
    ("signer", "ผู้ลงนามหนังสือภายนอก", "ว่างไว้ หัวหน้าสำนักงานลงนาม"),
)
_TEXTS = (
    ("signer_position", "ตำแหน่งผู้ลงนาม", "เช่น นายอำเภอ มีได้หลายบรรทัด"),
    ("unit", "ส่วนราชการเจ้าของเรื่อง", "ว่างไว้จะใช้ชื่อสำนักงาน บรรทัดถัดไปพิมพ์ที่ท้ายหนังสือเท่านั้น"),
    ("place", "ส่วนราชการและที่ตั้ง", "มุมบนขวาของหนังสือ"),
    ("motto", "คำขวัญหรือข้อความท้ายหนังสือ", "กลางบรรทัดล่างสุดของหนังสือ"),
)
_TUPLES = {"place", "motto"}


class LetterheadCard(Card):
    """Keeps each field as soon as it is left.

    Signals:
        kept: what heads the letters was altered.
        said: a sentence about what was done.
        failed: a UserError.
    """

    kept = Signal()
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("หัวและท้ายหนังสือของสำนักงาน", parent)
        self._session = session
        self._head = Letterhead()
        self.ask_picture: Callable[[], Path | None] = self._ask_picture
        self.lines: dict[str, CommitLine] = {name: CommitLine() for name, _, _ in _LINES}
        self.texts: dict[str, NoteEdit] = {name: NoteEdit(fewest=2) for name, _, _ in _TEXTS}
        self.catch_words = Tick()
        self.picture = QLabel()
        fit(self.picture, width=_PICTURE.width(), height=_PICTURE.height())
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
        for at, (name, label, note) in enumerate(_LINES):
            self.lines[name].entered.connect(lambda _text: self._keep_words())
            grid.addLayout(labelled(label, self.lines[name], note), at // 2, at % 2)
        for at, (name, label, note) in enumerate(_TEXTS, len(_LINES)):
            self.texts[name].committed.connect(lambda _text: self._keep_words())
            grid.addLayout(labelled(label, self.texts[name], note), at // 2, at % 2)
        self.body.addLayout(grid)
        self.body.addLayout(self._catch_words_row())
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

    def _catch_words_row(self) -> QHBoxLayout:
        words = "พิมพ์คำต่อเนื่องที่มุมล่างขวาเมื่อมีหน้าถัดไป"
        self.catch_words.setAccessibleName(words)
        self.catch_words.clicked.connect(lambda _checked: self._keep_words())
        label = ThaiLabel(words)
        label.setBuddy(self.catch_words)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.catch_words)
        row.addWidget(label, 1)
        return row

    def show_letterhead(self) -> None:
        """Show everything as it is stored."""
        store = self._session.store
        try:
            self._head = office_letters.own_letterhead(store)
            self.lines[_PREFIX].settle(office_letters.number_prefix(store))
            office = store.office()
        except UserError as error:
            self.failed.emit(error)
            return
        for name, line in self.lines.items():
            if name != _PREFIX:
                line.settle(getattr(self._head, name))
        self.lines["phone"].setPlaceholderText(office.phone if office else "")
        for name, text in self.texts.items():
            kept = getattr(self._head, name)
            text.set_text("\n".join(kept) if name in _TUPLES else kept)
        self.catch_words.setChecked(self._head.catch_words)
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
        for line in self.lines.values():
            line.commit()
        for text in self.texts.values():
            text.commit()

    def take_picture(self) -> None:
        """Ask for the office's Garuda and keep it; a picture that cannot be opened safely is refused in words."""
        path = self.ask_picture()
        if path is None:
            return
        try:
            if path.stat().st_size > MOST_BYTES:
                raise UserError("ภาพตราครุฑใหญ่กว่า 10 เมกะไบต์ หัวหนังสือไม่เปลี่ยน", "เลือกภาพที่เล็กกว่านี้")
            picture = read_picture(path.read_bytes())
        except OSError:
            self.failed.emit(UserError("อ่านไฟล์ภาพไม่ได้ หัวหนังสือไม่เปลี่ยน", "เลือกไฟล์อื่น แล้วลองอีกครั้ง"))
            return
        except UserError as error:
            self.failed.emit(error)
            return
        self._keep(replace(self._head, garuda=picture.data))
        self.said.emit("ใช้ภาพตราครุฑนี้ในหนังสือแล้ว")

    def _keep_words(self) -> None:
        words: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items() if name != _PREFIX}
        for name, text in self.texts.items():
            lines = lines_of(text)
            words[name] = lines if name in _TUPLES else "\n".join(lines)
        self._keep(replace(self._head, catch_words=self.catch_words.isChecked(), **words))

    def _keep(self, head: Letterhead) -> None:
        try:
            office_letters.keep_letterhead(self._session.store, head, self.lines[_PREFIX].text().strip())
        except UserError as error:
            self.failed.emit(error)
            return
        self._session.reload()
        self.show_letterhead()
        self.kept.emit()

    def _ask_picture(self) -> Path | None:
        words = "ภาพ (*.png *.jpg *.jpeg)"
        chosen, _ = QFileDialog.getOpenFileName(self.window(), "เลือกภาพตราครุฑของสำนักงาน", "", words)
        return Path(chosen) if chosen else None
