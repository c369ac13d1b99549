"""What a workbook that came back would change: row by row, chosen by the person, taken in as one action."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from cdd_desktop.criteria.engine import evaluate
from cdd_desktop.criteria.grading import read_facts
from cdd_desktop.criteria.model import Indicator, Pack
from cdd_desktop.criteria.result import Result
from cdd_desktop.errors import UserError
from cdd_desktop.reports.readback import WORDS, Row, Sort, take
from cdd_desktop.ui.controls import Tick
from cdd_desktop.ui.grades import GradeShape, look_of
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.session import Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, EmptyState, button, heading, page_head, page_scroll

WIDTH = 1040
_LOUD = {Sort.BOTH: "warn", Sort.UNREADABLE: "problem", Sort.EMPTIED: "soft", Sort.LOCKED: "soft"}


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
        self._pack: Pack = session.pack
        self._round_id = session.round_id
        self._rows: Sequence[Row] = ()
        self.boxes: list[tuple[Row, Tick]] = []
        self._after: list[tuple[Indicator, GradeShape]] = []
        self.summary = ThaiLabel("", "soft")
        self.take_button = button("", "primary", "check", self._take)
        self.take_button.setObjectName("takeRows")
        self.all_button = button("เลือกทุกแถวที่เลือกได้", on_click=self._choose_all)
        self._body = QVBoxLayout()
        self._body.setSpacing(12)
        self._lay_out()

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 28)
        column.setSpacing(12)
        column.addLayout(page_head("อ่านค่ากลับจากสมุดงาน Excel", self.closed.emit, "กลับ ไม่รับค่าใด (Esc)"))
        column.addWidget(self.summary)
        column.addLayout(self._body)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        foot = QHBoxLayout()
        foot.setContentsMargins(28, 8, 28, 12)
        foot.setSpacing(12)
        foot.addWidget(self.take_button)
        foot.addWidget(self.all_button)
        foot.addWidget(button("ไม่รับค่าใด", "quiet", on_click=self.closed.emit))
        foot.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(page_scroll(page), 1)
        box.addLayout(foot)

    def enter(self) -> None:
        first = self.take_button if self.take_button.isEnabled() else self.all_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- showing -------------------------------------------------------------------------------------------------

    def show_rows(self, name: str, pack: Pack, round_id: str, rows: Sequence[Row]) -> None:
        """Show what a workbook gives otherwise; ``name`` is its file's."""
        self._pack, self._round_id, self._rows = pack, round_id, rows
        self._clear()
        where = f"{pack.round(round_id).title} {pack.period_title}"
        self.summary.setText(f"{name} · {where} · ต่างจากในโปรแกรม {len(rows)} ช่อง ยังไม่มีอะไรเปลี่ยนจนกว่าจะกดรับ")
        for indicator, group in groupby(rows, key=lambda row: row.indicator):
            self._body.addWidget(self._card(indicator, list(group)))
        if not rows:
            words = "ทุกช่องในสมุดงานตรงกับในโปรแกรม หรือไม่มีใครแก้ในสมุดงาน"
            empty = EmptyState(words, "เลือกไฟล์อื่น…", "check")
            empty.pressed.connect(self.file_wanted)
            self._body.addWidget(empty)
        self.all_button.setVisible(any(row.can_be_taken and not row.taken_at_first for row in rows))
        self.take_button.setVisible(bool(rows))
        self._count()

    def _clear(self) -> None:
        self.boxes.clear()
        self._after.clear()
        while (item := self._body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _card(self, indicator: Indicator, rows: Sequence[Row]) -> Card:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(heading(f"{indicator.no}  {indicator.short}"), 1)
        before, after = GradeShape(28), GradeShape(28)
        before.set_look(look_of(self._result(indicator, ())))
        arrow = ThaiLabel("→", "soft", wrap=False)
        for widget in (ThaiLabel("ระดับ", "soft", wrap=False), before, arrow, after):
            head.addWidget(widget)
        self._after.append((indicator, after))
        card.body.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column, stretch in ((1, 5), (2, 2), (3, 2), (4, 3)):
            grid.setColumnStretch(column, stretch)
        for column, words in ((1, "ข้อมูล"), (2, "ในโปรแกรม"), (3, "ในสมุดงาน"), (4, "")):
            grid.addWidget(ThaiLabel(words, "note", wrap=False), 0, column)
        for at, row in enumerate(rows):
            self._put(grid, 2 * at + 1, row)
        card.body.addLayout(grid)
        return card

    def _put(self, grid: QGridLayout, at: int, row: Row) -> None:
        box = Tick()
        box.setAccessibleName(f"รับ {row.fact.label} จาก {row.shown(row.old)} เป็น {row.shown(row.new)}")
        box.setChecked(row.taken_at_first)
        box.setEnabled(row.can_be_taken)
        box.toggled.connect(lambda _on: self._count())
        self.boxes.append((row, box))
        new = "–" if row.sort is Sort.UNREADABLE else row.shown(row.new)
        grid.addWidget(box, at, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(ThaiLabel(f"{row.fact.label} ({row.fact.unit})" if row.fact.unit else row.fact.label), at, 1)
        grid.addWidget(ThaiLabel(row.shown(row.old)), at, 2)
        grid.addWidget(ThaiLabel(new, "subheading"), at, 3)
        grid.addWidget(ThaiLabel(WORDS[row.sort], _LOUD.get(row.sort, "")), at, 4)
        note = " · ".join(part for part in (row.why, row.place) if part)
        grid.addWidget(ThaiLabel(note, "note"), at + 1, 1, 1, 4)

    # --- choosing ------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Row]:
        """Return the rows that are ticked."""
        return [row for row, box in self.boxes if box.isChecked() and row.can_be_taken]

    def _choose_all(self) -> None:
        for row, box in self.boxes:
            box.setChecked(row.can_be_taken)

    def _count(self) -> None:
        rows = self.chosen()
        self.take_button.setText(f"รับ {len(rows)} ช่อง")
        self.take_button.setEnabled(bool(rows))
        for indicator, shape in self._after:
            shape.set_look(look_of(self._result(indicator, [row for row in rows if row.indicator is indicator])))

    def _result(self, indicator: Indicator, rows: Sequence[Row]) -> Result:
        """Return how a mission stands with these rows taken in."""
        key = self._session.key(indicator.id, self._round_id)
        values = {**self._session.store.facts(key), **{row.fact.id: row.new for row in rows}}
        read = read_facts(indicator, values, months=self._pack.round(self._round_id).months)
        return evaluate(indicator, read.values, refused=read.problems)

    def _take(self) -> None:
        rows, session = self.chosen(), self._session
        missions = {row.indicator.id for row in rows}
        try:
            session.require_open()
            session.write(lambda: take(session.store, self._pack, self._round_id, rows), missions)
        except UserError as error:
            self.failed.emit(error)
            return
        self.closed.emit()
        self.said.emit(f"รับค่าจากสมุดงานแล้ว {len(rows)} ช่อง ใน {len(missions)} ภารกิจ")
