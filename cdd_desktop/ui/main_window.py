"""The window: header, navigation, the page at work, one sheet, one search, one notice."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.ui.actions import Actions
from cdd_desktop.ui.closing import Closing
from cdd_desktop.ui.commands import make_menus
from cdd_desktop.ui.desk import Desk
from cdd_desktop.ui.header import Header
from cdd_desktop.ui.idle_lock import IdleLock
from cdd_desktop.ui.keeping import Keeper
from cdd_desktop.ui.navigation import NARROW_WIDTH, WIDTH, Navigation
from cdd_desktop.ui.page import HOME, PREVIEW, SETTINGS
from cdd_desktop.ui.pages import Pages
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.people_actions import PeopleActions
from cdd_desktop.ui.round_actions import RoundActions
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.status import StatusLine
from cdd_desktop.ui.surroundings import Surroundings
from cdd_desktop.ui.telling import Telling
from cdd_desktop.ui.whereabouts import Whereabouts
from cdd_desktop.ui.widgets import Notice, SideSheet, rule
from cdd_desktop.ui.window_commands import commands
from cdd_desktop.ui.worker import Worker
from cdd_desktop.ui.year_strip import YearStrip
from cdd_desktop.ui.zoom import USUAL, next_level, px, zoom

if TYPE_CHECKING:
    from cdd_desktop.ui.evidence_desk import EvidenceDesk
    from cdd_desktop.ui.palette import Palette
    from cdd_desktop.ui.readback_actions import ReadbackActions
    from cdd_desktop.ui.tour import Tour

PLACE = "place"  # name of what this PC remembers
NARROW_WINDOW = 1000


class MainWindow(QMainWindow):
    """Everything a person sees of one open data folder; stands in the frame.

    Signals:
        theme_chosen: name of a theme.
        zoom_chosen: how large everything is to be, in percent.
        demo_wanted, demo_left: open the sample data, or go back to the real one.
        tour_wanted: open the sample data and lead through them.
        quit_wanted: close the program.
        asked: what needs the data folder closed (``requests``).
    """

    theme_chosen = Signal(str)
    zoom_chosen = Signal(int)
    demo_wanted = Signal()
    demo_left = Signal()
    tour_wanted = Signal()
    quit_wanted = Signal()
    asked = Signal(object)

    def __init__(self, session: Session, data_dir: Path) -> None:
        super().__init__()
        self.session = session
        self.worker = Worker(self)
        self.keeper = Keeper(session, self)
        self.desk = Desk(self, session, self.worker)
        self.data_dir = data_dir
        self.header = Header()
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.notice = Notice()
        self.banner = Notice()
        self.year_strip = YearStrip()
        self.status = StatusLine(self.worker)
        self.nav_line = rule(upright=True)
        self.actions_by_id: dict[str, QAction] = {}
        self._build()
        self._name_ways()
        self.act = Actions(self)
        self.round = RoundActions(self)
        self.persons = PeopleActions(self)
        self.idle_lock = IdleLock(self)
        self.closing = Closing(self)
        self.close_then = self.closing.close_then
        self.pages = Pages(self)
        self.groups = commands(self)
        self.actions_by_id = make_menus(self.menuBar(), self.groups, self)
        self._connect()
        self.around.refresh()
        self.go(str(session.local(PLACE, HOME)))

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.nav_line)
        row.addWidget(self.stack, 1)
        self._middle = middle
        whole = QWidget()
        self._column = column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, rule(), self.banner, self.year_strip, self.notice):
            column.addWidget(widget)
        column.addWidget(middle, 1)
        column.addWidget(rule())
        column.addWidget(self.status)
        self._whole = whole
        self.setCentralWidget(whole)
        self.setAcceptDrops(True)

    def _name_ways(self) -> None:
        """Where one is and what is told belong to everybody in the window, who ask the window for it."""
        where, telling = self.whereabouts, self.telling = Whereabouts(self), Telling(self.notice)
        self.around = Surroundings(self)
        self.go, self.step, self.back, self.leave = where.go, where.step, where.back, where.leave
        self.neighbour, self.mission_page, self.shown_page = where.neighbour, where.mission_page, where.shown_page
        self.say, self.warn, self.offer, self.show_error = telling.say, telling.warn, telling.offer, telling.show_error

    @property
    def place(self) -> str:
        """Return what is shown: a page or the id of a mission."""
        return self.whereabouts.place

    @cached_property
    def sheet(self) -> SideSheet:
        """Return the one sheet for detail, made when it is first wanted."""
        return SideSheet(self._middle)

    @cached_property
    def tour(self) -> Tour:
        """Return the guided tour, made when it is first wanted."""
        from cdd_desktop.ui.tour import Tour

        made = Tour(self, self._whole)
        self._column.insertWidget(self._column.count() - 2, made.card)  # above the status line and its rule
        return made

    @cached_property
    def readback(self) -> ReadbackActions:
        """Return what reads workbooks that came back, made when it is first wanted."""
        from cdd_desktop.ui.readback_actions import ReadbackActions

        return ReadbackActions(self)

    @cached_property
    def palette_search(self) -> Palette:
        """Return the search, made when it is first wanted."""
        from cdd_desktop.ui.palette import Palette

        return Palette(self._whole)

    @cached_property
    def evidence_desk(self) -> EvidenceDesk:
        """Return what takes in evidence, made with the first mission page."""
        from cdd_desktop.ui.evidence_desk import EvidenceDesk

        desk = EvidenceDesk(self.session, self.worker, self)
        desk.failed.connect(self.show_error)
        desk.said.connect(lambda text, undo: self.say(text, "เลิกทำ" if undo else "", self.act.undo if undo else None))
        return desk

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_change)
        session.failed.connect(self.show_error)
        self.navigation.opened.connect(self.go)
        self.header.round_chosen.connect(self._choose_round)
        self.header.search_wanted.connect(self.act.search)
        self.header.person_chosen.connect(self.persons.choose)
        self.header.people_wanted.connect(lambda: self.go(SETTINGS))
        self.desk.shown.connect(self._show_preview)
        self.desk.saved.connect(self._saved_file)
        self.desk.printing.connect(self.status.follow)
        self.desk.printed.connect(lambda title: self.say(f"ส่ง {title} ไปเครื่องพิมพ์แล้ว"))
        self.desk.stopped.connect(lambda title: self.say(f"หยุดพิมพ์ {title} แล้ว หน้าที่ส่งไปก่อนอาจออกจากเครื่องพิมพ์"))
        self.desk.held.connect(self.closing.hold)
        self.desk.failed.connect(self.show_error)
        self.keeper.failed.connect(self.show_error)
        self.keeper.second_failed.connect(self.warn)
        self.banner.action_pressed.connect(self.demo_left)
        self.year_strip.reopen_wanted.connect(self.round.reopen)
        self.year_strip.close_wanted.connect(self.round.close_again)
        self.year_strip.now_wanted.connect(self.round.open_now)

    # --- what the parts ask for -----------------------------------------------------------------------------------

    def _choose_round(self, round_id: str, pack_id: str) -> None:
        self.leave()
        try:
            self.session.open_round(round_id, pack_id)
        except UserError as error:
            self.show_error(error)

    def _on_change(self, change: Change) -> None:
        self.around.show_change(change)
        if change.everything:
            self.whereabouts.go_again()

    def _saved_file(self, file: Path) -> None:
        self.say(f"บันทึกแล้ว: {file.name}", "เปิดโฟลเดอร์", lambda: self.desk.open_folder(file))

    def _show_preview(self, paper: Paper, data: bytes) -> None:
        self.go(PREVIEW)
        self.pages.preview().show_paper(paper, data)

    def _offer_tour(self) -> None:
        if self.isVisible():  # it may have been closed meanwhile, and its store with it
            self.tour.offer()

    def take_tour(self) -> None:
        """Go on with the guided tour: on the sample data, which are opened first where they are not yet."""
        if self.session.demo:
            self.tour.take_up()
        else:
            self.tour_wanted.emit()

    def zoom(self, steps: int) -> None:
        """Make everything larger (1), smaller (-1) or as usual (0); in the preview the paper alone."""
        page = self.shown_page()
        if self.place == PREVIEW and page is not None:
            page.zoom(steps)
        else:
            self.zoom_chosen.emit(next_level(zoom(), steps) if steps else USUAL)

    # --- the window itself ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and (page := self.shown_page()) is not None:
            page.enter()  # before it was shown, Qt had given the focus to the first widget of all
        if not event.spontaneous() and self.session.demo and self.session.office is not None:
            QTimer.singleShot(0, self, self._offer_tour)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys that nothing inside wanted; as shortcuts they would be taken away from the fields.

        Escape goes back. Enter presses the button that has the focus, which in Qt only Space does outside a dialog.
        """
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.back()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(focus, QAbstractButton):
            focus.click()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.session.office is not None and dropped_workbook(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read a workbook that is dropped on the window; what a page takes itself does not come here."""
        if (path := dropped_workbook(event)) is not None:
            event.acceptProposedAction()
            self.readback.read(path)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW_WINDOW)
        self.navigation.setFixedWidth(px(NARROW_WIDTH if narrow else WIDTH))
        self.header.fit(self.width())
        if "palette_search" in vars(self):
            self.palette_search.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what waits; where that fails the window stays, because closing would lose it."""
        if not self.desk.may_close():
            event.ignore()
            return
        self.leave()
        self.session.remember(PLACE, self.whereabouts.last)
        self.worker.wait()
        try:
            self.round.desk.finish()
            if not self.closing.over():
                event.ignore()
                return
            self.session.close()
        except UserError as error:
            if self.idle_lock.cover is not None:
                self.idle_lock.cover.tell(str(error))
            self.show_error(error, "ปิดโดยไม่บันทึกส่วนนี้", self.closing.without_saving)
            event.ignore()
            return
        self.around.stop()
        event.accept()


def dropped_workbook(event: QDropEvent) -> Path | None:
    """Return the one workbook that is being dropped, None for anything else."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() == ".xlsx" else None
