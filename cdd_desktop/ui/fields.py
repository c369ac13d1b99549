"""Fields: a fact's label, its editor, unit, last round's value, help and problem in one row.

TO ADD A KIND OF FACT: see ``criteria/kinds.py``; here it needs one row in ``EDITORS`` (a test says so).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from cdd_desktop.criteria.kinds import FactValue, ValueProblem
from cdd_desktop.criteria.model import Fact
from cdd_desktop.ui.choice_editors import BoolEditor, ChoiceEditor, ChoicesEditor
from cdd_desktop.ui.date_editor import DateEditor
from cdd_desktop.ui.editors import Editor, NumberEditor
from cdd_desktop.ui.line_edit import is_copy_previous
from cdd_desktop.ui.list_editor import ListEditor
from cdd_desktop.ui.marks import Mark
from cdd_desktop.ui.text import ThaiLabel
from cdd_desktop.ui.zoom import fit, px, zoom

EDITORS: dict[str, type[Editor]] = {
    "bool": BoolEditor,
    "count": NumberEditor,
    "baht": NumberEditor,
    "percent": NumberEditor,
    "count_list": ListEditor,
    "percent_list": ListEditor,
    "baht_list": ListEditor,
    "choice": ChoiceEditor,
    "choices": ChoicesEditor,
    "date": DateEditor,
}
"""The editor of each kind, by the kind's name."""

NARROW = 560  # below this the label stands above its field
UNIT_WIDTH, PREVIOUS_WIDTH = 72, 148
_TOP = Qt.AlignmentFlag.AlignTop
_BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class FactField(QWidget):
    """One fact of a form.

    Args:
        fact: what is asked.
        captions: names of a list's places (months); see ``set_places``.
        today: where a calendar opens when the field is empty.

    Signals:
        committed: fact id and the new value (None: emptied).
        unreadable: fact id and the raw text.
    """

    committed = Signal(str, object)
    unreadable = Signal(str, str)

    def __init__(
        self,
        fact: Fact,
        *,
        captions: Sequence[str] = (),
        today: date | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.fact = fact
        self._previous: FactValue | None = None
        self._draft_problem = ""
        self._problem = ""
        self._arranged: tuple[bool, int] | None = None
        self.editor = EDITORS[fact.kind.name](fact, self)
        if isinstance(self.editor, DateEditor):
            self.editor.today = today
        self.label = ThaiLabel(fact.label)
        self.help = ThaiLabel(self._help_text(), "note")
        self.unit = ThaiLabel(fact.unit, "soft", parent=self)
        self.previous = QPushButton(self)
        self.year_before = ThaiLabel("", "note", wrap=False)
        self._earlier = QWidget(self)
        self.problem_mark = Mark("problem", size=16)
        self.problem = ThaiLabel("", "problem")
        self._build()
        self.set_places(captions)
        self._connect()
        self._describe()

    def _help_text(self) -> str:
        if self.fact.default is None:
            return self.fact.help
        return f"{self.fact.help} ไม่กรอกถือว่า “{self.fact.kind.show(self.fact.default)}”".strip()

    def _build(self) -> None:
        self.previous.setProperty("kind", "link")
        self.previous.setProperty("small", True)
        self.previous.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its key is Ctrl+D in the field
        self.previous.hide()
        self.year_before.hide()
        earlier = QVBoxLayout(self._earlier)
        earlier.setContentsMargins(0, 0, 0, 0)
        earlier.setSpacing(0)
        earlier.addWidget(self.previous, 0, Qt.AlignmentFlag.AlignLeft)
        earlier.addWidget(self.year_before, 0, Qt.AlignmentFlag.AlignLeft)
        self.help.setVisible(bool(self.help.text()))
        self.unit.setVisible(bool(self.fact.unit) and not self.editor.wide)
        fit(self.unit, width=UNIT_WIDTH)
        self._words = QWidget(self)
        self._words_layout = QVBoxLayout(self._words)
        self._words_layout.setSpacing(0)
        self._words_layout.addWidget(self.label)
        self._words_layout.addWidget(self.help)
        self._words_layout.addStretch(1)
        self._trouble = QWidget(self)
        trouble = QHBoxLayout(self._trouble)
        trouble.setContentsMargins(0, 4, 0, 0)
        trouble.setSpacing(6)
        trouble.addWidget(self.problem_mark, 0, _TOP)
        trouble.addWidget(self.problem, 1, _TOP)
        self._trouble.hide()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._arrange(compact=False)

    def _connect(self) -> None:
        self.editor.committed.connect(self._committed)
        self.editor.unreadable.connect(self._unreadable)
        self.editor.beside.connect(self._show_beside)
        self.previous.clicked.connect(self.copy_previous)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if is_copy_previous(event):
            self.copy_previous()
        else:
            super().keyPressEvent(event)

    # --- layout --------------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(compact=self.width() < px(NARROW))

    def _arrange(self, *, compact: bool) -> None:
        if (compact, zoom()) == self._arranged:
            return
        self._arranged = (compact, zoom())
        for widget in (self._words, self.editor, self.unit, self._earlier, self._trouble):
            self._grid.removeWidget(widget)
        self._grid.setRowStretch(1, 0)
        for column in range(4):
            self._grid.setColumnStretch(column, 0)
            self._grid.setColumnMinimumWidth(column, 0)
        if self.editor.wide:
            self._arrange_wide()
        elif compact:
            self._arrange_narrow()
        else:
            self._arrange_row()

    def _arrange_row(self) -> None:
        """Label left, value in its column, unit and last round's value right of it."""
        self._words_layout.setContentsMargins(0, 7, 8, 0)  # the label's line on the value's line
        self._grid.addWidget(self._words, 0, 0, 2, 1)
        self._grid.addWidget(self.editor, 0, 1, _TOP)
        self._grid.addWidget(self.unit, 0, 2)
        self._grid.addWidget(self._earlier, 0, 3, _BESIDE)
        self._grid.addWidget(self._trouble, 1, 1, 1, 3)
        self._grid.setColumnStretch(0, 1)
        self._grid.setRowStretch(1, 1)  # a long label's height goes under the value, unit and problem stay beside it
        self._grid.setColumnMinimumWidth(2, px(UNIT_WIDTH))
        self._grid.setColumnMinimumWidth(3, px(PREVIOUS_WIDTH))

    def _arrange_narrow(self) -> None:
        self._words_layout.setContentsMargins(0, 0, 0, 4)
        self._grid.addWidget(self._words, 0, 0, 1, 4)
        self._grid.addWidget(self.editor, 1, 0, _TOP)
        self._grid.addWidget(self.unit, 1, 1)
        self._grid.addWidget(self._earlier, 1, 2, _BESIDE)
        self._grid.addWidget(self._trouble, 2, 0, 1, 4)
        self._grid.setColumnStretch(3, 1)

    def _arrange_wide(self) -> None:
        """Label above, the editor over the whole width below it."""
        self._words_layout.setContentsMargins(0, 0, 0, 4)
        self._grid.addWidget(self._words, 0, 0)
        self._grid.addWidget(self._earlier, 0, 1, Qt.AlignmentFlag.AlignRight | _TOP)
        self._grid.addWidget(self.editor, 1, 0, 1, 2)
        self._grid.addWidget(self._trouble, 2, 0, 1, 2)
        self._grid.setColumnStretch(0, 1)

    # --- what a screen tells the field ---------------------------------------------------------------------------

    def set_value(self, value: FactValue | None) -> None:
        """Show the stored value; says nothing."""
        self._draft_problem = ""
        self.editor.set_value(value)
        self._show_problem()

    def set_draft(self, text: str) -> None:
        """Show a text that could not be read, with the reason; says nothing."""
        self.editor.set_draft(text)
        self._draft_problem = self._reason(text)
        self._show_problem()

    def set_places(self, captions: Sequence[str]) -> None:
        """Name the places of a list: the months reported so far."""
        self.editor.set_places(captions)

    def set_length(self, length: int | None) -> None:
        """Give a list as many places as another fact counts (None: not known yet)."""
        self.editor.set_places([str(place) for place in range(1, (length or 0) + 1)])

    def set_previous(self, value: FactValue | None, title: str = "รอบก่อน") -> None:
        """Show the last round's value beside the field; a click or Ctrl+D copies it. None hides it."""
        self._previous = value
        self.previous.setVisible(value is not None)
        if value is not None:
            self.previous.setText(f"{title} {self.fact.kind.show(value)}")
            self.previous.setToolTip("กดเพื่อใช้ค่านี้ (Ctrl+D)")
        self._describe()

    def set_year_before(self, value: FactValue | None, where: str = "") -> None:
        """Show the value of the same round a year earlier; ``where`` names that round. None hides it."""
        self.year_before.setVisible(value is not None)
        self.year_before.setText("" if value is None else f"ปีก่อน {self.fact.kind.show(value)}")
        self.year_before.setToolTip(where)
        self._describe()

    def set_problem(self, message: str) -> None:
        """Say why the stored value cannot be ("" : it can). A text that cannot be read goes before."""
        self._problem = message
        self._show_problem()

    def set_read_only(self, *, read_only: bool) -> None:
        self.editor.set_read_only(read_only=read_only)
        self.previous.setEnabled(not read_only)

    def commit(self) -> None:
        """Commit what has been typed but not yet left (before printing, closing, changing page)."""
        self.editor.commit()

    def focus(self) -> None:
        self.editor.focus()

    def copy_previous(self) -> None:
        """Take over the last round's value, as an edit of the person."""
        if self._previous is not None and self.previous.isEnabled():
            self.editor.take(self._previous)

    def problem_text(self) -> str:
        """Return the problem in sight, "" where there is none."""
        return self._draft_problem or self._problem

    # --- what the editor tells the field -------------------------------------------------------------------------

    def _committed(self, value: object) -> None:
        self._draft_problem = ""
        self._show_problem()
        self.committed.emit(self.fact.id, value)

    def _unreadable(self, text: str) -> None:
        self._draft_problem = self._reason(text)
        self._show_problem()
        self.unreadable.emit(self.fact.id, text)

    def _show_beside(self, text: str) -> None:
        self.unit.setText(text)
        self.unit.setVisible(bool(text))

    def _reason(self, text: str) -> str:
        try:
            self.fact.kind.parse(text)
        except ValueProblem as problem:
            place = self.editor.problem_place() if isinstance(self.editor, ListEditor) else ""
            return f"ช่อง {place}: {problem}" if place else str(problem)
        return ""

    def _show_problem(self) -> None:
        message = self.problem_text()
        self.problem.setText(message)
        self._trouble.setVisible(bool(message))
        self.editor.set_problem(problem=bool(message))
        self._describe()

    def _describe(self) -> None:
        parts = [self.fact.unit, self.help.text(), self.previous.text(), self.year_before.text(), self.problem.text()]
        self.editor.set_names(self.fact.label, " · ".join(part for part in parts if part))
