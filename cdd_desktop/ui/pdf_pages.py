"""A finished PDF: its pages drawn for the screen and for a printer, and the words on them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter

from cdd_desktop.ui.pdf_text import PageText, read_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
PRINT_DPI = 600  # what office printers have; of 1200 an eye sees nothing more, and it takes four times as long
BAND_PIXELS = 4_000_000  # a page at a printer's resolution is 130 MB: it is drawn in bands of 16 MB


class PdfPages:
    """A finished PDF, rendered by PDFium. Held in memory, so that its file may be moved or removed meanwhile."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(data)
        self.sizes = [QSizeF(*self._document.get_page_size(index)) for index in range(len(self._document))]
        self._texts: dict[int, PageText] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, index: int, dpi: float) -> QImage:
        """Return page ``index`` as an opaque image."""
        return self._draw(index, dpi, (0.0, 0.0, 0.0, 0.0))

    def bands(self, index: int, dpi: float) -> Iterator[tuple[QRectF, QImage]]:
        """Yield a page in bands from its top: where each lies (as parts of the page, 0 to 1), and its image."""
        size = self.sizes[index] * (dpi / POINTS_PER_INCH)
        width, height = math.ceil(size.width()), math.ceil(size.height())  # as PDFium rounds
        step = max(BAND_PIXELS // max(width, 1), 1)
        for top in range(0, height, step):
            bottom = min(top + step, height)
            # half a pixel less: PDFium rounds up, and what is whole here may come a hair above whole there
            low, high = (max(side - 0.5, 0.0) * POINTS_PER_INCH / dpi for side in (height - bottom, top))
            image = self._draw(index, dpi, (0.0, low, 0.0, high))
            yield QRectF(0, top / height, 1, (bottom - top) / height), image

    def _draw(self, index: int, dpi: float, crop: tuple[float, float, float, float]) -> QImage:
        """Return a page without what is cut off its left, bottom, right and top, in points."""
        bitmap = self._document[index].render(scale=dpi / POINTS_PER_INCH, crop=crop, prefer_bgrx=True)
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGB32)
        return image.copy()  # the buffer is PDFium's and goes away

    def text(self, index: int) -> PageText:
        """Return the words on page ``index``; read when asked first."""
        if index not in self._texts:
            self._texts[index] = read_text(self._document[index], self.sizes[index].height())
        return self._texts[index]

    def close(self) -> None:
        self._document.close()


def print_pages(pages: PdfPages, printer: QPrinter) -> None:
    """Put the pages that the person chose on the printer, each as large as its sheet allows, on a sheet that way up."""
    wanted = list(_chosen(len(pages), printer))
    if not wanted:
        return
    _turn(printer, pages.sizes[wanted[0]])
    painter = QPainter(printer)
    try:
        for number, index in enumerate(wanted):
            if number:
                _turn(printer, pages.sizes[index])
                printer.newPage()
            _print_page(pages, index, printer, painter)
    finally:
        painter.end()


def _chosen(count: int, printer: QPrinter) -> list[int]:
    """Return the pages to be printed in the printer's order, copies among them where it makes none by itself."""
    ranges = printer.pageRanges()
    found = [index for index in range(count) if ranges.isEmpty() or ranges.contains(index + 1)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        found.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    return found * copies if printer.collateCopies() else [index for index in found for _ in range(copies)]


def _turn(printer: QPrinter, size: QSizeF) -> None:
    wide = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _print_page(pages: PdfPages, index: int, printer: QPrinter, painter: QPainter) -> None:
    layout, dpi = printer.pageLayout(), printer.resolution()
    sheet = QRectF(layout.fullRectPixels(dpi))
    sheet.moveTopLeft(-layout.paintRectPixels(dpi).topLeft())
    whole = _fitted(pages.sizes[index], sheet)
    for part, image in pages.bands(index, min(dpi, PRINT_DPI)):
        top, tall = whole.top() + part.top() * whole.height(), part.height() * whole.height()
        painter.drawImage(QRectF(whole.left(), top, whole.width(), tall), image)


def _fitted(size: QSizeF, sheet: QRectF) -> QRectF:
    fitted = QRectF(sheet.topLeft(), size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(sheet.center())
    return fitted
