"""What a workbook that came back gives for one mission: row by row, with the grade before and after."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from cdd_desktop.criteria.model import Indicator
from cdd_desktop.criteria.result import Result
from cdd_desktop.reports.readback import WORDS, Row, Sort
from cdd_desktop.ui.controls import Tick
from cdd_desktop.ui.grades import GradeShape, look_of
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.widgets import Card, heading

_LOUD = {Sort.BOTH: "warn", Sort.UNREADABLE: "problem"}
_QUIET = "soft"
_TOP = Qt.AlignmentFlag.AlignTop
_COLUMNS = ((1, 5, "ข้อมูล"), (2, 2, "ในโปรแกรม"), (3, 2, "ในสมุดงาน"), (4, 3, ""))


class MissionCard(Card):
    """One mission of the preview.

    Signals:
        changed: a row was ticked or not any more.
    """

    changed = Signal()

    def __init__(self, indicator: Indicator, rows: Sequence[Row], result_of: Callable[[Sequence[Row]], Result]) -> None:
        super().__init__()
        self.boxes: list[tuple[Row, Tick]] = []
        self._result_of = result_of
        self._before = result_of(())
        self.after = GradeShape(28)
        self.whole = Tick()
        self.whole.setAccessibleName(f"รับทุกช่องที่แก้ในสมุดงาน ภารกิจที่ {indicator.no}")
        self.whole.setToolTip("รับทุกช่องที่แก้ในสมุดงานของภารกิจนี้")
        self.whole.clicked.connect(self.choose_edited)
        self.problem = ThaiLabel("", "problem")
        self._add_head(indicator)
        self._add_rows(rows)
        self.body.addWidget(self.problem)
        self.whole.setEnabled(any(row.edited for row in rows))
        self.show_choice()

    def _add_head(self, indicator: Indicator) -> None:
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.whole)
        head.addWidget(heading(f"{indicator.no}  {indicator.short}"), 1)
        before = GradeShape(28)
        before.set_look(look_of(self._before))
        for widget in (
            ThaiLabel("ระดับ", _QUIET, wrap=False), before, ThaiLabel("→", _QUIET, wrap=False), self.after
        ):  # fmt: skip
            head.addWidget(widget)
        self.body.addLayout(head)

    def _add_rows(self, rows: Sequence[Row]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for column, stretch, words in _COLUMNS:
            grid.setColumnStretch(column, stretch)
            grid.addWidget(ThaiLabel(words, "note"), 0, column)
        for at, row in enumerate(rows):
            self._add_row(grid, 2 * at + 1, row)
        self.body.addLayout(grid)

    def _add_row(self, grid: QGridLayout, at: int, row: Row) -> None:
        same = row.sort is Sort.SAME
        box = Tick()
        if not same:
            box.setAccessibleName(f"รับ {row.fact.label} จาก {row.shown(row.old)} เป็น {row.shown(row.new)}")
            box.setChecked(row.taken_at_first)
            box.setEnabled(row.can_be_taken)
            box.toggled.connect(lambda _on: self._toggled())
            self.boxes.append((row, box))
            grid.addWidget(box, at, 0, _TOP)
        new = "–" if row.sort is Sort.UNREADABLE else row.shown(row.new)
        label = f"{row.fact.label} ({row.fact.unit})" if row.fact.unit else row.fact.label
        plain, strong = (_QUIET, _QUIET) if same else ("", "subheading")
        loud = _LOUD.get(row.sort, "" if row.edited else _QUIET)
        cells = ((label, plain), (row.shown(row.old), plain), (new, strong), (WORDS[row.sort], loud))
        for column, (words, role) in enumerate(cells, start=1):
            grid.addWidget(ThaiLabel(words, role), at, column, _TOP)
        if not same:
            note = " · ".join(part for part in (row.why, row.place) if part)
            grid.addWidget(ThaiLabel(note, "note"), at + 1, 1, 1, 4)

    # --- choosing ------------------------------------------------------------------------------------------------

    def chosen(self) -> list[Row]:
        """Return the rows that are ticked."""
        return [row for row, box in self.boxes if box.isChecked() and row.can_be_taken]

    def choose_edited(self, on: bool = True) -> None:
        """Tick every row that was edited in the workbook, or none of them."""
        for row, box in self.boxes:
            if row.edited:
                box.setChecked(on)
        self.show_choice()

    def _toggled(self) -> None:
        self.show_choice()
        self.changed.emit()

    def show_choice(self) -> None:
        """Show the grade that the ticked rows give, and what they make impossible."""
        after = self._result_of(self.chosen())
        self.after.set_look(look_of(after))
        edited = [box.isChecked() for row, box in self.boxes if row.edited]
        self.whole.setChecked(bool(edited) and all(edited))
        new = [words for name, words in after.refused.items() if self._before.refused.get(name) != words]
        self.problem.setText(f"หลังรับค่าแล้ว {' '.join(dict.fromkeys(new))}" if new else "")
        self.problem.setVisible(bool(new))
