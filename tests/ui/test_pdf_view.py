"""A PDF on the screen and on a printer."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from cdd_desktop.ui.pdf_view import PdfPages, PdfView, print_pages


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


def test_the_printer_gets_the_pages_asked_for(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    out = tmp_path / "printed.pdf"
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setResolution(96)
    printer.setFromTo(2, 3)
    pages = PdfPages(three_pages)
    print_pages(pages, printer)
    pages.close()
    assert len(PdfPages(out.read_bytes())) == 2
