"""Making, showing, printing and saving documents, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QPageSize
from PySide6.QtWidgets import QFileDialog, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.ui.papers import Paper, make, save
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.worker import Task, Worker

if TYPE_CHECKING:
    from cdd_desktop.ui.printing import PrintJob

FOLDER = "save_folder"  # name of what this PC remembers
_FILTERS = {".pdf": "เอกสาร PDF (*.pdf)", ".xlsx": "สมุดงาน Excel (*.xlsx)"}


class Desk(QObject):
    """Takes papers from the screens.

    Signals:
        shown: a Paper and its bytes are ready to be looked at.
        saved: path of a finished file.
        printing: a ``PrintJob`` has begun.
        printed, stopped: title of what went to the printer, or was stopped on its way.
        held: title of what is on its way to the printer while somebody wants to close.
        failed: a UserError.
    """

    shown = Signal(object, bytes)
    saved = Signal(object)
    printing = Signal(object)
    printed = Signal(object)
    stopped = Signal(str)
    held = Signal(str)
    failed = Signal(object)

    def __init__(self, window: QWidget, session: Session, worker: Worker) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._worker = worker
        self._jobs: list[PrintJob] = []
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

        from cdd_desktop.ui.pdf_pages import PdfPages
        from cdd_desktop.ui.printing import PrintJob

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
        if dialog.exec():
            self._print(PrintJob(paper.title, pages, printer))
        else:
            pages.close()

    def _print(self, job: PrintJob) -> None:
        job.setParent(self)
        self._jobs.append(job)
        job.done.connect(self.printed)
        job.failed.connect(self.failed)
        job.ended.connect(self._forget_jobs)
        self.printing.emit(job)
        job.start()

    def _forget_jobs(self) -> None:
        over = [job for job in self._jobs if job.over]
        self._jobs = [job for job in self._jobs if not job.over]
        for job in over:
            job.deleteLater()
            if job.cancelled:
                self.stopped.emit(job.title)

    def may_close(self) -> bool:
        """Return whether nothing is on its way to a printer; a PC that is shut down does not wait for that."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and app.isSavingSession():
            self.stop_printing()
        elif self._jobs:
            self.held.emit(self._jobs[-1].title)
        return not self._jobs

    def stop_printing(self) -> None:
        """Stop whatever is being printed, at once."""
        for job in list(self._jobs):
            job.stop()

    def open_folder(self, file: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file.parent)))

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
