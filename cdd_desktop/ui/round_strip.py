"""How a mission stands with the round, over its form: sent and certified by whom and when, and what can be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.store.people import Right
from cdd_desktop.store.submissions import Act, Phase, State, Submission
from cdd_desktop.ui.due import moment_text
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import repolish
from cdd_desktop.ui.result_levels import say
from cdd_desktop.ui.round_desk import RoundDesk
from cdd_desktop.ui.standing import ALTERED, PHASE_TEXTS
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button


class RoundStrip(QFrame):
    """One calm line with the state and its buttons.

    Signals:
        submit_wanted, copy_wanted, certify_wanted, unlock_wanted, withdraw_wanted, paper_wanted: the buttons.
    """

    submit_wanted = Signal()
    copy_wanted = Signal()
    certify_wanted = Signal()
    unlock_wanted = Signal()
    withdraw_wanted = Signal()
    paper_wanted = Signal()

    def __init__(self, desk: RoundDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("roundStrip")
        self._desk = desk
        self.words = ThaiLabel("", "subheading")
        self.words.setObjectName("phaseWords")
        self.detail = ThaiLabel("", "note")
        self.submit = _named("submitButton", button("ส่งภารกิจนี้", "primary", "send", self.submit_wanted.emit))
        self.copy = _named("copyButton", button("คัดลอกจากรอบก่อน", "", "copy", self.copy_wanted.emit))
        self.certify = _named("certifyButton", button("รับรองผล", "primary", "badge-check", self.certify_wanted.emit))
        self.paper = _named("sentPaperButton", button("เปิดเอกสารที่ส่งไว้…", "", "eye", self.paper_wanted.emit))
        self.withdraw = _named("withdrawButton", button("ถอนการส่ง", "", "undo-2", self.withdraw_wanted.emit))
        self.unlock = _named("unlockButton", button("ปลดล็อกเพื่อแก้ไข", "", "lock-open", self.unlock_wanted.emit))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addWidget(self.detail)
        self._buttons = QWidget()
        flow = FlowLayout(self._buttons, 8)
        for made in (self.submit, self.copy, self.certify, self.paper, self.withdraw, self.unlock):
            flow.addWidget(made)
        column.addWidget(self._buttons)

    def show_state(
        self, state: State, *, copyable: bool, closed: bool = False, altered: Sequence[str] = ()
    ) -> None:
        """Show how the mission stands.

        Args:
            copyable: places are empty that the round before could fill.
            closed: the quarter is over and can only be looked at.
            altered: what differs by now from what stands submitted, in words.
        """
        sent, certified = state.submission, state.phase is Phase.CERTIFIED
        self._dress(plain=sent is None, warn=bool(altered))
        say(self.words, PHASE_TEXTS[state.phase] + (ALTERED if altered else ""))
        say(self.detail, "\n".join((*altered, *self._details(state))))

        def may(right: Right) -> bool:
            return not closed and self._desk.may(right)

        self.submit.setVisible(sent is None and may(Right.SUBMIT))
        self.copy.setVisible(copyable and sent is None and may(Right.ENTER))
        self.certify.setVisible(sent is not None and not certified and not altered and may(Right.CERTIFY))
        self.paper.setVisible(bool(state.submissions))
        self.withdraw.setVisible(sent is not None and not certified and may(Right.SUBMIT))
        self.unlock.setVisible(certified and may(Right.UNLOCK))
        shown = any(not made.isHidden() for made in self._buttons.findChildren(QPushButton))
        self._buttons.setVisible(shown)
        self.setVisible(shown or not self.detail.isHidden())

    def _dress(self, *, plain: bool, warn: bool) -> None:
        role, tone = None if plain else "notice", "warn" if warn else None
        if (self.property("role"), self.property("tone")) != (role, tone):
            self.setProperty("role", role)
            self.setProperty("tone", tone)
            repolish(self)
            edge = 0 if plain else 14
            self.layout().setContentsMargins(edge, edge - 4 if edge else 0, edge, edge - 2 if edge else 0)  # type: ignore[union-attr]

    def _details(self, state: State) -> Iterator[str]:
        sent = state.submission
        if sent is not None:
            missing = " ทั้งที่ยังกรอกไม่ครบ" if sent.incomplete else ""
            yield f"ส่งโดย {act_text(sent)}{missing}"
            if state.certification is not None:
                yield f"รับรองโดย {act_text(state.certification)}"
            elif not self._desk.may(Right.CERTIFY):
                yield "รอหัวหน้าสำนักงานรับรองผล"
            if state.certification is not None and not self._desk.may(Right.UNLOCK):
                yield "หากต้องแก้ไข ให้หัวหน้าสำนักงานปลดล็อกพร้อมเหตุผล"
        elif not self._desk.may(Right.ENTER):
            yield "ผู้ใช้งานนี้ดูได้อย่างเดียว"
        for act in state.unlocks:
            yield f"ปลดล็อกโดย {act_text(act)} เหตุผล: {act.reason}"


def act_text(act: Act | Submission) -> str:
    """Return who did something and when."""
    return f"{act.name or 'ไม่ระบุชื่อ'} เมื่อ {moment_text(act.at, act.clock)}"


def _named(name: str, made: QPushButton) -> QPushButton:
    made.setObjectName(name)
    return made
