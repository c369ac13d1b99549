"""Making, showing, printing and saving documents, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QPageSize
from PySide6.QtWidgets import QFileDialog, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.ui.papers import Paper, make, save
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.worker import Task, Worker

FOLDER = "save_folder"  # name of what this PC remembers
_FILTERS = {".pdf": "เอกสาร PDF (*.pdf)", ".xlsx": "สมุดงาน Excel (*.xlsx)"}


class Desk(QObject):
    """Takes papers from the screens.

    Signals:
        shown: a Paper and its bytes are ready to be looked at.
        saved: path of a finished file.
        printed: title of what went to the printer.
        failed: a UserError.
    """

    shown = Signal(object, bytes)
    saved = Signal(object)
    printed = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, session: Session, worker: Worker) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._worker = worker
        self.ask_path: Callable[[Paper], Path | None] = self._ask_path

    def preview(self, build: Callable[[], Paper]) -> None:
        """Make a document and show it."""
        self._make(build, self.shown.emit)

    def print_out(self, build: Callable[[], Paper]) -> None:
        """Make a document, then ask for the printer."""
        self._make(build, self.print_data)

    def save_as(self, build: Callable[[], Paper]) -> None:
        """Ask where to, then make a document and put it there."""
        paper = self._built(build)
        out = self.ask_path(paper) if paper else None
        if paper is None or out is None:
            return

        def work(task: Task) -> Path:
            data = make(paper)
            if not task.cancelled:
                save(data, out)
            return out

        task = self._worker.run(f"กำลังทำ {paper.title}", work)
        task.done.connect(self.saved)
        task.failed.connect(self.failed)

    def save_data(self, paper: Paper, data: bytes) -> None:
        """Ask where to and save a document that is made already."""
        out = self.ask_path(paper)
        if out is None:
            return
        try:
            save(data, out)
        except UserError as error:
            self.failed.emit(error)
        else:
            self.saved.emit(out)

    def print_data(self, paper: Paper, data: bytes) -> None:
        """Ask for the printer and print a document that is made already."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        from cdd_desktop.ui.pdf_pages import PdfPages, print_pages

        if not QPrinterInfo.availablePrinters():
            hint = "ติดตั้งเครื่องพิมพ์ในระบบก่อน หรือบันทึกเป็น PDF แล้วพิมพ์จากเครื่องอื่น"
            self.failed.emit(UserError("ไม่พบเครื่องพิมพ์ในเครื่องนี้ เอกสารยังอยู่ครบ", hint))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setDocName(paper.title)
        pages = PdfPages(data)
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle(f"พิมพ์ {paper.title}")
        dialog.setMinMax(1, len(pages))
        if dialog.exec() and print_pages(pages, printer, self._progress(paper)):
            self.printed.emit(paper.title)
        pages.close()

    def _progress(self, paper: Paper) -> Callable[[int, int], bool]:
        """Return what shows how far printing is, when it takes its time, and lets it be stopped."""
        from PySide6.QtWidgets import QProgressDialog

        shown = QProgressDialog(f"กำลังพิมพ์ {paper.title}", "หยุดพิมพ์", 0, 1, self._window)
        shown.setWindowModality(Qt.WindowModality.WindowModal)

        def go_on(done: int, whole: int) -> bool:
            shown.setMaximum(whole)
            shown.setLabelText(f"กำลังพิมพ์หน้า {done + 1} จาก {whole}")
            shown.setValue(done)
            stopped = shown.wasCanceled()
            if stopped or done == whole - 1:
                shown.deleteLater()  # the last page is on its way
            return not stopped

        return go_on

    def open_folder(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

    def open_file(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    def _built(self, build: Callable[[], Paper]) -> Paper | None:
        try:
            return build()
        except UserError as error:
            self.failed.emit(error)
            return None

    def _make(self, build: Callable[[], Paper], then: Callable[[Paper, bytes], None]) -> None:
        paper = self._built(build)
        if paper is None:
            return
        task = self._worker.run(f"กำลังทำ {paper.title}", lambda _task: make(paper))
        task.done.connect(lambda data: then(paper, data))
        task.failed.connect(self.failed)

    def _ask_path(self, paper: Paper) -> Path | None:
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        folder = Path(str(self._session.local(FOLDER) or documents))
        if not folder.is_dir():
            folder = Path(documents)
        title = f"บันทึก {paper.title}"
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, str(folder / paper.name), _FILTERS[paper.suffix])
        if not chosen:
            return None
        out = Path(chosen)
        if out.suffix.lower() != paper.suffix:
            out = out.with_name(out.name + paper.suffix)
        self._session.remember(FOLDER, str(out.parent))
        return out
