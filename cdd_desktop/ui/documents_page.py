"""Documents of the round: summary, workbook, letters, what goes with them, and every mission's report."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.ui.page import CHANNELS, COMPARE, SUMMARY, WORKBOOK, Page
from cdd_desktop.ui.register_card import RegisterCard
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.round_papers import (
    ARCHIVE,
    BLANK,
    CERTIFICATE,
    EVIDENCE,
    EVIDENCE_LARGE,
    EVIDENCE_SMALL,
    chat_words,
)
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import Standing, standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, page_scroll, title

WIDTH = 820
_ROUND = (
    (SUMMARY, "สรุปผลทุกภารกิจ", "ตารางผลและเหตุผลในหนึ่งหรือสองหน้า A4"),
    (CERTIFICATE, "หน้ารับรองผล", "ผู้ส่ง ผู้รับรอง และการปลดล็อกของทุกภารกิจ"),
    (EVIDENCE, "สมุดหลักฐาน", "ปก รายการที่มีและที่ยังขาด ภาพพร้อมคำบรรยาย หน้าละหกภาพ"),
    (EVIDENCE_LARGE, "สมุดหลักฐาน ภาพใหญ่", "อย่างเดียวกัน หน้าละสี่ภาพ"),
    (EVIDENCE_SMALL, "สมุดหลักฐาน ภาพเล็ก", "อย่างเดียวกัน หน้าละเก้าภาพ"),
    (BLANK, "แบบเก็บข้อมูลภาคสนาม", "แบบเปล่าของทุกภารกิจ มีค่ารอบก่อนไว้เทียบ"),
    (ARCHIVE, "แฟ้มเก็บถาวร", "เอกสารทุกฉบับในแฟ้ม PDF เดียว แนบสมุดงานและข้อมูล"),
)
_LETTERS = (
    ("memo", "บันทึกข้อความ", "เสนอผู้บังคับบัญชาหรือเร่งรัดภายในสำนักงาน แก้ข้อความได้"),
    ("letter", "หนังสือภายนอก", "หนังสือถึงจังหวัด แก้ข้อความได้ ใช้ครุฑของสำนักงาน"),
)


class _MissionRow(QWidget):
    """One mission's papers; ``wanted`` of the page carries what is asked for."""

    def __init__(self, page: DocumentsPage) -> None:
        super().__init__()
        self._id = ""
        self._name = ThaiLabel("")
        self._state = ThaiLabel("", "note")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._name)
        words.addWidget(self._state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(8)
        row.addLayout(words, 1)
        for text, kind, icon, what, which in (
            ("แบบเปล่า", "quiet", "", "preview", f"{BLANK}:"),
            ("หลักฐาน", "quiet", "", "preview", f"{EVIDENCE}:"),
            ("ดูตัวอย่าง", "", "eye", "preview", ""),
            ("PDF", "", "download", "pdf", ""),
        ):
            want = partial(self._want, page, what, which)
            row.addWidget(button(text, kind, icon, want))

    def _want(self, page: DocumentsPage, what: str, which: str) -> None:
        page.wanted.emit(what, f"{which}{self._id}")

    def show_mission(self, item: Standing) -> None:
        self._id = item.indicator.id
        say(self._name, f"{item.indicator.no}  {item.indicator.title}")
        say(self._state, f"{item.entry_text} · {item.grade_text}")


class DocumentsPage(Page):
    """What can be printed.

    Signals:
        wanted: "preview", "print", "pdf" or "excel", and ``SUMMARY``, ``WORKBOOK``, a mission's id, or a paper of
            ``round_papers``.
        place_wanted: a page beside this one is to be shown.
        letter_wanted: the wording of a "memo" or "letter" is to be shown.
        said: a sentence about what was done.
        failed: a UserError.
    """

    wanted = Signal(str, str)
    place_wanted = Signal(str)
    letter_wanted = Signal(str)
    said = Signal(str)
    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents")
        self._session = session
        self._rows: list[_MissionRow] = []
        self._round = ThaiLabel("", "soft")
        self.register = RegisterCard(session)
        self.register.said.connect(self.said)
        self.register.failed.connect(self.failed)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 28)
        column.setSpacing(16)
        column.addWidget(title("เอกสาร"))
        column.addWidget(self._round)
        column.addWidget(self._round_card())
        column.addWidget(self._letters_card())
        missions = Card("รายงานรายภารกิจ")
        self._mission_column = QVBoxLayout()
        self._mission_column.setSpacing(0)
        missions.body.addLayout(self._mission_column)
        column.addWidget(missions)
        column.addWidget(self.register)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))
        session.changed.connect(self._on_change)

    def _round_card(self) -> Card:
        card = Card("ทั้งรอบ")
        grid = _grid()
        card.body.addLayout(grid)
        for at, (which, name, note) in enumerate(_ROUND):
            want = self.wanted.emit
            _line(
                grid,
                at,
                _words(name, note),
                (
                    button("ดูตัวอย่าง", icon="eye", on_click=partial(want, "preview", which)),
                    button("พิมพ์", icon="printer", on_click=partial(want, "print", which)),
                    button("PDF", icon="download", on_click=partial(want, "pdf", which)),
                ),
            )
        self.first = card.findChildren(QPushButton)[0]
        at = len(_ROUND)
        excel = button("บันทึก Excel", icon="file-spreadsheet", on_click=partial(self.wanted.emit, "excel", WORKBOOK))
        _line(grid, at, _words("สมุดงาน Excel", "แผ่นสรุปหนึ่งแผ่น และแผ่นของแต่ละภารกิจ พร้อมพิมพ์"), (excel,))
        self.chat = button("คัดลอกข้อความ", icon="copy", on_click=self._copy_chat)
        _line(grid, at + 1, _words("ข้อความสำหรับแชต", "ผลของรอบในไม่กี่บรรทัด วางลงในแชตได้ทันที"), (self.chat,))
        copy = button("เปิด", icon="clipboard-paste", on_click=partial(self.place_wanted.emit, CHANNELS))
        copy.setAccessibleName("เปิดหน้าคัดลอกไปยังช่องทางรายงาน")
        words = _words("พร้อมคัดลอกไปยังช่องทางรายงาน", "ค่าของแต่ละภารกิจตามลำดับของแบบฟอร์ม พร้อมเครื่องหมายว่ารายงานแล้ว")
        _line(grid, at + 2, words, (copy,))
        compare = button("เปิด", icon="table-2", on_click=partial(self.place_wanted.emit, COMPARE))
        compare.setAccessibleName("เปิดหน้าเปรียบเทียบรอบ")
        _line(grid, at + 3, _words("เปรียบเทียบรอบ", "ค่าและระดับของทุกรอบเคียงกัน พร้อมแผนภูมิ"), (compare,))
        return card

    def _letters_card(self) -> Card:
        card = Card("บันทึกข้อความและหนังสือ")
        grid = _grid()
        card.body.addLayout(grid)
        for at, (form, name, note) in enumerate(_LETTERS):
            open_it = button("เปิด", icon="file-text", on_click=partial(self.letter_wanted.emit, form))
            open_it.setAccessibleName(f"เปิด{name}")
            open_it.setObjectName(f"open_{form}")
            _line(grid, at, _words(name, note), (open_it,))
        return card

    def enter(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_chat(self) -> None:
        try:
            words = chat_words(self._session)
        except UserError as error:
            self.failed.emit(error)
            return
        QGuiApplication.clipboard().setText(words)
        self.said.emit("คัดลอกข้อความของรอบแล้ว วางในแชตได้เลย")

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators or change.settings):
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        session = self._session
        self._round.setText(f"{session.round.title} · {session.pack.period_title}")
        self.register.show_documents()
        items = [standing(session, indicator) for indicator in session.indicators]
        for row, item in zip(enough(self._rows, len(items), self._add_row), items, strict=True):
            row.show_mission(item)

    def _add_row(self) -> _MissionRow:
        row = _MissionRow(self)
        self._mission_column.addWidget(row)
        return row


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    return grid


def _line(grid: QGridLayout, at: int, words: QVBoxLayout, buttons: Sequence[QPushButton]) -> None:
    """Put one document into the grid, its buttons flush right."""
    grid.addLayout(words, at, 0)
    if len(buttons) == 1:
        grid.addWidget(buttons[0], at, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
        return
    for place, made in enumerate(buttons, 1):
        grid.addWidget(made, at, place)


def _words(name: str, note: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(ThaiLabel(name, "subheading"))
    column.addWidget(ThaiLabel(note, "note"))
    return column
