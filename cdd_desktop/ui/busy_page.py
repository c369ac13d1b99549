"""What stands in the frame while the data folder is being worked on: it must not be closed then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from cdd_desktop.store.progress import Stopped
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, button, column, page_scroll
from cdd_desktop.ui.zoom import fit


class CentredPage(QWidget):
    """A card in the middle of the frame; put things into ``card.body``."""

    def __init__(self, width: int = 640) -> None:
        super().__init__()
        self.card = Card()
        fit(self.card, max_width=width)
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
    """Says what is being done and how far it is.

    Args:
        stoppable: offer to stop, as long as the last step has not begun.

    Signals:
        progressed: as ``progress.Step``; sent from the thread that works.
    """

    progressed = Signal(str, int, int)

    def __init__(self, words: str, *, stoppable: bool = False) -> None:
        super().__init__()
        self.setObjectName("busy")
        self._over = False
        self._stopped = False
        self.card.body.addWidget(ThaiLabel(words, "heading"))
        self.card.body.addWidget(ThaiLabel("อย่าปิดเครื่องระหว่างนี้ ถ้าไฟดับ ข้อมูลเดิมหรือข้อมูลใหม่จะอยู่ครบชุดใดชุดหนึ่ง", "note"))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("ความคืบหน้า")
        self.card.body.addWidget(self.bar)
        self.now = ThaiLabel("", "note")
        self.stop = button("ยกเลิก", on_click=self._stop)
        self.stop.setVisible(stoppable)
        row = QHBoxLayout()
        row.addWidget(self.now, 1)
        row.addWidget(self.stop)
        self.card.body.addLayout(row)
        self.progressed.connect(self._show)

    def step(self, what: str, done: int, whole: int) -> None:
        """Take a step of the work, on its own thread; raises ``Stopped`` where the person wanted that."""
        if self._stopped and done < whole:
            raise Stopped
        self.progressed.emit(what, done, whole)

    def end(self) -> None:
        """Let the page go."""
        self._over = True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the work is over."""
        event.setAccepted(self._over)

    def _show(self, what: str, done: int, whole: int) -> None:
        self.bar.setRange(0, whole)
        self.bar.setValue(done)
        self.now.setText("กำลังหยุด" if self._stopped else what)
        if done >= whole:
            self.stop.setEnabled(False)

    def _stop(self) -> None:
        self._stopped = True
        self.stop.setEnabled(False)
        self.now.setText("กำลังหยุด")
