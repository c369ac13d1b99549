"""Choosing a workbook that came back and opening it off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from cdd_desktop.errors import UserError
from cdd_desktop.ui.desk import FOLDER
from cdd_desktop.ui.page import READBACK

if TYPE_CHECKING:
    from cdd_desktop.reports.excel.reading import Workbook
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.readback_page import ReadbackPage

ENDING = ".xlsx"


class ReadbackActions(QObject):
    """Reads a workbook for the window and shows what it would change."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.ask_file: Callable[[], str] = self._ask_file

    def choose(self) -> None:
        """Ask for a workbook and read it."""
        if not self._window.session.may_enter:
            self._window.show_error(UserError("ผู้ใช้งานนี้ดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน", "เปลี่ยนผู้ใช้งานที่มุมขวาบน"))
            return
        chosen = self.ask_file()
        if chosen:
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a workbook and show what it would change; nothing is stored."""
        from cdd_desktop.reports.excel.reading import read_workbook

        window = self._window
        window.leave()
        window.session.remember(FOLDER, str(path.parent))
        task = window.worker.run(
            f"กำลังอ่าน {path.name}", lambda task: read_workbook(path, stopped=lambda: task.cancelled)
        )
        task.done.connect(lambda book: self._show(path.name, book))
        task.failed.connect(window.show_error)

    def _show(self, name: str, book: Workbook) -> None:
        from cdd_desktop.reports.gather import office_code
        from cdd_desktop.reports.readback import against_store, belongs

        window, session = self._window, self._window.session
        try:
            session.flush()
            pack = belongs(book.passport, session.packs, office_code(session.store))
            rows = against_store(session.store, pack, book)
            session.open_round(book.passport.round, pack.id)
        except UserError as error:
            window.show_error(error)
            return
        window.go(READBACK)
        page = cast("ReadbackPage", window.pages.at(READBACK))
        page.show_rows(name, pack, book.passport.round, rows)
        page.enter()

    def _ask_file(self) -> str:
        folder = str(self._window.session.local(FOLDER) or "")
        words = "เลือกสมุดงานที่บันทึกจากโปรแกรมนี้"
        return QFileDialog.getOpenFileName(self._window, words, folder, f"สมุดงาน Excel (*{ENDING})")[0]
