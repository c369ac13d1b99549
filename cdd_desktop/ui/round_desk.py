"""Submitting, certifying, unlocking and withdrawing missions of the open round; every one leaves a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.errors import UserError
from cdd_desktop.store import people, rounds
from cdd_desktop.store.people import Right
from cdd_desktop.store.rounds import Obstacles
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.papers import Paper, sent_paper
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.worker import Task, Worker


class RoundDesk(QObject):
    """Takes what a person does about a round as a whole.

    Signals:
        said: what was done, the name of what takes it back ("" : nothing does), and that.
        failed: a UserError; nothing has changed.
        held_up: an Indicator and its Obstacles: it cannot be sent as it is, or only if the person says so.
    """

    said = Signal(str, str, object)
    failed = Signal(object)
    held_up = Signal(object, object)

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker

    # --- what can be done ----------------------------------------------------------------------------------------

    def may(self, right: Right) -> bool:
        return people.allowed(self._session.store, right)

    def obstacles(self, indicator: Indicator) -> Obstacles:
        """Return what stands in the way of sending a mission; raises UserError where it cannot be saved first."""
        session = self._session
        session.flush()
        return rounds.obstacles(session.store, session.key(indicator.id), session.pack)

    def in_phase(self, phase: Phase) -> list[Indicator]:
        """Return the missions of the open round that are that far."""
        return [item for item in self._session.indicators if self._session.state(item.id).phase is phase]

    # --- submitting ----------------------------------------------------------------------------------------------

    def submit(self, indicator: Indicator, *, incomplete: bool = False) -> None:
        """Send one mission; what is missing is told first, once.

        Args:
            incomplete: the person has seen what is missing and sends it all the same.
        """
        try:
            found = self.obstacles(indicator)
        except UserError as error:
            self.failed.emit(error)
            return
        if found.barred or (found and not incomplete):
            self.held_up.emit(indicator, found)
            return
        self.submit_all([indicator], incomplete=incomplete)

    def submit_all(self, indicators: Sequence[Indicator], *, incomplete: bool = False) -> None:
        """Send missions that nothing stands in the way of, one after another; the window is painted in between."""
        try:
            people.require(self._session.store, Right.SUBMIT)
        except UserError as error:
            self.failed.emit(error)
            return
        task = self._worker.run("กำลังเตรียมเอกสาร", _prepare)
        task.done.connect(lambda _nothing: self._send_next(list(indicators), [], incomplete=incomplete))
        task.failed.connect(self.failed)

    def _send_next(self, left: list[Indicator], sent: list[Indicator], *, incomplete: bool) -> None:
        """Send the next mission with its paper; what was sent stands, should a later one fail."""
        if not left:
            self._session.reload(item.id for item in sent)
            self.said.emit(f"ส่ง{_named(sent)}แล้ว", "ถอนการส่ง", lambda: self.withdraw(sent))
            return
        from cdd_desktop.reports.submitted import mission_paper  # late: no paper is wanted at the start

        session, indicator = self._session, left[0]
        try:
            session.flush()
            paper = mission_paper(session.store, session.pack, indicator)
            rounds.submit(
                session.store, session.key(indicator.id), session.pack, pdf=paper, allow_incomplete=incomplete
            )
        except UserError as error:
            session.reload(item.id for item in sent)
            self.failed.emit(error)
            return
        QTimer.singleShot(0, self, lambda: self._send_next(left[1:], [*sent, indicator], incomplete=incomplete))

    # --- after it was sent ---------------------------------------------------------------------------------------

    def certify(self, indicators: Sequence[Indicator]) -> None:
        """Certify missions that are sent, as the head of the office."""
        store, session = self._session.store, self._session
        self._act(indicators, lambda item: rounds.certify(store, session.key(item.id)), f"รับรอง{_named(indicators)}แล้ว")

    def unlock(self, indicator: Indicator, reason: str) -> None:
        """Open a mission that is sent, for a reason that prints."""
        store, key = self._session.store, self._session.key(indicator.id)
        words = f"ปลดล็อกภารกิจ {indicator.no} แล้ว แก้ไขได้"
        self._act([indicator], lambda _item: rounds.unlock(store, key, reason), words)

    def withdraw(self, indicators: Sequence[Indicator]) -> None:
        """Take back what was sent and is not certified yet."""
        store, session = self._session.store, self._session
        words = f"ถอนการส่ง{_named(indicators)}แล้ว แก้ไขได้"
        self._act(indicators, lambda item: rounds.withdraw(store, session.key(item.id)), words)

    def copy_forward(self, indicator: Indicator) -> None:
        """Copy what lasts from the round before into the places that are empty."""
        session = self._session
        before = session.previous(indicator.id)
        if before is None:
            return
        try:
            done = session.copy_forward(indicator, before)
        except UserError as error:
            self.failed.emit(error)
            return
        if done:
            self.said.emit(f"คัดลอกจาก{before.round.title} {len(done.fields)} ช่อง ตรวจก่อนใช้", "เลิกทำ", session.undo)
        else:
            self.said.emit("ไม่มีช่องว่างที่จะคัดลอกจากรอบก่อนได้", "", None)

    def sent_paper(self, indicator: Indicator) -> Paper:
        """Return the paper that was made when the mission was sent; raises UserError."""
        submission = self._session.state(indicator.id).submission
        if submission is None:
            raise UserError(f"ภารกิจ {indicator.no} ยังไม่ได้ส่งในรอบนี้", "ส่งก่อน แล้วเอกสารที่ส่งจะเก็บไว้ให้เปิดดูได้")
        return sent_paper(self._session, submission)

    def _act(self, indicators: Sequence[Indicator], act: Callable[[Indicator], object], words: str) -> None:
        done: list[str] = []
        try:
            self._session.flush()
            for item in indicators:
                act(item)
                done.append(item.id)
        except UserError as error:
            self._session.reload(done)
            self.failed.emit(error)
            return
        self._session.reload(done)
        self.said.emit(words, "", None)


def _prepare(_task: Task) -> None:
    """Load the libraries of paper where it holds nobody up."""
    import cdd_desktop.reports.pdf  # noqa: F401


def _named(indicators: Sequence[Indicator]) -> str:
    """Return missions as a sentence names them: one by its number, several by how many they are."""
    if len(indicators) == 1:
        return f"ภารกิจ {indicators[0].no} "
    return f" {len(indicators)} ภารกิจ"
