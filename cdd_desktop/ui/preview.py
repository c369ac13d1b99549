"""The preview: a document as it will be printed, with search, print and save beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from cdd_desktop.ui.find_bar import FindBar
from cdd_desktop.ui.flow import SplitRow
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.pdf_pages import PdfPages
from cdd_desktop.ui.pdf_view import PdfView
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, column, icon_button


class PreviewPage(Page):
    """Shows one finished PDF.

    Signals:
        closed: go back to where the person came from.
        print_wanted, save_wanted: with the paper that is shown.
        said: a sentence about what was done.
    """

    closed = Signal()
    said = Signal(str)
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self.paper: Paper | None = None
        self.pages: PdfPages | None = None
        self.data = b""
        self.title = ThaiLabel("", "subheading", wrap=False)
        self._page = ThaiLabel("", "note", wrap=False)
        self._zoom = ThaiLabel("", "note", wrap=False)
        self.view = PdfView()
        self.view.page_changed.connect(self._show_page)
        self.view.zoomed.connect(lambda zoom: self._zoom.setText(f"{round(zoom * 100)} %"))
        self.view.copied.connect(lambda words: self.said.emit(f"คัดลอกข้อความ {len(words)} ตัวอักษรแล้ว"))
        self.finder = FindBar(self.view)
        self.finder.closed.connect(self.enter)
        parts = column(self)
        parts.addWidget(self._bar())
        parts.addWidget(self.finder)
        parts.addWidget(self.view, 1)

    def _bar(self) -> QFrame:
        first, second = QHBoxLayout(), QHBoxLayout()
        for row in (first, second):
            row.setSpacing(8)
        back = button("กลับ", "quiet", "chevron-left", self.closed.emit)
        back.setToolTip("กลับไปหน้าเดิม (Esc)")
        first.addWidget(back)
        first.addWidget(self.title, 1)
        first.addWidget(self._page)
        second.addWidget(icon_button("search", "ค้นในเอกสารนี้ (Ctrl+F)", self.finder.open))
        second.addWidget(icon_button("zoom-out", "ย่อ (Ctrl+-)", self.view.zoom_out))
        second.addWidget(self._zoom)
        second.addWidget(icon_button("zoom-in", "ขยาย (Ctrl++)", self.view.zoom_in))
        second.addWidget(icon_button("scan", "พอดีความกว้าง (Ctrl+0)", self.view.fit_width))
        second.addStretch(1)
        second.addWidget(button("PDF", icon="download", on_click=self.save_wanted.emit))
        second.addWidget(button("พิมพ์", "primary", "printer", self.print_wanted.emit))
        bar = QFrame()
        bar.setProperty("role", "panel")
        column(bar).addWidget(SplitRow(first, second, (12, 6, 16, 6)))
        return bar

    def show_paper(self, paper: Paper, data: bytes) -> None:
        """Show a finished document from its first page."""
        self.clear()
        self.paper, self.data = paper, data
        self.pages = PdfPages(data)
        self.title.setText(paper.title)
        self.view.show_pages(self.pages)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Let the document go."""
        self.finder.hide()
        self.view.show_pages(None)
        if self.pages is not None:
            self.pages.close()
        self.paper, self.pages, self.data = None, None, b""

    def enter(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def zoom(self, steps: int) -> None:
        {1: self.view.zoom_in, 0: self.view.fit_width, -1: self.view.zoom_out}[steps]()

    def _show_page(self, index: int) -> None:
        if self.pages is not None:
            self._page.setText(f"หน้า {index + 1} จาก {len(self.pages)}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Find) or event.key() == Qt.Key.Key_F3:
            self.finder.open()
        elif event.key() == Qt.Key.Key_0 and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.view.fit_width()
        else:
            super().keyPressEvent(event)
