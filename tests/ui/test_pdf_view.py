"""A PDF on the screen and on a printer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
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


def test_letters_print_at_the_printers_resolution_and_photos_at_theirs(qtbot: QtBot, tmp_path: Path) -> None:
    write_sheet(["หัวเรื่อง", "บรรทัดที่ 1"], tmp_path / "letters.pdf")
    photo = tmp_path / "photo.pdf"
    Image.new("RGB", (60, 80), (160, 40, 20)).save(photo)
    letters, photos = (PdfPages((tmp_path / name).read_bytes()) for name in ("letters.pdf", "photo.pdf"))
    assert letters.render_for_print(0, 1200).width() == letters.render(0, 600).width()
    assert letters.render_for_print(0, 1200).format() == QImage.Format.Format_Grayscale8
    assert letters.render_for_print(0, 96).width() == letters.render(0, 96).width()
    assert photos.render_for_print(0, 1200).width() == photos.render(0, 300).width()
    assert not photos.render_for_print(0, 1200).allGray()
    for pages in (letters, photos):
        pages.close()


def test_printing_says_how_far_it_is_and_can_be_stopped(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    printer.setResolution(96)
    pages, told = PdfPages(three_pages), []

    def go_on(done: int, whole: int) -> bool:
        told.append((done, whole))
        return done < 2

    assert not print_pages(pages, printer, go_on)
    assert told == [(0, 3), (1, 3), (2, 3)]
    pages.close()
