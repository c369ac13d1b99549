"""The window: header, navigation, the page at work, one sheet, one search, one notice."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.ui.actions import Actions
from cdd_desktop.ui.commands import make_menus
from cdd_desktop.ui.desk import Desk
from cdd_desktop.ui.documents_page import SUMMARY, WORKBOOK, DocumentsPage
from cdd_desktop.ui.first_start import FirstStartPage
from cdd_desktop.ui.header import Header
from cdd_desktop.ui.home import HomePage
from cdd_desktop.ui.mission_page import MissionPage
from cdd_desktop.ui.navigation import NARROW_WIDTH, WIDTH, Navigation, Place, mission_place
from cdd_desktop.ui.palette import Palette
from cdd_desktop.ui.papers import Paper
from cdd_desktop.ui.preview import PreviewPage
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.settings_page import SettingsPage
from cdd_desktop.ui.standing import standing
from cdd_desktop.ui.status import StatusLine
from cdd_desktop.ui.widgets import Notice, SideSheet, rule
from cdd_desktop.ui.window_commands import commands
from cdd_desktop.ui.worker import Worker

HOME, DOCUMENTS, SETTINGS, FIRST, PREVIEW = "home", "documents", "settings", "first", "preview"
PLACE, GEOMETRY = "place", "window"  # names of what this PC remembers
NARROW_WINDOW = 1000
SECONDS = 6


class MainWindow(QMainWindow):
    """Everything a person sees of one open data folder.

    Signals:
        theme_chosen: name of a theme.
        demo_wanted, demo_left: open the sample data, or go back to the real one.
    """

    theme_chosen = Signal(str)
    demo_wanted = Signal()
    demo_left = Signal()

    def __init__(self, session: Session, data_dir: Path) -> None:
        super().__init__()
        self.setWindowTitle("CDD Desktop")
        self.session = session
        self.worker = Worker(self)
        self.desk = Desk(self, session, self.worker)
        self._pages: dict[str, QWidget] = {}
        self._data_dir = data_dir
        self._last_place = HOME
        self.place = ""
        self.header = Header()
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.notice = Notice()
        self.banner = Notice()
        self.status = StatusLine(self.worker)
        self._notice_act: object = None
        self.actions_by_id: dict[str, QAction] = {}
        self._build()
        self.act = Actions(self)
        self.groups = commands(self)
        self.actions_by_id = make_menus(self.menuBar(), self.groups, self)
        self._connect()
        self._refresh()
        self._restore()

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._nav_line = rule(upright=True)
        row.addWidget(self.navigation)
        row.addWidget(self._nav_line)
        row.addWidget(self.stack, 1)
        self._middle = middle
        self.sheet = SideSheet(middle)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.header, rule(), self.banner, self.notice):
            column.addWidget(widget)
        column.addWidget(middle, 1)
        column.addWidget(rule())
        column.addWidget(self.status)
        self.setCentralWidget(whole)
        self.palette_search = Palette(whole)
        self.setMinimumSize(720, 440)

    def _connect(self) -> None:
        session = self.session
        session.changed.connect(self._on_change)
        session.failed.connect(self.show_error)
        self.navigation.opened.connect(self.go)
        self.header.round_chosen.connect(self._choose_round)
        self.header.search_wanted.connect(self.act.search)
        self.desk.shown.connect(self._show_preview)
        self.desk.saved.connect(self._saved_file)
        self.desk.printed.connect(lambda title: self.say(f"ส่ง {title} ไปเครื่องพิมพ์แล้ว"))
        self.desk.failed.connect(self.show_error)
        self.notice.action_pressed.connect(self._run_notice)
        self.banner.action_pressed.connect(self.demo_left)
        self._undo_timer = QTimer(self)
        self._undo_timer.setSingleShot(True)
        self._undo_timer.setInterval(60)
        self._undo_timer.timeout.connect(self._show_undo)

    # --- places --------------------------------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Show a page: home, documents, settings, or a mission by its id."""
        if self.session.office is None:
            place = FIRST
        page = self._page(place)
        if page is None:
            place, page = HOME, self._pages.setdefault(HOME, self._new_page(HOME))
        self.leave()
        self.place = place
        if place not in {FIRST, PREVIEW}:
            self._last_place = place
            self.session.remember(PLACE, place)
        self.stack.setCurrentWidget(page)
        self.navigation.mark(place)
        if isinstance(page, MissionPage):
            following = self.neighbour(1)
            page.show_next(f"{following.no} {following.short}" if following else "")
            page.focus_first()
        elif isinstance(page, HomePage):
            page.board.setFocus(Qt.FocusReason.OtherFocusReason)
        elif isinstance(page, DocumentsPage | SettingsPage):
            page.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def leave(self) -> None:
        """Take what has been typed on the page that is shown."""
        if (page := self.mission_page()) is not None:
            page.commit()

    def _page(self, place: str) -> QWidget | None:
        known = {HOME, DOCUMENTS, SETTINGS, FIRST, PREVIEW}
        if place not in known and place not in {item.id for item in self.session.indicators}:
            return None
        if place not in self._pages:
            self._pages[place] = self._new_page(place)
        return self._pages[place]

    def _new_page(self, place: str) -> QWidget:
        match place:
            case "home":
                page: QWidget = self._new_home()
            case "documents":
                page = documents = DocumentsPage(self.session)
                documents.wanted.connect(self.act.paper)
            case "settings":
                page = self._new_settings()
            case "first":
                page = first = FirstStartPage()
                first.office_given.connect(self._office_given)
                first.demo_wanted.connect(self.demo_wanted)
            case "preview":
                page = self._new_preview()
            case _:
                page = self._new_mission(place)
        self.stack.addWidget(page)
        return page

    def _new_home(self) -> HomePage:
        page = HomePage(self.session)
        page.opened.connect(self.go)
        page.summary_wanted.connect(lambda: self.act.paper("preview", SUMMARY))
        page.workbook_wanted.connect(lambda: self.act.paper("excel", WORKBOOK))
        return page

    def _new_settings(self) -> SettingsPage:
        page = SettingsPage(self.session, self._data_dir)
        page.theme_chosen.connect(self.theme_chosen)
        page.done.connect(self.say)
        page.failed.connect(self.show_error)
        page.licences_wanted.connect(self.act.show_licences)
        return page

    def _new_preview(self) -> PreviewPage:
        page = PreviewPage()
        page.closed.connect(self.back)
        page.print_wanted.connect(lambda: self.act.paper("print"))
        page.save_wanted.connect(lambda: self.act.paper("pdf"))
        return page

    def _new_mission(self, indicator_id: str) -> MissionPage:
        page = MissionPage(self.session, self.session.pack.indicator_by_id[indicator_id])
        page.source_wanted.connect(self.act.show_source)
        page.paper_wanted.connect(lambda what: self.act.paper(what, indicator_id))
        page.next_wanted.connect(lambda: self.step(1))
        return page

    def mission_page(self) -> MissionPage | None:
        """Return the mission that is shown, None on another page."""
        page = self.stack.currentWidget()
        return page if isinstance(page, MissionPage) else None

    def shown_page(self) -> QWidget | None:
        return self.stack.currentWidget()

    def neighbour(self, steps: int) -> Indicator | None:
        """Return the mission that many places on, None past either end; from home, the first."""
        indicators = self.session.indicators
        at = next((at for at, item in enumerate(indicators) if item.id == self.place), None)
        if at is None:
            return indicators[0] if steps > 0 and indicators else None
        return indicators[at + steps] if 0 <= at + steps < len(indicators) else None

    def step(self, steps: int) -> None:
        """Go to the next (or last) mission; past the end, home."""
        found = self.neighbour(steps)
        self.go(found.id if found else HOME)

    def back(self) -> None:
        """Leave the preview, the sheet or the page for where the person was before."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
        elif self.place == PREVIEW:
            preview = self._pages[PREVIEW]
            self.go(self._last_place)
            assert isinstance(preview, PreviewPage)
            preview.clear()

    def _choose_round(self, round_id: str) -> None:
        self.leave()
        self.session.open_round(round_id)

    # --- changes -------------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        if change.saving:
            self.status.show_session(self.session)
        if change.everything or change.indicators or change.settings:
            self._undo_timer.start()  # after the frame: the names of undo and redo are read from the store
        if change.everything:
            self._refresh()
            self.go(self._last_place if self.place in {FIRST, PREVIEW} else self.place)
        elif change.indicators:
            self._show_places()

    def _refresh(self) -> None:
        """Show office, round and navigation anew."""
        ready = self.session.office is not None
        for widget in (self.header, self.navigation, self._nav_line):
            widget.setVisible(ready)
        self.header.show_session(self.session)
        self.status.show_session(self.session)
        self._show_places()
        self._undo_timer.start()
        if self.session.demo:
            self.banner.say("ข้อมูลตัวอย่าง ลองแก้ได้ตามต้องการ ไม่เกี่ยวกับข้อมูลจริงของสำนักงาน", tone="warn", action="กลับไปข้อมูลจริง")
            self.banner.close_button.hide()

    def _show_places(self) -> None:
        session = self.session
        places = [Place(HOME, "หน้าหลัก", "house"), Place("", "ภารกิจ")]
        places += [mission_place(standing(session, indicator)) for indicator in session.indicators]
        places += [Place("", "งานอื่น"), Place(DOCUMENTS, "เอกสาร", "file-text"), Place(SETTINGS, "ตั้งค่า", "settings")]
        self.navigation.show_places(places, self.place)

    def _show_undo(self) -> None:
        for name, label, word in (
            ("undo", self.session.undo_label(), "เลิกทำ"),
            ("redo", self.session.redo_label(), "ทำซ้ำ"),
        ):
            self.actions_by_id[name].setText(f"{word}: {label}" if label else word)
            self.actions_by_id[name].setEnabled(bool(label))

    def _office_given(self, office: object) -> None:
        try:
            self.session.set_office(office)  # type: ignore[arg-type]
        except UserError as error:
            self.show_error(error)
            return
        self.go(HOME)

    # --- telling -------------------------------------------------------------------------------------------------

    def say(self, text: str, action: str = "", act: object = None) -> None:
        """Say what was done; goes away by itself."""
        self._notice_act = act
        self.notice.say(text, action=action, seconds=SECONDS)

    def show_error(self, error: UserError) -> None:
        """Say what went wrong, what is safe and what to do, until it is put aside."""
        self._notice_act = None
        self.notice.say(str(error), tone="danger")

    def _run_notice(self) -> None:
        if callable(self._notice_act):
            self._notice_act()

    def _saved_file(self, file: Path) -> None:
        self.say(f"บันทึกแล้ว: {file.name}", "เปิดโฟลเดอร์", lambda: self.desk.open_folder(file))

    def _show_preview(self, paper: Paper, data: bytes) -> None:
        self.go(PREVIEW)
        page = self._pages[PREVIEW]
        assert isinstance(page, PreviewPage)
        page.show_paper(paper, data)

    def zoom(self, steps: int) -> None:
        """Make the preview larger or smaller."""
        page = self.shown_page()
        if isinstance(page, PreviewPage):
            (page.view.zoom_in if steps > 0 else page.view.zoom_out)()

    # --- the window itself ---------------------------------------------------------------------------------------

    def _restore(self) -> None:
        """Stand where the window stood, on the page that was open last."""
        geometry = self.session.local(GEOMETRY)
        if isinstance(geometry, str) and geometry:
            self.restoreGeometry(QByteArray.fromHex(geometry.encode()))
        else:
            self.setGeometry(self.screen().availableGeometry())
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.go(str(self.session.local(PLACE, HOME)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape that nothing inside wanted goes back; as a shortcut it would be taken away from the fields."""
        if event.key() == Qt.Key.Key_Escape:
            self.back()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW_WINDOW
        self.navigation.setFixedWidth(NARROW_WIDTH if narrow else WIDTH)
        self.header.fit(self.width())
        self.palette_search.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Write what waits; where that fails the window stays, because closing would lose it."""
        self.leave()
        self.session.remember(GEOMETRY, bytes(self.saveGeometry().toHex().data()).decode())
        self.worker.wait()
        try:
            self.session.close()
        except UserError as error:
            self.show_error(error)
            event.ignore()
            return
        event.accept()
