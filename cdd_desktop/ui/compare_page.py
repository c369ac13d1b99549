"""Rounds side by side: one mission's facts and grades, or the grades of all missions, with small charts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Indicator, Round
from cdd_desktop.criteria.result import Outcome
from cdd_desktop.ui.bars import Bars
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.entry import Entry
from cdd_desktop.ui.grades import GradeShape, look_of
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.rounds_side_by_side import Cell, Line, entries_of, grade_changes, lines_of, rounds_of
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, heading, icon_button, page_scroll, rule, title

WIDTH = 1040
ALL = ""


class ComparePage(Page):
    """Signals:
    closed: go back to the documents.
    """

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("compare")
        self._session = session
        self.choice = Select()
        self.choice.setAccessibleName("ภารกิจที่เปรียบเทียบ")
        self.choice.currentIndexChanged.connect(lambda _row: self._show())
        self.card = Card()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 28)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(icon_button("chevron-left", "กลับไปหน้าเอกสาร (Esc)", self.closed.emit))
        head.addWidget(title("เปรียบเทียบรอบ"), 1)
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.card)
        column.addStretch(1)
        page.setMaximumWidth(WIDTH + 56)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page_scroll(page))
        session.changed.connect(self._on_change)

    def enter(self) -> None:
        self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def open_mission(self, indicator_id: str) -> None:
        """Show a mission, "" for all."""
        self.choice.setCurrentIndex(max(self.choice.findData(indicator_id), 0))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators):
            self._fill()

    def _fill(self) -> None:
        chosen = self.choice.currentData()
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem("ทุกภารกิจ", ALL)
        for item in self._session.pack.indicators:
            self.choice.addItem(f"{item.no}  {item.title}", item.id)
        self.choice.setCurrentIndex(max(self.choice.findData(chosen), 0))
        self.choice.blockSignals(False)
        self._show()

    def _show(self) -> None:
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        indicator = self._session.pack.indicator_by_id.get(str(self.choice.currentData()))
        if indicator is None:
            self._show_all()
        else:
            self._show_mission(indicator)

    # --- one mission ---------------------------------------------------------------------------------------------

    def _show_mission(self, indicator: Indicator) -> None:
        rounds, entries = rounds_of(self._session, indicator), entries_of(self._session, indicator)
        table, grid = _table(rounds)
        _put_grades(grid, 1, "ระดับ", indicator, entries)
        lines = lines_of(indicator, entries)
        for at, line in enumerate(lines, 2):
            self._put_line(grid, at, line, rounds)
        first = next((line for line in lines if sum(cell.number is not None for cell in line.cells) > 1), None)
        if first is not None:
            self.card.body.addWidget(heading(f"{first.label} {first.unit}".rstrip()))
            self.card.body.addWidget(self._bars(first, rounds, small=False))
            self.card.body.addWidget(rule())
        self.card.body.addWidget(table)

    def _put_line(self, grid: QGridLayout, at: int, line: Line, rounds: Sequence[Round]) -> None:
        grid.addWidget(ThaiLabel(f"{line.label} ({line.unit})" if line.unit else line.label), at, 0)
        for place, cell in enumerate(line.cells, 1):
            grid.addWidget(_cell(cell), at, place)
        if sum(cell.number is not None for cell in line.cells) > 1:
            grid.addWidget(self._bars(line, rounds, small=True), at, len(line.cells) + 1)

    def _bars(self, line: Line, rounds: Sequence[Round], *, small: bool) -> Bars:
        bars = Bars(small=small)
        numbers, texts = [cell.number for cell in line.cells], [cell.text for cell in line.cells]
        bars.set_values(line.label, [item.title for item in rounds], numbers, texts, self._current(rounds))
        return bars

    def _current(self, rounds: Sequence[Round]) -> int:
        return next((at for at, item in enumerate(rounds) if item.id == self._session.round_id), -1)

    # --- all missions --------------------------------------------------------------------------------------------

    def _show_all(self) -> None:
        session = self._session
        rounds = session.pack.rounds
        table, grid = _table(rounds)
        best = [Fraction(0)] * len(rounds)
        for at, indicator in enumerate(session.pack.indicators, 1):
            taking = {item.id for item in rounds_of(session, indicator)}
            entries = [session.entry(indicator.id, item.id) if item.id in taking else None for item in rounds]
            _put_grades(grid, at, f"{indicator.no}  {indicator.short}", indicator, entries)
            for place, entry in enumerate(entries):
                best[place] += entry is not None and not entry.untouched and _is_best(entry, indicator)
        bars = Bars()
        names = [item.title for item in rounds]
        bars.set_values("ภารกิจที่ได้ระดับสูงสุด", names, best, [str(count) for count in best], self._current(rounds))
        self.card.body.addWidget(heading("จำนวนภารกิจที่ได้ระดับสูงสุด"))
        self.card.body.addWidget(bars)
        self.card.body.addWidget(rule())
        self.card.body.addWidget(table)


def _is_best(entry: Entry, indicator: Indicator) -> bool:
    result = entry.result
    return result.outcome is Outcome.GRADED and result.reachable[0] == indicator.level_ids[0]


def _table(rounds: Sequence[Round]) -> tuple[QWidget, QGridLayout]:
    """Return an empty table with the rounds across its top."""
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    for at, item in enumerate(rounds, 1):
        name = ThaiLabel(item.title, "subheading", wrap=False)
        name.setMinimumWidth(108)
        name.setAlignment(Qt.AlignmentFlag.AlignRight)
        grid.addWidget(name, 0, at)
    return table, grid


def _put_grades(grid: QGridLayout, at: int, words: str, indicator: Indicator, entries: Sequence[Entry | None]) -> None:
    grid.addWidget(ThaiLabel(words, "subheading" if at == 1 and words == "ระดับ" else ""), at, 0)
    results = [None if entry is None or entry.untouched else entry.result for entry in entries]
    changes = grade_changes(results, indicator)
    for place, (entry, result, rise) in enumerate(zip(entries, results, changes, strict=True), 1):
        if entry is not None:
            shape = GradeShape(28)
            shape.set_look(look_of(result))
            grid.addWidget(_beside(shape, rise), at, place)


def _cell(cell: Cell) -> QWidget:
    if not cell.text:
        empty = ThaiLabel("–", "soft", wrap=False)
        empty.setAlignment(Qt.AlignmentFlag.AlignRight)
        empty.setAccessibleName("ยังไม่ได้กรอก")
        return empty
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    value = ThaiLabel(cell.text, lines=2)
    value.setAlignment(Qt.AlignmentFlag.AlignRight)
    column.addWidget(value)
    if cell.change:
        note = ThaiLabel(cell.change, "note", wrap=False)
        column.addWidget(_beside(note, cell.rise))
    return box


def _beside(widget: QWidget, rise: int) -> QWidget:
    """Return a widget, flush right, with an arrow for what rose or fell."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addStretch(1)
    if rise:
        arrow = QToolButton()
        arrow.setEnabled(False)
        arrow.setProperty("kind", "picture")
        arrow.setAccessibleName("ขึ้น" if rise > 0 else "ลด")
        set_icon(arrow, "arrow-up" if rise > 0 else "arrow-down", "good" if rise > 0 else "danger", 14)
        row.addWidget(arrow)
    row.addWidget(widget)
    return box
