"""The fields in which a memo or a letter is worded."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cdd_desktop.reports.template import PLACES, Template, read_enclosure
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.note_edit import NoteEdit
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, column, labelled, rule
from cdd_desktop.ui.zoom import fit

SPEEDS = ("", "ด่วน", "ด่วนมาก", "ด่วนที่สุด")
TABLES = {"none": "ไม่มีตาราง", "inside": "ในข้อความ ก่อนย่อหน้าสุดท้าย", "attached": "แนบเป็นหน้าต่อท้าย"}
_SHORT = 150  # width of a field for one word


class LetterFields(Card):
    """Every part of a template, in the order in which it stands on the paper; ``name`` holds its title.

    Signals:
        altered: a field was left with another text than before.
    """

    altered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("ข้อความ", parent)
        self.speed = Select()
        for words in SPEEDS:
            self.speed.addItem(words or "ไม่ระบุ", words)
        self.table = Select()
        self.table.setSizeAdjustPolicy(Select.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for name, words in TABLES.items():
            self.table.addItem(words, name)
        self.title, self.subject, self.salutation = CommitLine(), CommitLine(), CommitLine()
        self.to, self.closing = CommitLine(), CommitLine()
        self.references, self.enclosures, self.paragraphs = NoteEdit(fewest=1), NoteEdit(fewest=1), NoteEdit()
        for line in (self.title, self.subject, self.salutation, self.to, self.closing):
            line.entered.connect(lambda _text: self.altered.emit())
        for text in (self.references, self.enclosures, self.paragraphs):
            text.committed.connect(lambda _text: self.altered.emit())
        for choice in (self.speed, self.table):
            choice.activated.connect(lambda _row: self.altered.emit())
        self.name, self._ending = QWidget(), QWidget()
        self._build()

    def _build(self) -> None:
        fit(self.salutation, width=_SHORT)
        fit(self.speed, min_width=_SHORT)
        column(self.name).addLayout(labelled("ชื่อแม่แบบ", self.title))
        self.body.addWidget(self.name)
        self._row(("ชั้นความเร็ว", self.speed, 0), ("ตารางระดับผล", self.table, 1))
        self._row(("เรื่อง", self.subject, 1))
        self._row(("คำขึ้นต้น", self.salutation, 0), ("ผู้รับ", self.to, 1))
        self._row(("อ้างถึง บรรทัดละหนึ่งรายการ", self.references, 1))
        self._row(("สิ่งที่ส่งมาด้วย บรรทัดละหนึ่งรายการ ลงท้ายด้วยจำนวน เช่น จำนวน 1 ฉบับ", self.enclosures, 1))
        self._row(("ข้อความ บรรทัดละหนึ่งย่อหน้า", self.paragraphs, 1))
        column(self._ending).addLayout(labelled("คำลงท้าย", self.closing))
        self.body.addWidget(self._ending)
        self.body.addWidget(rule())
        known = " ".join(f"{{{name}}}" for name in PLACES)
        self.body.addWidget(ThaiLabel(f"คำในวงเล็บปีกกาเปลี่ยนเป็นข้อมูลของรอบให้เอง ใช้ได้: {known}", "note"))
        self.body.addWidget(ThaiLabel("ข้อความที่แก้เก็บไว้ใช้ทุกรอบ เลิกทำได้ด้วย Ctrl+Z", "note"))

    def _row(self, *fields: tuple[str, QWidget, int]) -> None:
        """Put fields side by side under their names; the number says how much of the width a field may take."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, field, share in fields:
            row.addLayout(labelled(words, field), share)
        self.body.addLayout(row)

    def show_template(self, shown: Template) -> None:
        """Show a template as it is kept."""
        if self.speed.findData(shown.speed) < 0:  # from a file of the office's own
            self.speed.addItem(shown.speed, shown.speed)
        self.speed.setCurrentIndex(self.speed.findData(shown.speed))
        self.table.setCurrentIndex(max(self.table.findData(shown.table), 0))
        self.title.settle(shown.title)
        self.subject.settle(shown.subject)
        self.salutation.settle(shown.salutation)
        self.to.settle(shown.to)
        self.closing.settle(shown.closing)
        self.references.set_text("\n".join(shown.references))
        self.enclosures.set_text("\n".join(item.line for item in shown.enclosures))
        self.paragraphs.set_text("\n".join(shown.paragraphs))
        self._ending.setVisible(shown.form == "letter")  # a memo has no closing words

    def worded(self, shown: Template) -> Template:
        """Return a template as it is worded in the fields now."""
        return replace(
            shown,
            speed=str(self.speed.currentData()),
            table=self.table.currentData(),
            title=self.title.text().strip(),
            subject=self.subject.text().strip(),
            salutation=self.salutation.text().strip(),
            to=self.to.text().strip(),
            closing=self.closing.text().strip(),
            references=lines_of(self.references),
            enclosures=tuple(map(read_enclosure, lines_of(self.enclosures))),
            paragraphs=lines_of(self.paragraphs),
        )


def lines_of(edit: NoteEdit) -> tuple[str, ...]:
    """Return the lines of a text that say something."""
    return tuple(line.strip() for line in edit.toPlainText().split("\n") if line.strip())
