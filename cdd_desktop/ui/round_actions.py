"""What the window does about a round: asks in the side sheet, leaves the doing to the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store.people import Right
from cdd_desktop.store.rounds import Obstacles
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui import round_sheets
from cdd_desktop.ui.round_desk import RoundDesk
from cdd_desktop.ui.round_sheets import Waiting

if TYPE_CHECKING:
    from cdd_desktop.ui.main_window import MainWindow


class RoundActions(QObject):
    """Bound to one window.

    Attributes:
        desk: does what is asked for here.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.desk = RoundDesk(window.session, window.worker, self)
        self.desk.said.connect(self._said)
        self.desk.failed.connect(window.show_error)
        self.desk.held_up.connect(self._held_up)

    def do(self, what: str, indicator: Indicator) -> None:
        """Do one thing about a mission: "submit", "copy", "certify", "unlock", "withdraw" or "paper"."""
        self._window.leave()
        desk = self.desk
        if what not in {"copy", "paper"} and not self._window.persons.somebody():
            return
        match what:
            case "submit":
                desk.submit(indicator)
            case "copy":
                desk.copy_forward(indicator)
            case "certify":
                desk.certify([indicator])
            case "unlock":
                round_sheets.ask_reason(self._window.sheet, indicator, lambda reason: desk.unlock(indicator, reason))
            case "withdraw":
                desk.withdraw([indicator])
            case _:
                self._window.desk.preview(lambda: desk.sent_paper(indicator))

    def do_here(self, what: str) -> None:
        """Do it about the mission that is shown; elsewhere, say that there has to be one."""
        page = self._window.mission_page()
        if page is None:
            self._window.say("เปิดหน้าภารกิจก่อน แล้วเลือกคำสั่งนี้อีกครั้ง")
            return
        self.do(what, page.indicator)

    def submit_round(self) -> None:
        """Show what of the round can be sent, and what is still missing."""
        self._window.leave()
        if not self._window.persons.somebody():
            return
        try:
            open_ones = self.desk.in_phase(Phase.OPEN)
            waiting = [Waiting(item, self.desk.obstacles(item)) for item in open_ones]
        except UserError as error:
            self._window.show_error(error)
            return
        sent = len(self._window.session.indicators) - len(waiting)
        round_sheets.show_round(self._window.sheet, waiting, sent, self._window.go, self.desk.submit_all)

    def certify_round(self) -> None:
        """Certify everything that is sent, as the head of the office."""
        self._window.leave()
        if not self._window.persons.somebody():
            return
        waiting = self.desk.in_phase(Phase.SUBMITTED)
        if waiting:
            self.desk.certify(waiting)
        else:
            self._window.say("ไม่มีภารกิจที่รอการรับรองในรอบนี้")

    def may_certify(self) -> bool:
        return self.desk.may(Right.CERTIFY)

    def _held_up(self, indicator: Indicator, found: Obstacles) -> None:
        round_sheets.show_obstacles(
            self._window.sheet,
            Waiting(indicator, found),
            lambda fact: self._window.act.open_fact(indicator.id, fact),
            lambda: self.desk.submit(indicator, incomplete=True),
        )

    def _said(self, words: str, back: str, way: object) -> None:
        self._window.say(words, back, way if callable(way) else None)
