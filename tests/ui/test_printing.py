"""Printing a document while the window goes on working."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from PIL import Image
from PySide6 import QtPrintSupport
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from cdd_desktop.errors import UserError
from cdd_desktop.ui import pdf_pages
from cdd_desktop.ui.main_window import MainWindow
from cdd_desktop.ui.pdf_pages import PdfPages
from cdd_desktop.ui.printing import PrintJob
from tests.ui.office import open_session, show_window

TALL, WIDE = (595, 842), (842, 595)


def document(folder: Path, *sizes: tuple[int, int]) -> bytes:
    made = pypdfium2.PdfDocument.new()
    for size in sizes:
        made.new_page(*size)
    made.save(folder / "made.pdf")
    made.close()
    return (folder / "made.pdf").read_bytes()


@pytest.fixture
def three_pages(tmp_path: Path) -> bytes:
    return document(tmp_path, TALL, TALL, TALL)


def to_file(out: Path, printer: QPrinter | None = None) -> QPrinter:
    """Return a printer that writes a PDF, which is what one without copies of its own is like."""
    printer = printer or QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(out))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setResolution(96)
    return printer


def run(qtbot: QtBot, job: PrintJob) -> UserError | None:
    """Let a job go its way; return why it failed."""
    failed: list[UserError] = []
    job.failed.connect(failed.append)
    with qtbot.waitSignal(job.ended, timeout=20000):
        job.start()
    return failed[0] if failed else None


def printed(qtbot: QtBot, data: bytes, out: Path, prepare: Callable[[QPrinter], object]) -> PdfPages:
    printer = to_file(out)
    prepare(printer)
    assert run(qtbot, PrintJob("เอกสาร", PdfPages(data), printer)) is None
    return PdfPages(out.read_bytes())


def test_the_printer_gets_the_pages_asked_for(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    def two_apart(printer: QPrinter) -> None:
        ranges = QPageRanges()
        ranges.addPage(1)
        ranges.addPage(3)
        printer.setPageRanges(ranges)

    ways: list[tuple[Callable[[QPrinter], object], int]] = [
        (lambda _: None, 3),
        (lambda printer: printer.setFromTo(2, 3), 2),
        (lambda printer: printer.setCopyCount(2), 6),
        (two_apart, 2),
    ]
    for number, (way, expected) in enumerate(ways):
        assert len(printed(qtbot, three_pages, tmp_path / f"{number}.pdf", way)) == expected


def test_a_wide_page_is_printed_on_a_sheet_that_lies(qtbot: QtBot, tmp_path: Path) -> None:
    made = printed(qtbot, document(tmp_path, TALL, WIDE, TALL), tmp_path / "out.pdf", lambda _: None)
    assert [size.width() > size.height() for size in made.sizes] == [False, True, False]


def test_the_last_page_comes_first_where_the_printer_is_told_so(qtbot: QtBot, tmp_path: Path) -> None:
    backwards = QPrinter.PageOrder.LastPageFirst
    data = document(tmp_path, TALL, TALL, WIDE)
    made = printed(qtbot, data, tmp_path / "out.pdf", lambda printer: printer.setPageOrder(backwards))
    assert [size.width() > size.height() for size in made.sizes] == [True, False, False]


def test_the_strips_of_a_page_meet(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "STRIP_PIXELS", 60_000)
    Image.new("RGB", (595, 842), (160, 40, 20)).save(tmp_path / "red.pdf", resolution=72)
    made = printed(qtbot, (tmp_path / "red.pdf").read_bytes(), tmp_path / "out.pdf", lambda _: None)
    image = made.render(0, 131)
    colours = {image.pixelColor(image.width() // 2, row).getRgb() for row in range(5, image.height() - 5)}
    assert all(abs(red - 160) < 6 and abs(green - 40) < 6 for red, green, _, _ in colours), colours


def test_the_window_goes_on_while_pages_are_printed(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    job = PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf"))
    said: list[str] = []
    over: list[bool] = []
    job.said.connect(said.append)
    with qtbot.waitSignal(job.done, timeout=20000) as done:
        job.start()
        QTimer.singleShot(0, lambda: over.append(job.over))
    assert (over, done.args) == ([False], ["เอกสาร"])
    assert said == [f"กำลังพิมพ์ เอกสาร หน้า {number} จาก 3" for number in (1, 2, 3)]


def test_a_document_is_looked_at_while_it_is_printed(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    shown = PdfPages(three_pages)
    job = PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf"))
    looks = QTimer()
    looks.timeout.connect(lambda: [shown.render(index, 96) for index in range(3)])
    looks.start(0)
    assert run(qtbot, job) is None
    looks.stop()
    shown.close()


def test_printing_is_stopped_between_two_pages(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    called_back: list[str] = []

    class Called(QPrinter):
        def abort(self) -> bool:
            called_back.append(said[-1])
            return super().abort()

    job = PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf", Called()))
    said: list[str] = []
    done: list[object] = []
    job.said.connect(lambda words: (said.append(words), "หน้า 2" in words and job.cancel()))
    job.done.connect(done.append)
    assert run(qtbot, job) is None
    assert (done, job.cancelled) == ([], True)
    assert called_back == ["กำลังพิมพ์ เอกสาร หน้า 2 จาก 3"]


def test_it_is_stopped_at_once_where_the_window_cannot_wait(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    job = PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf"))
    job.start()
    job.stop()
    assert job.over
    job.stop()  # nothing is left to be stopped
    QApplication.processEvents()


@pytest.mark.qt_log_ignore("Returned false", extend=True)  # Qt says so too
def test_a_printer_that_does_not_begin_is_told(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    nowhere = to_file(tmp_path / "nowhere" / "out.pdf")
    failed = run(qtbot, PrintJob("เอกสาร", PdfPages(three_pages), nowhere))
    assert failed is not None
    assert "ยังไม่ได้พิมพ์ เอกสาร" in failed.message


def test_pages_that_are_not_there_are_told(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    printer = to_file(tmp_path / "out.pdf")
    printer.setFromTo(7, 9)
    failed = run(qtbot, PrintJob("เอกสาร", PdfPages(three_pages), printer))
    assert failed is not None
    assert "เลือกหน้า" in failed.hint


def test_a_printer_that_takes_no_more_is_told_with_the_page(qtbot: QtBot, three_pages: bytes, tmp_path: Path) -> None:
    class Full(QPrinter):
        def newPage(self) -> bool:
            return False

    failed = run(qtbot, PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf", Full())))
    assert failed is not None
    assert "หน้า 2" in failed.message


def test_a_pc_without_room_for_a_page_says_so(
    qtbot: QtBot, three_pages: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(_pages: PdfPages, _index: int, _dpi: int) -> Iterator[pdf_pages.Strip]:
        raise MemoryError

    monkeypatch.setattr(PdfPages, "strips", no_room)
    failed = run(qtbot, PrintJob("เอกสาร", PdfPages(three_pages), to_file(tmp_path / "out.pdf")))
    assert failed is not None
    assert "หน่วยความจำไม่พอ" in failed.message


# --- in the window ------------------------------------------------------------------------------------------------


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    """Return a window that has begun to print the page of certification."""

    class Dialog(QtPrintSupport.QPrintDialog):
        """The system's dialog, in which a person chose to print to a file."""

        def exec(self) -> int:
            to_file(tmp_path / "printed.pdf", self.printer())
            return 1

    monkeypatch.setattr(QtPrintSupport, "QPrintDialog", Dialog)
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", lambda: ["a printer"])
    shown = show_window(qtbot, open_session(tmp_path), tmp_path)
    with qtbot.waitSignal(shown.desk.printing, timeout=20000):
        shown.act.paper("print", "certificate")
    yield shown
    shown.desk.stop_printing()
    shown.close()


def test_the_line_below_tells_how_far_it_is_and_stops_it(qtbot: QtBot, window: MainWindow) -> None:
    assert "กำลังพิมพ์ หน้ารับรองผล" in window.status.busy_text.text()
    with qtbot.waitSignal(window.desk.stopped, timeout=20000):
        window.status.stop.click()
    assert "หยุดพิมพ์ หน้ารับรองผล แล้ว" in window.notice.text.text()
    assert not window.status.busy_text.isVisible()


def test_two_documents_are_printed_at_a_time(qtbot: QtBot, window: MainWindow) -> None:
    titles: list[str] = []
    window.desk.printed.connect(titles.append)
    window.act.paper("print", "certificate")
    qtbot.waitUntil(lambda: len(titles) == 2, timeout=20000)
    assert window.desk.may_close()


def test_the_window_stays_until_it_is_printed_unless_the_person_stops_it(qtbot: QtBot, window: MainWindow) -> None:
    assert not window.close()
    assert "ยังพิมพ์ หน้ารับรองผล ไม่เสร็จ" in window.notice.text.text()
    with qtbot.waitSignal(window.quit_wanted):
        window.notice.action.click()
    assert window.close()


def test_who_wants_to_close_a_covered_window_is_told_on_the_cover(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(window.idle_lock, "cover", SimpleNamespace(tell=told.append))
    assert not window.close()
    monkeypatch.undo()
    assert "ยังพิมพ์ หน้ารับรองผล ไม่เสร็จ" in told[0]


def test_a_pc_that_is_shut_down_does_not_wait_for_the_printer(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QGuiApplication, "isSavingSession", lambda _: True, raising=False)
    assert window.close()


def test_once_it_is_printed_the_window_closes(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.desk.printed, timeout=20000) as printed:
        pass
    assert printed.args == ["หน้ารับรองผล"]
    assert len(PdfPages((tmp_path / "printed.pdf").read_bytes())) == 1
    assert window.close()
