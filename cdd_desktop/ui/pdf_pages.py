"""A finished PDF: its pages drawn for the screen and for a printer, and the words on them."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final, cast

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QImage

from cdd_desktop.ui.pdf_text import PageText, read_text

POINTS_PER_INCH = 72
GRAY_DPI = 600  # what office printers have; of 1200 an eye sees nothing more, and it takes four times as long
COLOUR_DPI = 300  # of photos
LOOK_DPI = 36  # to see whether there is a colour on a page
STRIP_PIXELS = 3_000_000  # Qt lets nothing else run while it paints an image: so much is painted before a key is felt
OVERLAP = 8  # rows that two strips share where no white row parts them: else the edge shows as a line on a screen
WHITE = 0xFF  # every byte of it

_PDFIUM: Final = Lock()  # it works for one thread at a time, also on two documents


@dataclass(frozen=True)
class Strip:
    """A part of a page from its left to its right edge; where it lies on the page is told in shares of its height."""

    image: QImage
    top: float
    height: float


class PdfPages:
    """A finished PDF, rendered by PDFium. Held in memory, so that its file may be moved or removed meanwhile.

    Pages may be drawn on any thread.
    """

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with _PDFIUM:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes = [QSizeF(*self._document.get_page_size(index)) for index in range(len(self._document))]
        self._texts: dict[int, PageText] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def render(self, index: int, dpi: float, *, gray: bool = False) -> QImage:
        """Return page ``index`` as an opaque image."""
        with _PDFIUM:
            return _drawn(self._document[index], dpi, gray=gray)

    def strips(self, index: int, dpi: int) -> Iterator[Strip]:
        """Draw page ``index`` as sharp as paper needs it, from its top to its bottom.

        Photos need less than letters, and take four times as much.

        Raises:
            MemoryError: there is no room for an image.
        """
        gray = self.render(index, LOOK_DPI).allGray()
        dpi = min(dpi, GRAY_DPI if gray else COLOUR_DPI)
        with _PDFIUM:
            page = self._document[index]  # held from strip to strip: PDFium keeps the photos that it unpacked
        wide, high = (math.ceil(side * dpi / POINTS_PER_INCH) for side in self.sizes[index].toTuple())
        rows = max(STRIP_PIXELS // wide, 4 * OVERLAP)
        top = shared = 0
        while top + shared < high:
            below = max(high - top - rows, 0)
            with _PDFIUM:
                image = _drawn(page, dpi, gray=gray, above=top, below=below)
            white = _white_row(image) if below else 0
            image = image.copy(0, 0, image.width(), white) if white else image
            yield Strip(image, top / high, image.height() / high)
            shared = 0 if white else OVERLAP
            top += image.height() - shared

    def text(self, index: int) -> PageText:
        """Return the words on page ``index``; read when asked first."""
        if index not in self._texts:
            with _PDFIUM:
                self._texts[index] = read_text(self._document[index], self.sizes[index].height())
        return self._texts[index]

    def close(self) -> None:
        """Let the document go; nobody may be drawing it."""
        with _PDFIUM:
            self._document.close()


def _drawn(page: Any, dpi: float, *, gray: bool, above: int = 0, below: int = 0) -> QImage:
    """Return a page without so many rows of pixels at its top and bottom."""
    scale = dpi / POINTS_PER_INCH
    # half a row less than is to go: PDFium's wrapper rounds it up
    crop = (0, max(below - 0.5, 0) / scale, 0, max(above - 0.5, 0) / scale)
    bitmap = page.render(scale=scale, crop=crop, grayscale=gray, prefer_bgrx=not gray)
    shape = QImage.Format.Format_Grayscale8 if gray else QImage.Format.Format_RGB32
    image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, shape)
    image = image.copy()  # the buffer is PDFium's and goes away
    if image.isNull():
        raise MemoryError
    return image


def _white_row(image: QImage) -> int:
    """Return the lowest row of the lower half with nothing on it, where a page can be cut unseen; 0: there is none."""
    used = image.width() * image.depth() // 8  # what a row of pixels takes; some bytes may follow
    for row in range(image.height() - 1, image.height() // 2, -1):
        line = bytes(cast("memoryview", image.constScanLine(row))[:used])
        if line.count(WHITE) == used:
            return row
    return 0
