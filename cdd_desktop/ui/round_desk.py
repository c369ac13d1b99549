"""Submitting, certifying, unlocking and withdrawing missions of the open round; every one leaves a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.errors import UserError
from cdd_desktop.store import people, rounds
from cdd_desktop.store.people import Right
from cdd_desktop.store.proofs import Proof
from cdd_desktop.store.rounds import Obstacles
from cdd_desktop.store.submissions import Phase, State, Submission
from cdd_desktop.ui.papers import Paper, sent_paper
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.standing import Standing, standing
from cdd_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from cdd_desktop.ui.sending import Outcome, Sending


UNDO = "เลิกทำ"


@dataclass(frozen=True)
class Waiting:
    """A mission before it is sent or certified: what it is sent as, what stands in the way, what nothing proves."""

    item: Standing
    obstacles: Obstacles
    pack: Pack

    @property
    def indicator(self) -> Indicator:
        return self.item.indicator

    @property
    def unproved(self) -> tuple[Proof, ...]:
        return self.item.unproved


class RoundDesk(QObject):
    """Takes what a person does about a round as a whole.

    Signals:
        said: what was done, the name of what takes it back ("" : nothing does), and that (None with ``UNDO``: undo).
        failed: a UserError; nothing has changed.
        asked: a ``Waiting``: a mission that is to be sent, if the person says so.
    """

    said = Signal(str, str, object)
    failed = Signal(object)
    asked = Signal(object)

    def __init__(self, session: Session, worker: Worker, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._worker = worker
        self._sending: Sending | None = None

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

    def waiting(self, indicator: Indicator) -> Waiting:
        """Return what is to be known before a mission is sent; raises UserError where it cannot be saved first."""
        session = self._session
        found = self.obstacles(indicator)
        return Waiting(standing(session, indicator), found, session.pack)

    # --- submitting ----------------------------------------------------------------------------------------------

    def submit(self, indicator: Indicator) -> None:
        """Show what a mission would be sent as, and what is missing; nothing is sent yet."""
        try:
            self._require()
            self.asked.emit(self.waiting(indicator))
        except UserError as error:
            self.failed.emit(error)

    def submit_all(self, indicators: Sequence[Indicator], *, incomplete: bool = False) -> None:
        """Send missions; their papers are made beside the window.

        Args:
            incomplete: the person has seen what is missing and sends them all the same.
        """
        from cdd_desktop.ui.sending import Sending  # late: no paper is wanted at the start

        try:
            self._require()
            if self._sending is not None:
                raise UserError("กำลังส่งภารกิจอยู่ จึงยังไม่ส่งเพิ่ม", "รอให้เสร็จ หรือกดยกเลิกที่แถบล่าง แล้วส่งอีกครั้ง")
        except UserError as error:
            self.failed.emit(error)
            return
        self._sending = Sending(self._session, self._worker, self)
        self._sending.ended.connect(self._sent)
        self._sending.start(indicators, incomplete=incomplete)

    def _require(self) -> None:
        people.require(self._session.store, Right.SUBMIT)
        self._session.require_open()

    def finish(self) -> None:
        """Send what is made and nothing more, because the window closes; raises UserError."""
        if self._sending is not None:
            self._sending.finish()

    def _sent(self, outcome: Outcome) -> None:
        """Say what was sent and name what was not."""
        if self._sending is not None:
            self._sending.deleteLater()
            self._sending = None
        sent, left = outcome.sent, outcome.left
        if not left:
            self.said.emit(f"ส่ง{_named(sent)}แล้ว", "ถอนการส่ง", lambda: self.withdraw(sent))
            return
        numbers = ", ".join(item.no for item in left)
        done = f"ส่ง{_named(sent)}แล้ว " if sent else ""
        why = "หยุดตามที่สั่ง " if outcome.stopped else ""
        reason = str(outcome.errors[0]) if outcome.errors else "ข้อมูลที่กรอกไว้ยังอยู่ครบ ส่งได้อีกครั้ง"
        self.failed.emit(UserError(f"{why}{done}ยังไม่ได้ส่งภารกิจ {numbers}", reason))

    # --- after it was sent ---------------------------------------------------------------------------------------

    def certify(self, indicators: Sequence[Indicator]) -> None:
        """Certify missions that are sent, as the head of the office: all of them or none."""
        session = self._session
        try:
            session.require_open()
            session.flush()
            rounds.certify_all(session.store, [session.key(item.id) for item in indicators])
        except UserError as error:
            self.failed.emit(error)
            return
        session.reload(item.id for item in indicators)
        self.said.emit(f"รับรอง{_named(indicators)}แล้ว", "", None)

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
            session.require_open()
            done = session.copy_forward(indicator, before)
        except UserError as error:
            self.failed.emit(error)
            return
        if done:
            self.said.emit(f"คัดลอก {len(done.fields)} ช่องจาก{before.round.title} ตรวจก่อนใช้", UNDO, None)
        else:
            self.said.emit("ไม่มีช่องว่างที่จะคัดลอกจากรอบก่อนได้", "", None)

    def sent(self, indicator: Indicator) -> State:
        """Return the state of a mission that was ever sent; raises UserError where it never was."""
        state = self._session.state(indicator.id)
        if not state.submissions:
            raise UserError(f"ภารกิจ {indicator.no} ยังไม่ได้ส่งในรอบนี้", "ส่งก่อน แล้วเอกสารที่ส่งจะเก็บไว้ให้เปิดดูได้")
        return state

    def sent_paper(self, submission: Submission, *, workbook: bool = False) -> Paper:
        """Return the paper (or workbook) that was made when the mission was sent; raises UserError."""
        return sent_paper(self._session, submission, workbook=workbook)

    def _act(self, indicators: Sequence[Indicator], act: Callable[[Indicator], object], words: str) -> None:
        done: list[str] = []
        try:
            self._session.require_open()
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


def _named(indicators: Sequence[Indicator]) -> str:
    """Return missions as a sentence names them: one by its number, several by how many they are."""
    if len(indicators) == 1:
        return f"ภารกิจ {indicators[0].no} "
    return f" {len(indicators)} ภารกิจ"
