"""The first start: who are we? Or a look round with sample data."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.ui.office_form import OfficeForm
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, page_scroll, title
from cdd_desktop.ui.zoom import fit

WIDTH = 760


class FirstStartPage(Page):
    """Asks for the office.

    Signals:
        office_given: the ``Office``.
        demo_wanted: open the sample data.
        copy_wanted: go on with a copy from another PC.
    """

    office_given = Signal(object)
    demo_wanted = Signal()
    copy_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("firstStart")
        self.form = OfficeForm(short=True)
        self.start = button("เริ่มใช้งาน", "primary", "arrow-right", self._start)
        self.start.setObjectName("startButton")
        self.demo = button("ลองใช้ข้อมูลตัวอย่าง", icon="eye", on_click=self.demo_wanted.emit)
        self.demo.setObjectName("demoButton")
        page = QWidget()
        outer = QHBoxLayout(page)
        outer.setContentsMargins(24, 28, 24, 28)
        column = QVBoxLayout()
        column.setSpacing(16)
        outer.addStretch(1)
        outer.addLayout(column, 20)
        outer.addStretch(1)
        column.addLayout(self._head())
        column.addWidget(self._office_card())
        column.addStretch(1)
        area = page_scroll(page)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(area)
        fit(page, max_width=WIDTH + 48)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def _office_card(self) -> Card:
        card = Card("สำนักงานของท่าน")
        card.body.addWidget(self.form)
        card.body.addSpacing(8)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(ThaiLabel("แก้ไขภายหลังได้ที่หน้า “ตั้งค่า”", "note", wrap=False), 1)
        card.body.addLayout(row)
        self.copy = button("เคยใช้ที่เครื่องอื่น: เปิดจากสำเนา…", "link", on_click=self.copy_wanted.emit)
        self.copy.setObjectName("copyButton")
        card.body.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        return card

    def _head(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(title("ยินดีต้อนรับสู่ CDD Desktop"))
        words.addWidget(
            ThaiLabel("กรอกผลตามภารกิจ เห็นระดับพร้อมเหตุผล พิมพ์รายงานได้ทันที\nข้อมูลอยู่ในเครื่องนี้เท่านั้น ไม่ใช้อินเทอร์เน็ต", "soft")
        )
        look = QVBoxLayout()
        look.setSpacing(4)
        look.addWidget(self.demo)
        look.addWidget(ThaiLabel("เก็บแยก ไม่ปนกับข้อมูลจริง", "note", wrap=False), 0, Qt.AlignmentFlag.AlignHCenter)
        row = QHBoxLayout()
        row.setSpacing(24)
        row.addLayout(words, 1)
        row.addLayout(look)
        return row

    def _start(self) -> None:
        office = self.form.office()
        if office is not None:
            self.office_given.emit(office)

    def enter(self) -> None:
        self.form.province.setFocus(Qt.FocusReason.OtherFocusReason)
