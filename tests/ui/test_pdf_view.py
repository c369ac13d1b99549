"""A PDF on the screen and on a printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.pdf.sheet import write_sheet
from cdd_desktop.ui.pdf_pages import PdfPages, print_pages
from cdd_desktop.ui.pdf_view import PdfView


@pytest.fixture(scope="module")
def three_pages(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(3):
        document.new_page(595, 842)
    file = tmp_path_factory.mktemp("pdf") / "three.pdf"
    document.save(file)
    document.close()
    return file.read_bytes()


def view_of(qtbot: QtBot, data: bytes) -> tuple[PdfView, PdfPages]:
    pages = PdfPages(data)
    view = PdfView()
    qtbot.addWidget(view)
    view.resize(700, 500)
    view.show()
    view.show_pages(pages)
    return view, pages


def test_a_page_is_as_wide_as_the_view_until_it_is_zoomed(qtbot: QtBot, three_pages: bytes) -> None:
    view, pages = view_of(qtbot, three_pages)
    wide = view.zoom
    view.resize(500, 500)
    assert view.zoom < wide
    view.zoom_in()
    zoomed = view.zoom
    view.resize(700, 500)
    assert view.zoom == zoomed
    view.fit_width()
    assert view.zoom == pytest.approx(wide, abs=0.03)  # the scroll bar takes a little
    pages.close()


def test_the_page_in_sight_is_told(qtbot: QtBot, three_pages: bytes) -> None:
    view, pages = view_of(qtbot, three_pages)
    seen: list[int] = []
    view.page_changed.connect(seen.append)
    qtbot.keyClick(view, Qt.Key.Key_End)
    assert seen[-1] == 2
    qtbot.keyClick(view, Qt.Key.Key_Home)
    assert seen[-1] == 0
    pages.close()


def printed(data: bytes, out: Path, prepare: Callable[[QPrinter], None]) -> PdfPages:
    """Print to a PDF, which is what a printer without copies of its own is like."""
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(96)
    prepare(printer)
    pages = PdfPages(data)
    print_pages(pages, printer)
    pages.close()
    return PdfPages(out.read_bytes())


def test_the_printer_gets_the_pages_asked_for(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    assert len(printed(three_pages, tmp_path / "1.pdf", lambda printer: printer.setFromTo(2, 3))) == 2
    assert len(printed(three_pages, tmp_path / "2.pdf", lambda printer: printer.setCopyCount(2))) == 6

    def two_apart(printer: QPrinter) -> None:
        ranges = QPageRanges()
        ranges.addPage(1)
        ranges.addPage(3)
        printer.setPageRanges(ranges)

    assert len(printed(three_pages, tmp_path / "3.pdf", two_apart)) == 2


def test_a_wide_page_is_printed_on_a_sheet_that_lies(qtbot: QtBot, tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument.new()
    for size in ((595, 842), (842, 595), (595, 842)):
        document.new_page(*size)
    document.save(tmp_path / "mixed.pdf")
    document.close()
    made = printed((tmp_path / "mixed.pdf").read_bytes(), tmp_path / "out.pdf", lambda _printer: None)
    assert [size.width() > size.height() for size in made.sizes] == [False, True, False]


def worst_difference(one: QImage, other: QImage) -> int:
    """Return by how much two images differ at most; letters at the edge of a band are drawn a shade otherwise."""
    pictures = [
        Image.frombuffer(
            "L", (gray.width(), gray.height()), bytes(gray.constBits()), "raw", "L", gray.bytesPerLine(), 1
        )
        for gray in (item.convertToFormat(QImage.Format.Format_Grayscale8) for item in (one, other))
    ]
    (_, most) = ImageChops.difference(*pictures).getextrema()
    assert isinstance(most, int)
    return most


def test_bands_joined_are_the_page(qtbot: QtBot, tmp_path: Path) -> None:
    out = tmp_path / "lines.pdf"
    write_sheet(["หัวเรื่อง", *(f"บรรทัดที่ {number}" for number in range(1, 20))], out)
    pages = PdfPages(out.read_bytes())
    whole = pages.render(0, 600)
    bands = list(pages.bands(0, 600))
    assert len(bands) > 3
    top = 0
    for part, image in bands:
        assert worst_difference(image, whole.copy(0, top, whole.width(), image.height())) < 32
        assert part.top() == top / whole.height()
        top += image.height()
    assert top == whole.height()
    pages.close()
