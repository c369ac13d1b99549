"""Finding words in a PDF that is shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from cdd_desktop.ui.line_edit import FIELD
from cdd_desktop.ui.pdf_text import Place
from cdd_desktop.ui.pdf_view import PdfView
from cdd_desktop.ui.result_levels import say
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import icon_button

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class FindBar(QFrame):
    """Selects what is found, one after another: Enter and F3 on, with Shift back, Escape closes.

    Signals:
        closed: the person is done.
    """

    closed = Signal()

    def __init__(self, view: PdfView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._view = view
        self._found: list[tuple[Place, Place]] = []
        self._at = -1
        self.field = QLineEdit()
        self.field.setProperty(FIELD, "line")
        self.field.setPlaceholderText("ค้นในเอกสารนี้")
        self.field.setAccessibleName("ค้นในเอกสารนี้")
        self.field.textChanged.connect(lambda _text: self.search())
        self.count = ThaiLabel("", "note", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 16, 6)
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addWidget(icon_button("chevron-up", "ที่พบก่อนหน้า (Shift+Enter)", lambda: self.go(-1)))
        row.addWidget(icon_button("chevron-down", "ที่พบถัดไป (Enter)", lambda: self.go(1)))
        row.addWidget(icon_button("x", "ปิดการค้น (Esc)", self.close_bar))
        self.hide()

    def open(self) -> None:
        """Show the bar, with what was searched last."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.search()

    def close_bar(self) -> None:
        """Put the bar away; what was found stays selected."""
        self.hide()
        self.closed.emit()

    def search(self) -> None:
        """Find the words anew and select the first."""
        pages, wanted = self._view.pages, self.field.text()
        self._found, self._at = [], -1
        for index in range(len(pages) if pages is not None and wanted.strip() else 0):
            assert pages is not None
            spans = pages.text(index).find(wanted)
            self._found += [(Place(index, start), Place(index, end)) for start, end in spans]
        self.go(1)

    def go(self, steps: int) -> None:
        """Select what is found ``steps`` further on, round from the last to the first."""
        if self._found:
            self._at = (self._at + steps) % len(self._found)
            self._view.select(*self._found[self._at])
        words = f"{self._at + 1} จาก {len(self._found)} แห่ง" if self._found else "ไม่พบ"
        say(self.count, words if self.field.text().strip() else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER or event.key() == Qt.Key.Key_F3:
            self.go(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)
