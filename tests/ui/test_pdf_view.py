"""A PDF on the screen and on a printer."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from cdd_desktop.reports.pdf.sheet import write_sheet
from cdd_desktop.ui import pdf_pages
from cdd_desktop.ui.pdf_pages import PdfPages
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


def test_letters_print_at_the_printers_resolution_and_photos_at_theirs(qtbot: QtBot, tmp_path: Path) -> None:
    write_sheet(["หัวเรื่อง", "บรรทัดที่ 1"], tmp_path / "letters.pdf")
    photo = tmp_path / "photo.pdf"
    Image.new("RGB", (60, 80), (160, 40, 20)).save(photo)
    letters, photos = (PdfPages((tmp_path / name).read_bytes()) for name in ("letters.pdf", "photo.pdf"))
    sharp, coarse = next(letters.strips(0, 1200)).image, next(letters.strips(0, 96)).image
    assert (sharp.width(), sharp.format()) == (letters.render(0, 600).width(), QImage.Format.Format_Grayscale8)
    assert coarse.width() == letters.render(0, 96).width()
    in_colour = next(photos.strips(0, 1200)).image
    assert in_colour.width() == photos.render(0, 300).width()
    assert not in_colour.allGray()
    for pages in (letters, photos):
        pages.close()


def test_a_page_is_cut_where_it_is_white_and_every_row_of_it_is_there(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "STRIP_PIXELS", 60_000)
    page = Image.new("RGB", (400, 600), "white")
    for top in range(30, 570, 60):
        page.paste((0, 0, 0), (50, top, 350, top + 40))
    page.save(tmp_path / "bars.pdf", resolution=72)
    pages = PdfPages((tmp_path / "bars.pdf").read_bytes())
    whole, found = pages.render(0, 72, gray=True), list(pages.strips(0, 72))
    pages.close()
    assert len(found) > 3
    for strip, following in pairwise(found):
        assert strip.image.pixelColor(200, strip.image.height() - 1) == Qt.GlobalColor.white
        assert strip.top + strip.height == pytest.approx(following.top)
    rows = b"".join(bytes(cast("memoryview", strip.image.constBits())) for strip in found)
    assert rows == bytes(cast("memoryview", whole.constBits()))


def test_where_nothing_is_white_strips_share_some_rows(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_pages, "STRIP_PIXELS", 60_000)
    Image.new("RGB", (400, 600), (160, 40, 20)).save(tmp_path / "red.pdf", resolution=72)
    pages = PdfPages((tmp_path / "red.pdf").read_bytes())
    found = list(pages.strips(0, 72))
    pages.close()
    places = [(round(strip.top * 600), strip.image.height()) for strip in found]
    assert places == [(0, 150), (142, 150), (284, 150), (426, 150), (568, 32)]
