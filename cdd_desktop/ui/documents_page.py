"""Documents of the round: the summary, the workbook, and every mission's report."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.ui.page import SUMMARY, WORKBOOK, Page
from cdd_desktop.ui.result_levels import enough, say
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import Standing, standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, page_scroll, title

WIDTH = 820


class _MissionRow(QWidget):
    """One mission's report; ``wanted`` of the page carries what is asked for."""

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
        row.addWidget(button("ดูตัวอย่าง", icon="eye", on_click=lambda: page.wanted.emit("preview", self._id)))
        row.addWidget(button("PDF", icon="download", on_click=lambda: page.wanted.emit("pdf", self._id)))

    def show_mission(self, item: Standing) -> None:
        self._id = item.indicator.id
        say(self._name, f"{item.indicator.no}  {item.indicator.title}")
        say(self._state, f"{item.entry_text} · {item.grade_text}")


class DocumentsPage(Page):
    """What can be printed.

    Signals:
        wanted: "preview", "print", "pdf" or "excel", and ``SUMMARY``, ``WORKBOOK`` or a mission's id.
    """

    wanted = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("documents")
        self._session = session
        self._rows: list[_MissionRow] = []
        self._round = ThaiLabel("", "soft")
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 28)
        column.setSpacing(16)
        column.addWidget(title("เอกสาร"))
        column.addWidget(self._round)
        column.addWidget(self._round_card())
        missions = Card("รายงานรายภารกิจ")
        self._mission_column = QVBoxLayout()
        self._mission_column.setSpacing(0)
        missions.body.addLayout(self._mission_column)
        column.addWidget(missions)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))
        session.changed.connect(self._on_change)

    def _round_card(self) -> Card:
        card = Card("ทั้งรอบ")
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.addLayout(_words("สรุปผลทุกภารกิจ", "ตารางผลและเหตุผลในหนึ่งหรือสองหน้า A4"), 0, 0)
        look = button("ดูตัวอย่าง", icon="eye", on_click=lambda: self.wanted.emit("preview", SUMMARY))
        self.first = look
        grid.addWidget(look, 0, 1)
        grid.addWidget(button("พิมพ์", icon="printer", on_click=lambda: self.wanted.emit("print", SUMMARY)), 0, 2)
        grid.addWidget(button("PDF", icon="download", on_click=lambda: self.wanted.emit("pdf", SUMMARY)), 0, 3)
        grid.addLayout(_words("สมุดงาน Excel", "แผ่นสรุปหนึ่งแผ่น และแผ่นของแต่ละภารกิจ พร้อมพิมพ์"), 1, 0)
        excel = button("บันทึก Excel", icon="file-spreadsheet", on_click=lambda: self.wanted.emit("excel", WORKBOOK))
        grid.addWidget(excel, 1, 1, 1, 3, Qt.AlignmentFlag.AlignRight)
        card.body.addLayout(grid)
        return card

    def enter(self) -> None:
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators):
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _show(self) -> None:
        session = self._session
        self._round.setText(f"{session.round.title} · {session.pack.period_title}")
        items = [standing(session, indicator) for indicator in session.indicators]
        for row, item in zip(enough(self._rows, len(items), self._add_row), items, strict=True):
            row.show_mission(item)

    def _add_row(self) -> _MissionRow:
        row = _MissionRow(self)
        self._mission_column.addWidget(row)
        return row


def _words(name: str, note: str) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(ThaiLabel(name, "subheading"))
    column.addWidget(ThaiLabel(note, "note"))
    return column
