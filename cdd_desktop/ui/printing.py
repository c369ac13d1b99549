"""A document on its way to a printer, while the window goes on working.

A worker draws the pages strip by strip; the window's thread, on which printers' drivers may show windows of their own,
paints each on the printer and goes back to the event loop.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrinter

from cdd_desktop.errors import UserError
from cdd_desktop.ui.pdf_pages import PdfPages, Strip
from cdd_desktop.ui.worker import Task, Worker


@dataclass(frozen=True)
class _Piece:
    """A strip of the page that comes out as sheet ``number``, counted from 0."""

    number: int
    index: int
    strip: Strip


class PrintJob(Task):
    """Puts the pages that the person chose on the printer, each as large as its sheet allows, on a sheet that way up.

    What was stopped is not sent to the printer, as far as it can be called back. ``done`` gives the title.
    """

    def __init__(self, title: str, pages: PdfPages, printer: QPrinter) -> None:
        """Take the pages over: they are closed at the end."""
        super().__init__(f"กำลังพิมพ์ {title}")
        self.title = title
        self._pages = pages
        self._printer = printer
        self._painter = QPainter()
        self._worker = Worker(self)
        self._wanted = chosen(len(pages), printer)
        self._sheet = -1
        self._pieces = _drawn(pages, self._wanted, printer.resolution())

    def start(self) -> None:
        """Open the printer, which may ask the person something, and begin."""
        if self._wanted:
            _turn(self._printer, self._pages.sizes[self._wanted[0]])
        if self._wanted and self._painter.begin(self._printer):
            self._ask()
        else:
            hint = "ตรวจว่าเปิดเครื่องพิมพ์แล้วและเลือกหน้าที่มีอยู่ แล้วสั่งพิมพ์อีกครั้ง"
            self._end(UserError(f"ยังไม่ได้พิมพ์ {self.title} เอกสารยังอยู่ครบ", hint))

    def stop(self) -> None:
        """Stop at once (the window closes); ``cancel`` stops when what is being drawn is done."""
        self.cancel()
        self._worker.wait()
        self._end()

    def _next(self, _task: Task) -> _Piece | None:
        try:
            return next(self._pieces, None)
        except MemoryError:
            hint = "ปิดโปรแกรมอื่นที่ไม่ใช้ แล้วพิมพ์ใหม่ เลือกเฉพาะหน้าที่ยังไม่ออกก็ได้"
            raise UserError(f"หน่วยความจำไม่พอ จึงหยุดพิมพ์ {self.title} เอกสารยังอยู่ครบ", hint) from None

    def _ask(self) -> None:
        task = self._worker.run(self.label, self._next)
        task.done.connect(self._take)
        task.failed.connect(self._end)

    def _take(self, piece: _Piece | None) -> None:
        """Paint what was drawn, while the next is being drawn."""
        if self.cancelled or piece is None:
            self._end()
        elif piece.number > self._sheet and not self._turn_to(piece):
            hint = "ตรวจเครื่องพิมพ์และกระดาษ แล้วพิมพ์หน้าที่ยังไม่ออกอีกครั้ง"
            self._end(UserError(f"เครื่องพิมพ์หยุดรับงานที่หน้า {piece.number + 1} เอกสารยังอยู่ครบ", hint))
        else:
            self._ask()
            self._paint(piece)

    def _turn_to(self, piece: _Piece) -> bool:
        """Go to the sheet that a piece is on; return whether the printer gave one."""
        first, self._sheet = self._sheet < 0, piece.number
        self.say(f"กำลังพิมพ์ {self.title} หน้า {piece.number + 1} จาก {len(self._wanted)}")
        if first:
            return True
        _turn(self._printer, self._pages.sizes[piece.index])
        return self._printer.newPage()

    def _paint(self, piece: _Piece) -> None:
        layout, dpi = self._printer.pageLayout(), self._printer.resolution()
        sheet = QRectF(layout.fullRectPixels(dpi))
        sheet.moveTopLeft(-layout.paintRectPixels(dpi).topLeft())
        page = _fitted(self._pages.sizes[piece.index], sheet)
        top, height = page.top() + piece.strip.top * page.height(), piece.strip.height * page.height()
        self._painter.drawImage(QRectF(page.left(), top, page.width(), height), piece.strip.image)

    def _end(self, error: UserError | None = None) -> None:
        if self.over:
            return
        if self._painter.isActive():
            if error is not None or self.cancelled:
                self._printer.abort()
            self._painter.end()
        self._pages.close()
        self._settle(self.title, error)


def chosen(count: int, printer: QPrinter) -> list[int]:
    """Return the pages to be printed in the printer's order, copies among them where it makes none by itself."""
    ranges = printer.pageRanges()
    found = [index for index in range(count) if ranges.isEmpty() or ranges.contains(index + 1)]
    if printer.pageOrder() == printer.PageOrder.LastPageFirst:
        found.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    return found * copies if printer.collateCopies() else [index for index in found for _ in range(copies)]


def _drawn(pages: PdfPages, wanted: Sequence[int], dpi: int) -> Iterator[_Piece]:
    """Draw what is wanted; on the worker's thread."""
    for number, index in enumerate(wanted):
        for strip in pages.strips(index, dpi):
            yield _Piece(number, index, strip)


def _turn(printer: QPrinter, size: QSizeF) -> None:
    wide = size.width() > size.height()
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)


def _fitted(size: QSizeF, sheet: QRectF) -> QRectF:
    fitted = QRectF(sheet.topLeft(), size.scaled(sheet.size(), Qt.AspectRatioMode.KeepAspectRatio))
    fitted.moveCenter(sheet.center())
    return fitted
