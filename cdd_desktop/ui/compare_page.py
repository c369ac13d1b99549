"""Rounds side by side: one mission's facts and grades, or the grades of all missions, with small charts."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.ui.bars import Bars
from cdd_desktop.ui.controls import Select
from cdd_desktop.ui.grades import GradeShape
from cdd_desktop.ui.icons import set_icon
from cdd_desktop.ui.marks import IconMark
from cdd_desktop.ui.page import Page
from cdd_desktop.ui.rounds_side_by_side import (
    MOST_COLUMNS,
    Cell,
    Column,
    Line,
    Slot,
    Span,
    beginnings,
    columns_of,
    grade_changes,
    is_best,
    lines_of,
    slots_of,
    spans,
)
from cdd_desktop.ui.session import Change, Session
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, heading, page_head, page_scroll, rule
from cdd_desktop.ui.zoom import fit, px

WIDTH = 1040
NAME_WIDTH, COLUMN, GAP, CHART = 190, 92, 16, 112  # of the table: the names, a round, between them, the small chart
_FOR_CHARTS = 480  # from this width the small charts have room
ALL = ""
AS_SENT, AS_TODAY = "ผลตามที่ส่ง", "ยังไม่ได้ส่ง ผลตามเกณฑ์ปัจจุบัน"


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
        self.span = Select()
        self.span.setAccessibleName("รอบที่เปรียบเทียบ")
        self.span.currentIndexChanged.connect(lambda _row: self._show())
        self.card = Card()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(28, 16, 28, 28)
        column.setSpacing(12)
        column.addLayout(page_head("เปรียบเทียบรอบ", self.closed.emit))
        choices = QHBoxLayout()
        choices.setSpacing(12)
        choices.addWidget(self.choice, 3)
        choices.addWidget(self.span, 1)
        column.addLayout(choices)
        column.addWidget(self.card)
        column.addStretch(1)
        fit(page, max_width=WIDTH + 56)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible() and event.oldSize().width() != event.size().width():
            self._show()

    def _on_change(self, change: Change) -> None:
        if self.isVisible() and (change.everything or change.indicators):
            self._fill()

    def _fill(self) -> None:
        missions = [(f"{item.no}  {item.title}", item.id) for item in self._session.pack.indicators]
        _refill(self.choice, [("ทุกภารกิจ", ALL), *missions])
        found = spans(self._session)
        _refill(self.span, [(item.value, item.name) for item in found])
        self.span.setVisible(len(found) > 1)
        self._show()

    def _show(self) -> None:
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        span = Span[str(self.span.currentData() or Span.QUARTER.name)]
        indicator = self._session.pack.indicator_by_id.get(str(self.choice.currentData()))
        chosen = self._session.pack.indicators if indicator is None else (indicator,)
        slots = slots_of(self._session, span, chosen, self._most(span))
        if indicator is None:
            self._show_all(slots, span)
        else:
            self._show_mission(indicator, slots, columns_of(self._session, indicator, slots, span))
        self.card.body.addWidget(_legend())

    # --- one mission ---------------------------------------------------------------------------------------------

    def _show_mission(self, indicator: Indicator, slots: Sequence[Slot], columns: Sequence[Column | None]) -> None:
        table, grid = self._table(slots)
        anew = beginnings(slots)
        _put_grades(grid, 1, ThaiLabel("ระดับ", "subheading"), indicator, columns, anew)
        lines = lines_of(indicator, columns, anew)
        for at, line in enumerate(lines, 2):
            self._put_line(grid, at, line, slots)
        first = next((line for line in lines if sum(cell.number is not None for cell in line.cells) > 1), None)
        if first is not None:
            self.card.body.addWidget(heading(f"{first.label} {first.unit}".rstrip()))
            self.card.body.addWidget(self._bars(first, slots, small=False))
            self.card.body.addWidget(rule())
        self.card.body.addWidget(table)

    def _put_line(self, grid: QGridLayout, at: int, line: Line, slots: Sequence[Slot]) -> None:
        top = Qt.AlignmentFlag.AlignTop  # a change under its number makes the cell higher than the label
        grid.addWidget(ThaiLabel(f"{line.label} ({line.unit})" if line.unit else line.label), at, 0, top)
        for place, cell in enumerate(line.cells, 1):
            grid.addWidget(_cell(cell), at, place, top)
        if self.width() >= px(_FOR_CHARTS) and sum(cell.number is not None for cell in line.cells) > 1:
            grid.addWidget(self._bars(line, slots, small=True), at, len(line.cells) + 1)

    def _bars(self, line: Line, slots: Sequence[Slot], *, small: bool) -> Bars:
        bars = Bars(small=small)
        numbers, texts = [cell.number for cell in line.cells], [cell.text for cell in line.cells]
        bars.set_values(line.label, [self._name(slot) for slot in slots], numbers, texts, self._current(slots))
        return bars

    def _current(self, slots: Sequence[Slot]) -> int:
        here = (self._session.pack.id, self._session.round_id)
        return next((at for at, slot in enumerate(slots) if slot.key == here), -1)

    def _name(self, slot: Slot) -> str:
        """Return a round as it is told apart from those of the open quarter."""
        if slot.pack is self._session.pack:
            return slot.round.title
        return f"{slot.round.title} {self._quarter(slot)}"

    def _quarter(self, slot: Slot) -> str:
        """Return the year of a round, or its quarter where all are of one year."""
        years = {pack.fiscal_year for pack in self._session.packs.values()}
        return f"ปี {slot.pack.fiscal_year}" if len(years) > 1 else slot.pack.period_title.partition("(")[0].strip()

    def _most(self, span: Span) -> int:
        """Return how many rounds there is room for, whole pairs of two years beside each other."""
        room = min(self.width(), px(WIDTH)) - 96 - px(NAME_WIDTH + CHART)
        found = min(max(room // (px(COLUMN) + GAP), 2), MOST_COLUMNS)
        return found - found % 2 if span is Span.YEARS else found

    def _table(self, slots: Sequence[Slot]) -> tuple[QWidget, QGridLayout]:
        """Return an empty table with the rounds across its top."""
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(0, min(px(NAME_WIDTH), self.width() // 3))
        several = len({slot.pack.id for slot in slots}) > 1
        for at, slot in enumerate(slots, 1):
            words = f"{slot.round.title}\n{self._quarter(slot)}" if several else slot.round.title
            name = ThaiLabel(words, "subheading", lines=2)
            name.setToolTip(f"{slot.round.title} {slot.pack.period_title}")
            fit(name, width=COLUMN)
            name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(name, 0, at)
        return table, grid

    # --- all missions --------------------------------------------------------------------------------------------

    def _show_all(self, slots: Sequence[Slot], span: Span) -> None:
        session = self._session
        table, grid = self._table(slots)
        best = [0] * len(slots)
        for at, indicator in enumerate(session.pack.indicators, 1):
            columns = columns_of(session, indicator, slots, span)
            name = ThaiLabel(f"{indicator.no}  {indicator.short}")
            _put_grades(grid, at, name, indicator, columns, beginnings(slots))
            for place, column in enumerate(columns):
                best[place] += column is not None and is_best(column)
        bars = Bars()
        names = [self._name(slot) for slot in slots]
        counts = [Fraction(count) for count in best]
        bars.set_values("ภารกิจที่ได้ระดับสูงสุด", names, counts, [str(count) for count in best], self._current(slots))
        self.card.body.addWidget(heading("จำนวนภารกิจที่ได้ระดับสูงสุด"))
        self.card.body.addWidget(bars)
        self.card.body.addWidget(rule())
        self.card.body.addWidget(table)


def _refill(choice: Select, rows: Sequence[tuple[str, str]]) -> None:
    """Offer these rows and keep what is chosen, where it is among them."""
    chosen = choice.currentData()
    choice.blockSignals(True)
    choice.clear()
    for words, name in rows:
        choice.addItem(words, name)
    choice.setCurrentIndex(max(choice.findData(chosen), 0))
    choice.blockSignals(False)


def _legend() -> QWidget:
    """Return what the mark beside a grade says."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 8, 0, 0)
    row.setSpacing(6)
    row.addWidget(_sent_mark())
    row.addWidget(ThaiLabel(f"{AS_SENT}  ·  ไม่มีเครื่องหมาย: {AS_TODAY}", "note"), 1)
    return box


def _sent_mark() -> QLabel:
    mark = IconMark("send", size=14)
    mark.setToolTip(AS_SENT)
    mark.setAccessibleName(AS_SENT)
    return mark


def _put_grades(
    grid: QGridLayout,
    at: int,
    name: QWidget,
    indicator: Indicator,
    columns: Sequence[Column | None],
    anew: frozenset[int],
) -> None:
    grid.addWidget(name, at, 0)
    results = [None if column is None or column.given is None else column.entry.result for column in columns]
    changes = grade_changes(results, indicator, anew)
    for place, (column, rise) in enumerate(zip(columns, changes, strict=True), 1):
        if column is not None:
            shape = GradeShape(28)
            shape.set_look(column.look)
            shape.setToolTip(AS_SENT if column.sent else AS_TODAY if column.given else "")
            grid.addWidget(_beside(shape, rise, sent=column.sent), at, place)


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


def _beside(widget: QWidget, rise: int, *, sent: bool = False) -> QWidget:
    """Return a widget, flush right, with an arrow for what rose or fell and a mark for what is as it was sent."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    row.addStretch(1)
    if sent:
        row.addWidget(_sent_mark())
    if rise:
        arrow = QToolButton()
        arrow.setEnabled(False)
        arrow.setProperty("kind", "picture")
        arrow.setAccessibleName("ขึ้น" if rise > 0 else "ลด")
        set_icon(arrow, "arrow-up" if rise > 0 else "arrow-down", "good" if rise > 0 else "danger", 14)
        row.addWidget(arrow)
    row.addWidget(widget)
    return box
