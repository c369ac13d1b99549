"""What the window does about a round: asks in the side sheet, leaves the doing to the desk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from cdd_desktop.criteria.loader import HEADER
from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store.people import Right, require
from cdd_desktop.store.submissions import Phase, Submission
from cdd_desktop.ui import round_sheets
from cdd_desktop.ui.round_desk import UNDO, RoundDesk, Waiting

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
        self.desk.asked.connect(self._ask_submit)

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
            case "unlock" if self._allowed(Right.UNLOCK):
                round_sheets.ask_reason(self._window.sheet, indicator, lambda reason: desk.unlock(indicator, reason))
            case "withdraw":
                desk.withdraw([indicator])
            case "paper":
                self._show_sent(indicator)

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
            waiting = [self.desk.waiting(item) for item in open_ones]
        except UserError as error:
            self._window.show_error(error)
            return
        sent = len(self._window.session.indicators) - len(waiting)
        round_sheets.show_round(self._window.sheet, waiting, sent, self._window.go, self.desk.submit_all)

    def certify_round(self) -> None:
        """Show what is sent and not certified yet, for the head of the office to certify it."""
        window = self._window
        window.leave()
        if not window.persons.somebody() or not self._allowed(Right.CERTIFY):
            return
        try:
            waiting = [self.desk.waiting(item) for item in self.desk.in_phase(Phase.SUBMITTED)]
        except UserError as error:
            window.show_error(error)
            return
        if waiting:
            round_sheets.show_certify(window.sheet, waiting, window.go, self.desk.certify)
        else:
            window.say("ไม่มีภารกิจที่รอการรับรองในรอบนี้")

    def _allowed(self, right: Right) -> bool:
        """Return whether the person at the keyboard may do it; say who may before a reason is asked for in vain."""
        try:
            require(self._window.session.store, right)
        except UserError as error:
            self._window.show_error(error)
            return False
        return True

    # --- a quarter that is over, a new one -----------------------------------------------------------------------

    def reopen(self) -> None:
        """Ask why the round that is shown is to be altered though its quarter is over."""
        window = self._window
        if window.persons.somebody() and self._allowed(Right.REOPEN):
            where = window.session.where_text
            round_sheets.ask_reopening(window.sheet, where, lambda reason: self._try(window.session.reopen, reason))

    def close_again(self) -> None:
        """Let it only be looked at again."""
        self._try(self._window.session.close_again)

    def open_now(self) -> None:
        """Open the round that is due next."""
        self._window.leave()
        self._try(self._window.session.open_now)

    def add_pack(self) -> None:
        """Ask for a criteria pack, by its head file, and take it in with the files beside it."""
        self._window.leave()
        words = f"เลือกไฟล์ {HEADER} ในโฟลเดอร์ของเกณฑ์"
        chosen, _ = QFileDialog.getOpenFileName(self._window, words, "", f"เกณฑ์ ({HEADER})")
        if chosen:
            self.take_pack(Path(chosen))

    def take_pack(self, place: Path) -> None:
        """Take in a criteria pack and open it, or say everything that is wrong with it."""
        window = self._window
        try:
            pack = window.session.add_pack(place)
        except UserError as error:
            window.show_error(error)
            return
        window.say(f"เพิ่มเกณฑ์ {pack.title} แล้ว")

    def _try(self, work: Callable[..., object], *given: object) -> None:
        try:
            work(*given)
        except UserError as error:
            self._window.show_error(error)

    # --- sheets --------------------------------------------------------------------------------------------------

    def _ask_submit(self, waiting: Waiting) -> None:
        window, indicator = self._window, waiting.indicator
        round_sheets.show_submit(
            window.sheet,
            waiting,
            lambda fact: window.act.open_fact(indicator.id, fact),
            lambda proof: self.open_proof(indicator.id, proof),
            lambda: self.desk.submit_all([indicator], incomplete=bool(waiting.obstacles)),
        )

    def open_proof(self, mission: str, proof: str) -> None:
        """Go to the evidence of a mission, at what is to be proved."""
        self._window.go(mission)
        page = self._window.mission_page()
        if page is not None:
            page.focus_proof(proof)

    def _show_sent(self, indicator: Indicator) -> None:
        from cdd_desktop.ui.sent_sheet import show_sent

        window, desk = self._window, self.desk
        try:
            state = desk.sent(indicator)
        except UserError as error:
            window.show_error(error)
            return
        session = window.session
        show_sent(
            window.sheet,
            indicator,
            state,
            session.store.facts(session.key(indicator.id)),
            self._show_pdf,
            lambda submission: window.desk.save_as(lambda: desk.sent_paper(submission, workbook=True)),
        )

    def _show_pdf(self, submission: Submission) -> None:
        self._window.sheet.close_sheet()
        self._window.desk.preview(lambda: self.desk.sent_paper(submission))

    def _said(self, words: str, back: str, way: object) -> None:
        undo = self._window.act.undo if back == UNDO else None
        self._window.say(words, back, way if callable(way) else undo)
