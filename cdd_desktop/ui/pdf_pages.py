"""A finished PDF: its pages drawn for the screen and for a printer, and the words on them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPainter

from cdd_desktop.ui.pdf_text import PageText, read_text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

POINTS_PER_INCH = 72
GRAY_DPI = 600  # what office printers have; of 1200 an eye sees nothing more, and it takes four times as long
COLOUR_DPI = 300  # of photos; a page is 35 MB either way
LOOK_DPI = 36  # to see whether there is a colour on a page


class PdfPages:
    """A finished PDF, rendered by PDFium. Held in memory, so that its file may be moved or removed meanwhile."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        self._document: Any = pypdfium2.PdfDocument(data)
        self.sizes = [QSizeF(*self._document.get_page_size(index)) for index in range(len(self._document))]
        self._texts: dict[int, PageText] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, index: int, dpi: float, *, gray: bool = False) -> QImage:
        """Return page ``index`` as an opaque image."""
        bitmap = self._document[index].render(scale=dpi / POINTS_PER_INCH, grayscale=gray, prefer_bgrx=not gray)
        shape = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape)
        return image.copy()  # the buffer is PDFium's and goes away

    def render_for_print(self, index: int, dpi: int) -> QImage:
        """Return page ``index`` as sharp as paper needs it: photos need less than letters, and take four times as much.

        One image for a page: bands of a page show seams when the person prints to a PDF and looks at that.
        """
        gray = self.render(index, LOOK_DPI).allGray()
        return self.render(index, min(dpi, GRAY_DPI if gray else COLOUR_DPI), gray=gray)

    def text(self, index: int) -> PageText:
        """Return the words on page ``index``; read when asked first."""
        if index not in self._texts:
            self._texts[index] = read_text(self._document[index], self.sizes[index].height())
        return self._texts[index]

    def close(self) -> None:
        self._document.close()


def print_pages(
    pages: PdfPages, printer: QPrinter, go_on: Callable[[int, int], bool] = lambda _done, _all: True
) -> bool:
    """Put the pages that the person chose on the printer, each as large as its sheet allows, on a sheet that way up.

    Args:
        go_on: told how many of how many are done, before each page; says whether to print it.

    Returns whether all were printed; what was stopped is not sent to the printer, as far as it can be called back.
    """
    wanted = _chosen(len(pages), printer)
    if not wanted:
        return False
    _turn(printer, pages.sizes[wanted[0]])
    painter = QPainter(printer)
    try:
        for number, index in enumerate(wanted):
            if not go_on(number, len(wanted)):
                printer.abort()
                return False
            if number:
                _turn(printer, pages.sizes[index])
                printer.newPage()
            _print_page(pages, index, printer, painter)
    finally:
        painter.end()
    return True


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
    painter.drawImage(_fitted(pages.sizes[index], sheet), pages.render_for_print(index, dpi))


def _fitted(size: QSizeF, sheet: QRectF) -> QRectF:
    fitted = QRectF(sheet.topLeft(), size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(sheet.center())
    return fitted
