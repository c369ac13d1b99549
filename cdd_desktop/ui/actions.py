"""What the commands of the window do, beyond going from page to page."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from cdd_desktop.errors import UserError
from cdd_desktop.store import Filter
from cdd_desktop.store.keys import LASTING
from cdd_desktop.ui.line_edit import CommitLine
from cdd_desktop.ui.page import PREVIEW, SUMMARY, WORKBOOK
from cdd_desktop.ui.papers import Paper, mission_paper, summary_paper, workbook_paper
from cdd_desktop.ui.round_papers import is_round_paper, round_paper
from cdd_desktop.ui.undoing import follow, named

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.undoing import Stepped


class Actions(QObject):
    """Bound to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._session = window.session

    # --- paper ---------------------------------------------------------------------------------------------------

    def paper(self, what: str, which: str = "") -> None:
        """Preview, print or save a document.

        Where ``which`` is empty: what the page that is shown makes of itself, the mission shown, else the summary.
        """
        self._window.leave()
        desk = self._window.desk
        if self._window.place == PREVIEW and not which and what in {"print", "pdf"}:
            page = self._window.pages.preview()
            if page.paper is not None:
                (desk.print_data if what == "print" else desk.save_data)(page.paper, page.data)
            return
        shown = self._window.shown_page()
        ask, own = getattr(shown, "want", None), getattr(shown, "paper", None)  # a letter asks first
        if callable(own) and not which and what != "excel":  # the history, the deadlines
            ask(what) if callable(ask) else self.made_paper(what, own)
            return
        build = self._builder(WORKBOOK if what == "excel" else which)
        {"preview": desk.preview, "print": desk.print_out}.get(what, desk.save_as)(build)

    def _builder(self, which: str) -> Callable[[], Paper]:
        session = self._session
        if is_round_paper(which):
            return lambda: round_paper(session, which)
        if which == WORKBOOK:
            return lambda: workbook_paper(session)
        page = self._window.mission_page()
        mission = session.pack.indicator_by_id.get(which) or (page.indicator if page and not which else None)
        if which == SUMMARY or mission is None:
            return lambda: summary_paper(session)
        return lambda: mission_paper(session, mission)

    def made_paper(self, what: str, build: Callable[[], Paper]) -> None:
        """Preview, print or save a paper that a page makes itself."""
        desk = self._window.desk
        {"preview": desk.preview, "print": desk.print_out}.get(what, desk.save_as)(build)

    def copy_chat(self) -> None:
        """Put the round as a short text for a chat on the clipboard."""
        from cdd_desktop.ui.round_papers import chat_words

        self._window.leave()
        try:
            words = chat_words(self._session)
        except UserError as error:
            self._window.show_error(error)
            return
        QGuiApplication.clipboard().setText(words)
        self._window.say("คัดลอกข้อความของรอบแล้ว วางในแชตได้เลย")

    # --- undo ----------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Take the last action back; what is typed and not yet committed is taken back first by its field."""
        self._step(self._session.undo, "เลิกทำแล้ว", "ทำซ้ำ", self.redo)

    def redo(self) -> None:
        """Do the action that was taken back again."""
        self._step(self._session.redo, "ทำซ้ำแล้ว", "เลิกทำ", self.undo)

    def _step(self, step: Callable[[], Stepped], word: str, back: str, way: Callable[[], None]) -> None:
        if self._text_step(word):
            return
        self._window.leave()
        try:
            done = step()
        except UserError as error:
            self._window.show_error(error)
            return
        name, left = named(self._window, done.name, done.entries), ", ".join(dict.fromkeys(done.skipped))
        if done.name and not done.altered:
            self._window.say(f"ข้าม: {name} ไม่มีอะไรเปลี่ยน" + (f" เพราะ {left}" if left else ""), back, way)
        elif done.name:
            unseen = "" if follow(self._window, done.entries) else " (เปิดดูในหน้าต่างนี้ไม่ได้)"
            self._window.say(f"{word}: {name}" + (f" ยกเว้น {left}" if left else "") + unseen, back, way)

    def _text_step(self, word: str) -> bool:
        """Let a text that is being typed undo itself first, when the menu was used in place of the key."""
        focus = self._window.focusWidget()
        if word != "เลิกทำแล้ว":
            return False
        if isinstance(focus, CommitLine) and focus.is_dirty() and focus.isUndoAvailable():
            focus.undo()
            return True
        if isinstance(focus, QPlainTextEdit) and focus.document().isUndoAvailable():
            focus.undo()
            return True
        return False

    # --- sheets --------------------------------------------------------------------------------------------------

    def show_source(self) -> None:
        """Show where the result of the mission comes from."""
        page = self._window.mission_page()
        if page is not None:
            result = self._session.entry(page.indicator.id).result
            _sheets().show_source(self._window.sheet, self._session.pack, page.indicator, result)
            self._close_with_page()

    def show_history(self) -> None:
        """Show the history of the field that has the focus."""
        page = self._window.mission_page()
        fact = page.focused_fact() if page else None
        if page is None or fact is None:
            self._window.say("เลือกช่องในหน้าภารกิจก่อน แล้วกดดูประวัติอีกครั้ง")
            return
        try:
            self._session.flush()
            key = self._session.key(page.indicator.id)
            items = self._session.store.history(key, fact.id)
            wanted = Filter(key.indicator, key.round, key.pack, kinds=tuple(sorted(LASTING)))
            about = self._session.store.office_history(wanted) if items else []
        except UserError as error:
            self._window.show_error(error)
            return
        _sheets().show_history(self._window.sheet, fact, items, about)
        self._close_with_page()

    def _close_with_page(self) -> None:
        """Close the sheet when another page comes: it is about something on this one."""
        once = Qt.ConnectionType.SingleShotConnection
        self._window.stack.currentChanged.connect(self._window.sheet.close_sheet, once)

    def show_what_if(self) -> None:
        """Show what would come out of the mission if more were done."""
        page = self._window.mission_page()
        if page is None:
            self._window.say("เปิดหน้าภารกิจก่อน แล้วเลือกคำสั่งนี้อีกครั้ง")
            return
        from cdd_desktop.ui.what_if import show_what_if

        self._window.leave()
        show_what_if(self._window.sheet, self._session, page.indicator)

    def show_problem_report(self) -> None:
        """Show the report of a problem, to be saved for whoever helps."""
        from cdd_desktop.ui.problem_report import problem_text, show_report

        window = self._window
        try:
            text = problem_text(self._session, window.data_dir)
        except UserError as error:
            window.show_error(error)
            return
        show_report(window.sheet, text, lambda out: window.say(f"บันทึกแล้ว: {out.name}"), window.show_error)

    def show_help(self) -> None:
        """Show the help of the control that has the focus, else of the page that is open."""
        from cdd_desktop.ui.help_sheet import names_above, show_help

        show_help(self._window.sheet, (*names_above(self._window.focusWidget()), self._window.place))

    def show_topic(self, topic: str) -> None:
        """Show a topic of the help."""
        from cdd_desktop.ui.help_sheet import show_topic

        show_topic(self._window.sheet, topic)

    def show_help_contents(self) -> None:
        """Show all topics of the help."""
        from cdd_desktop.ui.help_sheet import show_contents

        show_contents(self._window.sheet)

    def show_keys(self) -> None:
        _sheets().show_keys(self._window.sheet, self._window.groups)

    def show_licences(self) -> None:
        _sheets().show_licences(self._window.sheet)

    # --- finding and moving --------------------------------------------------------------------------------------

    def search(self) -> None:
        """Open the search over everything."""
        from cdd_desktop.ui.search_targets import search_targets

        self._window.leave()
        self._window.palette_search.open(search_targets(self._window))

    def open_fact(self, indicator_id: str, fact_id: str) -> None:
        """Go to a field of a mission."""
        self._window.go(indicator_id)
        page = self._window.mission_page()
        if page is not None:
            page.focus_fact(fact_id)

    def next_area(self, steps: int) -> None:
        """Move the focus between header, navigation, page, result and the guided tour."""
        window = self._window
        page, mission = window.shown_page(), window.mission_page()
        areas: list[QWidget] = [window.header.rounds, window.navigation]
        if page is not None:
            areas.append(page)
        if mission is not None and mission.side.isVisible():
            areas.append(mission.side)
        if "tour" in vars(window) and window.tour.running:
            areas.append(window.tour.card.go_on)
        focus: QWidget | None = window.focusWidget()
        holding = [at for at, area in enumerate(areas) if focus is not None and _holds(area, focus)]
        area = areas[((holding[-1] if holding else -1) + steps) % len(areas)]
        if area is page and page is not None:
            page.enter()
        else:
            area.setFocus(Qt.FocusReason.TabFocusReason)

    def save_now(self) -> None:
        """Write at once what is waiting, and say that it is done by itself anyway."""
        self._window.leave()
        try:
            self._session.flush()
        except UserError as error:
            self._window.show_error(error)
            return
        self._window.say("บันทึกแล้ว โปรแกรมบันทึกให้เองทุกครั้งที่ออกจากช่อง")


def _sheets() -> ModuleType:
    from cdd_desktop.ui import sheets  # late: no sheet is wanted at the start

    return sheets


def _holds(area: QWidget, focus: QWidget) -> bool:
    return area is focus or area.isAncestorOf(focus)
