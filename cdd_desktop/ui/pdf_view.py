"""A PDF in the window: its pages one below the other, drawn when they come into sight; and on a printer."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from cdd_desktop.ui.theme import tokens

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
SCREEN_DPI = 96
PRINT_DPI = 300  # sharp enough for text; a printer's 1200 would take 100 MB a page
GAP = 16
KEPT_PAGES = 6
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)


class PdfPages:
    """A finished PDF, rendered by PDFium. Held in memory, so that its file may be moved or removed meanwhile."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(data)
        self.sizes = [QSizeF(*self._document.get_page_size(index)) for index in range(len(self._document))]

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, index: int, dpi: float) -> QImage:
        """Return page ``index`` as an opaque image."""
        bitmap = self._document[index].render(scale=dpi / POINTS_PER_INCH, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        return image.copy()  # the buffer is PDFium's and goes away

    def close(self) -> None:
        self._document.close()


def print_pages(pages: PdfPages, printer: QPrinter) -> None:
    """Put the pages that the person chose on the printer, each as large as its sheet allows."""
    first = max(printer.fromPage(), 1) - 1
    last = (printer.toPage() or len(pages)) - 1
    painter = QPainter(printer)
    try:
        for number, index in enumerate(range(first, min(last, len(pages) - 1) + 1)):
            if number:
                printer.newPage()
            image = pages.render(index, min(printer.resolution(), PRINT_DPI))
            sheet = QRectF(printer.pageLayout().fullRectPixels(printer.resolution()))
            sheet.moveTopLeft(-printer.pageLayout().paintRectPixels(printer.resolution()).topLeft())
            painter.drawImage(_fitted(image, sheet), image)
    finally:
        painter.end()


def _fitted(image: QImage, sheet: QRectF) -> QRectF:
    size = QSizeF(image.size()).scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio)
    fitted = QRectF(sheet.topLeft(), size)
    fitted.moveCenter(sheet.center())
    return fitted


class PdfView(QAbstractScrollArea):
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
        self._pages: PdfPages | None = None
        self._zoom = 0.0  # 0: as wide as the view
        self._page = 0
        self._images: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self.verticalScrollBar().valueChanged.connect(self._moved)

    def show_pages(self, pages: PdfPages | None) -> None:
        """Show another document from its top; None shows nothing."""
        self._pages = pages
        self._images.clear()
        self.verticalScrollBar().setValue(0)
        self._layout()

    @property
    def zoom(self) -> float:
        """Return the zoom in use, also when it follows the width."""
        if self._zoom or self._pages is None:
            return self._zoom or 1.0
        widest = max(size.width() for size in self._pages.sizes)
        room = max(self.viewport().width() - 2 * GAP, 100)
        return min(room / (widest * SCREEN_DPI / POINTS_PER_INCH), 2.0)

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

    def _rects(self) -> list[QRect]:
        """Return where each page lies, in coordinates of the whole column of pages."""
        if self._pages is None:
            return []
        factor = self.zoom * SCREEN_DPI / POINTS_PER_INCH
        width = max(self.viewport().width(), round(max(s.width() for s in self._pages.sizes) * factor) + 2 * GAP)
        rects, top = [], GAP
        for size in self._pages.sizes:
            wide, high = round(size.width() * factor), round(size.height() * factor)
            rects.append(QRect((width - wide) // 2, top, wide, high))
            top += high + GAP
        return rects

    def _layout(self) -> None:
        rects = self._rects()
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
        page = sum(rect.top() <= middle for rect in self._rects()) - 1
        self._page = max(page, 0)
        self.page_changed.emit(self._page)

    def _image(self, index: int) -> QImage:
        assert self._pages is not None
        ratio = self.devicePixelRatioF()
        dpi = self.zoom * SCREEN_DPI * ratio
        key = (index, round(dpi * 10))
        if key not in self._images:
            self._images[key] = self._pages.render(index, dpi)
            while len(self._images) > KEPT_PAGES:
                self._images.popitem(last=False)
        self._images.move_to_end(key)
        return self._images[key]

    # --- Qt ------------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens().hairline))
        offset = QPoint(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for index, rect in enumerate(self._rects()):
            shown = rect.translated(-offset)
            if shown.intersects(event.rect()):
                painter.drawImage(shown, self._image(index))
                painter.setPen(QColor(0, 0, 0, 50))
                painter.drawRect(shown.adjusted(-1, -1, 0, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._layout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        jumps = {Qt.Key.Key_Home: bar.minimum(), Qt.Key.Key_End: bar.maximum()}
        if event.key() in jumps:
            bar.setValue(jumps[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
            event.accept()
            return
        super().wheelEvent(event)
