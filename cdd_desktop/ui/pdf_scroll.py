"""The pages of a PDF in the window, one below the other, drawn when they come into sight."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cdd_desktop.ui.pdf_pages import POINTS_PER_INCH, PdfPages
from cdd_desktop.ui.theme import tokens

SCREEN_DPI = 96
GAP = 16
KEPT_PAGES = 6
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PagesView(QAbstractScrollArea):
    """Shows the pages; PageUp/PageDown, arrows, Ctrl+wheel.

    Signals:
        page_changed: index of the page in the middle of the view.
        zoomed: the zoom, 1.0 = as large as on paper.
    """

    page_changed = Signal(int)
    zoomed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pdfView")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.pages: PdfPages | None = None
        self._zoom = 0.0  # 0: as wide as the view
        self._page = 0
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.setAccessibleName("ตัวอย่างเอกสาร")
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another document from its top; None shows nothing."""
        self.pages = pages
        self._images.clear()
        self.verticalScrollBar().setValue(0)
        self._layout()

    @property
    def zoom(self) -> float:
        """Return the zoom in use, also when it follows the width."""
        if self._zoom or self.pages is None:
            return self._zoom or 1.0
        widest = max(size.width() for size in self.pages.sizes)
        room = max(self.viewport().width() - 2 * GAP, 100)
        return min(room / (widest * SCREEN_DPI / POINTS_PER_INCH), 2.0)

    @property
    def factor(self) -> float:
        """Return how many of the view's pixels a point of the page takes."""
        return self.zoom * SCREEN_DPI / POINTS_PER_INCH

    def fit_width(self) -> None:
        self._set_zoom(0.0)

    def zoom_in(self) -> None:
        self._set_zoom(next((step for step in ZOOMS if step > self.zoom + 0.01), ZOOMS[-1]))

    def zoom_out(self) -> None:
        self._set_zoom(next((step for step in reversed(ZOOMS) if step < self.zoom - 0.01), ZOOMS[0]))

    def _set_zoom(self, zoom: float) -> None:
        bar = self.verticalScrollBar()
        where = bar.value() / max(bar.maximum(), 1)
        self._zoom = zoom
        self._layout()
        bar.setValue(round(where * bar.maximum()))

    def rects(self) -> list[QRect]:
        """Return where each page lies, in coordinates of the whole column of pages."""
        if self.pages is None:
            return []
        factor = self.factor
        width = max(self.viewport().width(), round(max(s.width() for s in self.pages.sizes) * factor) + 2 * GAP)
        rects, top = [], GAP
        for size in self.pages.sizes:
            wide, high = round(size.width() * factor), round(size.height() * factor)
            rects.append(QRect((width - wide) // 2, top, wide, high))
            top += high + GAP
        return rects

    def _layout(self) -> None:
        rects = self.rects()
        view = self.viewport().size()
        bottom = rects[-1].bottom() + GAP if rects else 0
        right = max((rect.right() + GAP for rect in rects), default=0)
        for bar, whole, seen in (
            (self.verticalScrollBar(), bottom, view.height()),
            (self.horizontalScrollBar(), right, view.width()),
        ):
            bar.setRange(0, max(whole - seen, 0))
            bar.setPageStep(seen)
            bar.setSingleStep(40)
        self.zoomed.emit(self.zoom)
        self._moved()
        self.viewport().update()

    def _moved(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = sum(rect.top() <= middle for rect in self.rects()) - 1
        self._page = max(page, 0)
        self.page_changed.emit(self._page)

    def _image(self, index: int) -> QImage:
        assert self.pages is not None
        ratio = self.devicePixelRatioF()
        dpi = self.zoom * SCREEN_DPI * ratio
        key = (index, round(dpi * 10))
        if key not in self._images:
            self._images[key] = self.pages.render(index, dpi)
            while len(self._images) > KEPT_PAGES:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    def offset(self) -> QPoint:
        return QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # --- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens().hairline))
        for index, rect in enumerate(self.rects()):
            shown = rect.translated(-self.offset())
            if shown.intersects(event.rect()):
                painter.drawImage(shown, self._image(index))
                self.paint_over(painter, index, shown)
                painter.setPen(QColor(0, 0, 0, 50))
                painter.drawRect(shown.adjusted(-1, -1, 0, 0))

    def paint_over(self, painter: QPainter, index: int, shown: QRect) -> None:
        """Draw over page ``index``, which is at ``shown`` in the view."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        jumps = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in jumps:
            bar.setValue(jumps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)
