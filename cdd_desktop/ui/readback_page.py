"""What a workbook that came back would change: row by row, chosen by the person, taken in as one action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.criteria.result import Result
from cdd_desktop.errors import UserError
from cdd_desktop.reports.readback import Row, Sort, take
from cdd_desktop.ui.change import Change
from cdd_desktop.ui.controls import Tick
from cdd_desktop.ui.flow import FlowLayout
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.readback_card import MissionCard
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import EmptyState, button, column, page_head, page_scroll
from cdd_desktop.ui.zoom import fit

WIDTH = 1040


@dataclass(frozen=True)
class Came:
    """A workbook that came back.

    Attributes:
        name: of its file.
        rows: compares it with what stands now.
        remarks: what a person should know of the whole (Thai).
    """

    name: str
    pack: Pack
    round: str
    rows: Callable[[], Sequence[Row]]
    remarks: tuple[str, ...] = ()


class ReadbackPage(Page):
    """Shows the rows that a workbook gives otherwise.

    Signals:
        said: a sentence about what was done.
        failed: a UserError.
        closed: go back.
        file_wanted: choose another workbook.
    """

    said = Signal(str)
    failed = Signal(object)
    closed = Signal()
    file_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("readback")
        self._session = session
        self._came: Came | None = None
        self._rows: Sequence[Row] = ()
        self._taking = False
        self.cards: list[MissionCard] = []
        self.summary = ThaiLabel("", "soft")
        self.remarks = ThaiLabel("", "warn")
        self.take_button = button("", "primary", "check", self._take)
        self.take_button.setObjectName("takeRows")
        self.all_button = button("เลือกทุกช่องที่แก้ในสมุดงาน", on_click=self._choose_all)
        self.same_button = button("", "quiet", on_click=self._toggle_same)
        self._with_same = False
        self._body = column(spacing=12)
        self._lay_out()
        session.changed.connect(self._on_change)

    def _lay_out(self) -> None:
        page = QWidget()
        whole = column(page, spacing=12, margins=(28, 16, 28, 28))
        whole.addLayout(page_head("อ่านค่ากลับจากสมุดงาน Excel", self.closed.emit, "กลับ ไม่รับค่าใด (Esc)"))
        whole.addWidget(self.summary)
        whole.addWidget(self.remarks)
        whole.addLayout(self._body)
        whole.addWidget(self.same_button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addStretch(1)
        fit(page, max_width=WIDTH + 56)
        foot = FlowLayout()
        refuse = button("ไม่รับค่าใด", "quiet", on_click=self.closed.emit)
        for widget in (self.take_button, self.all_button, refuse):
            foot.addWidget(widget)
        box = column(self)
        box.addWidget(page_scroll(page), 1)
        below = column(margins=(28, 8, 28, 12))
        below.addLayout(foot)
        box.addLayout(below)

    def enter(self) -> None:
        first = self.take_button if self.take_button.isEnabled() else self.all_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def boxes(self) -> list[tuple[Row, Tick]]:
        """Return every row that is not as it was, with its tick."""
        return [pair for card in self.cards for pair in card.boxes]

    # --- showing -------------------------------------------------------------------------------------------------

    def show_workbook(self, came: Came) -> None:
        """Show what a workbook gives otherwise."""
        self._came, self._rows, self._with_same = came, came.rows(), False
        self.remarks.setText(" ".join(came.remarks))
        self.remarks.setVisible(bool(came.remarks))
        self._fill()

    def _on_change(self, change: Change) -> None:
        """Compare anew what was edited meanwhile, such as by undo; the ticks stay."""
        if self._came is None or self._taking or not self.isVisible() or not (change.indicators or change.everything):
            return
        self._rows = self._came.rows()
        self._fill_again()

    def _fill_again(self) -> None:
        ticked = {(row.indicator.id, row.fact.id, row.sort): box.isChecked() for row, box in self.boxes}
        self._fill()
        for row, box in self.boxes:
            box.setChecked(ticked.get((row.indicator.id, row.fact.id, row.sort), row.taken_at_first))

    def _fill(self) -> None:
        came = self._came
        assert came is not None
        self._clear()
        other = [row for row in self._rows if row.sort is not Sort.SAME]
        same = len(self._rows) - len(other)
        where = f"{came.pack.round(came.round).title} {came.pack.period_title}"
        counts = f"ต่างจากในโปรแกรม {len(other)} ช่อง เหมือนเดิม {same} ช่อง"
        self.summary.setText(f"{came.name} · {where} · {counts} ยังไม่มีอะไรเปลี่ยนจนกว่าจะกดรับ")
        if not other:
            empty = EmptyState("ทุกช่องในสมุดงานตรงกับในโปรแกรม ไม่มีอะไรให้รับ", "เลือกไฟล์อื่น…", "check")
            empty.pressed.connect(self.file_wanted)
            self._body.addWidget(empty)
        for indicator, group in groupby(self._rows if self._with_same else other, key=lambda row: row.indicator):
            self._add_card(indicator, list(group))
        self.all_button.setVisible(any(row.edited and not row.taken_at_first for row in other))
        self.take_button.setVisible(bool(other))
        self.same_button.setVisible(bool(same))
        self.same_button.setText("ซ่อนช่องที่เหมือนเดิม" if self._with_same else f"แสดงช่องที่เหมือนเดิม {same} ช่อง")
        self._count()

    def _add_card(self, indicator: Indicator, rows: Sequence[Row]) -> None:
        card = MissionCard(indicator, rows, lambda chosen: self._result(indicator, chosen))
        card.changed.connect(self._count)
        self.cards.append(card)
        self._body.addWidget(card)

    def _clear(self) -> None:
        self.cards.clear()
        while (item := self._body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _toggle_same(self) -> None:
        self._with_same = not self._with_same
        self._fill_again()

    # --- choosing ------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Row]:
        """Return the rows that are ticked."""
        return [row for card in self.cards for row in card.chosen()]

    def _choose_all(self) -> None:
        for card in self.cards:
            card.choose_edited()

    def _count(self) -> None:
        count = len(self.chosen())
        self.take_button.setText(f"รับ {count} ช่อง")
        self.take_button.setEnabled(count > 0)

    def _result(self, indicator: Indicator, rows: Sequence[Row]) -> Result:
        """Return how a mission stands with these rows taken in."""
        came = self._came
        assert came is not None
        key = self._session.key(indicator.id, came.round)
        values = {**self._session.store.facts(key), **{row.fact.id: row.new for row in rows}}
        read = read_facts(indicator, values, months=came.pack.round(came.round).months)
        return evaluate(indicator, read.values, refused=read.problems)

    def _take(self) -> None:
        rows, session, came = self.chosen(), self._session, self._came
        assert came is not None
        missions = {row.indicator.id for row in rows}
        self._taking = True
        try:
            session.write(lambda: take(session.store, came.pack, came.round, rows), missions)
        except UserError as error:
            self.failed.emit(error)
            return
        finally:
            self._taking = False
        self.closed.emit()
        self.said.emit(f"รับค่าจากสมุดงานแล้ว {len(rows)} ช่อง ใน {len(missions)} ภารกิจ")
