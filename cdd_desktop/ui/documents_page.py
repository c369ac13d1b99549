"""Documents of the round: summary, workbook, letters, what goes with them, and every mission's report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.ui.flow import SplitRow
from cdd_desktop.ui.page import CHANNELS, COMPARE, HISTORY, SUMMARY, WORKBOOK, Page
from cdd_desktop.ui.register_card import RegisterCard
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.round_papers import (
    ARCHIVE,
    BLANK,
    CERTIFICATE,
    EVIDENCE,
    EVIDENCE_LARGE,
    EVIDENCE_SMALL,
)
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import Standing, standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column, icon_button, page_scroll, title
from cdd_desktop.ui.zoom import fit

WIDTH = 820
ROUND_PAPERS = (
    (SUMMARY, "สรุปผลทุกภารกิจ", "ตารางผลและเหตุผลในหนึ่งหรือสองหน้า A4"),
    (CERTIFICATE, "หน้ารับรองผล", "ผู้ส่ง ผู้รับรอง และการปลดล็อกของทุกภารกิจ"),
    (EVIDENCE, "สมุดหลักฐาน", "ปก รายการที่มีและที่ยังขาด ภาพพร้อมคำบรรยาย หน้าละหกภาพ"),
    (EVIDENCE_LARGE, "สมุดหลักฐาน ภาพใหญ่", "อย่างเดียวกัน หน้าละสี่ภาพ"),
    (EVIDENCE_SMALL, "สมุดหลักฐาน ภาพเล็ก", "อย่างเดียวกัน หน้าละเก้าภาพ"),
    (BLANK, "แบบเก็บข้อมูลภาคสนาม", "แบบเปล่าของทุกภารกิจ มีค่ารอบก่อนไว้เทียบ"),
    (ARCHIVE, "ไฟล์เก็บถาวร", "เอกสารทุกฉบับในไฟล์ PDF เดียว แนบสมุดงานและข้อมูล"),
)
_PLACES = (
    (
        CHANNELS,
        "clipboard-paste",
        "พร้อมคัดลอกไปยังช่องทางรายงาน",
        "ค่าของแต่ละภารกิจตามลำดับของแบบฟอร์ม พร้อมเครื่องหมายว่ารายงานแล้ว",
    ),
    (COMPARE, "table-2", "เปรียบเทียบรอบ", "ค่าและระดับของทุกรอบเคียงกัน พร้อมแผนภูมิ"),
    (HISTORY, "history", "ประวัติการแก้ไข", "ใครแก้อะไรเมื่อไร ค้นได้ พิมพ์ได้ และกู้คืนสิ่งที่ลบ"),
)
_LEAST = 240  # width of words beside their buttons
LETTERS = (
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
        words = column()
        words.addWidget(self._name)
        words.addWidget(self._state)
        self._others = [
            button(text, "quiet", on_click=partial(self._want, page, "preview", which))
            for text, which in (("แบบเปล่า", f"{BLANK}:"), ("หลักฐาน", f"{EVIDENCE}:"))
        ]
        self._own = [
            icon_button(icon, text, partial(self._want, page, what, ""))
            for icon, text, what in (
                ("eye", "ดูตัวอย่าง", "preview"),
                ("printer", "พิมพ์", "print"),
                ("download", "บันทึกเป็น PDF", "pdf"),
            )
        ]
        column(self, margins=(0, 4, 0, 4)).addWidget(_line(words, [*self._others, *self._own]))

    def _want(self, page: DocumentsPage, what: str, which: str) -> None:
        page.wanted.emit(what, f"{which}{self._id}")

    def show_mission(self, item: Standing) -> None:
        self._id = item.indicator.id
        say(self._name, f"{item.indicator.no}  {item.indicator.title}")
        say(self._state, " · ".join(dict.fromkeys((item.stage_text, item.grade_text))))
        for made in (*self._others, *self._own):
            made.setAccessibleName(f"{made.text() or made.toolTip()} ภารกิจที่ {item.indicator.no}")


class DocumentsPage(Page):
    """What can be printed.

    Signals:
        wanted: "preview", "print", "pdf" or "excel", and ``SUMMARY``, ``WORKBOOK``, a mission's id, or a paper of
            ``round_papers``.
        place_wanted: a page beside this one is to be shown.
        letter_wanted: the wording of a "memo" or "letter" is to be shown.
        chat_wanted: the round is to be copied as a text for a chat.
        readback_wanted: a workbook is to be chosen whose values are taken over.
        said: a sentence about what was done.
        failed: a UserError.
    """

    wanted = Signal(str, str)
    place_wanted = Signal(str)
    letter_wanted = Signal(str)
    chat_wanted = Signal()
    readback_wanted = Signal()
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
        parts = column(page, spacing=16, margins=(28, 20, 28, 28))
        parts.addWidget(title("เอกสาร"))
        parts.addWidget(self._round)
        parts.addWidget(self._round_card())
        parts.addWidget(self._letters_card())
        missions = Card("รายงานรายภารกิจ")
        self._mission_column = column()
        missions.body.addLayout(self._mission_column)
        parts.addWidget(missions)
        parts.addWidget(self.register)
        parts.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        column(self).addWidget(page_scroll(page))
        session.changed.connect(self._on_change)

    def _round_card(self) -> Card:
        card = Card("ทั้งรอบ")
        for which, name, note in ROUND_PAPERS:
            want = self.wanted.emit
            three = (
                button("ดูตัวอย่าง", icon="eye", on_click=partial(want, "preview", which)),
                button("พิมพ์", icon="printer", on_click=partial(want, "print", which)),
                button("PDF", icon="download", on_click=partial(want, "pdf", which)),
            )
            for made in three:
                made.setAccessibleName(f"{made.text()} {name}")
            card.body.addWidget(_line(_words(name, note), three))
        self.first = card.findChildren(QPushButton)[0]
        excel = button("บันทึก Excel", icon="file-spreadsheet", on_click=partial(self.wanted.emit, "excel", WORKBOOK))
        self.chat = button("คัดลอกข้อความ", icon="copy", on_click=self.chat_wanted.emit)
        card.body.addWidget(_line(_words("สมุดงาน Excel", "แผ่นสรุปหนึ่งแผ่น และแผ่นของแต่ละภารกิจ พร้อมพิมพ์"), (excel,)))
        self.read_back = button("เลือกไฟล์…", icon="folder-open", on_click=self.readback_wanted.emit)
        self.read_back.setAccessibleName("เลือกสมุดงาน Excel ที่จะอ่านค่ากลับ")
        card.body.addWidget(
            _line(_words("อ่านค่ากลับจากสมุดงาน Excel", "ดูก่อนว่าอะไรจะเปลี่ยน แล้วเลือกค่าที่จะรับ"), (self.read_back,))
        )
        card.body.addWidget(_line(_words("ข้อความสำหรับแชต", "ผลของรอบในไม่กี่บรรทัด วางลงในแชตได้ทันที"), (self.chat,)))
        for place, icon, name, note in _PLACES:
            card.body.addWidget(
                _line(_words(name, note), (_opener(name, icon, partial(self.place_wanted.emit, place)),))
            )
        return card

    def _letters_card(self) -> Card:
        card = Card("บันทึกข้อความและหนังสือ")
        for form, name, note in LETTERS:
            open_it = _opener(name, "file-text", partial(self.letter_wanted.emit, form))
            open_it.setObjectName(f"open_{form}")
            card.body.addWidget(_line(_words(name, note), (open_it,)))
        return card

    def enter(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

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


def _opener(name: str, icon: str, on_click: Callable[[], object]) -> QPushButton:
    made = button("เปิด", icon=icon, on_click=on_click)
    made.setAccessibleName(f"เปิด{name}")
    return made


def _line(words: QVBoxLayout, buttons: Sequence[QAbstractButton]) -> SplitRow:
    """Return one document with its buttons at the right, under its words where there is no room."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addStretch(1)
    for made in buttons:
        row.addWidget(made)
    return SplitRow(words, row, least=_LEAST)


def _words(name: str, note: str) -> QVBoxLayout:
    box = column()
    box.addWidget(ThaiLabel(name, "subheading"))
    box.addWidget(ThaiLabel(note, "note"))
    return box
