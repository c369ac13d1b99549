"""Makes the pages of a window when they are first wanted; what a page needs is imported then, not at the start."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent

from cdd_desktop.errors import UserError
from cdd_desktop.store import Office
from cdd_desktop.ui.page import (
    CHANNELS,
    COMPARE,
    DOCUMENTS,
    DUE,
    FIRST,
    HISTORY,
    HOME,
    LETTER,
    PLACES,
    PREVIEW,
    READBACK,
    SETTINGS,
    SUMMARY,
    WORKBOOK,
    Page,
)
from cdd_desktop.ui.requests import Restore

if TYPE_CHECKING:
    from cdd_desktop.ui.channel_page import ChannelPage
    from cdd_desktop.ui.compare_page import ComparePage
    from cdd_desktop.ui.history_page import HistoryPage
    from cdd_desktop.ui.letter_page import LetterPage
    from cdd_desktop.ui.main_window import MainWindow
    from cdd_desktop.ui.mission_page import MissionPage
    from cdd_desktop.ui.preview import PreviewPage


class Pages:
    """The pages of one window, by place."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._made: dict[str, Page] = {}
        self._pack = window.session.pack

    def _drop_missions(self) -> None:
        """Let the missions of another quarter or revision go: a form is laid out by its pack."""
        self._pack = self._window.session.pack
        for place in self._made.keys() - PLACES:
            page = self._made.pop(place)
            self._window.stack.removeWidget(page)
            page.deleteLater()

    def let_go(self) -> None:
        """Let the missions go that are not shown: made anew when wanted, they cost less than dressed anew now."""
        shown = self._window.stack.currentWidget()
        for place in [name for name, page in self._made.items() if name not in PLACES and page is not shown]:
            page = self._made.pop(place)
            self._window.stack.removeWidget(page)
            page.deleteLater()
            QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)

    def at(self, place: str) -> Page | None:
        """Return the page of a place; None for a mission that takes no part in the open round."""
        if self._pack is not self._window.session.pack:
            self._drop_missions()
        if place not in PLACES and place not in {item.id for item in self._window.session.indicators}:
            return None
        if place not in self._made:
            self._made[place] = self._make(place)
            self._window.stack.addWidget(self._made[place])
        return self._made[place]

    def home(self) -> Page:
        page = self.at(HOME)
        assert page is not None
        return page

    def preview(self) -> PreviewPage:
        return cast("PreviewPage", self.at(PREVIEW))

    def mission(self) -> MissionPage | None:
        """Return the mission that is shown, None while another page is."""
        window = self._window
        shown = window.stack.currentWidget()
        return cast("MissionPage", shown) if window.place in self._made and window.place not in PLACES else None

    def _make(self, place: str) -> Page:
        makers = {
            HOME: self._home,
            DOCUMENTS: self._documents,
            SETTINGS: self._settings,
            FIRST: self._first,
            PREVIEW: self._preview,
            LETTER: self._letter,
            CHANNELS: self._channels,
            COMPARE: self._compare,
            HISTORY: self._history,
            READBACK: self._readback,
            DUE: self._due,
        }
        return makers[place]() if place in makers else self._mission(place)

    def _home(self) -> Page:
        from cdd_desktop.ui.home import HomePage

        window, paper = self._window, self._window.act.paper
        page = HomePage(window.session)
        page.opened.connect(window.go)
        page.proof_wanted.connect(window.round.open_proof)
        page.summary_wanted.connect(lambda: paper("preview", SUMMARY))
        page.workbook_wanted.connect(lambda: paper("excel", WORKBOOK))
        page.chat_wanted.connect(window.act.copy_chat)
        page.submit_wanted.connect(window.round.submit_round)
        page.certify_wanted.connect(window.round.certify_round)
        page.due_wanted.connect(lambda: window.go(DUE))
        return page

    def _history(self) -> Page:
        from cdd_desktop.ui.history_page import HistoryPage

        page = HistoryPage(self._window.session)
        page.paper_wanted.connect(
            lambda what: self._window.act.made_paper(what, partial(page.paper, excel=what == "excel"))
        )
        page.done.connect(self._window.say)
        page.failed.connect(self._window.show_error)
        return page

    def _documents(self) -> Page:
        from cdd_desktop.ui.documents_page import DocumentsPage

        page = DocumentsPage(self._window.session)
        page.wanted.connect(self._window.act.paper)
        page.letter_wanted.connect(self.open_letter)
        page.chat_wanted.connect(self._window.act.copy_chat)
        page.place_wanted.connect(self._window.go)
        page.readback_wanted.connect(self._window.actions_by_id["readback"].trigger)
        page.said.connect(self._window.say)
        page.failed.connect(self._window.show_error)
        return page

    def _letter(self) -> Page:
        from cdd_desktop.ui.letter_page import LetterPage

        window = self._window
        page = LetterPage(window.session)
        page.wanted.connect(window.act.made_paper)
        page.said.connect(window.say)
        page.failed.connect(window.show_error)
        page.closed.connect(lambda: window.go(DOCUMENTS))
        return page

    def _channels(self) -> Page:
        from cdd_desktop.ui.channel_page import ChannelPage

        window = self._window
        page = ChannelPage(window.session)
        page.said.connect(window.say)
        page.failed.connect(window.show_error)
        page.closed.connect(lambda: window.go(DOCUMENTS))
        return page

    def _compare(self) -> Page:
        from cdd_desktop.ui.compare_page import ComparePage

        page = ComparePage(self._window.session)
        page.closed.connect(lambda: self._window.go(DOCUMENTS))
        return page

    def _due(self) -> Page:
        from cdd_desktop.ui.due_page import DuePage

        window = self._window
        page = DuePage(window.session)
        page.opened.connect(self._open_in_round)
        page.officer_chosen.connect(self._assign)
        page.paper_wanted.connect(lambda what: window.act.made_paper(what, page.paper))
        page.closed.connect(lambda: window.go(HOME))
        return page

    def _assign(self, mission: str, person: str) -> None:
        window = self._window
        window.persons.assign(window.session.pack.indicator_by_id[mission], person)

    def _open_in_round(self, mission: str, round_id: str) -> None:
        try:
            self._window.session.open_round(round_id)
        except UserError as error:
            self._window.show_error(error)
        else:
            self._window.go(mission)

    def _readback(self) -> Page:
        from cdd_desktop.ui.readback_page import ReadbackPage

        window = self._window
        page = ReadbackPage(window.session)
        page.said.connect(lambda text: window.say(text, "เลิกทำ", window.act.undo))
        page.failed.connect(window.show_error)
        page.closed.connect(lambda: window.go(HOME))
        page.file_wanted.connect(window.readback.choose)
        return page

    def open_compare(self) -> None:
        """Show the rounds of the mission that is shown side by side, else of all missions."""
        mission = self.mission()
        self._window.go(COMPARE)
        cast("ComparePage", self.at(COMPARE)).open_mission(mission.indicator.id if mission else "")

    def open_channels(self) -> None:
        """Show what is to be copied of the mission that is shown, else of the one shown there last."""
        mission = self.mission()
        self._window.go(CHANNELS)
        if mission is not None:
            cast("ChannelPage", self.at(CHANNELS)).open_mission(mission.indicator.id)

    def open_history(self) -> None:
        """Show the history of the mission that is shown, else of the office."""
        mission = self.mission()
        self._window.go(HISTORY)
        if mission is not None:
            cast("HistoryPage", self.at(HISTORY)).show_mission(mission.indicator.id)

    def open_letter(self, form: str) -> None:
        """Show the wording of a form ("memo", "letter")."""
        self._window.go(LETTER)
        cast("LetterPage", self.at(LETTER)).open_form(form)

    def _settings(self) -> Page:
        from cdd_desktop.ui.safety_papers import key_paper, sheet_paper
        from cdd_desktop.ui.settings_page import SettingsPage

        window = self._window
        page = SettingsPage(window.session, window.data_dir, window.keeper)
        page.theme_chosen.connect(window.theme_chosen)
        page.zoom_chosen.connect(window.zoom_chosen)
        page.done.connect(window.say)
        page.failed.connect(window.show_error)
        page.person_wanted.connect(window.persons.edit)
        page.licences_wanted.connect(window.act.show_licences)
        page.asked.connect(window.asked)
        page.encryption.minutes_chosen.connect(window.idle_lock.restart)
        page.encryption.sheet_wanted.connect(
            lambda: window.act.made_paper("preview", lambda: sheet_paper(window.session))
        )
        page.province_key.sheet_wanted.connect(
            lambda key: window.act.made_paper("preview", lambda: key_paper(window.session, key))
        )
        return page

    def _first(self) -> Page:
        from cdd_desktop.ui.first_start import FirstStartPage

        page = FirstStartPage()
        page.office_given.connect(self._office_given)
        page.demo_wanted.connect(self._window.demo_wanted)
        page.copy_wanted.connect(self._open_copy)
        return page

    def _open_copy(self) -> None:
        from cdd_desktop.ui.moving_card import choose_folder, newest_in, no_copy

        chosen = choose_folder(self._window)
        if not chosen:
            return
        info = newest_in(Path(chosen))
        if info is None:
            self._window.show_error(no_copy())
        else:
            self._window.asked.emit(Restore(str(info.path)))

    def _office_given(self, office: Office) -> None:
        try:
            self._window.session.set_office(office)
        except UserError as error:
            self._window.show_error(error)

    def _preview(self) -> Page:
        from cdd_desktop.ui.preview import PreviewPage

        paper = self._window.act.paper
        page = PreviewPage()
        page.said.connect(self._window.say)
        page.closed.connect(self._window.whereabouts.close_preview)
        page.print_wanted.connect(lambda: paper("print"))
        page.save_wanted.connect(lambda: paper("pdf"))
        return page

    def _mission(self, indicator_id: str) -> Page:
        from cdd_desktop.ui.mission_page import MissionPage

        window = self._window
        indicator = window.session.pack.indicator_by_id[indicator_id]
        page = MissionPage(window.session, indicator, window.evidence_desk, window.round.desk)
        page.source_wanted.connect(window.act.show_source)
        page.what_if_wanted.connect(window.act.show_what_if)
        page.paper_wanted.connect(lambda what: window.act.paper(what, indicator_id))
        page.officer_chosen.connect(lambda person: window.persons.assign(indicator, person))
        page.round_wanted.connect(lambda what: window.round.do(what, page.indicator))
        page.next_wanted.connect(lambda: window.step(1))
        page.history_wanted.connect(self.open_history)
        return page
