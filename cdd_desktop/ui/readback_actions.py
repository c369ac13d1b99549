"""Choosing a workbook that came back and opening it off the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from cdd_desktop.errors import UserError
from cdd_desktop.thai.clean import harmless
from cdd_desktop.ui.desk import FOLDER
from cdd_desktop.ui.page import READBACK

if TYPE_CHECKING:
    from cdd_desktop.criteria.model import Pack
    from cdd_desktop.reports.excel.reading import Workbook
    from cdd_desktop.reports.readback import Row
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
        if self._may_enter() and (chosen := self.ask_file()):
            self.read(Path(chosen))

    def read(self, path: Path) -> None:
        """Read a workbook and show what it would change; nothing is stored."""
        from cdd_desktop.reports.excel.reading import read_workbook

        window = self._window
        if not self._may_enter():
            return
        window.leave()
        window.session.remember(FOLDER, str(path.parent))
        task = window.worker.run(
            f"กำลังอ่าน {harmless(path.name)}", lambda task: read_workbook(path, stopped=lambda: task.cancelled)
        )
        task.done.connect(lambda book: self._came(harmless(path.name), book))
        task.failed.connect(window.show_error)

    def _may_enter(self) -> bool:
        if not self._window.session.may_enter:
            self._window.show_error(UserError("ผู้ใช้งานนี้ดูได้อย่างเดียว ไม่มีอะไรเปลี่ยน", "เปลี่ยนผู้ใช้งานที่มุมขวาบน"))
        return self._window.session.may_enter

    def _came(self, name: str, book: Workbook) -> None:
        """Show the workbook of the open round; of another round say so first, and offer to open that."""
        from cdd_desktop.reports.gather import office_code
        from cdd_desktop.reports.readback import belongs

        window, session = self._window, self._window.session
        try:
            pack = belongs(book.passport, session.packs, office_code(session.store))
        except UserError as error:
            window.show_error(error)
            return
        if pack is session.pack and book.passport.round == session.round_id:
            self._show(name, pack, book)
            return
        where = f"{pack.round(book.passport.round).title} {pack.period_title}"
        window.offer(
            f"{name} เป็นสมุดงานของ{where} ไม่ใช่รอบที่เปิดอยู่ ยังไม่ได้อ่าน ข้อมูลในโปรแกรมไม่เปลี่ยน",
            "เปิดรอบนั้นแล้วอ่าน",
            lambda: self._show(name, pack, book),
        )

    def _show(self, name: str, pack: Pack, book: Workbook) -> None:
        from cdd_desktop.reports.readback import against_store
        from cdd_desktop.ui.readback_page import Came

        window, session = self._window, self._window.session
        round_id = book.passport.round
        try:
            session.open_round(round_id, pack.id)
            session.flush()
        except UserError as error:
            window.show_error(error)
            return

        def rows() -> list[Row]:
            closed = f"{session.pack.period_title} ผ่านไปแล้ว จึงดูได้อย่างเดียว" if session.closed else ""
            return against_store(session.store, pack, book, closed=closed)

        window.go(READBACK)
        page = cast("ReadbackPage", window.pages.at(READBACK))
        page.show_workbook(Came(name, pack, round_id, rows, remarks(pack, book)))
        page.enter()

    def _ask_file(self) -> str:
        folder = str(self._window.session.local(FOLDER) or "")
        words = "เลือกสมุดงานที่บันทึกจากโปรแกรมนี้"
        return QFileDialog.getOpenFileName(self._window, words, folder, f"สมุดงาน Excel (*{ENDING})")[0]


def remarks(pack: Pack, book: Workbook) -> tuple[str, ...]:
    """Return what a person should know of a whole workbook before taking anything from it."""
    said = []
    if book.passport.revision != pack.revision:
        said.append(f"สมุดงานนี้ใช้เกณฑ์ฉบับปรับปรุงที่ {book.passport.revision} โปรแกรมใช้ฉบับที่ {pack.revision}")
    if strangers := book.strangers(pack):
        said.append(f"มี {len(strangers)} ช่องที่เกณฑ์ของโปรแกรมไม่มี จึงไม่ได้อ่าน เช่น {strangers[0]}")
    return tuple(said)
