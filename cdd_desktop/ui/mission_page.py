"""A mission: its form, laid out by the pack, and beside it what came out."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Fact, Indicator
from cdd_desktop.ui.due import Due, DueState
from cdd_desktop.ui.evidence_desk import EvidenceDesk
from cdd_desktop.ui.fields import FactField
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.line_edit import SCOPE, repolish
from cdd_desktop.ui.mission_evidence import MissionEvidence
from cdd_desktop.ui.mission_form import MissionForm, month_captions
from cdd_desktop.ui.note_edit import NoteEdit
from cdd_desktop.ui.officer_button import OfficerButton
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.result_panel import ResultPanel, ResultStrip
from cdd_desktop.ui.round_desk import RoundDesk
from cdd_desktop.ui.round_strip import RoundStrip
from cdd_desktop.ui.sent_sheet import altered_lines
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.standing import standing
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import button, page_scroll, rule
from cdd_desktop.ui.zoom import fit, px

PANEL_WIDTH, WIDE_PANEL = 344, 420
WIDE = 1440  # from this the panel has room for longer lines
NARROW = 860  # below this the panel goes under the form
FORM_WIDTH = 980  # wider, label and field drift apart
SIDE = 28


class MissionPage(Page):
    """One mission in the open round; kept while the window is open and shown anew for another round.

    Signals:
        source_wanted, what_if_wanted: the citation and the readings, or a copy to try values on, are asked for.
        paper_wanted: "preview", "print", "pdf" or "excel".
        round_wanted: "submit", "copy", "certify", "unlock", "withdraw" or "paper".
        officer_chosen: id of the person who is to answer for the mission ("" : nobody).
        next_wanted, history_wanted: go to the next mission, or to what happened to this one.
    """

    source_wanted = Signal()
    what_if_wanted = Signal()
    paper_wanted = Signal(str)
    round_wanted = Signal(str)
    officer_chosen = Signal(str)
    next_wanted = Signal()
    history_wanted = Signal()

    def __init__(
        self,
        session: Session,
        indicator: Indicator,
        desk: EvidenceDesk,
        rounds: RoundDesk,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"mission_{indicator.id}")
        self._session = session
        self.indicator = indicator
        self._stale = True
        self._narrow: bool | None = None
        self.note = NoteEdit()
        self.note.setObjectName("note")
        self.note.setAccessibleName("บันทึกของภารกิจ")
        self.evidence = MissionEvidence(self, desk, indicator)
        self.round_strip = RoundStrip(rounds)
        self.officer = OfficerButton(session)
        self.officer.chosen.connect(self.officer_chosen)
        self.panel = ResultPanel()
        self.strip = ResultStrip()
        self._next = button("", "quiet", "arrow-right", self.next_wanted.emit)
        self._build()
        self._connect()
        session.changed.connect(self._on_change)

    # --- building ------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._form = QWidget()
        self._form.setProperty(SCOPE, "mission")
        self.form = MissionForm(self.indicator, self._form, self._committed, self._session.clock.today())
        self._form_column = QVBoxLayout(self._form)
        self._form_column.setContentsMargins(SIDE, 20, SIDE, 28)
        self._form_column.setSpacing(24)
        self._form_column.addLayout(self._head())
        self._form_column.addWidget(self.round_strip)
        for section in self.indicator.sections:
            self._form_column.addLayout(self.form.section(section))
        self._form_column.addWidget(self.evidence.strip)
        self._form_column.addLayout(self._note())
        self._form_column.addWidget(self._next, 0, Qt.AlignmentFlag.AlignRight)
        self._form_column.addStretch(1)
        fit(self._form, max_width=FORM_WIDTH)
        self.form_scroll = page_scroll(self._form)
        self.form_scroll.setObjectName("formScroll")
        self.side = QScrollArea()
        self.side.setObjectName("panelScroll")
        self.side.setAccessibleName("ผลการประเมิน")
        self.side.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # to be read with the arrow keys
        self.side.setProperty("role", "panel")
        self.side.setFrameShape(QFrame.Shape.NoFrame)
        self.side.setWidgetResizable(True)
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        fit(self.side, width=PANEL_WIDTH)
        self._line = rule(upright=True)
        work = QVBoxLayout()
        work.setSpacing(0)
        work.addWidget(self.strip)
        work.addWidget(self.form_scroll, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(work, 1)
        row.addWidget(self._line)
        row.addWidget(self.side)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(4)
        title = ThaiLabel(f"{self.indicator.no}  {self.indicator.title}", "title")
        title.setObjectName("missionTitle")
        head.addWidget(title)
        full = self._session.pack.hosts.get(self.indicator.host, "")
        host = ThaiLabel(f"ช่องทางรายงาน: {self.indicator.channel}  ·  เจ้าภาพ {self.indicator.host}", "soft")
        host.setToolTip(full)
        head.addWidget(host)
        self._due = ThaiLabel("", "soft")
        self._due.setObjectName("missionDue")
        line = FlowLayout(spacing=4)
        for part in (self._due, self.officer, button("ประวัติภารกิจนี้", "link", "history", self.history_wanted.emit)):
            line.addWidget(part)
        head.addLayout(line)
        if self.indicator.summary:
            head.addSpacing(4)
            head.addWidget(ThaiLabel(self.indicator.summary))
        return head

    def _note(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(ThaiLabel("บันทึก", "heading"))
        column.addWidget(rule())
        column.addWidget(self.note)
        return column

    def _connect(self) -> None:
        self.note.committed.connect(lambda text: self._session.set_note(self.indicator.id, text))
        self.panel.fact_wanted.connect(self.focus_fact)
        self.panel.source_wanted.connect(self.source_wanted)
        self.panel.what_if_wanted.connect(self.what_if_wanted)
        self.panel.preview_wanted.connect(lambda: self.paper_wanted.emit("preview"))
        self.panel.print_wanted.connect(lambda: self.paper_wanted.emit("print"))
        self.panel.pdf_wanted.connect(lambda: self.paper_wanted.emit("pdf"))
        self.panel.excel_wanted.connect(lambda: self.paper_wanted.emit("excel"))
        for what in ("submit", "copy", "certify", "unlock", "withdraw", "paper"):
            getattr(self.round_strip, f"{what}_wanted").connect(lambda what=what: self.round_wanted.emit(what))
        self.strip.whole_wanted.connect(lambda: self.form_scroll.ensureWidgetVisible(self.panel, 0, self.height()))

    # --- values --------------------------------------------------------------------------------------------------

    @property
    def fields(self) -> dict[str, FactField]:
        return self.form.fields

    def _committed(self, fact_id: str, given: object) -> None:
        self._session.commit(self.indicator.id, fact_id, given)  # type: ignore[arg-type]

    def _on_change(self, change: Change) -> None:
        touched = change.everything or self.indicator.id in change.indicators
        if not touched:
            return
        if not self.isVisible():
            self._stale = True
        elif change.outside:
            self._show_all()
        else:
            self._show_result()

    def _show_all(self) -> None:
        """Show every stored value, draft, last round's value and the result."""
        self._stale = False
        session, name = self._session, self.indicator.id
        entry = session.entry(name)
        months = month_captions(session.pack, session.months())
        self.form.show_entry(entry, months, session.previous(name), session.year_before(name))
        self.note.set_text(entry.note)
        self._show_lock()
        self._show_due(session.due(self.indicator))
        self._show_result()

    def _show_lock(self) -> None:
        locked = self._session.locked(self.indicator.id)
        self.officer.show_officer(self.indicator.id)
        if self.note.isReadOnly() == locked:
            return
        self.form.set_read_only(read_only=locked)
        self.note.setReadOnly(locked)
        repolish(self.note)

    def _show_result(self) -> None:
        session = self._session
        entry = session.entry(self.indicator.id)
        self.form.show_problems(entry)
        item = standing(session, self.indicator)
        self.round_strip.show_state(
            item.state,
            copyable=self.form.copyable(entry, session.previous(self.indicator.id)),
            closed=session.closed,
            altered=list(altered_lines(self.indicator, item.state, session.facts_now(self.indicator.id))),
        )
        self.panel.show_standing(item)
        self.strip.show_standing(item)

    def _show_due(self, due: Due) -> None:
        """Show when the mission is due, and how late it is, where it is not sent."""
        sent = self._session.state(self.indicator.id).submission is not None
        words = due.when if sent else " — ".join(part for part in (due.when, due.days_text) if part)
        self._due.setText(words)
        self._due.setProperty("role", "problem" if due.state is DueState.LATE and not sent else "soft")
        self._due.setVisible(bool(words))

    def show_next(self, title: str) -> None:
        """Name the mission that follows on the button at the form's end; "" hides it."""
        self._next.setText(f"ภารกิจถัดไป: {title}")
        self._next.setVisible(bool(title))

    # --- focus ---------------------------------------------------------------------------------------------------

    def focus_fact(self, fact_id: str) -> None:
        """Go to a field and bring it into sight."""
        field = self.fields.get(fact_id)
        if field is not None:
            field.focus()
            self.form_scroll.ensureWidgetVisible(field, 0, 80)

    def focus_first(self) -> None:
        """Go to the first field that is not filled in, else to the first."""
        first = self.form.first_empty(self._session.entry(self.indicator.id))
        self.focus_fact(first)
        if first == next(iter(self.fields)):
            self.form_scroll.verticalScrollBar().setValue(0)

    def focus_proof(self, proof: str) -> None:
        """Go to the evidence, at what is to be proved."""
        strip = self.evidence.strip
        link = strip.wanted.links.get(proof)
        (link or strip.add).setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, lambda: self.form_scroll.ensureWidgetVisible(strip, 0, 60))  # once it has its place

    def focused_fact(self) -> Fact | None:
        """Return the fact whose field has the focus."""
        field = self.form.field_of(self.window().focusWidget())
        return field.fact if field else None

    def enter(self) -> None:
        self.focus_first()

    def leave(self) -> None:
        self.form.commit()
        self.note.commit()

    # --- Qt ------------------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._show_all()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < px(NARROW)
        self._place_panel(narrow=narrow)
        panel = px(WIDE_PANEL if self.width() >= px(WIDE) else PANEL_WIDTH)
        self.side.setFixedWidth(panel)
        beside = 0 if narrow else panel
        self.form.lay_columns(min(self.width() - beside, px(FORM_WIDTH)) - 2 * SIDE)

    def minimumSizeHint(self) -> QSize:
        return QSize(420, 240)

    def _place_panel(self, *, narrow: bool) -> None:
        if narrow is self._narrow:
            return
        self._narrow = narrow
        self.side.setVisible(not narrow)
        self._line.setVisible(not narrow)
        self.strip.setVisible(narrow)
        if narrow:
            if self.side.widget() is not None:
                self.side.takeWidget()
            self._form_column.insertWidget(self._form_column.count() - 1, self.panel)
            self.panel.show()
        else:
            self._form_column.removeWidget(self.panel)
            self.side.setWidget(self.panel)

