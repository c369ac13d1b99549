"""Home: what to do now, then the board of all missions in the round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from cdd_desktop.store.people import Right, allowed
from cdd_desktop.store.submissions import Phase
from cdd_desktop.ui.board import Board
from cdd_desktop.ui.due import Due, DueState
from cdd_desktop.ui.flow import FlowLayout, SplitRow
from cdd_desktop.ui.home_lacking import LackingList
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import Standing, standing
from cdd_desktop.ui.standing_stage import Stage, counts
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import ProgressBarThin, button, page_scroll
from cdd_desktop.ui.zoom import fit

WIDTH = 1120
_LEAST = 160  # width of the title beside the buttons
_TONE = {DueState.LATE: "danger", DueState.SOON: "warn"}


@dataclass(frozen=True)
class Agenda:
    """What is due at one moment: the missions that still want work, and how many are done.

    Attributes:
        unsent: ready, but not sent though the time is over.
    """

    due: Due
    open: tuple[Standing, ...]
    done: int
    unsent: tuple[Standing, ...] = ()

    @property
    def whole(self) -> int:
        return self.done + len(self.open)

    @property
    def pressing(self) -> bool:
        return bool(self.open or self.unsent)


def agendas(items: Sequence[Standing]) -> list[Agenda]:
    """Return the deadlines of the round, late ones first, then the nearest."""
    by_moment: dict[object, list[Standing]] = {}
    for item in items:
        by_moment.setdefault((item.due.state.value, item.due.moment), []).append(item)
    made = [
        Agenda(
            group[0].due,
            tuple(one for one in group if not one.settled),
            sum(one.settled for one in group),
            tuple(one for one in group if one.settled and _is_late(one)),
        )
        for group in by_moment.values()
    ]
    return sorted(made, key=lambda agenda: (not agenda.pressing, agenda.due.state.value, str(agenda.due.moment)))


def _is_late(item: Standing) -> bool:
    return item.due.state is DueState.LATE and item.state.phase is Phase.OPEN


class HomePage(Page):
    """The first page.

    Signals:
        opened: id of the mission to open.
        proof_wanted: id of the mission, and of what is to be proved there.
        summary_wanted, workbook_wanted, chat_wanted: the documents of the round.
        submit_wanted, certify_wanted: send or certify what can be.
        due_wanted: show every deadline of the quarter.
    """

    opened = Signal(str)
    proof_wanted = Signal(str, str)
    summary_wanted = Signal()
    workbook_wanted = Signal()
    chat_wanted = Signal()
    submit_wanted = Signal()
    certify_wanted = Signal()
    due_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("home")
        self._session = session
        self._stale = True
        self.title = ThaiLabel("", "title")
        self.state = ThaiLabel("", "soft")
        self._agenda_column = QVBoxLayout()
        self._agenda_column.setSpacing(8)
        self.board = Board()
        self.board.opened.connect(self.opened)
        self._build()
        session.changed.connect(self._on_change)

    def _build(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 20, 28, 28)
        column.setSpacing(16)
        name, acts = QVBoxLayout(), FlowLayout()
        name.addWidget(self.title)
        acts.addWidget(button("สรุปผลทุกภารกิจ", icon="file-text", on_click=self.summary_wanted.emit))
        acts.addWidget(button("สมุดงาน Excel", icon="file-spreadsheet", on_click=self.workbook_wanted.emit))
        acts.addWidget(button("ข้อความแชต", icon="copy", on_click=self.chat_wanted.emit))
        self.certify = button("", "primary", "badge-check", self.certify_wanted.emit)
        self.certify.setObjectName("certifyRound")
        self.submit = button("ส่งรอบนี้", "primary", "send", self.submit_wanted.emit)
        self.submit.setObjectName("submitRound")
        acts.addWidget(self.certify)
        acts.addWidget(self.submit)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(SplitRow(name, acts, least=_LEAST))
        words.addSpacing(6)  # from the buttons, where they stand under the name
        words.addWidget(self.state)
        column.addLayout(words)
        column.addLayout(self._agenda_column)
        board, more = QHBoxLayout(), QHBoxLayout()
        board.addWidget(ThaiLabel("ภารกิจทั้งหมดในรอบนี้", "heading"))
        self.unassigned = button("", "link", "user", self.due_wanted.emit)
        self.unassigned.setObjectName("unassigned")
        more.addWidget(self.unassigned)
        self.all_due = button("", "link", "calendar-days", self.due_wanted.emit)
        more.addWidget(self.all_due)
        column.addWidget(SplitRow(board, more))
        column.addWidget(self.board)
        self.lacking = LackingList()
        self.lacking.opened.connect(self.proof_wanted)
        column.addWidget(self.lacking)
        column.addStretch(1)
        fit(page, max_width=WIDTH)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))

    def enter(self) -> None:
        self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_change(self, change: Change) -> None:
        if not (change.everything or change.indicators or change.settings):
            return
        self._stale = True
        if self.isVisible():
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show()

    def _show(self) -> None:
        self._stale = False
        session = self._session
        items = [standing(session, indicator) for indicator in session.indicators]
        self.title.setText(session.round.title)
        self._show_acts(items)
        self.state.setText(" · ".join((session.pack.period_title, *_state_parts(items))))
        behind = self._behind()
        self.all_due.setText(f"กำหนดส่งทั้งไตรมาส (รอบก่อนค้างส่ง {behind})" if behind else "กำหนดส่งทั้งไตรมาส")
        nobody = sum(not item.officer for item in items)
        self.unassigned.setText(f"ยังไม่กำหนดผู้รับผิดชอบ {nobody} ภารกิจ")
        self.unassigned.setVisible(nobody > 0 and session.may_enter and not session.closed)
        _clear(self._agenda_column)
        open_agendas = [agenda for agenda in agendas(items) if agenda.pressing]
        if not session.closed:  # where nothing can be done, nothing presses
            for agenda in open_agendas:
                self._agenda_column.addWidget(self._card(agenda))
            if items and not open_agendas:
                self._agenda_column.addWidget(self._all_done(items))
        self.board.show_missions(items)
        self.lacking.show_missing(items)

    def _behind(self) -> int:
        """Return how many missions of the rounds before are late and not sent: their cards are not on this page."""
        session = self._session
        if session.closed:
            return 0
        rounds = [item.id for item in session.pack.rounds]
        return sum(
            session.due(indicator, before).state is DueState.LATE
            and session.state(indicator.id, before).phase is Phase.OPEN
            for before in rounds[: rounds.index(session.round_id)]
            for indicator in session.pack.indicators_in(before)
        )

    def _show_acts(self, items: Sequence[Standing]) -> None:
        store = self._session.store
        open_now = not self._session.closed
        waiting = sum(item.state.phase is Phase.SUBMITTED for item in items)
        unsent = any(item.state.phase is Phase.OPEN for item in items)
        self.submit.setVisible(open_now and unsent and allowed(store, Right.SUBMIT))
        self.certify.setVisible(open_now and waiting > 0 and allowed(store, Right.CERTIFY))
        self.certify.setText(f"รับรองผล {waiting} ภารกิจ")

    def _card(self, agenda: Agenda) -> QFrame:
        card = QFrame()
        card.setObjectName("agenda")
        tone = _TONE.get(agenda.due.state)
        card.setProperty("role", "notice" if tone else "card")
        card.setProperty("tone", tone)
        column = QVBoxLayout(card)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        words = " — ".join(part for part in (agenda.due.days_text, agenda.due.when) if part)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(ThaiLabel(words or "ไม่มีกำหนดส่ง", "subheading"), 1)
        row.addWidget(ThaiLabel(f"พร้อมแล้ว {agenda.done} จาก {agenda.whole}", "note", wrap=False))
        bar = ProgressBarThin()
        bar.set_progress(agenda.done, agenda.whole)
        fit(bar, width=96)
        row.addWidget(bar)
        column.addLayout(row)
        for stage in Stage:
            words = f"{stage.value} แต่ยังไม่ได้ส่ง" if stage is Stage.READY else stage.value
            self._add_links(column, words, [item for item in (*agenda.open, *agenda.unsent) if item.stage is stage])
        return card

    def _add_links(self, column: QVBoxLayout, words: str, items: Sequence[Standing]) -> None:
        if not items:
            return
        links = QWidget()
        flow = FlowLayout(links, 12)
        flow.addWidget(ThaiLabel(words, "note", wrap=False))
        for item in items:
            flow.addWidget(self._link(item))
        column.addWidget(links)

    def _all_done(self, items: Sequence[Standing]) -> QFrame:
        card = QFrame()
        card.setObjectName("allDone")
        card.setProperty("role", "notice")
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(ThaiLabel(done_text(items), "subheading"), 1)
        row.addWidget(button("ดูสรุปผล", "", "eye", self.summary_wanted.emit))
        return card

    def _link(self, item: Standing) -> QPushButton:
        name = item.indicator.id
        words = f"{item.indicator.no} {item.indicator.short}" + (f" ({item.officer})" if item.officer else "")
        link = button(words, "link", on_click=lambda: self.opened.emit(name))
        link.setToolTip(item.stage_text)
        return link


def done_text(items: Sequence[Standing]) -> str:
    """Return what comes next when nothing is left to be done about any mission."""
    phases = {item.state.phase for item in items}
    if phases == {Phase.CERTIFIED}:
        return "รับรองครบทุกภารกิจของรอบนี้แล้ว"
    if Phase.OPEN not in phases:
        return "ส่งครบทุกภารกิจของรอบนี้แล้ว รอหัวหน้ารับรองผล"
    return "ภารกิจที่ยังไม่ส่งพร้อมส่งแล้วทั้งหมด ตรวจแล้วกดส่งรอบนี้ได้"


def _state_parts(items: Sequence[Standing]) -> Iterator[str]:
    yield f"มี {len(items)} ภารกิจ"
    yield from counts(item.stage for item in items)


def _clear(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
