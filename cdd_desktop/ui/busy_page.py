"""What stands in the frame while the data folder is being worked on: it must not be closed then."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, column, page_scroll


class CentredPage(QWidget):
    """A card in the middle of the frame; put things into ``card.body``."""

    def __init__(self, width: int = 640) -> None:
        super().__init__()
        self.card = Card()
        self.card.setMaximumWidth(width)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 20)
        row.addStretch(1)
        page = QWidget()
        page.setProperty("role", "panel")
        layout = column(page, margins=(32, 16, 32, 16))
        layout.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(2)
        column(self).addWidget(page_scroll(page))  # at 200 % a card may be taller than the window
        self.setProperty("role", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


class BusyPage(CentredPage):
    """Says what is being done."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.setObjectName("busy")
        self._over = False
        self.card.body.addWidget(ThaiLabel(words, "heading"))
        self.card.body.addWidget(ThaiLabel("อย่าปิดเครื่องระหว่างนี้ ถ้าไฟดับ ข้อมูลเดิมหรือข้อมูลใหม่จะอยู่ครบชุดใดชุดหนึ่ง", "note"))
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        self.card.body.addWidget(bar)

    def end(self) -> None:
        """Let the page go."""
        self._over = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work is over."""
        event.setAccepted(self._over)
